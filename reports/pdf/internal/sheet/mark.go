// Package sheet puts what is set onto pages and paints the pages into a PDF file. All
// lengths are points; y grows downwards.
package sheet

import "leadlint/reports/pdf/internal/typeset"

// Mark is something at a place: *Text, *Line, *Area, *Link, *Anchor, *Bookmark or
// *PageOf.
type Mark interface{ mark() }

func (*Text) mark()     {}
func (*Line) mark()     {}
func (*Area) mark()     {}
func (*Link) mark()     {}
func (*Anchor) mark()   {}
func (*Bookmark) mark() {}
func (*PageOf) mark()   {}

// Text is text with its left end on a baseline. What the face has no picture of must be
// cleaned out before.
type Text struct {
	X, Y   float64
	Face   typeset.Face
	Size   float64
	Colour typeset.Colour
	Text   string
}

// Line is a straight line.
type Line struct {
	X1, Y1, X2, Y2, Width float64
	Colour                typeset.Colour
	Dashed                bool
}

// Area is a rectangle, filled with a pattern.
type Area struct {
	X, Y, W, H float64
	Fill       Fill
	// Edge draws its outline in the colour of the pattern.
	Edge bool
}

// Fill is a ground with lines on it, told from others by its pattern alone.
type Fill struct {
	Ground  typeset.Colour
	Ink     typeset.Colour
	Pattern Pattern
}

// Pattern is what is drawn on the ground of a fill.
type Pattern uint8

// The patterns: nothing, lines rising, falling, both, level or upright, dots.
const (
	Plain Pattern = iota
	Rising
	Falling
	Crossed
	Level
	Upright
	Dots
)

// Link is a place that leads to Href: "#" with an anchor's id, or an address. One that
// leads to no anchor is left out.
type Link struct {
	X, Y, W, H float64
	Href       string
}

// Anchor is what links lead to; the first with an id counts.
type Anchor struct {
	ID string
	Y  float64
}

// Bookmark is an entry in the outline of the file, at a depth from 0.
type Bookmark struct {
	Title string
	Depth int
	Y     float64
}

// PageOf shows the number of the page that an anchor is on, its right end at X, after
// dots that begin at From.
type PageOf struct {
	ID      string
	X, From float64
	Y       float64
	Face    typeset.Face
	Size    float64
	Colour  typeset.Colour
}
