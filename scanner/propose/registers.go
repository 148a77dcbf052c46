package propose

import (
	"fmt"
	"strings"

	"leadlint/rules/facts"
	"leadlint/scanner/finding"
	"leadlint/scanner/register"
)

// registersOf gives the registers that a table looks like, best first, with
// what keeps each from being read in full.
func registersOf(schema *facts.Schema, headers []string, sample [][][]byte) []Choice {
	var out []Choice
	for _, p := range register.Propose(schema, headers, sample) {
		c := Choice{Relation: p.Relation, Score: p.Score, Reason: p.Reason}
		if p.Score >= likely {
			c.Notes = notesOf(schema, p.Relation, headers, sample)
		}
		out = append(out, c)
	}
	return out
}

// notesOf tells which columns a register does not understand, and what else it
// lacks.
func notesOf(schema *facts.Schema, relation string, headers []string, sample [][][]byte) []finding.Text {
	m, err := register.Recognise(schema, register.Spec{Relation: relation}, headers, sample)
	if err != nil {
		return nil // without a specification there is nothing to go wrong
	}
	var notes []finding.Text
	if len(m.Unread) > 0 {
		quoted := make([]string, len(m.Unread))
		for i, h := range m.Unread {
			quoted[i] = fmt.Sprintf("%q", h)
		}
		list := strings.Join(quoted, ", ")
		notes = append(notes, finding.Text{
			EN: "not understood, and not read unless columns says as what: " + list,
			FR: "non compris, et non lu sauf si columns dit comme quoi : " + list,
		})
	}
	for _, i := range m.Issues {
		notes = append(notes, i.Message)
	}
	return notes
}
