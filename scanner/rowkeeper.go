package scanner

import (
	"context"
	"errors"

	"leadlint/rules/facts"
	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/bind"
	"leadlint/scanner/engine"
	"leadlint/scanner/take"
)

// rowKeeper is the sink of one worker over a table whose rows are taken. It keeps the
// records until the binder hands on the batch that they are in.
type rowKeeper struct {
	*taking
	ctx    context.Context
	worker *bind.Worker
	// begin tells the evaluator of a block.
	begin func(block int64)
	// block is the number of the block being read, -1 where the format has none.
	block int64
	rows  []take.Row
	// raw is the text of the record that comes next.
	raw []byte
	// cells has one entry a column for every row kept; arena holds what they are cut from.
	cells [][]byte
	width int
	arena arena
	// dead is set once a batch was refused: nothing further is handed on.
	dead bool
}

func (t *taking) keeper(ctx context.Context) *rowKeeper {
	return &rowKeeper{taking: t, ctx: ctx, block: -1, width: len(t.table.Mapping.Columns)}
}

// Begin starts a block.
func (g *rowKeeper) Begin(block int64) {
	g.block = block
	g.begin(block)
}

// Record keeps the text of the next record.
func (g *rowKeeper) Record(raw []byte) { g.raw = raw }

// Row keeps the record until its outcomes are known.
func (g *rowKeeper) Row(at dataset.Place, cells [][]byte) {
	if g.dead {
		return
	}
	g.rows = append(g.rows, take.Row{Line: at.Line, Raw: g.raw})
	g.raw = nil
	if len(g.needs.Cells) > 0 {
		g.keep(cells)
	}
	g.worker.Row(at, cells)
}

// keep copies the cells wanted.
func (g *rowKeeper) keep(cells [][]byte) {
	from := (len(g.rows) - 1) * g.width
	if need := from + g.width; need > len(g.cells) {
		g.cells = append(g.cells, make([][]byte, max(need, 2*len(g.cells))-len(g.cells))...)
	}
	own := g.cells[from : from+g.width]
	clear(own)
	for _, c := range g.needs.Cells {
		if c < len(cells) && cells[c] != nil {
			own[c] = g.arena.keep(cells[c])
		}
	}
}

// Skipped hands on what was gathered, then the record that is passed over.
func (g *rowKeeper) Skipped(at dataset.Place, raw []byte) {
	g.flush()
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.ready() == nil {
		g.fail(g.each(func(s take.Sink) error { return s.Skipped(at, raw) }))
	}
}

// End hands on what was gathered of the block and lets the next one come.
func (g *rowKeeper) End() {
	g.flush()
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.ready() == nil {
		g.next++
		g.turn.Broadcast()
	}
	g.block = -1
}

// flush lets the binder hand on what it has.
func (g *rowKeeper) flush() {
	err := g.worker.Finish()
	g.reset()
	if err != nil {
		g.dead = true
		g.mu.Lock()
		defer g.mu.Unlock()
		g.fail(err)
	}
}

// ready waits for the turn of the block; the caller holds mu.
func (g *rowKeeper) ready() error {
	if g.block < 0 {
		return g.failed
	}
	return g.await(g.ctx, g.block)
}

// deliver hands a batch to the sinks.
func (g *rowKeeper) deliver(b *facts.Batch, bits []engine.Bits) error {
	if len(g.rows) != b.N {
		return errors.New("the rows kept are not those evaluated")
	}
	for i := range g.rows {
		if len(g.needs.Cells) > 0 {
			g.rows[i].Cells = g.cells[i*g.width : (i+1)*g.width : (i+1)*g.width]
		}
	}
	batch := take.Batch{Facts: b, Rows: g.rows, Outcomes: g.outcomes(bits)}
	g.mu.Lock()
	defer g.mu.Unlock()
	if err := g.ready(); err != nil {
		return err
	}
	err := g.each(func(s take.Sink) error { return s.Rows(&batch) })
	g.fail(err)
	g.dead = err != nil
	g.reset()
	return err
}

func (g *rowKeeper) reset() {
	g.rows = g.rows[:0]
	g.arena.reset()
}

// arena holds copies of cells, which stay where they are until reset.
type arena struct {
	chunks [][]byte
	at     int
}

// arenaChunk is the size of the pieces of an arena; longer cells get one of their own.
const arenaChunk = 256 << 10

func (a *arena) keep(cell []byte) []byte {
	for a.at < len(a.chunks) && cap(a.chunks[a.at])-len(a.chunks[a.at]) < len(cell) {
		a.at++
	}
	if a.at == len(a.chunks) {
		a.chunks = append(a.chunks, make([]byte, 0, max(arenaChunk, len(cell))))
	}
	c := a.chunks[a.at]
	from := len(c)
	c = append(c, cell...)
	a.chunks[a.at] = c
	return c[from:len(c):len(c)]
}

// reset gives the room back to further cells; large pieces are let go.
func (a *arena) reset() {
	kept := a.chunks[:0]
	for _, c := range a.chunks {
		if cap(c) <= arenaChunk && len(kept) < 64 {
			kept = append(kept, c[:0])
		}
	}
	clear(a.chunks[len(kept):])
	a.chunks, a.at = kept, 0
}
