package postgres

import (
	"fmt"
	"strconv"
	"strings"

	"leadlint/scanner/dataset/database"
)

// maxCell is the longest value that is read, in bytes, as in the other databases.
const maxCell = 1 << 20

// dialect writes statements for one reading.
type dialect struct {
	db *connected
	// mark stands before the length of a value that is too long to be sent, where a table
	// may have such values; empty where it cannot.
	mark string
	// lookup reads the rows of children by an index, for readings of few records.
	lookup bool
	// only is what narrows the rows of a table (by its full name) that are read: a
	// condition on "x", or a sample of it.
	only map[string]string
}

// Quote writes a name in double quotes.
func (dialect) Quote(name string) string { return quote(name) }

func quote(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// literal writes a text as a constant, whatever the server's settings are.
func literal(text string) string {
	text = strings.ReplaceAll(text, "'", "''")
	if strings.Contains(text, `\`) {
		return " E'" + strings.ReplaceAll(text, `\`, `\\`) + "'"
	}
	return "'" + text + "'"
}

// From writes a table's name with its schema, narrowed to the rows that are read.
func (d dialect) From(t *database.Table) string {
	name := d.db.qualified(t)
	if only := d.only[t.Full()]; only != "" {
		var columns []string // not "*": the role may be shown some of them only
		for _, c := range t.Columns {
			columns = append(columns, "x."+quote(c.Name))
		}
		return "(SELECT " + strings.Join(columns, ", ") + " FROM " + name + " AS x" + only + ")"
	}
	return name
}

// Text writes the value as the server sends it, of which form.cell makes the cell; of a
// child, whose texts stand within JSON, it writes what form.cell would make.
func (d dialect) Text(value string, c database.Column) string {
	root := d.db.root(c)
	if strings.HasPrefix(value, "c.") {
		return within(value, c.Kind, root)
	}
	size := "pg_column_size(" + value + ")"
	if c.Kind == database.Array {
		value = "to_json(" + value + ")"
	}
	if d.mark == "" || !grows(c, root) {
		return value
	}
	switch root {
	case "text", "varchar", "bpchar":
		size = "octet_length(" + value + ")"
	}
	return fmt.Sprintf("CASE WHEN %s > %d THEN %s||%s ELSE %s::text END", size, maxCell, literal(d.mark), size, value)
}

// grows says whether values of a type may be longer than maxCell.
func grows(c database.Column, root string) bool {
	switch c.Kind {
	case database.Integer, database.Boolean, database.Date, database.Timestamp, database.Binary:
		return false
	}
	switch root {
	case "float4", "float8", "numeric", "uuid", "inet", "cidr", "macaddr", "time", "timetz", "interval", "money", "name":
		return false
	}
	return true
}

// within writes the text of a child's value.
func within(value string, kind database.Kind, root string) string {
	switch kind {
	case database.Boolean:
		return value + "::text"
	case database.Date:
		return finite(value, value+"::text")
	case database.Timestamp:
		if root == "timestamptz" {
			return finite(value, "replace("+value+"::text, '+00', 'Z')")
		}
		return finite(value, value+"::text")
	case database.Binary:
		return "NULL::text"
	case database.Array:
		return "to_json(" + value + ")::text"
	}
	switch root {
	case "float4", "float8":
		return real(value, "CASE WHEN "+value+"::text LIKE '%e%' THEN "+value+"::numeric::text ELSE "+value+"::text END")
	case "numeric":
		return real(value, value+"::text")
	}
	return value + "::text"
}

// finite is NULL for the dates that are none.
func finite(value, text string) string {
	return "CASE WHEN isfinite(" + value + ") THEN " + text + " END"
}

// real is NULL for the numbers that are none.
func real(value, text string) string {
	return "CASE WHEN " + value + "::text NOT IN ('NaN', 'Infinity', '-Infinity') THEN " + text + " END"
}

// Rows gathers rows as a JSON array of arrays.
func (dialect) Rows(texts []string) string {
	return "json_agg(json_build_array(" + strings.Join(texts, ", ") + "))"
}

// Nested looks children up where few records are read and an index leads to them.
func (d dialect) Nested(c *database.Child) bool {
	return d.lookup && d.db.indexed(c.Table, c.From)
}

// share is the condition that the values of columns fall to one of n readers. The hash
// is that of their text, so that a reference and what it names fall to the same one.
func share(alias string, columns []string, index, n int) string {
	return "(hashtext(" + keyText(alias, columns) + ") & 2147483647) % " + strconv.Itoa(n) + " = " + strconv.Itoa(index)
}

// keyText writes the text of columns together.
func keyText(alias string, columns []string) string {
	var parts []string
	for _, c := range columns {
		if c != "ctid" {
			c = quote(c)
		}
		parts = append(parts, alias+"."+c+"::text")
	}
	return strings.Join(parts, "||'/'||")
}
