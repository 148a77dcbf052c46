package mysql

import (
	"fmt"
	"strings"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/database"
	"leadlint/scanner/dataset/read/damage"
)

// table reads a Select.
//
// Place.Line of its records is the key where the base table has a single whole number
// as its primary key; else the number of the row where one connection reads, and 0
// where several do.
type table struct {
	server  *server
	sel     database.Select
	dialect dialect
	// all is the statement with every column.
	all    database.Statement
	wanted []bool // nil for all
	index  int    // of the part, and
	parts  int    // of how many; 0 for the whole
	// percent of the records to draw; 0 for all.
	percent float64
}

var (
	_ dataset.Projector = (*table)(nil)
	_ dataset.Estimator = (*table)(nil)
	_ dataset.Parted    = (*table)(nil)
	_ dataset.Keyed     = (*table)(nil)
	_ dataset.Sampler   = (*table)(nil)
)

func newTable(s *server, sel database.Select) *table {
	t := &table{server: s, sel: sel, dialect: dialect{indexes: s.indexesOf}}
	t.all = database.Build(sel, t.dialect, nil)
	return t
}

// detailOf is what the catalogue knows of a table beyond what it says.
func (s *server) detailOf(t *database.Table) *detail {
	s.mu.Lock()
	defer s.mu.Unlock()
	if d := s.details[t.Full()]; d != nil {
		return d
	}
	return &detail{}
}

func (s *server) indexesOf(t *database.Table) []index { return s.detailOf(t).indexes }

// Name is the table's name, with its schema where that is not the one named.
func (t *table) Name() string { return t.sel.Base.Full() }

// Columns are those of the base, of its parents and one for each child.
func (t *table) Columns() []string { return t.all.Names }

// Project leaves columns unread; tables that no column read is of are not joined.
func (t *table) Project(cols []int) {
	t.wanted = make([]bool, len(t.all.Names))
	for _, c := range cols {
		if c >= 0 && c < len(t.wanted) {
			t.wanted[c] = true
		}
	}
}

// Estimate is the server's own.
func (t *table) Estimate() int64 { return max(0, t.sel.Base.Rows) }

// Part limits Scan to every n-th of the ranges into which the keys are cut; without keys
// that can be cut the first part is the whole table. The ranges depend on the keys that
// there are: parts read at different times go together if the table was not written to
// in between.
func (t *table) Part(index, n int) { t.index, t.parts = index, n }

// SamplePercent draws records by a hash of their primary key, on the server; without a
// primary key by the server's random numbers from a fixed start.
func (t *table) SamplePercent(p float64) { t.percent = p }

// Identity gives the primary key, and the references of all tables.
func (t *table) Identity() (dataset.Identity, error) {
	return dataset.Identity{Primary: t.sel.Base.Primary, References: t.server.references()}, nil
}

// plan is the statement of the columns wanted, and the key by which its rows are cut
// into ranges, nil where they cannot be.
func (t *table) plan(every bool) (*plan, *primary) {
	want := func(i int) bool { return every || t.wanted == nil || t.wanted[i] }
	st := database.Build(t.sel, t.dialect, want)
	key := t.primary()
	place := ""
	if key != nil && key.single && key.isNumber() {
		place = key.expr
	}
	if t.gathered() || !t.server.detailOf(t.sel.Base).transactional() {
		// What is gathered would be gathered for every range, and where rows don't lie in
		// the order of the key each would be looked up for itself.
		key = nil
	}
	if key != nil {
		// Told which index to take, the server goes through the ranges in their order,
		// whatever its statistics make it expect.
		base := t.dialect.From(t.sel.Base) + " AS " + database.Record
		st.From = key.from + strings.TrimPrefix(st.From, base)
	}
	return newPlan(st, place, t.server.widest), key
}

// gathered says whether rows of a child are gathered for all records at once.
func (t *table) gathered() bool {
	for i := range t.sel.Children {
		wanted := t.wanted == nil || t.wanted[len(t.all.Names)-len(t.sel.Children)+i]
		if wanted && !t.dialect.Nested(&t.sel.Children[i]) {
			return true
		}
	}
	return false
}

// primary is the first column of the primary key; nil without one, or for a view.
func (t *table) primary() *primary {
	b := t.sel.Base
	if b.Kind != "table" || len(b.Primary) == 0 {
		return nil
	}
	i := b.Index(b.Primary[0])
	if i < 0 {
		return nil
	}
	return &primary{
		column: b.Columns[i],
		expr:   database.Record + "." + t.dialect.Quote(b.Primary[0]),
		from:   t.dialect.From(b) + " AS " + database.Record + " FORCE INDEX (PRIMARY)",
		single: len(b.Primary) == 1,
	}
}

// drawn is the condition for the records of a sample; empty for all.
func (t *table) drawn() string {
	if t.percent <= 0 || t.percent >= 100 {
		return ""
	}
	var keys []string
	for _, name := range t.sel.Base.Primary {
		keys = append(keys, database.Record+"."+t.dialect.Quote(name))
	}
	if keys == nil {
		return fmt.Sprintf("RAND(%d) < %.9f", seed, t.percent/100)
	}
	return fmt.Sprintf("CRC32(SHA1(CONCAT_WS('/', 'leadlint', %s))) < %d", strings.Join(keys, ", "), uint64(t.percent/100*(1<<32)))
}

// tell adds what is to be said of the table's columns and engine.
func (t *table) tell(log *damage.Log) {
	var binary []string
	for i, c := range t.all.Columns {
		if c.Kind == database.Binary && (t.wanted == nil || t.wanted[i]) {
			binary = append(binary, c.Name)
		}
	}
	if binary != nil {
		names := damage.Names(binary)
		log.Add(damage.Note, 0, 0, damage.Text(
			"columns of bytes, which are no text, were not read: "+names,
			"colonnes d'octets, qui ne sont pas du texte, non lues : "+names))
	}
	d := t.server.detailOf(t.sel.Base)
	if len(d.hidden) > 0 {
		names := damage.Names(d.hidden)
		log.Add(damage.Lost, 0, 0, damage.Text(
			"the user may not read these columns: "+names+"; grant SELECT on the whole table",
			"l'utilisateur ne peut pas lire ces colonnes : "+names+" ; accordez SELECT sur toute la table"))
	}
	if !d.transactional() {
		log.Add(damage.Warning, 0, 0, damage.Text(
			"the table's storage engine has no snapshots: what was written while it was read may be in part among its records, and writers had to wait",
			"le moteur de stockage de la table ne gère pas les instantanés : des écritures faites pendant la lecture peuvent n'avoir été lues qu'en partie, et les écritures ont dû attendre"))
	}
}
