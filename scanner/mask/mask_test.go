package mask_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"leadlint/scanner/mask"
)

func TestMasks(t *testing.T) {
	for _, c := range []struct {
		name string
		f    func(string) string
		in   string
		want string
	}{
		{"e-mail", mask.Email, "lea.durand@exemple.fr", "l***@e***.fr"},
		{"e-mail with spaces", mask.Email, "  Lea@Exemple.FR ", "l***@e***.fr"},
		{"e-mail without a domain", mask.Email, "lea@", "***"},
		{"no e-mail", mask.Email, "call me", "***"},
		{"odd top-level domain", mask.Email, "lea@host.durand-family", "l***@h***"},
		{"empty", mask.Email, "", ""},
		{"phone", mask.Phone, "+33 6 39 98 12 34", "***34"},
		{"short number", mask.Phone, "1234", "***"},
		{"name", mask.Name, "Léa Marie-Claire Durand", "L. M. C."},
		{"one name", mask.Name, "durand", "D."},
		{"no letters", mask.Name, "123", "***"},
		{"profile", mask.URL, "https://www.linkedin.com/in/lea-durand", "l***.com/***"},
		{"bare host", mask.URL, "exemple.fr", "e***.fr"},
		{"no URL", mask.URL, "lea durand", "***"},
		{"text", mask.Text, "anything", "***"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.f(c.in); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// FuzzMask holds the promise of the package: no run of four or more letters or
// digits of the value survives, but for a short top-level domain.
func FuzzMask(f *testing.F) {
	for _, s := range []string{"lea.durand@exemple.fr", "+33639981234", "Léa Durand", "https://x.example/a/b", "\xff\xfe@\x00", "a@b@c.d", "@", "ÀÉ@ÎÔ.ÛÇ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, mf := range []func(string) string{mask.Email, mask.Phone, mask.Name, mask.URL, mask.Text} {
			out := mf(s)
			if utf8.ValidString(s) && !utf8.ValidString(out) {
				t.Fatalf("mask of %q is not valid UTF-8: %q", s, out)
			}
			if i := strings.LastIndexByte(out, '.'); i >= 0 && len(out)-i <= 12 {
				out = out[:i]
			}
			for _, run := range strings.FieldsFunc(out, func(r rune) bool { return r == '*' || r == '@' || r == '.' || r == ' ' || r == '/' }) {
				if utf8.RuneCountInString(run) > 3 {
					t.Fatalf("mask of %q keeps %q", s, run)
				}
			}
		}
	})
}
