// Package place says where in a file something stands, and shows it without what could
// be somebody's: a report quotes code, and code can hold addresses, numbers and the
// values of sessions.
package place

import (
	"crypto/sha256"
	"encoding/hex"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Lines finds the line and column of an offset.
type Lines struct {
	src    []byte
	starts []uint32
}

// NewLines indexes the lines of a text.
func NewLines(src []byte) *Lines {
	l := &Lines{src: src, starts: []uint32{0}}
	for i, c := range src {
		if c == '\n' {
			l.starts = append(l.starts, uint32(i)+1)
		}
	}
	return l
}

// Count gives the number of lines; what follows the last line break counts if there is
// anything.
func (l *Lines) Count() int {
	if l.starts[len(l.starts)-1] == uint32(len(l.src)) {
		return len(l.starts) - 1
	}
	return len(l.starts)
}

// At gives the line and column, both 1-based, of an offset; columns count characters.
func (l *Lines) At(offset uint32) (line, column int) {
	offset = min(offset, uint32(len(l.src)))
	line = sort.Search(len(l.starts), func(i int) bool { return l.starts[i] > offset })
	return line, utf8.RuneCount(l.src[l.starts[line-1]:offset]) + 1
}

// Line gives the text of a line without its end.
func (l *Lines) Line(line int) string {
	from, to := l.starts[line-1], uint32(len(l.src))
	if line < len(l.starts) {
		to = l.starts[line] - 1
	}
	return strings.TrimRight(string(l.src[from:to]), "\r\n")
}

func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return ' '
		case r < ' ', r == 0x7f, r == utf8.RuneError, 0x80 <= r && r < 0xa0,
			0x200b <= r && r <= 0x200f, 0x202a <= r && r <= 0x202e, 0x2066 <= r && r <= 0x2069, r == 0xfeff:
			return -1
		}
		return r
	}, s)
}

// Version is raised when the recipe of fingerprints changes.
const Version = "1"

// Prints makes the fingerprints of places. Two places of one rule with the same text in
// one file are told apart by their order, so a print stays while lines move about.
type Prints struct{ met map[[3]string]int }

// NewPrints makes an empty set.
func NewPrints() *Prints { return &Prints{met: map[[3]string]int{}} }

// Of gives the fingerprint of the next place of a rule in a file with a text.
func (p *Prints) Of(rule, file, text string) string {
	text = strings.Join(strings.Fields(text), " ")
	key := [3]string{rule, file, text}
	n := p.met[key]
	p.met[key]++
	sum := sha256.Sum256([]byte(strings.Join(append(key[:], strconv.Itoa(n)), "\x00")))
	return Version + ":" + hex.EncodeToString(sum[:16])
}
