package ruletest

import (
	"crypto/sha256"
	"encoding/binary"
	"strings"

	"leadlint/rules/facts"
)

// identify fills the identities of a column that joins: those of a Key as they
// are written, and of a text the text itself.
func identify(v *facts.Vec, f *facts.Field, rows []map[string]any) {
	v.KeyAt = make([]uint32, 1, len(rows)+1)
	for _, row := range rows {
		for _, text := range identities(row[f.Name]) {
			v.Keys = append(v.Keys, hash(f.Type, text))
		}
		v.KeyAt = append(v.KeyAt, uint32(len(v.Keys)))
	}
}

// identities lists the texts that a value of an example stands for; an empty
// cell and one that is no text have none.
func identities(value any) []string {
	if text, ok := value.(string); ok {
		return []string{text}
	}
	list, _ := texts(value)
	return list
}

// hash gives the identity that a text of an example stands for. Equal texts are
// equal identities; nothing is normalised, and no key is needed where all texts
// are invented. The kind goes by the form of the text.
func hash(t facts.Type, text string) facts.Hash {
	sum := sha256.Sum256([]byte(text))
	h := facts.Hash{binary.LittleEndian.Uint64(sum[:]), binary.LittleEndian.Uint64(sum[8:])}
	switch digits, plus := strings.CutPrefix(text, "+"); {
	case t != facts.Key:
		return h.WithKind(facts.KindName)
	case strings.Contains(text, "@"):
		return h.WithKind(facts.KindEmail)
	case plus && digits != "" && strings.Trim(digits, "0123456789") == "":
		return h.WithKind(facts.KindPhone)
	}
	return h.WithKind(facts.KindID)
}
