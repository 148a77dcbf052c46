package form

import (
	"strings"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/js"
)

// tick is what a program of the page does with the state of boxes.
type tick struct {
	target string // a selector, an id or a name
	by     string // "selector", "id" or "name"
	value  Answer // the state it sets; Unknown when it cannot be told
	sure   bool   // it runs when the page opens, whatever happens
	reads  bool   // it asks for the state
}

// token is one token of a program that matters.
type token struct {
	t js.TokenType
	s string
}

// program reads one program for the ticks it makes.
type program struct {
	toks   []token
	open   []int // for a closing bracket: where it opened
	scopes []scope
	names  map[string]tick // variables that hold an element
	out    []tick
}

// scope is one open brace.
type scope struct{ sure bool }

const maxTokens = 200_000

// ticks gives what a program does with boxes. It reads words and not what they
// come to: what it cannot follow is not sure.
func ticks(src string) []tick {
	if !strings.Contains(src, "checked") && !strings.Contains(src, "click()") || strings.IndexByte(src, 0) >= 0 {
		return nil
	}
	p := &program{names: map[string]tick{}}
	p.lex(src)
	p.match()
	for i := range p.toks {
		p.at(i)
	}
	return p.out
}

func (p *program) lex(src string) {
	l := js.NewLexer(parse.NewInputString(src))
	for len(p.toks) < maxTokens {
		t, data := l.Next()
		switch t {
		case js.ErrorToken:
			return
		case js.WhitespaceToken, js.LineTerminatorToken, js.CommentToken, js.CommentLineTerminatorToken:
			continue
		case js.DivToken, js.DivEqToken:
			if p.operand() {
				t, data = l.RegExp()
			}
		}
		p.toks = append(p.toks, token{t, string(data)})
	}
}

// operand says whether a value is due where the tokens end.
func (p *program) operand() bool {
	if len(p.toks) == 0 {
		return true
	}
	s := p.toks[len(p.toks)-1].s
	return strings.Contains("( , = : [ ! & | ? { } ; + - * && || => return typeof", s) && s != ")" && s != "]"
}

// match finds where each closing bracket opened.
func (p *program) match() {
	p.open = make([]int, len(p.toks))
	var stack []int
	for i, t := range p.toks {
		switch t.s {
		case "(", "[", "{":
			stack = append(stack, i)
		case ")", "]", "}":
			p.open[i] = -1
			if n := len(stack); n > 0 {
				p.open[i] = stack[n-1]
				stack = stack[:n-1]
			}
		}
	}
}

func (p *program) s(i int) string {
	if i < 0 || i >= len(p.toks) {
		return ""
	}
	return p.toks[i].s
}

func (p *program) sure() bool { return len(p.scopes) == 0 || p.scopes[len(p.scopes)-1].sure }

// at looks at one token.
func (p *program) at(i int) {
	switch s := p.s(i); {
	case s == "{":
		p.scopes = append(p.scopes, scope{p.sure() && p.runs(i)})
	case s == "}":
		if n := len(p.scopes); n > 0 {
			p.scopes = p.scopes[:n-1]
		}
	case s == "getElementById" || s == "querySelector" || s == "querySelectorAll" || s == "$" || s == "jQuery":
		p.remember(i)
	case s == "checked" && p.s(i-1) == ".":
		p.property(i)
	case (s == "prop" || s == "attr" || s == "setAttribute") && p.s(i+1) == "(" && unquote(p.s(i+2)) == "checked":
		if p.s(i+3) == "," {
			p.add(i-1, value(p.s(i+4), p.s(i+5)), false)
		}
	case s == "click" && p.s(i-1) == "." && p.s(i+1) == "(" && p.s(i+2) == ")":
		p.add(i-1, Yes, false)
	}
}

// runs says whether what stands in the brace at i runs when the page opens.
func (p *program) runs(i int) bool {
	before := p.s(i - 1)
	if before == "=>" {
		return p.called(p.start(i - 2))
	}
	if before != ")" {
		return before == "" || before == "try" || before == ";" || before == "}" || before == "{" || before == "finally"
	}
	open := p.open[i-1]
	switch name := p.s(open - 1); name {
	case "if", "while", "switch", "catch":
		return false
	case "for":
		return true
	case "function":
		return p.called(open - 1)
	default:
		if p.s(open-2) == "function" {
			return p.called(open-2) && p.s(open-3) == "("
		}
		return false
	}
}

// start gives where the parameters of an arrow begin that end at i.
func (p *program) start(i int) int {
	if p.s(i) == ")" && p.open[i] >= 0 {
		return p.open[i]
	}
	return i
}

// called says whether a function that begins at i is called as the page opens.
func (p *program) called(i int) bool {
	if p.s(i-1) == "async" {
		i--
	}
	switch p.s(i - 1) {
	case "(":
		switch p.s(i - 2) {
		case "$", "jQuery", "ready", "forEach", "each", "", ";", "!", "}", "map":
			return true
		}
	case ",":
		event := unquote(p.s(i - 2))
		return event == "DOMContentLoaded" || event == "load"
	case "=":
		return p.s(i-2) == "onload"
	case "!":
		return true
	}
	return false
}

// remember notes which element a variable holds.
func (p *program) remember(i int) {
	if p.s(i+1) != "(" || !quoted(p.s(i+2)) || p.s(i+3) != ")" {
		return
	}
	t := p.found(i)
	for j := i - 1; j >= 0 && j > i-8; j-- {
		switch p.s(j) {
		case "=":
			p.names[p.s(j-1)] = t
			return
		case ";", "{", "}", "(":
			return
		}
	}
}

// found gives the element that a call at i finds.
func (p *program) found(i int) tick {
	arg := unquote(p.s(i + 2))
	if p.s(i) == "getElementById" {
		return tick{target: arg, by: "id"}
	}
	return tick{target: arg, by: "selector"}
}

// property looks at ".checked" at i.
func (p *program) property(i int) {
	if p.s(i+1) == "=" {
		p.add(i-1, value(p.s(i+2), p.s(i+3)), false)
		return
	}
	p.add(i-1, Unknown, true)
}

func value(a, b string) Answer {
	switch {
	case a == "true" || a == "1" || a == "!" && b == "0" || unquote(a) == "checked" && quoted(a):
		return Yes
	case a == "false" || a == "0" || a == "!" && b == "1":
		return No
	}
	return Unknown
}

// add notes what happens to the element before the point at dot.
func (p *program) add(dot int, v Answer, reads bool) {
	t, ok := p.element(dot - 1)
	if !ok {
		return
	}
	t.value, t.reads, t.sure = v, reads, p.sure()
	if len(p.out) < 2000 {
		p.out = append(p.out, t)
	}
}

// element says which element an expression that ends at i stands for.
func (p *program) element(i int) (tick, bool) {
	for steps := 0; steps < 12 && i >= 0; steps++ {
		switch s := p.s(i); {
		case s == "]":
			if in := p.open[i]; in >= 0 && quoted(p.s(in+1)) && in+2 == i {
				return tick{target: unquote(p.s(in + 1)), by: "name"}, true
			}
			i = p.open[i] - 1
		case s == ")":
			open := p.open[i]
			if open < 0 {
				return tick{}, false
			}
			if quoted(p.s(open+1)) && open+2 == i {
				return p.found(open - 1), true
			}
			i = open - 3 // before ".method"
		default:
			if t, ok := p.names[s]; ok {
				return t, true
			}
			if t, ok := p.listed(i); ok {
				return t, true
			}
			return tick{target: s, by: "name"}, s != ""
		}
	}
	return tick{}, false
}

// listed gives the list of elements that a call before i goes through.
func (p *program) listed(i int) (tick, bool) {
	for j := i; j >= 0 && j > i-30; j-- {
		if s := p.s(j); (s == "forEach" || s == "each") && p.s(j-1) == "." {
			return p.element(j - 2)
		}
	}
	return tick{}, false
}

func quoted(s string) bool { return len(s) >= 2 && (s[0] == '"' || s[0] == '\'' || s[0] == '`') }

func unquote(s string) string {
	if quoted(s) {
		return s[1 : len(s)-1]
	}
	return s
}
