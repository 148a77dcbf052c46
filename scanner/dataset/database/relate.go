package database

import (
	"slices"
	"strings"
)

// depth is how many references are followed from a record to its parents' parents.
const depth = 2

// Relate tells, for each table that by its columns holds persons, what of other tables
// is read with it: the rows that a record names (its employer, its address, its source)
// and those that name the record (consents, preferences, activities, further
// addresses). A table that says something of the persons of another, and names none
// itself, is in no Select as Base; nor is a list of objections or a log of messages.
func Relate(c *Catalog, o Options) []Select {
	r := newRelater(c, o)
	var bases []*Table
	for i := range c.Tables {
		if t := &c.Tables[i]; !r.leave(t) && holdsOf(t) != nothing && !machine(t) && registerOf(t) == "" {
			bases = append(bases, t)
		}
	}
	var out []Select
	folded := map[*Table]bool{}
	for _, t := range bases {
		if holdsOf(t) == persons {
			s := r.relate(t)
			out = append(out, s)
			for _, other := range s.tables() {
				// A parent that is a company's or a person's own table is read by itself too.
				if !about(other, companyTables+personTables) || s.child(other) {
					folded[other] = true
				}
			}
		}
	}
	for _, t := range bases {
		if holdsOf(t) == reaches && !folded[t] {
			out = append(out, r.relate(t))
		}
	}
	slices.SortFunc(out, func(a, b Select) int { return strings.Compare(a.Base.Full(), b.Base.Full()) })
	return out
}

// tables lists the tables that are read with the base.
func (s Select) tables() []*Table {
	var out []*Table
	for _, p := range s.Parents {
		out = append(out, p.Table)
	}
	for _, c := range s.Children {
		out = append(out, c.Table)
	}
	return out
}

// child says whether a table is a child's.
func (s Select) child(t *Table) bool {
	return slices.ContainsFunc(s.Children, func(c Child) bool { return c.Table == t })
}

// relater finds what hangs on tables of one catalogue.
type relater struct {
	leave func(*Table) bool
	links []link
}

func newRelater(c *Catalog, o Options) *relater {
	leave := func(t *Table) bool {
		return t.Unreadable != "" || o.excepts(t) || t.Kind != "table" && !(o.Views && isView(t))
	}
	return &relater{leave: leave, links: links(c, leave)}
}

// isView says whether reading a table runs what it is made with.
func isView(t *Table) bool { return t.Kind == "view" || t.Kind == "materialized_view" }

// relate makes the Select of one base.
func (r *relater) relate(base *Table) Select {
	s := Select{Base: base}
	used := map[string]bool{}
	for _, c := range base.Columns {
		used[strings.ToLower(c.Name)] = true
	}
	r.parents(&s, -1, base, "", used, 1)
	for _, l := range r.links {
		if l.parent == base && l.child != base {
			r.child(&s, l, l.to, used)
		}
	}
	for _, up := range r.links { // what hangs on the person that both name
		person := up.child == base && up.parent != base && (about(up.parent, personTables) || base.unique(up.from))
		for _, l := range r.links {
			if !person || l.parent != up.parent || l.child == base || !slices.Equal(l.to, up.to) {
				continue
			}
			if of := shapeOf(l.child, l.from); of == states || of == refusals || base.unique(up.from) {
				r.child(&s, l, up.from, used)
			}
		}
	}
	return s
}

// parents adds the rows that a table's rows name.
func (r *relater) parents(s *Select, of int, t *Table, prefix string, used map[string]bool, level int) {
	for _, l := range r.links {
		if l.child != t || l.parent == t || l.parent == s.Base || has(l.role, staffWords) {
			continue
		}
		names, as := parentColumns(l.parent)
		if len(names) == 0 {
			continue
		}
		p := Parent{Table: l.parent, Of: of, From: l.from, To: l.to, Columns: names, Prefix: prefix + l.prefix(), as: as}
		if used[p.Prefix] {
			p.Prefix = prefix + snake(append(slices.Clone(l.role), words(l.parent.Name)...))
		}
		if used[p.Prefix] && !(as && !used[p.Prefix+".name"]) {
			continue
		}
		used[p.Prefix] = true
		s.Parents = append(s.Parents, p)
		if level < depth && !as {
			r.parents(s, len(s.Parents)-1, l.parent, p.Prefix+".", used, level+1)
		}
	}
}

// identities gives the person that a table's rows name, with the columns by which it is
// reached; none for a table that has such columns itself.
func (r *relater) identities(t *Table) []Parent {
	if holdsOf(t) != nothing {
		return nil
	}
	for _, l := range r.links {
		if l.child != t || l.parent == t || has(l.role, staffWords) || !about(l.parent, personTables) {
			continue
		}
		p := Parent{Table: l.parent, Of: -1, From: l.from, To: l.to, Prefix: l.prefix()}
		for _, c := range own(l.parent, nil) {
			if c.Kind == Text && has(words(c.Name), reachWords) {
				p.Columns = append(p.Columns, c.Name)
			}
		}
		if len(p.Columns) > 0 {
			return []Parent{p}
		}
	}
	return nil
}

// prefix names what a parent is to the record: "employer" for employer_id.
func (l link) prefix() string {
	role := l.role
	w := words(l.parent.Name)
	for _, list := range []string{companyTables, addressTables} {
		if about(l.parent, list) && !has(role, list) {
			role = append(slices.Clone(role), singular(w[len(w)-1]))
		}
	}
	if len(role) == 0 {
		role = append(slices.Clone(w[:len(w)-1]), singular(w[len(w)-1]))
	}
	return snake(role)
}

func snake(words []string) string { return strings.Join(words, "_") }

// singular is the likeliest singular of a word.
func singular(w string) string {
	switch {
	case w == "people":
		return "person"
	case strings.HasSuffix(w, "ies") && len(w) > 4:
		return strings.TrimSuffix(w, "ies") + "y"
	case strings.HasSuffix(w, "sses") || strings.HasSuffix(w, "xes") || strings.HasSuffix(w, "ches"):
		return strings.TrimSuffix(w, "es")
	case strings.HasSuffix(w, "ss") || !strings.HasSuffix(w, "s") || len(w) < 4:
		return w
	}
	return strings.TrimSuffix(w, "s")
}

// parentColumns gives the columns of a parent that say something of the record; as says
// that there is one, which goes by the name of the parent alone (a list of codes with
// their names).
func parentColumns(t *Table) (names []string, as bool) {
	company := about(t, companyTables)
	listed := ""
	all := own(t, nil)
	for _, c := range all {
		cw := words(c.Name)
		if listed == "" && c.Kind == Text && len(cw) == 1 && strings.Contains(" name label title libelle bezeichnung nom intitule description value ", " "+cw[0]+" ") {
			listed = c.Name
		}
		switch {
		case holdsOf(t) == persons && !isRefusal(cw) && !has(cw, consentWords+" erasure forget hold restricted deleted "):
		case company && has(cw, " email mail courriel "): // the company's own, which is no person's
		case housekeeping(cw) && !about(t, personTables):
		default:
			names = append(names, c.Name)
		}
	}
	switch known := company || about(t, addressTables+originTables+personTables); {
	case holdsOf(t) == persons && !about(t, personTables):
		return nil, false
	case listed != "" && len(all) <= 4 && (!known || len(all) <= 2) && !company:
		return []string{listed}, true
	case !known:
		return nil, false
	}
	return names, false
}
