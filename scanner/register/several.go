package register

import (
	"bytes"
	"slices"
	"strings"

	"leadlint/rules/facts"
)

// several reads a cell that names two channels or more ("e-mail, SMS", "téléphone
// et courrier"); nil when it does not, or when one of them is not understood.
func (c *cells) several(rel *facts.Relation, t Target, own map[string]string, cell []byte) []string {
	f := rel.Field(t.Field)
	if f == nil || !manyChannels(rel, t) || len(cell) > longestCell {
		return nil
	}
	var out []string
	for _, part := range parts(cell) {
		m, ok := c.meaning(rel, t, own, part)
		if !ok || f.Code(m) == 0 {
			return nil
		}
		if !slices.Contains(out, m) {
			out = append(out, m)
		}
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// manyChannels says whether a cell of the column may name several channels, each
// of which gives a row.
func manyChannels(rel *facts.Relation, t Target) bool {
	return t.Field == "channel" && rel.Name != "request" && rel.Field("person") != nil
}

// parts cuts a list of channels.
func parts(cell []byte) [][]byte {
	var out [][]byte
	for _, p := range bytes.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune(",;|/+&\n\x1f[]\"", r) }) {
		from := 0
		words := bytes.Fields(p)
		for i, w := range words {
			switch string(w) {
			case "and", "et", "und", "y", "e", "en", "i":
				if i > from {
					out = append(out, bytes.Join(words[from:i], []byte{' '}))
				}
				from = i + 1
			}
		}
		if from < len(words) {
			out = append(out, bytes.Join(words[from:], []byte{' '}))
		}
	}
	return out
}
