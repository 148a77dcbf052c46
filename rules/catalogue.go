package rules

import (
	_ "embed" // the table stands beside the code
	"slices"
	"strings"

	"leadlint/rules/strict"
)

//go:embed catalogue.tsv
var catalogueTable string

// Entry is one rule of the catalogue. One or several rules of the packs implement it.
type Entry struct {
	// ID is the number that never changes its meaning.
	ID   string
	Kind Kind
	// Primary are the articles a finding would be counted under; none for gates.
	Primary []string
	// Title is English; the rules of the packs have titles in both languages.
	Title string
}

// Catalogue lists all rules that leadlint knows of, in a fixed order. The caller owns
// the result.
func Catalogue() []Entry {
	lines := strings.Split(strings.TrimSuffix(catalogueTable, "\n"), "\n")[1:]
	out := make([]Entry, len(lines))
	for i, line := range lines {
		c := strings.Split(line, "\t")
		e := Entry{ID: c[0], Kind: Kind(c[1]), Title: c[3]}
		if c[2] != "" {
			e.Primary = strings.Split(c[2], "; ")
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
