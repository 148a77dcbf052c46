package document

import "strings"

// flush makes blocks of the text gathered: two line breaks in a row part
// paragraphs, a line with a bullet is an item, a bold first line a heading.
func (w *walker) flush(st state) {
	if w.g.last == 0 {
		w.g.reset()
		return
	}
	segments := w.g.segments()
	w.g.reset()
	for len(segments) > 0 {
		if segments[0].blank {
			segments = segments[1:]
			continue
		}
		n := 1
		for n < len(segments) && !segments[n].blank {
			n++
		}
		w.lines(segments[:n], st)
		segments = segments[n:]
	}
}

// lines makes blocks of the lines of one paragraph.
func (w *walker) lines(all []segment, st state) {
	if st.list > 0 {
		s := join(all)
		w.b.item(st.list, s.text, w.place(s, st), s.links)
		return
	}
	if len(all) == 1 {
		w.single(all[0], st)
		return
	}
	marked := make([]bool, len(all))
	for i := range all {
		marked[i] = listed(all, i)
	}
	i := 0
	if all[0].bold && looksLikeHeading(all[0].text) && !all[1].bold && (len(all[1].text) >= 60 || marked[1]) {
		w.b.guessed(all[0].text, w.place(all[0], st), all[0].links)
		i = 1
	}
	for i < len(all) {
		if marked[i] {
			w.b.item(1, all[i].text, w.place(all[i], st), all[i].links)
			i++
			continue
		}
		n := i + 1
		for n < len(all) && !marked[n] {
			n++
		}
		s := join(all[i:n])
		w.b.paragraph(s.text, w.place(s, st), s.links)
		i = n
	}
}

func (w *walker) single(s segment, st state) {
	switch {
	case s.bold && (looksLikeHeading(s.text) || numberedTitle(s.text)):
		w.b.guessed(s.text, w.place(s, st), s.links)
	case isBullet(s.text):
		w.b.item(1, s.text, w.place(s, st), s.links)
	default:
		w.b.paragraph(s.text, w.place(s, st), s.links)
	}
}

// numberedTitle says whether a bold line is a title that ends in a stop, as in
// "12. Legal basis.".
func numberedTitle(s string) bool {
	return s != "" && '0' <= s[0] && s[0] <= '9' && strings.Count(s, " ") <= 7 && looksLikeHeading(strings.TrimSuffix(s, "."))
}

func isBullet(s string) bool {
	_, ok := bullet(s)
	return ok
}

// listed tells whether line i is an item: it has a bullet, or a number whose
// neighbour among the lines has the next or the one before.
func listed(all []segment, i int) bool {
	if isBullet(all[i].text) {
		return true
	}
	e, _, ok := enumerated(all[i].text)
	if !ok || e.depth > 1 {
		return false
	}
	return i+1 < len(all) && follows(e, all[i+1].text) || i > 0 && precedes(all[i-1].text, e)
}

func follows(e enumeration, next string) bool {
	f, _, ok := enumerated(next)
	return ok && consecutive(e, f)
}

func precedes(previous string, e enumeration) bool {
	d, _, ok := enumerated(previous)
	return ok && consecutive(d, e)
}

// consecutive tells whether b may come right after a in one list. Roman digits
// are not counted.
func consecutive(a, b enumeration) bool {
	if a.paren != b.paren || a.depth != b.depth {
		return false
	}
	if a.num == 0 || b.num == 0 {
		return a.num == b.num || a.alpha || b.alpha
	}
	return b.num == a.num+1 || a.alpha != b.alpha
}

// join makes one segment of several.
func join(all []segment) segment {
	s := all[0]
	if len(all) == 1 {
		return s
	}
	var b strings.Builder
	for i, l := range all {
		if i > 0 {
			b.WriteByte(' ')
			s.links = append(s.links, l.links...)
		}
		b.WriteString(l.text)
	}
	s.text = b.String()
	return s
}
