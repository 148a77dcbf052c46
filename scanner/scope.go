package scanner

import (
	"cmp"
	"slices"

	"leadlint/scanner/finding"
)

// scope says for every relation whether it was there, which rules ran on it,
// and what would make the others run.
func (a *audit) scope() []finding.Scope {
	var out []finding.Scope
	for i := range a.schema.Relations {
		s := a.scopeOf(a.schema.Relations[i].Name)
		if s.Supplied || len(s.NotAssessed)+len(s.Joins) > 0 {
			out = append(out, s)
		}
	}
	return out
}

func (a *audit) scopeOf(relation string) finding.Scope {
	s := finding.Scope{
		Relation: relation, Label: text(a.schema.Relation(relation).Label), Supplied: a.present(relation),
		Inputs: []string{}, Assessed: []string{}, Idle: []string{}, NotAssessed: []string{}, Joins: []string{},
	}
	for _, in := range a.report.Inputs {
		if in.Relation == relation {
			if n := len(s.Inputs); in.Dataset == "" {
				s.Inputs = append(s.Inputs, in.Name)
			} else if n == 0 || s.Inputs[n-1] != in.Dataset {
				s.Inputs = append(s.Inputs, in.Dataset)
			}
			s.Rows += in.Rows
		}
	}
	for i := range a.report.Findings {
		if f := &a.report.Findings[i]; f.Subject.Relation == relation {
			answered(&s, f)
		}
	}
	given := func(list []string) func(string) bool {
		return func(id string) bool { return slices.Contains(list, id) }
	}
	s.Idle = slices.DeleteFunc(s.Idle, given(s.Assessed))
	s.NotAssessed = slices.DeleteFunc(s.NotAssessed, given(s.Assessed))
	for _, r := range a.rules {
		if slices.Contains(joins(r), relation) {
			add(&s.Joins, r.ID)
		}
	}
	if !s.Supplied {
		needs := a.missingRelation(relation)
		s.Needs, s.Waits = &needs, nil
	}
	for _, list := range [][]string{s.Assessed, s.Idle, s.NotAssessed, s.Joins} {
		slices.Sort(list)
	}
	slices.SortFunc(s.Waits, func(x, y finding.Wait) int { return cmp.Compare(x.Relation, y.Relation) })
	return s
}

// answered notes how a rule on the relation fared.
func answered(s *finding.Scope, f *finding.Finding) {
	switch {
	case f.Outcome != finding.NotAssessed:
		add(&s.Assessed, f.Rule)
	case len(f.Needs) == 0 && s.Supplied:
		add(&s.Idle, f.Rule)
	default:
		add(&s.NotAssessed, f.Rule)
		for _, need := range f.Needs {
			i := slices.IndexFunc(s.Waits, func(w finding.Wait) bool { return w.Relation == need })
			if i < 0 {
				i = len(s.Waits)
				s.Waits = append(s.Waits, finding.Wait{Relation: need})
			}
			add(&s.Waits[i].Rules, f.Rule)
		}
	}
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
	case "waiver":
		return a.waivers != nil
	}
	return a.supplied(relation)
}
