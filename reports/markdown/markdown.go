// Package markdown writes reports as GitHub-flavoured Markdown: the decision document
// whole, to be read in a ticket, a wiki or a repository, and a summary of it, to be shown
// beside a run of continuous integration. No text of a report becomes markup.
package markdown

import (
	"io"
	"strings"

	"leadlint/reports/decision"
	"leadlint/reports/l10n"
	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// Write writes the decision document of r in the language of opt; the other options have
// no effect. It returns the errors of w.
func Write(w io.Writer, r *finding.Report, opt view.Options) error {
	return Render(w, decision.New(view.Printer(opt.Lang, r), view.New(r)))
}

// Render writes d. It returns the errors of w.
func Render(w io.Writer, d *decision.Document) error {
	m := &writer{p: l10n.New(d.Lang), slugs: slugs(d)}
	m.document(d)
	_, err := io.WriteString(w, strings.TrimRight(m.b.String(), "\n")+"\n")
	return err
}

// writer writes one document.
type writer struct {
	p *l10n.Printer
	b strings.Builder
	// slugs gives the anchor of each section that has one.
	slugs map[string]string
	// listed says that a list was written last, other that it bore the second of the two
	// markers: lists of one marker in a row would be one list.
	listed, other bool
}

// block writes a block of lines, with an empty line after it; an empty one is left out.
func (m *writer) block(lines ...string) {
	text := strings.Join(lines, "\n")
	if text != "" {
		m.b.WriteString(text + "\n\n")
	}
}

func (m *writer) document(d *decision.Document) {
	m.block("# " + orDash(inside(d.Title)))
	m.block(leaning(escape(d.Kind)))
	m.pairs(d.Head)
	m.key(d.Key)
	m.alert(d.Lost)
	for _, r := range d.Remarks {
		m.block(quoted(escape(r)))
	}
	m.contents(d)
	for _, s := range d.Sections {
		m.section(s, 1)
	}
	m.alert(d.Lost)
	m.block("---")
	for _, f := range d.Foot {
		m.block(escape(f))
	}
}

func (m *writer) pairs(pairs []decision.Pair) {
	var lines []string
	for _, p := range pairs {
		lines = append(lines, "- "+m.p.Colon(strong(escape(p.Term)), m.inline(p.Text, false)))
	}
	m.block(lines...)
}

// key sets the counts by outcome as a table of one row.
func (m *writer) key(pairs []decision.Pair) {
	if len(pairs) == 0 {
		return
	}
	t := grid{}
	var row []string
	for _, p := range pairs {
		t.head = append(t.head, inside(p.Term))
		t.right = append(t.right, true)
		row = append(row, m.inline(p.Text, true))
	}
	t.rows = [][]string{row}
	m.block(t.lines()...)
}

// alert is a quotation that GitHub and GitLab set apart as a warning.
func (m *writer) alert(a *decision.Alert) {
	if a != nil {
		m.block(alert("CAUTION", a)...)
	}
}

func alert(kind string, a *decision.Alert) []string {
	lines := []string{"> [!" + kind + "]", quoted(strong(escape(a.Title)))}
	if len(a.Items) > 0 {
		lines = append(lines, ">")
	}
	for _, it := range a.Items {
		lines = append(lines, "> - "+escape(it))
	}
	return lines
}

// contentsDepth is how deep the contents go: platforms show an outline of the rest.
const contentsDepth = 2

func (m *writer) contents(d *decision.Document) {
	var lines []string
	d.Walk(func(s *decision.Section, depth int) {
		if depth <= contentsDepth {
			lines = append(lines, strings.Repeat("  ", depth-1)+"- "+unticked(opening(m.to(s.ID, name(s)))))
		}
	})
	if len(lines) > 0 {
		m.block(strong(escape(d.Words.Contents)))
		m.block(lines...)
	}
}

// to links to a section, where platforms agree on its anchor.
func (m *writer) to(id, text string) string {
	if slug := m.slugs[id]; slug != "" {
		return "[" + text + "](#" + slug + ")"
	}
	return text
}

// name gives the number and title of a section.
func name(s *decision.Section) string {
	return orDash(inside(s.Number + " " + s.Title))
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

// deepest is the lowest level of heads that Markdown has.
const deepest = 6

func (m *writer) section(s *decision.Section, depth int) {
	m.block(strings.Repeat("#", min(depth+1, deepest)) + " " + name(s))
	if v := s.Verdict; v != nil {
		m.block(strings.Trim(escape(v.Lead)+" "+strong(escape(v.Text)), " "))
	}
	for _, b := range s.Blocks {
		m.put(b)
	}
	for _, sub := range s.Sections {
		m.section(sub, depth+1)
	}
}

func (m *writer) put(b decision.Block) {
	if _, ok := b.(*decision.List); !ok {
		m.listed = false
	}
	switch b := b.(type) {
	case *decision.Paragraph:
		m.paragraph(b)
	case *decision.List:
		m.list(b)
	case *decision.Table:
		m.table(b)
	case *decision.Bars:
		m.chart(b.Title, b.Text, b.Figures)
	case *decision.Histogram:
		m.chart(b.Title, b.Text, b.Figures)
	}
}
