package database

import (
	"slices"
	"strings"

	"leadlint/scanner/dataset"
)

// link says that rows of one table name a row of another.
type link struct {
	child, parent *Table
	from, to      []string
	// role are the words of the naming column without its ending: "employer" of
	// employer_id; nil where it has none.
	role []string
	// declared links are foreign keys, the others were told by names.
	declared bool
}

// links finds how the tables of a catalogue hang together: by their foreign keys, and
// by columns such as contact_id that name a table with a unique column of that type.
// Views and what cannot be read are left out.
func links(c *Catalog, leave func(*Table) bool) []link {
	var tables []*Table
	for i := range c.Tables {
		if t := &c.Tables[i]; !leave(t) {
			tables = append(tables, t)
		}
	}
	var out []link
	for _, t := range tables {
		taken := map[string]bool{}
		for _, r := range t.References {
			if l, ok := declared(t, r, tables); ok {
				out = append(out, l)
				if len(r.From) == 1 {
					taken[r.From[0]] = true
				}
			}
		}
		for _, col := range t.Columns {
			if l, ok := named(t, col, tables); ok && !taken[col.Name] {
				out = append(out, l)
			}
		}
	}
	return out
}

// declared is the link of a foreign key.
func declared(t *Table, r dataset.Reference, tables []*Table) (link, bool) {
	var parent *Table
	for _, p := range tables {
		if p.Full() == r.Parent || parent == nil && p.Schema == t.Schema && strings.EqualFold(p.Name, r.Parent) {
			parent = p
		}
	}
	if parent == nil {
		return link{}, false
	}
	to := r.To
	if len(to) == 0 {
		to = parent.Primary
	}
	if len(to) != len(r.From) || !parent.unique(to) {
		return link{}, false
	}
	l := link{child: t, parent: parent, from: r.From, to: to, declared: true}
	if len(r.From) == 1 {
		l.role = idWords(r.From[0])
	}
	return l, true
}

// named is the link that the name of a column tells.
func named(t *Table, col Column, tables []*Table) (link, bool) {
	role := idWords(col.Name)
	if role == nil || slices.Equal(t.Primary, []string{col.Name}) && within(words(t.Name), role) {
		return link{}, false
	}
	var found []link
	exact := false
	for _, p := range tables {
		if p == t || p.Schema != t.Schema {
			continue
		}
		of := words(p.Name)
		full := same(of, role)
		if !full && (exact || !within(of, role) && !within(role, of)) {
			continue
		}
		to, ok := p.target(col, role)
		if !ok {
			continue
		}
		if full && !exact {
			found, exact = nil, true
		}
		found = append(found, link{child: t, parent: p, from: []string{col.Name}, to: []string{to}, role: role})
	}
	if len(found) != 1 { // two tables could be meant: neither is
		return link{}, false
	}
	return found[0], true
}

// target is the unique column of a table that a column with that role names.
func (t *Table) target(col Column, role []string) (string, bool) {
	for _, c := range t.Columns {
		w := words(c.Name)
		if !t.unique([]string{c.Name}) || !agree(c, col) {
			continue
		}
		if len(w) == 1 && in(w[0], " id uuid guid key no nr code ") || strings.EqualFold(c.Name, col.Name) || same(idWords(c.Name), role) || same(idWords(c.Name), []string{"record"}) ||
			slices.Equal(t.Primary, []string{c.Name}) {
			return c.Name, true
		}
	}
	return "", false
}

// unique says whether the columns tell the rows of the table apart.
func (t *Table) unique(columns []string) bool {
	set := func(key []string) bool {
		return len(key) > 0 && len(key) == len(columns) && !slices.ContainsFunc(key, func(k string) bool { return !slices.Contains(columns, k) })
	}
	return set(t.Primary) || slices.ContainsFunc(t.Unique, set)
}

// agree says whether values of two columns can be compared: by the make too, which may
// refuse a text against a UUID.
func agree(a, b Column) bool {
	return a.Kind == b.Kind && (a.Kind == Integer || family(a.Type) == family(b.Type))
}

// family makes the types of texts one, whatever their length.
func family(kind string) string {
	kind, _, _ = strings.Cut(strings.ToLower(kind), "(")
	switch kind = strings.TrimSpace(kind); kind {
	case "text", "varchar", "char", "character", "character varying", "bpchar", "citext", "nvarchar", "nchar", "tinytext", "mediumtext", "longtext", "string", "clob":
		return "text"
	}
	return kind
}
