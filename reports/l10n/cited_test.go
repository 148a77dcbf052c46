package l10n_test

import (
	"regexp"
	"testing"

	"leadlint/reports/l10n"
	"leadlint/rules/law"
)

var english = regexp.MustCompile(`\b(of|the|and|on|by|rule|sheets|CJEU)\b`)

// TestPrecedentsAreCitedInTheLanguage checks that the table of precedents and the messages
// say the same, and that French reads no English.
func TestPrecedentsAreCitedInTheLanguage(t *testing.T) {
	en, fr := l10n.New("en"), l10n.New("fr")
	for _, p := range law.Precedents() {
		if by, as := en.Cited(p.ID, p.Authority, p.Reference); by != p.Authority || as != p.Reference {
			t.Errorf("%s: got %q, %q, want as in the table: %q, %q", p.ID, by, as, p.Authority, p.Reference)
		}
		if by, as := fr.Cited(p.ID, p.Authority, p.Reference); english.MatchString(by + " " + as) {
			t.Errorf("%s: English words in %q, %q", p.ID, by, as)
		}
	}
}
