package vcard

import (
	"bytes"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/read/damage"
)

// worker decodes cards for one sink.
type worker struct {
	table         *table
	sink          dataset.Sink
	records       dataset.RecordSink // the sink, where it wants the text of cards
	log           *damage.Log
	cells         [][]byte
	buffers       [][]byte
	late          map[string]bool
	lateValues    int64
	rows, skipped int64
}

func newWorker(t *table, sink dataset.Sink, log *damage.Log) *worker {
	w := &worker{table: t, sink: sink, log: log, cells: make([][]byte, len(t.columns)),
		buffers: make([][]byte, len(t.columns)), late: map[string]bool{}}
	w.records, _ = sink.(dataset.RecordSink)
	return w
}

// batch decodes cards, and tells a sink that wants records of those passed over.
func (w *worker) batch(b batch) {
	if w.records == nil {
		for _, card := range b.cards {
			if !card.absent {
				w.card(card)
			}
		}
		return
	}
	w.records.Begin(b.number)
	for _, card := range b.cards {
		for _, p := range card.passed {
			w.records.Skipped(dataset.Place{Line: p.line}, p.text)
		}
		if !card.absent {
			w.card(card)
		}
	}
	w.records.End()
}

// card decodes one card and hands it on.
func (w *worker) card(card raw) {
	cells, lost := decode(normal(card, w.log))
	if len(cells) == 0 {
		w.skipped++
		w.log.Add(damage.Lost, card.line, 0, noRecord)
		if w.records != nil {
			w.records.Skipped(dataset.Place{Line: card.line}, card.text)
		}
		return
	}
	if lost {
		w.log.Add(damage.Warning, card.line, 0, badLine)
	}
	clear(w.cells)
	for _, c := range cells {
		w.put(c)
	}
	w.rows++
	if w.records != nil {
		w.records.Record(card.text)
	}
	w.sink.Row(dataset.Place{Line: card.line}, w.cells)
}

// put adds a value to its cell.
func (w *worker) put(c cell) {
	i, known := w.table.index[c.column]
	if !known {
		w.lateValues++
		if len(w.late) < maxColumns {
			w.late[c.column] = true
		}
		return
	}
	buf := w.buffers[i]
	if w.cells[i] == nil {
		buf = buf[:0]
	} else {
		buf = append(buf, dataset.MultiSep)
	}
	w.buffers[i] = append(buf, c.value...)
	w.cells[i] = w.buffers[i]
}

// keeper is a sink that keeps copies of the rows.
type keeper struct{ rows [][][]byte }

func (k *keeper) Row(_ dataset.Place, cells [][]byte) {
	row := make([][]byte, len(cells))
	for i, cell := range cells {
		row[i] = bytes.Clone(cell)
	}
	k.rows = append(k.rows, row)
}
