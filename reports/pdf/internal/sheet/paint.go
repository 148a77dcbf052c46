package sheet

import (
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"

	"leadlint/reports/pdf/internal/typeset"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/text/language"
)

// A4 in points.
const (
	PageWidth  = 595.28
	PageHeight = 841.89
)

// File holds the properties of a file.
type File struct {
	Title, Author, Subject, Lang string
	// Day is when it was made, as far as the file says.
	Day time.Time
}

// Paint writes pages as a PDF file. The same pages give the same bytes. It returns the
// errors of w, and those of the font files.
func Paint(w io.Writer, pages []Page, file File, fonts *typeset.Fonts) error {
	p := &painter{pdf: fpdf.New("P", "pt", "A4", ""), fonts: fonts, links: map[string]int{}, pageOf: map[string]int{}}
	p.prepare(file)
	p.collect(pages)
	for _, page := range pages {
		p.pdf.AddPage()
		p.face, p.size = "", 0
		for _, placed := range page.Placed {
			for _, m := range placed.Marks {
				p.paint(m, placed.X, placed.Y)
			}
		}
	}
	if err := p.pdf.Output(w); err != nil {
		return fmt.Errorf("write PDF: %w", err)
	}
	return nil
}

type painter struct {
	pdf   *fpdf.Fpdf
	fonts *typeset.Fonts
	// links and pageOf hold the targets of links by the ids of their anchors.
	links, pageOf map[string]int
	face          string
	size          float64
	ink           typeset.Colour
	// depth is how deep the next entry of the outline may be.
	depth int
}

func (p *painter) prepare(file File) {
	p.pdf.SetCatalogSort(true)
	p.pdf.SetCreationDate(file.Day)
	p.pdf.SetModificationDate(file.Day)
	p.pdf.SetTitle(property(file.Title), true)
	author := property(file.Author)
	p.pdf.SetAuthor(author, true)
	p.pdf.SetSubject(property(file.Subject), true)
	p.pdf.SetCreator(author, true)
	p.pdf.SetProducer(author, true)
	if tag, err := language.Parse(file.Lang); err == nil {
		p.pdf.SetLang(tag.String())
	}
	p.pdf.SetMargins(0, 0, 0)
	p.pdf.SetCellMargin(0)
	p.pdf.SetAutoPageBreak(false, 0)
	for face := typeset.Regular; face <= typeset.Mono; face++ {
		p.pdf.AddUTF8FontFromBytes(name(face), "", face.TTF())
	}
}

// property gives s as the library can store it: characters of two bytes in UTF-16.
func property(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r):
			return ' '
		case r > 0xFFFF || r == unicode.ReplacementChar:
			return typeset.Box
		}
		return r
	}, s)
}

// address gives a URI in ASCII, as the format wants it.
func address(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if s[i] <= ' ' || s[i] > '~' {
			fmt.Fprintf(&b, "%%%02X", s[i])
		} else {
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

func name(f typeset.Face) string {
	return [...]string{"serif", "serif-bold", "serif-italic", "mono"}[f]
}

// collect finds the anchors, before anything leads to them.
func (p *painter) collect(pages []Page) {
	for n, page := range pages {
		for _, placed := range page.Placed {
			for _, m := range placed.Marks {
				a, ok := m.(*Anchor)
				if !ok || p.pageOf[a.ID] > 0 {
					continue
				}
				link := p.pdf.AddLink()
				p.pdf.SetLink(link, max(placed.Y+a.Y-24, 0), n+1)
				p.links[a.ID], p.pageOf[a.ID] = link, n+1
			}
		}
	}
}

func (p *painter) paint(m Mark, x, y float64) {
	switch m := m.(type) {
	case *Text:
		p.text(x+m.X, y+m.Y, m.Face, m.Size, m.Colour, m.Text)
	case *Line:
		p.line(m, x, y)
	case *Area:
		p.area(m, x, y)
	case *Link:
		p.link(m, x, y)
	case *Bookmark:
		p.bookmark(m, y)
	case *PageOf:
		p.number(m, x, y)
	}
}

func (p *painter) text(x, y float64, face typeset.Face, size float64, colour typeset.Colour, s string) {
	if s == "" {
		return
	}
	p.use(face, size)
	if p.ink != colour {
		p.pdf.SetTextColor(int(colour.R), int(colour.G), int(colour.B))
		p.ink = colour
	}
	p.pdf.Text(x, y, s)
}

func (p *painter) use(face typeset.Face, size float64) {
	if n := name(face); n != p.face || size != p.size {
		p.pdf.SetFont(n, "", size)
		p.face, p.size = n, size
	}
}

func (p *painter) link(m *Link, x, y float64) {
	id, inside := strings.CutPrefix(m.Href, "#")
	if !inside {
		p.pdf.LinkString(x+m.X, y+m.Y, m.W, m.H, address(m.Href))
	} else if link, ok := p.links[id]; ok {
		p.pdf.Link(x+m.X, y+m.Y, m.W, m.H, link)
	}
}

// bookmark makes an entry of the outline, which may be one deeper than the last at most.
func (p *painter) bookmark(m *Bookmark, y float64) {
	p.use(typeset.Regular, 10) // the title is stored as the current face has it
	depth := max(min(m.Depth, p.depth), 0)
	p.pdf.Bookmark(m.Title, depth, max(y+m.Y-12, 0))
	p.depth = depth + 1
}

// number shows the page of an anchor after dots.
func (p *painter) number(m *PageOf, x, y float64) {
	page, ok := p.pageOf[m.ID]
	if !ok {
		return
	}
	s := fmt.Sprint(page)
	left := m.X - p.fonts.Width(m.Face, m.Size, s)
	p.text(x+left, y+m.Y, m.Face, m.Size, m.Colour, s)
	const every = 5.0
	for dot := m.X - 24; dot > m.From+3; dot -= every {
		p.text(x+dot, y+m.Y, typeset.Regular, m.Size, m.Colour, ".")
	}
}
