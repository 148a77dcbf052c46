package style

import (
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
)

// maxSteps bounds the comparisons of parts of selectors with elements on one page.
const maxSteps = 3_000_000

// Selector is a selector whose parts are matched one by one: each pair of a part
// and an element at most once, so that no selector takes more than their product.
type Selector struct {
	parts []cascadia.Sel
	joins []byte // joins[i] stands before parts[i]: ' ', '>', '+' or '~'
	spec  cascadia.Specificity
}

// Compile reads one selector. ok is false for one that cannot be matched here: a
// list, a pseudo-element, or a pseudo-class that looks further into the page.
func Compile(text string) (s *Selector, ok bool) {
	low := strings.ToLower(text)
	for _, far := range []string{":has", ":contains", ":matches", ":nth-", ":haschild"} {
		if strings.Contains(low, far) {
			return nil, false
		}
	}
	s = &Selector{}
	for _, p := range compounds(text) {
		sel, err := cascadia.Parse(p.text)
		if err != nil {
			return nil, false
		}
		s.parts, s.joins = append(s.parts, sel), append(s.joins, p.join)
		s.spec = s.spec.Add(sel.Specificity())
	}
	return s, len(s.parts) > 0 && len(s.parts) < 64
}

// compound is one part of a selector and what joins it to the part before.
type compound struct {
	text string
	join byte
}

// compounds parts a selector at its combinators.
func compounds(text string) []compound {
	var out []compound
	join, depth, from := byte(' '), 0, 0
	end := func(i int) {
		if t := strings.TrimSpace(text[from:i]); t != "" {
			out = append(out, compound{t, join})
			join = ' '
		}
		from = i + 1
	}
	var quote byte
	for i := range len(text) {
		switch c := text[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '(' || c == '[':
			depth++
		case c == ')' || c == ']':
			depth--
		case depth > 0:
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			end(i)
		case c == '>' || c == '+' || c == '~':
			end(i)
			join = c
		}
	}
	end(len(text))
	return out
}

// Match says whether an element matches. steps counts down; when it has come to
// nothing the answer is no.
func (s *Selector) Match(n *html.Node, steps *int) bool {
	m := matcher{s: s, steps: steps}
	if len(s.parts) > 2 {
		m.failed = map[pair]bool{}
	}
	return m.part(len(s.parts)-1, n)
}

type pair struct {
	i int
	n *html.Node
}

type matcher struct {
	s      *Selector
	steps  *int
	failed map[pair]bool
}

func (m *matcher) part(i int, n *html.Node) bool {
	if *m.steps--; *m.steps < 0 {
		return false
	}
	if n == nil || n.Type != html.ElementNode || !m.s.parts[i].Match(n) {
		return false
	}
	if i == 0 {
		return true
	}
	at := pair{i, n}
	if m.failed[at] {
		return false
	}
	if m.before(i, n) {
		return true
	}
	if m.failed != nil {
		m.failed[at] = true
	}
	return false
}

func (m *matcher) before(i int, n *html.Node) bool {
	switch m.s.joins[i] {
	case '>':
		return m.part(i-1, n.Parent)
	case '+':
		return m.part(i-1, elder(n))
	case '~':
		for e := elder(n); e != nil && *m.steps >= 0; e = elder(e) {
			if m.part(i-1, e) {
				return true
			}
		}
	default:
		for up := n.Parent; up != nil && *m.steps >= 0; up = up.Parent {
			if m.part(i-1, up) {
				return true
			}
		}
	}
	return false
}

// elder gives the element before n.
func elder(n *html.Node) *html.Node {
	for n = n.PrevSibling; n != nil && n.Type != html.ElementNode; n = n.PrevSibling {
	}
	return n
}
