package typeset

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Colour is a colour in red, green and blue.
type Colour struct{ R, G, B uint8 }

// Span is a stretch of text set in one way.
type Span struct {
	Text   string
	Face   Face
	Size   float64
	Colour Colour
	// Href is where it leads: "#" with an anchor, or an address; empty for nowhere.
	Href string
	// Anywhere allows a break between any two characters.
	Anywhere bool
	// Whole allows no break at its spaces, as long as it fits on a line.
	Whole bool
}

// piece is what no break goes through.
type piece struct {
	text  string
	span  int
	width float64
	// space is the width of the space after it, stop says that a line may end after it.
	space float64
	stop  bool
}

// longToken is the length in runes from which a word is taken for an address, path or
// code, which may be broken at its signs.
const longToken = 14

// pieces takes spans apart. No piece is wider than width, unless it is one character.
func (f *Fonts) pieces(spans []Span, width float64) []piece {
	var out []piece
	for i, s := range spans {
		text := f.Clean(s.Face, s.Text)
		space := f.Width(s.Face, s.Size, " ")
		for len(text) > 0 {
			word, rest, found := strings.Cut(text, " ")
			if word != "" {
				out = f.word(out, i, s, word)
			}
			if found && len(out) > 0 {
				last := &out[len(out)-1]
				last.space, last.stop = max(last.space, space), last.stop || !s.Whole
			}
			text = rest
		}
	}
	return f.fit(out, spans, width)
}

// word appends the parts that a word may be broken into.
func (f *Fonts) word(out []piece, i int, s Span, word string) []piece {
	long := utf8.RuneCountInString(word) >= longToken
	start := 0
	add := func(end int, stop bool) {
		if end > start {
			out = append(out, piece{text: word[start:end], span: i, width: f.Width(s.Face, s.Size, word[start:end]), stop: stop})
			start = end
		}
	}
	var before rune
	for at, r := range word {
		if at > start && breaks(before, r, long) || s.Anywhere && at > 0 && !unicode.Is(unicode.M, r) {
			add(at, true)
		}
		before = r
	}
	add(len(word), false)
	return out
}

// breaks tells whether a line may end between two characters of a word.
func breaks(a, b rune, long bool) bool {
	switch a {
	case '-':
		return unicode.IsLower(b)
	case '–', '—':
		return unicode.IsLetter(b)
	case '/', '_', '@', '?', '&', '=', ',', ';', '|':
		return long && (unicode.IsLetter(b) || unicode.IsDigit(b))
	}
	return false
}

// fit cuts what is wider than a line.
func (f *Fonts) fit(in []piece, spans []Span, width float64) []piece {
	var out []piece
	for start := 0; start < len(in); {
		end, wide := start, 0.0
		for end < len(in) {
			wide += in[end].width
			end++
			if in[end-1].stop {
				break
			}
			wide += in[end-1].space
		}
		if wide <= width {
			out = append(out, in[start:end]...)
		} else {
			for _, p := range in[start:end] {
				out = f.chop(out, p, spans[p.span], width)
			}
		}
		start = end
	}
	return out
}

// chop appends p in parts that fit, each of which may end a line.
func (f *Fonts) chop(out []piece, p piece, s Span, width float64) []piece {
	start, wide := 0, 0.0
	for at, r := range p.text {
		w := f.Width(s.Face, s.Size, string(r))
		if at > start && wide+w > width && !unicode.Is(unicode.M, r) {
			out = append(out, piece{text: p.text[start:at], span: p.span, width: wide, stop: true})
			start, wide = at, 0
		}
		wide += w
	}
	return append(out, piece{text: p.text[start:], span: p.span, width: wide, space: p.space, stop: true})
}
