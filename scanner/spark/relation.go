// Package spark has the rows of a dataset counted by an Apache Spark that its user already
// has: Spark reads and distributes them, each partition is piped to the same program that
// audits files, and only what it counted comes back.
package spark

import (
	"errors"
	"fmt"
	"strings"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/read/parquet"
	"leadlint/scanner/spark/rows"
)

// Relation is something whose rows Spark can read.
type Relation struct {
	// setup are the statements to run before; from stands behind FROM.
	setup []string
	from  string
	// columns are those of the table, in its order.
	columns []column
	// extra are further members of a row's JSON.
	extra []member
}

// column is one column of a relation.
type column struct {
	rows.Column
	// expression gives its values; empty for one that is never read.
	expression string
}

// member is a member of a row's JSON that is no column.
type member struct{ key, expression string }

// view is the name that a relation is given where it has none.
const view = "leadlint_rows"

// partitionMember is the member that says of which partition a row is.
func partitionMember() []member {
	return []member{{rows.PartitionKey, "spark_partition_id()"}}
}

// Columns are those of the table, as the program that the rows are piped to reads them.
func (r *Relation) Columns() []rows.Column {
	out := make([]rows.Column, len(r.columns))
	for i, c := range r.columns {
		out[i] = c.Column
	}
	return out
}

// Parquet gives the relation of a table of Parquet files: path is one that Spark knows
// (see Path), table one of the files as leadlint reads it, and single says that it is
// the only one, so that a row's number tells where it stands.
func Parquet(path string, table dataset.Table, single bool) (*Relation, error) {
	leaves := parquet.Leaves(table)
	names := table.Columns()
	if leaves == nil || len(leaves) != len(names) {
		return nil, errors.New("its footer cannot be read again")
	}
	r := &Relation{from: "parquet." + name(path), extra: partitionMember()}
	switch {
	case !single || !cutSafe(path): // a view has no numbers of rows
		r.setup, r.from = []string{"CREATE TEMPORARY VIEW " + view + " USING parquet OPTIONS (path " + text(path) + ")"}, view
	default:
		r.extra = append(r.extra, member{rows.LineKey, "_metadata.row_index"})
	}
	for i, l := range leaves {
		c := column{Column: rows.Column{Name: names[i], Kind: kindOf(l.Stored)}}
		if c.Kind != rows.None {
			if c.expression = expression(steps(l)); c.expression == "" {
				return nil, fmt.Errorf("the name of column %q cannot be written in a script of Spark: audit it without --engine", names[i])
			}
		}
		r.columns = append(r.columns, c)
	}
	return r, nil
}

// inFolders adds the columns whose values stand in the names of the folders below a path,
// and has Spark read them, as texts.
func (r *Relation) inFolders(above string, named []string) {
	r.setup = append(r.setup[:0:0], strings.TrimSuffix(r.setup[0], ")")+", basePath "+text(above)+")")
	for _, n := range named {
		r.columns = append(r.columns, column{rows.Column{Name: n, Kind: rows.Text}, reference([]string{n})})
	}
}

func kindOf(s parquet.Storage) rows.Kind {
	switch s {
	case parquet.Decimal:
		return rows.Decimal
	case parquet.Double:
		return rows.Float64
	case parquet.Float:
		return rows.Float32
	case parquet.Instant:
		return rows.Timestamp
	case parquet.WallClock:
		return rows.Local
	case parquet.Bytes:
		return rows.Binary
	case parquet.UUID:
		return rows.UUID
	case parquet.Unread:
		return rows.None
	}
	return rows.Text
}

// steps gives the way to a leaf as Spark names it: what stands between a list or a map
// and its values has no name there.
func steps(l parquet.Leaf) []step {
	var out []step
	for i := 0; i < len(l.Path); i++ {
		switch n := l.Path[i]; {
		case i > 0 && l.Repeated[i] && i+1 < len(l.Path) && (n == "key_value" || n == "map") && (l.Path[i+1] == "key" || l.Path[i+1] == "value"):
			out = append(out, step{name: l.Path[i+1], entries: true})
			i++
		case i > 0 && l.Repeated[i] && (n == "list" || n == "bag" || n == "array"):
			out[len(out)-1].repeated = true
			if i+1 < len(l.Path) && (l.Path[i+1] == "element" || l.Path[i+1] == "item" || l.Path[i+1] == "array_element") {
				i++
			}
		default:
			out = append(out, step{name: n, repeated: l.Repeated[i]})
		}
	}
	return out
}

// Path gives a path as Spark is told it: one without a scheme is a file's of this machine,
// in which the characters of patterns stand for themselves.
func Path(absolute string) string {
	if scheme, _, ok := strings.Cut(absolute, "://"); ok && scheme != "" {
		return absolute
	}
	var out strings.Builder
	out.WriteString("file:")
	for _, r := range absolute {
		if strings.ContainsRune(`\*?[]{}`, r) {
			out.WriteByte('\\')
		}
		out.WriteRune(r)
	}
	return out.String()
}
