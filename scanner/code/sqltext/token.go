package sqltext

// kind is the kind of a token.
type kind uint8

const (
	sign   kind = iota // an operator or mark; low is its spelling
	word               // a name or keyword without quotes; low is in small letters
	quoted             // a name in quotes or brackets
	text               // a text in quotes
	dollar             // a text between $tag$ marks
	number             // a number
	param              // a placeholder
	finish             // the end of a statement said by other means than ; (GO, a delimiter)
)

// none is the partner of a token that has none.
const none = -1

// token is one word or sign. match is the index of the partner of a parenthesis, of
// CASE and of its END, else none. line says that it is the first on its line.
type token struct {
	kind       kind
	line       bool
	start, end int
	match      int
	low        string
}

// is says whether the token is one of these words or signs.
func (t token) is(words ...string) bool {
	if t.kind != word && t.kind != sign {
		return false
	}
	for _, w := range words {
		if t.low == w {
			return true
		}
	}
	return false
}

// pair joins parentheses, and CASE with its END. What is never closed stays single; a
// semicolon closes no parenthesis but ends the hope of one.
func pair(toks []token) {
	var open []int
	for i := range toks {
		toks[i].match = none
	}
	for i, t := range toks {
		switch {
		case t.is("("):
			open = append(open, i)
		case t.is("case") && (i == 0 || !toks[i-1].is("end", ".")):
			open = append(open, i)
		case t.is("end") && len(open) > 0 && toks[open[len(open)-1]].is("case"):
			open = join(toks, open, i)
		case t.is(")"):
			for len(open) > 0 && !toks[open[len(open)-1]].is("(") {
				open = open[:len(open)-1]
			}
			if len(open) > 0 {
				open = join(toks, open, i)
			}
		case t.kind == finish:
			open = open[:0]
		case t.is(";"):
			open = dropParentheses(toks, open)
		}
	}
}

// join makes the last open token and the one at i partners.
func join(toks []token, open []int, i int) []int {
	at := open[len(open)-1]
	toks[at].match, toks[i].match = i, at
	return open[:len(open)-1]
}

// dropParentheses forgets the parentheses that are open above the last CASE, and all
// when there is one below it: a CASE of statements holds semicolons, an expression not.
func dropParentheses(toks []token, open []int) []int {
	for len(open) > 0 && toks[open[len(open)-1]].is("(") {
		open = open[:len(open)-1]
	}
	if len(open) > 0 && toks[open[0]].is("(") {
		return open[:0]
	}
	return open
}
