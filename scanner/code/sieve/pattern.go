package sieve

import (
	"leadlint/rules/expr"
	"leadlint/scanner/pattern"
)

// pattern asks for the letters that every text a pattern matches must have.
func (b *builder) pattern(e *expr.Expr) question {
	list := pattern.Required(e.Args[1].Text)
	if list == nil || e.Args[0].Ref.Relation != "code" {
		return question{}
	}
	q := question{op: anyOf}
	for _, text := range list {
		q.kids = append(q.kids, b.literal(e.Args[0], text))
	}
	return q
}
