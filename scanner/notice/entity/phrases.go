package entity

import (
	"fmt"
	"strings"

	"leadlint/scanner/wording"
)

// phrases finds sequences of words. In a table a phrase is written as words parted
// by blanks; "a|b" are alternatives, a star at the end of an alternative lets any
// ending follow, a question mark at the end of a word makes it optional.
type phrases struct {
	starts map[uint32][]phrase // by the first bytes of the first word
}

type phrase struct {
	words []pattern
	id    int
}

// pattern is one word: the text itself, or what begins with it.
type pattern struct {
	text string
	stem bool
}

// keyLength is the number of bytes by which phrases are looked up.
const keyLength = 3

// startKey gives the first bytes of a word as one number.
func startKey[T string | []byte](word T) uint32 {
	key := uint32(0)
	for i := range min(len(word), keyLength) {
		key = key<<8 | uint32(word[i])
	}
	return key
}

// add takes a phrase in under a number.
func (p *phrases) add(fold *wording.Folder, spec string, id int) error {
	if p.starts == nil {
		p.starts = map[uint32][]phrase{}
	}
	all := [][]pattern{nil}
	for field := range strings.FieldsSeq(spec) {
		all = grow(fold, all, field)
	}
	for _, words := range all {
		if len(words) == 0 || words[0].text == "" || words[0].stem && len(words[0].text) < keyLength {
			return fmt.Errorf("phrase %q must begin with a word of at least %d letters", spec, keyLength)
		}
		key := startKey(words[0].text)
		list := append(p.starts[key], phrase{words, id})
		for i := len(list) - 1; i > 0 && len(list[i].words) > len(list[i-1].words); i-- {
			list[i], list[i-1] = list[i-1], list[i]
		}
		p.starts[key] = list
	}
	return nil
}

// grow appends every alternative of a field to every beginning.
func grow(fold *wording.Folder, all [][]pattern, field string) [][]pattern {
	body, optional := strings.CutSuffix(field, "?")
	var out [][]pattern
	for _, head := range all {
		if optional {
			out = append(out, head)
		}
		for alt := range strings.SplitSeq(body, "|") {
			alt, stem := strings.CutSuffix(alt, "*")
			words := head[:len(head):len(head)]
			for w := range strings.FieldsSeq(fold.String(alt)) {
				words = append(words, pattern{text: w})
			}
			if stem && len(words) > len(head) {
				words[len(words)-1].stem = true
			}
			out = append(out, words)
		}
	}
	return out
}

// match gives the number of the longest phrase that begins at token i and the token
// behind it; ok is false when there is none.
func (p *phrases) match(t *text, i int) (id, next int, ok bool) {
	return p.longest(t, i, nil)
}

// longest is match among the phrases that accept takes.
func (p *phrases) longest(t *text, i int, accept func(id, next int) bool) (id, next int, ok bool) {
	list := p.starts[startKey(t.word(i))]
	for j := range list {
		c := &list[j]
		if n := i + len(c.words); c.fits(t, i) && (accept == nil || accept(c.id, n)) {
			return c.id, n, true
		}
	}
	return 0, 0, false
}

// maxGap is the most bytes that may part two words of a phrase.
const maxGap = 4

func (c *phrase) fits(t *text, i int) bool {
	if i+len(c.words) > len(t.tokens) {
		return false
	}
	for n, w := range c.words {
		got := t.word(i + n)
		if len(got) < len(w.text) || string(got[:len(w.text)]) != w.text || !w.stem && len(got) != len(w.text) {
			return false
		}
		if n > 0 && int(t.tokens[i+n].start-t.tokens[i+n-1].end) > maxGap {
			return false
		}
	}
	return true
}
