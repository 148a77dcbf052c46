package settings

import (
	"bytes"
	"strings"

	"leadlint/scanner/code/lower/build"
	"leadlint/scanner/code/tree"
)

// reader reads values as JSON and TOML write them, and forgives what is nearly so:
// comments, trailing and missing commas, texts in single quotes, bare words as keys.
type reader struct {
	src      []byte
	at       int
	depth    int
	errors   int
	comments []tree.Comment
	// toml: = stands behind keys, # begins a comment, texts may run over lines between
	// three quotes, and nothing is escaped in single quotes.
	toml bool
}

// documents reads values up to the end of the text.
func (r *reader) documents() []*tree.Node {
	var out []*tree.Node
	for r.skip(true); r.at < len(r.src); r.skip(true) {
		if strings.IndexByte(",]}:", r.src[r.at]) >= 0 {
			r.errors++
			r.at++
			continue
		}
		out = append(out, r.value())
	}
	return out
}

// skip goes over blanks and comments; over the ends of lines too where lines is set.
func (r *reader) skip(lines bool) {
	for r.at < len(r.src) {
		switch c := r.src[r.at]; {
		case c == ' ' || c == '\t' || c == '\r' || c == '\n' && lines:
			r.at++
		case c == '#' || !r.toml && bytes.HasPrefix(r.src[r.at:], []byte("//")):
			r.comment("\n", 0)
		case !r.toml && bytes.HasPrefix(r.src[r.at:], []byte("/*")):
			r.comment("*/", 2)
		default:
			return
		}
	}
}

// comment takes a comment up to an end, of which keep bytes belong to it.
func (r *reader) comment(end string, keep int) {
	start := r.at
	if i := bytes.Index(r.src[start:], []byte(end)); i >= 0 {
		r.at = start + i + keep
	} else {
		r.at = len(r.src)
	}
	stop := r.at
	if stop > start && r.src[stop-1] == '\r' {
		stop--
	}
	r.comments = append(r.comments, tree.Comment{Start: uint32(start), End: uint32(stop)})
}

// value reads one value; where none stands, it is Null of no length.
func (r *reader) value() *tree.Node {
	r.depth++
	defer func() { r.depth-- }()
	r.skip(!r.toml)
	if r.at >= len(r.src) {
		r.errors++
		return node(tree.Null, r.at, r.at, "")
	}
	switch c := r.src[r.at]; {
	case (c == '{' || c == '[') && r.depth > build.MaxDepth:
		return r.tooDeep()
	case c == '{':
		return r.object()
	case c == '[':
		return r.list()
	case c == '"' || c == '\'':
		return r.text()
	}
	start := r.at
	s := r.word()
	if s == "" {
		r.errors++
		return node(tree.Null, start, start, "")
	}
	if r.toml && isDate(s) && r.at+2 < len(r.src) && r.src[r.at] == ' ' && r.src[r.at+1] >= '0' && r.src[r.at+1] <= '9' {
		r.at++
		s += " " + r.word() // a time of day
	}
	return bare(s, start, r.at)
}

// isDate says whether a word is a date as 1999-12-31.
func isDate(s string) bool { return len(s) == 10 && s[4] == '-' && s[7] == '-' }

// word takes what stands up to a sign or blank.
func (r *reader) word() string {
	start := r.at
	stops := ",]}:[{\"' \t\r\n"
	if r.toml {
		stops = ",]}=[{\"' \t\r\n#"
	}
	for r.at < len(r.src) && strings.IndexByte(stops, r.src[r.at]) < 0 && !(!r.toml && (bytes.HasPrefix(r.src[r.at:], []byte("//")) || bytes.HasPrefix(r.src[r.at:], []byte("/*")))) {
		r.at++
	}
	return string(r.src[start:r.at])
}

func (r *reader) object() *tree.Node {
	start := r.at
	r.at++
	var kids []*tree.Node
	for {
		r.skip(true)
		if r.at >= len(r.src) {
			r.errors++
			break
		}
		switch c := r.src[r.at]; c {
		case '}':
			r.at++
			return node(tree.Object, start, r.at, "", kids...)
		case ',':
			r.at++
			continue
		case ']':
			r.errors++
			return node(tree.Object, start, r.at, "", kids...)
		case ':', '=', '[', '{':
			r.errors++
			r.at++
			continue
		}
		kids = append(kids, r.pair())
	}
	return node(tree.Object, start, r.at, "", kids...)
}

// pair reads key: value.
func (r *reader) pair() *tree.Node {
	start := r.at
	key := r.key()
	r.skip(true)
	if r.at < len(r.src) && (r.src[r.at] == ':' || r.src[r.at] == '=') {
		r.at++
		value := r.value()
		return node(tree.Pair, start, int(value.End), key, value)
	}
	r.errors++
	return node(tree.Pair, start, r.at, key, node(tree.Null, r.at, r.at, ""))
}

// key reads a key: a text or a word; in TOML a path of them.
func (r *reader) key() string {
	var out strings.Builder
	for r.at < len(r.src) {
		if c := r.src[r.at]; c == '"' || c == '\'' {
			out.WriteString(r.text().Text)
		} else if w := r.word(); w != "" {
			out.WriteString(w)
		} else {
			break
		}
		if !r.toml {
			break
		}
		r.skip(false)
	}
	return out.String()
}

func (r *reader) list() *tree.Node {
	start := r.at
	r.at++
	var kids []*tree.Node
	for {
		r.skip(true)
		if r.at >= len(r.src) {
			r.errors++
			break
		}
		switch r.src[r.at] {
		case ']':
			r.at++
			return node(tree.List, start, r.at, "", kids...)
		case ',':
			r.at++
			continue
		case '}':
			r.errors++
			return node(tree.List, start, r.at, "", kids...)
		case ':', '=':
			r.errors++
			r.at++
			continue
		}
		kids = append(kids, r.value())
	}
	return node(tree.List, start, r.at, "", kids...)
}

// text reads a text in quotes. One that is not closed ends with its line.
func (r *reader) text() *tree.Node {
	start := r.at
	quote := r.src[r.at : r.at+1]
	raw := r.toml && quote[0] == '\''
	if three := bytes.Repeat(quote, 3); r.toml && bytes.HasPrefix(r.src[r.at:], three) {
		quote = three
	}
	from := r.at + len(quote)
	for r.at = from; r.at < len(r.src); r.at++ {
		switch c := r.src[r.at]; {
		case c == '\\' && !raw:
			r.at++
			continue
		case c == '\n' && len(quote) == 1:
			r.errors++
			return node(tree.String, start, r.at, decoded(r.src[from:r.at], raw))
		case bytes.HasPrefix(r.src[r.at:], quote):
			body := r.src[from:r.at]
			r.at += len(quote)
			if len(quote) == 3 {
				// Up to two quotes before the closing ones belong to the text.
				for range 2 {
					if r.at < len(r.src) && r.src[r.at] == quote[0] {
						r.at++
					}
				}
				body = r.src[from : r.at-3]
				body = bytes.TrimPrefix(bytes.TrimPrefix(body, []byte("\r")), []byte("\n"))
			}
			return node(tree.String, start, r.at, decoded(body, raw))
		}
	}
	r.at = len(r.src)
	r.errors++
	return node(tree.String, start, r.at, decoded(r.src[min(from, r.at):], raw))
}

func decoded(s []byte, raw bool) string {
	if raw {
		return string(s)
	}
	return build.Unescape(string(s), build.Drop)
}

// tooDeep goes over what is nested too deep: Other without kids.
func (r *reader) tooDeep() *tree.Node {
	start, open := r.at, 0
	for r.at < len(r.src) {
		switch c := r.src[r.at]; c {
		case '{', '[':
			open++
		case '}', ']':
			open--
		case '"':
			r.text()
			continue
		}
		r.at++
		if open == 0 {
			break
		}
	}
	return node(tree.Other, start, r.at, "")
}
