package typeset_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"leadlint/reports/pdf/internal/typeset"
)

func load(t interface{ Fatal(...any) }) *typeset.Fonts {
	f, err := typeset.Load()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// text joins the words of lines.
func text(lines []typeset.Line) string {
	var b strings.Builder
	for _, l := range lines {
		for _, w := range l.Words {
			b.WriteString(w.Text)
		}
		b.WriteString("\n")
	}
	return b.String()
}

// TestLinesHoldTheText breaks texts: nothing is lost or added, and no line is wider than
// it may be.
func TestLinesHoldTheText(t *testing.T) {
	f := load(t)
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.Float64Range(20, 500).Draw(t, "width")
		filled := rapid.Bool().Draw(t, "filled")
		var spans []typeset.Span
		want := ""
		for range rapid.IntRange(1, 5).Draw(t, "spans") {
			s := typeset.Span{
				Text: rapid.OneOf(rapid.StringMatching(`([A-Za-z0-9/.,-]{1,30} ?){0,30}`), rapid.String()).Draw(t, "text"), Size: rapid.Float64Range(6, 14).Draw(t, "size"),
				Face: rapid.SampledFrom([]typeset.Face{typeset.Regular, typeset.Bold, typeset.Italic, typeset.Mono}).Draw(t, "face"), Anywhere: rapid.Bool().Draw(t, "anywhere"), Whole: rapid.Bool().Draw(t, "whole"),
			}
			spans = append(spans, s)
			want += f.Clean(s.Face, s.Text)
		}
		lines := f.Break(spans, width, filled)
		if got, want := strings.Join(strings.Fields(text(lines)), ""), strings.Join(strings.Fields(want), ""); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
		for _, l := range lines {
			last := l.Words[len(l.Words)-1]
			end := last.X + f.Width(last.Face, last.Size, strings.TrimRight(last.Text, " "))
			if end > width+0.1 {
				t.Errorf("a line %q of %.2f in a width of %.2f", text([]typeset.Line{l}), end, width)
			}
		}
	})
}

func TestBreak(t *testing.T) {
	f := load(t)
	for _, test := range []struct{ name, text, want string }{
		{"at spaces", "one two three four five six", "one two three four\nfive six\n"},
		{"not at spaces that hold", "page number is§1§000§000 in all", "page number\nis§1§000§000 in all\n"},
		{"an address at its signs", "see https://registre.example/decisions/2024", "see https://\nregistre.example/\ndecisions/2024\n"},
		{"not within an identifier", "rule of law VIS-01-DISABLED", "rule of law\nVIS-01-DISABLED\n"},
		{"after a hyphen between small letters", "a very well-understood thing", "a very well-\nunderstood thing\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			hold := strings.NewReplacer("§", "\u00A0")
			got := text(f.Break([]typeset.Span{{Text: hold.Replace(test.text), Size: 10}}, 85, false))
			if want := hold.Replace(test.want); got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

func TestClean(t *testing.T) {
	f := load(t)
	for in, want := range map[string]string{
		"plain": "plain", "soft\u00adhyphen": "softhyphen", "right\u202eleft": "rightleft", "a\u2011b": "a-b", "tab\tline\n": "tab line ", "漢": "□", "\x01": "□", "\U0001F600": "□", "é\u202f!": "é\u202f!",
	} {
		if got := f.Clean(typeset.Regular, in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
	if got := f.Clean(typeset.Mono, "1\u202f000"); got != "1\u00a0000" {
		t.Errorf("a narrow space of the face of fixed width is %q", got)
	}
}

func TestCut(t *testing.T) {
	f := load(t)
	if got := f.Cut(typeset.Regular, 10, "short", 100); got != "short" {
		t.Errorf("got %q", got)
	}
	got := f.Cut(typeset.Regular, 10, "a title that is far too long for its place", 80)
	if !strings.HasSuffix(got, "…") || f.Width(typeset.Regular, 10, got) > 80 || len(got) < 12 {
		t.Errorf("got %q of %.1f, want most of 80 filled, and an ellipsis", got, f.Width(typeset.Regular, 10, got))
	}
	if got := f.Cut(typeset.Regular, 10, "none", 0); got != "…" {
		t.Errorf("got %q, want nothing but the ellipsis", got)
	}
}
