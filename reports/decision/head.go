package decision

import (
	"strings"

	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// head describes the case.
func (w *writer) head() []Pair {
	c := w.r.Controller
	var out []Pair
	add := func(term, text string) {
		if !blank(text) {
			out = append(out, Pair{term, []Run{said(text)}})
		}
	}
	name := c.Name
	if blank(name) {
		name = w.p.T("head.undeclared")
	}
	if c.Country != "" {
		name += " (" + w.p.Country(c.Country) + ")"
	}
	add(w.p.T("head.controller"), name)
	add(w.p.T("head.reference"), c.Reference)
	add(w.p.T("head.scope"), c.Scope)
	add(w.p.T("doc.head.auditor"), w.auditor())
	add(w.p.T("head.date"), w.p.Date(w.r.Now))
	if s := w.r.Coverage.Sample; s != nil {
		add(w.p.T("smp.head"), view.Drawn(w.p, s))
	}
	return out
}

// auditor names who audits and in which capacity; empty when neither is told.
func (w *writer) auditor() string {
	c := w.r.Controller
	switch {
	case c.Role == "":
		return c.Auditor
	case c.Auditor == "":
		return w.p.Capital(w.capacity())
	}
	return c.Auditor + ", " + w.capacity()
}

// capacity words the capacity of the auditor where it is a usual one, and else leaves
// the words of the audit file.
func (w *writer) capacity() string {
	role := w.r.Controller.Role
	key := "auditor." + strings.ReplaceAll(strings.ToLower(role), " ", "_")
	if s := w.p.T(key); s != key {
		return s
	}
	return role
}

// key counts the findings by outcome, and apart those of the fired ones that are waived.
func (w *writer) key() []Pair {
	waived := 0
	for _, f := range w.c.Fired() {
		if view.WaiverOf(f) != nil {
			waived++
		}
	}
	var out []Pair
	put := func(key string, n int, text string) {
		out = append(out, Pair{w.p.N(key, int64(n)), []Run{said(text)}})
	}
	add := func(key string, n int) { put(key, n, w.p.Int(int64(n))) }
	found := func(key string, n int) {
		if n == 0 && w.r.Coverage.Sample != nil {
			put(key, n, w.p.T("smp.none"))
			return
		}
		add(key, n)
	}
	found("key.breaches", len(w.c.Breaches))
	found("key.marked", len(w.c.Marked))
	if waived > 0 {
		add("doc.key.waived", waived)
	}
	add("key.open", len(w.c.NotShown))
	add("key.clear", len(w.c.Clear))
	add("key.none", len(w.c.NotAssessed))
	return out
}

// lost lists what was not read; nil when everything was.
func (w *writer) lost() *Alert {
	if w.r.Coverage.Complete {
		return nil
	}
	a := &Alert{Title: w.c.Alert(w.p)}
	for _, i := range w.c.Unread() {
		if view.Unseen(&i) {
			a.Items = append(a.Items, w.issue(i))
		}
	}
	return a
}

// issue words what reading met.
func (w *writer) issue(i finding.Issue) string {
	place := i.Input
	if i.Table != "" {
		place += " › " + i.Table
	}
	if i.Line > 0 {
		place += ", " + w.p.T("issue.line", w.p.Int(i.Line))
	}
	if i.Count > 1 {
		place += " (×" + w.p.Int(i.Count) + ")"
	}
	return place + " — " + w.p.Text(i.Message)
}

func (w *writer) words() Words {
	return Words{
		Contents: w.p.T("doc.contents"), Skip: w.p.T("doc.skip"), Figures: w.p.T("doc.figures"), Continued: w.p.T("doc.continued"),
		Page: w.p.T("doc.page"), Author: join(w.r.Tool.Name, w.r.Tool.Version), Subject: w.p.T("doc.kind"),
	}
}
