package l10n_test

import (
	"strings"
	"testing"

	"leadlint/reports/l10n"
	"leadlint/scanner/dataset/recognise"
)

// TestColumnsHaveNames checks that whatever a column can be recognised as is worded.
func TestColumnsHaveNames(t *testing.T) {
	for _, lang := range []string{"en", "fr"} {
		p := l10n.New(lang)
		for _, f := range recognise.Canonical() {
			for _, name := range []string{f.Name, "person." + f.Name} {
				if got := p.Field("contact", name); strings.ContainsAny(got, "_.") {
					t.Errorf("%s: %q has no name, got %q", lang, name, got)
				}
			}
		}
	}
	if got := l10n.New("fr").Field("request", "email"); got != "Adresse électronique" && got != "adresse électronique" {
		t.Errorf("got %q for the address of a request", got)
	}
}
