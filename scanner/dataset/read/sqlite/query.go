package sqlite

import (
	"fmt"
	"strings"
)

const (
	// separator stands between the cells of a row read as one text. A cell that
	// holds it makes a wrong number of cells, and the row is read again cell by
	// cell; so no content can shift cells.
	separator = '\x1e'
	// null stands for NULL.
	null = '\x1d'
	// group is how many terms stand in one call or one sum, against SQLite's
	// limits on arguments and on the depth of expressions.
	group = 100
)

// joined is the expression of a row as one text: the rowid, then the wanted
// columns.
func (t *table) joined() string {
	terms := []string{"''||" + t.id()}
	for _, c := range t.columns {
		if c.wanted {
			terms = append(terms, fmt.Sprintf("ifnull(%s,'%c')", c.text, null))
		}
	}
	var groups []string
	for len(terms) > group {
		groups = append(groups, concat(terms[:group]))
		terms = terms[group:]
	}
	return concat(append(groups, terms...))
}

// concat joins terms, none of them NULL, with the separator. The function is a
// third faster than the operator.
func concat(terms []string) string {
	return fmt.Sprintf("concat_ws('%c',%s)", separator, strings.Join(terms, ","))
}

// apart is the list of expressions of a row read cell by cell: for each wanted
// column its text, NULL when it is longer than maxCell, and before them the
// number of such cells.
func (t *table) apart() string {
	long, cells := "0", ""
	for _, c := range t.columns {
		if c.wanted {
			long += fmt.Sprintf("+(ifnull(octet_length(%s),0)>%d)", c.text, maxCell)
			cells += fmt.Sprintf(",CASE WHEN octet_length(%s)<=%d THEN CAST(%s AS TEXT) END", c.text, maxCell, c.text)
		}
	}
	if t.wanted() > group {
		long = "0" // too deep an expression; the cells are NULL all the same
	}
	return long + cells
}

// wanted is the number of columns read.
func (t *table) wanted() int {
	n := 0
	for _, c := range t.columns {
		if c.wanted {
			n++
		}
	}
	return n
}

// chunkQuery reads the rows of a range of rowids as one text each.
func (t *table) chunkQuery() string {
	return fmt.Sprintf("SELECT %s FROM %s WHERE %s BETWEEN ?1 AND ?2 ORDER BY %s", t.joined(), t.from("b."+t.rowid+" BETWEEN ?1 AND ?2"), t.id(), t.id())
}

// rowQuery reads one row cell by cell.
func (t *table) rowQuery() string {
	return fmt.Sprintf("SELECT %s FROM %s WHERE %s = ?1", t.apart(), t.from("b."+t.rowid+" = ?1"), t.id())
}

// allQuery reads all rows cell by cell, in the order in which they are stored.
func (t *table) allQuery() string {
	query := fmt.Sprintf("SELECT %s FROM %s", t.apart(), t.from(""))
	for i, k := range t.keys {
		query += []string{" ORDER BY ", ", "}[min(i, 1)] + k
	}
	return query
}
