// Package terminal writes a report as plain text with tables, to be read in a
// terminal or a log.
package terminal

import (
	"io"
	"strings"

	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// Write writes r in the language and width of opt. No line is wider than the
// width, nothing depends on the terminal, and no character of a text can act
// on it.
func Write(w io.Writer, r *finding.Report, opt view.Options) error {
	g, c := newPage(opt), view.New(r)
	g.p = view.Printer(opt.Lang, r)
	g.head(c)
	g.incomplete(c)
	g.result(c)
	g.breaches(c)
	g.marked(c)
	g.code(c)
	g.waivers(c)
	g.comparison(c)
	g.notShown(c)
	g.silent(c)
	g.notices(c)
	g.forms(c)
	g.sources(c)
	g.visits(c)
	g.changes(c)
	g.scope(c)
	g.coverage(c)
	g.mapping(c)
	g.requests(c)
	g.ending(c)
	_, err := w.Write(g.out.Bytes())
	return err
}

// head says who was audited, when, on what and by which rules.
func (g *page) head(c *view.Case) {
	r := c.Report
	for _, line := range wrap(g.show(view.Heading(g.p, r)), g.width) {
		g.out.WriteString(g.paint(line, strong) + "\n")
	}
	g.blank()
	labels := []string{"head.controller", "head.reference", "head.scope", "head.date", "head.examined", "smp.head", "head.rules", "head.tool", "life.record"}
	w := 0
	for _, l := range labels {
		w = max(w, width(g.show(g.p.T(l))))
	}
	pair := func(key string, values ...string) {
		if strings.Join(values, "") != "" {
			g.pair(g.p.T(key), w, values...)
		}
	}
	pair("head.controller", g.controller(c))
	pair("head.reference", r.Controller.Reference)
	pair("head.scope", r.Controller.Scope)
	pair("head.date", g.p.Date(r.Now))
	pair("head.examined", g.inputs(c)...)
	if s := r.Coverage.Sample; s != nil {
		pair("smp.head", view.Drawn(g.p, s), view.Asked(g.p, s))
	}
	var packs []string
	for _, k := range r.Packs {
		packs = append(packs, k.Name+" "+k.Version+" ("+g.p.N("count.rules", int64(k.Rules))+")")
	}
	pair("head.rules", strings.Join(packs, ", "))
	pair("head.tool", strings.TrimSpace(r.Tool.Name+" "+r.Tool.Version))
	pair("life.record", record(r)...)
}

func (g *page) controller(c *view.Case) string {
	who := c.Report.Controller
	name := who.Name
	if name == "" {
		name = g.p.T("head.undeclared")
	}
	if who.Country != "" {
		name += " (" + g.p.Country(who.Country) + ")"
	}
	return name
}

func (g *page) inputs(c *view.Case) []string {
	if len(c.Report.Inputs) == 0 {
		return []string{g.p.T("head.no_input")}
	}
	var out []string
	for _, in := range view.ExaminedOf(c.Report.Inputs) {
		sum := g.p.T("head.no_hash")
		switch {
		case len(in.SHA256) >= 12 && in.Files > 0:
			sum = g.p.T("head.hash_of_hashes", strings.ToValidUTF8(in.SHA256[:12], "")+"…")
		case len(in.SHA256) >= 12:
			sum = "SHA-256 " + strings.ToValidUTF8(in.SHA256[:12], "") + "…"
		case in.Server():
			sum = g.p.T("head.server")
		}
		what := ""
		if in.Relation != "contact" {
			what = " · " + g.p.Relation(in.Relation)
		}
		if in.Relation == "code" { // its rows are places, told apart
			out = append(out, in.Name+what+" · "+sum)
			continue
		}
		rows := ""
		if view.HoldsRecords(in.Relation) {
			rows = g.p.N("count.records", in.Rows) + " · "
		}
		if in.Files > 0 {
			what += " · " + g.p.N("count.files", in.Files)
		}
		out = append(out, in.Name+what+" · "+in.Format+" · "+rows+sum)
	}
	return out
}

// incomplete says loudly that something in scope was not read, or a sample only.
func (g *page) incomplete(c *view.Case) {
	if c.Report.Coverage.Complete {
		return
	}
	bar := strings.Repeat("!", g.width)
	g.blank()
	g.out.WriteString(g.paint(bar, alarm) + "\n")
	g.para("!! ", c.Alert(g.p), alarm)
	for _, i := range c.Unread() {
		if view.Unseen(&i) {
			g.para("!! ", g.issue(i), plain)
		}
	}
	g.out.WriteString(g.paint(bar, alarm) + "\n")
}

// result gives the counts of findings and the notes on the audit as a whole.
func (g *page) result(c *view.Case) {
	g.blank()
	t := good
	if len(c.Breaches) > 0 {
		t = alarm
	} else if len(c.Marked) > 0 || !c.Report.Coverage.Complete {
		t = warn
	}
	counts := []string{g.p.N("result.breaches", int64(len(c.Breaches))), g.p.N("result.marked", int64(len(c.Marked)))}
	if n := len(waived(c)); n > 0 {
		counts = append(counts, g.p.N("waiver.count", int64(n)))
	}
	g.para("", strings.Join(append(counts,
		g.p.N("result.not_shown", int64(len(c.NotShown))), g.p.N("result.clear", int64(len(c.Clear))),
		g.p.N("result.not_assessed", int64(len(c.NotAssessed))),
	), " · "), t)
	for _, n := range c.Report.Notes {
		g.para(g.p.T("word.note")+" ", g.p.Text(n), plain)
	}
}

// ending repeats that a run is incomplete, and says what the exit code means.
func (g *page) ending(c *view.Case) {
	g.heading(g.p.T("exit.title"), plain)
	switch {
	case c.Lost():
		g.para("", g.p.T("exit.incomplete"), plain)
	case c.Report.Coverage.Sample != nil:
		g.para("", g.p.T("smp.exit"), plain)
	case len(c.Fired()) > 0:
		g.para("", g.p.T("exit.found"), plain)
		if len(waived(c)) > 0 {
			g.para("", g.p.T("waiver.exit"), plain)
		}
	default:
		g.para("", g.p.T("exit.clean"), plain)
	}
	g.para("", g.p.T("exit.advice"), faint)
	g.incomplete(c)
}
