package split

import (
	"archive/zip"
	"io"
	"strconv"
	"strings"

	"leadlint/scanner/take"

	"github.com/klauspost/compress/flate"
)

// sheet writes a workbook of one sheet. Every cell is text, as the audit read it: a
// number keeps its digits, a date is written as in ISO 8601, and nothing is a formula.
// The rows go straight into the file: none is kept in memory, and none lies in a file
// of its own meanwhile, which a killed run would leave behind.
type sheet struct {
	out     text
	book    *zip.Writer
	name    string
	columns []string
	// letters are the names of the sheet's columns: A, B, … AA.
	letters []string
	reasons bool
	line    int
}

// newSheet makes the workbook.
func newSheet(t *take.Table, file io.Writer, reasons bool) *sheet {
	s := &sheet{book: zip.NewWriter(file), name: sheetName(t.Name), columns: t.Source.Columns(), reasons: reasons}
	s.book.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	for i := range len(s.columns) + len(columns()) {
		s.letters = append(s.letters, letters(i))
	}
	return s
}

// sheetName gives a name that Excel takes for one of a sheet.
func sheetName(name string) string {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\`, r) || r < ' ' {
			return '_'
		}
		return r
	}, name)
	if r := []rune(name); len(r) > 31 {
		name = string(r[:31])
	}
	if name == "" {
		return "Sheet1"
	}
	return name
}

// letters names a column, counted from 0.
func letters(i int) string {
	name := ""
	for i++; i > 0; i = (i - 1) / 26 {
		name = string(rune('A'+(i-1)%26)) + name
	}
	return name
}

func (s *sheet) guarded() int64 { return 0 }

func (s *sheet) head() error {
	for _, part := range bookParts(s.name) {
		w, err := s.book.Create(part.name)
		if err == nil {
			_, err = io.WriteString(w, part.text)
		}
		if err != nil {
			return err
		}
	}
	w, err := s.book.Create("xl/worksheets/sheet1.xml")
	if err != nil {
		return err
	}
	s.out.w = w
	s.out.buf = append(s.out.buf, xmlHead+`<worksheet xmlns="`+mainSpace+`"><sheetData>`...)
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
	s.out.buf = append(s.out.buf, `<row r="`...)
	s.out.buf = strconv.AppendInt(s.out.buf, int64(s.line), 10)
	s.out.buf = append(s.out.buf, `">`...)
	for i, v := range before {
		s.cell(i, []byte(v))
	}
	for i, c := range own {
		if c != nil {
			s.cell(len(before)+i, c)
		}
	}
	s.out.buf = append(s.out.buf, `</row>`...)
	return s.out.flush()
}

func (s *sheet) cell(column int, value []byte) {
	s.out.buf = append(append(s.out.buf, `<c r="`...), s.letters[column]...)
	s.out.buf = strconv.AppendInt(s.out.buf, int64(s.line), 10)
	s.out.buf = append(s.out.buf, `" t="inlineStr"><is><t xml:space="preserve">`...)
	s.out.buf = appendXML(s.out.buf, value)
	s.out.buf = append(s.out.buf, `</t></is></c>`...)
}

func (s *sheet) end() error {
	if s.out.w == nil {
		return nil // the head could not be written, which is told
	}
	s.out.buf = append(s.out.buf, `</sheetData></worksheet>`...)
	if err := s.out.last(); err != nil {
		return err
	}
	return s.book.Close()
}
