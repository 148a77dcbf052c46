package expr_test

import (
	"testing"

	"leadlint/rules/expr"
)

func TestParsePeriod(t *testing.T) {
	good := map[string]expr.Period{
		"P3Y": {Months: 36}, "P1Y2M10D": {Months: 14, Days: 10}, "P2W": {Days: 14}, "P1M1W1D": {Months: 1, Days: 8},
		"P0D": {}, "P018M": {Months: 18}, "P1000Y": {Months: 12000},
	}
	for text, want := range good {
		got, err := expr.ParsePeriod(text)
		if err != nil || got != want {
			t.Errorf("%s: got %v, %v; want %v", text, got, err, want)
		}
		again, err := expr.ParsePeriod(got.String())
		if err != nil || again != got {
			t.Errorf("%s: written %s and read as %v, %v", text, got, again, err)
		}
	}
	for _, text := range []string{"", "P", "3Y", "p3y", "P3", "PY", "P3y", "P1D1Y", "P1Y1Y", "PT1H", "P1DT1H", "P1.5Y", "P-1Y", "-P1Y", "P1 Y", "P1001Y", "P99999999999999999999D", "P٣Y", "P1Y "} {
		if got, err := expr.ParsePeriod(text); err == nil {
			t.Errorf("%q: got %v, want an error", text, got)
		}
	}
}

func FuzzParsePeriod(f *testing.F) {
	f.Add("P1Y2M3W4D")
	f.Fuzz(func(t *testing.T, text string) {
		p, err := expr.ParsePeriod(text)
		if err != nil {
			return
		}
		if again, err := expr.ParsePeriod(p.String()); err != nil || again != p {
			t.Errorf("%q: read %v, written %s, read %v, %v", text, p, p, again, err)
		}
	})
}
