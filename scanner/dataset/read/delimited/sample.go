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
	// lead is the share of a sample that comes from the start, at most.
	lead = 200
)

// collector keeps records.
type collector struct {
	rows [][][]byte
}

// Row keeps a copy of the record.
func (c *collector) Row(_ dataset.Place, cells [][]byte) {
	c.rows = append(c.rows, clone(cells))
}

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
	start, whole, err := t.start()
	if err != nil || n <= 0 {
		return nil, err
	}
	if whole || !t.blob.Seekable || t.blob.Size < 4*pieceSize {
		return even(start, n), ctx.Err()
	}
	out := start[:min(len(start), lead, (n+1)/2)]
	each := max(1, (n-len(out)+spread-1)/spread)
	for i := range spread {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		piece, err := t.piece(i)
		if err != nil {
			return nil, err
		}
		rows := t.within(piece)
		out = append(out, rows[:min(len(rows), each, n-len(out))]...)
	}
	return out, nil
}

// even gives up to n rows: the first half of them as they come, the others
// evenly spaced over the rest.
func even(rows [][][]byte, n int) [][][]byte {
	if len(rows) <= n {
		return rows
	}
	first := min(lead, (n+1)/2)
	out := rows[:first:first]
	rest := rows[first:]
	for i := range n - first {
		out = append(out, rest[i*len(rest)/(n-first)])
	}
	return out
}

// start gives the records of the head, and whether it is the whole file.
func (t *table) start() ([][][]byte, bool, error) {
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
	text = text[min(t.dialect.body, len(text)):]
	return t.rows(text, whole, false), whole, nil
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

// within gives the records of a piece that starts anywhere: those after the
// first line end that have the table's width.
func (t *table) within(piece []byte) [][][]byte {
	text := t.charset.Decode(piece)
	k := bytes.IndexByte(text, t.dialect.form.end)
	if k < 0 {
		return nil
	}
	return t.rows(text[k+1:], false, true)
}

// rows parses text that starts with a record, or with strict set perhaps not:
// then only records of the table's width count.
func (t *table) rows(text []byte, whole, strict bool) [][][]byte {
	buf, n := padded(text, t.dialect.form.end, whole)
	var c collector
	w := newWorker(&t.dialect, &c)
	w.strict, w.partial = strict, !whole
	w.block(&block{buf: buf, n: n})
	return c.rows
}
