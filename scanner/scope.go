package scanner

import (
	"slices"

	"leadlint/scanner/finding"
)

// scope says for every relation whether it was there, which rules ran on it,
// and what would make the others run.
func (a *audit) scope() []finding.Scope {
	var out []finding.Scope
	for i := range a.schema.Relations {
		rel := &a.schema.Relations[i]
		s := finding.Scope{Relation: rel.Name, Label: text(rel.Label), Inputs: []string{}, Assessed: []string{}, NotAssessed: []string{}, Joins: []string{}}
		s.Supplied = a.present(rel.Name)
		for _, in := range a.report.Inputs {
			if in.Relation == rel.Name {
				s.Inputs = append(s.Inputs, in.Name)
				s.Rows += in.Rows
			}
		}
		for j := range a.report.Findings {
			f := &a.report.Findings[j]
			if f.Subject.Relation != rel.Name {
				continue
			}
			if f.Outcome == finding.NotAssessed {
				add(&s.NotAssessed, f.Rule)
				continue
			}
			add(&s.Assessed, f.Rule)
		}
		s.NotAssessed = slices.DeleteFunc(s.NotAssessed, func(id string) bool { return slices.Contains(s.Assessed, id) })
		for _, r := range a.rules {
			for _, joined := range joins(r) {
				if joined == rel.Name {
					add(&s.Joins, r.ID)
				}
			}
		}
		if !s.Supplied {
			s.Needs = &finding.Text{}
			*s.Needs = a.missingRelation(rel.Name)
		}
		slices.Sort(s.Assessed)
		slices.Sort(s.NotAssessed)
		slices.Sort(s.Joins)
		if s.Supplied || len(s.NotAssessed)+len(s.Joins) > 0 {
			out = append(out, s)
		}
	}
	return out
}

func add(list *[]string, s string) {
	if !slices.Contains(*list, s) {
		*list = append(*list, s)
	}
}

// present says whether rows of the relation were examined or could be joined.
func (a *audit) present(relation string) bool {
	switch relation {
	case "contact", "dataset", "column":
		return a.contacts
	case "case":
		_, ok := a.batches["case"]
		return ok
	}
	return a.supplied(relation)
}
