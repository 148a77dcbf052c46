package l10n

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"leadlint/rules/facts"
)

// names are the names of countries, languages, relations and fields.
type names struct {
	regions   display.Namer
	languages display.Namer
	schema    *facts.Schema
}

func newNames(lang string) *names {
	tag := language.English
	if lang == "fr" {
		tag = language.French
	}
	return &names{regions: display.Regions(tag), languages: display.Languages(tag), schema: facts.NewSchema()}
}

// Country gives the name of a country by its ISO 3166-1 code; "unknown" and
// "other" have names too, anything else is given back as it is.
func (p *Printer) Country(code string) string {
	switch code {
	case "", "unknown":
		return p.T("value.unknown")
	case "other":
		return p.T("value.other")
	}
	region, err := language.ParseRegion(code)
	if err != nil || len(code) != 2 {
		return code
	}
	if name := p.names.regions.Name(region); name != "" {
		return name
	}
	return code
}

// Language gives the name of a language by its ISO 639-1 code, or the code.
func (p *Printer) Language(code string) string {
	base, err := language.ParseBase(code)
	if err != nil {
		return code
	}
	if name := p.names.languages.Name(base); name != "" {
		return name
	}
	return code
}

// Relation gives the name of a relation of facts, or its identifier.
func (p *Printer) Relation(name string) string {
	if r := p.names.schema.Relation(name); r != nil {
		return r.Label.In(p.lang)
	}
	return name
}

// Field gives the name of a relation's field, else that of what a column can be recognised
// as, or its identifier. The relation may also stand before the field's name with a point;
// "person" is the person that a record of a register is about.
func (p *Printer) Field(relation, name string) string {
	bare := name
	if r, f, ok := strings.Cut(name, "."); ok {
		relation, bare = r, f
	}
	for _, one := range []string{relation, "contact"} {
		if r := p.names.schema.Relation(one); r != nil && r.Field(bare) != nil {
			return r.Field(bare).Label.In(p.lang)
		}
	}
	if m, ok := p.messages["column."+bare]; ok {
		return m
	}
	return name
}

// Cited gives the authority and the reference of a precedent in the language; where they
// are the same in every language, as they are given.
func (p *Printer) Cited(id, authority, reference string) (by, as string) {
	by, as = authority, reference
	if m, ok := p.messages["cited_by."+id]; ok {
		by = m
	}
	if m, ok := p.messages["cited."+id]; ok {
		as = m
	}
	return by, as
}

// Capital gives s with its first letter in upper case.
func (p *Printer) Capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[size:]
}

// openers are the words that begin a sentence with a capital only because they stand
// first.
var openers = []string{
	"The", "A", "An", "Proof", "What", "How", "For", "Whether", "When", "That", "Who", "Where", "Individual", "Dated",
	"Le", "La", "Les", "Un", "Une", "Des", "De", "Du", "Ce", "Cet", "Cette", "Ces", "Pour", "Tout", "Toute",
}

// Inner gives a sentence as it stands behind a colon: its first word loses the capital
// where that is an article or the like, and so may not be a name.
func (p *Printer) Inner(s string) string {
	first, _, _ := strings.Cut(s, " ")
	if strings.HasPrefix(first, "L'") || strings.HasPrefix(first, "D'") || slices.Contains(openers, first) {
		r, size := utf8.DecodeRuneInString(s)
		return string(unicode.ToLower(r)) + s[size:]
	}
	return s
}

// Place words a place within a page, such as "line 12", ".h-card, line 2" or
// "header X-Robots-Tag"; what is a name or selector stays as it is.
func (p *Printer) Place(where string) string {
	parts := strings.Split(where, ", ")
	for i, part := range parts {
		if n, ok := strings.CutPrefix(part, "line "); ok {
			parts[i] = p.T("issue.line", n)
		}
	}
	return strings.Join(parts, ", ")
}
