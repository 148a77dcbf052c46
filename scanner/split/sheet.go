package split

import (
	"io"
	"path/filepath"

	"leadlint/scanner/take"

	"github.com/xuri/excelize/v2"
)

// sheet writes a workbook of one sheet. Every cell is text, as the audit read it: a
// number keeps its digits, a date is written as in ISO 8601, and nothing is a formula.
type sheet struct {
	file    io.Writer
	book    *excelize.File
	rows    *excelize.StreamWriter
	columns []string
	reasons bool
	line    int
	values  []any
}

// newSheet makes the workbook. What does not fit into memory lies beside the file that
// is asked for, and nowhere else.
func newSheet(t *take.Table, file io.Writer, reasons bool, path string) (*sheet, error) {
	s := &sheet{file: file, columns: t.Source.Columns(), reasons: reasons, book: excelize.NewFile(excelize.Options{TmpDir: filepath.Dir(path)})}
	if err := s.book.SetSheetName("Sheet1", t.Name); err != nil {
		return nil, err
	}
	var err error
	s.rows, err = s.book.NewStreamWriter(t.Name)
	return s, err
}

func (s *sheet) guarded() int64 { return 0 }

func (s *sheet) head() error {
	var names [][]byte
	for _, name := range s.columns {
		names = append(names, []byte(name))
	}
	if s.reasons {
		return s.write(columns(), names)
	}
	return s.write(nil, names)
}

func (s *sheet) row(r *take.Row, why *reason) error {
	if why != nil {
		return s.write(why.values, r.Cells)
	}
	return s.write(nil, r.Cells)
}

func (s *sheet) skipped(_ []byte, why *reason) error { return s.write(why.values, nil) }

// write adds a row of texts; a cell that is not there stays empty.
func (s *sheet) write(before []string, own [][]byte) error {
	s.line++
	s.values = s.values[:0]
	for _, v := range before {
		s.values = append(s.values, v)
	}
	for _, c := range own {
		if c == nil {
			s.values = append(s.values, nil)
			continue
		}
		s.values = append(s.values, string(c))
	}
	at, err := excelize.CoordinatesToCellName(1, s.line)
	if err != nil {
		return err
	}
	return s.rows.SetRow(at, s.values)
}

func (s *sheet) end() error {
	err := s.rows.Flush()
	if err == nil {
		err = s.book.Write(s.file)
	}
	if closed := s.book.Close(); err == nil {
		err = closed
	}
	return err
}
