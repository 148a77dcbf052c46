package scanner

import (
	"leadlint/scanner/finding"
	"leadlint/scanner/take"
)

// tell adds what is declared to what takers are told of the table.
func (s *scan) tell(t *take.Table) {
	t.Case, t.Periods = s.a.env.Case, s.a.env.Periods
	for _, d := range s.a.facts {
		t.Stated = append(t.Stated, finding.Declared{Field: d.Field, Value: d.Value, Where: d.Where})
	}
	for _, d := range s.a.declaredContact(s.mapping) {
		t.Stated = append(t.Stated, finding.Declared{Field: "contact." + d.Field, Value: d.Shown, Where: d.Where})
	}
}
