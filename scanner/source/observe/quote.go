package observe

import (
	"strings"
	"unicode/utf8"
)

// fewQuoted is how many words a quotation needs to be somebody else's
// statement; a single word in quotes is a term.
const fewQuoted = 2

// origin gives the bytes of the block that a hit covers.
func (t *text) origin(s *sentence, spans []hit) (start, end int) {
	at := t.lex.fold.Align(t.blocks[s.block].text[s.start:s.end])
	start, end = int(s.end), int(s.start)
	for _, h := range spans {
		from := min(max(int(h.start-s.from), 0), len(at)-1)
		to := min(max(int(h.end-s.from)-2, from), len(at)-1)
		start, end = min(start, int(s.start+at[from])), max(end, int(s.start+at[to]))
	}
	return min(start, end), end
}

// quoted says whether what matched stands in a quotation.
func (t *text) quoted(m match) bool {
	s := &t.sentences[m.sent]
	b := &t.blocks[s.block]
	if b.where&inQuote != 0 {
		return true
	}
	if !t.quotes(s.block) {
		return false
	}
	start, end := t.origin(s, m.spans)
	for _, q := range t.said[s.block] {
		if q[0] <= start && end <= q[1] {
			return true
		}
	}
	return false
}

// asks says whether the sentence is a question, which states nothing.
func (t *text) asks(m match) bool {
	s := &t.sentences[m.sent]
	whole := strings.TrimRight(t.blocks[s.block].text[s.start:s.end], " )\"”»“")
	return strings.HasSuffix(whole, "?")
}

// parted says whether a semicolon stands between the wordings of a statement:
// what is before it and what is after it say different things. Terms enumerate
// with semicolons.
func (t *text) parted(m match) bool {
	s := &t.sentences[m.sent]
	b := &t.blocks[s.block]
	if m.entry.signal == SignalTerms || strings.IndexByte(b.text[s.start:s.end], ';') < 0 {
		return false
	}
	start, end := t.origin(s, m.spans)
	return strings.IndexByte(b.text[start:end], ';') >= 0
}

// quotes says whether a block has quotations, and finds them once.
func (t *text) quotes(b int32) bool {
	said, ok := t.said[b]
	if !ok {
		said = quotations(t.blocks[b].text)
		t.said[b] = said
	}
	return len(said) > 0
}

// quotations gives the closed quotations of a text that are long enough to be
// statements.
func quotations(s string) [][2]int {
	var out [][2]int
	var opened rune
	start := 0
	for i, r := range s {
		if opened == 0 {
			switch r {
			case '"', '“', '„', '«', '»', '”':
				opened, start = r, i
			}
			continue
		}
		if closes(opened, r) {
			end := i + utf8.RuneLen(r)
			if wordsOf(s[start:end]) >= fewQuoted {
				out = append(out, [2]int{start, end})
			}
			opened = 0
		}
	}
	return out
}

func closes(opened, r rune) bool {
	switch opened {
	case '"':
		return r == '"'
	case '“', '”':
		return r == '”' || r == '"'
	case '„':
		return r == '“' || r == '”' || r == '"'
	case '«':
		return r == '»'
	case '»':
		return r == '«'
	}
	return false
}

// shown gives the sentence that matched, masked: all of it when it is short,
// otherwise the part that has the wording, without its middle if need be.
func (t *text) shown(m match) string {
	s := &t.sentences[m.sent]
	whole := t.blocks[s.block].text[s.start:s.end]
	if utf8.RuneCountInString(whole) < maxSnippet {
		return t.lex.snippet(whole)
	}
	start, end := t.origin(s, m.spans)
	start, end = start-int(s.start), end-int(s.start)
	const half = maxSnippet/2 - 10
	if end-start < 2*half {
		return t.lex.snippet(cut(whole, end-2*half, len(whole)))
	}
	return t.lex.snippet(cut(whole, start, start+half) + " … " + cut(whole, end-half, end))
}

// cut gives part of a text in whole words, with dots where it was cut before.
func cut(s string, from, to int) string {
	from, to = max(from, 0), min(to, len(s))
	dots := ""
	if from > 0 {
		if i := strings.IndexByte(s[from:to], ' '); i >= 0 && s[from-1] != ' ' {
			from += i + 1
		}
		dots = "… "
	}
	if to < len(s) && s[to] != ' ' {
		if i := strings.LastIndexByte(s[from:to], ' '); i > 0 && to-from-i < 40 && s[to-1] != ' ' {
			to = from + endOfWord(s[from:], to-from)
		}
	}
	return dots + strings.TrimSpace(s[from:to])
}

// endOfWord gives the end of the word that a place is in.
func endOfWord(s string, at int) int {
	if i := strings.IndexByte(s[at:], ' '); i >= 0 {
		return at + i
	}
	return len(s)
}
