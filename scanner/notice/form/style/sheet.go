package style

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"github.com/andybalholm/cascadia"
	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"
)

// Bounds of the sheets of one page. A page beyond them is not worked out.
const (
	maxRules  = 20_000
	maxBytes  = 4 << 20
	maxNested = 16
)

// declaration is one property with its value as written.
type declaration struct {
	prop, value string
	important   bool
}

// rule is one selector with its declarations.
type rule struct {
	sel   *Selector
	spec  cascadia.Specificity
	layer int // later layers win; those without layer have the greatest
	order int
	maybe bool // whether it applies depends on the window or cannot be told
	decls []declaration
}

// context is what the blocks around a rule say.
type context struct {
	layer     int
	maybe     bool
	never     bool
	selectors []string // of the rule it is nested in
}

// reader reads sheets into rules.
type reader struct {
	engine *Engine
	layers map[string]int
	stack  []context
	decls  []declaration
	open   []string // selectors of the rule being read
}

const unlayered = 1 << 30

// sheet reads one sheet's rules into the engine.
func (e *Engine) sheet(text string) {
	if e.size += len(text); e.size > maxBytes || strings.IndexByte(text, 0) >= 0 {
		e.complete = false
		return
	}
	r := &reader{engine: e, layers: e.layers, stack: []context{{layer: unlayered}}}
	p := css.NewParser(parse.NewInputString(text), false)
	for {
		g, _, data := p.Next()
		if g == css.ErrorGrammar {
			if !p.HasParseError() || errors.Is(p.Err(), io.EOF) {
				return
			}
			continue
		}
		if !r.take(g, data, p.Values()) || len(e.rules) > maxRules {
			e.complete = false
			return
		}
	}
}

func (r *reader) top() context { return r.stack[len(r.stack)-1] }

// take handles one piece of grammar; false when the sheet is beyond the bounds.
func (r *reader) take(g css.GrammarType, data []byte, values []css.Token) bool {
	switch g {
	case css.QualifiedRuleGrammar, css.BeginRulesetGrammar:
		r.open = append(r.open, join(values))
		if g == css.BeginRulesetGrammar {
			r.flush()
			return r.push(r.nest())
		}
	case css.DeclarationGrammar, css.CustomPropertyGrammar:
		if d, ok := declared(string(data), values); ok {
			r.decls = append(r.decls, d)
		}
	case css.EndRulesetGrammar:
		r.flush()
		r.pop()
	case css.BeginAtRuleGrammar:
		r.flush()
		return r.push(r.at(string(bytes.ToLower(data)), join(values)))
	case css.EndAtRuleGrammar:
		r.flush()
		r.pop()
	case css.AtRuleGrammar:
		r.statement(string(bytes.ToLower(data)), join(values))
	}
	return true
}

func (r *reader) push(c context) bool {
	r.stack = append(r.stack, c)
	return len(r.stack) <= maxNested
}

func (r *reader) pop() {
	if len(r.stack) > 1 {
		r.stack = r.stack[:len(r.stack)-1]
	}
}

// nest gives the context of a rule that opens, its selectors resolved against
// those of the rule around it.
func (r *reader) nest() context {
	c := r.top()
	around := c.selectors
	c.selectors = nil
	for _, list := range r.open {
		for _, s := range split(list, ',') {
			c.selectors = append(c.selectors, within(around, s)...)
		}
	}
	r.open = r.open[:0]
	if len(c.selectors) > 200 {
		c.selectors = c.selectors[:200]
		r.engine.complete = false
	}
	return c
}

// within puts a nested selector under those around it.
func within(around []string, s string) []string {
	if len(around) == 0 {
		return []string{s}
	}
	var out []string
	for _, a := range around {
		if strings.Contains(s, "&") {
			out = append(out, strings.ReplaceAll(s, "&", a))
		} else {
			out = append(out, a+" "+s)
		}
	}
	return out
}

// at gives the context of a block of an at-rule.
func (r *reader) at(name, args string) context {
	c := r.top()
	switch name {
	case "@media":
		switch media(args) {
		case mediaNever:
			c.never = true
		case mediaMaybe:
			c.maybe = true
		}
	case "@layer":
		c.layer = r.layer(strings.TrimSpace(args))
	case "@supports":
		c.maybe = true
	case "@keyframes", "@-webkit-keyframes", "@font-face", "@page", "@property", "@counter-style", "@font-feature-values":
		c.never = true
	default: // its rules are not read one by one
		r.engine.complete = false
		c.never = true
	}
	return c
}

// layer numbers a layer by when it is first named.
func (r *reader) layer(name string) int {
	n, ok := r.layers[name]
	if !ok || name == "" {
		n = len(r.layers) + 1
		r.layers[name] = n
	}
	return n
}

func (r *reader) statement(name, args string) {
	switch name {
	case "@import":
		r.engine.imported(args)
	case "@layer":
		for _, s := range split(args, ',') {
			r.layer(strings.TrimSpace(s))
		}
	}
}

// flush makes rules of the declarations read so far.
func (r *reader) flush() {
	c := r.top()
	decls := r.decls
	r.decls = nil
	if c.never || len(decls) == 0 || len(c.selectors) == 0 {
		return
	}
	for _, s := range c.selectors {
		r.engine.add(s, c, decls)
	}
}

// declared makes a declaration of a property that matters here.
func declared(name string, values []css.Token) (declaration, bool) {
	d := declaration{prop: name}
	if !strings.HasPrefix(name, "--") {
		if d.prop = strings.ToLower(name); !matters(d.prop) {
			return d, false
		}
	}
	if n := len(values); n >= 2 && strings.EqualFold(string(values[n-1].Data), "important") && string(values[n-2].Data) == "!" {
		d.important, values = true, values[:n-2]
	}
	d.value = strings.TrimSpace(join(values))
	if rest, ok := strings.CutSuffix(d.value, "!important"); ok { // in custom properties
		d.value, d.important = strings.TrimSpace(rest), true
	}
	return d, true
}

// matters says whether a property has a part in what is worked out.
func matters(prop string) bool {
	switch prop {
	case "all", "color", "background", "background-color", "background-image", "font", "font-size", "font-weight", "display", "visibility",
		"opacity", "border", "border-style", "border-width", "border-color", "padding", "padding-top", "padding-left", "padding-block",
		"padding-inline", "text-decoration", "text-decoration-line", "position", "left", "top", "right", "text-indent", "clip", "clip-path",
		"width", "height", "max-height", "transform", "zoom", "filter", "mix-blend-mode":
		return true
	}
	return false
}

func join(values []css.Token) string {
	var b strings.Builder
	for _, v := range values {
		b.Write(v.Data)
	}
	return b.String()
}

// split parts a list at a sign that stands outside brackets and strings.
func split(s string, at byte) []string {
	var out []string
	depth, from := 0, 0
	var quote byte
	for i := range len(s) {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '(' || c == '[' || c == '{':
			depth++
		case c == ')' || c == ']' || c == '}':
			depth--
		case c == at && depth == 0:
			out = append(out, s[from:i])
			from = i + 1
		}
	}
	return append(out, s[from:])
}

// How sure it is that a list of media applies on a screen.
const (
	mediaAlways = iota
	mediaMaybe
	mediaNever
)

// media decides a list of media queries where the window does not matter.
func media(list string) int {
	best := mediaNever
	for _, q := range split(strings.ToLower(list), ',') {
		q = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(q), "only "))
		got := mediaMaybe
		kind, _, _ := strings.Cut(q, " ")
		switch {
		case q == "" || q == "all" || q == "screen":
			got = mediaAlways
		case kind == "print" || kind == "speech" || kind == "tty" || kind == "tv" || kind == "handheld":
			got = mediaNever
		}
		best = min(best, got)
	}
	return best
}
