package form

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// group is one form, or the part of a page that stands for one.
type group struct {
	root     *html.Node
	controls []*html.Node
	// near is what is read with the form: the form and what belongs to it.
	near []*html.Node
	// outer are the buttons and links near the form but not in it.
	outer []*html.Node
}

const (
	maxUp   = 4    // elements that the surroundings of a form go up
	maxNear = 3000 // bytes of text around a form
)

// groups gives the forms of a page in its order.
func (p *page) groups() []*group {
	var out []*group
	for _, f := range p.forms {
		out = append(out, &group{root: f, controls: p.owned[f]})
	}
	out = append(out, p.looseGroups()...)
	if len(out) > p.opt.MaxForms {
		out = out[:p.opt.MaxForms]
		p.t.cut = true
	}
	for _, g := range out {
		p.surround(g)
	}
	return out
}

// looseGroups makes forms of fields that stand in none, and of places that ask to
// accept or to refuse. Each is the smallest part of the page that has a button.
func (p *page) looseGroups() []*group {
	pressed := map[*html.Node]bool{} // elements that hold a button
	var seeds []*html.Node
	for i, n := range p.loose {
		if i == maxControls {
			break
		}
		switch control(n) {
		case "button":
			for m := n.Parent; m != nil && !pressed[m]; m = m.Parent {
				pressed[m] = true
			}
			if p.w.in(p.caption(n), anyLanguage).has(wRefuse) {
				seeds = append(seeds, n)
			}
		case "link":
			if p.w.in(textOf(n), anyLanguage).has(wRefuse) {
				seeds = append(seeds, n)
			}
		case "field", "box", "radio", "list":
			seeds = append(seeds, n)
		}
	}
	var out []*group
	index := map[*html.Node]*group{}
	for _, n := range seeds {
		root := around(n.Parent, func(m *html.Node) bool {
			return pressed[m] && (control(n) != "button" || p.another(m, n)) || m.DataAtom == atom.Body
		})
		if root == nil || root.DataAtom == atom.Html || p.owns(n) {
			continue
		}
		if index[root] == nil {
			index[root] = &group{root: root}
			out = append(out, index[root])
			p.count(root)
		}
	}
	for i, n := range p.loose {
		if i == maxControls {
			break
		}
		for m := n.Parent; m != nil; m = m.Parent {
			if g := index[m]; g != nil {
				g.controls = append(g.controls, n)
				break
			}
		}
	}
	return out
}

// another says whether an element holds a button besides n.
func (p *page) another(m, n *html.Node) bool {
	found, seen := false, 0
	each(m, func(c *html.Node) bool {
		if k := control(c); c != n && (k == "button" || k == "link") {
			found = true
		}
		seen++
		return !found && seen < 500
	})
	return found
}

// owns says whether a control near a form belongs to it: a lone link under a form
// is looked at with the form.
func (p *page) owns(n *html.Node) bool {
	k := control(n)
	if k != "button" && k != "link" {
		return false
	}
	m := n.Parent
	for i := 0; i < maxUp && m != nil; i++ {
		if p.spread[m] > 0 {
			return true
		}
		if m.DataAtom == atom.Body {
			return false
		}
		m = m.Parent
	}
	return false
}

// surround finds what is read with a form.
func (p *page) surround(g *group) {
	n := g.root
	size := len(textOf(n))
	for i := 0; i < maxUp && n.Parent != nil && n.Parent.Type == html.ElementNode && n.Parent.DataAtom != atom.Html; i++ {
		up := n.Parent
		if p.spread[up] > 1 || len(textOf(up))-size > maxNear {
			break
		}
		n = up
	}
	g.near = []*html.Node{n}
	if n == g.root {
		if s := sibling(n, false); s != nil && p.spread[s] == 0 && len(textOf(s)) < maxNear {
			g.near = append([]*html.Node{s}, g.near...)
		}
		if s := sibling(n, true); s != nil && p.spread[s] == 0 && len(textOf(s)) < maxNear {
			g.near = append(g.near, s)
		}
	}
	walked := 0
	for _, r := range g.near {
		each(r, func(m *html.Node) bool {
			if walked++; walked > maxWalk || m == g.root || quiet(m) || apart(m) {
				return false
			}
			if k := control(m); (k == "button" || k == "link") && len(g.outer) < 100 {
				g.outer = append(g.outer, m)
			}
			return true
		})
	}
}

// sibling gives the element before or after n.
func sibling(n *html.Node, after bool) *html.Node {
	for {
		if after {
			n = n.NextSibling
		} else {
			n = n.PrevSibling
		}
		if n == nil || n.Type == html.ElementNode {
			return n
		}
	}
}

// apart says that an element is a part of the site and not of a form.
func apart(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Nav, atom.Footer, atom.Header, atom.Head:
		return around(n.Parent, func(m *html.Node) bool {
			return m.DataAtom == atom.Form || m.DataAtom == atom.Article || m.DataAtom == atom.Section || m.DataAtom == atom.Dialog
		}) == nil
	}
	switch lower(n, "role") {
	case "contentinfo", "navigation", "banner":
		return true
	}
	return false
}
