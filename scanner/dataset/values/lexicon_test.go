package values

import (
	"strings"
	"testing"

	"leadlint/rules/facts"
	"pgregory.net/rapid"
)

func TestFreeTextRisk(t *testing.T) {
	tests := []struct{ text, want string }{
		{"", ""}, {"n/a", ""},
		{"Call back in May", "none"},
		{"He is a complete idiot, do not call", "insult"}, {"gros con", "insult"}, {"C'est un vrai con !", "insult"}, {"so ein Depp", "insult"}, {"ARSCHLOCH", "insult"}, {"gilipollas", "insult"}, {"che stronzo", "insult"},
		{"Has breast cancer, call later", "health"}, {"en arrêt maladie jusqu'en mai", "health"}, {"ist krankgeschrieben", "health"}, {"está de baja médica", "health"}, {"soffre di depressione", "health"}, {"is pregnant", "health"},
		{"practising Catholic", "religion"}, {"est musulmane", "religion"}, {"Zeugin Jehovas", "religion"}, {"es judío", "religion"}, {"è ebreo", "religion"},
		{"votes Labour", "politics"}, {"vote FN", "politics"}, {"AfD-Wähler", "politics"}, {"militante de Vox", "politics"}, {"vota Lega", "politics"},
		{"trade union member", "union"}, {"délégué syndical", "union"}, {"Gewerkschaftsmitglied", "union"}, {"afiliado a CCOO", "union"}, {"iscritto alla CGIL", "union"},
		{"openly gay", "sex_life"}, {"est homosexuel", "sex_life"}, {"Er ist schwul", "sex_life"},
		{"d'origine maghrébine", "ethnicity"}, {"of Moroccan origin", "ethnicity"}, {"türkischer Herkunft", "ethnicity"}, {"de origen gitano", "ethnicity"},
		{"has a criminal record", "criminal"}, {"vorbestraft", "criminal"}, {"casier judiciaire", "criminal"},
		{"going through a divorce", "family"}, {"en instance de divorce", "family"}, {"frisch geschieden", "family"}, {"está divorciado", "family"},
		{"Malade du cancer, en arrêt", "health"}, {"malade d'un cancer", "health"}, {"traitements contre le cancer", "none"},
		// the gravest wins
		{"idiot, divorced? has a criminal record and has cancer", "health"},
		// words that only look like it
		{"healthcare industry, head of health", "none"}, {"hospital supplies", "none"}, {"Union Street 5", "none"}, {"European Union", "none"}, {"member of the European Union", "none"},
		{"EU member state", "none"}, {"Rich Black", "none"}, {"gay Paree", "none"}, {"Mr Gay called", "none"}, {"Paris Saint-Germain", "none"}, {"Credit Union", "none"},
		{"union member states", "none"}, {"is a Catholic university", "none"}, {"Jewish Museum", "none"}, {"works in a prison", "none"}, {"is in prison management", "none"},
		{"The account is disabled", "none"}, {"market is depressed", "none"}, {"The Idiot, by Dostoevsky", "none"}, {"idiot-proof manual", "none"}, {"jerk chicken", "none"}, {"en retard", "none"},
		{"enceinte acoustique", "none"}, {"café con leche", "none"}, {"Veuve Clicquot", "none"}, {"Great Depression", "none"}, {"Pute am Spieß", "none"}, {"criminal record check", "none"},
		{"chemotherapy drugs", "none"}, {"with cancer patients", "none"}, {"extrait de casier judiciaire", "none"}, {"mental health services", "none"}, {"la salopette", "none"},
		{"Mr Jude Law", "none"}, {"Morón de la Frontera", "none"}, {"is bi-weekly", "none"},
		// the safe words end where they end
		{"European Union delegate, is gay", "sex_life"}, {"idiot-proof, idiot", "insult"},
	}
	l, risk := NewLexicon(facts.NewSchema()), contact(t, "free_text_risk")
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			if got := named(risk, l.FreeTextRisk([]byte(tt.text))); got != tt.want {
				t.Errorf("FreeTextRisk(%q) = %q, want %q", tt.text, got, tt.want)
			}
		})
	}
}

// A phrase is found whatever plain words stand around it, however it is parted.
func TestFreeTextRiskAnywhere(t *testing.T) {
	l, risk := NewLexicon(facts.NewSchema()), contact(t, "free_text_risk")
	words := rapid.SliceOfN(rapid.SampledFrom([]string{"budget", "contrat", "März", "2024", "überall", "mañana", "x"}), 0, 12)
	gaps := rapid.SampledFrom([]string{" ", "  ", ", ", "\n", " - ", "…", "\u00a0"})
	phrases := rapid.SampledFrom([]string{"openly gay", "est homosexuel", "ist schwul", "openly GAY", "Est Homosexuel"})
	rapid.Check(t, func(t *rapid.T) {
		gap := gaps.Draw(t, "gap")
		phrase := strings.ReplaceAll(phrases.Draw(t, "phrase"), " ", gaps.Draw(t, "within"))
		text := strings.Join(append(append(words.Draw(t, "before"), phrase), words.Draw(t, "after")...), gap)
		if got := named(risk, l.FreeTextRisk([]byte(text))); got != "sex_life" {
			t.Errorf("FreeTextRisk(%q) = %q, want sex_life", text, got)
		}
	})
}

func TestLexiconTable(t *testing.T) {
	risk := contact(t, "free_text_risk")
	for _, row := range rows("lexicon.tsv", 2) {
		if row[0] != "safe" && (risk.Code(row[0]) == 0 || row[0] == "none") {
			t.Errorf("lexicon.tsv: %q is no kind of risk", row[0])
		}
		for _, term := range terms(row[1]) {
			for _, phrase := range expand(term) {
				if f := Fold(phrase); len(f) > lexiconWindow*2/3 || f == "" {
					t.Errorf("lexicon.tsv: %q is empty or too long", phrase)
				}
			}
		}
	}
}

func FuzzLexicon(f *testing.F) {
	f.Add([]byte("Has breast cancer, is gay; European Union"))
	f.Add([]byte("\xff is gay\xc3"))
	l := NewLexicon(facts.NewSchema())
	f.Fuzz(func(t *testing.T, text []byte) {
		got := l.FreeTextRisk(text)
		if (got == 0) != Empty(text) {
			t.Errorf("FreeTextRisk(%q) = %d", text, got)
		}
	})
}

func BenchmarkFreeTextRisk(b *testing.B) {
	l := NewLexicon(facts.NewSchema())
	for name, text := range map[string]string{
		"clean": "Spoke with the client on the phone about the new contract. Decision maker for the plant, budget for the next year; wants a demo in March. Il est en congés jusqu'au 15, rappeler après. Angebot per E-Mail geschickt, ist an der neuen Version interessiert.",
		"hit":   "Client en arrêt maladie depuis mars, rappeler en juin.",
	} {
		b.Run(name, func(b *testing.B) {
			x := []byte(text)
			b.SetBytes(int64(len(x)))
			b.ReportAllocs()
			for b.Loop() {
				l.FreeTextRisk(x)
			}
		})
	}
}
