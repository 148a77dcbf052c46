package sheet

import "leadlint/reports/pdf/internal/typeset"

func (p *painter) line(m *Line, x, y float64) {
	p.pdf.SetDrawColor(int(m.Colour.R), int(m.Colour.G), int(m.Colour.B))
	p.pdf.SetLineWidth(m.Width)
	if m.Dashed {
		p.pdf.SetDashPattern([]float64{4, 2.5}, 0)
		defer p.pdf.SetDashPattern(nil, 0)
	}
	p.pdf.Line(x+m.X1, y+m.Y1, x+m.X2, y+m.Y2)
}

// area fills a rectangle with a pattern.
func (p *painter) area(m *Area, x, y float64) {
	x, y = x+m.X, y+m.Y
	if m.W <= 0 || m.H <= 0 {
		return
	}
	p.pdf.SetFillColor(int(m.Fill.Ground.R), int(m.Fill.Ground.G), int(m.Fill.Ground.B))
	p.pdf.Rect(x, y, m.W, m.H, "F")
	p.pdf.SetDrawColor(int(m.Fill.Ink.R), int(m.Fill.Ink.G), int(m.Fill.Ink.B))
	if m.Fill.Pattern != Plain {
		p.pdf.ClipRect(x, y, m.W, m.H, false)
		p.pattern(m, x, y)
		p.pdf.ClipEnd()
	}
	if m.Edge {
		p.pdf.SetLineWidth(0.6)
		p.pdf.Rect(x, y, m.W, m.H, "D")
	}
}

// gap is the distance between the lines of a pattern.
const gap = 4.0

func (p *painter) pattern(m *Area, x, y float64) {
	p.pdf.SetLineWidth(0.7)
	k := m.Fill.Pattern
	if k == Rising || k == Crossed {
		for d := -m.H; d < m.W; d += gap {
			p.pdf.Line(x+d, y+m.H, x+d+m.H, y)
		}
	}
	if k == Falling || k == Crossed {
		for d := -m.H; d < m.W; d += gap {
			p.pdf.Line(x+d, y, x+d+m.H, y+m.H)
		}
	}
	if k == Level {
		for d := gap / 2; d < m.H; d += gap {
			p.pdf.Line(x, y+d, x+m.W, y+d)
		}
	}
	if k == Upright {
		for d := gap / 2; d < m.W; d += gap {
			p.pdf.Line(x+d, y, x+d, y+m.H)
		}
	}
	if k == Dots {
		p.dots(m.Fill.Ink, x, y, m.W, m.H)
	}
}

func (p *painter) dots(ink typeset.Colour, x, y, w, h float64) {
	p.pdf.SetFillColor(int(ink.R), int(ink.G), int(ink.B))
	for i, dy := 0, gap/2; dy < h; i, dy = i+1, dy+gap {
		for dx := gap/2 + float64(i%2)*gap/2; dx < w; dx += gap {
			p.pdf.Rect(x+dx-0.5, y+dy-0.5, 1, 1, "F")
		}
	}
}
