package sqlite

import (
	"fmt"
	"strings"

	"leadlint/scanner/dataset/database"
)

// dialect is how SQLite writes the parts of a statement.
type dialect struct {
	// indexed are the columns that an index of a table begins with.
	indexed map[string]map[string]bool
	// sel is what a statement reads, and only the condition on the rowid of its base, by
	// the name "b"; empty for no condition. Rows of children that no index leads to are
	// gathered for these records alone.
	sel  database.Select
	only string
}

var _ database.Dialect = dialect{}

// Quote writes a name.
func (dialect) Quote(name string) string { return quote(name) }

// From writes a table's name, narrowed to the rows that are gathered.
func (d dialect) From(t *database.Table) string {
	name := "main." + quote(t.Name)
	for i := range d.sel.Children {
		if c := &d.sel.Children[i]; c.Table == t && d.only != "" && !d.Nested(c) {
			return fmt.Sprintf("(SELECT x.* FROM %s AS x WHERE (%s) IN (SELECT %s FROM main.%s AS b NOT INDEXED WHERE %s))",
				name, list("x", c.From), list("b", c.To), quote(d.sel.Base.Name), d.only)
		}
	}
	return name
}

// list names columns of one table.
func list(of string, columns []string) string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = of + "." + quote(c)
	}
	return strings.Join(names, ",")
}

// Text writes the text of a value. A value may be of another type than its column: only
// what the rules of database.Dialect ask for is changed. A number that is whole loses
// the ".0" that SQLite would add to it, which other databases do not.
func (dialect) Text(value string, c database.Column) string {
	switch {
	case c.Kind == database.Binary:
		return "NULL"
	case c.Kind == database.Boolean:
		return fmt.Sprintf("CASE %s WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE %s END", value, value)
	case real(c.Type):
		return fmt.Sprintf("CASE WHEN typeof(%s)<>'real' THEN %s WHEN abs(%s)>=1e15 THEN printf('%%.0f',%s) WHEN %s=CAST(%s AS INTEGER) THEN CAST(%s AS INTEGER) ELSE %s END",
			value, value, value, value, value, value, value, value)
	}
	return value
}

// real says whether values of a declared type may be stored as floating numbers.
func real(declared string) bool {
	for _, word := range []string{"REAL", "FLOA", "DOUB", "NUMERIC", "DECIMAL", anyType} {
		if strings.Contains(strings.ToUpper(declared), word) {
			return true
		}
	}
	return false
}

// anyType is the type of a column of a query that SQLite knows none of.
const anyType = "ANY"

// Rows writes the rows of a child as one JSON text.
func (dialect) Rows(texts []string) string {
	for i, t := range texts {
		texts[i] = "CAST(" + t + " AS TEXT)"
	}
	return "json_group_array(json_array(" + strings.Join(texts, ",") + "))"
}

// Nested says whether an index leads from a record to the rows of a child.
func (d dialect) Nested(c *database.Child) bool { return d.indexed[c.Table.Name][c.From[0]] }

// kindOf classes a declared type.
func kindOf(declared string) database.Kind {
	t := strings.ToUpper(declared)
	switch {
	case strings.Contains(t, "BLOB"), strings.Contains(t, "BINARY"), strings.Contains(t, "BYTEA"), t == "IMAGE":
		return database.Binary
	case strings.Contains(t, "BOOL"):
		return database.Boolean
	case strings.Contains(t, "INT") && !strings.Contains(t, "POINT"):
		return database.Integer
	case strings.HasPrefix(t, "DATETIME"), strings.HasPrefix(t, "TIMESTAMP"):
		return database.Timestamp
	case t == "DATE":
		return database.Date
	case strings.HasPrefix(t, "JSON"):
		return database.JSON
	}
	return database.Text
}
