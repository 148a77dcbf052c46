package lists

import (
	"bufio"
	"bytes"
	"strings"

	"leadlint/scanner/dataset"
	"leadlint/scanner/split"
)

// list is a table of comma separated values that grows row by row.
type list struct {
	lang      string
	w         *bufio.Writer
	separator byte
	line      []byte
	cells     int
	// guarded counts the cells that got an apostrophe, skipped the records not read.
	guarded, skipped int64
	failed           error
}

// newList starts a list as RFC 4180 has it. In English the separator is a comma; in
// French, as spreadsheets there expect it, a semicolon, behind a byte order mark. The
// heads are the same in both languages.
func newList(opt Options, heads []string) *list {
	l := &list{lang: opt.Lang, w: bufio.NewWriter(opt.File), separator: ','}
	if opt.Lang == "fr" {
		l.separator = ';'
		l.line = append(l.line, "\ufeff"...)
	}
	for _, h := range heads {
		l.cell([]byte(h))
	}
	l.fail(l.end())
	return l
}

// fail keeps the first error.
func (l *list) fail(err error) error {
	if l.failed == nil {
		l.failed = err
	}
	return err
}

// cell adds a cell to the row.
func (l *list) cell(value []byte) {
	if l.cells++; l.cells > 1 {
		l.line = append(l.line, l.separator)
	}
	value = plain(value)
	guard := split.Runs(value)
	if guard {
		l.guarded++
	}
	if !bytes.ContainsAny(value, ",;\"\r\n\t") && !(len(value) > 0 && (value[0] == ' ' || value[len(value)-1] == ' ')) {
		if guard {
			l.line = append(l.line, '\'')
		}
		l.line = append(l.line, value...)
		return
	}
	l.line = append(l.line, '"')
	if guard {
		l.line = append(l.line, '\'')
	}
	for _, c := range value {
		if c == '"' {
			l.line = append(l.line, '"')
		}
		l.line = append(l.line, c)
	}
	l.line = append(l.line, '"')
}

// texts adds cells.
func (l *list) texts(values ...string) {
	for _, v := range values {
		l.cell([]byte(v))
	}
}

// end ends the row.
func (l *list) end() error {
	l.line = append(l.line, "\r\n"...)
	_, err := l.w.Write(l.line)
	l.line, l.cells = l.line[:0], 0
	return err
}

// close writes what is left and gives the first error.
func (l *list) close() error { return l.fail(l.w.Flush()) }

// plain makes a cell valid UTF-8 that shows as it is: NUL is dropped, values of a cell
// with several are set apart by semicolons.
func plain(value []byte) []byte {
	if bytes.IndexByte(value, 0) >= 0 {
		value = bytes.ReplaceAll(value, []byte{0}, nil)
	}
	if bytes.IndexByte(value, dataset.MultiSep) >= 0 {
		value = bytes.ReplaceAll(value, []byte{dataset.MultiSep}, []byte("; "))
	}
	return bytes.ToValidUTF8(value, []byte("\ufffd"))
}

// pick gives the word in the language of the list.
func (l *list) pick(en, fr string) string {
	if l.lang == "fr" {
		return fr
	}
	return en
}

// quoted puts a header into quotation marks of the language.
func (l *list) quoted(s string) string {
	if s = strings.TrimSpace(s); l.lang == "fr" {
		return "« " + s + " »"
	}
	return "“" + s + "”"
}
