package pattern

import (
	"regexp"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestRequired(t *testing.T) {
	cases := []struct {
		text string
		want []string
	}{
		{"abc", []string{"abc"}}, {"(?i)AbC", []string{"abc"}}, {"abc|xyz", []string{"abc", "xyz"}}, {"abc|.*", nil},
		{"a?bcd+e", nil}, {"(foo|bar)_(?:consent)", []string{"_consent"}}, {"^$", nil}, {"[", nil}, {"x*", nil},
	}
	for _, c := range cases {
		if got := Required(c.text); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.text, got, c.want)
		}
	}
}

// TestMatch: a pattern matches what its expression matches.
func TestMatch(t *testing.T) {
	list := []string{`(?i)consent|opt_?in`, `^li_at$`, `(?i)(sk|ss)ip`, `graphql/query/\?`, `a+b*c`, `\.ltd\b`, `(?i)kelvin`}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SampledFrom(list).Draw(t, "expression")
		s := rapid.StringOf(rapid.SampledFrom([]rune("aAbcCknsSeoOptTiI_lLqghryu/?.dkKſvip "))).Draw(t, "text")
		p, err := New(text)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := p.Match(s), regexp.MustCompile(text).MatchString(s); got != want {
			t.Errorf("%s on %q: got %v, want %v", text, s, got, want)
		}
	})
}
