package document

import (
	"encoding/xml"
	"slices"
	"strings"
)

// docxReader makes blocks of the XML tokens of one part.
type docxReader struct {
	w       *walker
	styles  map[string]docxStyle
	targets map[string]string
	aside   bool

	skip   []string // open elements whose content is not read
	paras  []*docxPara
	tables []*docxTable
	deeper int  // open tables beyond maxTables
	props  bool // in the properties of a paragraph or run
	text   bool // in a text element
	instr  bool // in a field's instruction
	run    docxRun
	fields []docxField
}

type docxRun struct {
	bold, hidden bool
	lang         string
}

// docxPara is an open paragraph; a text box's paragraphs stand inside another.
type docxPara struct {
	g       gathered
	style   docxStyle
	outline int
	list    int
	off     bool // numbering switched off
	lang    string
	links   []int
}

// docxField is a complex field: an instruction and its result.
type docxField struct {
	code   string
	result bool
	link   int
}

func (r *docxReader) token(t xml.Token) {
	if r.w.b.stop() {
		return
	}
	switch t := t.(type) {
	case xml.StartElement:
		if len(r.skip) > 0 || skipped(t.Name.Local) {
			r.skip = append(r.skip, t.Name.Local)
			return
		}
		r.start(t)
	case xml.EndElement:
		if len(r.skip) > 0 {
			if i := slices.Index(r.skip, t.Name.Local); i >= 0 && r.skip[len(r.skip)-1] == t.Name.Local {
				r.skip = r.skip[:len(r.skip)-1]
			}
			return
		}
		r.end(t.Name.Local)
	case xml.CharData:
		r.chars(string(t))
	}
}

// skipped tells of deleted and moved text, old properties, and the copies of
// drawings for older programs.
func skipped(name string) bool {
	switch name {
	case "del", "moveFrom", "Fallback", "rPrChange", "pPrChange", "tblPrChange", "tcPrChange", "sectPr", "sectPrChange",
		"docPartObj", "numberingChange":
		return true
	}
	return false
}

func (r *docxReader) para() *docxPara {
	if len(r.paras) == 0 {
		return nil
	}
	return r.paras[len(r.paras)-1]
}

func (r *docxReader) start(t xml.StartElement) {
	switch t.Name.Local {
	case "p":
		if len(r.paras) < 64 {
			r.paras = append(r.paras, &docxPara{})
		}
	case "r":
		r.run = docxRun{}
	case "rPr", "pPr":
		r.props = true
	case "t":
		r.text = true
	case "instrText":
		r.instr = true
	case "tbl":
		r.tableOpen()
	case "tr", "tc", "gridSpan", "vMerge", "tblHeader":
		r.tableStart(t)
	default:
		if p := r.para(); p != nil {
			r.inside(p, t)
		}
	}
}

// inside reads what stands in a paragraph.
func (r *docxReader) inside(p *docxPara, t xml.StartElement) {
	if r.props {
		r.property(p, t)
		return
	}
	switch t.Name.Local {
	case "br", "cr":
		if typ := value(t, "type"); typ == "" || typ == "textWrapping" {
			p.g.breakLine()
		}
	case "tab":
		p.g.blank()
	case "noBreakHyphen":
		p.g.add("-", 0, r.run.bold)
	case "hyperlink":
		target := r.targets[value(t, "id")]
		if anchor := value(t, "anchor"); target == "" && anchor != "" {
			target = "#" + anchor
		}
		p.links = append(p.links, p.g.openLink(target))
	case "fldChar":
		r.field(p, value(t, "fldCharType"))
	}
}

func (r *docxReader) property(p *docxPara, t xml.StartElement) {
	switch t.Name.Local {
	case "pStyle":
		p.style = r.styles[value(t, "val")]
	case "outlineLvl":
		p.outline = outline(t)
	case "ilvl":
		p.list = max(number(value(t, "val"))+1, p.list)
	case "numId":
		p.off = value(t, "val") == "0"
		p.list = max(p.list, 1)
	case "b":
		r.run.bold = on(t)
	case "vanish", "webHidden":
		r.run.hidden = on(t)
	case "lang":
		if v := primary(value(t, "val")); v != "" {
			r.run.lang = v
		}
	}
}

// field follows Word's complex fields; of a hyperlink the address is in the
// instruction.
func (r *docxReader) field(p *docxPara, kind string) {
	switch kind {
	case "begin":
		if len(r.fields) < 64 {
			r.fields = append(r.fields, docxField{})
		}
	case "separate":
		if len(r.fields) == 0 {
			return
		}
		f := &r.fields[len(r.fields)-1]
		f.result = true
		if target := hyperlinkOf(f.code); target != "" {
			f.link = p.g.openLink(target)
		}
	case "end":
		if len(r.fields) == 0 {
			return
		}
		if f := &r.fields[len(r.fields)-1]; f.link > 0 {
			p.g.closeLink(f.link)
		}
		r.fields = r.fields[:len(r.fields)-1]
	}
}

func hyperlinkOf(code string) string {
	code = strings.TrimSpace(code)
	rest, ok := strings.CutPrefix(code, "HYPERLINK")
	if !ok {
		return ""
	}
	_, rest, _ = strings.Cut(rest, `"`)
	target, _, _ := strings.Cut(rest, `"`)
	return target
}

func (r *docxReader) chars(s string) {
	p := r.para()
	if p == nil || len(r.skip) > 0 {
		return
	}
	switch {
	case r.instr && len(r.fields) > 0:
		if f := &r.fields[len(r.fields)-1]; len(f.code) < 4096 {
			f.code += s[:min(len(s), 4096)]
		}
	case r.text && !r.run.hidden && (len(r.fields) == 0 || r.fields[len(r.fields)-1].result):
		p.g.add(s, 0, r.run.bold || p.style.bold)
		if p.lang == "" {
			p.lang = r.run.lang
		}
	}
}

func (r *docxReader) end(name string) {
	switch name {
	case "p":
		if n := len(r.paras); n > 0 {
			p := r.paras[n-1]
			r.paras = r.paras[:n-1]
			r.finish(p)
		}
	case "rPr", "pPr":
		r.props = false
		if name == "pPr" {
			r.run = docxRun{}
		}
	case "t":
		r.text = false
	case "instrText":
		r.instr = false
	case "hyperlink":
		if p := r.para(); p != nil && len(p.links) > 0 {
			p.g.closeLink(p.links[len(p.links)-1])
			p.links = p.links[:len(p.links)-1]
		}
	case "tbl":
		r.tableEnd()
	}
}

// finish makes the block of a paragraph, or adds it to the open cell.
func (r *docxReader) finish(p *docxPara) {
	if n := len(r.tables); n > 0 && len(r.paras) == 0 {
		r.tables[n-1].add(p)
		return
	}
	r.write(p)
}

// write makes the block of a paragraph.
func (r *docxReader) write(p *docxPara) {
	st := state{aside: r.aside || strings.HasPrefix(p.style.name, "toc "), lang: p.lang}
	if p.g.last == 0 {
		return
	}
	if level := p.level(); level > 0 {
		s := join(p.g.segments())
		r.w.b.heading(level, s.text, r.w.place(s, st), s.links)
		return
	}
	st.list = p.depth()
	r.w.g = p.g
	r.w.flush(st)
}

func (p *docxPara) level() int {
	if p.outline > 0 {
		return p.outline
	}
	return p.style.outline
}

func (p *docxPara) depth() int {
	switch {
	case p.off:
		return 0
	case p.list > 0:
		return p.list
	}
	return p.style.list
}
