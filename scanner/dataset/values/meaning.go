package values

import (
	"strings"
	"sync"
)

// Meaning gives what a cell of a governance column means. field is the
// column's canonical name; the meaning is a value of the field of the relation
// contact that the column feeds ("true" and "false" for a Bool, members joined
// by commas for a Set), or "unknown" for a cell that states nothing. It is not
// understood when the cell's words are not in the vocabulary of such a column,
// or when field is no governance column.
//
// Polarity follows the cell when it speaks for itself: "Do Not Allow" is an
// objection and "Subscribed" none, whatever the header says. A bare "yes" is an
// objection in an opt_out_ column and consent in a consent column; in a
// permission_ column, whose header may be worded either way, it is not
// understood. "no" in a consent column is not_given (asked or never asked), and
// in an opt_out_ column "false", which is no consent. An empty cell is unknown
// everywhere.
func Meaning(field string, cell []byte) (meaning string, understood bool) {
	v := vocabulary()
	classes, ok := v.fields[field]
	if !ok {
		return "", false
	}
	if Empty(cell) {
		return "unknown", true
	}
	if len(cell) > 200 {
		return "", false
	}
	// First "OptOut" as "opt out", then "LinkedIn" as "linkedin".
	for _, camel := range [...]bool{true, false} {
		var buf [256]byte
		word := appendFolded(buf[:0], cell, camel)
		for i := range classes {
			if m, ok := classes[i].meaning(word); ok {
				return m, true
			}
		}
	}
	if field == "channel" || field == "consent_channel" {
		return v.channels(cell)
	}
	return "", false
}

// Governance says whether field is the canonical name of a column whose cells
// Meaning reads.
func Governance(field string) bool {
	_, ok := vocabulary().fields[field]
	return ok
}

// vocabulary is the table of Meaning, read once and never changed.
var vocabulary = sync.OnceValue(readWords)

type wordTable struct {
	fields map[string][]class
	words  map[string]map[string]string // by class
}

// class is a list of words with their meanings, where the two meanings of a
// Bool may be put in other terms.
type class struct {
	words           map[string]string
	asTrue, asFalse string
}

func (c *class) meaning(word []byte) (string, bool) {
	m, ok := c.words[string(word)]
	if ok && c.asTrue != "" {
		if m == "true" {
			return c.asTrue, true
		}
		return c.asFalse, true
	}
	return m, ok
}

func readWords() *wordTable {
	v := &wordTable{fields: make(map[string][]class), words: make(map[string]map[string]string)}
	for _, row := range rows("meanings.tsv", 3) {
		words := v.words[row[0]]
		if words == nil {
			words = make(map[string]string)
			v.words[row[0]] = words
		}
		for _, t := range terms(row[2]) {
			words[Fold(t)] = row[1]
		}
	}
	for _, row := range rows("fields.tsv", 2) {
		for _, c := range terms(row[1]) {
			parts := strings.Split(c, ">")
			entry := class{words: v.words[parts[0]]}
			if len(parts) == 3 {
				entry.asTrue, entry.asFalse = parts[1], parts[2]
			}
			v.fields[row[0]] = append(v.fields[row[0]], entry)
		}
	}
	return v
}

// channels reads a list of channels.
func (v *wordTable) channels(cell []byte) (string, bool) {
	var found []string
	for _, part := range strings.FieldsFunc(string(cell), func(r rune) bool { return strings.ContainsRune(",;/|+&[]\"", r) }) {
		word := Fold(part)
		if word == "" {
			continue
		}
		m, ok := v.words["channel"][word]
		if !ok {
			return "", false
		}
		found = append(found, m)
	}
	return strings.Join(found, ","), len(found) > 0
}
