package l10n_test

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"leadlint/reports/l10n"
)

func TestBound(t *testing.T) {
	for _, c := range []struct {
		share  float64
		up     bool
		en, fr string
	}{
		{0, true, "0%", "0\u202f%"}, {1, false, "100%", "100\u202f%"}, {0.003, true, "0.3%", "0,3\u202f%"},
		{0.242438, false, "24.2%", "24,2\u202f%"}, {0.297331, true, "29.8%", "29,8\u202f%"}, {0.25, true, "25%", "25\u202f%"},
		{0.000177, false, "0.017%", "0,017\u202f%"}, {0.000019, true, "0.0019%", "0,0019\u202f%"}, {0.000001, true, "0.0001%", "0,0001\u202f%"},
		{0.99999, false, "99.9%", "99,9\u202f%"}, {0.07, true, "7%", "7\u202f%"},
	} {
		if got := l10n.New("en").Bound(c.share, c.up); got != c.en {
			t.Errorf("%g, up %v: got %q, want %q", c.share, c.up, got, c.en)
		}
		if got := l10n.New("fr").Bound(c.share, c.up); got != c.fr {
			t.Errorf("%g, up %v: got %q, want %q", c.share, c.up, got, c.fr)
		}
	}
}

// TestBoundHolds says that a bound as it is written is never tighter than it is.
func TestBoundHolds(t *testing.T) {
	p := l10n.New("en")
	rapid.Check(t, func(t *rapid.T) {
		share := math.Round(rapid.Float64Range(0, 1).Draw(t, "share")*1e6) / 1e6
		read := func(up bool) float64 {
			v, err := strconv.ParseFloat(strings.TrimSuffix(p.Bound(share, up), "%"), 64)
			if err != nil {
				t.Fatal(err)
			}
			return v / 100
		}
		if low, high := read(false), read(true); low > share+1e-9 || high < share-1e-9 || high-low > 0.0011 {
			t.Fatalf("%g is written as %g to %g", share, low, high)
		}
	})
}

// TestOfSample says that whatever stands in for a message takes what the message takes, and
// speaks of a sample.
func TestOfSample(t *testing.T) {
	verb := regexp.MustCompile(`%(\[\d\])?[sv]`)
	said := regexp.MustCompile(`(?i)sample|échantillon|drawn|tirées|nothing found|sans constat|^–`)
	for _, lang := range []string{"en", "fr"} {
		p := l10n.New(lang)
		s := p.OfSample()
		n := 0
		for _, key := range l10n.Keys() {
			plain, ok := strings.CutSuffix(key, "@sample")
			if !ok {
				continue
			}
			n++
			if !said.MatchString(s.T(plain)) {
				t.Errorf("%s, %s: %q does not say that it is of a sample", lang, plain, s.T(plain))
			}
			if strings.HasSuffix(plain, ".zero") {
				continue
			}
			if a, b := len(verb.FindAllString(p.T(plain), -1)), len(verb.FindAllString(s.T(plain), -1)); a != b {
				t.Errorf("%s, %s: takes %d values for the whole, %d for a sample", lang, plain, a, b)
			}
			if p.T(plain) == plain || p.T(plain) == s.T(plain) {
				t.Errorf("%s, %s: no message for the whole, or the same", lang, plain)
			}
		}
		if n < 50 {
			t.Errorf("got %d messages on samples: the test no longer sees them", n)
		}
	}
}

func TestNone(t *testing.T) {
	p := l10n.New("en")
	if got := p.N("result.breaches", 0); got != "0 breaches" {
		t.Errorf("of the whole: got %q", got)
	}
	if got := p.OfSample().N("result.breaches", 0); got != "no breach in the sample" {
		t.Errorf("of a sample: got %q", got)
	}
	if got := p.OfSample().N("result.breaches", 1); got != "1 breach found in the sample" {
		t.Errorf("one of a sample: got %q", got)
	}
}
