package style

// Value is a value that may not be known.
type Value[T any] struct {
	V     T
	Known bool
}

func known[T any](v T) Value[T] { return Value[T]{V: v, Known: true} }

// Colour is a colour in sRGB, each part from 0 to 1.
type Colour struct{ R, G, B, A float64 }

// Style is how one element looks. Lengths are in CSS pixels.
type Style struct {
	// Shown is false when the element or one it stands in is not displayed, not
	// visible, fully transparent or put out of the page.
	Shown Value[bool]
	// FontSize and Weight are those of the text.
	FontSize, Weight Value[float64]
	// Colour is that of the text, laid over Background.
	Colour Value[Colour]
	// Fade is the part of the text's colour that is left by transparency, 0 to 1.
	Fade Value[float64]
	// Background is what the text stands on, its own or that of what lies behind.
	Background Value[Colour]
	// Filled says that the element has a background of its own that differs from
	// what lies behind, Bordered that it has a border around it.
	Filled, Bordered Value[bool]
	// Underlined says that the element's own text is underlined.
	Underlined Value[bool]
	// PadY and PadX are the padding above and at the left.
	PadY, PadX Value[float64]
	// Box is the element's place on the page; only a browser knows it.
	Box Value[Box]
}

// Box is a rectangle in CSS pixels from the upper left of the page.
type Box struct{ X, Y, W, H float64 }

// Contrast is the contrast of the text against its background, from 1 to 21, as
// WCAG 2 defines it.
func (s Style) Contrast() Value[float64] {
	if !s.Colour.Known || !s.Background.Known || !s.Fade.Known {
		return Value[float64]{}
	}
	s.Colour.V.A *= s.Fade.V
	return known(Contrast(over(s.Colour.V, s.Background.V), s.Background.V))
}
