package form

import (
	"slices"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"leadlint/scanner/notice/form/style"
)

// How far two controls may differ. A text of less than four fifths of the other's
// size is smaller; one that has less than half of the other's contrast, and less
// than WCAG 2 asks of text (4.5), is fainter; a control of less than half of the
// other's area is smaller.
const (
	smaller    = 0.8
	alike      = 0.95
	fainter    = 0.5
	legible    = 4.5
	lessArea   = 0.5
	farLines   = 3 // heights of the accepting control between the two
	likeArea   = 0.75
	likeFaint  = 0.7
	heavyShare = 1.25
)

// seen is one control as it is compared.
type seen struct {
	style  style.Style
	button Answer // it looks like a button
	inline bool   // it is a link within a sentence
}

// view tells how a control looks.
func (r *reading) view(c *click) seen {
	v := seen{inline: c.link && c.in != nil && len(c.in.text) > len(c.text)+8}
	if e, ok := r.computed(c.n); ok && r.wholly() {
		v.style = e.Style
	} else if r.p.opt.Computed == nil {
		v.style = r.p.look.Of(c.n)
	}
	v.button = drawn(c.n, &v.style)
	return v
}

// wholly says whether a browser showed the page with all its style sheets.
func (r *reading) wholly() bool {
	c, ok := r.p.opt.Computed.(sheetless)
	if !ok {
		return !r.p.opt.Truncated || r.p.sheets == 0
	}
	missing, unsure := c.Sheets()
	if r.p.opt.Truncated {
		missing = append(slices.Clone(missing), unsure...)
	}
	return !slices.ContainsFunc(missing, func(href string) bool { return !r.p.harmless(href) })
}

// drawn says whether a control looks like a button: it has a ground or a border of
// its own.
func drawn(n *html.Node, s *style.Style) Answer {
	switch {
	case s.Filled.Known && s.Filled.V || s.Bordered.Known && s.Bordered.V:
		return Yes
	case s.Filled.Known && s.Bordered.Known:
		return No
	}
	return Unknown
}

// compare tells how a refusing control stands beside the accepting one.
func (r *reading) compare(accept, refuse *click) Refusal {
	out := Refusal{State: RefusalUnknown, Accept: short(accept.text), Refuse: short(refuse.text), Line: refuse.line}
	a, b := r.view(accept), r.view(refuse)
	if b.style.Shown.Known && !b.style.Shown.V {
		out.Reasons = []string{"hidden"}
		return out
	}
	weaker, open := r.weaknesses(&a, &b)
	switch {
	case len(weaker) > 0:
		out.State, out.Reasons = RefusalWeaker, weaker
	case len(open) > 0:
		out.Reasons = open
	default:
		out.State, out.Reasons = RefusalEqual, []string{"same_controls"}
	}
	if out.State == RefusalEqual && !r.together(accept.n, refuse.n) {
		out.State, out.Reasons = RefusalUnknown, []string{"position"}
	}
	return out
}

// weaknesses gives what makes b weaker than a, and what keeps from saying that
// they are alike.
func (r *reading) weaknesses(a, b *seen) (weaker, open []string) {
	add := func(reason string, worse, like bool, known bool) {
		switch {
		case !known:
			if r.p.look.Complete() || r.p.opt.Computed != nil && r.wholly() {
				open = append(open, reason)
			} else {
				open = append(open, "styles_elsewhere")
			}
		case worse:
			weaker = append(weaker, reason)
		case !like:
			open = append(open, reason)
		}
	}
	add("element_kind", a.button == Yes && b.button == No, a.button == b.button, a.button != Unknown && b.button != Unknown)
	fa, fb := a.style.FontSize, b.style.FontSize
	add("size", fb.V < smaller*fa.V, fb.V >= alike*fa.V, fa.Known && fb.Known)
	ca, cb := a.style.Contrast(), b.style.Contrast()
	add("contrast", cb.V < fainter*ca.V && cb.V < legible, cb.V >= likeFaint*ca.V || cb.V >= legible, ca.Known && cb.Known)
	if x, y := a.style.Box, b.style.Box; x.Known && y.Known {
		near := y.V.W * y.V.H / max(1, x.V.W*x.V.H)
		worse := near < lessArea && a.button == Yes && b.button == Yes && y.V.H < smaller*x.V.H
		add("size", worse, near >= likeArea || y.V.H >= alike*x.V.H, true)
		gap := max(y.V.Y-(x.V.Y+x.V.H), x.V.Y-(y.V.Y+y.V.H))
		add("position", false, gap <= farLines*x.V.H, true)
	}
	if wa, wb := a.style.Weight, b.style.Weight; wa.Known && wb.Known {
		add("emphasis", false, wa.V < heavyShare*wb.V, true)
	}
	if g, h := a.style.Filled, b.style.Filled; g.Known && h.Known && g.V != h.V {
		add("emphasis", false, false, true)
	} else if g.Known && g.V && !sameGround(&a.style, &b.style) {
		add("emphasis", false, false, true)
	}
	return weaker, open
}

// sameGround says whether two controls stand out alike from the page: their
// grounds are of like contrast to white.
func sameGround(a, b *style.Style) bool {
	if !a.Background.Known || !b.Background.Known {
		return false
	}
	white := style.Colour{R: 1, G: 1, B: 1, A: 1}
	x, y := style.Contrast(a.Background.V, white), style.Contrast(b.Background.V, white)
	return x < 1.5*y || y > 3
}

// together says whether two controls stand in one group: no more than two elements
// around each hold both.
func (r *reading) together(a, b *html.Node) bool {
	up := a.Parent
	for i := 0; i < 3 && up != nil; i++ {
		if within(b, up) {
			depth := 0
			for m := b; m != up; m = m.Parent {
				depth++
			}
			return depth <= 3
		}
		if up.DataAtom == atom.Form {
			return false
		}
		up = up.Parent
	}
	return false
}
