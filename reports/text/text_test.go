package text_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"leadlint/reports/text"
)

func TestLine(t *testing.T) {
	tests := []struct {
		name, in string
		limit    int
		want     string
	}{
		{"plain", "a plain text", 0, "a plain text"},
		{"spaces run together", "  a \t\n b  ", 0, "a b"},
		{"no-break spaces stay", "12\u202f345\u00a0€", 0, "12\u202f345\u00a0€"},
		{"colour sequence", "\x1b[31mred\x1b[0m", 0, "red"},
		{"C1 sequence", "\u009b31mred", 0, "red"},
		{"title sequence loses its controls", "\x1b]0;owned\x07x", 0, "]0;ownedx"},
		{"bidi override", "abc\u202egnp.exe", 0, "abcgnp.exe"},
		{"isolates and marks", "\u2066a\u2069\u200e\u061c", 0, "a"},
		{"zero-width space and BOM", "\ufeffa\u200bb", 0, "ab"},
		{"line separators", "a\u2028b\u2029c\u0085d", 0, "a b c d"},
		{"invalid UTF-8", "a\xff\xfeb", 0, "a\ufffd\ufffdb"},
		{"too long", "abcdef", 4, "abc…"},
		{"exactly long enough", "abcd", 4, "abcd"},
		{"too long after a space", "abc def", 5, "abc…"},
		{"limit of one", "abc", 1, "…"},
		{"Greek and Arabic stay", "Αθήνα العربية", 0, "Αθήνα العربية"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := text.Line(tt.in, tt.limit); got != tt.want {
				t.Errorf("Line(%q, %d)\ngot:  %q\nwant: %q", tt.in, tt.limit, got, tt.want)
			}
		})
	}
}

func TestLineOfTenMegabytes(t *testing.T) {
	got := text.Line(strings.Repeat("é\x1b", 5<<20), 80)
	if n := utf8.RuneCountInString(got); n != 80 {
		t.Errorf("runes: got %d, want 80", n)
	}
}

func FuzzLine(f *testing.F) {
	f.Add("\x1b[31mred\x1b[0m \u202e \xff", 10)
	f.Fuzz(func(t *testing.T, s string, limit int) {
		got := text.Line(s, limit)
		if !utf8.ValidString(got) {
			t.Errorf("Line(%q) is no UTF-8: %q", s, got)
		}
		if n := utf8.RuneCountInString(got); limit > 0 && n > limit {
			t.Errorf("Line(%q, %d) has %d runes", s, limit, n)
		}
		for _, r := range got {
			if unicode.IsControl(r) || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 {
				t.Errorf("Line(%q) keeps %U", s, r)
			}
		}
		if again := text.Line(got, limit); again != got {
			t.Errorf("Line is not idempotent: %q then %q", got, again)
		}
	})
}
