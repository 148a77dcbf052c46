package pdf

import (
	"leadlint/reports/pdf/internal/sheet"
	"leadlint/reports/pdf/internal/typeset"
)

// The page: text stands in one column, numbers of paragraphs in the margin left of it.
const (
	left, right = 92.0, 62.0
	top, bottom = 78.0, 74.0
	textWidth   = sheet.PageWidth - left - right
	// gutter is how far left of the text the numbers of paragraphs end.
	gutter = 12.0
)

// Sizes of type with the distances between their lines.
var (
	bodyType  = size{10.5, 14.2}
	asideType = size{9, 12}
	annexType = size{8, 10.4}
	metaType  = size{9, 12}
	cellType  = size{8.5, 10.8}
	subType   = size{7.6, 10.8}
	chartType = size{8.5, 11}
)

// size is a size of type with the distance between two lines.
type size struct{ points, leading float64 }

// The colours; each is told from paper in black and white too.
var (
	ink    = typeset.Colour{R: 0x1b, G: 0x1b, B: 0x1b}
	soft   = typeset.Colour{R: 0x56, G: 0x52, B: 0x48}
	rule   = typeset.Colour{R: 0xb9, G: 0xb3, B: 0xa5}
	accent = typeset.Colour{R: 0x1d, G: 0x35, B: 0x57}
	alarm  = typeset.Colour{R: 0x8f, G: 0x24, B: 0x00}
	tint   = typeset.Colour{R: 0xf5, G: 0xf2, B: 0xea}
	paper  = typeset.Colour{R: 0xff, G: 0xff, B: 0xff}
)

// fillOf gives the ground and pattern of a part of a chart; a name that is not known is
// drawn as "other".
func fillOf(name string) sheet.Fill {
	switch name {
	case "breach":
		return sheet.Fill{Ground: typeset.Colour{R: 0x7a, G: 0x1f, B: 0x0a}, Ink: ink}
	case "marked", "a":
		return sheet.Fill{Ground: typeset.Colour{R: 0xd9, G: 0x9a, B: 0x7c}, Ink: typeset.Colour{R: 0x7a, G: 0x1f, B: 0x0a}, Pattern: sheet.Falling}
	case "open", "b":
		return sheet.Fill{Ground: typeset.Colour{R: 0xf3, G: 0xe3, B: 0xb5}, Ink: typeset.Colour{R: 0x8a, G: 0x6a, B: 0x10}, Pattern: sheet.Dots}
	case "clear":
		return sheet.Fill{Ground: typeset.Colour{R: 0xb4, G: 0xc4, B: 0xd8}, Ink: accent}
	case "none":
		return sheet.Fill{Ground: paper, Ink: soft}
	case "c":
		return sheet.Fill{Ground: accent, Ink: ink}
	case "d":
		return sheet.Fill{Ground: typeset.Colour{R: 0xe4, G: 0xe9, B: 0xf0}, Ink: accent, Pattern: sheet.Rising}
	case "e":
		return sheet.Fill{Ground: typeset.Colour{R: 0xee, G: 0xee, B: 0xee}, Ink: soft, Pattern: sheet.Upright}
	}
	return sheet.Fill{Ground: paper, Ink: soft, Pattern: sheet.Level}
}
