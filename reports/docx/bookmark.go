package docx

import "strings"

// longestMark is the greatest length of a bookmark's name that Word takes.
const longestMark = 40

// mark gives an anchor of the document a bookmark of its own. Word takes letters, digits
// and underscores in names, and does not tell upper case from lower.
func (w *writer) mark(id string) {
	if id == "" || w.marks[id] != "" {
		return
	}
	stem := "x_" + strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
			return r
		}
		return '_'
	}, id)
	name := stem[:min(len(stem), longestMark)]
	for n := 2; w.used[strings.ToLower(name)]; n++ {
		tail := "_" + itoa(n)
		name = stem[:min(len(stem), longestMark-len(tail))] + tail
	}
	w.used[strings.ToLower(name)] = true
	w.marks[id] = name
}

// bookmark sets a bookmark around what is put between start and end.
func (w *writer) bookmark(name string) (start, end *node) {
	w.bookmarks++
	id := itoa(w.bookmarks)
	return el("w:bookmarkStart").attr("w:id", id, "w:name", name), el("w:bookmarkEnd").attr("w:id", id)
}

// anchored sets the bookmark of an anchor around inline nodes; without an anchor they
// stay as they are. An anchor is set once only, at its first place.
func (w *writer) anchored(id string, inline []*node) []*node {
	name := w.marks[id]
	if name == "" || w.used["set "+name] {
		return inline
	}
	w.used["set "+name] = true
	start, end := w.bookmark(name)
	return append(append([]*node{start}, inline...), end)
}
