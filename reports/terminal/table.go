package terminal

import (
	"slices"
	"strings"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"
)

// least is the least width of a column that shares what others leave.
const least = 8

// column is one column of a table.
type column struct {
	title string
	// most is the greatest width of a column that is as wide as its content;
	// 0 makes it share what the others leave, by weight.
	most   int
	weight int
	right  bool
}

// piece is a paragraph of a cell.
type piece struct {
	text string
	tone tone
}

// cell is the paragraphs of one cell, one below the other.
type cell []piece

func said(s string) cell { return cell{{s, plain}} }

// table draws a table no wider than the page. Cells are wrapped here, since
// the widths are decided here; tablewriter only draws.
func (g *page) table(columns []column, rows [][]cell) { g.draw(columns, rows, tw.On) }

// list draws a table without lines between its rows.
func (g *page) list(columns []column, rows [][]cell) { g.draw(columns, rows, tw.Off) }

func (g *page) draw(columns []column, rows [][]cell, ruled tw.State) {
	widths := g.widths(columns, rows)
	settings := tw.NewMapper[int, int]()
	aligns := make([]tw.Align, len(columns))
	head := make([]string, len(columns))
	for i, c := range columns {
		settings.Set(i, widths[i]+2)
		aligns[i] = tw.AlignLeft
		if c.right {
			aligns[i] = tw.AlignRight
		}
		head[i] = g.lines(cell{{c.title, strong}}, widths[i])
	}
	t := tablewriter.NewTable(&g.out,
		tablewriter.WithRenderer(renderer.NewBlueprint(tw.Rendition{
			Symbols:  tw.NewSymbols(g.border()),
			Settings: tw.Settings{Separators: tw.Separators{BetweenRows: ruled}},
		})),
		tablewriter.WithEastAsian(tw.Off),
		tablewriter.WithHeaderAutoFormat(tw.Off), tablewriter.WithRowAutoFormat(tw.Off),
		tablewriter.WithHeaderAutoWrap(tw.WrapNone), tablewriter.WithRowAutoWrap(tw.WrapNone),
		tablewriter.WithHeaderAlignmentConfig(tw.CellAlignment{PerColumn: aligns}),
		tablewriter.WithRowAlignmentConfig(tw.CellAlignment{PerColumn: aligns}),
		tablewriter.WithColumnWidths(settings),
	)
	t.Header(head)
	for _, row := range rows {
		cells := make([]string, len(row))
		for i, c := range row {
			cells[i] = g.lines(c, widths[i])
		}
		if err := t.Append(cells); err != nil {
			g.para("", strings.Join(cells, " "), plain)
		}
	}
	if err := t.Render(); err != nil {
		g.para("", err.Error(), plain)
	}
}

// most gives the greatest width of a column on a narrow and on a wide page.
func (g *page) most(narrow, wide int) int {
	if g.width < 96 {
		return narrow
	}
	return wide
}

func (g *page) border() tw.BorderStyle {
	if g.ascii {
		return tw.StyleASCII
	}
	return tw.StyleRounded
}

// lines wraps a cell's paragraphs and paints each line by itself.
func (g *page) lines(c cell, limit int) string {
	var out []string
	for _, p := range c {
		if p.text == "" {
			continue
		}
		for _, line := range wrap(g.show(p.text), limit) {
			out = append(out, g.paint(line, p.tone))
		}
	}
	return strings.Join(out, "\n")
}

// widths decides the columns' widths so that the table fits the page.
func (g *page) widths(columns []column, rows [][]cell) []int {
	room := g.width - 3*len(columns) - 1
	out := make([]int, len(columns))
	weights, shared := 0, 0
	for i, c := range columns {
		if c.most == 0 {
			weights, shared = weights+max(c.weight, 1), shared+1
			continue
		}
		out[i] = min(g.natural(i, c.title, rows), c.most)
		room -= out[i]
	}
	for room < shared*least && slices.Max(out) > least {
		out[slices.Index(out, slices.Max(out))]--
		room++
	}
	for i, c := range columns {
		if c.most == 0 {
			share := room * max(c.weight, 1) / weights
			room, weights = room-share, weights-max(c.weight, 1)
			out[i] = max(share, least)
		}
	}
	return out
}

// natural gives the width of a column that would need no wrapping.
func (g *page) natural(i int, title string, rows [][]cell) int {
	n := width(g.show(title))
	for _, row := range rows {
		for _, p := range row[i] {
			n = max(n, width(g.show(p.text)))
		}
	}
	return n
}
