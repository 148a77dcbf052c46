package terminal

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestWrap(t *testing.T) {
	tests := []struct {
		name, in string
		limit    int
		want     []string
	}{
		{"empty", "", 10, []string{""}},
		{"fits", "one two", 10, []string{"one two"}},
		{"breaks at spaces", "one two three", 8, []string{"one two", "three"}},
		{"breaks after a hyphen", "an audience-restricted profile", 12, []string{"an audience-", "restricted", "profile"}},
		{"breaks a long word", "abcdefghij", 4, []string{"abcd", "efgh", "ij"}},
		{"breaks a file name after a mark", "enrichment-export.csv.gz", 14, []string{"enrichment-", "export.csv.gz"}},
		{"keeps the id of a rule whole", "by: RTS-04-PRESENT, SEC-03", 16, []string{"by:", "RTS-04-PRESENT,", "SEC-03"}},
		{"breaks an id that no line holds", "RTS-04-PRESENT", 8, []string{"RTS-04-", "PRESENT"}},
		{"keeps no-break spaces", "1\u202f234\u202f567 fiches", 9, []string{"1\u202f234\u202f567", "fiches"}},
		{"wide characters", "日本語です", 4, []string{"日本", "語で", "す"}},
		{"room for one", "ab", 0, []string{"a", "b"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := wrap(tt.in, tt.limit); !slices.Equal(got, tt.want) {
				t.Errorf("wrap(%q, %d)\ngot:  %q\nwant: %q", tt.in, tt.limit, got, tt.want)
			}
		})
	}
}

func TestWrapLosesNothingAndFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`([a-zé\-_.]{0,30} ?){0,12}`).Draw(t, "text")
		limit := rapid.IntRange(1, 40).Draw(t, "limit")
		lines := wrap(s, limit)
		for _, line := range lines {
			if width(line) > limit {
				t.Errorf("%q is wider than %d", line, limit)
			}
		}
		bare := func(s string) string { return strings.ReplaceAll(s, " ", "") }
		if got, want := bare(strings.Join(lines, "")), bare(s); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}
