package quote

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"leadlint/scanner/wording"
)

//go:embed labels.tsv
var labelLines string

// kind is what a word tells of the words beside it.
type kind uint16

const (
	plain kind = 0
	title kind = 1 << iota
	greeting
	role
	access
	secret
	being
	acronym
	sole
)

// labels are the words of labels.tsv, folded.
type labels struct {
	words       map[string]kind
	stems       map[string]kind
	abbreviated map[string][]string // word -> languages
}

// table reads the labels that come with the program, once.
var table = sync.OnceValue(func() *labels {
	l, err := readLabels(labelLines)
	if err != nil {
		panic(err) // the build is faulty
	}
	return l
})

func readLabels(lines string) (*labels, error) {
	kinds := map[string]kind{
		"title": title, "greeting": greeting, "role": role, "access": access, "secret": secret, "is": being, "acronym": acronym, "sole": sole,
	}
	l := &labels{words: map[string]kind{}, stems: map[string]kind{}, abbreviated: map[string][]string{}}
	return l, wording.Lines(lines, func(n int, cells []string) error {
		if len(cells) == 3 && cells[0] == "abbreviated" {
			for w := range strings.FieldsSeq(cells[2]) {
				l.abbreviated[w] = append(l.abbreviated[w], strings.Fields(cells[1])...)
			}
			return nil
		}
		k, ok := kinds[cells[0]]
		if !ok || len(cells) != 2 {
			return fmt.Errorf("labels.tsv:%d must have a known kind and words", n)
		}
		for w := range strings.FieldsSeq(cells[1]) {
			if stem, ok := strings.CutSuffix(w, "*"); ok {
				l.stems[stem] |= k
			} else {
				l.words[strings.ReplaceAll(w, "_", " ")] |= k
			}
		}
		return nil
	})
}

// longestStem is the length, in bytes, of the longest beginning that is sought.
const longestStem = 24

// of gives what a folded word tells.
func (l *labels) of(w string) kind {
	k := l.words[w]
	for i := 3; i <= min(len(w), longestStem); i++ {
		k |= l.stems[w[:i]]
	}
	return k
}

// titled says whether a word as written stands before a name in a language.
func (l *labels) titled(folded, written, lang string, first bool) bool {
	if l.words[folded]&title != 0 {
		return true
	}
	if !capital(written) || len(folded) == 1 && (!strings.HasSuffix(written, ".") || first && folded != "m") {
		return false
	}
	return slices.Contains(l.abbreviated[folded], lang)
}
