package dossier

import (
	"slices"
	"strings"

	"leadlint/rules/facts"
)

// settle turns the records that are the person's into the result, and counts those that
// are not.
func (s *search) settle() {
	var names []string
	for _, c := range s.pool {
		if c.accepted {
			names = append(names, c.names...)
		}
	}
	for _, c := range s.pool {
		shown := &s.out.Searched[c.table.at]
		if !c.accepted {
			if shown.Held++; shown.Held <= 20 {
				shown.HeldLines = append(shown.HeldLines, c.line)
			}
			continue
		}
		shown.Found++
		s.out.Records = append(s.out.Records, s.record(c, names))
		s.language(c)
	}
	s.count()
}

// record makes a record of a candidate.
func (s *search) record(c *candidate, names []string) Record {
	r := Record{Table: c.table.at, Line: c.line, By: c.by}
	if c.source != facts.UnknownCode {
		r.Source = s.schema.Relation(contact).Field("source_quality").Values[c.source-1]
	}
	for i, text := range c.cells {
		if strings.TrimSpace(text) != "" {
			r.Cells = append(r.Cells, s.cell(&c.table.columns[i], text, names, c.table.mapping == nil))
		}
	}
	return r
}

// language adds the languages that a record gives.
func (s *search) language(c *candidate) {
	if c.languages&facts.SetKnown == 0 || c.languages == facts.SetKnown {
		return
	}
	rel := s.schema.Relation(contact)
	country := ""
	if c.country != facts.UnknownCode {
		country = rel.Field("country").Values[c.country-1]
	}
	by := "derived"
	for i, col := range c.table.columns {
		switch filled := strings.TrimSpace(c.cells[i]) != ""; {
		case filled && col.field == "language":
			by = "language"
		case filled && by == "derived" && (col.field == "country" || col.field == "country_code" || col.field == "location"):
			by = "country"
		}
	}
	for _, code := range strings.Fields(rel.Field("languages").Members(c.languages)) {
		l := Language{Code: code, By: by, Country: country}
		if !slices.Contains(s.out.Languages, l) {
			s.out.Languages = append(s.out.Languages, l)
		}
	}
}

// count counts the identities that were learnt. Fingerprints of addresses are not told
// apart from those.
func (s *search) count() {
	for _, kind := range []uint64{facts.KindEmail, facts.KindPhone, facts.KindProfile, facts.KindID} {
		n := 0
		for k := range s.known {
			if k.Kind() == kind && !s.asked[k] {
				n++
			}
		}
		if n > 0 {
			s.out.Learnt = append(s.out.Learnt, Count{kindName(kind), n})
		}
	}
}
