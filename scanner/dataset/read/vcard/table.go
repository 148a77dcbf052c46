// Package vcard reads contacts from vCard files of versions 2.1, 3.0 and 4.0. A
// property is a column: its parts are named as in "N.given", and its types are
// told apart as in "EMAIL (work)".
package vcard

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"sync"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/blob"
	"leadlint/scanner/dataset/read/damage"
	"leadlint/scanner/finding"
)

const (
	// maxColumns bounds the columns that made-up property names can give.
	maxColumns = 2000
	// headSize is how much of a pipe is searched for columns.
	headSize = 8 << 20
	// batchCards is how many cards are handed to a worker at a time.
	batchCards = 64
)

// Open collects the columns from all cards of a file; of a pipe, from the first
// 8 MiB, and properties that come only later are told by Scan.
func Open(b *blob.Blob) (tables []dataset.Table, detail string, issues []finding.Issue, err error) {
	head, err := b.Head(headSize)
	if err != nil && len(head) == 0 {
		return nil, "", nil, err
	}
	if start := bytes.TrimLeft(bytes.TrimPrefix(head, bom), " \t\r\n"); len(start) < 11 || !bytes.EqualFold(start[:11], []byte("BEGIN:VCARD")) {
		return nil, "", nil, fmt.Errorf("%q is no vCard file: expected BEGIN:VCARD at its start", b.Name)
	}
	t := &table{blob: b, head: head}
	if err := t.learn(); err != nil {
		return nil, "", nil, err
	}
	return []dataset.Table{t}, "", nil, nil
}

var bom = []byte("\xef\xbb\xbf")

// table is the cards of one input.
type table struct {
	blob    *blob.Blob
	head    []byte
	columns []string
	index   map[string]int
}

var (
	_ dataset.Ordered = (*table)(nil)
	_ dataset.Formed  = (*table)(nil)
)

// Name is empty: the input is one table.
func (t *table) Name() string { return "" }

// Columns are the properties found, by name.
func (t *table) Columns() []string { return slices.Clone(t.columns) }

// again gives the cards for a further pass: the whole input, or the head of a
// pipe.
func (t *table) again() (io.ReadCloser, error) {
	if t.blob.Path == "" && !t.blob.Seekable || t.blob.Whole() {
		return io.NopCloser(bytes.NewReader(t.head)), nil
	}
	return t.blob.Open()
}

// Ordered: the batches of cards are numbered.
func (t *table) Ordered() bool { return true }

// Form says that cards stand one after another.
func (t *table) Form() dataset.Form {
	f := dataset.Form{Charset: "UTF-8", Header: -1, LineEnd: "\n"}
	if bytes.HasPrefix(t.head, bom) {
		f.Mark = bom
	}
	return f
}

// learn collects the columns.
func (t *table) learn() error {
	in, err := t.again()
	if err != nil {
		return err
	}
	found := map[string]bool{}
	var unheard damage.Log
	s := newSplitter(&afterBOM{r: in}, &unheard)
	for {
		card, err := s.next()
		if err != nil {
			break // Scan tells of it
		}
		cells, _ := decode(normal(card, &unheard))
		for _, c := range cells {
			if len(found) < maxColumns {
				found[c.column] = true
			}
		}
	}
	t.columns, t.index = slices.Sorted(maps.Keys(found)), map[string]int{}
	for i, c := range t.columns {
		t.index[c] = i
	}
	return in.Close()
}

// afterBOM is a reader that passes over a byte-order mark.
type afterBOM struct {
	r     io.Reader
	begun bool
}

// Read reads from behind the mark.
func (a *afterBOM) Read(p []byte) (int, error) {
	if !a.begun {
		a.begun = true
		first := make([]byte, len(bom))
		n, _ := io.ReadFull(a.r, first) // the error comes again
		if !bytes.Equal(first[:n], bom) {
			a.r = io.MultiReader(bytes.NewReader(first[:n]), a.r)
		}
	}
	return a.r.Read(p)
}

// Scan splits the input into cards and decodes them by one worker a sink.
func (t *table) Scan(ctx context.Context, sinks []dataset.Sink) (dataset.Stats, error) {
	in, err := t.blob.Open()
	if err != nil {
		return dataset.Stats{}, err
	}
	var log damage.Log
	s := newSplitter(&afterBOM{r: in}, &log)
	batches := make(chan batch, len(sinks))
	workers := make([]*worker, len(sinks))
	var wg sync.WaitGroup
	for i, sink := range sinks {
		w := newWorker(t, sink, &log)
		workers[i] = w
		s.keep = s.keep || w.records != nil
		wg.Go(func() {
			for b := range batches {
				w.batch(b)
			}
		})
	}
	err = blob.Pump(ctx, in, s.some, batches)
	close(batches)
	wg.Wait()
	var stats dataset.Stats
	if ctx.Err() == nil { // the splitter is at rest
		stats.Skipped = s.skipped
	}
	late := map[string]bool{}
	var values int64
	for _, w := range workers {
		stats.Rows += w.rows
		stats.Skipped += w.skipped
		values += w.lateValues
		maps.Copy(late, w.late)
	}
	if values > 0 {
		names := damage.Names(slices.Sorted(maps.Keys(late)))
		log.AddN(damage.Lost, 0, 0, values, damage.Text(
			"properties that first appear after the sample were not read: "+names+"; save the stream as a file",
			"des propriétés apparues après l'échantillon n'ont pas été lues : "+names+" ; enregistrez le flux dans un fichier"))
	}
	stats.Issues = log.Issues()
	return stats, err
}

// batch is some cards of the input, in their order; number counts from 0.
type batch struct {
	number int64
	cards  []raw
}

// some gives the next cards, with the error that ended reading.
func (s *splitter) some() (b batch, err error) {
	b.number = s.batches
	s.batches++
	for size := 0; len(b.cards) < batchCards && size < maxCard; {
		card, err := s.next()
		b.cards = append(b.cards, card)
		if err != nil {
			return b, err
		}
		for _, l := range card.lines {
			size += len(l.text)
		}
	}
	return b, nil
}

// Sample decodes cards taken at even steps from the first 8 MiB.
func (t *table) Sample(ctx context.Context, n int) ([][][]byte, error) {
	var unheard damage.Log
	var cards []raw
	s := newSplitter(&afterBOM{r: bytes.NewReader(t.head)}, &unheard)
	for card, err := s.next(); err == nil; card, err = s.next() {
		if cards = append(cards, card); ctx.Err() != nil {
			return nil, ctx.Err()
		}
	}
	n = max(min(n, len(cards)), 0)
	var kept keeper
	w := newWorker(t, &kept, &unheard)
	for i := range n {
		w.card(cards[i*len(cards)/n])
	}
	return kept.rows, nil
}
