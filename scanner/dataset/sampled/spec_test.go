package sampled_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"leadlint/scanner/dataset/sampled"
)

func TestParseSpec(t *testing.T) {
	for text, want := range map[string]sampled.Spec{
		"": {}, "1": {Rows: 1}, "1000": {Rows: 1000}, "1000000": {Rows: 1_000_000},
		"5%": {Percent: 5}, "0.5%": {Percent: 0.5}, "99.9%": {Percent: 99.9},
	} {
		got, err := sampled.ParseSpec(text)
		if err != nil || got != want {
			t.Errorf("%q: got %+v, %v, want %+v", text, got, err, want)
		}
	}
	for text, want := range map[string]string{
		"0": "from 1 to 1000000", "-3": "from 1 to 1000000", "1000001": "name the share", "99999999999999999999": "name the share",
		"few": "as in 1000", "5 %": "in digits", "2,5%": "in digits", "%": "in digits", "NaN%": "in digits", "1e1%": "in digits", "-1%": "in digits",
		"0%": "more than 0%", "100%": "every record", "101%": "less than 100%", "1000 ": "as in 1000",
	} {
		if got, err := sampled.ParseSpec(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %+v, %v, want an error that holds %q", text, got, err, want)
		}
	}
}

func TestSpecReadsAsItIsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := sampled.Spec{Rows: rapid.Int64Range(1, sampled.MostRows).Draw(t, "rows")}
		if rapid.Bool().Draw(t, "share") {
			s = sampled.Spec{Percent: rapid.Float64Range(1e-9, 99.999).Draw(t, "percent")}
		}
		if got, err := sampled.ParseSpec(s.String()); err != nil || got != s {
			t.Fatalf("%q: got %+v, %v, want %+v", s, got, err, s)
		}
	})
}
