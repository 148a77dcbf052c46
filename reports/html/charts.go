package html

import (
	"strconv"
	"strings"

	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// The size of charts, in the units of their view box.
const (
	chartWidth = 720
	labelWidth = 230
	totalWidth = 92
	barWidth   = chartWidth - labelWidth - totalWidth
	barHeight  = 20
	rowHeight  = 32
)

// chart is a chart of horizontal stacked bars with the table of its figures.
type chart struct {
	ID, Title, Desc string
	Width, Height   int
	Bars            []bar
	Legend          []legend
	Figures         *table
}

// bar is one row of a chart.
type bar struct {
	Label, Total string
	// Y is the top of the bar, TextY the baseline of its texts.
	Y, TextY int
	Segments []segment
}

// segment is one part of a bar. Fill names a pattern of the document.
type segment struct {
	X, W float64
	Fill string
	// Number is written into the segment where it has room, else "".
	Number         string
	NumberX        float64
	BoxX, BoxWidth float64
	Title          string
}

// legend explains one fill.
type legend struct{ Fill, Text string }

// row is what a bar shows: a value for each fill.
type row struct {
	label  string
	total  string
	values []int64
}

// bars lays out a chart whose longest bar takes the whole width.
func (d *document) bars(id, title, desc string, fills []legend, rows []row) *chart {
	c := &chart{ID: id, Title: title, Desc: desc, Width: chartWidth, Height: len(rows)*rowHeight + 8, Legend: fills}
	var most int64 = 1
	for _, r := range rows {
		most = max(most, sum(r.values))
	}
	for i, r := range rows {
		b := bar{Label: shorten(r.label, 34), Total: r.total, Y: i*rowHeight + 6, TextY: i*rowHeight + 21}
		x := float64(labelWidth)
		for j, v := range r.values {
			if v <= 0 {
				continue
			}
			w := float64(v) / float64(most) * barWidth
			b.Segments = append(b.Segments, d.segment(x, w, v, fills[j], r.label))
			x += w
		}
		c.Bars = append(c.Bars, b)
	}
	return c
}

func (d *document) segment(x, w float64, v int64, fill legend, label string) segment {
	s := segment{X: round(x), W: round(max(w, 1)), Fill: fill.Fill, Title: d.P.Colon(label+" – "+fill.Text, d.P.Int(v))}
	number := d.P.Int(v)
	if box := float64(len([]rune(number)))*7 + 6; box+6 <= w {
		s.Number, s.NumberX, s.BoxX, s.BoxWidth = number, round(x+w/2), round(x+w/2-box/2), round(box)
	}
	return s
}

func round(f float64) float64 {
	r, _ := strconv.ParseFloat(strconv.FormatFloat(f, 'f', 1, 64), 64)
	return r
}

func sum(values []int64) int64 {
	var n int64
	for _, v := range values {
		n += v
	}
	return n
}

func shorten(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return strings.TrimRight(string(r[:n-1]), " ") + "…"
	}
	return s
}

// outcomes charts the number of rules by outcome for each duty.
func (d *document) outcomes() *chart {
	fills := []legend{
		{"f-breach", d.P.T("chart.breach")}, {"f-marked", d.P.T("chart.marked")}, {"f-open", d.P.T("chart.open")},
		{"f-clear", d.P.T("chart.clear")}, {"f-none", d.P.T("chart.none")},
	}
	var rows []row
	figures := &table{Caption: d.P.T("chart.outcomes.title"), Head: d.heads("html.col.duty", "#chart.breach", "#chart.marked", "#chart.open", "#chart.clear", "#chart.none")}
	for _, s := range d.C.Sections() {
		breach := int64(0)
		for _, f := range s.Fired {
			if view.Concluded(f) == view.Constituted {
				breach++
			}
		}
		v := []int64{breach, int64(len(s.Fired)) - breach, int64(len(s.NotShown)), int64(len(s.Clear)), int64(len(s.NotAssessed))}
		label := s.Letter + ". " + d.P.Capital(d.P.T("duty.short."+string(s.Duty)))
		rows = append(rows, row{label, d.P.Int(sum(v)), v})
		figures.Rows = append(figures.Rows, d.figures(label, v))
	}
	if len(rows) == 0 {
		return nil
	}
	c := d.bars("chart-outcomes", d.P.T("chart.outcomes.title"), d.P.T("chart.outcomes.desc"), fills, rows)
	c.Figures = figures
	return c
}

func (d *document) figures(label string, values []int64) []td {
	out := []td{{Text: label}}
	for _, v := range values {
		out = append(out, td{Text: d.P.Int(v), Num: true})
	}
	return out
}

// datasetFacts is what the statistics of one table say.
type datasetFacts struct {
	ID, Name, Summary string
	Ages              *histogram
	Sources, Notices  *chart
}

func (d *document) dataset(i int, s finding.Statistics) datasetFacts {
	f := datasetFacts{ID: "dataset-" + strconv.Itoa(i+1), Name: s.Dataset}
	if s.Table != "" {
		f.Name += " › " + s.Table
	}
	f.Summary = d.P.N("facts.records", s.Records) + " " + d.P.N("facts.persons", s.Persons)
	if len(s.Countries) > 0 {
		var names []string
		for _, c := range s.Countries[:min(len(s.Countries), 8)] {
			names = append(names, d.P.Country(c.Name)+" ("+d.P.Share(c.Count, s.Records)+")")
		}
		key := "facts.countries"
		if len(s.Countries) > 8 {
			key = "facts.countries_first"
		}
		f.Summary += " " + d.P.T(key, d.P.List(names))
	}
	f.Ages = d.ages(f.ID+"-ages", s)
	f.Sources = d.sources(f.ID+"-sources", s)
	f.Notices = d.notices(f.ID+"-notices", s)
	return f
}

// mostBars is how many countries or sources a chart shows; its table shows all.
const mostBars = 15

func (d *document) sources(id string, s finding.Statistics) *chart {
	if len(s.SourceTypes) == 0 {
		return nil
	}
	figures := &table{Caption: d.P.T("chart.sources.title"), Head: d.heads("html.col.source", "#col.records", "#html.col.share")}
	var rows []row
	for i, c := range s.SourceTypes {
		label := d.P.Capital(d.P.Code("source", c.Name))
		if i < mostBars {
			rows = append(rows, row{label, d.P.Share(c.Count, s.Records), []int64{c.Count}})
		}
		figures.Rows = append(figures.Rows, []td{{Text: label}, {Text: d.P.Int(c.Count), Num: true}, {Text: d.P.Share(c.Count, s.Records), Num: true}})
	}
	c := d.bars(id, d.P.T("chart.sources.title"), d.P.T("chart.sources.desc"), []legend{{"f-clear", d.P.T("chart.records")}}, rows)
	c.Figures = figures
	return c
}

func (d *document) notices(id string, s finding.Statistics) *chart {
	if len(s.CountryNotice) == 0 {
		return nil
	}
	fills := []legend{{"f-clear", d.P.T("chart.served")}, {"f-breach", d.P.T("chart.not_served")}, {"f-open", d.P.T("chart.not_known")}}
	figures := &table{Caption: d.P.T("chart.notices.title"), Head: d.heads("html.col.country", "html.col.languages", "#chart.served", "#chart.not_served", "#chart.not_known")}
	var rows []row
	for i, n := range s.CountryNotice {
		v := []int64{n.Served, n.NotServed, n.Unknown}
		label := d.P.Capital(d.P.Country(n.Country))
		if i < mostBars {
			rows = append(rows, row{label + codes(n.Languages), d.P.Int(sum(v)), v})
		}
		var names []string
		for _, l := range n.Languages {
			names = append(names, d.P.Language(l))
		}
		cells := d.figures(label, v)
		figures.Rows = append(figures.Rows, append([]td{cells[0], {Text: strings.Join(names, ", ")}}, cells[1:]...))
	}
	c := d.bars(id, d.P.T("chart.notices.title"), d.P.T("chart.notices.desc"), fills, rows)
	c.Figures = figures
	return c
}

func codes(languages []string) string {
	if len(languages) == 0 {
		return ""
	}
	return " (" + strings.Join(languages, ", ") + ")"
}
