package condition

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"cel.dev/cel-go/cel"
)

// Error is one thing that is wrong with a condition.
type Error struct {
	// Line and Col count from 1; columns are characters (code points), not bytes.
	Line, Col int
	// Offset is the same place in bytes from the start of the text.
	Offset int
	// Msg says what is wrong, what was expected and what to do.
	Msg string
}

// Error gives the message with its place: line:col: message.
func (e Error) Error() string { return fmt.Sprintf("%d:%d: %s", e.Line, e.Col, e.Msg) }

// Errors is everything that is wrong with a condition, in the order of places.
// It is never empty when returned.
type Errors []Error

// Error joins the messages, one a line.
func (e Errors) Error() string {
	lines := make([]string, len(e))
	for i := range e {
		lines[i] = e[i].Error()
	}
	return strings.Join(lines, "\n")
}

// placed orders by place, drops repetitions and works out the offsets.
func (e Errors) placed(text string) Errors {
	for i := range e {
		e[i].Offset = len(text) - len(tail(text, e[i].Line, e[i].Col))
	}
	slices.SortStableFunc(e, func(a, b Error) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col))
	})
	return slices.Compact(e)
}

// syntaxErrors puts the parser's complaints into words of a rule author.
func syntaxErrors(text string, issues *cel.Issues) Errors {
	var out Errors
	for _, e := range issues.Errors() {
		line, col := max(e.Location.Line(), 1), max(e.Location.Column()+1, 1)
		out = append(out, Error{Line: line, Col: col, Msg: syntaxMessage(e.Message, text, tail(text, line, col))})
	}
	if len(out) == 0 {
		out = Errors{{Line: 1, Col: 1, Msg: "the condition cannot be read"}}
	}
	return out.placed(text)[:1]
}

// checkErrors carries over what CEL's own checker says; the walk is meant to
// refuse all of it first.
func checkErrors(text string, issues *cel.Issues) Errors {
	var out Errors
	for _, e := range issues.Errors() {
		out = append(out, Error{Line: max(e.Location.Line(), 1), Col: max(e.Location.Column()+1, 1), Msg: firstLine(e.Message)})
	}
	return out.placed(text)
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

// tail gives the text from a place on.
func tail(text string, line, col int) string {
	for ; line > 1; line-- {
		_, text, _ = strings.Cut(text, "\n")
	}
	for ; col > 1 && text != ""; col-- {
		_, size := utf8.DecodeRuneInString(text)
		text = text[size:]
	}
	return text
}

// syntaxMessage rewrites one message of the generated parser; rest is the part
// of the text from the place of the error on.
func syntaxMessage(msg, text, rest string) string {
	before := strings.TrimRight(strings.TrimSuffix(text, rest), " \t\r\n")
	rest = strings.TrimSpace(rest)
	first := firstToken(rest)
	switch {
	case strings.Contains(msg, "recursion limit"), strings.Contains(msg, "recursion depth"):
		return fmt.Sprintf("the condition is nested too deeply: at most %d levels", maxDepth)
	case strings.Contains(msg, "code point size exceeds limit"):
		return fmt.Sprintf("the condition is too long: at most %d characters", maxText)
	case strings.Contains(msg, "token recognition") && strings.ContainsAny(first, `"'`):
		return "the string has no closing quote on this line, or an unknown escape after \\"
	case strings.Contains(msg, "invalid int literal"), strings.Contains(msg, "invalid uint literal"), strings.Contains(msg, "invalid double literal"):
		return "the number is too large"
	case before == "not" || strings.HasSuffix(before, " not"):
		return "write ! for not"
	case rest == "" || strings.Contains(msg, "'<EOF>' expecting"):
		return "the condition ends too early: expected a field, a value or a closing bracket"
	}
	if advice := instead(first, before); advice != "" {
		return advice
	}
	if m := missingToken.FindStringSubmatch(msg); m != nil {
		return fmt.Sprintf("expected %s before %q", m[1], first)
	}
	return fmt.Sprintf("%q is not expected here", first)
}

var missingToken = regexp.MustCompile(`^Syntax error: missing ('[^']*') at `)

// instead says what to write in place of a word or sign that other languages use.
func instead(token, before string) string {
	switch token {
	case "and", "AND", "&":
		return "write && for and"
	case "or", "OR", "|":
		return "write || for or"
	case "not", "NOT":
		return "write ! for not"
	case "is", "IS":
		return "write == for equal, or known(field)"
	case "=":
		if strings.HasSuffix(before, "==") {
			return "write == for equal"
		}
		return "a single = compares nothing; write == for equal"
	case "=>":
		return "write >= for at least"
	case "=<":
		return "write <= for at most"
	case "<>", ">":
		return "write != for not equal"
	case "&&", "||":
		return "a condition is missing before " + token
	case ",":
		return `"," is not expected here; a list is written ["a", "b"]`
	case "“", "”", "„", "«", "»", "‘", "’":
		return `texts stand in plain quotes: "..."`
	case `"`, "'":
		return "a text is not expected here; a comma or an operator is missing before it"
	}
	return ""
}

func startsName(s string) bool {
	return s != "" && (s[0] == '_' || s[0] >= '0' && s[0] <= '9' || s[0]|0x20 >= 'a' && s[0]|0x20 <= 'z')
}

// firstToken gives the word, sign or else single character that s begins with.
func firstToken(s string) string {
	n := 0
	for n < len(s) && startsName(s[n:]) {
		n++
	}
	if n > 0 {
		return s[:n]
	}
	for _, sign := range []string{"&&", "||", "==", "=>", "=<", "<>", "!=", "<=", ">="} {
		if strings.HasPrefix(s, sign) {
			return sign
		}
	}
	_, n = utf8.DecodeRuneInString(s)
	return s[:n]
}
