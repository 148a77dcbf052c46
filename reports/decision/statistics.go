package decision

import (
	"strconv"
	"strings"

	"leadlint/scanner/finding"
)

const (
	// mostBars is how many countries or sources a chart shows; its table shows all.
	mostBars = 15
	// mostCountries is how many countries the summary of a table names.
	mostCountries = 8
	// ageStep is the width of a bin of ages in months.
	ageStep = 6
)

// dataset says what the statistics of one table say.
func (w *writer) dataset(i int, s finding.Statistics) *Section {
	defer w.speakOf(&finding.Subject{Relation: "contact", Dataset: s.Dataset, Table: s.Table})()
	id := ident("dataset", i)
	out := section(Topic, id, "", place(s.Dataset, s.Table))
	sentences := []string{w.p.N("facts.records", s.Records), w.p.N("facts.persons", s.Persons)}
	if len(s.Countries) > 0 {
		var names []string
		for _, c := range s.Countries[:min(len(s.Countries), mostCountries)] {
			names = append(names, w.p.Country(c.Name)+" ("+w.p.Share(c.Count, s.Records)+")")
		}
		key := "facts.countries"
		if len(s.Countries) > mostCountries {
			key = "facts.countries_first"
		}
		sentences = append(sentences, w.p.T(key, w.p.List(names)))
	}
	if len(s.SourceTypes) == 1 {
		sentences = append(sentences, w.p.T("doc.sources_alike", w.p.Code("source", s.SourceTypes[0].Name), w.p.Share(s.SourceTypes[0].Count, s.Records)))
	}
	if len(s.CountryNotice) == 1 {
		n := s.CountryNotice[0]
		sentences = append(sentences, w.p.T("doc.told_alike", w.p.Int(n.Served), w.p.Int(n.NotServed), w.p.Int(n.Unknown)))
	}
	out.add(w.para(said(join(sentences...))), w.sources(id+"-sources", s), w.ages(id+"-ages", s), w.told(id+"-notices", s))
	return out
}

// place names a dataset and its table.
func place(dataset, table string) string {
	if table == "" {
		return dataset
	}
	return dataset + " › " + table
}

// sources charts the records by type of source; nil where there are no two types.
func (w *writer) sources(id string, s finding.Statistics) *Bars {
	if len(s.SourceTypes) < 2 {
		return nil
	}
	b := &Bars{ID: id, Title: w.p.T("chart.sources.title"), Text: w.p.T("chart.sources.desc"), Fills: []Fill{{"clear", w.p.T("chart.records")}}}
	b.Figures = w.table(b.Title, "doc.col.source", "#col.records", "#doc.col.share")
	for i, c := range s.SourceTypes {
		label, share := or(w.p.Capital(w.p.Code("source", c.Name))), w.p.Share(c.Count, s.Records)
		if i < mostBars {
			b.Rows = append(b.Rows, Bar{label, share, []int64{c.Count}, []string{w.p.Int(c.Count)}})
		}
		b.Figures.row(words(label), w.count(c.Count), number(share))
	}
	return b
}

// told charts whether the persons were informed, by country; nil where there are no two
// countries.
func (w *writer) told(id string, s finding.Statistics) *Bars {
	if len(s.CountryNotice) < 2 {
		return nil
	}
	b := &Bars{ID: id, Title: w.p.T("chart.notices.title"), Text: w.p.T("chart.notices.desc"),
		Fills: []Fill{{"clear", w.p.T("chart.served")}, {"breach", w.p.T("chart.not_served")}, {"open", w.p.T("chart.not_known")}}}
	b.Figures = w.table(b.Title, "doc.col.country", "doc.col.languages", "#chart.served", "#chart.not_served", "#chart.not_known")
	for i, n := range s.CountryNotice {
		label, codes := or(w.p.Capital(w.p.Country(n.Country))), ""
		if len(n.Languages) > 0 {
			codes = " (" + strings.Join(n.Languages, ", ") + ")"
		}
		if i < mostBars {
			b.Rows = append(b.Rows, w.bar(label+codes, n.Served, n.NotServed, n.Unknown))
		}
		var names []string
		for _, l := range n.Languages {
			names = append(names, w.p.Language(l))
		}
		b.Figures.row(words(label), words(strings.Join(names, ", ")), w.count(n.Served), w.count(n.NotServed), w.count(n.Unknown))
	}
	return b
}

// bar gives a bar with the sum of its values as the total.
func (w *writer) bar(label string, values ...int64) Bar {
	b := Bar{Label: label, Values: values}
	var sum int64
	for _, v := range values {
		sum += v
		b.Shown = append(b.Shown, w.p.Int(v))
	}
	b.Total = w.p.Int(sum)
	return b
}

// ages charts the age of the records beside the limit; nil when none has a date.
func (w *writer) ages(id string, s finding.Statistics) *Histogram {
	var most, beyond int64
	for _, n := range s.AgeMonths {
		most = max(most, n)
	}
	if most == 0 {
		return nil
	}
	h := &Histogram{ID: id, Title: w.p.T("chart.ages.title"), Axis: w.p.T("chart.ages.axis"), Step: ageStep, Bins: s.AgeMonths, Limit: max(s.RetentionMonths, 0)}
	h.Figures = w.table(h.Title, "doc.col.age", "#col.records", "#doc.col.share")
	for i, n := range s.AgeMonths {
		if h.Limit > 0 && i*ageStep >= h.Limit {
			beyond += n
		}
		h.Shown = append(h.Shown, w.p.Int(n))
		h.Labels = append(h.Labels, w.step(i, i, len(s.AgeMonths)))
	}
	for i, end := 0, 0; i < len(s.AgeMonths); i = end {
		for end = i + 1; s.AgeMonths[i] == 0 && end < len(s.AgeMonths) && s.AgeMonths[end] == 0; {
			end++
		}
		n := s.AgeMonths[i]
		h.Figures.row(words(w.step(i, end-1, len(s.AgeMonths))), w.count(n), number(w.p.Share(n, s.Records)))
	}
	h.Figures.row(words(w.p.T("chart.undated")), w.count(s.Undated), number(w.p.Share(s.Undated, s.Records)))
	for _, v := range []int64{most / 2, most} {
		h.Marks = append(h.Marks, Mark{v, w.p.Int(v)})
	}
	w.limit(h, s, beyond)
	if s.Undated > 0 {
		h.Text += " " + w.p.N("chart.ages.undated", s.Undated)
	}
	return h
}

// limit words the limit of retention and what lies beyond it.
func (w *writer) limit(h *Histogram, s finding.Statistics, beyond int64) {
	if h.Limit == 0 {
		h.Text = w.p.T("doc.ages.plain")
		h.Fills = []Fill{{"clear", w.p.T("chart.records")}}
		return
	}
	key := "chart.limit.yardstick"
	if s.RetentionDeclared {
		key = "chart.limit.declared"
	}
	h.LimitText = w.p.T(key, w.p.Months(h.Limit))
	h.Text = w.beyond(h, s, beyond)
	h.Fills = []Fill{{"clear", w.p.T("chart.within")}, {"breach", w.p.T("chart.beyond")}}
	if h.split(s) {
		h.Fills = append(h.Fills, Fill{"open", w.p.T("chart.either")})
	}
}

// split says whether there are records in the step that the limit lies in.
func (h *Histogram) split(s finding.Statistics) bool {
	at := min(h.Limit/ageStep, len(s.AgeMonths)-1)
	return s.AgeMonths[at] > 0 && at*ageStep < h.Limit
}

// beyond says how many records are older than the limit, as far as the steps tell: those
// of the step that the limit lies in may be on either side of it.
func (w *writer) beyond(h *Histogram, s finding.Statistics, n int64) string {
	split := h.split(s)
	switch {
	case split && n == 0:
		return w.p.T("doc.ages.unsure", h.LimitText)
	case split:
		return w.p.N("doc.ages.least", n, w.p.Share(n, s.Records), h.LimitText)
	case n == 0:
		return w.p.T("doc.ages.within", h.LimitText)
	}
	return w.p.N("chart.ages.beyond", n, w.p.Share(n, s.Records), h.LimitText)
}

// step names the steps of ages from one to another out of n; the last one is open.
func (w *writer) step(from, to, n int) string {
	if to == n-1 {
		return w.p.T("chart.ages.last", w.p.Months(from*ageStep))
	}
	return w.p.T("chart.ages.step", strconv.Itoa(from*ageStep), strconv.Itoa(to*ageStep+ageStep))
}
