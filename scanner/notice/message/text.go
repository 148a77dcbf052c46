package message

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// hit is a wording that was found, with its bytes in the raw text.
type hit struct {
	phrase     int32
	start, end int
	sentence   int
}

// match is a line of the tables that fits a sentence: the place of its first
// wording and the sentence's bytes.
type match struct {
	entry      *entry
	start, end int
	from, to   int
}

// text is one block, or the subject, searched.
type text struct {
	raw     string
	ends    []int // ends of the sentences
	hits    []hit
	matches []match
}

// read searches a text for all wordings.
func (l *lexicon) read(s string) text {
	t := text{raw: s, ends: sentences(s)}
	folded := l.fold.Append(append(make([]byte, 0, len(s)+2), ' '), s)
	var at []int32
	l.find.Each(folded, func(p int32, end int) {
		ph := &l.phrases[p]
		start := end - len(ph.Text)
		if ph.Whole && (start != 0 || end != len(folded)) {
			return
		}
		if at == nil {
			at = l.fold.Align(s)
		}
		h := hit{phrase: p, start: rawStart(ph.Text, start, at), end: rawEnd(ph.Text, end, at)}
		for t.ends[h.sentence] <= h.start && h.sentence < len(t.ends)-1 {
			h.sentence++
		}
		t.hits = append(t.hits, h)
	})
	slices.SortStableFunc(t.hits, func(a, b hit) int { return a.start - b.start })
	l.match(&t)
	return t
}

// rawStart leads from the folded text, which has one blank more at its front, to
// the raw text.
func rawStart(phrase string, start int, at []int32) int {
	if phrase[0] != ' ' {
		start--
	}
	return int(at[min(max(start, 0), len(at)-1)])
}

func rawEnd(phrase string, end int, at []int32) int {
	if phrase[len(phrase)-1] == ' ' {
		end--
	}
	return int(at[min(max(end-1, 0), len(at)-1)])
}

// match fits the lines of the tables to the sentences.
func (l *lexicon) match(t *text) {
	for lo := 0; lo < len(t.hits); {
		hi := lo
		for hi < len(t.hits) && t.hits[hi].sentence == t.hits[lo].sentence {
			hi++
		}
		l.sentence(t, t.hits[lo:hi])
		lo = hi
	}
}

func (l *lexicon) sentence(t *text, hits []hit) {
	n := hits[0].sentence
	from := 0
	if n > 0 {
		from = t.ends[n-1]
	}
	present := make(map[int32]bool, len(hits))
	for _, h := range hits {
		present[h.phrase] = true
	}
	fitting := map[int32]bool{}
	for _, h := range hits {
		for _, i := range l.triggers[h.phrase] {
			e := &l.entries[i]
			fit, seen := fitting[i]
			if seen && (!fit || e.signal != "secret") {
				continue
			}
			if !seen {
				fit = fits(e, present)
				fitting[i] = fit
			}
			if fit && len(t.matches) < mostMatches {
				t.matches = append(t.matches, match{e, h.start, h.end, from, t.ends[n]})
			}
		}
	}
}

// mostMatches bounds what is kept of one block; a message that has more was not
// written for readers.
const mostMatches = 2000

// fits says whether a sentence has a wording of each group and none that undoes
// the line.
func fits(e *entry, present map[int32]bool) bool {
	for _, g := range e.groups {
		if !among(g, present) {
			return false
		}
	}
	return !among(e.unless, present)
}

func among(group []int32, present map[int32]bool) bool {
	return slices.ContainsFunc(group, func(p int32) bool { return present[p] })
}

// first gives the first match of a signal, "" meaning any value.
func (t *text) first(signal, value string) (match, bool) {
	for _, m := range t.matches {
		if m.entry.signal == signal && (value == "" || m.entry.value == value) {
			return m, true
		}
	}
	return match{}, false
}

func (t *text) has(signal string) bool {
	_, ok := t.first(signal, "")
	return ok
}

// within gives the first match of a signal in a range of bytes.
func (t *text) within(signal string, from, to int) (match, bool) {
	for _, m := range t.matches {
		if m.entry.signal == signal && m.start >= from && m.start < to {
			return m, true
		}
	}
	return match{}, false
}

// sentences gives the ends of a text's sentences, the last one its length. A
// sentence ends at a stop before a blank and a capital letter; a stop after one
// letter is that of a shortening.
func sentences(s string) []int {
	var ends []int
	last := 0
	for i, r := range s {
		if r != '.' && r != '!' && r != '?' && r != '…' && r != '·' {
			continue
		}
		next := i + utf8.RuneLen(r)
		if next+1 >= len(s) || s[next] != ' ' || r == '.' && shortened(s[last:i]) {
			continue
		}
		if c, _ := utf8.DecodeRuneInString(s[next+1:]); r == '.' && (unicode.IsLower(c) || unicode.IsDigit(c)) {
			continue
		}
		ends, last = append(ends, next+1), next+1
	}
	return append(ends, len(s))
}

// shortened says whether a text ends in a word of one letter.
func shortened(s string) bool {
	r, size := utf8.DecodeLastRuneInString(s)
	if !unicode.IsLetter(r) {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(s[:len(s)-size])
	return !unicode.IsLetter(before) && !unicode.IsDigit(before)
}
