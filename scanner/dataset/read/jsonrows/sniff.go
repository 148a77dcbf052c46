package jsonrows

import (
	"bytes"
	"slices"
	"strings"
)

// layout is how records follow each other in an input.
type layout struct {
	// lines: one record a line. Otherwise a sequence from byte start on.
	lines bool
	start int
	// array: a closing bracket ends the sequence; member is the path of the
	// array within an object, empty when the array is the whole input.
	array  bool
	member string
	// others are the paths of further arrays of objects, which are not read.
	others []string
}

// wrappers are the usual names of the member that holds an export's records.
var wrappers = []string{"data", "contacts", "results", "records", "items", "leads", "people", "persons",
	"rows", "users", "customers", "list", "entries", "hits", "prospects", "members", "objects", "value",
	"features", "companies", "response", "output"}

// sniff recognises the layout from the first bytes; whole says that they are
// all there is.
func sniff(head []byte, whole bool) (layout, bool) {
	at := len(head) - len(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")))
	bom := at
	at += leading(head[at:])
	if at == len(head) {
		return layout{lines: true, start: bom}, whole
	}
	switch {
	case head[at] == '[':
		return layout{array: true, start: at + 1}, true
	case linesOfObjects(head[at:]):
		return layout{lines: true, start: bom}, true
	case head[at] != '{':
		return layout{}, false
	}
	var m bracket
	end := m.feed(head[at:])
	if alone := end < 0 || whole && leading(head[at+end:]) == len(head)-at-end; alone {
		if l, ok := wrapped(head, at); ok {
			return l, true
		}
	}
	if end < 0 && !whole {
		return layout{}, false
	}
	return layout{start: at}, true
}

// leading counts the white space at the start.
func leading(data []byte) int { return len(data) - len(bytes.TrimLeft(data, " \t\r\n")) }

// linesOfObjects says whether a line that starts an object follows another
// line that is not only the start of one, or one line holds one whole object
// and ends.
func linesOfObjects(head []byte) bool {
	first, rest, more := bytes.Cut(head, []byte{'\n'})
	first = bytes.TrimSpace(first)
	var m bracket
	complete := len(first) > 0 && first[0] == '{' && m.feed(first) == len(first)
	for more && len(bytes.TrimSpace(rest)) > 0 {
		var line []byte
		line, rest, more = bytes.Cut(rest, []byte{'\n'})
		if line = bytes.TrimSpace(line); len(line) > 0 {
			return line[0] == '{' && len(first) > 1 && first[len(first)-1] != '[' || complete && line[0] != '{' && line[0] != ','
		}
	}
	return false
}

// wrapped looks for the array of objects in an object that wraps it.
func wrapped(head []byte, at int) (layout, bool) {
	w := wrapper{scanner: scanner{data: head, pos: at}}
	w.object("", 0)
	pick := slices.IndexFunc(w.found, func(a array) bool {
		last := a.path[strings.LastIndexByte(a.path, '.')+1:]
		return slices.Contains(wrappers, strings.ToLower(last))
	})
	if pick < 0 {
		if len(w.found) != 1 || w.members != 1 {
			return layout{}, false
		}
		pick = 0
	}
	l := layout{array: true, start: w.found[pick].start, member: w.found[pick].path}
	for i, a := range w.found {
		if i != pick {
			l.others = append(l.others, a.path)
		}
	}
	return l, true
}

// array is an array of objects within the wrapping object.
type array struct {
	path  string
	start int
}

// wrapper walks over the members of the wrapping object.
type wrapper struct {
	scanner
	members int
	found   []array
}

// object walks over one object as far as the head goes; it gives false at the
// end of the head or at damage.
func (w *wrapper) object(path string, depth int) bool {
	w.pos++
	for {
		switch w.space() {
		case '}':
			w.pos++
			return true
		case ',':
			w.pos++
			continue
		case '"':
		default:
			return false
		}
		key, f := w.str()
		if f != nil || w.space() != ':' {
			return false
		}
		w.pos++
		if depth == 0 {
			w.members++
		}
		if !w.value(strings.TrimPrefix(path+"."+string(key), "."), depth) {
			return false
		}
	}
}

// value passes over a member's value, noting an array of objects.
func (w *wrapper) value(path string, depth int) bool {
	switch c := w.space(); {
	case c == '"':
		_, f := w.str()
		return f == nil
	case c == '{' && depth < 2:
		return w.object(path, depth+1)
	case c == '{' || c == '[':
		inner := w.data[w.pos+1:]
		if at := leading(inner); c == '[' && at < len(inner) && inner[at] == '{' {
			w.found = append(w.found, array{path, w.pos + 1})
		}
		var m bracket
		end := m.feed(w.data[w.pos:])
		w.pos += max(end, 0)
		return end > 0
	case c == 0:
		return false
	}
	end := bytes.IndexAny(w.data[w.pos:], ",}")
	w.pos += max(end, 0)
	return end > 0
}
