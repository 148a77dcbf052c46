// Package lexicon knows the words of program text: what a name is about, what a call
// of a library does, whose host an address leads to. It is made of tables, embedded
// beside the code, and of the few rules by which words of one name change each other.
//
// All answers are sets of bits over the orders of facts.CodeSubjects, facts.CodeRoles
// and facts.CodeHosts, without facts.SetKnown.
package lexicon

import (
	"embed"
	"fmt"
	"strings"

	"leadlint/rules/facts"
)

//go:embed *.tsv
var tables embed.FS

// Lexicon answers from its tables. It is not changed after New but for memos, which
// are locked: one Lexicon serves any number of goroutines.
type Lexicon struct {
	subjectBit, roleBit, hostBit map[string]uint64
	bits                         subjectBits

	phrases   phraseTable
	modifiers modifierTable
	text      textTable
	roles     roleTable
	hosts     hostTable

	names, callees memo
}

// New reads the embedded tables. It panics where one of them is broken, which the
// tests of this package would have shown.
func New() *Lexicon {
	l := &Lexicon{
		subjectBit: positions(facts.CodeSubjects()),
		roleBit:    positions(facts.CodeRoles()),
		hostBit:    positions(facts.CodeHosts()),
	}
	l.bits = newSubjectBits(l.subjectBit)
	for _, read := range []func() error{l.readPhrases, l.readModifiers, l.readText, l.readRoles, l.readHosts} {
		if err := read(); err != nil {
			panic(fmt.Errorf("lexicon: %w", err))
		}
	}
	return l
}

func positions(names []string) map[string]uint64 {
	bits := make(map[string]uint64, len(names))
	for i, n := range names {
		bits[n] = 1 << uint(i)
	}
	return bits
}

// row is one line of a table.
type row struct {
	file  string
	line  int
	cells []string
}

func (r row) errorf(format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", r.file, r.line, fmt.Sprintf(format, args...))
}

// rows reads a table: lines of tab-separated cells, blank lines and lines that begin
// with # left out.
func rows(file string, cells int) ([]row, error) {
	data, err := tables.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var out []row
	for i, line := range strings.Split(string(data), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		r := row{file, i + 1, strings.Split(line, "\t")}
		if len(r.cells) != cells {
			return nil, r.errorf("%d cells, want %d", len(r.cells), cells)
		}
		out = append(out, r)
	}
	return out, nil
}

// members gives the bits of a list of names with commas between.
func members(known map[string]uint64, list string) (uint64, error) {
	var set uint64
	for name := range strings.SplitSeq(list, ",") {
		bit, ok := known[name]
		if !ok {
			return 0, fmt.Errorf("unknown name %q", name)
		}
		set |= bit
	}
	return set, nil
}

// alternatives writes out the words of a pattern in which a|b stands for either.
func alternatives(pattern string) [][]string {
	out := [][]string{nil}
	for word := range strings.FieldsSeq(pattern) {
		var longer [][]string
		for _, begun := range out {
			for choice := range strings.SplitSeq(word, "|") {
				longer = append(longer, append(append([]string(nil), begun...), choice))
			}
		}
		out = longer
	}
	return out
}
