package register

import (
	"encoding/binary"
	"math/bits"

	"leadlint/rules/facts"
	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/identity"
	"leadlint/scanner/dataset/values"

	"github.com/dchest/siphash"
)

// BatchRows is the number of rows a worker gathers before it hands on a batch.
const BatchRows = 4096

// Worker turns the records of a register into batches of facts; it serves one
// goroutine.
type Worker struct {
	b       *Binder
	consume func(*facts.Batch) error
	err     error
	readers *Readers
	cells   *cells
	hasher  *identity.Hasher

	batch facts.Batch
	n     int
	lines []int64
	// fields hold the values of the rows gathered, by field.
	fields []store
	inputs map[int]*input // by column
	groups [][]work
	opens  [][]work
	gates  []work
	// listed is, by group, the column of channels, which may name several; nil
	// where there is none.
	listed []*work

	// keys are the identities of the record being read; shown is the cell that is
	// masked for it, valid while the record is read.
	keys    []facts.Hash
	shown   []byte
	shownAs uint8
	// shownAt and shownN say where a row's cell to be masked stands in the arena.
	shownAt, shownN []uint32
	shownKind       []uint8
	arena           []byte
	// clear, hashed and numbered say what forms the record's identifiers have.
	clear, hashed, numbered bool
	identifier              uint8

	padded  [][]byte
	scratch []byte
	log     *logReader
	country uint8

	filled  []int64
	fills   []int64
	records int64
	rows    int64
	dropped int64
	keyless int64
	// moments are those of the row being read, by field; only in incidents.
	moments  []moment
	adequacy []uint8
}

// store holds one field's values of the rows gathered.
type store struct {
	used    bool
	codes   []uint8
	days    []int32
	ints    []int64
	sets    []uint64
	present []uint64
	unread  []uint64
	texts   [][]byte
	at, end []uint32 // spans of texts in the arena
	keys    []facts.Hash
	keyAt   []uint32
	joins   bool
	content bool
	// unused says that no sampled record fills a column of the field.
	unused bool
}

// input is what one column needs to be read, once for all groups.
type input struct {
	memo   *memo
	hashes []facts.Hash
	dates  *values.DateReader
	aside  known
	// strange counts the filled cells that are no dates that can be read.
	strange int64
}

// work is a plan with its input.
type work struct {
	*plan
	in *input
	// counts says that cells are counted here: a column that feeds several rows
	// of a record is counted in the first.
	counts bool
}

// NewWorker makes a worker that hands every full batch to consume. The batch is
// valid only during the call; consume may ask the worker to Mask its rows.
func (b *Binder) NewWorker(consume func(*facts.Batch) error) *Worker {
	w := &Worker{
		b: b, consume: consume, readers: b.opt.Readers, cells: newCells(b.schema), lines: make([]int64, BatchRows),
		fields: make([]store, len(b.rel.Fields)), inputs: map[int]*input{},
		padded: make([][]byte, len(b.m.Columns)), filled: make([]int64, len(b.m.Columns)), fills: make([]int64, len(b.m.Facts)),
		shownAt: make([]uint32, BatchRows), shownN: make([]uint32, BatchRows), shownKind: make([]uint8, BatchRows),
	}
	w.hasher = identity.New(b.opt.Key, identity.Options{Digests: b.opt.Digests, Seal: b.opt.Seal, Email: w.readers.email, Phone: w.readers.phone})
	w.batch.Cols = make([]facts.Vec, len(b.rel.Fields))
	w.batch.Key = make([]uint64, BatchRows)
	for i := range b.groups {
		w.groups = append(w.groups, w.works(b.groups[i].plans))
		w.opens = append(w.opens, w.works(b.groups[i].opens))
		w.listed = append(w.listed, w.channels(w.groups[i]))
	}
	w.gates = w.works(b.gates)
	for i := range b.rel.Fields {
		w.makeStore(i)
	}
	if b.content >= 0 {
		w.log = newLogReader(b)
	}
	if b.rel.Name == "incident" {
		w.moments = make([]moment, len(b.rel.Fields))
	}
	if b.rel.Name == "recipient" && b.need[b.rel.Index("adequacy")] {
		w.adequacy = adequacyCodes(b.rel)
	}
	return w
}

// channels finds the column of channels among those of a group.
func (w *Worker) channels(group []work) *work {
	for k := range group {
		if x := &group[k]; x.first && manyChannels(w.b.rel, x.use) {
			return x
		}
	}
	return nil
}

func (w *Worker) works(plans []plan) []work {
	out := make([]work, len(plans))
	for i := range plans {
		p := &plans[i]
		in := w.inputs[p.column]
		fresh := in == nil
		if fresh {
			in = &input{dates: values.NewDateReader(p.Dates), memo: newMemo()}
			w.inputs[p.column] = in
		}
		out[i] = work{p, in, fresh}
	}
	return out
}

// makeStore gives a field that something feeds its columns of values.
func (w *Worker) makeStore(i int) {
	f, s := &w.b.rel.Fields[i], &w.fields[i]
	s.used, s.unused = w.fed(i)
	if !s.used {
		return
	}
	s.unread = make([]uint64, BatchRows/64)
	switch f.Type {
	case facts.Enum, facts.Bool:
		s.codes = make([]uint8, BatchRows)
	case facts.Date:
		s.days = make([]int32, BatchRows)
	case facts.Int:
		s.ints = make([]int64, BatchRows)
	case facts.Set:
		s.sets = make([]uint64, BatchRows)
	case facts.Text:
		s.present = make([]uint64, BatchRows/64)
		if s.content = contains(w.b.opt.Content, f.Name); s.content {
			s.texts, s.at, s.end = make([][]byte, BatchRows), make([]uint32, BatchRows), make([]uint32, BatchRows)
		}
	}
	if s.joins = f.Joining(); s.joins {
		s.keyAt = make([]uint32, BatchRows+1)
	}
}

// fed says whether a column, a fact or a derivation feeds the field, and
// whether all its columns are empty in the sample.
func (w *Worker) fed(i int) (used, unused bool) {
	name := w.b.rel.Fields[i].Name
	if !w.b.need[i] && name != "country" || name == facts.LatestField {
		return false, false
	}
	columns, filled := 0, 0
	for k := range w.b.m.Columns {
		if c := &w.b.m.Columns[k]; c.used() && c.Use.feeds(name) {
			columns++
			if !c.unused {
				filled++
			}
		}
	}
	if columns > 0 {
		return true, filled == 0
	}
	for k := range w.b.m.Facts {
		if w.b.m.Facts[k].Field == name {
			return true, false
		}
	}
	return i == w.b.identifier || i == w.b.content || name == "adequacy" && w.b.opt.Need == nil, false
}

// Row reads one record, which gives any number of rows. After an error of
// consume, records are dropped.
func (w *Worker) Row(at dataset.Place, cells [][]byte) {
	if w.err != nil {
		return
	}
	if len(cells) != len(w.padded) { // never by a reader's contract; a short row must not be read past its end
		clear(w.padded[copy(w.padded, cells):])
		cells = w.padded
	}
	w.records++
	filled := w.filled[:len(cells)]
	for i, c := range cells {
		if len(c) > 0 {
			filled[i]++
		}
	}
	open, sure := w.gate(cells)
	if !open {
		w.dropped++
		return
	}
	w.readKeys(cells)
	gave := false
	for g := range w.groups {
		if w.opened(g, cells) {
			w.rowsOf(g, at, cells, sure)
			gave = true
		}
	}
	if !gave {
		w.dropped++
	}
}

// rowsOf puts a group's row together, or one for each channel where the record
// names several in one cell.
func (w *Worker) rowsOf(g int, at dataset.Place, cells [][]byte, sure bool) {
	channel := w.b.groups[g].channel
	if x := w.listed[g]; x != nil && channel == 0 {
		if k := x.known(w, cells[x.column]); k.set != 0 {
			for set := k.set; set != 0; set &= set - 1 {
				w.row(g, uint8(bits.TrailingZeros64(set)), at, cells, sure)
			}
			return
		}
	}
	w.row(g, channel, at, cells, sure)
}

// row puts one row together. channel is its code where it is known already.
func (w *Worker) row(g int, channel uint8, at dataset.Place, cells [][]byte, sure bool) {
	r := w.n
	w.lines[r] = at.Line
	w.reset(r)
	for i := range w.groups[g] {
		w.groups[g][i].take(w, r, cells)
	}
	if channel != 0 && w.fields[w.b.channel].used && w.fields[w.b.channel].codes[r] == facts.UnknownCode {
		w.fields[w.b.channel].codes[r] = channel
	}
	for i := range w.groups[g] {
		if x := &w.groups[g][i]; x.implied >= 0 {
			w.imply(x, r, cells[x.column])
		}
	}
	if !sure {
		w.doubt(r)
	}
	w.derive(r, cells)
	w.finishKeys(r, at)
	w.show(r)
	w.rows++
	if w.n++; w.n == BatchRows {
		w.flush()
	}
}

// reset makes every field of a row unknown.
func (w *Worker) reset(r int) {
	for i := range w.fields {
		s := &w.fields[i]
		if !s.used {
			continue
		}
		if r&63 == 0 {
			s.unread[r>>6] = 0
			if s.present != nil {
				s.present[r>>6] = 0
			}
		}
		switch {
		case s.codes != nil:
			s.codes[r] = facts.UnknownCode
		case s.days != nil:
			s.days[r] = facts.UnknownDay
		case s.ints != nil:
			s.ints[r] = facts.UnknownInt
		case s.sets != nil:
			s.sets[r] = 0
		}
		if s.at != nil {
			s.at[r], s.end[r] = 0, 0
		}
		if s.keyAt != nil {
			s.keyAt[r+1] = uint32(len(s.keys))
		}
	}
	for i := range w.moments {
		w.moments[i].Day = facts.UnknownDay
	}
}

// finishKeys gives the row its identities and the hash that samples are chosen by.
func (w *Worker) finishKeys(r int, at dataset.Place) {
	if p := w.b.person; p >= 0 && w.fields[p].used {
		s := &w.fields[p]
		s.keys = append(s.keys, w.keys...)
		s.keyAt[r+1] = uint32(len(s.keys))
		if len(w.keys) == 0 {
			w.keyless++
			s.mark(r, len(w.shown) > 0)
		}
	}
	if len(w.keys) > 0 {
		w.batch.Key[r] = w.keys[0][0]
		return
	}
	w.scratch = binary.LittleEndian.AppendUint64(w.scratch[:0], uint64(at.Line))
	if len(w.shown) > 0 {
		w.scratch = append(w.scratch[:0], w.shown...)
	}
	w.batch.Key[r] = siphash.Hash(w.b.opt.Key[0], w.b.opt.Key[1], w.scratch)
}
