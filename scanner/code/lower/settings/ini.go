package settings

import (
	"strings"

	"leadlint/scanner/code/tree"
)

// readINI reads sections of key = value and key: value. Indented lines under a key
// belong to its value: a List where the key's own line has none.
func readINI(f *tree.File) []*tree.Node {
	l := newLines(f)
	for {
		lineStart := l.at
		start, end, ok := l.next()
		if !ok {
			return l.result()
		}
		if start == end {
			continue
		}
		if c := f.Source[start]; c == '#' || c == ';' {
			l.comment(start, end)
			continue
		}
		if f.Source[start] == '[' {
			stop := l.inline(start, end, "#;")
			l.section(start, stop, strings.Trim(l.text(start, stop), "[] \t"))
			continue
		}
		cut := strings.IndexAny(l.text(start, end), "=:")
		if cut <= 0 {
			if !l.continued(start, end, start > lineStart) {
				f.Errors++
			}
			continue
		}
		if start > lineStart && l.continued(start, end, l.listing()) {
			continue
		}
		from, _ := l.trim(start+cut+1, end)
		key := strings.Trim(strings.TrimSpace(l.text(start, start+cut)), `"'`)
		l.add(start, key, l.plain(from, l.inline(from, end, "#;")))
	}
}

// plain makes a scalar of a value; quotes around it are taken off.
func (l *lines) plain(start, end int) *tree.Node {
	s := l.text(start, end)
	if len(s) >= 2 && (s[0] == '"' || s[0] == '\'') && s[len(s)-1] == s[0] {
		return node(tree.String, start, end, s[1:len(s)-1])
	}
	return switched(s, start, end)
}

// last gives the Pair that was read last in the open section.
func (l *lines) last() *tree.Node {
	if len(l.open.Kids) == 0 {
		return nil
	}
	return l.open.Kids[len(l.open.Kids)-1]
}

// listing says whether the last key's value is a list so far, or may become one.
func (l *lines) listing() bool {
	p := l.last()
	return p != nil && (p.Kids[0].Kind == tree.List || p.Kids[0].Kind == tree.String && p.Kids[0].Text == "")
}

// continued adds an indented line to the value before it, and says whether it did.
func (l *lines) continued(start, end int, indented bool) bool {
	p := l.last()
	if p == nil || !indented {
		return false
	}
	end = l.inline(start, end, "#;")
	item := l.plain(start, end)
	value := p.Kids[0]
	switch {
	case value.Kind == tree.List:
		value.Kids = append(value.Kids, item)
	case value.Kind == tree.String && value.Text == "":
		value = node(tree.List, start, end, "", item)
	case value.Kind == tree.String:
		value.Text += "\n" + l.text(start, end)
	default:
		return false
	}
	value.End = max(value.End, item.End)
	p.Kids[0], p.End = value, max(p.End, value.End)
	return true
}

// readTOML reads tables of key = value.
func readTOML(f *tree.File) []*tree.Node {
	l := newLines(f)
	r := &reader{src: f.Source, at: l.at, toml: true}
	for r.skip(true); r.at < len(r.src); r.skip(true) {
		start := r.at
		if r.src[start] == '[' {
			r.at = min(start+1, len(r.src))
			for r.at < len(r.src) && (r.src[r.at] == '[' || r.src[r.at] == ' ') {
				r.at++
			}
			name := r.key()
			for r.at < len(r.src) && (r.src[r.at] == ']' || r.src[r.at] == ' ') {
				r.at++
			}
			l.section(start, r.at, name)
			continue
		}
		key := r.key()
		r.skip(false)
		if r.at >= len(r.src) || r.src[r.at] != '=' || key == "" {
			r.errors++
			l.at = max(r.at, start)
			l.next()
			r.at = min(l.at, len(r.src))
			continue
		}
		r.at++
		l.add(start, key, r.value())
	}
	f.Comments, f.Errors = r.comments, r.errors
	return l.result()
}
