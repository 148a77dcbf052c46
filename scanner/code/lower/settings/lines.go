package settings

import (
	"bytes"
	"strings"

	"leadlint/scanner/code/tree"
)

// lines gathers the Pairs of a file of plain lines, under the section that is open.
type lines struct {
	file *tree.File
	at   int
	root *tree.Node
	open *tree.Node
	pair *tree.Node
}

func newLines(f *tree.File) *lines {
	start := bom(f.Source)
	root := node(tree.Object, start, len(f.Source), "")
	return &lines{file: f, at: start, root: root, open: root}
}

// next gives the start and end of the next line, without its end and blanks around.
func (l *lines) next() (start, end int, ok bool) {
	if l.at >= len(l.file.Source) {
		return 0, 0, false
	}
	start = l.at
	end = start + bytes.IndexByte(l.file.Source[start:], '\n')
	if end < start {
		end = len(l.file.Source)
	}
	l.at = end + 1
	start, end = l.trim(start, end)
	return start, end, true
}

func (l *lines) trim(start, end int) (int, int) {
	for start < end && strings.IndexByte(" \t\r\f", l.file.Source[start]) >= 0 {
		start++
	}
	for end > start && strings.IndexByte(" \t\r\f", l.file.Source[end-1]) >= 0 {
		end--
	}
	return start, end
}

func (l *lines) text(start, end int) string { return string(l.file.Source[start:end]) }

func (l *lines) comment(start, end int) {
	l.file.Comments = append(l.file.Comments, tree.Comment{Start: uint32(start), End: uint32(end)})
}

// add puts a Pair under the open section.
func (l *lines) add(start int, key string, value *tree.Node) {
	p := node(tree.Pair, start, int(value.End), key, value)
	l.open.Kids = append(l.open.Kids, p)
	if l.pair != nil {
		l.open.End, l.pair.End = max(l.open.End, p.End), max(l.pair.End, p.End)
	}
}

// section opens [name].
func (l *lines) section(start, end int, name string) {
	l.open = node(tree.Object, end, end, "")
	l.pair = node(tree.Pair, start, end, name, l.open)
	l.root.Kids = append(l.root.Kids, l.pair)
}

func (l *lines) result() []*tree.Node {
	if len(l.root.Kids) == 0 {
		return nil
	}
	return []*tree.Node{l.root}
}

// inline cuts a comment off a value: a sign behind a blank. Where a value may begin with
// a sign (# and ; both open comments), one at its start is no comment.
func (l *lines) inline(start, end int, signs string) int {
	for i := start; i < end; i++ {
		if strings.IndexByte(signs, l.file.Source[i]) >= 0 && i > 0 && blank(l.file.Source[i-1]) && (i > start || len(signs) == 1) {
			l.comment(i, end)
			_, end = l.trim(start, i)
			return max(end, start)
		}
	}
	return end
}

// readEnv reads KEY=value lines, with export before them or not. A value in quotes may
// run over lines.
func readEnv(f *tree.File) []*tree.Node {
	l := newLines(f)
	for {
		start, end, ok := l.next()
		if !ok {
			return l.result()
		}
		if start == end {
			continue
		}
		if f.Source[start] == '#' {
			l.comment(start, end)
			continue
		}
		if bytes.HasPrefix(f.Source[start:end], []byte("export ")) {
			start, end = l.trim(start+len("export "), end)
		}
		eq := bytes.IndexByte(f.Source[start:end], '=')
		if eq <= 0 {
			f.Errors++
			continue
		}
		from, _ := l.trim(start+eq+1, end)
		l.add(start, strings.TrimSpace(l.text(start, start+eq)), l.envValue(from, end))
	}
}

// envValue reads the value of a .env file that begins on a line.
func (l *lines) envValue(start, end int) *tree.Node {
	if start < end && (l.file.Source[start] == '"' || l.file.Source[start] == '\'') {
		quote := l.file.Source[start]
		for i := start + 1; i < len(l.file.Source); i++ {
			switch c := l.file.Source[i]; {
			case c == '\\' && quote == '"':
				i++
			case c == quote:
				if i >= end {
					l.at = i + 1
					l.next()
				} else {
					l.inline(i+1, end, "#")
				}
				return switched(decoded(l.file.Source[start+1:i], quote == '\''), start, i+1)
			}
		}
		l.file.Errors++
	}
	end = l.inline(start, end, "#")
	return switched(l.text(start, end), start, end)
}

// readProperties reads key=value, key:value and key value; a backslash at the end of a
// line joins the next to it.
func readProperties(f *tree.File) []*tree.Node {
	l := newLines(f)
	for {
		start, end, ok := l.next()
		if !ok {
			return l.result()
		}
		if start == end {
			continue
		}
		if c := f.Source[start]; c == '#' || c == '!' {
			l.comment(start, end)
			continue
		}
		cut := start
		for cut < end && strings.IndexByte("=: \t", f.Source[cut]) < 0 {
			if f.Source[cut] == '\\' {
				cut++
			}
			cut++
		}
		cut = min(cut, end)
		from, _ := l.trim(cut, end)
		if from < end && (f.Source[from] == '=' || f.Source[from] == ':') {
			from, _ = l.trim(from+1, end)
		}
		key := decoded(f.Source[start:cut], false)
		stop := end
		if !joined(f.Source[from:end]) {
			l.add(start, key, switched(decoded(f.Source[from:end], false), from, end))
			continue
		}
		var value strings.Builder
		s, e := from, end
		for joined(f.Source[s:e]) {
			value.WriteString(decoded(f.Source[s:e-1], false))
			if s, e, ok = l.next(); !ok {
				s, e = stop, stop
				break
			}
			stop = e
		}
		value.WriteString(decoded(f.Source[s:e], false))
		l.add(start, key, switched(value.String(), from, stop))
	}
}

// joined says whether a line goes on: it ends with a backslash that is not escaped.
func joined(s []byte) bool {
	n := 0
	for n < len(s) && s[len(s)-1-n] == '\\' {
		n++
	}
	return n%2 == 1
}
