package terminal

import (
	"strings"
	"testing"

	"leadlint/reports/view"
	"leadlint/scanner/finding"
	"leadlint/scanner/propose"
)

func TestProposal(t *testing.T) {
	p := &propose.Proposal{Entries: []propose.Entry{
		{Path: "leads.csv", Kind: propose.Dataset, Choices: []propose.Choice{{Relation: propose.Contacts, Score: 0.94, Reason: finding.Text{EN: "a name"}}}},
		{Path: "book.xlsx", Table: "Calls", Kind: propose.Register, Choices: []propose.Choice{{Relation: "call", Score: 0.9, Reason: finding.Text{EN: "numbers"}}}},
		{Path: "x.csv", Kind: propose.Unsure, Reason: finding.Text{EN: "doubtful"}, Choices: []propose.Choice{{Relation: "send", Score: 0.7, Reason: finding.Text{EN: "r"}}, {Relation: propose.Contacts, Score: 0.6}}},
		{Path: "evil\x1b[31m\n.csv", Kind: propose.LeftOut, Reason: finding.Text{EN: "an image\x07"}},
	}}
	for lang, wants := range map[string][]string{
		"en": {"│ leads.csv ", "│ dataset ", "94%", "› Calls", "│ call ", "unsure: send", "doubtful: r", "│ left out "},
		"fr": {"│ Fichier ", "jeu de données", "incertain", "écarté"},
	} {
		var b strings.Builder
		if err := Proposal(&b, p, view.Options{Lang: lang, Width: 120}); err != nil {
			t.Fatal(err)
		}
		for _, want := range wants {
			if !strings.Contains(b.String(), want) {
				t.Errorf("%s: the table lacks %q:\n%s", lang, want, b.String())
			}
		}
		if strings.ContainsAny(b.String(), "\x1b\x07") {
			t.Errorf("%s: a control character of a name reaches the terminal", lang)
		}
	}
}
