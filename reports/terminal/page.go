package terminal

import (
	"bytes"
	"strconv"
	"strings"

	"leadlint/reports/l10n"
	"leadlint/reports/view"
)

// tone is the weight that a piece of text is given, by colour where that is
// allowed. Nothing is said by tone alone.
type tone string

// The tones and their SGR codes (ECMA-48).
const (
	plain  tone = ""
	strong tone = "1"
	faint  tone = "2"
	alarm  tone = "1;31"
	warn   tone = "33"
	good   tone = "32"
	link   tone = "36"
)

// page is the text being written.
type page struct {
	out    bytes.Buffer
	p      *l10n.Printer
	width  int
	colour bool
	ascii  bool
	detail bool
	// scoped adds the table of relations.
	scoped bool
}

func newPage(opt view.Options) *page {
	w := opt.Width
	if w == 0 {
		w = 100
	}
	return &page{p: l10n.New(opt.Lang), width: max(w, 60), colour: opt.Colour, ascii: opt.ASCII, detail: opt.Verbose, scoped: opt.Scope}
}

// show readies a text: folds it to ASCII signs where that is asked for.
func (g *page) show(s string) string {
	if g.ascii {
		return folded(s)
	}
	return s
}

func (g *page) paint(s string, t tone) string {
	if !g.colour || t == plain || s == "" {
		return s
	}
	return "\x1b[" + string(t) + "m" + s + "\x1b[0m"
}

func (g *page) blank() { g.out.WriteByte('\n') }

// heading starts a part: its title in a line across the page.
func (g *page) heading(title string, t tone) {
	bar := "─"
	if g.ascii {
		bar = "-"
	}
	title = wrap(g.show(title), g.width-6)[0]
	g.blank()
	rest := max(g.width-width(title)-4, 0)
	g.out.WriteString(g.paint(bar+bar+" ", faint) + g.paint(title, strongest(t)) + g.paint(" "+strings.Repeat(bar, rest), faint) + "\n")
}

func strongest(t tone) tone {
	if t == plain {
		return strong
	}
	return t
}

// para writes a paragraph with a hanging indent: mark stands before its first line.
func (g *page) para(mark, s string, t tone) {
	mark = g.show(mark)
	indent := width(mark)
	for i, line := range wrap(g.show(s), g.width-indent) {
		if i > 0 {
			mark = strings.Repeat(" ", indent)
		}
		g.out.WriteString(mark + g.paint(line, t) + "\n")
	}
}

// item writes one item of a numbered list.
func (g *page) item(n int, s string) {
	g.para(leftPad(strconv.Itoa(n), 3)+". ", s, plain)
}

func leftPad(s string, n int) string { return strings.Repeat(" ", max(n-width(s), 0)) + s }

// pair writes a label and, beside it, its values one below the other.
func (g *page) pair(label string, labelWidth int, values ...string) {
	label = g.show(label)
	lead := label + strings.Repeat(" ", max(labelWidth-width(label), 0)) + "  "
	first := true
	for _, v := range values {
		for _, line := range wrap(g.show(v), g.width-labelWidth-2) {
			if first {
				g.out.WriteString(g.paint(lead, faint))
			} else {
				g.out.WriteString(strings.Repeat(" ", labelWidth+2))
			}
			first = false
			g.out.WriteString(line + "\n")
		}
	}
}
