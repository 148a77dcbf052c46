package l10n_test

import (
	"testing"

	"pgregory.net/rapid"

	"leadlint/reports/l10n"
)

func TestWords(t *testing.T) {
	en, fr := l10n.New("en"), l10n.New("fr")
	tests := []struct {
		name, got, want string
	}{
		{"English integer", en.Int(1234567), "1,234,567"},
		{"French integer", fr.Int(1234567), "1\u202f234\u202f567"},
		{"small integer", fr.Int(999), "999"},
		{"negative integer", en.Int(-1234), "-1,234"},
		{"least integer", en.Int(-1 << 63), "-9,223,372,036,854,775,808"},
		{"share", en.Share(269, 1000), "26.9%"},
		{"whole share", en.Share(1, 2), "50%"},
		{"French share", fr.Share(269, 1000), "26,9\u202f%"},
		{"share of nothing", en.Share(0, 0), ""},
		{"little is not nothing", en.Share(1, 1_000_000), "<\u00a00.1%"},
		{"much is not all", en.Share(999_999, 1_000_000), ">\u00a099.9%"},
		{"all", en.Share(7, 7), "100%"},
		{"none", fr.Share(0, 7), "0\u202f%"},
		{"great share", en.Share(1<<62, 1<<62), "100%"},
		{"date", en.Date("2026-01-05"), "5\u00a0January 2026"},
		{"French date", fr.Date("2026-08-05"), "5\u00a0août 2026"},
		{"first of the month", fr.Date("2026-02-01"), "1er\u00a0février 2026"},
		{"no date", en.Date("2026-02-30"), "2026-02-30"},
		{"month", fr.Date("2026-07"), "juillet 2026"},
		{"year", fr.Date("2026"), "2026"},
		{"period", en.Period("P3M"), "3 months"},
		{"period of one", fr.Period("P1Y"), "1 an"},
		{"period of two parts", en.Period("P1Y6M"), "1 year and 6 months"},
		{"no period", en.Period("soon"), "soon"},
		{"lone P", en.Period("P"), "P"},
		{"deadline", fr.Deadline("P1M"), "sous 1 mois"},
		{"no deadline", fr.Deadline(""), "sans délai"},
		{"months", en.Months(36), "3 years"},
		{"odd months", fr.Months(18), "18 mois"},
		{"bytes", en.Bytes(1_483_902_114), "1.5\u00a0GB"},
		{"French bytes", fr.Bytes(1_500), "1,5\u00a0ko"},
		{"few bytes", en.Bytes(12), "12\u00a0B"},
		{"euros", en.Euros(240000), "€240,000"},
		{"French euros", fr.Euros(240000), "240\u202f000\u00a0€"},
		{"confidence", en.Confidence(0.715), "72%"},
		{"country", fr.Country("DE"), "Allemagne"},
		{"unknown country", en.Country("unknown"), "unknown"},
		{"no country", en.Country("??"), "??"},
		{"language", fr.Language("pl"), "polonais"},
		{"article", en.Articles([]string{"6", "5(1)(e)"}), "Art. 6, 5(1)(e) GDPR"},
		{"French article", fr.Articles([]string{"5(1)(e)", "5(2)"}), "Art. 5(1)(e), 5(2) du RGPD"},
		{"other law", en.Articles([]string{"CPCE L34-5", "6"}), "Art. 6 GDPR, Art. L. 34-5 CPCE"},
		{"other law, two words", fr.Articles([]string{"C. conso L223-1"}), "art. L. 223-1 du code de la consommation"},
		{"recital", fr.Articles([]string{"6", "rec. 171"}), "Art. 6 du RGPD, considérant 171 du RGPD"},
		{"no article", en.Articles(nil), ""},
		{"field", fr.Field("contact", "visibility"), "visibilité choisie par la personne"},
		{"field with its relation", en.Field("contact", "case.legal_basis"), "legal basis"},
		{"no field", en.Field("contact", "nonesuch"), "nonesuch"},
		{"French plural of nothing", fr.N("count.rules", 0), "0 règle"},
		{"English plural of nothing", en.N("count.rules", 0), "0 rules"},
		{"code without a name", en.Code("kind", "some_thing"), "some thing"},
		{"list", fr.List([]string{"a", "b", "c"}), "a, b et c"},
		{"capital", fr.Capital("État"), "État"},
		{"capital of a small letter", fr.Capital("état"), "État"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if tt.got != tt.want {
				t.Errorf("got %q, want %q", tt.got, tt.want)
			}
		})
	}
}

func TestShareIsNeverWrongAtTheEnds(t *testing.T) {
	p := l10n.New("en")
	rapid.Check(t, func(t *rapid.T) {
		whole := rapid.Int64Range(1, 1<<62).Draw(t, "whole")
		part := rapid.Int64Range(0, whole).Draw(t, "part")
		got := p.Share(part, whole)
		if (got == "0%") != (part == 0) || (got == "100%") != (part == whole) {
			t.Errorf("Share(%d, %d) = %s", part, whole, got)
		}
	})
}

func FuzzPeriod(f *testing.F) {
	f.Add("P1Y2M3D")
	f.Fuzz(func(_ *testing.T, s string) { l10n.New("fr").Deadline(s) })
}
