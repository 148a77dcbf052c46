package law

import (
	"slices"
	"testing"

	"leadlint/rules/facts"

	"pgregory.net/rapid"
)

// A range lies within the legal maximum, and the maximum grows with turnover.
func TestExposureStaysWithinTheMaximum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		turnover := rapid.Int64Min(0).Draw(t, "turnover")
		more := rapid.Int64Range(turnover, 1<<63-1).Draw(t, "more")
		band := rapid.SampledFrom([]string{BandLow, BandMedium, BandHigh}).Draw(t, "band")
		tier := rapid.SampledFrom([]string{TierHigher, TierLower, TierOrder}).Draw(t, "tier")
		maximum, low, high, _ := Exposure(turnover, band, tier)
		if low < 0 || low > high || high > maximum {
			t.Fatalf("got %d..%d of %d", low, high, maximum)
		}
		if larger, _, _, _ := Exposure(more, band, tier); larger < maximum {
			t.Fatalf("turnover %d has maximum %d, %d has %d", turnover, maximum, more, larger)
		}
	})
}

// A code that no table knows still has a section, and never panics.
func TestAnyCodeHasASection(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		code := rapid.String().Draw(t, "code")
		if !slices.Contains(Sections(), SectionOf(code)) {
			t.Fatalf("%q has no section", code)
		}
		Tier(code)
		Cite(code, "fr")
	})
}

func TestAdequacySpeaksTheSchema(t *testing.T) {
	want := facts.NewSchema().Relation("recipient").Field("adequacy").Values
	if got := []string{InEEA, Adequate, Conditional, NotAdequate}; !slices.Equal(got, want) {
		t.Errorf("got %v, want the schema's %v", got, want)
	}
}
