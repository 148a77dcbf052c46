package markup

import (
	"strings"

	"leadlint/scanner/code/lower/build"
	"leadlint/scanner/code/tree"
)

// deepest is the number of levels of brackets that are read in an expression.
const deepest = 100

// reader reads the expressions of templates, whatever the language: names and members,
// calls with and without brackets, texts, filters, the operators that the languages
// share. What it does not know it passes over.
type reader struct {
	s     string
	pos   int
	base  uint32 // offset of s in the file
	host  string
	depth int
	plain bool // among arguments without brackets: the next word begins the next one
}

func (r *reader) node(kind tree.Kind, start int, text string, kids ...*tree.Node) *tree.Node {
	return &tree.Node{Kind: kind, Start: r.base + uint32(start), End: r.base + uint32(r.pos), Text: text, Kids: kids}
}

// over makes a node that begins where its first kid begins.
func (r *reader) over(kind tree.Kind, text string, kids ...*tree.Node) *tree.Node {
	return &tree.Node{Kind: kind, Start: kids[0].Start, End: r.base + uint32(r.pos), Text: text, Kids: kids}
}

func (r *reader) peek(at int) byte {
	if r.pos+at < len(r.s) {
		return r.s[r.pos+at]
	}
	return 0
}

func (r *reader) blanks() {
	for r.pos < len(r.s) && strings.IndexByte(" \t\r\n\f", r.s[r.pos]) >= 0 {
		r.pos++
	}
}

// take passes a sign and says whether it stood there.
func (r *reader) take(sign string) bool {
	r.blanks()
	if strings.HasPrefix(r.s[r.pos:], sign) {
		r.pos += len(sign)
		return true
	}
	return false
}

// takeWord passes a word and says whether it stood there, whole.
func (r *reader) takeWord(word string) bool {
	r.blanks()
	if !strings.HasPrefix(r.s[r.pos:], word) || inName(r.peek(len(word))) {
		return false
	}
	r.pos += len(word)
	return true
}

func inName(c byte) bool { return letter(c) || c == '_' || c >= '0' && c <= '9' || c >= 0x80 }

// expression reads one expression, nil where there is none.
func (r *reader) expression() *tree.Node {
	if r.depth++; r.depth > deepest {
		r.pos = len(r.s)
	}
	defer func() { r.depth-- }()
	left := r.binary(0)
	if left == nil {
		return nil
	}
	r.blanks()
	switch {
	case r.peek(0) == '?' && r.peek(1) == ':' || r.peek(0) == '?' && r.peek(1) == '?':
	case r.take("?"):
		yes := r.orOther(r.expression())
		if !r.take(":") {
			return r.over(tree.Choice, "", left, yes, r.nothing())
		}
		return r.over(tree.Choice, "", left, yes, r.orOther(r.expression()))
	case r.takeWord("if"):
		condition := r.orOther(r.binary(0))
		other := r.nothing()
		if r.takeWord("else") {
			other = r.orOther(r.expression())
		}
		return r.modified(left, condition, other)
	case r.takeWord("unless"):
		condition := r.orOther(r.binary(0))
		return r.modified(left, r.over(tree.Unary, "!", condition), r.nothing())
	}
	return r.assignment(left)
}

// modified makes the Choice of yes if condition, which begins where yes begins.
func (r *reader) modified(yes, condition, no *tree.Node) *tree.Node {
	out := r.over(tree.Choice, "", yes, condition, no)
	out.Kids[0], out.Kids[1] = condition, yes
	return out
}

func (r *reader) assignment(left *tree.Node) *tree.Node {
	for _, op := range [...]string{"||=", "??=", "+=", ".=", "-=", "="} {
		if strings.HasPrefix(r.s[r.pos:], op) && r.peek(len(op)) != '=' && r.peek(len(op)) != '>' && r.peek(len(op)) != '~' {
			r.pos += len(op)
			if op == ".=" {
				op = "+="
			}
			return r.over(tree.Assign, op, left, r.orOther(r.expression()))
		}
	}
	return left
}

func (r *reader) nothing() *tree.Node { return r.node(tree.Null, r.pos, "") }

func (r *reader) orOther(n *tree.Node) *tree.Node {
	if n == nil {
		return r.node(tree.Other, r.pos, "")
	}
	return n
}

// operators are the operators by how tightly they bind, the loosest first; longer
// signs stand before those they begin with.
var operators = [...][]string{
	{"??", "?:"},
	{"||", "or"},
	{"&&", "and"},
	{"===", "!==", "==", "!=", "=~", "<=>", "<=", ">=", "<", ">", "is not", "not in", "is", "in", "instanceof", "eq", "ne", "gt", "lt", "ge", "le"},
	{"+", "-", "~", "."},
	{"**", "*", "//", "/", "%"},
}

func (r *reader) binary(level int) *tree.Node {
	if level == len(operators) {
		return r.unary()
	}
	left := r.binary(level + 1)
	for range deepest {
		if left == nil {
			return nil
		}
		op := r.operator(level)
		if op == "" {
			return left
		}
		right := r.binary(level + 1)
		left = r.over(tree.Binary, op, left, r.orOther(right))
	}
	return left
}

// operator passes an operator of a level and gives its common spelling, empty for none.
func (r *reader) operator(level int) string {
	r.blanks()
	c := r.peek(0)
	if c == 0 || c == ')' || c == ',' || c == '|' && r.peek(1) != '|' {
		return ""
	}
	for _, op := range operators[level] {
		if letter(op[0]) {
			if c == op[0] && r.wordOperator(op) {
				return common(op)
			}
			continue
		}
		if c != op[0] || !strings.HasPrefix(r.s[r.pos:], op) {
			continue
		}
		after := r.peek(len(op))
		if len(op) == 1 && after == '=' || op == "." && r.host != "php" || op == "-" && after == '>' || op == "=" {
			continue
		}
		r.pos += len(op)
		return common(op)
	}
	return ""
}

// wordOperator passes an operator that is a word; those of JSP are names elsewhere.
func (r *reader) wordOperator(op string) bool {
	if len(op) == 2 && r.host != "jsp" && strings.Contains("eq ne gt lt ge le", op) {
		return false
	}
	if first, second, two := strings.Cut(op, " "); two {
		at := r.pos
		if r.takeWord(first) && r.takeWord(second) {
			return true
		}
		r.pos = at
		return false
	}
	return r.takeWord(op)
}

func common(op string) string {
	switch op {
	case "?:":
		return "||"
	case "~", ".":
		return "+"
	case "eq":
		return "=="
	case "ne":
		return "!="
	case "gt":
		return ">"
	case "lt":
		return "<"
	case "ge":
		return ">="
	case "le":
		return "<="
	}
	return build.Operator(op)
}

func (r *reader) unary() *tree.Node {
	if r.depth++; r.depth > deepest {
		r.pos = len(r.s)
	}
	defer func() { r.depth-- }()
	r.blanks()
	start := r.pos
	switch c := r.peek(0); {
	case c == '!' || c == '-' && r.peek(1) != '>' || c == '+':
		r.pos++
		return r.prefixed(tree.Unary, start, string(c))
	case strings.HasPrefix(r.s[r.pos:], "..."):
		r.pos += 3
		return r.prefixed(tree.Spread, start, "")
	case c == 'n' && r.takeWord("not"):
		return r.prefixed(tree.Unary, start, "!")
	case c == 'a' && r.takeWord("await"), c == 't' && r.takeWord("typeof"):
		return r.unary()
	case c == 'e' && r.host == "jsp" && r.takeWord("empty"):
		return r.prefixed(tree.Binary, start, "==", r.nothing())
	case c == 'n' && r.takeWord("new"):
		out := r.orOther(r.unary())
		if out.Kind != tree.Call {
			out = r.over(tree.Call, "", out)
		}
		out.Flag |= tree.New
		return out
	}
	return r.postfix()
}

// prefixed reads what follows a sign that began at start; more stands after it.
func (r *reader) prefixed(kind tree.Kind, start int, text string, more ...*tree.Node) *tree.Node {
	kid := r.orOther(r.unary())
	return r.node(kind, start, text, append([]*tree.Node{kid}, more...)...)
}
