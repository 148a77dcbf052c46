package style

import (
	"strings"

	"github.com/andybalholm/cascadia"
	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"
	"golang.org/x/net/html"
)

// entry is one declaration that may hold for an element.
type entry struct {
	declaration
	spec   cascadia.Specificity
	layer  int
	order  int
	inline bool
	maybe  bool
}

// cascade holds what is declared for one element.
type cascade struct {
	entries []entry
	custom  map[string]Value[string]
}

// beats says whether a goes before b (CSS Cascading and Inheritance Level 5,
// section 6.1).
func (a *entry) beats(b *entry) bool {
	if a.important != b.important {
		return a.important
	}
	if a.inline != b.inline {
		return a.inline
	}
	if a.layer != b.layer {
		return (a.layer > b.layer) != a.important
	}
	if a.spec != b.spec {
		return b.spec.Less(a.spec)
	}
	return a.order >= b.order
}

// of gives what is declared for an element.
func (e *Engine) of(n *html.Node) *cascade {
	if c := e.found[n]; c != nil {
		return c
	}
	c := &cascade{}
	e.candidates(n, func(r *rule) {
		if !r.sel.Match(n, &e.steps) {
			return
		}
		for _, d := range r.decls {
			c.entries = append(c.entries, entry{declaration: d, spec: r.spec, layer: r.layer, order: r.order, maybe: r.maybe})
		}
	})
	if e.steps < 0 {
		e.complete = false
	}
	for i, d := range inline(Attr(n, "style")) {
		c.entries = append(c.entries, entry{declaration: d, order: i, layer: unlayered, inline: true})
	}
	e.found[n] = c
	return c
}

// inline reads a style attribute.
func inline(s string) []declaration {
	if s == "" || strings.IndexByte(s, 0) >= 0 {
		return nil
	}
	var out []declaration
	p := css.NewParser(parse.NewInputString(s), true)
	for {
		g, _, data := p.Next()
		if g == css.ErrorGrammar && !p.HasParseError() {
			return out
		}
		if g != css.DeclarationGrammar && g != css.CustomPropertyGrammar {
			continue
		}
		if d, ok := declared(string(data), p.Values()); ok {
			out = append(out, d)
		}
	}
}

// value gives what is declared for a property: empty when nothing is. It is not
// known when a declaration that may or may not hold would change it, or when a
// sheet that was not read could.
func (e *Engine) value(n *html.Node, prop string) Value[string] {
	var best *entry
	c := e.of(n)
	for i := range c.entries {
		if x := &c.entries[i]; !x.maybe && sets(x.prop, prop) && (best == nil || x.beats(best)) {
			best = x
		}
	}
	out := Value[string]{Known: true}
	if best != nil {
		out = e.longhand(n, best, prop)
	}
	if !e.complete && (best == nil || !best.inline || !best.important) {
		return Value[string]{}
	}
	for i := range c.entries {
		x := &c.entries[i]
		if !x.maybe || !sets(x.prop, prop) || best != nil && !x.beats(best) {
			continue
		}
		if other := e.longhand(n, x, prop); !other.Known || other.V != out.V {
			return Value[string]{}
		}
	}
	return out
}

// longhand gives a declaration's value for one property.
func (e *Engine) longhand(n *html.Node, x *entry, prop string) Value[string] {
	v := e.substitute(n, x.value, 0)
	if !v.Known {
		return v
	}
	s := v.V
	if !strings.Contains(s, "url(") {
		s = strings.ToLower(s)
	}
	if x.prop == prop || x.prop == "all" || s == "inherit" || s == "initial" || s == "unset" || s == "revert" {
		return known(strings.TrimSpace(s))
	}
	return e.expand(x.prop, s, prop)
}

// substitute puts the values of custom properties in.
func (e *Engine) substitute(n *html.Node, s string, depth int) Value[string] {
	if depth > 16 || len(s) > 4096 {
		return Value[string]{}
	}
	i := strings.Index(s, "var(")
	if i < 0 {
		return known(s)
	}
	end := closing(s, i+4)
	if end < 0 {
		return Value[string]{}
	}
	parts := split(s[i+4:end], ',')
	got := e.customOf(n, strings.TrimSpace(parts[0]), depth)
	if got.Known && got.V == "" && len(parts) > 1 {
		got = known(strings.TrimSpace(strings.Join(parts[1:], ",")))
	}
	if !got.Known || got.V == "" {
		return Value[string]{}
	}
	return e.substitute(n, s[:i]+got.V+s[end+1:], depth+1)
}

func closing(s string, from int) int {
	depth := 1
	for i := from; i < len(s); i++ {
		switch s[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// customOf gives a custom property, inherited if need be; empty when it is not
// set.
func (e *Engine) customOf(n *html.Node, name string, depth int) Value[string] {
	for ; n != nil && n.Type == html.ElementNode; n = n.Parent {
		c := e.of(n)
		if v, ok := c.custom[name]; ok {
			return v
		}
		if c.custom == nil {
			c.custom = map[string]Value[string]{}
		}
		c.custom[name] = Value[string]{} // what a property that names itself comes to
		v := e.value(n, name)
		if v.Known && v.V == "" {
			delete(c.custom, name)
			continue
		}
		if v.Known {
			v = e.substitute(n, v.V, depth+1)
		}
		c.custom[name] = v
		return v
	}
	return Value[string]{Known: e.complete}
}
