package scanner

import (
	"fmt"

	"leadlint/rules/facts"
	"leadlint/scanner/engine"
	"leadlint/scanner/finding"
	"leadlint/scanner/notice"
)

// documentPass examines what the documents gave of a relation, one by one.
func (a *audit) documentPass(p *pass) {
	var list []reading
	switch p.relation {
	case "notice":
		list = a.read.notices
	case "form":
		list = a.read.forms
	}
	for i := range list {
		b, err := notice.Batch(a.schema, p.relation, list[i].rows)
		if err != nil {
			a.lost(list[i].document, "", failure(err))
			continue
		}
		a.keyed(p.relation, b)
		if err := p.add(b); err != nil {
			a.lost(list[i].document, "", failure(err))
		}
		if p.evaluate {
			a.evaluateNamed(p.relation, b, finding.Subject{Dataset: list[i].document}, func(from int) engine.Masker {
				return &passages{rel: a.schema.Relation(p.relation), reading: &list[i], from: from}
			})
		}
	}
}

// passages gives, as the examples of findings on notices and forms, the facts that
// decided with the sentences they rest on.
type passages struct {
	rel     *facts.Relation
	reading *reading
	from    int
}

// Mask gives the facts of a row; the line is that of the first sentence.
func (s *passages) Mask(row int, fields []int) ([]engine.Masked, int64) {
	row += s.from
	facts := s.reading.rows[row]
	out := []engine.Masked{{Field: "name", Value: fmt.Sprint(facts["name"])}}
	var first int64
	for _, i := range fields {
		name := s.rel.Fields[i].Name
		value, ok := facts[name]
		if !ok || name == "name" {
			continue
		}
		said := fmt.Sprint(value)
		sentence, line := s.reading.shown(row, name)
		if sentence != "" {
			said += " “" + sentence + "”"
		}
		if first == 0 {
			first = int64(line)
		}
		out = append(out, engine.Masked{Field: name, Value: said})
	}
	return out, first
}
