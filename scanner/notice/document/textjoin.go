package document

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// paragraph reads a paragraph or an item that begins at line i and gives the
// line after it.
func (r *plainReader) paragraph(i, end int) int {
	start := r.lines[i]
	item, depth := r.isItem(i)
	last := i + 1
	for last < end && r.continues(start, last, item) {
		last++
	}
	text := r.joinLines(i, last)
	p := place{line: start.number, page: start.page, aside: isLeader(text)}
	if item {
		r.b.item(depth, text, p, nil)
	} else {
		r.b.paragraph(text, p, nil)
	}
	return last
}

// isItem tells whether line i is an item of a list, and how deep.
func (r *plainReader) isItem(i int) (bool, int) {
	l := r.lines[i]
	if isBullet(l.text) {
		return true, r.depth(l)
	}
	e, _, ok := enumerated(l.text)
	if !ok && r.unwrap && r.bare(l.text) {
		return true, 1
	}
	if !ok || e.depth > 1 {
		return false, 0
	}
	return r.inSequence(i, e) || e.paren && r.introduced(), r.depth(l)
}

// isLeader tells of a line of a table of contents: dots that lead to a page's
// number.
func isLeader(text string) bool {
	if len(text) > 300 {
		return false
	}
	text = strings.ReplaceAll(text, " .", ".")
	return strings.Contains(text, "....") && text[len(text)-1] >= '0' && text[len(text)-1] <= '9'
}

// introduced tells whether an item may come next: after a colon or an item.
func (r *plainReader) introduced() bool {
	blocks := r.b.doc.Blocks
	if len(blocks) == 0 {
		return false
	}
	last := &blocks[len(blocks)-1]
	return last.Kind == Item || last.Kind == Paragraph && strings.HasSuffix(last.Text, ":")
}

// bare tells of an item that lost its bullet: it starts with a small letter
// after a paragraph that ends in a colon, or after another such item.
func (r *plainReader) bare(text string) bool {
	c, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLower(c) && r.introduced()
}

// depth goes by the indentation below the item before.
func (r *plainReader) depth(l textLine) int {
	return 1 + min(l.indent/4, 5)
}

// continues tells whether line i belongs to the paragraph that began at start.
func (r *plainReader) continues(start textLine, i int, item bool) bool {
	l, before := r.lines[i], r.lines[i-1]
	if r.unwrap || underline(l.text) || isLeader(before.text) {
		return false
	}
	if ok, _ := r.isItem(i); ok {
		return false
	}
	if item && l.indent > start.indent {
		return true
	}
	c, _ := utf8.DecodeRuneInString(l.text)
	if unicode.IsLower(c) || strings.HasSuffix(before.text, ",") || strings.HasSuffix(before.text, "-") {
		return true
	}
	if strings.HasSuffix(before.text, ":") && len(before.text) < r.width*3/4 {
		return false
	}
	return len(before.text) >= r.width*6/10 || !endsSentence(before.text)
}

// joinLines makes one text of lines, closing up words parted at their ends.
func (r *plainReader) joinLines(first, end int) string {
	if end-first == 1 {
		return r.lines[first].text
	}
	var b strings.Builder
	for i := first; i < end; i++ {
		text := r.lines[i].text
		if i+1 == end {
			b.WriteString(text)
			break
		}
		body, glue := hyphened(text, r.lines[i+1].text)
		b.WriteString(body + glue)
	}
	return b.String()
}

// hyphened gives what stands before the line's end and what joins it to the
// next line: a word parted there is closed up; a hyphen that belongs to the
// word ("third-party", "Daten- und") stays.
func hyphened(line, next string) (body, glue string) {
	if strings.HasSuffix(line, "\u00ad") {
		return strings.TrimSuffix(line, "\u00ad"), ""
	}
	body, cut := strings.CutSuffix(line, "-")
	if !cut {
		body, cut = strings.CutSuffix(line, "\u2010")
	}
	first, _ := utf8.DecodeRuneInString(next)
	last, _ := utf8.DecodeLastRuneInString(body)
	if !cut || !unicode.IsLetter(last) {
		return line, " "
	}
	if !unicode.IsLower(first) {
		if unicode.IsLetter(first) || unicode.IsDigit(first) {
			return line, ""
		}
		return line, " "
	}
	word, _, _ := strings.Cut(next, " ")
	switch word {
	case "und", "oder", "bzw.", "sowie", "and", "or", "och", "eller", "og", "en", "of", "ja", "tai", "és", "vagy", "i", "lub", "a", "nebo":
		return line, " "
	}
	word = body
	if k := strings.LastIndexAny(body, " (/"); k >= 0 {
		word = body[k+1:]
	}
	switch strings.ToLower(word) {
	case "third", "non", "opt", "e", "self", "cross", "long", "short", "real", "high", "low", "so", "user", "well", "co",
		"first", "second", "one", "two", "end", "multi", "anti", "state", "up", "à", "c'est", "celui", "ceux", "peut":
		return line, ""
	}
	return body, ""
}
