package mysql

import (
	"fmt"
	"slices"
	"strings"

	"leadlint/scanner/dataset/database"
)

// dialect writes statements; it implements database.Dialect.
type dialect struct {
	// indexes gives those of a table.
	indexes func(t *database.Table) []index
}

// Quote writes a name between backticks.
func (d dialect) Quote(name string) string { return "`" + strings.ReplaceAll(name, "`", "``") + "`" }

// From writes a table's name, with its schema if it has one.
func (d dialect) From(t *database.Table) string {
	if t.Schema == "" {
		return d.Quote(t.Name)
	}
	return d.Quote(t.Schema) + "." + d.Quote(t.Name)
}

// Text writes the text of a value. Values of the record itself, and of its parents, come
// as the server sends them, and get their form where they arrive, which costs less; those
// of children, which the server joins, get it there.
func (d dialect) Text(value string, c database.Column) string {
	if strings.HasPrefix(value, "c.") {
		return inList(value, c)
	}
	switch root(c.Type) {
	case "bit":
		return value + "+0"
	case "tinyint", "smallint", "mediumint", "int", "bigint":
		if !zerofill(c.Type) {
			return value
		}
	case "", "decimal", "float", "double", "date", "datetime", "timestamp", "time", "year", "enum", "set",
		"char", "varchar", "tinytext", "text", "mediumtext", "longtext", "json":
		return value
	}
	if c.Kind == database.Binary {
		return "NULL"
	}
	return "CAST(" + value + " AS CHAR CHARACTER SET utf8mb4)" // of a type never seen, what the server shows of it
}

// inList writes the text of a value on the server.
func inList(value string, c database.Column) string {
	char := "CAST(" + value + " AS CHAR CHARACTER SET utf8mb4)"
	switch root(c.Type) {
	case "bit":
		char = "CAST(" + value + "+0 AS CHAR CHARACTER SET utf8mb4)"
	case "float", "double":
		// Beyond these bounds the server writes an exponent.
		return fmt.Sprintf("CASE WHEN %[1]s = 0 OR ABS(%[1]s) BETWEEN 1e-4 AND 1e14 THEN %[2]s ELSE TRIM(TRAILING '.' FROM TRIM(TRAILING '0' FROM CAST(CAST(%[1]s AS DECIMAL(65,20)) AS CHAR))) END", value, char)
	case "year":
		return fmt.Sprintf("CASE WHEN %s <> 0 THEN %s END", value, char)
	case "longtext", "mediumtext":
		return "CONCAT(" + value + ", '')"
	}
	switch c.Kind {
	case database.Binary:
		return "NULL"
	case database.Boolean:
		return fmt.Sprintf("CASE %s WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE %s END", value, char)
	case database.Date:
		return dated(value, char)
	case database.Timestamp:
		return timestampInList(value, char, c.Type)
	case database.Array:
		return fmt.Sprintf("REPLACE(%s, ',', CHAR(31 USING utf8mb4))", char)
	}
	return char
}

// timestampInList writes the text of a time: no zeros behind its fraction, none of a
// zero date, and a Z behind one that the server keeps in UTC.
func timestampInList(value, char, columnType string) string {
	if strings.Contains(columnType, "(") {
		char = fmt.Sprintf("TRIM(TRAILING '.' FROM TRIM(TRAILING '0' FROM %s))", char)
	}
	if root(columnType) == "timestamp" {
		char = fmt.Sprintf("CONCAT(%s, 'Z')", char)
	}
	return dated(value, char)
}

// dated is NULL for a zero date. MySQL takes NULLIF for a truth value within JSON.
func dated(value, char string) string {
	return fmt.Sprintf("CASE WHEN YEAR(%[1]s) + MONTH(%[1]s) + DAYOFMONTH(%[1]s) > 0 THEN %[2]s END", value, char)
}

// Rows writes a JSON array of arrays.
func (d dialect) Rows(texts []string) string {
	return "JSON_ARRAYAGG(JSON_ARRAY(" + strings.Join(texts, ", ") + "))"
}

// Nested says whether an index leads to a child's rows.
func (d dialect) Nested(c *database.Child) bool {
	return slices.ContainsFunc(d.indexes(c.Table), func(i index) bool {
		if len(i.columns) < len(c.From) {
			return false
		}
		for _, name := range c.From {
			if !slices.Contains(i.columns[:len(c.From)], name) {
				return false
			}
		}
		return true
	})
}
