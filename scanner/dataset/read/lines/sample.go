package lines

import (
	"bytes"
	"context"
	"errors"
	"io"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/read/damage"
)

const (
	// windows are the pieces read from a large file for the sample.
	windows = 24
	// windowSize is their size.
	windowSize = 64 << 10
)

// Sample gives lines taken at even steps from the start and, of a file that can
// be read anywhere, from pieces spread over it. See dataset.Table.
func (t *table) Sample(ctx context.Context, n int) ([][][]byte, error) {
	if n <= 0 {
		return nil, ctx.Err()
	}
	var all keeper
	var unheard damage.Log
	w := &worker{sink: &all, end: t.end, utf8: t.set.UTF8(), log: &unheard}
	for _, piece := range t.pieces() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		w.block(&block{data: piece})
	}
	n = min(n, len(all.rows))
	out := make([][][]byte, n)
	for i := range out {
		out[i] = [][]byte{bytes.Clone(all.rows[i*len(all.rows)/n])}
	}
	return out, nil
}

// keeper is a sink that keeps the lines of a sample, which stay where they are.
type keeper struct{ rows [][]byte }

func (k *keeper) Row(_ dataset.Place, cells [][]byte) { k.rows = append(k.rows, cells[0]) }

// pieces gives parts of the input that start and end with whole lines.
func (t *table) pieces() [][]byte {
	if t.whole {
		return [][]byte{t.head}
	}
	if !t.blob.Seekable || !t.set.UTF8() {
		return [][]byte{t.ended(t.head)}
	}
	out := [][]byte{t.ended(t.head[:min(windowSize, len(t.head))])}
	at, size, err := t.blob.ReaderAt()
	if err != nil {
		return out
	}
	for i := range int64(windows) {
		piece := make([]byte, windowSize)
		n, err := at.ReadAt(piece, headSize+(size-headSize)*i/windows)
		if err != nil && !errors.Is(err, io.EOF) {
			continue
		}
		if cut := bytes.IndexByte(piece[:n], t.end); cut >= 0 {
			out = append(out, t.ended(piece[cut+1:n]))
		}
	}
	return out
}

// ended cuts off what follows the last line end.
func (t *table) ended(piece []byte) []byte {
	return piece[:bytes.LastIndexByte(piece, t.end)+1]
}
