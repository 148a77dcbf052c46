// Package typeset measures text in the typefaces of the document and breaks it into lines.
// All lengths are points.
package typeset

import (
	"fmt"
	"math"
	"strings"
	"unicode"

	"github.com/go-fonts/liberation/liberationmonoregular"
	"github.com/go-fonts/liberation/liberationserifbold"
	"github.com/go-fonts/liberation/liberationserifitalic"
	"github.com/go-fonts/liberation/liberationserifregular"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Face is one of the typefaces: Liberation Serif in three cuts, and Liberation Mono.
type Face uint8

// The typefaces.
const (
	Regular Face = iota
	Bold
	Italic
	Mono
	faces
)

// TTF gives the font file of a face, which must not be changed.
func (f Face) TTF() []byte {
	switch f {
	case Bold:
		return liberationserifbold.TTF
	case Italic:
		return liberationserifitalic.TTF
	case Mono:
		return liberationmonoregular.TTF
	}
	return liberationserifregular.TTF
}

// Box stands for a character that a face has no picture of.
const Box = '□'

// unknown marks a width that was not looked up so far.
const unknown = -2

// Fonts knows how wide the characters of each face are. It is not safe for several
// goroutines at once.
type Fonts struct {
	font   [faces]*sfnt.Font
	widths [faces][]int32
	buffer sfnt.Buffer
}

// Load reads the faces. It fails only when a font file is damaged.
func Load() (*Fonts, error) {
	f := &Fonts{}
	for face := range faces {
		parsed, err := sfnt.Parse(face.TTF())
		if err != nil {
			return nil, fmt.Errorf("read typeface %d: %w", face, err)
		}
		f.font[face] = parsed
		f.widths[face] = make([]int32, 1<<16)
		for i := range f.widths[face] {
			f.widths[face][i] = unknown
		}
	}
	return f, nil
}

// advance gives the width of r in thousandths of the size, negative when the face has no
// picture of it.
func (f *Fonts) advance(face Face, r rune) int32 {
	if r < 0 || r > 0xFFFF {
		return -1 // a character is addressed by two bytes in the file
	}
	w := &f.widths[face][r]
	if *w == unknown {
		*w = f.lookUp(face, r)
	}
	return *w
}

func (f *Fonts) lookUp(face Face, r rune) int32 {
	glyph, err := f.font[face].GlyphIndex(&f.buffer, r)
	if err != nil || glyph == 0 {
		return -1
	}
	wide, err := f.font[face].GlyphAdvance(&f.buffer, glyph, fixed.I(1000), font.HintingNone)
	if err != nil {
		return -1
	}
	return int32(math.Round(float64(wide) / 64))
}

// Clean gives s as the face can show it: characters without a picture become a like one
// or Box, white space becomes a space, and what has no width of its own is left out.
func (f *Fonts) Clean(face Face, s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] > '~' {
			return strings.Map(func(r rune) rune { return f.shown(face, r) }, s)
		}
	}
	return s
}

func (f *Fonts) shown(face Face, r rune) rune {
	switch {
	case r == '\u00AD' || r == '\uFEFF' || r >= '\u200B' && r <= '\u200F' || unicode.Is(unicode.Bidi_Control, r):
		return -1
	case r == '\n' || r == '\t' || r == '\r' || r == '\u2028' || r == '\u2029':
		return ' '
	case unicode.IsControl(r):
		return Box
	case f.advance(face, r) >= 0:
		return r
	}
	if like, ok := alike(r); ok && f.advance(face, like) >= 0 {
		return like
	}
	return Box
}

// alike gives a character that reads the same.
func alike(r rune) (rune, bool) {
	switch r {
	case '\u2011', '\u2010':
		return '-', true
	case '\u202F', '\u2007':
		return '\u00A0', true
	case '\u2000', '\u2001', '\u2002', '\u2003', '\u2004', '\u2005', '\u2006', '\u2008', '\u2009', '\u200A', '\u205F', '\u3000':
		return ' ', true
	}
	return 0, false
}

// Width gives the width of s, which Clean gave, at a size.
func (f *Fonts) Width(face Face, size float64, s string) float64 {
	sum := int64(0)
	for _, r := range s {
		if w := f.advance(face, r); w > 0 {
			sum += int64(w)
		}
	}
	return float64(sum) * size / 1000
}

// Cut shortens s, which Clean gave, to a width, with an ellipsis where something is cut.
func (f *Fonts) Cut(face Face, size float64, s string, width float64) string {
	if f.Width(face, size, s) <= width {
		return s
	}
	room := width - f.Width(face, size, "…")
	end, wide := 0, 0.0
	for i, r := range s {
		wide += f.Width(face, size, string(r))
		if wide > room {
			end = i
			break
		}
	}
	return strings.TrimRight(s[:end], " \u00A0") + "…"
}
