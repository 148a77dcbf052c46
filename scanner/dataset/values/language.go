package values

import (
	"bytes"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// Languages gives the set (of contact.languages) of the languages in which a
// person in a country may expect to be addressed: the official ones, and those
// official in a part of it. country is a code of contact.country; the result is
// 0, unknown, for a country that is not in the table.
func (c *Countries) Languages(country uint8) uint64 {
	if int(country) >= len(c.spoken) {
		return 0
	}
	return c.spoken[country]
}

// LanguageBits gives the set (of contact.languages) that a cell names: "fr",
// "fr-FR", "fra", "French", "français", or a list of such. It is 0, unknown,
// when one of them is not understood.
func (c *Countries) LanguageBits(cell []byte) uint64 {
	if bits, ok := c.said.get(cell); ok {
		return bits
	}
	return c.said.put(cell, c.languageBits(cell))
}

func (c *Countries) languageBits(cell []byte) uint64 {
	if Empty(cell) || len(cell) > 400 {
		return 0
	}
	c.learnLanguages()
	var all uint64
	for _, part := range bytes.FieldsFunc(trimList(cell), func(r rune) bool {
		return strings.ContainsRune(",;/|+&[]\"\n", r)
	}) {
		if i := bytes.IndexByte(part, '('); i > 0 {
			part = part[:i]
		}
		if len(trim(part)) == 0 {
			continue
		}
		bits := c.oneLanguage(part)
		if bits == 0 {
			return 0
		}
		all |= bits
	}
	return all
}

// trimList cuts the brackets of a list in JSON, PostgreSQL's or Python's form.
func trimList(cell []byte) []byte { return bytes.Trim(trim(cell), "[]{}\"'") }

func (c *Countries) oneLanguage(part []byte) uint64 {
	name := Fold(strings.Trim(string(part), "' "))
	if bits, ok := c.tongues[name]; ok {
		return bits
	}
	words := strings.Fields(name)
	switch {
	case len(words) == 2 && len(words[0]) == 2 && (len(words[1]) == 2 || len(words[1]) == 3): // a locale
		return c.tongues[words[0]]
	case len(words) == 3 && (words[1] == "and" || words[1] == "et" || words[1] == "und" || words[1] == "y" || words[1] == "e" || words[1] == "en"):
		a, b := c.tongues[words[0]], c.tongues[words[2]]
		if a != 0 && b != 0 {
			return a | b
		}
	}
	return 0
}

// learnLanguages fills the table of languages on first use.
func (c *Countries) learnLanguages() {
	if c.tongues != nil {
		return
	}
	c.tongues = make(map[string]uint64)
	for _, code := range c.langs.Values {
		bits, _ := c.langs.Bits(code)
		base := language.MustParseBase(code)
		c.tongues[code] = bits
		c.tongues[strings.ToLower(base.ISO3())] = bits
		c.tongues[Fold(display.Self.Name(language.MustParse(code)))] = bits
		for _, lang := range nameLanguages() {
			if namer := display.Languages(lang); namer != nil {
				if n := Fold(namer.Name(language.MustParse(code))); n != "" {
					c.tongues[n] = bits
				}
			}
		}
	}
	for _, row := range rows("languages.tsv", 2) {
		bits, _ := c.langs.Bits(strings.Fields(row[0])...)
		for _, n := range terms(row[1]) {
			c.tongues[Fold(n)] = bits
		}
	}
}
