package docx

import (
	"leadlint/reports/decision"
)

// deepest is the lowest level of heads; what lies deeper is set like it.
const deepest = 4

// document fills the body: head of the case, contents, sections, foot.
func (w *writer) document() {
	d := w.d
	w.line("Kind", d.Kind)
	w.line("Title", d.Title)
	w.facts(d.Head)
	w.key(d.Key)
	w.alert(d.Lost)
	for _, r := range d.Remarks {
		w.line("Remark", r)
	}
	at := len(w.body)
	for _, s := range d.Sections {
		w.section(s, 1)
	}
	// The contents stand before the sections, but know their heads only now.
	sections := append([]*node(nil), w.body[at:]...)
	w.body = w.body[:at]
	w.contents()
	w.put(sections...)
	w.alert(d.Lost)
	for i, f := range d.Foot {
		style := "Closing"
		if i == 0 {
			style = "ClosingFirst"
		}
		w.line(style, f)
	}
}

func (w *writer) line(style, text string) {
	if text != "" {
		w.put(para(style, run(text)))
	}
}

func (w *writer) alert(a *decision.Alert) {
	if a == nil {
		return
	}
	w.put(para("AlertTitle", run(a.Title)))
	for _, it := range a.Items {
		p := para("AlertItem", run(it))
		p.props().add(member(int(dashed) + 1))
		w.put(p)
	}
}

// section sets a head with what stands under it.
func (w *writer) section(s *decision.Section, depth int) {
	level := min(depth, deepest)
	var inline []*node
	if s.Number != "" {
		inline = append(inline, run(s.Number), tab())
	}
	inline = w.anchored(s.ID, append(inline, run(s.Title)))
	if depth <= contentsDepth {
		name := "_Toc" + itoa(100000000+len(w.heads))
		w.heads = append(w.heads, head{level: depth, number: s.Number, title: s.Title, mark: name})
		start, end := w.bookmark(name)
		inline = append(append([]*node{start}, inline...), end)
	}
	w.put(para("Heading"+itoa(level), inline...))
	w.verdict(s.Verdict)
	for _, b := range s.Blocks {
		w.block(b)
	}
	for _, sub := range s.Sections {
		w.section(sub, depth+1)
	}
}

func (w *writer) verdict(v *decision.Verdict) {
	if v == nil {
		return
	}
	p := para("Verdict")
	if v.Lead != "" {
		p.add(run(v.Lead + " "))
	}
	style := "VerdictText"
	if v.Code == "constituted" {
		style = "Constituted"
	}
	w.put(p.add(run(v.Text, val("w:rStyle", style))))
}

func (w *writer) block(b decision.Block) {
	switch b := b.(type) {
	case *decision.Paragraph:
		w.text(b)
	case *decision.List:
		w.list(b)
	case *decision.Table:
		w.table(b)
	case *decision.Bars:
		w.bars(b)
	case *decision.Histogram:
		w.histogram(b)
	}
}

func (w *writer) text(p *decision.Paragraph) {
	n := para(styleOf(p))
	if p.Number > 0 {
		n.props().add(member(w.numberOf(p.Number)))
	}
	w.put(n.add(w.inline(p.Runs)...))
}

func styleOf(p *decision.Paragraph) string {
	switch p.Style {
	case decision.Lead:
		return "Lead"
	case decision.Aside:
		return "Aside"
	case decision.Remark:
		return "Remark"
	case decision.Meta:
		return "Meta"
	case decision.Holding:
		return "Holding"
	case decision.Measure:
		return "Measure"
	}
	if p.Number > 0 {
		return "NumberedParagraph"
	}
	return "BodyText"
}

// contentsDepth is how deep the table of contents goes.
const contentsDepth = 3

// head is an entry of the table of contents.
type head struct {
	level               int
	number, title, mark string
}

// contents sets the table of contents as a field whose entries are already there. They
// bear no page, which only the program that lays out the pages knows: updating the
// field adds them.
func (w *writer) contents() {
	if len(w.heads) == 0 {
		return
	}
	content := el("w:sdtContent", para("TOCHeading", run(w.d.Words.Contents)))
	for i, h := range w.heads {
		p := para("TOC" + itoa(h.level))
		if i == 0 {
			p.add(el("w:r", el("w:fldChar").attr("w:fldCharType", "begin")), instruct(`TOC \o "1-`+itoa(contentsDepth)+`" \h \z \u`),
				el("w:r", el("w:fldChar").attr("w:fldCharType", "separate")))
		}
		link := el("w:hyperlink").attr("w:anchor", h.mark, "w:history", "1")
		if h.number != "" {
			link.add(run(h.number), tab())
		}
		p.add(link.add(run(h.title)))
		if i == len(w.heads)-1 {
			p.add(el("w:r", el("w:fldChar").attr("w:fldCharType", "end")))
		}
		content.add(p)
	}
	w.put(el("w:sdt", el("w:sdtPr", el("w:docPartObj", val("w:docPartGallery", "Table of Contents"), el("w:docPartUnique"))), content))
}
