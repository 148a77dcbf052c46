package style

import (
	"math"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Of works out how an element looks.
func (e *Engine) Of(n *html.Node) Style {
	var path []*html.Node
	for m := n; m != nil && m.Type == html.ElementNode; m = m.Parent {
		if _, ok := e.done[m]; ok {
			break
		}
		path = append(path, m)
	}
	for i := len(path) - 1; i >= 0; i-- {
		e.done[path[i]] = e.compute(path[i])
	}
	return e.done[n]
}

// parent gives the style that an element inherits from.
func (e *Engine) parent(n *html.Node) Style {
	if s, ok := e.done[n.Parent]; ok && n.Parent != nil {
		return s
	}
	white := Colour{1, 1, 1, 1}
	return Style{
		Shown: known(true), FontSize: known(16.0), Weight: known(400.0), Colour: known(Colour{0, 0, 0, 1}),
		Fade: known(1.0), Background: known(white), Filled: known(false), Bordered: known(false), Underlined: known(false),
	}
}

func (e *Engine) compute(n *html.Node) Style {
	up := e.parent(n)
	s := Style{
		FontSize: e.fontSize(n, up.FontSize), Weight: e.weight(n, up.Weight), Shown: e.shown(n, up.Shown),
		Bordered: e.bordered(n), Underlined: e.underlined(n, up.Underlined),
	}
	s.Colour, s.Fade = e.textColour(n, up.Colour), e.fade(n, up.Fade)
	s.Background, s.Filled = e.backdrop(n, up.Background, s.Colour)
	s.PadY, s.PadX = e.padding(n, "padding-top", s.FontSize), e.padding(n, "padding-left", s.FontSize)
	return s
}

// button says whether an element is a button as browsers draw one.
func button(n *html.Node) bool {
	if n.DataAtom == atom.Button {
		return true
	}
	if n.DataAtom != atom.Input {
		return false
	}
	switch strings.ToLower(Attr(n, "type")) {
	case "submit", "button", "reset", "image":
		return true
	}
	return false
}

func control(n *html.Node) bool {
	return n.DataAtom == atom.Button || n.DataAtom == atom.Input || n.DataAtom == atom.Select || n.DataAtom == atom.Textarea
}

// size is what browsers give elements when no sheet does: a factor of the
// parent's size, or an own size.
func size(n *html.Node) (factor, own float64) {
	if control(n) {
		return 0, 40.0 / 3
	}
	switch n.DataAtom {
	case atom.H1:
		return 2, 0
	case atom.H2:
		return 1.5, 0
	case atom.H3:
		return 1.17, 0
	case atom.Small, atom.H5, atom.Sub, atom.Sup:
		return 5.0 / 6, 0
	case atom.H6:
		return 0.67, 0
	case atom.Big:
		return 1.2, 0
	case atom.Font:
		if i, err := strconv.Atoi(Attr(n, "size")); err == nil && i >= 1 && i <= 7 {
			return 0, [...]float64{10, 13, 16, 18, 24, 32, 48}[i-1]
		}
	}
	return 1, 0
}

func times(v Value[float64], f float64) Value[float64] { return Value[float64]{v.V * f, v.Known} }

func (e *Engine) fontSize(n *html.Node, up Value[float64]) Value[float64] {
	v := e.value(n, "font-size")
	if !v.Known {
		return Value[float64]{}
	}
	switch v.V {
	case "", "revert":
		if f, own := size(n); own > 0 {
			return known(own)
		} else {
			return times(up, f)
		}
	case "inherit", "unset":
		return up
	case "initial":
		return known(16.0)
	case "smaller":
		return times(up, 5.0/6)
	case "larger":
		return times(up, 1.2)
	}
	if i := index(v.V, "xx-small", "x-small", "small", "medium", "large", "x-large", "xx-large"); i >= 0 {
		return known([...]float64{9, 10, 13, 16, 18, 24, 32}[i])
	}
	if t, ok := strings.CutSuffix(v.V, "%"); ok {
		f, err := strconv.ParseFloat(t, 64)
		return Value[float64]{up.V * f / 100, up.Known && err == nil}
	}
	return e.length(n, v.V, up)
}

func index(s string, of ...string) int {
	for i, o := range of {
		if s == o {
			return i
		}
	}
	return -1
}

// length reads a length; em is the size that 1em stands for.
func (e *Engine) length(n *html.Node, s string, em Value[float64]) Value[float64] {
	i := len(s)
	for i > 0 && (s[i-1] >= 'a' && s[i-1] <= 'z') {
		i--
	}
	v, err := strconv.ParseFloat(s[:i], 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		return Value[float64]{}
	}
	switch s[i:] {
	case "px":
		return known(v)
	case "":
		return Value[float64]{0, v == 0}
	case "pt":
		return known(v * 4 / 3)
	case "in":
		return known(v * 96)
	case "cm":
		return known(v * 96 / 2.54)
	case "mm":
		return known(v * 96 / 25.4)
	case "pc":
		return known(v * 16)
	case "em":
		return times(em, v)
	case "rem":
		return times(e.rootSize(n), v)
	}
	return Value[float64]{}
}

func (e *Engine) rootSize(n *html.Node) Value[float64] {
	for n.Parent != nil && n.Parent.Type == html.ElementNode {
		n = n.Parent
	}
	if s, ok := e.done[n]; ok {
		return s.FontSize
	}
	if n.DataAtom != atom.Html {
		return Value[float64]{16, e.complete}
	}
	return known(16.0)
}

func (e *Engine) weight(n *html.Node, up Value[float64]) Value[float64] {
	v := e.value(n, "font-weight")
	if !v.Known {
		return Value[float64]{}
	}
	switch v.V {
	case "", "revert":
		switch n.DataAtom {
		case atom.B, atom.Strong, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Th:
			return known(700.0)
		}
		if control(n) {
			return known(400.0)
		}
		return up
	case "inherit", "unset":
		return up
	case "normal", "initial":
		return known(400.0)
	case "bold":
		return known(700.0)
	case "bolder", "lighter":
		return Value[float64]{}
	}
	f, err := strconv.ParseFloat(v.V, 64)
	return Value[float64]{f, err == nil}
}
