package l10n_test

import (
	"slices"
	"strings"
	"testing"

	"leadlint/reports/l10n"
	"leadlint/rules/facts"
)

func TestValues(t *testing.T) {
	en, fr := l10n.New("en"), l10n.New("fr")
	tests := []struct {
		name, got, want string
	}{
		{"truth value", fr.Value("case", "indirect_collection", "true"), "oui"},
		{"truth value of a column", en.Value("contact", "opt_out_email", "false"), "no"},
		{"member", fr.Value("contact", "visibility", "only_me"), "la personne seule"},
		{"relation before the field", fr.Value("contact", "case.legal_basis", "legitimate_interest"), "intérêt légitime"},
		{"set", fr.Value("case", "channels", "email, sms"), "courriel, SMS"},
		{"type of source", fr.Value("contact", "source_type", "broker"), "courtier en données"},
		{"country", fr.Value("contact", "country", "DE"), "Allemagne"},
		{"languages", en.Value("case", "notice_languages", "en,fr"), "English, French"},
		{"period", fr.Value("case", "retention_period", "P5Y"), "5 ans"},
		{"state of an item", fr.Value("notice", "retention", "vague"), "en termes vides"},
		{"same code in another field", fr.Value("request", "answer_source", "named"), "source nommée"},
		{"access to a page", fr.Value("page", "access", "gone"), "supprimée"},
		{"robots of a page", en.Value("page", "robots", "disallowed"), "forbids the visit"},
		{"role of a page", fr.Value("page", "role", "home"), "page d'accueil"},
		{"masked text", en.Value("contact", "email", "l***@e***.example"), "l***@e***.example"},
		{"no member", en.Value("contact", "visibility", "unknown"), "unknown"},
		{"column that is no field", fr.Value("contact", "lawful_basis", "legitimate_interest"), "intérêt légitime"},
		{"language of a column", fr.Value("contact", "notice_language", "en"), "anglais"},
		{"day", fr.Value("contact", "collected_at", "2026-05-04"), "4\u00a0mai 2026"},
		{"no relation", en.Value("nonesuch", "x", "y"), "y"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if tt.got != tt.want {
				t.Errorf("got %q, want %q", tt.got, tt.want)
			}
		})
	}
}

// TestEveryValueHasAName checks the values of what reports show: registers, declarations
// and contacts. Those of code are shown in other ways.
func TestEveryValueHasAName(t *testing.T) {
	keys := l10n.Keys()
	for _, r := range facts.NewSchema().Relations {
		if slices.Contains([]string{"code", "exception", "notice", "form"}, r.Name) {
			continue
		}
		for _, f := range r.Fields {
			if f.Name == "country" || strings.HasSuffix(f.Name, "languages") {
				continue
			}
			for _, v := range f.Values {
				if !slices.Contains(keys, "coded."+v) && !slices.Contains(keys, "source."+v) && !slices.Contains(keys, "coded."+f.Name+"."+v) &&
					!slices.Contains(keys, r.Name+"_"+f.Name+"."+v) && !(r.Name == "page" && slices.Contains(keys, f.Name+"."+v)) {
					t.Errorf("no message %q for %s.%s", "coded."+v, r.Name, f.Name)
				}
			}
		}
	}
}
