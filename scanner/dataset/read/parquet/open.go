// Package parquet reads Apache Parquet files column by column and hands them on
// as records. Nested columns are named by their path, lists become several
// values in one cell.
package parquet

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/blob"
	"leadlint/scanner/finding"
)

const (
	// maxFooter is the largest footer that is read.
	maxFooter = 64 << 20
	// maxPage is the largest page that is read, decompressed.
	maxPage = 256 << 20
	// maxPageValues is the most values a page may claim to hold.
	maxPageValues = 16 << 20
	// A file that claims more than so many rows for each of its bytes is refused:
	// a few bytes of repeated values would stand for rows without end.
	rowsAByte, rowsFree = 256, 1 << 20
	// readBuffer is how much of a column is read from the file at a time.
	readBuffer = 64 << 10
)

// Open reads the footer of a file. Damaged or encrypted files are errors.
func Open(b *blob.Blob) (tables []dataset.Table, detail string, issues []finding.Issue, err error) {
	r, size, err := b.ReaderAt()
	if err != nil {
		return nil, "", nil, err
	}
	if err := checkFooter(r, size, b.Name); err != nil {
		return nil, "", nil, err
	}
	t := &table{name: b.Name, in: r, size: size}
	if err := guard(func() error { return t.open(size) }); err != nil {
		return nil, "", nil, fmt.Errorf("%q is a damaged Parquet file: its footer cannot be read; fetch or export it again", b.Name)
	}
	detail = fmt.Sprintf("%d row groups", len(t.groups))
	return []dataset.Table{t}, detail, nil, nil
}

// checkFooter looks at the magic numbers and the size of the footer, which the
// library would trust.
func checkFooter(r io.ReaderAt, size int64, name string) error {
	head, tail := make([]byte, 4), make([]byte, 8)
	if size < 12 {
		return fmt.Errorf("%q is no Parquet file: it has only %d bytes", name, size)
	}
	if _, err := r.ReadAt(head, 0); err != nil {
		return fmt.Errorf("read %q: %w", name, err)
	}
	if _, err := r.ReadAt(tail, size-8); err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("read %q: %w", name, err)
	}
	switch magic := string(tail[4:]); {
	case string(head) == "PARE" || magic == "PARE":
		return fmt.Errorf("%q is an encrypted Parquet file; decrypt it first", name)
	case string(head) != "PAR1":
		return fmt.Errorf("%q is no Parquet file: it does not start with PAR1", name)
	case magic != "PAR1":
		return fmt.Errorf("%q is a Parquet file that was cut short: it does not end with PAR1; fetch it again", name)
	}
	if footer := int64(binary.LittleEndian.Uint32(tail)); footer > size-12 || footer > maxFooter {
		return fmt.Errorf("%q is a damaged Parquet file: its footer claims %d bytes of the file's %d", name, footer, size)
	}
	return nil
}

// guard turns a panic of the library, which trusts what files say, into an
// error.
func guard(f func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = errDamaged
		}
	}()
	return f()
}

var errDamaged = errors.New("damaged Parquet data")

// open reads the schema.
func (t *table) open(size int64) error {
	file, err := parquet.OpenFile(t.in, size, parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true), parquet.ReadBufferSize(readBuffer))
	if err != nil {
		return err
	}
	t.groups, t.meta = file.RowGroups(), file.Metadata()
	t.leaves(file.Root())
	for i, g := range t.groups {
		rows := g.NumRows()
		if rows < 0 || rows > rowsAByte*size+rowsFree || len(g.ColumnChunks()) != len(t.columns) || len(t.columns) == 0 {
			return errDamaged
		}
		t.starts = append(t.starts, t.rows)
		t.rows += rows
		for _, c := range t.meta.RowGroups[i].Columns {
			if c.MetaData.TotalCompressedSize < 0 || c.MetaData.DataPageOffset < 0 || c.MetaData.NumValues < rows {
				return errDamaged
			}
		}
		if t.rows > rowsAByte*size+rowsFree {
			return errDamaged
		}
	}
	return nil
}

// leaves collects the columns that hold values.
func (t *table) leaves(c *parquet.Column) {
	if c.Leaf() {
		t.columns = append(t.columns, leaf{
			name: columnName(c.Path()), repeated: c.MaxRepetitionLevel() > 0,
			defined: c.MaxDefinitionLevel(), render: renderer(c.Type()), wanted: true,
		})
		return
	}
	for _, child := range c.Columns() {
		t.leaves(child)
	}
}

// columnName joins a path, leaving out the names that lists and maps put
// between a field and its values.
func columnName(path []string) string {
	path = slices.Clone(path)
	for i := 1; i < len(path); i++ {
		switch path[i] {
		case "list", "bag", "array":
			if i+1 < len(path) && slices.Contains([]string{"element", "item", "array_element", "array"}, path[i+1]) {
				path = slices.Delete(path, i, i+2)
			} else if i+1 == len(path) && path[i] == "array" {
				path = slices.Delete(path, i, i+1)
			}
		case "key_value":
			path = slices.Delete(path, i, i+1)
		}
	}
	return strings.Join(path, ".")
}

// walkPages reads the page headers of one column chunk and refuses sizes for
// which the library would take memory without a look at the data.
func walkPages(in io.ReaderAt, meta *format.ColumnMetaData) error {
	at := meta.DataPageOffset
	if d := meta.DictionaryPageOffset; d > 0 && d < at {
		at = d
	}
	end := at + meta.TotalCompressedSize
	buffer := bufio.NewReaderSize(nil, 512)
	protocol := thrift.CompactProtocol{}
	for at < end {
		section := io.NewSectionReader(in, at, end-at)
		buffer.Reset(section)
		var h format.PageHeader
		if err := thrift.NewDecoder(protocol.NewReader(buffer)).Decode(&h); err != nil {
			return errDamaged
		}
		values := max(h.DataPageHeader.V.NumValues, h.DataPageHeaderV2.V.NumValues, h.DictionaryPageHeader.V.NumValues)
		if h.UncompressedPageSize < 0 || h.UncompressedPageSize > maxPage || h.CompressedPageSize < 0 ||
			values > maxPageValues || int64(h.CompressedPageSize) > end-at {
			return errDamaged
		}
		read, err := section.Seek(0, io.SeekCurrent)
		if err != nil {
			return err
		}
		at += read - int64(buffer.Buffered()) + int64(h.CompressedPageSize)
	}
	return nil
}

// File opens the file once more, for its rows as they are stored. Unlike Scan, the
// library trusts what the file says: it is for files that Scan read without loss.
func (t *table) File() (file *parquet.File, err error) {
	err = guard(func() error {
		file, err = parquet.OpenFile(t.in, t.size, parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true), parquet.ReadBufferSize(readBuffer))
		return err
	})
	return file, err
}
