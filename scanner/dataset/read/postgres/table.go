package postgres

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/database"
	"leadlint/scanner/dataset/read/damage"
)

// table is what a Select asks for.
type table struct {
	db *connected
	// of is what is read; base is the catalogue's account of its base table.
	of     database.Select
	base   *detail
	names  []string
	wanted []bool
	// index and parts are the part that is read: all of it is 0 of 1.
	index, parts int
	// percent of the records are drawn; 0 for all.
	percent float64
}

var (
	_ dataset.Table     = (*table)(nil)
	_ dataset.Projector = (*table)(nil)
	_ dataset.Estimator = (*table)(nil)
	_ dataset.Keyed     = (*table)(nil)
	_ dataset.Parted    = (*table)(nil)
	_ dataset.Sampler   = (*table)(nil)
)

// Table reads what a Select asks for; its tables must be those of Catalog, which is read
// first when it was not yet.
func (db *connected) Table(ctx context.Context, s database.Select) (dataset.Table, error) {
	if db.tables == nil {
		if _, err := db.Catalog(ctx); err != nil {
			return nil, err
		}
	}
	base := db.tables[s.Base.Full()]
	if base == nil {
		return nil, trouble(fmt.Sprintf("the database has no table %q that the role may see", s.Base.Full()),
			fmt.Sprintf("la base n'a pas de table %q visible de ce rôle", s.Base.Full()))
	}
	t := &table{db: db, of: s, base: base, names: database.Names(s), parts: 1}
	t.wanted = slices.Repeat([]bool{true}, len(t.names))
	return t, nil
}

// Name is the table's, with its schema unless that is the role's own.
func (t *table) Name() string { return t.of.Base.Full() }

// Columns are those of the base table, then of the parents, then one for each child.
func (t *table) Columns() []string { return t.names }

// Project leaves the other columns unread, and tables that none of them needs.
func (t *table) Project(cols []int) {
	t.wanted = make([]bool, len(t.names))
	for _, c := range cols {
		if c >= 0 && c < len(t.wanted) {
			t.wanted[c] = true
		}
	}
}

// Part limits Scan. A record falls to a part by its place in the table, or where other
// tables are joined by its key: while a shared table grows, records that are neither new
// nor changed stay in their part.
func (t *table) Part(index, n int) { t.index, t.parts = index, max(n, 1) }

// SamplePercent draws records by a hash of their primary key; without one by their place
// in the table, and in a view by what they hold.
func (t *table) SamplePercent(p float64) { t.percent = p }

// Estimate is the server's own, which is as old as its last ANALYZE; 0 without one.
func (t *table) Estimate() int64 { return max(t.base.table.Rows, 0) }

// Identity gives the primary key and the references of the database.
func (t *table) Identity() (dataset.Identity, error) {
	return dataset.Identity{Primary: t.of.Base.Primary, References: t.db.references}, nil
}

// key is the integer that alone is the primary key; empty without one.
func (t *table) key() string {
	if len(t.of.Base.Primary) != 1 {
		return ""
	}
	i := t.of.Base.Index(t.of.Base.Primary[0])
	if i < 0 || t.of.Base.Columns[i].Kind != database.Integer {
		return ""
	}
	return t.of.Base.Primary[0]
}

// joined says whether other tables are read with the base.
func (t *table) joined() bool { return len(t.of.Parents)+len(t.of.Children) > 0 }

// tables are the tables of the Select.
func (t *table) tables() []*database.Table {
	out := []*database.Table{t.of.Base}
	for _, p := range t.of.Parents {
		out = append(out, p.Table)
	}
	for _, c := range t.of.Children {
		out = append(out, c.Table)
	}
	return out
}

// dialect is how statements for this table are written.
func (t *table) dialect() dialect {
	d := dialect{db: t.db, only: map[string]string{}}
	for _, of := range t.tables() {
		if known := t.db.tables[of.Full()]; known == nil || known.long || !known.stored {
			d.mark = newMark()
		}
	}
	return d
}

// newMark is what no value of a table can begin with: it is new each time, and never
// leaves the connection.
func newMark() string { return "\x1eleadlint:" + rand.Text() + ":" }

// statement builds what is read. The key, if there is one, comes first.
func (t *table) statement(d dialect) (database.Statement, layout) {
	all := database.Build(t.of, d, nil).Columns
	st := database.Build(t.of, d, func(i int) bool { return t.wanted[i] && all[i].Kind != database.Binary })
	l := layout{width: len(t.names), mark: d.mark, ascii: t.db.ascii, names: t.names}
	if key := t.key(); key != "" {
		st.Cells = append([]string{database.Record + "." + quote(key)}, st.Cells...)
		l.keyed = true
	}
	for _, i := range st.Wanted {
		c := st.Columns[i]
		f := formOf(c.Kind, t.db.root(c))
		if c.Type == "" {
			f = asIs // a child's rows, which Select's reader expects as JSON
		}
		l.to = append(l.to, i)
		l.forms = append(l.forms, f)
	}
	return st, l
}

// told are the issues known before a row is read: what the role may not see of the
// tables, and what is never read of them.
func (t *table) told(log *damage.Log) {
	for _, of := range t.tables() {
		d := t.db.tables[of.Full()]
		if d == nil {
			continue
		}
		if d.filtered {
			log.Add(damage.Lost, 0, 0, damage.Text(
				fmt.Sprintf("row-level security of the table %q shows this role only some of its rows, and how many it hides cannot be told; audit with a role that has BYPASSRLS, or a policy that shows it all rows", of.Full()),
				fmt.Sprintf("la sécurité au niveau des lignes de la table %q ne montre à ce rôle qu'une partie des lignes, sans dire combien elle en cache ; auditez avec un rôle BYPASSRLS ou une politique qui lui montre tout", of.Full())))
		}
		if len(d.withheld) > 0 {
			log.AddN(damage.Lost, 0, 0, int64(len(d.withheld)), damage.Text(
				fmt.Sprintf("columns of the table %q that the role may not read: %s; grant it SELECT on the whole table", of.Full(), damage.Names(d.withheld)),
				fmt.Sprintf("colonnes de la table %q que le rôle ne peut pas lire : %s ; accordez-lui SELECT sur toute la table", of.Full(), damage.Names(d.withheld))))
		}
		if len(d.heirs) > 0 {
			log.AddN(damage.Warning, 0, 0, int64(len(d.heirs)), damage.Text(
				fmt.Sprintf("tables that inherit from %q were read with it, without the columns that they alone have: %s; name such a table by --table to have them read", of.Full(), damage.Names(d.heirs)),
				fmt.Sprintf("les tables qui héritent de %q ont été lues avec elle, sans les colonnes qu'elles seules possèdent : %s ; désignez une telle table par --table pour que ces colonnes soient lues", of.Full(), damage.Names(d.heirs))))
		}
		if names := binaries(of, t.names); len(names) > 0 {
			log.AddN(damage.Note, 0, 0, int64(len(names)), damage.Text(
				fmt.Sprintf("columns of bytes (bytea), which are no text, were not read: %s", damage.Names(names)),
				fmt.Sprintf("colonnes d'octets (bytea), qui ne sont pas du texte, non lues : %s", damage.Names(names))))
		}
	}
}

// binaries are the columns of bytes among those that are asked for.
func binaries(of *database.Table, asked []string) []string {
	var out []string
	for _, c := range of.Columns {
		if c.Kind == database.Binary && slices.Contains(asked, c.Name) {
			out = append(out, c.Name)
		}
	}
	return out
}
