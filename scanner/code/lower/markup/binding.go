package markup

import (
	"strings"

	"leadlint/scanner/code/tree"
)

// attributeName gives the common name of an attribute: small letters, bindings of all
// frameworks as ":name", "@event", "v-model", "v-if", "v-for".
func attributeName(s string) string {
	s = strings.ToLower(s)
	if s == "" {
		return s
	}
	for _, p := range [...]struct{ from, to string }{
		{"v-bind:", ":"}, {"x-bind:", ":"}, {"bind:", ":"}, {"th:", ":"}, {"v-on:", "@"}, {"x-on:", "@"}, {"on:", "@"}, {"ng-model", "v-model"}, {"x-model", "v-model"},
		{"*ngif", "v-if"}, {"*ngfor", "v-for"}, {"ng-if", "v-if"}, {"x-if", "v-if"}, {"x-for", "v-for"},
	} {
		if strings.HasPrefix(s, p.from) {
			s = p.to + s[len(p.from):]
			break
		}
	}
	switch last := s[len(s)-1]; {
	case strings.HasPrefix(s, "[(") && last == ']':
		return "v-model"
	case s[0] == '[' && last == ']':
		return ":" + strings.TrimPrefix(s[1:len(s)-1], "attr.")
	case s[0] == '(' && last == ')':
		return "@" + s[1:len(s)-1]
	}
	if bound(s) {
		s, _, _ = strings.Cut(s, ".") // modifiers
	}
	return s
}

// bound says whether the value of an attribute is an expression.
func bound(name string) bool {
	return len(name) > 1 && (name[0] == ':' || name[0] == '@' || strings.HasPrefix(name, "v-") || name == "x-data" || name == "x-init" || name == "x-show")
}

// outer gives the condition or loop that an attribute puts around its element.
func (p *page) outer(name string, from, to uint32) *around {
	r := p.bindingReader(from, to)
	switch name {
	case "v-if":
		return &around{role: opens, condition: r.orOther(r.expression())}
	case "v-else-if":
		return &around{role: turns, condition: r.orOther(r.expression())}
	case "v-else":
		return &around{role: turns}
	case "v-for":
		through, variable := r.through()
		return &around{role: loops, condition: through, variable: variable}
	}
	return nil
}

// binding reads the expression or statements that a bound attribute holds; nil for none.
func (p *page) binding(from, to uint32) *tree.Node {
	if i, j := p.between(from, to); i < j {
		return p.value(from, to)
	}
	r := p.bindingReader(from, to)
	if strings.HasPrefix(strings.TrimSpace(r.s), "{") {
		return r.expression()
	}
	nodes := r.statements(0)
	switch len(nodes) {
	case 0:
		return nil
	case 1:
		return nodes[0]
	}
	return p.node(tree.Block, from, to, "", nodes...)
}

// bindingReader gives a reader of the expression of an attribute, without the signs that
// Thymeleaf puts around it.
func (p *page) bindingReader(from, to uint32) *reader {
	s := string(p.masked[from:to])
	if len(s) > 3 && strings.IndexByte("$*#@~", s[0]) >= 0 && s[1] == '{' && s[len(s)-1] == '}' {
		s, from = s[2:len(s)-1], from+2
	}
	return &reader{s: s, base: from, host: "js"}
}
