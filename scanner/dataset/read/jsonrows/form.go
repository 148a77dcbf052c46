package jsonrows

import (
	"bytes"
	"slices"

	"leadlint/scanner/dataset"
)

var bom = []byte("\xef\xbb\xbf")

var (
	_ dataset.Ordered = (*table)(nil)
	_ dataset.Formed  = (*table)(nil)
)

// Ordered: the blocks are numbered.
func (t *table) Ordered() bool { return true }

// Form tells the layout. What follows an array within an object is not part of it:
// the object is closed behind the array.
func (t *table) Form() dataset.Form {
	f := dataset.Form{Charset: t.set.Name, Mark: t.mark, Header: -1, LineEnd: "\n"}
	if t.layout.lines {
		return f
	}
	head := bytes.TrimPrefix(t.head, bom)
	start := min(max(t.layout.start-(len(t.head)-len(head)), 0), len(head))
	f.Head = head[:start]
	if !t.layout.array {
		f.Sep = []byte("\n")
		return f
	}
	space := head[start:]
	f.First = space[:leading(space)]
	f.Sep = append([]byte{','}, f.First...)
	end := []byte(nil)
	if bytes.IndexByte(f.First, '\n') >= 0 {
		end = []byte("\n")
	}
	f.Tail = append(slices.Clone(end), ']')
	for range enclosing(f.Head) {
		f.Tail = append(append(f.Tail, end...), '}')
	}
	f.Tail = append(f.Tail, '\n')
	return f
}

// enclosing counts the objects that are open at the end of a text.
func enclosing(text []byte) int {
	open, m := 0, bracket{}
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '"':
			m.inString = true
			i = m.text(text, i+1) - 1
		case '{':
			open++
		case '}':
			open--
		}
	}
	return max(open, 0)
}
