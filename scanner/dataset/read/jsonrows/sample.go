package jsonrows

import (
	"bytes"
	"context"
	"io"

	"leadlint/scanner/dataset/read/damage"
)

const (
	// windows are the pieces read from a large file of lines for the sample.
	windows = 24
	// windowSize is their size.
	windowSize = 256 << 10
)

// probes gives pieces of the input that start and end with whole lines or, for
// a sequence, the start of it; headMax bounds the first.
func (t *table) probes(headMax int) [][]byte {
	if !t.layout.lines {
		return [][]byte{t.head[min(t.layout.start, len(t.head)):]}
	}
	head := t.head[t.layout.start:]
	if t.whole || !t.blob.Seekable || !t.set.UTF8() {
		return [][]byte{head}
	}
	probes := [][]byte{head[:min(headMax, len(head))]}
	r, size, err := t.blob.ReaderAt()
	if err != nil {
		return probes
	}
	for i := range int64(windows) {
		at := headSize + (size-headSize)*i/windows
		piece := make([]byte, windowSize)
		n, err := r.ReadAt(piece, at)
		if err != nil && err != io.EOF {
			continue
		}
		if cut := bytes.IndexByte(piece[:n], '\n'); cut >= 0 {
			probes = append(probes, piece[cut+1:n])
		}
	}
	return probes
}

// records gives the complete records of a probe.
func (t *table) records(probe []byte) [][]byte {
	var records [][]byte
	if t.layout.lines {
		for rest := probe; len(rest) > 0; {
			line, after, found := bytes.Cut(rest, []byte{'\n'})
			if !found && !t.whole {
				break
			}
			rest = after
			if line = bytes.TrimSpace(line); len(line) > 0 {
				records = append(records, line)
			}
		}
		return records
	}
	q := sequence{array: t.layout.array, inObject: true, log: &damage.Log{}}
	b := block{data: probe}
	q.split(&b, 0)
	for _, s := range b.spans {
		records = append(records, probe[s.start:s.end])
	}
	return records
}

// learn collects the paths of the sample.
func (t *table) learn() {
	p := learner(t.tree)
	for _, probe := range t.probes(headSize) {
		for _, record := range t.records(probe) {
			_ = p.record(record) // damage is told by Scan
		}
	}
}

// Sample parses records taken at even steps from the sample's pieces.
func (t *table) Sample(ctx context.Context, n int) ([][][]byte, error) {
	var all [][]byte
	for _, probe := range t.probes(windowSize) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		all = append(all, t.records(probe)...)
	}
	n = max(min(n, len(all)), 0)
	rows := make([][][]byte, 0, n)
	p := newParser(t.tree, len(t.columns))
	for i := range n {
		if p.record(all[i*len(all)/n]) != nil {
			continue
		}
		row := make([][]byte, len(p.cells))
		for c, cell := range p.cells {
			row[c] = bytes.Clone(cell)
		}
		rows = append(rows, row)
	}
	return rows, nil
}
