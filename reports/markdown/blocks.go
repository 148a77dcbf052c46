package markdown

import (
	"strconv"
	"strings"

	"leadlint/reports/decision"
)

func (m *writer) paragraph(p *decision.Paragraph) {
	text := m.inline(p.Runs, false)
	if p.Style == decision.Holding && len(p.Runs) == 1 && !p.Runs[0].Strong {
		text = strong(text)
	}
	if p.Number > 0 && text != "" {
		// Escaped, the number stays what the document says, whatever list stands near it.
		text = strconv.Itoa(p.Number) + `\. ` + text
	}
	if p.Style == decision.Measure || p.Style == decision.Remark {
		text = quoted(text)
	}
	m.block(text)
}

// quoted sets one line as a quotation.
func quoted(line string) string {
	if line == "" {
		return ""
	}
	return "> " + line
}

func (m *writer) list(l *decision.List) {
	m.other = m.listed && !m.other
	m.listed = true
	bullet, point := "- ", ". "
	if m.other {
		bullet, point = "* ", ") "
	}
	var lines []string
	for i, it := range l.Items {
		mark := bullet
		if l.Ordered || l.Operative {
			mark = strconv.Itoa(i+1) + point
		}
		line := mark + orDash(unticked(m.inline(it.Runs, false)))
		if below := m.inline(it.Below, false); below != "" {
			line += "\\\n" + strings.Repeat(" ", len(mark)) + below
		}
		lines = append(lines, line)
	}
	m.block(lines...)
}

// unticked keeps the entry of a list from becoming a box to tick: so would one that begins
// with a link named x.
func unticked(entry string) string {
	if rest, ok := strings.CutPrefix(entry, "[x]"); ok {
		return "[&#120;]" + rest
	}
	if rest, ok := strings.CutPrefix(entry, "[X]"); ok {
		return "[&#88;]" + rest
	}
	return entry
}

func (m *writer) chart(title, text string, figures *decision.Table) {
	m.block(strong(escape(title)))
	m.block(escape(text))
	if figures != nil {
		named := *figures
		if named.Caption == title {
			named.Caption = ""
		}
		m.table(&named)
	}
}

func (m *writer) table(t *decision.Table) {
	columns := len(t.Head)
	for _, r := range t.Rows {
		columns = max(columns, len(r))
	}
	if columns == 0 {
		return
	}
	g := grid{head: make([]string, columns), right: make([]bool, columns)}
	for i, h := range t.Head {
		g.head[i], g.right[i] = inside(h.Text), h.Number
	}
	for _, r := range t.Rows {
		row := make([]string, columns)
		for i, c := range r {
			row[i] = cell(c, t.Code)
		}
		g.rows = append(g.rows, row)
	}
	m.block(leaning(escape(t.Caption)))
	m.block(g.lines()...)
}

// cell sets a cell in one line.
func cell(c decision.Cell, asCode bool) string {
	text := ""
	if asCode || c.Hash {
		text = code(c.Text, true)
	} else {
		text = inside(c.Text)
	}
	if c.Strong {
		text = strong(text)
	}
	if sub := inside(c.Sub); sub != "" {
		text = strings.TrimPrefix(text+"<br>"+sub, "<br>")
	}
	return text
}

// grid is a table whose cells are Markdown already.
type grid struct {
	head  []string
	right []bool
	rows  [][]string
}

func (g *grid) lines() []string {
	rule := make([]string, len(g.head))
	for i := range rule {
		rule[i] = "---"
		if g.right[i] {
			rule[i] = "---:"
		}
	}
	lines := []string{line(g.head), line(rule)}
	for _, r := range g.rows {
		lines = append(lines, line(r))
	}
	return lines
}

func line(cells []string) string { return "| " + strings.Join(cells, " | ") + " |" }
