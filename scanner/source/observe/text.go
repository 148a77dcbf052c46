package observe

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// Bounds on the text of one page.
const (
	maxText      = 1 << 20
	maxBlocks    = 30_000
	maxAnchors   = 3_000
	maxSentences = 60_000
	maxPlanted   = 2000
	maxLed       = 300 // items that go on one sentence
)

// context is where on a page a text stands.
type context uint32

const (
	inQuote context = 1 << iota
	inNav
	inHeader
	inFooter
	inAside
	inCookies
	inDialog
	inForm
	inPost
	inTitle
	inChoice
	inUnchosen
	inNoscript
	inLink
	inData
	inItem
)

// boilerplate is what surrounds the contents of a page.
const boilerplate = inNav | inHeader | inFooter | inAside | inCookies | inDialog

// block is a run of text that belongs together: a paragraph, a table row.
type block struct {
	text  string
	node  *node
	line  int32
	where context
	lead  int32 // sentence that introduces the list this stands in, or -1
}

// sentence is a part of a block, with its folded form in the page's buffer.
type sentence struct {
	block      int32
	start, end int32 // in the block's text
	from, to   int32 // in the folded buffer
	hits       []hit
}

// hit is a wording found, at its place in the folded buffer.
type hit struct {
	phrase     int32
	start, end int32
}

// anchor is one link.
type anchor struct {
	node  *node
	text  string
	where context
}

// text is all that a reader of the page sees.
type text struct {
	lex       *Lexicon
	blocks    []block
	sentences []sentence
	anchors   []anchor
	folded    []byte
	words     int // in the contents
	chars     int // anywhere
	full      bool

	buf   []byte
	at    *node
	line  int32
	where context
	lead  int32
	led   int
	// planted counts the texts of a shell's data that were read as HTML.
	planted int
	names   map[string]context // what classes and identifiers tell
	said    map[int32][][2]int // quotations of blocks
}

func newText(lex *Lexicon) *text {
	return &text{lex: lex, lead: -1, names: map[string]context{}, said: map[int32][][2]int{}}
}

// read gives the text of a tree.
func read(root *node, lex *Lexicon) *text {
	t := newText(lex)
	t.visit(root, 0)
	t.flush(nil, 0)
	t.seek()
	return t
}

func (t *text) visit(n *node, in context) {
	for c := n.first; c != nil && !t.full; c = c.next {
		if c.name == "" {
			t.add(c, in)
			continue
		}
		t.element(c, in)
	}
}

func (t *text) element(n *node, in context) {
	switch n.atom {
	case atom.Script, atom.Style, atom.Template, atom.Head, atom.Svg, atom.Iframe, atom.Textarea, atom.Title:
		return
	case atom.Br:
		t.buf = append(t.buf, ' ')
		return
	case atom.A:
		if len(t.anchors) < maxAnchors && n.has("href") && !hidden(n) {
			t.anchors = append(t.anchors, anchor{n, label(n), in | t.around(n)})
		}
	}
	if hidden(n) {
		return
	}
	in |= t.around(n)
	switch {
	case n.atom == atom.Q || n.atom == atom.Code || n.atom == atom.Samp || n.atom == atom.Kbd:
		t.buf = append(t.buf, "“"...)
		t.visit(n, in)
		t.buf = append(t.buf, "”"...)
	case n.atom == atom.Dt:
		// Its description goes on the same text.
		t.flush(n, in)
		t.visit(n, in)
	case n.atom == atom.Td || n.atom == atom.Th || n.atom == atom.Dd:
		t.cell(n, in)
	case n.atom == atom.Ul || n.atom == atom.Ol:
		t.list(n, in)
	case breaks(n.atom) || n.atom == atom.Li || n.atom == atom.Tr || n.atom == atom.Option ||
		n.atom == atom.Label || n.atom == atom.Button || n.atom == atom.Body || n.atom == atom.Caption:
		t.flush(n, in)
		t.visit(n, in)
		t.flush(n.parent, in)
	default:
		t.visit(n, in)
		// Words of neighbouring elements are not glued together.
		if n.atom != atom.B && n.atom != atom.I && n.atom != atom.Em && n.atom != atom.Strong && n.atom != atom.Sup && n.atom != atom.A {
			t.buf = append(t.buf, ' ')
		}
	}
}

// cell joins a cell to the label before it.
func (t *text) cell(n *node, in context) {
	if len(t.buf) > 0 {
		t.buf = append(t.buf, ": "...)
	}
	t.visit(n, in)
	t.buf = append(t.buf, ' ')
	if n.atom == atom.Dd {
		t.flush(n.parent, in)
	}
}

// list reads a list whose items go on a sentence that ends in a colon.
func (t *text) list(n *node, in context) {
	t.flush(n, in)
	before := t.lead
	if l := t.colon(); l >= 0 {
		t.lead, t.led = l, 0
	}
	t.visit(n, in|inItem)
	t.flush(n.parent, in)
	t.lead = before
}

// colon gives the last sentence read when it ends in a colon, otherwise -1.
func (t *text) colon() int32 {
	if len(t.sentences) == 0 {
		return -1
	}
	last := int32(len(t.sentences) - 1)
	b := t.blocks[t.sentences[last].block].text
	if strings.HasSuffix(b, ":") || strings.HasSuffix(b, "...") || strings.HasSuffix(b, "…") || strings.HasSuffix(b, "to") {
		return last
	}
	return -1
}

func (t *text) add(n *node, in context) {
	if t.at == nil {
		t.at, t.line, t.where = n.parent, n.line, in
	}
	if len(t.buf) == 0 {
		t.at, t.line, t.where = n.parent, n.line+leading(n.text), in
	}
	t.buf = append(t.buf, n.text...)
}

// leading counts the line ends before the first word.
func leading(s string) int32 {
	var n int32
	for i := range len(s) {
		switch s[i] {
		case '\n':
			n++
		case ' ', '\t', '\r':
		default:
			return n
		}
	}
	return 0
}

// flush ends a block. The next text starts another.
func (t *text) flush(next *node, in context) {
	s := collapse(t.buf)
	t.buf = t.buf[:0]
	if s != "" && t.at != nil {
		t.block(block{text: s, node: t.at, line: t.line, where: t.where, lead: -1})
	}
	t.at = nil
}

// block takes one run of text in and splits it.
func (t *text) block(b block) {
	if left := maxText - t.chars; len(b.text) > left {
		b.text, t.full = strings.ToValidUTF8(b.text[:left], ""), true
	}
	if t.chars += len(b.text); b.text == "" || len(t.blocks) >= maxBlocks || len(t.sentences) >= maxSentences {
		t.full = true
		return
	}
	if t.led++; t.led <= maxLed && t.lead >= 0 && (b.where&inItem != 0 || enumerated(b.text)) {
		b.lead = t.lead
	}
	i := int32(len(t.blocks))
	t.blocks = append(t.blocks, b)
	if b.where&boilerplate == 0 {
		t.words += strings.Count(b.text, " ") + 1
	}
	t.lex.split.Each(b.text, func(start, end int) {
		t.sentence(i, start, end)
	})
}

func (t *text) sentence(b int32, start, end int) {
	t.folded = append(t.folded, '\n', ' ')
	from := int32(len(t.folded) - 1)
	t.folded = t.lex.fold.Append(t.folded, t.blocks[b].text[start:end])
	t.sentences = append(t.sentences, sentence{block: b, start: int32(start), end: int32(end), from: from, to: int32(len(t.folded))})
}

// seek finds all wordings of the lexicon in all sentences.
func (t *text) seek() {
	at := 0
	t.lex.find.Each(t.folded, func(p int32, end int) {
		for at < len(t.sentences) && int(t.sentences[at].to) < end {
			at++
		}
		if at == len(t.sentences) {
			return
		}
		s := &t.sentences[at]
		ph := &t.lex.phrases[p]
		start := int32(end - len(ph.Text))
		if start < s.from || ph.Whole && (start != s.from || int32(end) != s.to) || len(s.hits) >= 64 {
			return
		}
		s.hits = append(s.hits, hit{p, start, int32(end)})
	})
}

// collapse gives text with single blanks.
func collapse(b []byte) string {
	out := make([]byte, 0, len(b))
	gap := false
	for i := 0; i < len(b); {
		if c := b[i]; c < utf8.RuneSelf {
			i++
			if c <= ' ' || c == 0x7f {
				gap = len(out) > 0
				continue
			}
			if gap {
				out, gap = append(out, ' '), false
			}
			out = append(out, c)
			continue
		}
		r, size := utf8.DecodeRune(b[i:])
		if unicode.IsSpace(r) || r == '\u200b' {
			gap = len(out) > 0
		} else {
			if gap {
				out, gap = append(out, ' '), false
			}
			out = append(out, b[i:i+size]...)
		}
		i += size
	}
	return string(out)
}

// label gives what a link shows: its text, or else what it is said to show.
func label(n *node) string {
	b := inner(nil, n, 300, 0)
	if s := collapse(b); s != "" {
		return s
	}
	if s := n.get("aria-label"); s != "" {
		return s
	}
	if s := n.get("title"); s != "" {
		return s
	}
	return imageText(n, 0)
}

// inner gives an element's text, at most so many bytes of it.
func inner(dst []byte, n *node, limit, depth int) []byte {
	for c := n.first; c != nil && len(dst) < limit && depth < 30; c = c.next {
		if c.name == "" {
			dst = append(dst, c.text...)
			continue
		}
		if c.atom == atom.Script || c.atom == atom.Style || c.atom == atom.Svg || c.atom == atom.Template {
			continue
		}
		dst = inner(dst, c, limit, depth+1)
		dst = append(dst, ' ')
	}
	if len(dst) > limit {
		dst = dst[:limit]
	}
	return dst
}

func imageText(n *node, depth int) string {
	for c := n.first; c != nil && depth < 10; c = c.next {
		if c.atom == atom.Img && c.get("alt") != "" {
			return c.get("alt")
		}
		if s := imageText(c, depth+1); s != "" {
			return s
		}
	}
	return ""
}
