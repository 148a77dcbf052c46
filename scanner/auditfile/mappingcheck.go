package auditfile

import (
	"maps"
	"slices"
	"strings"

	"leadlint/rules/facts"
	"leadlint/rules/strict"
	"leadlint/scanner/dataset/values"
)

// mappingCheck holds what is said of the columns of a register to its relation.
type mappingCheck struct {
	rel      *facts.Relation
	at       strict.Pos
	problems *strict.Collector
}

func (c *mappingCheck) mapping(m *RegisterMapping) {
	if !Datasetlike(c.rel.Name) {
		for header, field := range m.Columns {
			if field != Ignore && !slices.Contains(uses(), field) {
				c.target(field, c.at.Value("columns").Value(header))
			}
		}
		for field, words := range m.Values {
			c.words(field, words)
		}
		for field, form := range m.Dates {
			c.date(field, form)
		}
	}
	m.Facts.typed(c.rel, c.at.Value("facts"), c.problems)
	c.facts(m.Facts)
}

// facts refuses what cannot hold for every row.
func (c *mappingCheck) facts(given Row) {
	section := c.at.Value("facts")
	for name, value := range given {
		switch f := c.rel.Field(name); {
		case f.Type == facts.Key:
			c.problems.Add(section.Key(name), "%s.%s cannot be one for every row; write rows out (rows: …), or name the column under columns", c.rel.Name, name)
		case f.Derived:
			c.problems.Add(section.Key(name), "%s.%s cannot be given for every row: it is worked out from what each holds", c.rel.Name, name)
		case value == nil:
			c.problems.Add(section.Key(name), "expected a value for every row that says nothing itself; leave %s out if there is none", name)
		}
	}
}

// target checks what a column feeds: a field, person.KIND for a key of one
// kind, FIELD=VALUE for cells that say yes to one value, each also for one
// channel only (FIELD@CHANNEL).
func (c *mappingCheck) target(text string, at strict.Pos) {
	rest, channel, forOne := strings.Cut(text, "@")
	rest, value, marks := strings.Cut(rest, "=")
	name, kind, ofKind := strings.Cut(rest, ".")
	f := c.field(name, at)
	switch {
	case f == nil:
		return
	case f.Derived && f.Name != "count":
		c.problems.Add(at, "%s.%s cannot be read from a column: it is worked out from what others hold", c.rel.Name, name)
	case ofKind && f.Type != facts.Key:
		c.problems.Add(at, "%s.%s has no kinds: write %q", c.rel.Name, name, name)
	case ofKind && !slices.Contains(keyKinds(), kind):
		c.problems.Add(at, "unknown kind %q of %s.%s%s", kind, c.rel.Name, name, suggest(kind, keyKinds()))
	}
	if known := fixed(f); marks && !slices.Contains(known, value) {
		c.problems.Add(at, "unknown value %q of %s.%s%s", value, c.rel.Name, name, suggest(value, known))
	}
	if !forOne {
		return
	}
	if by := c.rel.Field("channel"); by == nil {
		c.problems.Add(at, "%s has no channel: write %q", c.rel.Name, rest)
	} else if by.Code(channel) == 0 {
		c.problems.Add(at, "unknown value %q of %s.channel%s", channel, c.rel.Name, suggest(channel, by.Values))
	}
}

// keyKinds are the kinds of identity that a column can be said to hold.
func keyKinds() []string { return []string{"email", "phone", "profile", "id", "digest", "name", "any"} }

// uses are what columns can serve besides fields: the text of a log's line, a
// figure of statistics that counts persons or one that counts none, whether a
// row is an entry of the register at all, which event a row is of, and in which
// state.
func uses() []string {
	return []string{".line", ".count", ".measure", ".entry", ".event", ".state", ".ignore"}
}

// Unknown is the value of a cell that stands for none.
const Unknown = "unknown"

// fixed lists the values that a field can have, nil when they are not fixed.
func fixed(f *facts.Field) []string {
	if f.Type == facts.Bool {
		return []string{"true", "false"}
	}
	return f.Values
}

// field gives the named field; it notes the problem and gives nil when the
// relation has none that can be read.
func (c *mappingCheck) field(name string, at strict.Pos) *facts.Field {
	f := c.rel.Field(name)
	if f == nil {
		c.problems.Add(at, "unknown field %q of %s%s", name, c.rel.Name, suggest(name, fieldNames(c.rel)))
		return nil
	}
	if why := workedOut(f); why != "" {
		c.problems.Add(at, "%s.%s cannot be read from a column: %s", c.rel.Name, name, why)
		return nil
	}
	return f
}

func (c *mappingCheck) words(name string, words map[string]string) {
	section := c.at.Value("values")
	f := c.field(name, section.Key(name))
	if f == nil {
		return
	}
	known := fixed(f)
	if known == nil {
		c.problems.Add(section.Key(name), "the values of %s.%s have no fixed meanings: remove it from values", c.rel.Name, name)
		return
	}
	known = append(slices.Clone(known), Unknown)
	first := map[string]string{}
	for _, word := range slices.Sorted(maps.Keys(words)) {
		meaning := words[word]
		key := strings.ToLower(strings.TrimSpace(word))
		if old, twice := first[key]; twice && words[old] != meaning {
			c.problems.Add(section.Value(name).Key(word), "%q is given two values, %s and %s as %q: letter case does not count", word, meaning, words[old], old)
		}
		first[key] = word
		if !slices.Contains(known, meaning) {
			c.problems.Add(section.Value(name).Value(word), "unknown value %q of %s.%s%s", meaning, c.rel.Name, name, suggest(meaning, known))
		}
	}
}

func (c *mappingCheck) date(name, form string) {
	section := c.at.Value("dates")
	f := c.field(name, section.Key(name))
	switch {
	case f == nil:
	case f.Type != facts.Date:
		c.problems.Add(section.Key(name), "a form is for dates only, and %s.%s holds none", c.rel.Name, name)
	default:
		if _, ok := values.ParseDateFormat(form); !ok {
			c.problems.Add(section.Value(name), `unknown form of dates %q; expected the order of day, month and year, such as "DD/MM/YYYY" or "YYYY-MM-DD", or "serial" (Excel), "unix" or "unix ms"`, form)
		}
	}
}
