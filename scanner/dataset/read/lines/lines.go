// Package lines reads plain text, such as an application's log: each physical
// line is a record of one column.
package lines

import (
	"bytes"
	"context"
	"io"
	"sync"
	"unicode/utf8"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/blob"
	"leadlint/scanner/dataset/read/charset"
	"leadlint/scanner/dataset/read/damage"
	"leadlint/scanner/finding"
)

// Column is the name of the only column.
const Column = "line"

// headSize is how much of the start the encoding and the line ends are told by.
const headSize = 1 << 20

var (
	tooLong = damage.Text("skipped: the line is longer than 4 MiB", "ignorée : la ligne dépasse 4 Mio")
	cutOff  = damage.Text("the input breaks off within this line; it and what follows were not read; get the file again",
		"le fichier s'interrompt dans cette ligne ; ni elle ni la suite n'ont été lues ; procurez-vous de nouveau le fichier")
	notUTF8 = damage.Text("the line holds bytes that are not UTF-8, read as U+FFFD", "la ligne contient des octets qui ne sont pas de l'UTF-8, lus comme U+FFFD")
	nuls    = damage.Text("NUL bytes before the line were left out; the file was cut down while it was being written to",
		"des octets NUL placés avant la ligne ont été laissés de côté ; le fichier a été tronqué pendant son écriture")
	empty = damage.Text("the file is empty: there is nothing to examine", "le fichier est vide : il n'y a rien à examiner")
)

// Open takes an input for lines of text, whatever stands in them. Blank lines
// are no records and are not told of. There is no table when the input holds no
// text, which an issue tells.
func Open(b *blob.Blob) (tables []dataset.Table, detail string, issues []finding.Issue, err error) {
	head, err := b.Head(headSize)
	if err != nil && len(head) == 0 {
		return nil, "", nil, err
	}
	t := &table{blob: b, set: charset.Detect(head), whole: b.Whole() && err == nil}
	t.head = head[min(t.set.Mark, len(head)):]
	if !t.set.UTF8() {
		t.head = t.set.Decode(t.head)
	}
	if t.whole && len(bytes.TrimSpace(t.head)) == 0 {
		var log damage.Log
		log.Add(damage.Warning, 0, 0, empty)
		return nil, "empty", log.Issues(), nil
	}
	t.end = '\n'
	detail = "one record a line, " + t.set.Name
	if bytes.IndexByte(t.head, '\n') < 0 && bytes.IndexByte(t.head, '\r') >= 0 {
		t.end = '\r'
		detail += ", lines end with CR"
	}
	return []dataset.Table{t}, detail, nil, nil
}

// table is the lines of one input.
type table struct {
	blob  *blob.Blob
	set   charset.Charset
	head  []byte // decoded
	whole bool   // head is everything
	end   byte
}

var (
	_ dataset.Table     = (*table)(nil)
	_ dataset.Estimator = (*table)(nil)
)

// Name is empty: the input is one table.
func (t *table) Name() string { return "" }

// Columns is the line alone.
func (t *table) Columns() []string { return []string{Column} }

// Estimate goes by the lines of the input's start.
func (t *table) Estimate() int64 {
	n := int64(bytes.Count(t.head, []byte{t.end}))
	if t.whole {
		return n
	}
	if t.blob.Compression != "" || t.blob.Size <= 0 {
		return 0
	}
	return int64(float64(n) * float64(t.blob.Size) / headSize)
}

// Scan reads the input once; the lines are handed on by one worker a sink.
func (t *table) Scan(ctx context.Context, sinks []dataset.Sink) (dataset.Stats, error) {
	stream, err := t.blob.Open()
	if err != nil {
		return dataset.Stats{}, err
	}
	var log damage.Log
	feed := &feeder{stream: stream, end: t.end, log: &log, line: 1}
	free, full := make(chan *block, len(sinks)+2), make(chan *block)
	for range cap(free) {
		free <- &block{}
	}
	workers := make([]*worker, len(sinks))
	var wg sync.WaitGroup
	for i, sink := range sinks {
		w := &worker{sink: sink, end: t.end, utf8: t.set.UTF8(), log: &log}
		workers[i] = w
		wg.Go(func() {
			for b := range full {
				if ctx.Err() == nil {
					w.block(b)
				}
				free <- b
			}
		})
	}
	begun := false
	err = blob.Pump(ctx, stream, func() (*block, error) {
		b := <-free
		if !begun {
			begun = true
			if err := t.begin(feed); err != nil {
				b.data = nil
				return b, err
			}
		}
		return b, feed.fill(b)
	}, full)
	close(full)
	wg.Wait()
	var stats dataset.Stats
	if ctx.Err() == nil { // the feeder is at rest
		stats.Skipped = feed.skipped
	}
	for _, w := range workers {
		stats.Rows += w.rows
		stats.Skipped += w.skipped
	}
	stats.Issues = log.Issues()
	return stats, err
}

// begin reads past the byte order mark. It may wait for a pipe.
func (t *table) begin(f *feeder) error {
	if t.set.Mark > 0 {
		if _, err := io.CopyN(io.Discard, f.stream, int64(t.set.Mark)); err != nil {
			return err
		}
	}
	if !t.set.UTF8() {
		f.decoded = t.set.Reader(f.stream)
	}
	return nil
}

// worker hands the lines of blocks to one sink.
type worker struct {
	sink          dataset.Sink
	end           byte
	utf8          bool // the input is UTF-8: what is not is damage
	log           *damage.Log
	cells         [1][]byte
	rows, skipped int64
}

func (w *worker) block(b *block) {
	sound := !w.utf8 || utf8.Valid(b.data)
	line := b.line
	for rest := b.data; len(rest) > 0; line++ {
		var text []byte
		text, rest, _ = bytes.Cut(rest, []byte{w.end})
		w.line(text, line, sound)
	}
}

// line hands on one line; sound says that it is known to be UTF-8.
func (w *worker) line(text []byte, line int64, sound bool) {
	if len(text) > maxLine {
		w.skipped++
		w.log.Add(damage.Lost, line, 0, tooLong)
		return
	}
	if len(text) > 0 && text[0] == 0 {
		text = bytes.TrimLeft(text, "\x00")
		w.log.Add(damage.Warning, line, 0, nuls)
	}
	text = bytes.TrimRight(text, "\r\x00")
	if len(bytes.TrimSpace(text)) == 0 {
		return
	}
	if !sound && !utf8.Valid(text) {
		w.log.Add(damage.Warning, line, 0, notUTF8)
		text = bytes.ToValidUTF8(text, []byte("\uFFFD"))
	}
	w.rows++
	w.cells[0] = text
	w.sink.Row(dataset.Place{Line: line}, w.cells[:])
}
