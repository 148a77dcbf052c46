package bind

import (
	"cmp"
	"slices"

	"leadlint/rules/facts"
	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/values"
)

// BatchRows is the number of rows a worker gathers before it hands on a batch.
const BatchRows = 4096

// input is a column being decoded by one worker.
type input struct {
	column int
	codes  [outs][]uint8
	width  int // columns of codes in use
	days   []int32
	dates  *values.DateReader
	// unread marks the rows whose cell is filled but was not understood.
	unread []uint64
	// better are the codes of the columns before this one in rank: where they
	// know a value, this column need not be asked. Nil for most inputs.
	better []uint8
	memo   memo
	// beyond counts, by meaning, the rows of a governance column whose cells the memo
	// has no room for.
	beyond map[string]int64
	ints   []int64
	sets   []uint64
	text   *column
	// dec decodes a cell met for the first time (or every cell, by read).
	dec func(cell []byte, e *entry)
	*inputPlan
}

// column is a text field being put together.
type column struct {
	present []uint64
	// at and size are the span of the text kept in the arena, size 0 for none.
	at, size []uint32
	keep     bool
	// name says that the column's parts are put together.
	name  bool
	texts [][]byte
}

// given is what an input gives to a field: its out-th column of values.
type given struct{ field, rank, input, out int }

// Worker decodes the records of a table into batches; it serves one goroutine.
type Worker struct {
	b       *Binder
	consume func(*facts.Batch) error
	err     error

	batch facts.Batch
	n     int
	lines []int64

	inputs []input
	// The inputs by the way they are read, in the order of inputs.
	byText, byCode, byDate, byOther []*input
	// order lists what inputs give to fields: by field, the first in rank first.
	order []given
	// dateInput finds the date columns again for anchors.
	dateInput map[int]*input
	columns   []column
	// texts are the columns of text fields that some input feeds.
	texts   []*column
	arena   []byte
	scratch []byte
	padded  [][]byte
	// fresh and aside are a cell that no memo holds.
	fresh entry
	aside place

	*Readers
	places   *values.Countries
	sources  *values.SourceReader
	jobs     *values.JobReader
	language [256]uint64

	// plain says that the row's first address is its own normal form, whole
	// that its whole name was read.
	plain, whole             bool
	emailKind, emailEmployer []uint8
	emailPersonal, phoneHome []bool
	hasEmployer, hasTitle    []bool
	filled                   []int64
	// conflicts counts rows whose country column and telephone prefix disagree.
	conflicts int64
	fills     []int64 // rows that a declaration filled, by declared fact
	own       []facts.Vec
	keyer     *keyer // nil when identities are not wanted
	pager     *pager // nil when pages are not wanted
}

// NewWorker makes a worker that hands every full batch to consume. The batch is
// valid only during the call; consume may ask the worker to Mask its rows.
func (b *Binder) NewWorker(consume func(*facts.Batch) error) *Worker {
	w := &Worker{
		b: b, consume: consume, lines: make([]int64, BatchRows), Readers: b.readers,
		places: values.NewCountries(b.schema), sources: b.readers.sources.ForWorker(), jobs: b.readers.jobs.ForWorker(),
		emailKind: make([]uint8, BatchRows), emailEmployer: make([]uint8, BatchRows),
		emailPersonal: make([]bool, BatchRows), phoneHome: make([]bool, BatchRows),
		hasEmployer: make([]bool, BatchRows), hasTitle: make([]bool, BatchRows),
		filled: make([]int64, len(b.mapping.Columns)), fills: make([]int64, len(b.declared)),
		padded: make([][]byte, len(b.mapping.Columns)), dateInput: map[int]*input{}, own: make([]facts.Vec, len(b.relation.Fields)),
	}
	for code := range b.relation.Field("country").Values {
		w.language[code+1] = w.places.Languages(uint8(code + 1))
	}
	w.batch.Cols = make([]facts.Vec, len(b.relation.Fields))
	w.batch.Group = make([]uint16, BatchRows)
	w.batch.Key = make([]uint64, BatchRows)
	w.columns = make([]column, len(b.relation.Fields))
	w.makeInputs()
	w.keyer, w.pager = w.newKeyer(), w.newPager()
	return w
}

func (w *Worker) makeInputs() {
	w.inputs = make([]input, len(w.b.inputs))
	for i := range w.b.inputs {
		in := &w.inputs[i]
		in.inputPlan, in.column, in.width = &w.b.inputs[i], w.b.inputs[i].column, len(w.b.inputs[i].outs)
		in.unread = make([]uint64, BatchRows/64)
		w.storage(in)
		for j, o := range in.outs {
			w.order = append(w.order, given{o.field, o.rank, i, j})
			if w.b.relation.Fields[o.field].Type == facts.Text {
				in.text = w.textColumn(o.field)
			}
		}
	}
	slices.SortStableFunc(w.order, func(a, b given) int {
		return cmp.Or(cmp.Compare(a.field, b.field), cmp.Compare(a.rank, b.rank))
	})
	w.rankInputs()
}

// rankInputs tells inputs that feed one field alone, and not first, whose
// values come before theirs.
func (w *Worker) rankInputs() {
	for i := 1; i < len(w.order); i++ {
		first, later := w.order[i-1], w.order[i]
		in := &w.inputs[later.input]
		if first.field == later.field && first.input < later.input && in.read == readCode && in.width == 1 && in.canonical == "source_url" {
			in.better = w.inputs[first.input].codes[first.out]
		}
	}
}

func (w *Worker) textColumn(field int) *column {
	c := &w.columns[field]
	if c.present != nil {
		return c
	}
	name := w.b.relation.Fields[field].Name
	c.present = make([]uint64, BatchRows/64)
	c.keep = w.b.content[field] || ofMasks(name)
	c.name = name == "name"
	if c.keep {
		c.at, c.size = make([]uint32, BatchRows), make([]uint32, BatchRows)
	}
	w.texts = append(w.texts, c)
	return c
}

// ofMasks says whether a text field is kept for the masks of samples.
func ofMasks(field string) bool {
	return field == "email" || field == "phone" || field == "name" || field == "profile_url"
}

// storage gives an input the columns it decodes into.
func (w *Worker) storage(in *input) {
	switch in.read {
	case readDate:
		in.dates, in.days = values.NewDateReader(in.inputPlan.dates), make([]int32, BatchRows)
		w.dateInput[in.column] = in
		w.byDate = append(w.byDate, in)
	case readText:
		w.byText = append(w.byText, in)
	case readCode:
		for i := range in.outs {
			in.codes[i] = make([]uint8, BatchRows)
		}
		in.memo, in.dec = newMemo(), w.decoder(in)
		w.byCode = append(w.byCode, in)
	default:
		w.byOther = append(w.byOther, in)
		w.otherStorage(in)
	}
}

func (w *Worker) otherStorage(in *input) {
	switch in.read {
	case readInt:
		in.ints = make([]int64, BatchRows)
		in.dates = values.NewDateReader(in.inputPlan.dates)
	case readSet:
		in.sets = make([]uint64, BatchRows)
		in.memo, in.dec = newMemo(), w.decoder(in)
	case readFreeText, readDirect:
		in.codes[0] = make([]uint8, BatchRows)
		in.dec = w.decoder(in)
	}
}

// Row decodes one record. After an error of consume, rows are dropped.
func (w *Worker) Row(at dataset.Place, cells [][]byte) {
	if w.err != nil {
		return
	}
	if len(cells) != len(w.padded) { // never by a reader's contract; a short row must not be read past its end
		clear(w.padded[copy(w.padded, cells):])
		cells = w.padded
	}
	r := w.n
	w.lines[r] = at.Line
	w.clearRow(r)
	filled := w.filled[:len(cells)]
	for i, c := range cells {
		if len(c) > 0 {
			filled[i]++
		}
	}
	w.readOther(r, cells)
	w.readTexts(r, cells)
	w.readCodes(r, cells)
	w.readDates(r, cells)
	w.helpers(r, cells)
	w.batch.Key[r] = w.rowKey(r, cells)
	if w.keyer != nil {
		w.keyer.readKeys(r, cells)
	}
	if w.pager != nil {
		w.pager.read(r, cells)
	}
	w.n++
	if w.n == BatchRows {
		w.flush()
	}
}

func (w *Worker) clearRow(r int) {
	if r&63 == 0 {
		for _, c := range w.texts {
			c.present[r>>6] = 0
		}
		for i := range w.inputs {
			w.inputs[i].unread[r>>6] = 0
		}
	}
	w.plain, w.whole = false, false
	w.emailKind[r], w.emailEmployer[r] = 0, 0
	w.emailPersonal[r], w.phoneHome[r] = false, false
	for _, c := range w.texts {
		if c.keep {
			c.size[r] = 0
		}
	}
}
