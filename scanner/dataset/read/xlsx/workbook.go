package xlsx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"sync"

	"github.com/xuri/excelize/v2"
)

const (
	// maxPart is the largest part of the workbook's frame (its list of sheets,
	// its styles) that is read.
	maxPart = 16 << 20
	// maxStrings bounds the table of shared strings, which must be in memory.
	maxStrings = 512 << 20
	// maxRatio and ratioFrom refuse parts that are compressed as only bombs are.
	maxRatio  = 400
	ratioFrom = 32 << 20
	// maxEntries bounds the parts of a workbook.
	maxEntries = 20_000
)

// workbook is what the sheets share.
type workbook struct {
	parts    map[string]*zip.File
	strings  *zip.File // shared strings, nil when there are none
	date1904 bool
	styles   []format

	once   sync.Once
	shared *stringTable
	err    error
}

// sheet is one sheet of a workbook's list.
type sheet struct {
	name   string
	part   *zip.File // nil for sheets without cells, such as charts
	hidden bool
}

// openWorkbook reads the frame of a workbook. The library gets a copy in memory
// in which every sheet is replaced by one cell with the part's name: it would
// unpack all sheets into memory or into temporary files.
func openWorkbook(r io.ReaderAt, size int64) (*workbook, []sheet, error) {
	archive, err := zip.NewReader(r, size)
	if err != nil {
		return nil, nil, errors.New("it is no zip archive, or cut short")
	}
	w := &workbook{parts: map[string]*zip.File{}}
	if err := w.list(archive); err != nil {
		return nil, nil, err
	}
	frame, err := w.frame(archive)
	if err != nil {
		return nil, nil, err
	}
	var sheets []sheet
	err = guard(func() error {
		sheets, err = w.describe(frame)
		return err
	})
	return w, sheets, err
}

// list looks over the parts.
func (w *workbook) list(archive *zip.Reader) error {
	if len(archive.File) > maxEntries {
		return fmt.Errorf("it has %d parts, more than %d", len(archive.File), maxEntries)
	}
	for _, f := range archive.File {
		name := strings.ReplaceAll(f.Name, `\`, "/")
		if f.UncompressedSize64 > ratioFrom && f.UncompressedSize64/maxRatio > f.CompressedSize64 {
			return fmt.Errorf("its part %q would unpack to %d times its size; that is no spreadsheet but a zip bomb", name, f.UncompressedSize64/max(f.CompressedSize64, 1))
		}
		if _, taken := w.parts[name]; taken {
			continue
		}
		w.parts[name] = f
		switch lower := strings.ToLower(name); {
		case path.Base(lower) == "sharedstrings.xml":
			w.strings = f
		case strings.HasSuffix(lower, "workbook.bin"):
			return errors.New("it is a binary workbook (.xlsb); save it as .xlsx")
		case lower == "content.xml":
			return errors.New("it is an OpenDocument spreadsheet; save it as .xlsx or CSV")
		}
	}
	return nil
}

// frame makes the copy that the library gets.
func (w *workbook) frame(archive *zip.Reader) ([]byte, error) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range archive.File {
		name := strings.ReplaceAll(f.Name, `\`, "/")
		if w.parts[name] != f {
			continue
		}
		var data []byte
		var err error
		switch lower := strings.ToLower(name); {
		case strings.Contains(lower, "worksheets/") && strings.HasSuffix(lower, ".xml"):
			data, err = standIn(name)
		case lower == "[content_types].xml", lower == "_rels/.rels", strings.HasPrefix(lower, "xl/_rels/"),
			strings.HasPrefix(lower, "xl/workbook"), strings.HasPrefix(lower, "xl/styles"):
			data, err = readPart(f)
		default:
			continue
		}
		if err != nil {
			return nil, err
		}
		part, err := z.Create(name)
		if err != nil {
			return nil, err
		}
		if _, err := part.Write(data); err != nil {
			return nil, err
		}
	}
	err := z.Close()
	return out.Bytes(), err
}

// readPart reads a small part.
func readPart(f *zip.File) ([]byte, error) {
	in, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("its part %q is damaged", f.Name)
	}
	data, err := io.ReadAll(io.LimitReader(in, maxPart+1))
	if err = errors.Join(err, in.Close()); err != nil {
		return nil, fmt.Errorf("its part %q is damaged", f.Name)
	}
	if len(data) > maxPart {
		return nil, fmt.Errorf("its part %q is larger than %d MiB", f.Name, maxPart>>20)
	}
	return data, nil
}

// standIn makes a sheet whose only cell is a text.
func standIn(text string) ([]byte, error) {
	var out bytes.Buffer
	out.WriteString(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>`)
	if err := xml.EscapeText(&out, []byte(text)); err != nil {
		return nil, err
	}
	out.WriteString(`</t></is></c></row></sheetData></worksheet>`)
	return out.Bytes(), nil
}

// describe asks the library for the sheets and the styles.
func (w *workbook) describe(frame []byte) (sheets []sheet, err error) {
	f, err := excelize.OpenReader(bytes.NewReader(frame), excelize.Options{RawCellValue: true, UnzipSizeLimit: 4 * maxPart, UnzipXMLSizeLimit: 4 * maxPart})
	if err != nil {
		return nil, errors.New("its list of sheets or its styles are damaged")
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if props, err := f.GetWorkbookProps(); err == nil && props.Date1904 != nil {
		w.date1904 = *props.Date1904
	}
	for i := 0; ; i++ {
		var style *excelize.Style
		var end error
		_ = guard(func() error { // a style that refers to a font that is not there
			style, end = f.GetStyle(i)
			return nil
		})
		if end != nil {
			break
		}
		w.styles = append(w.styles, formatOf(style))
	}
	for _, name := range f.GetSheetList() {
		part, err := f.GetCellValue(name, "A1")
		s := sheet{name: name}
		if err == nil {
			s.part = w.parts[part]
		}
		if visible, err := f.GetSheetVisible(name); err == nil {
			s.hidden = !visible
		}
		sheets = append(sheets, s)
	}
	return sheets, nil
}

// guard turns a panic of the library into an error.
func guard(f func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = errors.New("its list of sheets or its styles are damaged")
		}
	}()
	return f()
}

// stringTable is the shared strings, in one piece of memory.
type stringTable struct {
	data []byte
	ends []uint32
}

// at gives the string of an index, nil for one that is not there.
func (t *stringTable) at(i int) []byte {
	if i < 0 || i >= len(t.ends) {
		return nil
	}
	from := uint32(0)
	if i > 0 {
		from = t.ends[i-1]
	}
	return t.data[from:t.ends[i]:t.ends[i]]
}

// sharedStrings reads the shared strings once.
func (w *workbook) sharedStrings() (*stringTable, error) {
	w.once.Do(func() { w.shared, w.err = readStrings(w.strings) })
	return w.shared, w.err
}

// readStrings reads the table of shared strings.
func readStrings(f *zip.File) (table *stringTable, err error) {
	table = &stringTable{}
	if f == nil {
		return table, nil
	}
	in, err := f.Open()
	if err != nil {
		return table, errors.New("its shared strings are damaged")
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	var text textOf
	for x := newTokens(in); ; {
		tok, err := x.next()
		if errors.Is(err, io.EOF) {
			return table, nil
		}
		if err != nil {
			return table, fmt.Errorf("its shared strings are damaged: %w", err)
		}
		table.data = text.append(table.data, tok)
		if len(table.data) > maxStrings {
			return table, fmt.Errorf("its texts need more than %d MiB of memory; save it as CSV", maxStrings>>20)
		}
		if string(tok.name) == "si" && (tok.kind == endTag || tok.closed) {
			table.ends = append(table.ends, uint32(len(table.data)))
		}
	}
}

// textOf follows rich text: the characters of <t>, without those that tell how
// others are pronounced.
type textOf struct{ inText, inPhonetic bool }

// append takes one token and appends the text it holds.
func (t *textOf) append(dst []byte, tok token) []byte {
	switch {
	case tok.kind == charData:
		if t.inText && !t.inPhonetic {
			from := len(dst)
			dst = unescape(tok.appendText(dst), from)
		}
	case string(tok.name) == "t":
		t.inText = tok.kind == startTag && !tok.closed
	case string(tok.name) == "rPh":
		t.inPhonetic = tok.kind == startTag && !tok.closed
	}
	return dst
}
