package register

import (
	"bytes"
	"strings"

	"leadlint/rules/facts"
	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/values"
)

// unknown is the meaning of a cell that states nothing.
const unknown = "unknown"

// longestCell is the length of the longest cell that is looked up.
const longestCell = 200

// cells reads the cells of enumerated columns. It serves one goroutine.
type cells struct {
	book   *book
	schema *facts.Schema
	// countries is made when the first cell of a country is met.
	countries *values.Countries
}

func newCells(schema *facts.Schema) *cells { return &cells{book: vocabulary(), schema: schema} }

// empty says whether a cell of a field states nothing. "NA" is a country's code,
// and "none" an answer.
func (c *cells) empty(field string, cell []byte) bool {
	return values.Empty(cell) && (field != "country" || string(bytes.TrimSpace(cell)) != "NA")
}

// meaning gives what a cell of a column means: a value of the field ("true" and
// "false" for a Bool, for a mark too), unknown for a cell that states nothing;
// false when it is not understood. own are the user's meanings, by folded cell.
func (c *cells) meaning(rel *facts.Relation, t Target, own map[string]string, cell []byte) (string, bool) {
	if own != nil {
		if m, ok := own[cellKey(string(cell))]; ok {
			return m, true
		}
	}
	if c.empty(t.Field, cell) {
		return unknown, true
	}
	if len(cell) > longestCell {
		return c.long(rel, t)
	}
	switch {
	case t.Value != "" || t.Field == ".entry":
		return values.Meaning("opt_out_all", cell)
	case t.Field == ".event" || t.Field == ".state":
		m, ok := c.book.cells[t.Field][cellKey(string(cell))]
		return m, ok
	}
	f := rel.Field(t.Field)
	if f == nil {
		return "", false
	}
	return c.field(rel.Name, f, cell)
}

// long answers for a cell that is no word of a vocabulary but a text.
func (c *cells) long(rel *facts.Relation, t Target) (string, bool) {
	if described(rel.Name, t.Field) {
		return "true", true
	}
	return "", false
}

// field reads a cell by the words of its field, then by those that all tables share.
func (c *cells) field(relation string, f *facts.Field, cell []byte) (string, bool) {
	if f.Name == "country" {
		if c.countries == nil {
			c.countries = values.NewCountries(c.schema)
		}
		if code := c.countries.Code(cell); code != 0 {
			return f.Values[code-1], true
		}
		return "", false
	}
	key := cellKey(string(cell))
	if key == "mail" && (f.Name == "channel" || strings.HasSuffix(f.Name, "_channel")) {
		return "", false // a letter in English, an e-mail elsewhere
	}
	for _, v := range f.Values {
		if key == squash(strings.ReplaceAll(v, "_", "")) {
			return v, true
		}
	}
	if m, ok := c.book.cells[relation+"."+f.Name][key]; ok {
		return m, true
	}
	if class := sharedClass(relation, f); class != "" {
		if m, ok := c.book.cells[class][key]; ok {
			return m, true
		}
	}
	return c.common(relation, f, cell)
}

// common reads a cell by the vocabulary of datasets.
func (c *cells) common(relation string, f *facts.Field, cell []byte) (string, bool) {
	as := ""
	switch {
	case f.Type == facts.Bool:
		as = "soft_opt_in"
	case f.Name == "value" || f.Name == "consent":
		as = "consent_email"
	case f.Name == "legal_basis", f.Name == "source_type":
		as = f.Name
	case f.Name == "recipient" && f.Type == facts.Enum, f.Name == "capacity":
		as = "recipient"
	case f.Name == "channel" && f.Code("sms") != 0 && f.Code("portal") == 0:
		as = "channel"
	case f.Name == "retention" && period(cell):
		return "period", true
	}
	if as == "" {
		return "", false
	}
	m, ok := values.Meaning(as, cell)
	if !ok && described(relation, f.Name) && bytes.IndexFunc(cell, letter) >= 0 {
		return "true", true
	}
	if ok && m != unknown && f.Type != facts.Bool && f.Code(m) == 0 {
		return "", false // several channels in one cell, a value that the field lacks
	}
	return m, ok
}

// sharedClass names the class of words that fields of several relations share.
func sharedClass(relation string, f *facts.Field) string {
	switch {
	case relation == "request" && f.Code("portal") != 0:
		return "routes"
	case f.Name == "channel":
		return ".channel"
	case relation == "notice" && f.Type == facts.Enum && f.Code("heading_only") != 0:
		return "items"
	}
	return ""
}

// described says whether a filled cell of the field, whatever its words, says
// that what the field asks for is there: a record of processing holds the
// categories themselves.
func described(relation, field string) bool {
	if relation != "activity" {
		return false
	}
	switch field {
	case "persons_described", "data_described", "controllers_named", "recipients_described":
		return true
	}
	return false
}

func letter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= 0x80 }

// period says whether a cell names a length of time: "36 mois", "3 years", "P5Y".
func period(cell []byte) bool {
	key := cellKey(string(cell))
	i := strings.IndexAny(key, "0123456789")
	if i < 0 {
		return false
	}
	rest := strings.TrimLeft(key[i:], "0123456789")
	if i > 0 && key[i-1] == 'p' && rest != "" && strings.Contains("ymwd", rest[:1]) {
		return true
	}
	for _, unit := range []string{"day", "week", "month", "year", "jour", "semaine", "mois", "an", "tag", "woche", "monat", "jahr", "dia", "semana", "mes", "ano",
		"giorn", "settiman", "anno", "anni", "dag", "maand", "jaar", "dni", "tygod", "miesi", "rok", "lat"} {
		if strings.HasPrefix(rest, unit) {
			return true
		}
	}
	return false
}

// set reads a cell that holds any number of values.
func (c *cells) set(rel *facts.Relation, t Target, own map[string]string, cell []byte) (bits uint64, ok bool) {
	f := rel.Field(t.Field)
	if m, ok := values.Meaning("soft_opt_in", cell); ok && m == "false" {
		return facts.SetKnown, true // "none"
	}
	for _, part := range bytes.FieldsFunc(cell, func(r rune) bool {
		return r == ',' || r == ';' || r == '|' || r == '\n' || r == dataset.MultiSep || strings.ContainsRune("[]\"", r)
	}) {
		if part = bytes.TrimSpace(part); len(part) == 0 {
			continue
		}
		m, ok := c.meaning(rel, t, own, part)
		b, member := f.Bits(m)
		if !ok || !member {
			return 0, false
		}
		bits |= b
	}
	return bits, bits != 0
}

// marked gives the code that a column of marks gives its field: a cell that
// says yes stands for the target's value. One that says no tells nothing but for
// a Bool, whose other value it is.
func marked(f *facts.Field, t Target, meaning string) uint8 {
	switch {
	case meaning == "true":
		return f.Named(t.Value)
	case meaning == "false" && f.Type == facts.Bool:
		return 3 - f.Named(t.Value) // the other of the two
	}
	return facts.UnknownCode
}
