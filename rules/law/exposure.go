package law

import "math/big"

// The bands of seriousness of EDPB Guidelines 04/2022 (v2.1, 24 May 2023).
const (
	BandLow    = "low"
	BandMedium = "medium"
	BandHigh   = "high"
)

// Exposure gives the order of magnitude of a fine in whole euros, after EDPB
// Guidelines 04/2022: the legal maximum for an undertaking with that yearly
// turnover in euros (that of the group), and the range of starting amounts for a
// seriousness band, corrected for size. It is an order of magnitude to be shown
// beside the fines of precedents, never a prediction.
//
// Tier is one of the tiers of an Article. All results are 0 for a national
// tier, an empty one, an unknown band or a turnover below 0. Verified says
// whether the factor for size is confirmed; for turnovers above EUR 2 million
// and up to EUR 500 million it is taken from a secondary source.
func Exposure(turnover int64, band, tier string) (maximum, low, high int64, verified bool) {
	var floor, share int64
	switch tier {
	case TierHigher, TierOrder:
		floor, share = 20_000_000, 4
	case TierLower:
		floor, share = 10_000_000, 2
	default:
		return 0, 0, 0, false
	}
	bandLow, bandHigh := bandPercent(band)
	if bandHigh == 0 || turnover < 0 {
		return 0, 0, 0, false
	}
	maximum = max(floor, scale(turnover, share, 100))
	sizeLow, sizeHigh, verified := sizePerMille(turnover)
	low = scale(maximum, bandLow*sizeLow, 100*1000)
	high = scale(maximum, bandHigh*sizeHigh, 100*1000)
	return maximum, low, high, verified
}

// bandPercent gives the starting amount as shares of the maximum, in percent.
func bandPercent(band string) (low, high int64) {
	switch band {
	case BandLow:
		return 0, 10
	case BandMedium:
		return 10, 20
	case BandHigh:
		return 20, 100
	}
	return 0, 0
}

// sizePerMille gives the factor for the undertaking's size, in thousandths.
func sizePerMille(turnover int64) (low, high int64, verified bool) {
	const million = 1_000_000
	switch {
	case turnover <= 2*million:
		return 2, 4, true
	case turnover <= 10*million:
		return 3, 20, false
	case turnover <= 50*million:
		return 15, 100, false
	case turnover <= 100*million:
		return 80, 200, false
	case turnover <= 250*million:
		return 150, 500, false
	case turnover <= 500*million:
		return 400, 1000, false
	}
	return 1000, 1000, true
}

// scale gives amount × numerator / denominator without overflow on the way.
func scale(amount, numerator, denominator int64) int64 {
	product := new(big.Int).Mul(big.NewInt(amount), big.NewInt(numerator))
	return product.Div(product, big.NewInt(denominator)).Int64()
}
