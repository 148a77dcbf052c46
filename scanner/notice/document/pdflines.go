package document

import (
	"math"
	"strings"

	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// pdfWord is one word where it stands, in points from the left.
type pdfWord struct {
	text        string
	left, right float64
}

// pdfLine is one line of a page, or one cell's line of a table.
type pdfLine struct {
	page  int
	words []pdfWord
	base  float64 // baseline in points from the bottom
	size  float64 // of the type
	bold  bool    // from its first character to its last
}

func (l *pdfLine) left() float64  { return l.words[0].left }
func (l *pdfLine) right() float64 { return l.words[len(l.words)-1].right }

func (l *pdfLine) text() string {
	var b strings.Builder
	for i, w := range l.words {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.text)
	}
	return b.String()
}

// lines cuts a page's characters into lines of words.
func (r *pdfReader) lines(text references.FPDF_TEXTPAGE, chars []rune, page int) ([]pdfLine, error) {
	var out []pdfLine
	for i := 0; i < len(chars); {
		end := i
		for end < len(chars) && chars[end] != '\n' && chars[end] != '\r' {
			end++
		}
		l, err := r.line(text, chars, i, end)
		if err != nil {
			return out, err
		}
		if l.page = page; len(l.words) > 0 {
			out = merge(out, l)
		}
		i = end + 1
	}
	return out, nil
}

// merge joins a line to the one before when it goes on at its right on the same
// height, as the cells of a table's row and the text behind a bullet do.
func merge(out []pdfLine, l pdfLine) []pdfLine {
	if n := len(out); n > 0 {
		last := &out[n-1]
		if math.Abs(last.base-l.base) < 0.3*l.size && l.left() >= last.right()-1 {
			last.words = append(last.words, l.words...)
			last.bold = last.bold && l.bold
			return out
		}
	}
	return append(out, l)
}

func (r *pdfReader) line(text references.FPDF_TEXTPAGE, chars []rune, from, end int) (l pdfLine, err error) {
	first, last := -1, -1
	for i := from; i < end; {
		if blankChar(chars[i]) {
			i++
			continue
		}
		stop := i
		for stop < end && !blankChar(chars[stop]) {
			stop++
		}
		w, err := r.word(text, chars, i, stop)
		if err != nil {
			return l, err
		}
		l.words = append(l.words, w)
		if first < 0 {
			first = i
		}
		last = stop - 1
		i = stop
	}
	if first < 0 {
		return l, nil
	}
	return l, r.style(text, &l, first, last)
}

func blankChar(c rune) bool { return c == 0 || c == ' ' || c == '\t' || c == 0xa0 }

// word reads a word's place. PDFium gives a hyphen that parts a word at the
// line's end as a control character.
func (r *pdfReader) word(text references.FPDF_TEXTPAGE, chars []rune, from, end int) (w pdfWord, err error) {
	start, err := r.pdf.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: text, Index: from})
	if err != nil {
		return w, err
	}
	stop, err := r.pdf.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: text, Index: end - 1})
	if err != nil {
		return w, err
	}
	w = pdfWord{text: string(chars[from:end]), left: float64(start.Rect.Left), right: float64(stop.Rect.Right)}
	for _, mark := range []string{"\x02", "\ufffe"} {
		w.text = strings.ReplaceAll(w.text, mark, "-")
	}
	return w, nil
}

// style reads height, size and weight of a line at its first and last character.
func (r *pdfReader) style(text references.FPDF_TEXTPAGE, l *pdfLine, first, last int) error {
	origin, err := r.pdf.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: text, Index: first})
	if err != nil {
		return err
	}
	l.base = origin.Y
	size, err := r.pdf.FPDFText_GetFontSize(&requests.FPDFText_GetFontSize{TextPage: text, Index: first})
	if err != nil {
		return err
	}
	l.size = size.FontSize
	if m, err := r.pdf.FPDFText_GetMatrix(&requests.FPDFText_GetMatrix{TextPage: text, Index: first}); err == nil {
		if scale := math.Hypot(float64(m.Matrix.C), float64(m.Matrix.D)); scale > 0 {
			l.size *= scale
		}
	}
	if l.size <= 0 || math.IsNaN(l.size) || math.IsInf(l.size, 0) {
		l.size = 1
	}
	l.bold = r.isBold(text, first) && r.isBold(text, last)
	return nil
}

func (r *pdfReader) isBold(text references.FPDF_TEXTPAGE, at int) bool {
	info, err := r.pdf.FPDFText_GetFontInfo(&requests.FPDFText_GetFontInfo{TextPage: text, Index: at})
	if err != nil {
		return false
	}
	const forceBold = 1 << 18
	name := strings.ToLower(info.FontName)
	return info.Flags&forceBold != 0 || strings.Contains(name, "bold") || strings.Contains(name, "black") || strings.Contains(name, "heavy")
}
