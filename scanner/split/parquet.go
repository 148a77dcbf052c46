package split

import (
	"errors"
	"fmt"
	"io"
	"reflect"

	"leadlint/scanner/take"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress"
	"github.com/parquet-go/parquet-go/encoding"
)

// columnar writes rows of a Parquet file with the same schema. The rows are noted while
// the audit reads the columns that it needs, and copied whole at the end.
type columnar struct {
	source  *parquet.File
	file    io.Writer
	reasons bool
	// lines are the numbers of the rows to write, from 0; whys their reasons.
	lines []int64
	whys  []*reason
}

// filed is a table that can be opened again.
type filed interface {
	File() (*parquet.File, error)
}

// copyRows is how many rows are copied at a time.
const copyRows = 1024

func newParquet(t *take.Table, file io.Writer, reasons bool) (writer, error) {
	f, ok := t.Source.(filed)
	if !ok {
		return nil, errors.New("rows of this Parquet file cannot be copied")
	}
	source, err := f.File()
	if err != nil {
		return nil, fmt.Errorf("open the Parquet file again: %w", err)
	}
	return &columnar{source: source, file: file, reasons: reasons}, nil
}

func (c *columnar) guarded() int64 { return 0 }

func (c *columnar) head() error { return nil }

func (c *columnar) row(r *take.Row, why *reason) error {
	c.lines = append(c.lines, r.Line-1)
	if c.reasons {
		c.whys = append(c.whys, why)
	}
	return nil
}

// skipped does nothing: rows of a damaged part cannot be told apart, and the coverage of
// the report says how many there are.
func (c *columnar) skipped([]byte, *reason) error { return nil }

// end copies the rows.
func (c *columnar) end() (err error) {
	defer func() {
		if r := recover(); r != nil { // the library trusts what files say
			err = errors.New("rows of a damaged Parquet file cannot be copied")
		}
	}()
	schema := c.source.Schema()
	options := []parquet.WriterOption{schema}
	if c.reasons {
		options = []parquet.WriterOption{parquet.NewSchema(schema.Name(), widen(c.source.Root()))}
	} else {
		for _, kv := range c.source.Metadata().KeyValueMetadata {
			options = append(options, parquet.KeyValueMetadata(kv.Key, kv.Value))
		}
	}
	w := parquet.NewGenericWriter[any](c.file, options...)
	first, next := int64(0), 0
	for _, group := range c.source.RowGroups() {
		end := next
		for end < len(c.lines) && c.lines[end] < first+group.NumRows() {
			end++
		}
		if err := c.copy(w, group, first, next, end); err != nil {
			return err
		}
		first, next = first+group.NumRows(), end
	}
	return w.Close()
}

// copy writes the rows from one number up to another of lines, which lie in a group
// whose first row has the number given.
func (c *columnar) copy(w *parquet.GenericWriter[any], group parquet.RowGroup, first int64, from, to int) (err error) {
	if from == to {
		return nil
	}
	rows := group.Rows()
	defer func() { err = errors.Join(err, rows.Close()) }()
	buffer, chosen := make([]parquet.Row, copyRows), make([]parquet.Row, 0, copyRows)
	for at := first; from < to; {
		n, err := rows.ReadRows(buffer)
		chosen = chosen[:0]
		for i := range buffer[:n] {
			if from == to || c.lines[from] != at+int64(i) {
				continue
			}
			if c.reasons {
				buffer[i] = c.explained(buffer[i], c.whys[from])
			}
			chosen = append(chosen, buffer[i])
			from++
		}
		if _, err := w.WriteRows(chosen); err != nil {
			return err
		}
		at += int64(n)
		if err != nil && (!errors.Is(err, io.EOF) || from < to) {
			return fmt.Errorf("copy rows of the Parquet file: %w", err)
		}
	}
	return w.Flush()
}

// explained adds the reason behind the values of a row.
func (c *columnar) explained(row parquet.Row, why *reason) parquet.Row {
	n := len(c.source.Metadata().RowGroups[0].Columns)
	for i, v := range why.values {
		row = append(row, parquet.ValueOf(v).Level(0, 0, n+i))
	}
	return row
}

// wide is the root of a schema with further columns behind its own, which keep their
// order.
type wide struct {
	parquet.Node
	fields []parquet.Field
}

// widen adds the columns of reasons.
func widen(root parquet.Node) parquet.Node {
	w := wide{Node: root, fields: append([]parquet.Field(nil), root.Fields()...)}
	for _, name := range columns() {
		w.fields = append(w.fields, named{parquet.String(), name})
	}
	return w
}

// Fields gives the columns.
func (w wide) Fields() []parquet.Field { return w.fields }

// GoType gives the type of a row, of which nothing is made here.
func (w wide) GoType() reflect.Type { return reflect.TypeFor[struct{}]() }

// Encoding and Compression are those of the columns.
func (w wide) Encoding() encoding.Encoding { return nil }

// Compression gives none.
func (w wide) Compression() compress.Codec { return nil }

// named is a column of text with a name.
type named struct {
	parquet.Node
	name string
}

// Name gives the column's name.
func (t named) Name() string { return t.name }

// Value is not asked for: rows are written as values.
func (t named) Value(base reflect.Value) reflect.Value { return base }
