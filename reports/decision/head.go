package decision

import (
	"strings"

	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// mostKinds is how many kinds of pieces a title names.
const mostKinds = 3

// title is that of the audit file, else it says what was examined.
func (w *writer) title() string {
	if s := w.r.Controller.Title; !blank(s) {
		return view.Title(w.p, w.r, s)
	}
	kinds := w.kinds()
	if len(kinds) == 0 || len(kinds) == 1 && kinds[0] == "contact" {
		return w.p.T("head.title")
	}
	if len(kinds) > mostKinds {
		kinds = append(kinds[:mostKinds-1], "rest")
	}
	var names []string
	for _, k := range kinds {
		names = append(names, w.p.T("doc.of."+k))
	}
	return w.p.T("doc.title", w.p.List(names))
}

// kinds names the kinds of pieces that were examined.
func (w *writer) kinds() []string {
	has := map[string]bool{"forms": len(w.r.Forms) > 0, "pages": len(w.r.Sources) > 0, "code": len(w.r.Code) > 0}
	for i := range w.r.Notices {
		if w.r.Notices[i].Message != nil {
			has["messages"] = true
		} else {
			has["notices"] = true
		}
	}
	for _, in := range w.r.Inputs {
		switch in.Relation {
		case "contact":
			has["contact"] = true
		case "notice", "form", "page", "code", "exception", "":
		default:
			has["registers"] = true
		}
	}
	var out []string
	for _, k := range []string{"contact", "registers", "notices", "messages", "forms", "pages", "code"} {
		if has[k] {
			out = append(out, k)
		}
	}
	return out
}

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
	put := func(term, text string) { out = append(out, Pair{term, []Run{said(text)}}) }
	add := func(term string, n int) { put(term, w.p.Int(int64(n))) }
	found := func(term string, n int) {
		if n == 0 && w.r.Coverage.Sample != nil {
			put(term, w.p.T("smp.none"))
			return
		}
		add(term, n)
	}
	found(w.p.T("key.breaches"), len(w.c.Breaches))
	found(w.p.T("key.marked"), len(w.c.Marked))
	if waived > 0 {
		add(w.p.T("doc.key.waived"), waived)
	}
	add(w.p.T("key.open"), len(w.c.NotShown))
	add(w.p.T("key.clear"), len(w.c.Clear))
	add(w.p.T("key.none"), len(w.c.NotAssessed))
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
