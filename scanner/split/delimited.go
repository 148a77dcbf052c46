package split

import (
	"bytes"
	"io"
	"strings"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/read/charset"
	"leadlint/scanner/take"
)

// delimited writes records as they stand, but for cells that a spreadsheet would run.
// The reasons stand before the record's own cells: a record that has too few or too many
// of them, or a quote that is never closed, cannot shift them.
type delimited struct {
	out     text
	file    io.Writer
	encoder io.WriteCloser
	form    dataset.Form
	reasons bool
	guard   guard
	cells   int64
}

func newDelimited(file io.Writer, form dataset.Form, reasons bool) *delimited {
	d := &delimited{file: file, form: form, reasons: reasons, encoder: charset.Named(form.Charset).Writer(file)}
	d.out.w = d.encoder
	d.guard = guard{delimiter: form.Delimiter, end: '\n'}
	if form.LineEnd == "\r" {
		d.guard.end = '\r'
	}
	return d
}

func (d *delimited) guarded() int64 { return d.cells }

func (d *delimited) head() error {
	if _, err := d.file.Write(d.form.Mark); err != nil {
		return err
	}
	head := d.form.Head
	if d.form.Header < 0 {
		d.above(head)
		return nil
	}
	d.above(head[:d.form.Header])
	header := head[d.form.Header:]
	if d.reasons {
		d.put(header, &reason{values: columns()})
		return nil
	}
	d.own(header)
	return nil
}

// above adds the lines above the header.
func (d *delimited) above(lines []byte) {
	buf, n := d.guard.append(d.out.buf, lines)
	d.out.buf, d.cells = buf, d.cells+n
}

func (d *delimited) row(r *take.Row, why *reason) error {
	if d.reasons {
		d.put(r.Raw, why)
	} else {
		d.own(r.Raw)
	}
	return d.out.flush()
}

func (d *delimited) skipped(raw []byte, why *reason) error {
	if raw == nil {
		raw = []byte(d.form.LineEnd)
	}
	d.put(raw, why)
	return d.out.flush()
}

// own adds a record as it stands.
func (d *delimited) own(raw []byte) {
	if d.form.Wrapped {
		d.wrapped(nil, raw)
		return
	}
	if !d.guard.needed(raw) {
		d.out.buf = append(d.out.buf, raw...)
		return
	}
	var n int64
	d.out.buf, n = d.guard.append(d.out.buf, raw)
	d.cells += n
}

// put adds a record with its reason.
func (d *delimited) put(raw []byte, why *reason) {
	if why.written == nil {
		why.written = d.word(why)
	}
	switch {
	case d.form.Wrapped:
		d.wrapped(why.written, raw)
	case d.form.Delimiter == 0:
		d.out.buf = append(d.out.buf, why.written...)
		d.single(raw)
	default:
		d.out.buf = append(d.out.buf, why.written...)
		d.own(raw)
	}
}

// word writes the cells of a reason, each with a delimiter behind it.
func (d *delimited) word(why *reason) []byte {
	delimiter := d.form.Delimiter
	if delimiter == 0 {
		delimiter = ','
	}
	var out []byte
	for _, v := range why.values {
		if d.form.Charset != "UTF-8" {
			v = narrow(v)
		}
		out = append(quoted(out, []byte(v), delimiter), delimiter)
	}
	return out
}

// narrow writes what older encodings lack in letters that they have.
func narrow(s string) string {
	return strings.NewReplacer("\u202f", " ", "\u00a0", " ", "’", "'", "œ", "oe", "…", "...").Replace(s)
}

// quoted adds a cell, in quotes where it needs them.
func quoted(dst, cell []byte, delimiter byte) []byte {
	if bytes.IndexByte(cell, delimiter) < 0 && !bytes.ContainsAny(cell, "\"\r\n") {
		return append(dst, cell...)
	}
	dst = append(dst, '"')
	dst = append(dst, bytes.ReplaceAll(cell, []byte(`"`), []byte(`""`))...)
	return append(dst, '"')
}

// single adds the line of a table of one column as the last cell of several.
func (d *delimited) single(raw []byte) {
	cell := bytes.TrimRight(raw, "\r\n")
	if runs(cell) {
		cell = append([]byte{'\''}, cell...)
		d.cells++
	}
	d.out.buf = append(quoted(d.out.buf, cell, ','), raw[len(bytes.TrimRight(raw, "\r\n")):]...)
}

// wrapped adds a record that may stand in quotes as a single cell, with cells before it.
func (d *delimited) wrapped(before, raw []byte) {
	line := bytes.TrimRight(raw, "\r\n")
	n := len(line)
	inner := n >= 2 && line[0] == '"' && line[n-1] == '"' && d.guard.closing(raw, 1) == n-1
	if !inner {
		d.out.buf = append(d.out.buf, before...)
		buf, cells := d.guard.append(d.out.buf, raw)
		d.out.buf, d.cells = buf, d.cells+cells
		return
	}
	record := bytes.ReplaceAll(line[1:n-1], []byte(`""`), []byte(`"`))
	guarded, cells := d.guard.append(bytes.Clone(before), record)
	d.cells += cells
	if before == nil && cells == 0 {
		d.out.buf = append(d.out.buf, raw...)
		return
	}
	d.out.buf = append(d.out.buf, '"')
	d.out.buf = append(d.out.buf, bytes.ReplaceAll(guarded, []byte(`"`), []byte(`""`))...)
	d.out.buf = append(append(d.out.buf, '"'), raw[n:]...)
}

func (d *delimited) end() error {
	if err := d.out.last(); err != nil {
		return err
	}
	return d.encoder.Close()
}
