package propose

import (
	"leadlint/rules/facts"
	"leadlint/scanner/register"
)

// registersOf gives the registers that a table looks like, best first.
func registersOf(schema *facts.Schema, headers []string, sample [][][]byte) []Choice {
	var out []Choice
	for _, p := range register.Propose(schema, headers, sample) {
		out = append(out, Choice{Relation: p.Relation, Score: p.Score, Reason: p.Reason})
	}
	return out
}
