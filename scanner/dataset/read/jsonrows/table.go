// Package jsonrows reads records written as JSON: one object a line (JSON
// Lines), an array of objects, an object with such an array as a member, or
// objects one after another. Nested keys become columns named by their path;
// arrays become several values in one cell.
package jsonrows

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"sync"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/blob"
	"leadlint/scanner/dataset/read/charset"
	"leadlint/scanner/dataset/read/damage"
	"leadlint/scanner/finding"
)

// headSize is how much of the start is searched for the layout and the paths.
const headSize = 4 << 20

// Open recognises the layout and the paths of an input. The paths are those of
// a sample: the first 4 MiB and, for a file of lines that can be read anywhere,
// pieces spread over it. An input that holds no objects is an error.
func Open(b *blob.Blob) (tables []dataset.Table, detail string, issues []finding.Issue, err error) {
	head, err := b.Head(headSize)
	if err != nil && len(head) == 0 {
		return nil, "", nil, err
	}
	whole := b.Whole() && len(head) < headSize
	set := charset.Detect(head)
	mark := bytes.Clone(head[:min(set.Mark, len(head))])
	if !set.UTF8() {
		head = set.Decode(head[set.Mark:])
	}
	l, ok := sniff(head, whole)
	if !ok {
		return nil, "", nil, fmt.Errorf("%q is not JSON that can be read: expected one object {…} a line, or an array [{…}] of objects of at most 4 MiB each", b.Name)
	}
	t := &table{blob: b, set: set, mark: mark, layout: l, head: head, whole: whole, tree: &tree{}}
	t.learn()
	t.columns = t.tree.columns()
	var log damage.Log
	if t.tree.full {
		log.Add(damage.Lost, 0, 0, damage.Text(
			fmt.Sprintf("more than %d different keys: the further ones were not read; values seem to be used as keys", maxColumns),
			fmt.Sprintf("plus de %d clés différentes : les suivantes n'ont pas été lues ; des valeurs semblent servir de clés", maxColumns)))
	}
	if len(l.others) > 0 {
		names := damage.Names(l.others)
		log.AddN(damage.Lost, 0, 0, int64(len(l.others)), damage.Text(
			"further arrays of objects were not read: "+names+"; save each as a file of its own",
			"d'autres tableaux d'objets n'ont pas été lus : "+names+" ; enregistrez chacun dans son propre fichier"))
	}
	detail = l.describe()
	if !set.UTF8() {
		detail += ", " + set.Name
	}
	return []dataset.Table{t}, detail, log.Issues(), nil
}

// describe names the layout for the trace.
func (l layout) describe() string {
	switch {
	case l.lines:
		return "one object a line"
	case l.member != "" && damage.Showable(l.member):
		return fmt.Sprintf("array of objects in %q", l.member)
	case l.array:
		return "array of objects"
	}
	return "objects one after another"
}

// table is the records of one input.
type table struct {
	blob    *blob.Blob
	set     charset.Charset
	mark    []byte
	layout  layout
	head    []byte
	whole   bool
	tree    *tree
	columns []string
}

var _ dataset.Table = (*table)(nil)

// Name is empty: the input is one table.
func (t *table) Name() string { return "" }

// Columns are the paths of the sample, in the order in which they were met.
func (t *table) Columns() []string { return slices.Clone(t.columns) }

// feeder gives the records of a stream in blocks.
func (t *table) feeder(s *blob.Stream, log *damage.Log) (feeder, *input) {
	in := input{stream: s}
	if !t.set.UTF8() {
		in.decoded = t.set.Reader(s)
		in.mark = t.set.Mark
	}
	if t.layout.lines {
		l := &lineFeeder{input: in, line: 1, log: log}
		return l, &l.input
	}
	q := &sequence{input: in, start: t.layout.start, array: t.layout.array,
		inObject: t.layout.member != "", line: 1, log: log}
	return q, &q.input
}

// Scan reads the input once; the blocks are parsed by one worker a sink.
func (t *table) Scan(ctx context.Context, sinks []dataset.Sink) (dataset.Stats, error) {
	stream, err := t.blob.Open()
	if err != nil {
		return dataset.Stats{}, err
	}
	var log damage.Log
	feed, in := t.feeder(stream, &log)
	free, full := make(chan *block, len(sinks)+2), make(chan *block)
	for range cap(free) {
		free <- &block{}
	}
	workers := make([]*worker, len(sinks))
	var wg sync.WaitGroup
	for i, sink := range sinks {
		w := &worker{parser: newParser(t.tree, len(t.columns)), sink: sink, log: &log}
		w.records, _ = sink.(dataset.RecordSink)
		workers[i] = w
		wg.Go(func() {
			for b := range full {
				if ctx.Err() == nil {
					w.whole(b)
				}
				free <- b
			}
		})
	}
	err = blob.Pump(ctx, stream, func() (*block, error) {
		b := <-free
		return b, feed.fill(b)
	}, full)
	close(full)
	wg.Wait()
	var stats dataset.Stats
	if ctx.Err() == nil { // the feeder is at rest
		stats.Skipped = in.skipped
	}
	for _, w := range workers {
		stats.Rows += w.rows
		stats.Skipped += w.skipped
	}
	reportLate(workers, &log)
	stats.Issues = log.Issues()
	return stats, err
}

// worker parses blocks for one sink.
type worker struct {
	*parser
	sink          dataset.Sink
	records       dataset.RecordSink // the sink, where it wants the text of records
	log           *damage.Log
	rows, skipped int64
}

// whole parses a block, and tells a sink that wants records of it.
func (w *worker) whole(b *block) {
	if w.records == nil {
		w.block(b)
		return
	}
	w.records.Begin(b.number)
	w.block(b)
	for _, p := range b.passed {
		w.records.Skipped(dataset.Place{Line: p.line}, p.text)
	}
	w.records.End()
}

// block parses the records of a block.
func (w *worker) block(b *block) {
	if !b.lines {
		for _, s := range b.spans {
			record := b.data[s.start:s.end:s.end]
			w.row(record, record, s.line)
		}
		return
	}
	line := b.line
	for rest := b.data; len(rest) > 0; line++ {
		size := bytes.IndexByte(rest, '\n') + 1
		if size == 0 {
			size = len(rest)
		}
		stored := rest[:size:size]
		rest = rest[size:]
		if line == 1 {
			stored = bytes.TrimPrefix(stored, bom)
		}
		if text := bytes.TrimRight(stored, " \t\r\n,"); len(text) > 0 {
			w.row(text, stored, line)
		}
	}
}

// row parses one record; stored is its text with the line end.
func (w *worker) row(record, stored []byte, line int64) {
	if f := w.record(record); f != nil {
		w.skipped++
		read := w.data[:min(f.at, len(w.data))]
		down := int64(bytes.Count(read, []byte{'\n'}))
		w.log.Add(damage.Lost, line+down, len(read)-bytes.LastIndexByte(read, '\n'), f.what.text())
		if w.records != nil {
			w.records.Skipped(dataset.Place{Line: line}, stored)
		}
		return
	}
	w.rows++
	if w.records != nil {
		w.records.Record(stored)
	}
	w.sink.Row(dataset.Place{Line: line}, w.cells)
}

// reportLate tells which keys were met only after the sample.
func reportLate(workers []*worker, log *damage.Log) {
	late := map[string]int64{}
	var values int64
	for _, w := range workers {
		values += w.lateMore
		for name, n := range w.late {
			late[name] += n
			values += n
		}
	}
	if values == 0 {
		return
	}
	names := make([]string, 0, len(late))
	for name := range late {
		names = append(names, name)
	}
	slices.Sort(names)
	log.AddN(damage.Lost, 0, 0, values, damage.Text(
		fmt.Sprintf("%d keys appeared after the sample and their values were not read: %s; put a record that has them near the start",
			len(names), damage.Names(names)),
		fmt.Sprintf("%d clés sont apparues après l'échantillon et leurs valeurs n'ont pas été lues : %s ; placez un enregistrement qui les porte près du début",
			len(names), damage.Names(names))))
}
