package decision

import (
	"strconv"

	"leadlint/reports/l10n"
	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// New composes the document of a case in the language of p. The same case gives the
// same document; neither argument is changed.
func New(p *l10n.Printer, c *view.Case) *Document {
	w := &writer{p: p, r: c.Report, c: c, cited: map[string]first{}}
	w.anchor()
	d := &Document{
		Lang: p.Lang(), Kind: p.T("doc.kind"), Title: view.Heading(w.p, w.r), Head: w.head(), Key: w.key(),
		Lost: w.lost(), Words: w.words(),
		Foot: []string{p.T("exit.advice"), p.T("doc.made", c.Report.Tool.Name, c.Report.Tool.Version, c.Report.Schema)},
	}
	for _, n := range c.Report.Notes {
		if s := p.Text(n); !blank(s) {
			d.Remarks = append(d.Remarks, s)
		}
	}
	d.Sections = []*Section{w.visas(), w.facts(), w.reasons(), w.measures(), w.annexes()}
	return d
}

// writer words a case. Its methods are called in the order of the document, so that the
// numbers of the paragraphs run on.
type writer struct {
	p *l10n.Printer
	r *finding.Report
	c *view.Case
	// numbered and lettered count the numbered paragraphs and the heads of the reasons.
	numbered, lettered int
	orders             []order
	anchors            map[*finding.Finding]anchor
	// cited is where a precedent was cited first.
	cited map[string]first
}

// anchor is where a finding stands, and the number of its measure (0: none).
type anchor struct {
	id    string
	order int
}

// first is the head under which a precedent is cited in full.
type first struct{ id, number string }

// order is a corrective measure with its number.
type order struct {
	view.Order
	number int
}

// id gives the anchor of an order.
func (o *order) id() string { return "order-" + strconv.Itoa(o.number) }

// anchor numbers the findings that fired and the measures, which point at each other.
func (w *writer) anchor() {
	w.anchors = map[*finding.Finding]anchor{}
	n := 0
	for _, list := range together(w.c.Fired()) {
		n++
		for _, f := range list {
			w.anchors[f] = anchor{id: "finding-" + strconv.Itoa(n)}
		}
	}
	for i, o := range w.c.Orders() {
		w.orders = append(w.orders, order{o, i + 1})
		for _, f := range o.Findings {
			w.anchors[f] = anchor{w.anchors[f].id, i + 1}
		}
	}
}

// speakOf words what follows as of the whole where a subject was read whole in an audit
// of a sample; what it gives goes back to the words before.
func (w *writer) speakOf(s *finding.Subject) (back func()) {
	before := w.p
	t := w.r.Coverage.Sample.Table(s)
	if w.r.Coverage.Sample != nil && (s.Relation != "contact" || t == nil || t.Whole()) {
		w.p = l10n.New(w.p.Lang())
	}
	return func() { w.p = before }
}

// letter gives the next letter of the heads of the reasons.
func (w *writer) letter() string {
	w.lettered++
	return string(rune('A' + w.lettered - 1))
}
