package l10n

import (
	"math"
	"math/big"
	"strconv"
	"strings"
)

// narrow is the narrow no-break space that groups digits in French.
const narrow = "\u202f"

// Int gives n with its digits in groups of three: "12,345", in French with
// narrow no-break spaces.
func (p *Printer) Int(n int64) string {
	return p.group(strconv.FormatInt(n, 10))
}

func (p *Printer) group(digits string) string {
	sign := ""
	if strings.HasPrefix(digits, "-") {
		sign, digits = "-", digits[1:]
	}
	sep := ","
	if p.lang == "fr" {
		sep = narrow
	}
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteString(sep)
		}
		b.WriteRune(d)
	}
	return sign + b.String()
}

// Decimal gives the text of a decimal number ("26.9") the language's mark.
func (p *Printer) decimal(s string) string {
	if p.lang == "fr" {
		return strings.Replace(s, ".", ",", 1)
	}
	return s
}

// Share gives part of whole as a percentage with one decimal, rounded half up.
// What is not nothing is never shown as 0 %, what is not all never as 100 %.
// A whole of 0 or less gives "".
func (p *Printer) Share(part, whole int64) string {
	if whole <= 0 {
		return ""
	}
	tenths := perMille(part, whole)
	mark := ""
	switch {
	case tenths == 0 && part > 0:
		mark, tenths = "<\u00a0", 1
	case tenths >= 1000 && part < whole:
		mark, tenths = ">\u00a0", 999
	}
	s := strconv.FormatInt(tenths/10, 10)
	if r := tenths % 10; r != 0 {
		s += p.decimal("." + strconv.FormatInt(r, 10))
	}
	if p.lang == "fr" {
		return mark + s + narrow + "%"
	}
	return mark + s + "%"
}

// Bound gives a share, from 0 to 1, as a percentage that it is not above (up) or not
// below, in two digits that count, or with one decimal where that is more: "0.3%", "12.4%".
func (p *Printer) Bound(share float64, up bool) string {
	round, percent := math.Floor, share*100
	if up {
		round = math.Ceil
	}
	digits := 1
	for step := 1.0; percent > 0 && percent < step && digits < 6; step /= 10 {
		digits++
	}
	// What is a hair off for want of digits is not moved to the next step.
	unit := math.Pow10(digits)
	moved := math.Abs(round(percent*unit + map[bool]float64{true: -1e-6, false: 1e-6}[up]))
	return p.Percent(strconv.FormatFloat(moved/unit, 'f', -1, 64))
}

// Percent puts the sign behind the text of a decimal number ("2.5").
func (p *Printer) Percent(s string) string {
	if p.lang == "fr" {
		return p.decimal(s) + narrow + "%"
	}
	return s + "%"
}

// perMille rounds 1000·part/whole half up, without overflow.
func perMille(part, whole int64) int64 {
	n := new(big.Int).Mul(big.NewInt(part), big.NewInt(2000))
	n.Add(n, big.NewInt(whole))
	return n.Quo(n, new(big.Int).Mul(big.NewInt(whole), big.NewInt(2))).Int64()
}

// Bytes gives a size in the largest decimal unit that leaves at least one.
func (p *Printer) Bytes(n int64) string {
	units := []string{"B", "kB", "MB", "GB", "TB"}
	if p.lang == "fr" {
		units = []string{"o", "ko", "Mo", "Go", "To"}
	}
	value, unit := float64(n), 0
	for value >= 999.5 && unit < len(units)-1 {
		value /= 1000
		unit++
	}
	digits := 1
	if unit == 0 || value >= 99.5 {
		digits = 0
	}
	return p.decimal(strconv.FormatFloat(value, 'f', digits, 64)) + "\u00a0" + units[unit]
}

// Euros gives an amount of euros.
func (p *Printer) Euros(n int64) string {
	if p.lang == "fr" {
		return p.Int(n) + "\u00a0€"
	}
	return "€" + p.Int(n)
}

// Confidence gives a number between 0 and 1 as a whole percentage.
func (p *Printer) Confidence(c float64) string {
	return p.Share(int64(c*100+0.5)*10, 1000)
}
