package markdown

import (
	"io"
	"strings"

	"leadlint/reports/decision"
	"leadlint/reports/text"
	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// The rooms of a summary, in bytes. Together they stay below 60 kB, and so below what
// the services take: 1 MiB for a summary of a step, 64 kB for a comment.
const (
	roomLost, roomRead, roomRows = 14_000, 9_000, 32_000
	// longestText is the greatest length of a text in a summary, in runes.
	longestText = 240
)

// WriteSummary writes a short account of r for who looks at a run: the outcome, what was
// read, the findings that count as view.Counting has it, how many are waived or known,
// and what was not read. It is below 60 kB however long the report is, and says what it
// leaves out. It returns the errors of w.
func WriteSummary(w io.Writer, r *finding.Report, opt view.Options) error {
	s := &summary{c: view.New(r)}
	s.p = view.Printer(opt.Lang, r)
	s.head()
	s.lost()
	s.result()
	s.findings()
	s.read()
	s.block("---")
	s.block(s.text(s.p.T("exit.advice")) + " " + s.text(s.p.T("doc.made", s.c.Report.Tool.Name, s.c.Report.Tool.Version, s.c.Report.Schema)))
	_, err := io.WriteString(w, strings.TrimRight(s.b.String(), "\n")+"\n")
	return err
}

// summary writes one summary.
type summary struct {
	writer
	c *view.Case
}

// text makes a text Markdown, clipped.
func (s *summary) text(t string) string { return escape(text.Line(t, longestText)) }

// cell is text within a line.
func (s *summary) cell(t string) string { return inside(text.Line(t, longestText)) }

func (s *summary) head() {
	r := s.c.Report
	s.block("## " + s.cell(view.Heading(s.p, r)))
	var facts []string
	drawn := ""
	if r.Coverage.Sample != nil {
		drawn = s.p.Colon(s.p.T("smp.head"), view.Drawn(s.p, r.Coverage.Sample))
	}
	for _, f := range []string{r.Controller.Name, r.Controller.Reference, s.p.Date(r.Now), drawn} {
		if f != "" {
			facts = append(facts, f)
		}
	}
	s.block(s.text(strings.Join(facts, " · ")))
}

// lost says what was not read of what should have been: before all else, since it says
// how little the rest may mean.
func (s *summary) lost() {
	if s.c.Report.Coverage.Complete {
		return
	}
	var items []string
	for _, i := range s.c.Unread() {
		if view.Unseen(&i) {
			items = append(items, s.issue(i))
		}
	}
	lines := alert("CAUTION", &decision.Alert{Title: s.c.Alert(s.p)})
	if len(items) > 0 {
		lines = append(lines, ">")
	}
	items, more := s.fit(items, roomLost)
	for _, it := range items {
		lines = append(lines, "> - "+it)
	}
	if more != "" {
		lines = append(lines, "> - "+more)
	}
	s.block(lines...)
}

func (s *summary) issue(i finding.Issue) string {
	place := i.Input
	if i.Table != "" {
		place += " › " + i.Table
	}
	if i.Line > 0 {
		place += ", " + s.p.T("issue.line", s.p.Int(i.Line))
	}
	return s.text(place) + " — " + s.cell(s.p.Text(i.Message))
}

// fit gives the lines that a room has space for, and says how many more there are; that
// is empty when all are given.
func (s *summary) fit(lines []string, room int) (kept []string, more string) {
	for i, l := range lines {
		if room -= len(l) + 1; room < 0 {
			return lines[:i], s.text(s.p.N("sum.more", int64(len(lines)-i)))
		}
	}
	return lines, ""
}

// result gives the counts by outcome, what was read, and what changed.
func (s *summary) result() {
	c, r := s.c, s.c.Report
	n := func(key string, list []*finding.Finding) string { return s.p.N(key, int64(len(list))) }
	s.block(strong(s.text(strings.Join([]string{
		n("result.breaches", c.Breaches), n("result.marked", c.Marked), n("result.not_shown", c.NotShown), n("result.clear", c.Clear), n("result.not_assessed", c.NotAssessed),
	}, " · "))))
	var read []string
	if r.Coverage.Rows > 0 || len(r.Code)+len(r.Notices)+len(r.Forms) == 0 {
		read = append(read, s.p.N("coverage.rows", r.Coverage.Rows))
	}
	if r.Coverage.Skipped > 0 {
		read = append(read, s.p.N("coverage.skipped", r.Coverage.Skipped))
	}
	if r.Coverage.Persons > 0 {
		read = append(read, s.p.N("coverage.persons", r.Coverage.Persons))
	}
	read = append(read, view.TextsRead(s.p, r)...)
	for i := range r.Code {
		read = append(read, s.p.Colon(r.Code[i].Name, view.CodeRead(s.p, &r.Code[i])))
	}
	line := text.Line(strings.Join(read, " · "), 4*longestText) + "."
	if r.Coverage.Complete {
		line += " " + s.p.T("facts.complete")
	}
	s.block(escape(line))
	s.compared(r.Comparison)
}

// compared says what changed since an earlier audit. What nobody looked at this time is
// not among what is gone.
func (s *summary) compared(k *finding.Comparison) {
	if k == nil {
		return
	}
	var gone, unlooked int64
	for _, f := range k.Fixed {
		if f.Outcome == finding.NotAssessed {
			unlooked++
		} else {
			gone++
		}
	}
	line := s.text(s.p.T("sum.compared", k.With, s.p.Date(k.Now), s.p.Int(int64(k.New)), s.p.Int(int64(k.Same)), s.p.Int(int64(k.Reopened)), s.p.Int(gone)))
	if unlooked > 0 {
		line += " " + s.text(s.p.N("doc.compared.unlooked", unlooked))
	}
	s.block(line)
}

// findings sets the table of what counts, and counts what does not.
func (s *summary) findings() {
	var rows []string
	aside := map[string]int64{}
	points := s.points()
	for _, f := range s.c.Fired() {
		counts, why := view.Counting(f)
		if counts {
			rows = append(rows, s.row(f, points[f]))
		} else {
			aside[why]++
		}
	}
	switch {
	case len(rows) == 0 && len(aside) > 0:
		s.block(s.text(s.p.T("sum.none_counts", s.p.List(s.others(aside)))))
		return
	case len(rows) == 0 && s.c.Unanswered():
		s.block(s.text(s.p.T("doc.measures.nothing")))
	case len(rows) == 0:
		s.block(s.text(s.p.T("sum.none")))
	default:
		g := grid{head: s.columns(), right: make([]bool, len(s.columns()))}
		g.right[4] = true
		kept, more := s.fit(rows, roomRows)
		s.block("### " + s.cell(s.p.T("sum.findings")))
		s.block(append(g.lines(), kept...)...)
		s.block(more)
	}
	if others := s.others(aside); len(others) > 0 {
		s.block(s.text(s.p.T("sum.aside", s.p.List(others))))
	}
}

// others counts what fired and does not count, by the reason.
func (s *summary) others(counts map[string]int64) []string {
	var others []string
	for _, why := range []string{"waived", "same", "guidance", "note"} {
		if counts[why] > 0 {
			others = append(others, s.p.N("sum.aside."+why, counts[why]))
		}
	}
	return others
}

// read lists what was read with doubt or left out; what was lost stands at the head.
func (s *summary) read() {
	var items []string
	for _, i := range s.c.Unread() {
		if !view.Unseen(&i) {
			items = append(items, s.issue(i))
		}
	}
	if len(items) == 0 {
		return
	}
	s.block("### " + s.cell(s.p.T("sum.read")))
	items, more := s.fit(items, roomRead)
	s.block("- " + strings.Join(items, "\n- "))
	s.block(more)
}
