package duties_test

import (
	"strings"
	"testing"

	"leadlint/reports/duties"
)

func TestOf(t *testing.T) {
	tests := []struct {
		articles string
		want     duties.Duty
	}{
		{"3", duties.Applicability},
		{"27", duties.Applicability},
		{"6", duties.LegalBasis},
		{"4(11) 7(1)", duties.LegalBasis},
		{"9", duties.LegalBasis},
		{"5(1)(a)", duties.LegalBasis},
		{"5(1)(e)", duties.Retention},
		{"5(2) 5(1)(e)", duties.Retention},
		{"5(1)(c) 25", duties.Quality},
		{"25(2) 5(1)(d)", duties.Quality},
		{"12", duties.Transparency},
		{"13/14", duties.Transparency},
		{"14(2)(f)", duties.Transparency},
		{"15(1)(g)", duties.Rights},
		{"21(4)", duties.Rights},
		{"CPCE_L34-5 6", duties.Prospecting},
		{"C._conso_L223-1", duties.Prospecting},
		{"32", duties.Accountability},
		{"5(1)(f) 32", duties.Accountability},
		{"44", duties.Accountability},
		{"", duties.Accountability},
		{"99999999999999999999", duties.Accountability},
		{"Something_else", duties.Accountability},
	}
	for _, tt := range tests {
		t.Run(tt.articles, func(t *testing.T) {
			codes := strings.Fields(tt.articles)
			for i := range codes {
				codes[i] = strings.ReplaceAll(codes[i], "_", " ")
			}
			if got := duties.Of(codes); got != tt.want {
				t.Errorf("Of(%q): got %q, want %q", codes, got, tt.want)
			}
		})
	}
}

func TestRankFollowsAll(t *testing.T) {
	for i, d := range duties.All() {
		if got := d.Rank(); got != i {
			t.Errorf("%q.Rank(): got %d, want %d", d, got, i)
		}
	}
	if got, want := duties.Duty("none").Rank(), len(duties.All()); got != want {
		t.Errorf("rank of an unknown duty: got %d, want %d", got, want)
	}
}
