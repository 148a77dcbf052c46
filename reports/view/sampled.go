package view

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"leadlint/reports/l10n"
	"leadlint/scanner/finding"
)

// Printer gives the printer for a report in a language: one that says "sample" wherever
// the report rests on one.
func Printer(lang string, r *finding.Report) *l10n.Printer {
	p := l10n.New(lang)
	if r != nil && r.Coverage.Sample != nil {
		return p.OfSample()
	}
	return p
}

// Unseen says whether an issue is of data in scope that were not read, by mishap or since
// only a sample was asked for.
func Unseen(i *finding.Issue) bool { return i.Severity == "lost" || i.Severity == "sample" }

// Lost says whether data were not read by mishap.
func (c *Case) Lost() bool {
	if c.Report.Coverage.Complete {
		return false
	}
	for i := range c.Report.Coverage.Issues {
		if c.Report.Coverage.Issues[i].Severity == "lost" {
			return true
		}
	}
	return c.Report.Coverage.Sample == nil
}

// Alert says at the head of a report that is not complete why it is not; empty for one
// that is.
func (c *Case) Alert(p *l10n.Printer) string {
	switch {
	case c.Report.Coverage.Complete:
		return ""
	case c.Report.Coverage.Sample == nil:
		return p.T("incomplete.title")
	case c.Lost():
		return p.T("incomplete.title") + " " + p.T("smp.alert")
	}
	return p.T("smp.alert")
}

// Range words an interval: "3.1% to 4.9%", "at most 0.3%"; empty for nil.
func Range(p *l10n.Printer, i *finding.Interval) string {
	switch {
	case i == nil:
		return ""
	case i.Low <= 0:
		return p.T("smp.most", p.Bound(i.High, true))
	case i.High >= 1:
		return p.T("smp.least", p.Bound(i.Low, false))
	}
	return p.T("smp.range", p.Bound(i.Low, false), p.Bound(i.High, true))
}

// Likely says in a sentence what a finding in a sample says of the whole; empty where it
// is not of a sample.
func Likely(p *l10n.Printer, f *finding.Finding) string {
	switch {
	case f.Interval == nil:
		return ""
	case f.Outcome == finding.NotShown:
		return p.T("smp.open", Range(p, f.Interval))
	case f.Counts.Breach == 0:
		return p.Capital(p.T("smp.clear", p.Int(f.Counts.Examined), p.Bound(f.Interval.High, true))) + "."
	}
	return p.T("smp.breach", Range(p, f.Interval))
}

// Asked words how large a sample was asked for and how it was drawn.
func Asked(p *l10n.Printer, s *finding.Sampled) string {
	asked := p.T("smp.rows", s.Spec)
	if n, err := strconv.ParseInt(s.Spec, 10, 64); err == nil {
		asked = p.T("smp.rows", p.Int(n))
	} else if share, ok := strings.CutSuffix(s.Spec, "%"); ok {
		asked = p.T("smp.share", p.Percent(share))
	}
	return p.Colon(asked, p.Text(s.Method))
}

// Drawn words how many records were drawn of how many.
func Drawn(p *l10n.Printer, s *finding.Sampled) string {
	switch {
	case s.Of == 0:
		return p.T("smp.some", p.Int(s.Rows))
	case s.Estimated:
		return p.T("smp.about", p.Int(s.Rows), p.Int(s.Of))
	}
	return p.T("smp.drawn", p.Int(s.Rows), p.Int(s.Of))
}

// Bound gathers findings that are clear in a sample by what they leave open of the whole.
type Bound struct {
	// Text says at most how many of all are in breach; empty where no table was drawn from.
	Text string
	// Findings are those of which it holds.
	Findings []*finding.Finding
}

// Bounds gathers what is clear, that with the least left open first.
func (c *Case) Bounds(p *l10n.Printer) []Bound {
	list := slices.Clone(c.Clear)
	open := func(f *finding.Finding) float64 {
		if f.Interval == nil {
			return 0
		}
		return f.Interval.High
	}
	slices.SortStableFunc(list, func(a, b *finding.Finding) int { return cmp.Compare(open(a), open(b)) })
	var out []Bound
	for _, f := range list {
		text := ""
		if f.Interval != nil {
			text = p.T("smp.clear", p.Int(f.Counts.Examined), p.Bound(f.Interval.High, true))
		}
		if n := len(out); n > 0 && out[n-1].Text == text {
			out[n-1].Findings = append(out[n-1].Findings, f)
			continue
		}
		out = append(out, Bound{text, []*finding.Finding{f}})
	}
	return out
}
