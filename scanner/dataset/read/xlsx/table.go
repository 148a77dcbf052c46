// Package xlsx reads the sheets of Excel workbooks as a stream. Dates are
// written as in ISO 8601, numbers in plain digits; the only thing kept in memory
// is the workbook's table of shared texts.
package xlsx

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/blob"
	"leadlint/scanner/dataset/read/damage"
	"leadlint/scanner/finding"
)

const (
	// headRows is how many rows are looked at for the header.
	headRows = 30
	// sampleRows is how many rows from the start a sample is taken from: what is
	// compressed cannot be read from the middle.
	sampleRows = 5000
	// batchRows is how many rows are handed to a worker at a time.
	batchRows = 128
)

// Open lists the sheets of a workbook that hold cells. A workbook with a
// password, a zip bomb or a damaged one is an error.
func Open(b *blob.Blob) (tables []dataset.Table, detail string, issues []finding.Issue, err error) {
	r, size, err := b.ReaderAt()
	if err != nil {
		return nil, "", nil, err
	}
	magic := make([]byte, 8)
	if _, err := r.ReadAt(magic, 0); err == nil && string(magic) == "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" {
		return nil, "", nil, fmt.Errorf("%q is protected by a password or is an old .xls workbook; save it as .xlsx without a password", b.Name)
	}
	book, sheets, err := openWorkbook(r, size)
	if err != nil {
		return nil, "", nil, fmt.Errorf("%q cannot be read as a workbook: %w", b.Name, err)
	}
	var log damage.Log
	for _, s := range sheets {
		t := &table{name: b.Name, book: book, sheet: s}
		switch found, err := t.head(); {
		case err != nil:
			return nil, "", nil, fmt.Errorf("%q cannot be read as a workbook: %w", b.Name, err)
		case found:
			tables = append(tables, t)
			detail += fmt.Sprintf(", %q: header on row %d", s.name, t.header)
		default:
			log.Add(damage.Note, 0, 0, damage.Text(fmt.Sprintf("the sheet %q holds no cells", s.name),
				fmt.Sprintf("la feuille %q ne contient aucune cellule", s.name)))
		}
		if s.hidden {
			log.Add(damage.Note, 0, 0, damage.Text(fmt.Sprintf("the sheet %q is hidden; it was read all the same", s.name),
				fmt.Sprintf("la feuille %q est masquée ; elle a été lue quand même", s.name)))
		}
	}
	if len(detail) > 0 {
		detail = detail[2:]
	}
	return tables, detail, log.Issues(), nil
}

// table is one sheet.
type table struct {
	name    string
	book    *workbook
	sheet   sheet
	header  int64 // row of the header
	columns []string
}

var _ dataset.Table = (*table)(nil)

// Name is the sheet's name.
func (t *table) Name() string { return t.sheet.name }

// Columns are the cells of the header, empty where only the rows below have
// cells.
func (t *table) Columns() []string { return slices.Clone(t.columns) }

// head looks for the header: the first row that is nearly as wide as the widest
// of the first rows and holds only text, failing that the first that is as wide;
// narrow rows above it are banners.
func (t *table) head() (found bool, err error) {
	if t.sheet.part == nil {
		return false, nil
	}
	in, err := t.book.openRows(t.sheet)
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, in.in.Close()) }()
	var first []rowOf
	width, widest := 0, 0
	for len(first) < headRows {
		row, err := in.next()
		if err != nil {
			if err := refused(err); err != nil {
				return false, err
			}
			break // the end, or damage that Scan tells of
		}
		first = append(first, rowOf{row.number, cloneCells(row.cells), row.numbers})
		width, widest = max(width, len(row.cells)), max(widest, filled(row.cells))
	}
	if len(first) == 0 {
		return false, nil
	}
	pick := slices.IndexFunc(first, func(r rowOf) bool { return 10*filled(r.cells) >= 6*widest && r.numbers == 0 })
	if pick < 0 {
		pick = slices.IndexFunc(first, func(r rowOf) bool { return 10*filled(r.cells) >= 6*widest })
	}
	t.header, t.columns = first[pick].number, make([]string, width)
	for i, cell := range first[pick].cells {
		t.columns[i] = string(bytes.TrimSpace(cell))
	}
	return true, nil
}

// refused gives errors that are attacks, not damage.
func refused(err error) error {
	if errors.Is(err, errDTD) || errors.Is(err, errUTF16) {
		return err
	}
	return nil
}

// filled counts the cells with a value.
func filled(cells [][]byte) int {
	n := 0
	for _, c := range cells {
		if c != nil {
			n++
		}
	}
	return n
}

func cloneCells(cells [][]byte) [][]byte {
	row := make([][]byte, len(cells))
	for i, c := range cells {
		row[i] = bytes.Clone(c)
	}
	return row
}

// Scan reads the sheet on one goroutine and deals its rows to the sinks. Rows
// without a value are not records; cells right of the columns are told.
func (t *table) Scan(ctx context.Context, sinks []dataset.Sink) (dataset.Stats, error) {
	var stats dataset.Stats
	in, err := t.book.openRows(t.sheet)
	if err != nil {
		return stats, fmt.Errorf("read %q: %w", t.name, err)
	}
	var log damage.Log
	free, full := make(chan *batch, len(sinks)+2), make(chan *batch)
	for range cap(free) {
		free <- &batch{}
	}
	var wg sync.WaitGroup
	for _, sink := range sinks {
		wg.Go(func() {
			row := make([][]byte, len(t.columns))
			for b := range full {
				b.deliver(sink, row)
				free <- b
			}
		})
	}
	for err == nil {
		if err = ctx.Err(); err != nil {
			break
		}
		b := <-free
		err = t.fill(b, in, &log)
		stats.Rows += int64(len(b.lines))
		full <- b
	}
	close(full)
	wg.Wait()
	closed := in.in.Close()
	switch {
	case ctx.Err() != nil:
		err = ctx.Err()
	case errors.Is(err, io.EOF):
		err = closed
	default:
		log.Add(damage.Lost, in.row.number, 0, damage.Text(
			"the rest of the sheet could not be read: its data are damaged or cut short; save the workbook again",
			"le reste de la feuille n'a pas pu être lu : ses données sont endommagées ou tronquées ; enregistrez de nouveau le classeur"))
		err = nil
	}
	stats.Issues = log.Issues()
	return stats, err
}

// fill reads rows into a batch until it is full or reading ends.
func (t *table) fill(b *batch, in *rows, log *damage.Log) error {
	b.reset()
	for len(b.lines) < batchRows && len(b.data) < 1<<20 {
		row, err := in.next()
		if err != nil {
			return err
		}
		if row.number <= t.header {
			continue
		}
		cells := row.cells
		if len(cells) > len(t.columns) {
			log.AddN(damage.Lost, row.number, 0, int64(filled(cells[len(t.columns):])), damage.Text(
				"cells to the right of the table's columns were not read; give their column a header",
				"des cellules à droite des colonnes de la table n'ont pas été lues ; donnez un en-tête à leur colonne"))
			cells = cells[:len(t.columns)]
		}
		b.add(row.number, cells)
	}
	return nil
}

// Sample takes rows at even steps from the first 5,000.
func (t *table) Sample(ctx context.Context, n int) ([][][]byte, error) {
	in, err := t.book.openRows(t.sheet)
	if err != nil {
		return nil, fmt.Errorf("read %q: %w", t.name, err)
	}
	var all [][][]byte
	for len(all) < max(sampleRows, n) && ctx.Err() == nil {
		row, err := in.next()
		if err != nil {
			break // Scan tells of damage
		}
		if row.number > t.header {
			cells := make([][]byte, len(t.columns))
			copy(cells, cloneCells(row.cells))
			all = append(all, cells)
		}
	}
	if err := errors.Join(ctx.Err(), in.in.Close()); err != nil {
		return nil, err
	}
	n = max(min(n, len(all)), 0)
	rows := make([][][]byte, n)
	for i := range rows {
		rows[i] = all[i*len(all)/n]
	}
	return rows, nil
}
