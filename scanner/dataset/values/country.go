package values

import (
	"bytes"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"leadlint/rules/facts"
)

// Countries reads countries and what points to them. It remembers spellings,
// so every worker needs one of its own.
type Countries struct {
	field  *facts.Field
	iso2   [26 * 26]uint8
	states map[string]bool // codes of states and provinces, which stand for countries elsewhere
	places map[string]uint8
	areas  map[string]uint8
	// names and tongues are filled at the first cell that is no code.
	names   map[string]uint8
	tongues map[string]uint64
	langs   *facts.Field
	spoken  []uint64
	memo    memo[uint8]
	where   memo[uint8]
	said    memo[uint64]
}

// NewCountries makes a reader that gives the codes of contact.country and the
// sets of contact.languages.
func NewCountries(schema *facts.Schema) *Countries {
	contact := schema.Relation("contact")
	c := &Countries{
		field: contact.Field("country"), langs: contact.Field("languages"),
		states: make(map[string]bool), places: make(map[string]uint8), areas: make(map[string]uint8),
		memo: newMemo[uint8](), where: newMemo[uint8](), said: newMemo[uint64](),
	}
	for i, v := range c.field.Values {
		c.iso2[int(v[0]-'A')*26+int(v[1]-'A')] = uint8(i + 1)
	}
	for _, row := range rows("places.tsv", 3) {
		for _, name := range terms(row[2]) {
			switch row[0] {
			case "state":
				c.states[name] = true
			case "area":
				c.areas[Fold(name)] = c.field.Code(row[1])
			default:
				c.places[Fold(name)] = c.field.Code(row[1])
			}
		}
	}
	c.spoken = make([]uint64, len(c.field.Values)+1)
	for _, row := range rows("official.tsv", 2) {
		c.spoken[c.field.Code(row[0])], _ = c.langs.Bits(terms(row[1])...)
	}
	return c
}

// Code gives the code of contact.country for a cell that holds a country: ISO
// 3166-1 alpha-2 or alpha-3, or its name in one of the larger languages of the
// Union. It is 0 for anything else, and for names of several countries
// ("Korea", "Congo"). "NA" is Namibia here.
func (c *Countries) Code(cell []byte) uint8 {
	if len(cell) == 2 {
		if code := c.alpha2(cell); code != 0 {
			return code
		}
	}
	if code, ok := c.memo.get(cell); ok {
		return code
	}
	return c.memo.put(cell, c.code(cell))
}

func (c *Countries) alpha2(cell []byte) uint8 {
	a, b := (cell[0]|0x20)-'a', (cell[1]|0x20)-'a'
	if a > 25 || b > 25 {
		return 0
	}
	return c.iso2[int(a)*26+int(b)]
}

// code works out a country that is not written as two letters.
func (c *Countries) code(cell []byte) uint8 {
	cell = trimQuotes(cell)
	if len(cell) == 2 {
		if code := c.alpha2(cell); code != 0 {
			return code
		}
	}
	if len(cell) == 0 || len(cell) > 80 {
		return 0
	}
	c.learnNames()
	if code, ok := c.names[Fold(string(cell))]; ok {
		return code
	}
	// "France (FR)", "FR - France": both parts must agree.
	if i := bytes.IndexAny(cell, "(-/"); i > 0 {
		a, b := trim(cell[:i]), trim(bytes.Trim(cell[i:], "()-/ "))
		one, ok := c.part(a)
		other, ok2 := c.part(b)
		if ok && ok2 && one == other {
			return one
		}
	}
	return 0
}

func (c *Countries) part(cell []byte) (uint8, bool) {
	if len(cell) == 2 {
		code := c.alpha2(cell)
		return code, code != 0
	}
	code, ok := c.names[Fold(string(cell))]
	return code, ok && code != 0
}

// learnNames fills the table of names on first use, since most columns hold codes.
func (c *Countries) learnNames() {
	if c.names != nil {
		return
	}
	c.names = make(map[string]uint8)
	for _, lang := range nameLanguages() {
		namer := display.Regions(lang)
		for i, v := range c.field.Values {
			region, err := language.ParseRegion(v)
			if err != nil || namer == nil {
				continue
			}
			c.name(namer.Name(region), uint8(i+1))
			if iso3 := region.ISO3(); iso3 != "ZZZ" {
				c.name(iso3, uint8(i+1))
			}
		}
	}
	for _, row := range rows("countrynames.tsv", 2) {
		for _, n := range terms(row[1]) {
			c.names[Fold(n)] = c.field.Code(row[0])
		}
	}
}

// name notes a name; one that two countries bear stands for neither.
func (c *Countries) name(name string, code uint8) {
	key := Fold(strings.ReplaceAll(name, "’", "'"))
	if len(key) < 3 {
		return
	}
	if had, ok := c.names[key]; ok && had != code {
		code = 0
	}
	c.names[key] = code
}

// nameLanguages are the languages whose names of countries and languages are read.
func nameLanguages() []language.Tag {
	var tags []language.Tag
	for _, l := range strings.Fields("en fr de es it nl pl pt sv da cs ro") {
		tags = append(tags, language.MustParse(l))
	}
	return tags
}

// FromDomain gives the country that a domain's last label names. It is 0 for
// those that are sold as words (.io, .co, .ai, .me, .tv), for .eu and for
// generic ones.
func (c *Countries) FromDomain(domain []byte) uint8 {
	n := len(domain)
	if n > 0 && domain[n-1] == '.' {
		n--
	}
	if n < 4 || domain[n-3] != '.' {
		return 0
	}
	a, b := domain[n-2]|0x20, domain[n-1]|0x20
	switch string([]byte{a, b}) {
	case "uk":
		return c.alpha2([]byte("gb"))
	case "io", "co", "ai", "me", "tv", "cc", "ws", "fm", "am", "gg", "je", "im", "la", "ly", "sh", "ac", "st", "nu", "to", "tk", "ml", "ga", "cf", "gq",
		"vc", "ag", "sc", "bz", "mn", "pw", "so", "gl", "gd", "ms", "tc", "vg", "lc", "bi", "cx", "hm", "mu", "nf", "sb", "sx", "tl", "as", "cd", "dj", "gs", "ps", "pn", "su", "bv", "sj", "um", "aq", "cm", "ne":
		return 0
	}
	return c.alpha2([]byte{a, b})
}

// FromProfileURL gives the country whose sub-domain of LinkedIn a profile's
// address has (fr.linkedin.com); 0 otherwise.
func (c *Countries) FromProfileURL(url []byte) uint8 {
	host := URLHost(url)
	if len(host) != len("fr.linkedin.com") || !equalFold(host[2:], ".linkedin.com") {
		return 0
	}
	if equalFold(host[:2], "uk") {
		return c.alpha2([]byte("gb"))
	}
	return c.alpha2(host[:2])
}
