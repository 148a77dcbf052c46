package code

import (
	"strconv"

	"leadlint/rules/facts"
	"leadlint/scanner/finding"
)

// decided gives what a rule read of a fact and found there, in the order of the
// relation; what is empty, none, false or unknown says nothing and is left out.
func (s *scan) decided(rule int, b *facts.Batch, row int) []finding.SampleValue {
	rel := s.opt.Schema.Relation("code")
	read := map[string]bool{"name": true}
	for _, ref := range s.plan.Rules()[rule].Refs() {
		if ref.Relation == "code" {
			read[ref.Field] = true
		}
	}
	out := []finding.SampleValue{}
	for i := range rel.Fields {
		f := &rel.Fields[i]
		if !read[f.Name] || beyond(f.Name) {
			continue
		}
		if said := s.said(f, &b.Cols[i], row); said != "" {
			out = append(out, finding.SampleValue{Field: f.Name, Value: said})
		}
	}
	return out
}

// beyond says whether a field speaks of the file or project rather than of the place.
func beyond(field string) bool {
	switch field {
	case "file_does", "file_about", "file_hosts", "project_has", "text", "place", "leaf":
		return true
	}
	return false
}

// longNumber is the number from which one could be a telephone number or identifier.
const longNumber = 10_000_000

// said gives a value in words of the relation.
func (s *scan) said(f *facts.Field, v *facts.Vec, row int) string {
	if v.Absent {
		return ""
	}
	switch f.Type {
	case facts.Text:
		return s.masker.Excerpt(string(v.Texts[row]))
	case facts.Enum:
		if c := v.Codes[row]; c > 0 && f.Values[c-1] != "none" {
			return f.Values[c-1]
		}
	case facts.Bool:
		if v.Codes[row] == facts.TrueCode {
			return "true"
		}
	case facts.Int:
		if v.Ints[row] != facts.UnknownInt {
			if f.Name == "number" && v.Ints[row] >= longNumber {
				return "***"
			}
			return strconv.FormatInt(v.Ints[row], 10)
		}
	case facts.Set:
		if v.Sets[row]&^facts.SetKnown != 0 {
			return f.Members(v.Sets[row])
		}
	}
	return ""
}
