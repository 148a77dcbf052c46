package scanner

import (
	"cmp"
	"slices"

	"leadlint/rules/facts"
	"leadlint/rules/law"
	"leadlint/scanner/dataset/bind"
	"leadlint/scanner/dataset/values"
	"leadlint/scanner/engine"
	"leadlint/scanner/finding"
)

// statistics gives the aggregates of the table for the charts.
func (v *verdict) statistics() finding.Statistics {
	st := finding.Statistics{
		Dataset: v.dataset, Table: v.Name, Records: v.Count.Rows,
		Persons: min(v.Count.Sketch.Count(), v.Count.Rows), AgeMonths: v.Count.AgeMonths, Undated: v.Count.Undated + v.Count.Future,
		RetentionMonths: law.ProspectRetention().Months,
	}
	if p, ok := v.a.env.Periods["retention_period"]; ok {
		st.RetentionMonths, st.RetentionDeclared = p.Months+p.Days/30, true
	}
	countries, sources := map[string]int64{}, map[string]int64{}
	for g, n := range v.Count.Groups {
		if n > 0 {
			source, country := bind.GroupNames(v.a.schema, g)
			sources[source] += n
			countries[country] += n
		}
	}
	st.Countries, st.SourceTypes = counts(countries), counts(sources)
	st.CountryNotice = v.notices(countries)
	return st
}

func counts(m map[string]int64) []finding.Count {
	out := []finding.Count{}
	for name, n := range m {
		out = append(out, finding.Count{Name: name, Count: n})
	}
	slices.SortFunc(out, func(a, b finding.Count) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Name, b.Name))
	})
	return out
}

// notices gives the state of the notice by country.
func (v *verdict) notices(countries map[string]int64) []finding.CountryNotice {
	var tally *engine.RulePartial
	for i, r := range v.rules {
		if r.ID == noticeTally {
			tally = &v.Count.Rules[i]
		}
	}
	out := []finding.CountryNotice{}
	if tally == nil {
		return out
	}
	notServed, unknown := map[string]int64{}, map[string]int64{}
	for g := range v.Count.Groups {
		breach, open := tally.InBreach(g), tally.InNotShown(g)
		if breach|open == 0 {
			continue
		}
		_, country := bind.GroupNames(v.a.schema, g)
		notServed[country] += breach
		unknown[country] += open
	}
	languages := v.a.officialLanguages()
	for _, c := range counts(countries) {
		n := finding.CountryNotice{Country: c.Name, Languages: languages(c.Name), NotServed: notServed[c.Name], Unknown: unknown[c.Name]}
		n.Served = c.Count - n.NotServed - n.Unknown
		out = append(out, n)
	}
	return out
}

// officialLanguages gives a function from a country's code to its languages.
func (a *audit) officialLanguages() func(country string) []string {
	places := values.NewCountries(a.schema)
	field := a.schema.Relation("contact").Field("country")
	names := facts.Languages()
	return func(country string) []string {
		out := []string{}
		bits := places.Languages(field.Code(country))
		for i, l := range names {
			if bits>>uint(i)&1 == 1 {
				out = append(out, l)
			}
		}
		return out
	}
}
