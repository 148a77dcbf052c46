package decision

import "testing"

// TestFillOfBins: a bin that the limit lies in is called neither within it nor beyond.
func TestFillOfBins(t *testing.T) {
	three := []Fill{{Name: "clear"}, {Name: "breach"}, {Name: "open"}}
	for _, tc := range []struct {
		name  string
		limit int
		fills []Fill
		bin   int
		want  string
	}{
		{"before the limit", 36, three[:2], 5, "clear"},
		{"from the limit on", 36, three[:2], 6, "breach"},
		{"the step that the limit lies in", 33, three, 5, "open"},
		{"the step before it", 33, three, 4, "clear"},
		{"the step after it", 33, three, 6, "breach"},
		{"the last step, which is open, before the limit", 180, three, 20, "open"},
		{"a step well before", 180, three, 19, "clear"},
		{"no limit", 0, three[:1], 20, "clear"},
		{"no fills", 36, nil, 20, "clear"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			h := &Histogram{Step: 6, Bins: make([]int64, 21), Limit: tc.limit, Fills: tc.fills}
			if got := h.Fill(tc.bin).Name; got != tc.want {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
}
