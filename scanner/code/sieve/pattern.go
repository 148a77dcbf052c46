package sieve

import (
	"regexp/syntax"
	"strings"

	"leadlint/rules/expr"
)

// pattern asks for the letters that every text a pattern matches must have.
func (b *builder) pattern(e *expr.Expr) question {
	re, err := syntax.Parse(e.Args[1].Text, syntax.Perl)
	if err != nil {
		return question{}
	}
	list := required(re.Simplify())
	if list == nil || e.Args[0].Ref.Relation != "code" {
		return question{}
	}
	q := question{op: anyOf}
	for _, text := range list {
		q.kids = append(q.kids, b.literal(e.Args[0], text))
	}
	return q
}

// required gives texts one of which is in everything that the expression matches, nil
// where there are none that tell anything.
func required(re *syntax.Regexp) []string {
	switch re.Op {
	case syntax.OpLiteral:
		if text := strings.ToLower(string(re.Rune)); len(Fold([]byte(text))) > 2 {
			return []string{text}
		}
	case syntax.OpCapture, syntax.OpPlus:
		return required(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return required(re.Sub[0])
		}
	case syntax.OpConcat:
		var best []string
		for _, sub := range re.Sub {
			if list := required(sub); shortest(list) > shortest(best) {
				best = list
			}
		}
		return best
	case syntax.OpAlternate:
		var out []string
		for _, sub := range re.Sub {
			list := required(sub)
			if list == nil {
				return nil
			}
			out = append(out, list...)
		}
		return out
	}
	return nil
}

func shortest(list []string) int {
	n := 0
	for i, s := range list {
		if i == 0 || len(s) < n {
			n = len(s)
		}
	}
	return n
}
