package rules

import (
	_ "embed" // the table stands beside the code
	"slices"
	"strings"

	"leadlint/rules/strict"
)

//go:embed catalogue.tsv
var catalogueTable string

// Waits names a kind of evidence that leadlint does not read yet and a
// catalogue rule waits for.
type Waits string

// What rules wait for.
const (
	// WaitsCode: the code and database schema of the collection.
	WaitsCode Waits = "code"
)

// In names it in lang ("fr", else English).
func (w Waits) In(lang string) string {
	en, fr := string(w), string(w)
	if w == WaitsCode {
		en, fr = "collection code", "code de collecte"
	}
	if lang == "fr" {
		return fr
	}
	return en
}

// Entry is one rule of the catalogue, implemented or not.
type Entry struct {
	// ID is the number that never changes its meaning.
	ID   string
	Kind Kind
	// Primary are the articles a finding would be counted under; none for gates.
	Primary []string
	// Waits says what the rule is to be found in that leadlint does not read yet.
	// Of a rule that a pack implements it is what remains: what such evidence
	// would show is declared, or not examined. Nil where nothing remains.
	Waits []Waits
	// Title is English; implemented rules have titles in both languages.
	Title string
}

// Catalogue lists all rules that leadlint knows of, in a fixed order, whether
// or not a pack implements them. The caller owns the result.
func Catalogue() []Entry {
	lines := strings.Split(strings.TrimSuffix(catalogueTable, "\n"), "\n")[1:]
	out := make([]Entry, len(lines))
	for i, line := range lines {
		c := strings.Split(line, "\t")
		e := Entry{ID: c[0], Kind: Kind(c[1]), Title: c[4]}
		if c[2] != "" {
			e.Primary = strings.Split(c[2], "; ")
		}
		for _, w := range strings.FieldsFunc(c[3], func(r rune) bool { return r == ',' }) {
			e.Waits = append(e.Waits, Waits(w))
		}
		out[i] = e
	}
	return out
}

// catalogueIDs lists the numbers of the catalogue.
func catalogueIDs() []string {
	var ids []string
	for _, e := range Catalogue() {
		ids = append(ids, e.ID)
	}
	return ids
}

// catalogue checks the number a rule implements; it is the id by default. Only
// leadlint's own rules must have one.
func (l *loader) catalogue(r *Rule, y *ruleYAML) {
	given, at := r.Catalogue != "", y.Catalogue.Pos
	if !given {
		r.Catalogue, at = r.ID, y.ID.Pos
	}
	if (given || l.own) && !slices.Contains(l.numbers, r.Catalogue) {
		l.problems.Add(at, "the catalogue has no rule %q%s", r.Catalogue, strict.Suggest(r.Catalogue, l.numbers))
	}
}
