package delimited

import (
	"bytes"
	"context"
	"errors"
	"io"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/blob"
)

const (
	// spread is how many places of a file a sample is taken from, besides its start.
	spread = 32
	// pieceSize is how much is read at each of them.
	pieceSize = 32 << 10
	// lead is how many records of a sample come from the start, at most.
	lead = 200
)

// collector keeps up to n records: the first of them as they come, the others
// evenly spaced over the rest of total.
type collector struct {
	n, total int
	seen     int
	rows     [][][]byte
}

// Row keeps a copy of the record if its turn has come.
func (c *collector) Row(_ dataset.Place, cells [][]byte) {
	if len(c.rows) < c.n && c.seen == c.next() {
		c.rows = append(c.rows, clone(cells))
	}
	c.seen++
}

// next is the number of the record to keep next.
func (c *collector) next() int {
	kept := len(c.rows)
	first := min(lead, (c.n+1)/2)
	if c.total <= c.n || kept < first {
		return kept
	}
	return first + (kept-first)*(c.total-first)/(c.n-first)
}

// tallySink counts records.
type tallySink struct{ n int }

// Row counts the record.
func (s *tallySink) Row(dataset.Place, [][]byte) { s.n++ }

// clone copies a record into memory of its own.
func clone(cells [][]byte) [][]byte {
	size := 0
	for _, cell := range cells {
		size += len(cell)
	}
	buf := make([]byte, 0, size)
	row := make([][]byte, len(cells))
	for i, cell := range cells {
		if cell != nil {
			from := len(buf)
			buf = append(buf, cell...)
			row[i] = buf[from:len(buf):len(buf)]
		}
	}
	return row
}

func (t *table) sample(ctx context.Context, n int) ([][][]byte, error) {
	text, whole, err := t.start()
	if err != nil || n <= 0 {
		return nil, err
	}
	if whole || !t.blob.Seekable || t.blob.Size < 4*pieceSize {
		return t.rows(text, n, whole, false), ctx.Err()
	}
	out := t.rows(text, min(lead, (n+1)/2), whole, false)
	each := max(1, (n-len(out)+spread-1)/spread)
	for i := range spread {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		piece, err := t.piece(i)
		if err != nil {
			return nil, err
		}
		out = append(out, t.within(piece, min(each, n-len(out)))...)
	}
	return out, nil
}

// start gives the text of the head behind the header, and whether it is the
// whole file.
func (t *table) start() ([]byte, bool, error) {
	size := headSize
	if !t.blob.Seekable {
		size = blob.HeadMax
	}
	head, err := t.blob.Head(size)
	if len(head) == 0 && err != nil && !errors.Is(err, io.EOF) {
		return nil, false, err
	}
	whole := t.blob.Whole()
	text := t.decode(head, whole)
	return text[min(t.dialect.body, len(text)):], whole, nil
}

// offset is where piece i of the file is.
func (t *table) offset(i int) int64 {
	at := t.blob.Size / spread * int64(i)
	return at - at%max(int64(t.charset.Unit), 1) + int64(t.charset.Mark)
}

// piece reads piece i of the file.
func (t *table) piece(i int) ([]byte, error) {
	at, _, err := t.blob.ReaderAt()
	if err != nil {
		return nil, err
	}
	buf := make([]byte, pieceSize)
	n, err := at.ReadAt(buf, t.offset(i))
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return buf[:n], nil
}

// pieces reads all of them, to tell the encoding by; none where the file is a
// pipe, compressed or small.
func (t *table) pieces() [][]byte {
	if !t.blob.Seekable || t.blob.Size < headSize {
		return nil
	}
	var out [][]byte
	for i := range spread {
		if piece, err := t.piece(i); err == nil {
			out = append(out, piece)
		}
	}
	return out
}

// within gives up to n records of a piece that starts anywhere: of those after
// the first line end that have the table's width.
func (t *table) within(piece []byte, n int) [][][]byte {
	text := t.charset.Decode(piece)
	k := bytes.IndexByte(text, t.dialect.form.end)
	if k < 0 {
		return nil
	}
	return t.rows(text[k+1:], n, false, true)
}

// rows gives up to n records of a text that starts with a record, or with strict
// set perhaps not: then only records of the table's width count. The text is
// parsed twice, so that only the records chosen are copied.
func (t *table) rows(text []byte, n int, whole, strict bool) [][][]byte {
	buf, size := padded(text, t.dialect.form.end, whole)
	parse := func(sink dataset.Sink) {
		w := newWorker(&t.dialect, sink)
		w.strict, w.partial = strict, !whole
		w.block(&block{buf: buf, n: size})
	}
	var all tallySink
	parse(&all)
	c := collector{n: n, total: all.n}
	parse(&c)
	return c.rows
}
