package split

import (
	"fmt"
	"io"
	"strings"

	"leadlint/scanner/dataset"
	"leadlint/scanner/take"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// writer writes rows in the format of their table.
type writer interface {
	// head writes what stands before the first row.
	head() error
	// row writes a row; the reason is nil where none is told.
	row(r *take.Row, why *reason) error
	// skipped writes a record that is no row; raw is nil where there is no text of it.
	skipped(raw []byte, why *reason) error
	// end writes what follows the last row.
	end() error
	// guarded counts the cells that got an apostrophe.
	guarded() int64
}

// newWriter gives the writer of a table and what it needs of the rows.
func newWriter(t *take.Table, format string, file io.Writer, p Part, path string) (writer, take.Needs, error) {
	raw := take.Needs{Raw: true}
	if formed, ok := t.Source.(dataset.Formed); ok {
		form := formed.Form()
		switch format {
		case "csv", "tsv":
			return newDelimited(file, form, p == Removed), raw, nil
		case "json", "jsonl":
			return newJSON(file, form), raw, nil
		case "vcard":
			return &cards{out: text{w: file}, form: form}, raw, nil
		}
	}
	all := take.Needs{}
	for i := range t.Source.Columns() {
		all.Cells = append(all.Cells, i)
	}
	switch {
	case plainCSV(path):
		return &cells{out: text{w: file}, columns: t.Source.Columns(), reasons: p == Removed}, all, nil
	case format == "xlsx":
		return newSheet(t, file, p == Removed), all, nil
	case format == "parquet":
		w, err := newParquet(t, file, p == Removed)
		return w, take.Needs{}, err
	}
	return nil, take.Needs{}, fmt.Errorf("rows of the format %s cannot be written", format)
}

// text gathers bytes and writes them in large pieces.
type text struct {
	w   io.Writer
	buf []byte
}

// flushAt is how much is gathered.
const flushAt = 64 << 10

// flush writes what is gathered once it is much.
func (t *text) flush() error {
	if len(t.buf) < flushAt {
		return nil
	}
	return t.last()
}

func (t *text) last() error {
	_, err := t.w.Write(t.buf)
	t.buf = t.buf[:0]
	return err
}

// compressed wraps a file whose name asks for compression.
func compressed(w io.Writer, path string) (io.WriteCloser, error) {
	switch {
	case strings.HasSuffix(strings.ToLower(path), ".gz"):
		return gzip.NewWriter(w), nil
	case strings.HasSuffix(strings.ToLower(path), ".zst"):
		return zstd.NewWriter(w, zstd.WithEncoderConcurrency(1))
	}
	return plain{w}, nil
}

// plain is a writer without an end of its own.
type plain struct{ io.Writer }

// Close does nothing.
func (plain) Close() error { return nil }
