package document

import (
	"context"
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// readText fills the document from UTF-8 plain text.
func readText(ctx context.Context, doc *Document, src string, opt Options) error {
	if strings.Contains(src, "&nbsp;") || strings.Contains(src, "&amp;") || strings.Contains(src, "&#") {
		src = html.UnescapeString(src) // text taken out of a page carelessly
	}
	lines, more := cutLines(src)
	doc.Truncated = doc.Truncated || more
	readPlain(newBuilder(ctx, doc, opt, len(src)), lines)
	doc.Problem = textProblem(doc)
	return ctx.Err()
}

// textLine is one line of a text without markup.
type textLine struct {
	text   string // without blanks at its ends
	indent int    // blanks before it
	number int    // 1-based
	page   int
	tabbed bool // parts set apart by tabs, bars or runs of blanks
}

// maxLines keeps the memory for lines of a hostile text within bounds.
const maxLines = 1_000_000

// cutLines cuts the text into lines and tells whether there were too many.
func cutLines(src string) (lines []textLine, more bool) {
	src = strings.ReplaceAll(src, "\r\n", "\n")
	src = strings.ReplaceAll(src, "\r", "\n")
	var out []textLine
	number := 0
	for raw := range strings.SplitSeq(src, "\n") {
		number++
		if len(out) >= maxLines {
			return out, true
		}
		raw = strings.TrimRight(raw, " \t\f\v\u00a0")
		body := strings.TrimLeft(raw, " \t\f\v\u00a0\ufeff")
		if ruleOnly(body) && !underline(body) {
			body = ""
		}
		if body == "" && (len(out) == 0 || out[len(out)-1].text == "") {
			continue // one blank line says as much as many
		}
		out = append(out, textLine{
			text: body, indent: len(raw) - len(body), number: number,
			tabbed: strings.ContainsAny(body, "|\t") || strings.Contains(body, "   "),
		})
	}
	return out, false
}

// ruleOnly tells of lines drawn with signs.
func ruleOnly(s string) bool {
	return len(s) > 0 && len(s) < 400 && !hasText(s) && !strings.ContainsFunc(s, unicode.IsLetter)
}

// underline tells of the signs set under a heading or a table's first row.
func underline(s string) bool {
	return len(s) >= 3 && (strings.Trim(s, "=+|: ") == "" || strings.Trim(s, "-+|: ") == "" || strings.Trim(s, "~") == "")
}

// plainReader turns lines into blocks.
type plainReader struct {
	b      *builder
	lines  []textLine
	width  int  // bytes of a full line where lines are wrapped
	unwrap bool // every line is a paragraph of its own
}

func readPlain(b *builder, lines []textLine) {
	r := &plainReader{b: b, lines: lines}
	r.measure()
	for i := 0; i < len(lines) && !b.stop(); {
		if lines[i].text == "" {
			i++
			continue
		}
		n := 1
		for i+n < len(lines) && lines[i+n].text != "" {
			n++
		}
		r.chunk(i, i+n)
		i += n
	}
}

// measure finds out whether the lines are wrapped, and where: many lines longer
// than a screen's width mean that a line is a paragraph.
func (r *plainReader) measure() {
	var counts [161]int
	filled, long := 0, 0
	for i := range r.lines {
		n := len(r.lines[i].text)
		if n == 0 {
			continue
		}
		filled++
		counts[min(n, 160)]++
		if n > 140 {
			long++
		}
	}
	r.unwrap = long*10 > filled
	if long == 0 && filled < 3 {
		r.width = 72
		return
	}
	seen := 0
	for n := 160; n > 0; n-- {
		if seen += counts[n]; seen*20 >= filled {
			r.width = n
			return
		}
	}
}

// chunk reads the lines from first to before end, which no blank line parts.
func (r *plainReader) chunk(first, end int) {
	if n := r.table(first, end); n > first {
		if n < end {
			r.chunk(n, end)
		}
		return
	}
	for i := first; i < end && !r.b.stop(); {
		switch {
		case i+1 < end && underline(r.lines[i+1].text) && hasText(r.lines[i].text):
			r.heading(r.lines[i])
			i += 2
		case underline(r.lines[i].text):
			i++
		case r.isHeading(i, first, end):
			r.heading(r.lines[i])
			i++
		default:
			i = r.paragraph(i, end)
		}
	}
}

// table reads two or more lines in a row with the same number of cells, the
// first being the headings. It gives the line after the table, or first.
func (r *plainReader) table(first, end int) int {
	if end-first < 2 || !r.lines[first].tabbed {
		return first
	}
	heads := cellsOf(r.lines[first].text)
	last := first + 1
	for last < end && (underline(r.lines[last].text) || ruleOnly(r.lines[last].text) || len(heads) > 1 && r.lines[last].tabbed && len(cellsOf(r.lines[last].text)) == len(heads)) {
		last++
	}
	if len(heads) < 2 || len(heads) > maxColumns || last-first < 2 {
		return first
	}
	for _, l := range r.lines[first+1 : last] {
		if !ruleOnly(l.text) {
			r.b.row(heads, cellsOf(l.text), place{line: l.number, page: l.page}, nil)
		}
	}
	return last
}

func cellsOf(s string) []string {
	var parts []string
	switch {
	case strings.Contains(s, "|"):
		parts = strings.Split(strings.Trim(s, "| "), "|")
	case strings.Contains(s, "\t"):
		parts = strings.Split(s, "\t")
	default:
		for rest := s; rest != ""; {
			i := strings.Index(rest, "   ")
			if i < 0 {
				i = len(rest)
			}
			parts = append(parts, rest[:i])
			rest = strings.TrimLeft(rest[i:], " ")
		}
	}
	for i := range parts {
		parts[i] = clean(parts[i])
	}
	return parts
}

func (r *plainReader) heading(l textLine) {
	r.b.heading(r.level(l), l.text, place{line: l.number, page: l.page}, nil)
}

// level is 1 for the first heading of the text, one more than its number's
// parts for a numbered one, 2 for any other.
func (r *plainReader) level(l textLine) int {
	if r.b.head[0] < 0 {
		return 1
	}
	if e, _, ok := enumerated(l.text); ok {
		return e.depth + 1
	}
	return 2
}

// isHeading tells whether line i is a heading: alone between blank lines, or
// numbered or in capitals at the beginning of a chunk, and no sentence.
func (r *plainReader) isHeading(i, first, end int) bool {
	l := r.lines[i]
	if isBullet(l.text) || !looksLikeHeading(l.text) || !hasWord(l.text) || strings.HasSuffix(l.text, ":") || !startsHigh(l.text) {
		return false
	}
	e, _, numbered := enumerated(l.text)
	if numbered && r.inSequence(i, e) {
		return false
	}
	followed := r.nextLine(end) < len(r.lines) || i+1 < end
	alone := i == first && i+1 == end
	switch {
	case numbered && e.depth > 1, numbered && !e.paren:
		return followed && (alone || i == first || r.unwrap)
	case inCapitals(l.text):
		return followed
	case alone:
		return followed && len(l.text) <= 90 && strings.Count(l.text, " ") <= 9
	}
	return r.unwrap && followed && i+1 < end && len(l.text) <= 60 && len(r.lines[i+1].text) > 100
}

// nextLine gives the first filled line from i on.
func (r *plainReader) nextLine(i int) int {
	for i < len(r.lines) && r.lines[i].text == "" {
		i++
	}
	return i
}

// inSequence tells whether the next or the last filled line carries the
// neighbouring number: then these are the items of a list, not headings.
func (r *plainReader) inSequence(i int, e enumeration) bool {
	if next := r.nextLine(i + 1); next < len(r.lines) && follows(e, r.lines[next].text) {
		return true
	}
	for k := i - 1; k >= 0; k-- {
		if r.lines[k].text != "" {
			return precedes(r.lines[k].text, e)
		}
	}
	return false
}

// hasWord tells of three letters in a row: dates and numbers head nothing.
func hasWord(s string) bool {
	run := 0
	for _, c := range s {
		if run++; !unicode.IsLetter(c) {
			run = 0
		}
		if run == 3 || c >= 0x2e80 && unicode.IsLetter(c) {
			return true
		}
	}
	return false
}

func startsHigh(s string) bool {
	c, _ := utf8.DecodeRuneInString(s)
	return !unicode.IsLower(c)
}

func inCapitals(s string) bool {
	upper := 0
	for _, c := range s {
		if unicode.IsLower(c) {
			return false
		}
		if unicode.IsUpper(c) {
			upper++
		}
	}
	return upper >= 4
}
