package database

import (
	"fmt"
	"slices"
	"strings"
)

// Record is the name under which a Statement knows the base table: the conditions that
// a make adds (a range of its key) name columns as Record + "." + Dialect.Quote(name).
const Record = "r"

// Dialect is how a make of database writes the parts of a statement.
type Dialect interface {
	// Quote writes a name.
	Quote(name string) string
	// From writes a table's name in FROM, without an alias.
	From(t *Table) string
	// Text writes the text of a column's value, NULL for NULL. The rules, so that every
	// make and a CSV export give the same cells: booleans are "true" and "false"; dates
	// YYYY-MM-DD; timestamps "YYYY-MM-DD HH:MM:SS" with as many digits of a second as
	// are not zero, those with a zone in UTC and with a "Z"; decimals and floats
	// without exponent and without zeros behind that only the type adds to a float;
	// dates that are none (zero dates, infinity) and Binary are NULL. Arrays and JSON
	// are JSON text, which the reader flattens by Flatten.
	Text(value string, c Column) string
	// Rows writes the aggregate over rows that gives a JSON array with one array for
	// each row, of the texts, null for NULL.
	Rows(texts []string) string
	// Nested says that the rows of a child are looked up for each record, because an
	// index leads to them, or few records are read; otherwise they are gathered once
	// for all and joined.
	Nested(c *Child) bool
}

// Statement is what reads a Select: SELECT Cells FROM From.
type Statement struct {
	// Names are the names of all columns of the Select, wanted or not.
	Names []string
	// Wanted are the indexes of the columns of Names that are read, ascending; Cells
	// are the expressions of their texts, in the same order.
	Wanted []int
	Cells  []string
	// Columns are what the database says of the columns in Names; those of children have
	// the zero value but for Name.
	Columns []Column
	// From names the tables and how they hang together.
	From string
}

// Names gives the columns of a Select in their order: those of the base, of the parents
// and one for each child.
func Names(s Select) []string {
	var names []string
	for _, c := range base(s) {
		names = append(names, c.Name)
	}
	for _, p := range s.Parents {
		for _, c := range columns(p.Table, p.Columns) {
			names = append(names, p.Prefix+"."+c.Name)
		}
	}
	for _, c := range s.Children {
		names = append(names, c.Prefix)
	}
	return names
}

// base gives the columns of the base table that are asked for.
func base(s Select) []Column {
	if s.Columns == nil {
		return s.Base.Columns
	}
	return columns(s.Base, s.Columns)
}

// columns finds columns by name; one that the table lacks is not among them.
func columns(t *Table, names []string) []Column {
	var out []Column
	for _, name := range names {
		if i := t.Index(name); i >= 0 {
			out = append(out, t.Columns[i])
		}
	}
	return out
}

// Index gives the place of a column in the table, -1 when there is none.
func (t *Table) Index(name string) int {
	return slices.IndexFunc(t.Columns, func(c Column) bool { return c.Name == name })
}

// Full is the table's name with its schema, unless that is the default one.
func (t *Table) Full() string {
	if t.Schema == "" {
		return t.Name
	}
	return t.Schema + "." + t.Name
}

// Build writes the statement for a Select. want says which of the columns in Names are
// read; nil is all. Tables of which no column is read are not joined.
func Build(s Select, d Dialect, want func(column int) bool) Statement {
	b := builder{d: d, want: want}
	from := strings.Builder{}
	from.WriteString(d.From(s.Base) + " AS " + Record)
	for _, c := range base(s) {
		b.cell(c, c.Name, d.Text(Record+"."+d.Quote(c.Name), c))
	}
	needed := make([]bool, len(s.Parents))
	for i, p := range s.Parents {
		for _, c := range columns(p.Table, p.Columns) {
			name := p.Prefix + "." + c.Name
			needed[i] = b.cell(c, name, d.Text(parent(i)+"."+d.Quote(c.Name), c)) || needed[i]
		}
	}
	for i := len(s.Parents) - 1; i >= 0; i-- {
		if of := s.Parents[i].Of; needed[i] && of >= 0 {
			needed[of] = true
		}
	}
	for i, p := range s.Parents {
		if needed[i] {
			fmt.Fprintf(&from, " LEFT JOIN %s AS %s ON %s", d.From(p.Table), parent(i), equal(d, parent(i), p.To, parent(p.Of), p.From))
		}
	}
	for i := range s.Children {
		b.child(&from, i, &s.Children[i])
	}
	b.out.From = from.String()
	return b.out
}

// parent is the name of a parent in the statement, that of the record for -1.
func parent(i int) string {
	if i < 0 {
		return Record
	}
	return fmt.Sprintf("p%d", i)
}

// equal is the condition that columns of two tables are equal.
func equal(d Dialect, a string, of []string, b string, to []string) string {
	var parts []string
	for i := range of {
		parts = append(parts, fmt.Sprintf("%s.%s = %s.%s", a, d.Quote(of[i]), b, d.Quote(to[i])))
	}
	return strings.Join(parts, " AND ")
}

// builder collects the columns of a statement.
type builder struct {
	d    Dialect
	want func(int) bool
	out  Statement
}

// cell adds a column and says whether it is wanted.
func (b *builder) cell(c Column, name, text string) bool {
	i := len(b.out.Names)
	c.Name = name
	b.out.Names = append(b.out.Names, name)
	b.out.Columns = append(b.out.Columns, c)
	if b.want != nil && !b.want(i) {
		return false
	}
	b.out.Wanted = append(b.out.Wanted, i)
	b.out.Cells = append(b.out.Cells, text)
	return true
}

// child adds the rows of a child as one column.
func (b *builder) child(from *strings.Builder, i int, c *Child) {
	d, rows := b.d, fmt.Sprintf("c%d", i)
	var texts []string
	for _, col := range columns(c.Table, c.Columns) {
		texts = append(texts, d.Text("c."+d.Quote(col.Name), col))
	}
	all := d.Rows(texts)
	if d.Nested(c) {
		b.cell(Column{}, c.Prefix, fmt.Sprintf("(SELECT %s FROM %s AS c WHERE %s)", all, d.From(c.Table), equal(d, "c", c.From, Record, c.To)))
		return
	}
	if !b.cell(Column{}, c.Prefix, rows+".v") {
		return
	}
	var keys, by, as []string
	for k, name := range c.From {
		key := "c." + d.Quote(name)
		by = append(by, key)
		keys = append(keys, fmt.Sprintf("%s AS k%d", key, k))
		as = append(as, fmt.Sprintf("%s.k%d = %s.%s", rows, k, Record, d.Quote(c.To[k])))
	}
	fmt.Fprintf(from, " LEFT JOIN (SELECT %s, %s AS v FROM %s AS c GROUP BY %s) AS %s ON %s",
		strings.Join(keys, ", "), all, d.From(c.Table), strings.Join(by, ", "), rows, strings.Join(as, " AND "))
}

// SQL is the statement with a condition (empty for none).
func (s Statement) SQL(where string) string {
	cells := strings.Join(s.Cells, ", ")
	if cells == "" {
		cells = "1"
	}
	if where != "" {
		where = " WHERE " + where
	}
	return "SELECT " + cells + " FROM " + s.From + where
}
