package delimited

import (
	"bytes"
	"context"
	"io"
	"unicode/utf8"

	"leadlint/scanner/dataset"
)

// blockSize is how much is read and handed to a worker at a time.
const blockSize = 192 << 10

// Name is empty: the file is the table.
func (t *table) Name() string { return "" }

// Columns gives the headers, trimmed.
func (t *table) Columns() []string { return t.dialect.columns }

// Scan reads every record; see dataset.Table. One goroutine follows the quotes
// and cuts the input into blocks of whole records, which the workers parse.
func (t *table) Scan(ctx context.Context, sinks []dataset.Sink) (dataset.Stats, error) {
	stream, err := t.open()
	if err != nil {
		return dataset.Stats{}, err
	}
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	spare := 2*len(sinks) + 2
	s := &splitter{
		form: t.dialect.form, src: stream, size: t.block(), limit: t.recordMax,
		width: t.dialect.width, line: t.dialect.bodyLine,
		free: make(chan *block, spare), out: make(chan *block, len(sinks)),
	}
	for range spare {
		s.free <- &block{}
	}
	split := make(chan error, 1)
	go func() {
		err := s.run(inner)
		close(s.out)
		stream.Close() //nolint:errcheck // nothing was written
		split <- err
	}()
	results := make(chan *worker, len(sinks))
	for _, sink := range sinks {
		w := newWorker(&t.dialect, sink)
		go func() {
			w.run(inner, s.out, s.free)
			results <- w
		}()
	}
	return t.collect(ctx, s, split, results, len(sinks))
}

// block is the size of the blocks to read: small for a small file.
func (t *table) block() int {
	if t.blob.Compression == "" && t.blob.Size >= 0 && t.blob.Size < int64(t.blockSize) {
		return int(t.blob.Size) + 64
	}
	return t.blockSize
}

// collect waits for the workers and the splitter. A splitter that is stuck in
// reading a silent pipe is not waited for once ctx is done.
func (t *table) collect(ctx context.Context, s *splitter, split <-chan error, results <-chan *worker, n int) (dataset.Stats, error) {
	var sum tally
	var stats dataset.Stats
	for range n {
		w := <-results
		sum.merge(&w.tally)
		stats.Rows += w.rows
	}
	var err error
	select {
	case err = <-split:
		sum.merge(&s.tally)
	case <-ctx.Done():
		err = ctx.Err()
	}
	if ctx.Err() != nil {
		err = ctx.Err()
	}
	stats.Skipped = sum.skipped()
	stats.Issues = sum.issues()
	return stats, err
}

// worker parses blocks into one sink.
type worker struct {
	parser
	dialect *dialect
	sink    dataset.Sink
	records dataset.RecordSink // the sink, where it wants the text of records
	header  [][]byte
	tally   tally
	rows    int64
	// strict leaves out records that have not the table's width, and partial
	// those that are not closed, for samples.
	strict, partial bool
	inner           *parser // for records wrapped in quotes
	wrap            []byte  // the record being unwrapped
	cut             int     // where the line end that was added stands behind, -1 for nowhere
}

func newWorker(d *dialect, sink dataset.Sink) *worker {
	w := &worker{dialect: d, sink: sink, header: d.header}
	w.records, _ = sink.(dataset.RecordSink)
	w.form = d.form
	w.cells = make([][]byte, d.width)
	if d.wrapped {
		w.inner = &parser{form: d.form, cells: w.cells}
	}
	return w
}

// run parses blocks until there are no more or ctx is done.
func (w *worker) run(ctx context.Context, in <-chan *block, free chan<- *block) {
	for {
		select {
		case b, ok := <-in:
			if !ok || ctx.Err() != nil {
				return
			}
			w.begin(b)
			w.block(b)
			if w.records != nil {
				w.records.End()
			}
			free <- b
		case <-ctx.Done():
			return
		}
	}
}

// begin tells a sink that wants records of the block.
func (w *worker) begin(b *block) {
	if w.records == nil {
		return
	}
	w.records.Begin(b.number)
	for _, line := range b.passed {
		w.records.Skipped(dataset.Place{Line: line}, nil)
	}
	w.cut = -1
	if b.added {
		w.cut = b.n
	}
}

// text gives the text of a record of the block, without the line end that the
// splitter added to the last.
func (w *worker) text(buf []byte, from, to int) []byte {
	if to == w.cut {
		to--
	}
	return buf[from:to:to]
}

// block hands the records of a block to the sink.
func (w *worker) block(b *block) {
	w.use(b.buf, b.n)
	w.check = w.dialect.utf8 && !utf8.Valid(b.buf[:b.n])
	line := b.line
	if b.lines {
		w.byLine(b.buf, 0, b.n, line)
		return
	}
	for pos := 0; pos < b.n; {
		next := w.record(pos)
		lines := w.lines
		if w.stray > 0 && lines > 1 {
			swallowed := w.swallowed(b.buf, pos, next)
			if swallowed {
				w.byLine(b.buf, pos, next, line)
			}
			w.use(b.buf, b.n)
			w.record(pos)
			if swallowed {
				line, pos = line+int64(lines), next
				continue
			}
		}
		w.row(line, next-pos, w.text(b.buf, pos, next))
		line, pos = line+int64(lines), next
	}
}

// swallowed says whether a record with stray quotes and several lines is in
// fact several records, the first of which opens a quote that it never closes:
// each of its lines has the table's width.
func (w *worker) swallowed(buf []byte, from, to int) bool {
	if w.dialect.width < 3 {
		return false // two cells on each line may be chance
	}
	for from < to {
		n := bytes.IndexByte(buf[from:to], w.form.end) + 1
		w.use(buf[from:], n)
		w.record(0)
		if w.n != w.dialect.width {
			return false
		}
		from += n
	}
	return true
}

// byLine reads each line as a record.
func (w *worker) byLine(buf []byte, from, to int, line int64) {
	for from < to {
		n := bytes.IndexByte(buf[from:to], w.form.end) + 1
		w.use(buf[from:], n)
		w.record(0)
		w.row(line, n, w.text(buf, from, from+n))
		from += n
		line++
	}
}

// row hands the record just parsed, of so many bytes, to the sink, with its text.
func (w *worker) row(line int64, length int, text []byte) {
	if w.stray > 0 {
		w.tally.add(stray, line, int64(w.stray))
	}
	if w.unclosed {
		w.tally.add(unclosed, line, 1)
	}
	if w.invalid > 0 {
		w.tally.add(invalid, line, int64(w.invalid))
	}
	n, extra := w.n, w.extra
	if w.inner != nil && n == 1 && w.quoted {
		n, extra = w.unwrap()
	}
	width := len(w.cells)
	if w.strict && n != width || w.partial && w.unclosed {
		return
	}
	// An empty cell takes at most three bytes: its quotes and a delimiter.
	if length <= 3*n+4 && blank(w.cells, n, extra) {
		if n > 1 || length > 2 {
			w.tally.add(valueless, line, 1)
			w.pass(line, text)
		}
		return
	}
	switch {
	case n < width:
		clear(w.cells[n:])
		w.tally.add(short, line, 1)
	case extra:
		w.tally.add(long, line, 1)
	}
	if len(w.header) > 0 && n >= len(w.header) && bytes.Equal(w.cells[0], w.header[0]) && w.isHeader() {
		w.tally.add(repeated, line, 1)
		w.pass(line, text)
		return
	}
	w.rows++
	if w.records != nil {
		w.records.Record(text)
	}
	w.sink.Row(dataset.Place{Line: line}, w.cells)
}

// pass tells a sink that wants records of one that is no row.
func (w *worker) pass(line int64, text []byte) {
	if w.records != nil {
		w.records.Skipped(dataset.Place{Line: line}, text)
	}
}

// isHeader says whether the record is the header once more.
func (w *worker) isHeader() bool {
	for i, h := range w.header {
		if !bytes.Equal(bytes.TrimSpace(w.cells[i]), h) {
			return false
		}
	}
	return true
}

// unwrap parses the only cell of the last record as a record of its own.
func (w *worker) unwrap() (n int, extra bool) {
	w.wrap = append(append(w.wrap[:0], w.cells[0]...), w.form.end)
	length := len(w.wrap)
	w.wrap = append(w.wrap, make([]byte, padding)...)
	w.inner.use(w.wrap, length)
	w.inner.record(0)
	return w.inner.n, w.inner.extra
}

// discard reads past the first n bytes.
func discard(r io.Reader, n int) error {
	_, err := io.CopyN(io.Discard, r, int64(n))
	return err
}
