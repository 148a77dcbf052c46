package style

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

func (e *Engine) textColour(n *html.Node, up Value[Colour]) Value[Colour] {
	v := e.value(n, "color")
	if !v.Known {
		return Value[Colour]{}
	}
	s := v.V
	if s == "" || s == "revert" {
		switch {
		case n.DataAtom == atom.A && Has(n, "href"):
			s = "linktext"
		case control(n):
			s = "buttontext"
		case n.DataAtom == atom.Font && Has(n, "color"):
			s = Attr(n, "color")
		default:
			return up
		}
	}
	switch s {
	case "inherit", "unset", "currentcolor":
		return up
	case "initial":
		s = "canvastext"
	}
	c, ok := e.colour(s)
	return Value[Colour]{c, ok}
}

func (e *Engine) fade(n *html.Node, up Value[float64]) Value[float64] {
	v := e.value(n, "opacity")
	if v.Known && (v.V == "" || v.V == "initial" || v.V == "unset" || v.V == "revert") {
		return up
	}
	f, err := strconv.ParseFloat(v.V, 64)
	return Value[float64]{min(1, max(0, f)) * up.V, v.Known && up.Known && err == nil}
}

// backdrop gives what an element's text stands on, and whether the element has a
// background of its own.
func (e *Engine) backdrop(n *html.Node, up, text Value[Colour]) (Value[Colour], Value[bool]) {
	image := e.value(n, "background-image")
	if !image.Known {
		return Value[Colour]{}, Value[bool]{}
	}
	if image.V != "" && image.V != "none" && image.V != "initial" && image.V != "unset" {
		return Value[Colour]{}, known(true)
	}
	v := e.value(n, "background-color")
	if !v.Known {
		return Value[Colour]{}, Value[bool]{}
	}
	s := v.V
	switch {
	case (s == "" || s == "revert") && button(n):
		s = "buttonface"
	case (s == "" || s == "revert") && control(n):
		s = "canvas"
	case (s == "" || s == "revert") && Has(n, "bgcolor"):
		s = Attr(n, "bgcolor")
	case s == "" || s == "revert" || s == "initial" || s == "unset" || s == "none":
		s = "transparent"
	case s == "inherit":
		return up, Value[bool]{}
	case s == "currentcolor":
		if !text.Known {
			return Value[Colour]{}, Value[bool]{}
		}
		return text, known(true)
	}
	c, ok := e.colour(s)
	if !ok {
		return Value[Colour]{}, Value[bool]{}
	}
	if c.A == 0 {
		return up, known(false)
	}
	if !up.Known && c.A < 1 {
		return Value[Colour]{}, known(c.A > 0.1)
	}
	c = over(c, up.V)
	return known(c), Value[bool]{!up.Known || Contrast(c, up.V) > 1.02, up.Known}
}

func (e *Engine) bordered(n *html.Node) Value[bool] {
	style, width := e.value(n, "border-style"), e.value(n, "border-width")
	if !style.Known || !width.Known {
		return Value[bool]{}
	}
	switch first := firstWord(style.V); {
	case (first == "" || first == "revert") && button(n):
		return known(!zero(width.V))
	case first == "" || first == "none" || first == "hidden" || first == "initial" || first == "unset" || first == "revert":
		return known(false)
	}
	return known(!zero(width.V))
}

func firstWord(s string) string {
	if f := fields(s); len(f) > 0 {
		return f[0]
	}
	return ""
}

func zero(s string) bool {
	f := firstWord(s)
	return f == "0" || f == "0px"
}

func (e *Engine) underlined(n *html.Node, up Value[bool]) Value[bool] {
	v := e.value(n, "text-decoration-line")
	if !v.Known {
		return Value[bool]{}
	}
	switch s := v.V; {
	case strings.Contains(s, "underline"):
		return known(true)
	case s == "" && (n.DataAtom == atom.A && Has(n, "href") || n.DataAtom == atom.U):
		return known(true)
	case control(n):
		return known(false)
	case s == "" || s == "none":
		if n.DataAtom == atom.A {
			return known(false)
		}
		return up
	}
	return up
}

func (e *Engine) padding(n *html.Node, prop string, em Value[float64]) Value[float64] {
	v := e.value(n, prop)
	switch {
	case !v.Known:
		return Value[float64]{}
	case v.V == "" || v.V == "revert":
		if button(n) {
			if prop == "padding-top" {
				return known(1.0)
			}
			return known(6.0)
		}
		return known(0.0)
	case v.V == "initial" || v.V == "unset":
		return known(0.0)
	}
	return e.length(n, v.V, em)
}

// shown says whether an element can be seen.
func (e *Engine) shown(n *html.Node, up Value[bool]) Value[bool] {
	if up.Known && !up.V {
		return up
	}
	all := up.Known
	for _, prop := range []string{"display", "visibility", "opacity", "clip", "clip-path", "max-height"} {
		v := e.value(n, prop)
		if !v.Known {
			all = false
			continue
		}
		if gone(n, prop, v.V) {
			return known(false)
		}
	}
	left, indent := e.value(n, "left"), e.value(n, "text-indent")
	switch {
	case !left.Known || !indent.Known:
		all = false
	case away(left.V) || away(indent.V):
		return known(false)
	}
	return Value[bool]{true, all}
}

func gone(n *html.Node, prop, v string) bool {
	switch prop {
	case "display":
		return v == "none" || v == "" && (Has(n, "hidden") || n.DataAtom == atom.Dialog && !Has(n, "open") || n.DataAtom == atom.Template)
	case "visibility":
		return v == "hidden" || v == "collapse"
	case "opacity":
		f, err := strconv.ParseFloat(v, 64)
		return err == nil && f < 0.05
	case "clip":
		return strings.HasPrefix(v, "rect(0") || strings.HasPrefix(v, "rect(1px")
	case "clip-path":
		return v == "inset(50%)" || v == "inset(100%)"
	case "max-height":
		return v == "0" || v == "0px"
	}
	return false
}

// away says that a length puts an element out of the page.
func away(v string) bool {
	s, ok := strings.CutSuffix(v, "px")
	if !ok {
		s, ok = strings.CutSuffix(v, "em")
	}
	f, err := strconv.ParseFloat(s, 64)
	return ok && err == nil && f <= -100
}
