package finding_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"leadlint/scanner/finding"
)

// TestShare holds intervals against values published or worked out by hand.
func TestShare(t *testing.T) {
	for name, c := range map[string]struct {
		k, n int64
		want finding.Interval
	}{
		// R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
		"81 of 263":        {81, 263, finding.Interval{Low: 0.2553, High: 0.3662}},
		"15 of 148":        {15, 148, finding.Interval{Low: 0.0624, High: 0.1605}},
		"1 of 29":          {1, 29, finding.Interval{Low: 0.0061, High: 0.1718}},
		"none of 1000":     {0, 1000, finding.Interval{Low: 0, High: 0.003}},
		"all of 1000":      {1000, 1000, finding.Interval{Low: 0.997, High: 1}},
		"none of 2":        {0, 2, finding.Interval{Low: 0, High: 1}},
		"all of one":       {1, 1, finding.Interval{Low: 0, High: 1}},
		"one of a million": {1, 1_000_000, finding.Interval{Low: 0.0000001, High: 0.000006}},
	} {
		got := finding.Share(c.k, c.n)
		if got == nil || math.Abs(got.Low-c.want.Low) > 0.00005 || math.Abs(got.High-c.want.High) > 0.00005 {
			t.Errorf("%s: got %+v, want %+v", name, got, c.want)
		}
	}
	for _, c := range [][2]int64{{0, 0}, {1, 0}, {-1, 5}, {6, 5}} {
		if got := finding.Share(c[0], c[1]); got != nil {
			t.Errorf("%v: got %+v, want none", c, got)
		}
	}
}

func TestShareHoldsTheSample(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(1, 1_000_000).Draw(t, "n")
		k := rapid.Int64Range(0, n).Draw(t, "k")
		got, p := finding.Share(k, n), float64(k)/float64(n)
		if got.Low < 0 || got.High > 1 || got.Low > p || got.High < p {
			t.Fatalf("%d of %d: %+v does not hold the share itself", k, n, got)
		}
		if other := finding.Share(n-k, n); math.Abs(other.Low+got.High-1) > 2e-6 || math.Abs(other.High+got.Low-1) > 2e-6 {
			t.Fatalf("%d of %d: %+v is not the counterpart of %+v", k, n, got, other)
		}
	})
}

// TestShareHoldsTheWhole draws samples of wholes that are known: about 95 in 100 intervals
// must hold the true share.
func TestShareHoldsTheWhole(t *testing.T) {
	random := rand.New(rand.NewPCG(20, 26))
	for _, share := range []float64{0.001, 0.02, 0.3, 0.5, 0.97} {
		held := 0
		const times = 2000
		for range times {
			k := int64(0)
			for range 400 {
				if random.Float64() < share {
					k++
				}
			}
			if i := finding.Share(k, 400); i.Low <= share && share <= i.High {
				held++
			}
		}
		if held < times*93/100 {
			t.Errorf("share %g: %d of %d intervals hold it", share, held, times)
		}
	}
}

func TestIntervalOf(t *testing.T) {
	f := finding.Finding{Outcome: finding.Breach, Counts: finding.Counts{Examined: 100, Breach: 20, NotShown: 40, Clear: 40}}
	if got, want := finding.IntervalOf(&f), finding.Share(20, 100); *got != *want {
		t.Errorf("a breach: got %+v, want %+v", got, want)
	}
	f.Outcome = finding.NotShown
	if got, want := finding.IntervalOf(&f), finding.Share(40, 100); *got != *want {
		t.Errorf("not shown: got %+v, want %+v", got, want)
	}
	if got := finding.IntervalOf(&finding.Finding{Outcome: finding.NotAssessed}); got != nil {
		t.Errorf("nothing examined: got %+v", got)
	}
}
