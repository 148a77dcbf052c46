package bind

import (
	"cmp"
	"slices"

	"leadlint/rules/facts"
	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/values"

	"github.com/dchest/siphash"
)

// BatchRows is the number of rows a worker gathers before it hands on a batch.
const BatchRows = 4096

// input is a column being decoded by one worker.
type input struct {
	*inputPlan
	memo memo
	// dec decodes a cell met for the first time.
	dec   func(cell []byte, e *entry)
	dates *values.DateReader
	days  []int32
	ints  []int64
	sets  []uint64
	codes [outs][]uint8
	out   []*column
	// unread marks the rows whose cell is filled but was not understood.
	unread []uint64
}

// given is what an input gives to a field: its out-th column of values.
type given struct{ field, rank, input, out int }

// column is a field being put together.
type column struct {
	field   *facts.Field
	present []uint64
	// at and size are the span of the text kept in the arena, size 0 for none.
	at, size []uint32
	keep     bool
	// name says that the column's parts are put together.
	name  bool
	texts [][]byte
}

// Worker decodes the records of a table into batches; it serves one goroutine.
type Worker struct {
	b       *Binder
	consume func(*facts.Batch) error
	err     error

	batch  facts.Batch
	n      int
	lines  []int64
	inputs []input
	// order lists what inputs give to fields: by field, the first in rank first.
	order []given
	// dateInput finds the date columns again for anchors.
	dateInput map[int]*input
	columns   []column
	arena     []byte
	scratch   []byte
	// fresh is a cell that no memo holds.
	fresh entry
	// texts are the columns of text fields that some input feeds.
	texts []*column

	*Readers
	places   *values.Countries
	sources  *values.SourceReader
	jobs     *values.JobReader
	language [256]uint64

	emailKind, emailEmployer []uint8
	emailPersonal            []bool
	phoneCountry             []uint8
	phoneHome                []bool
	hasEmployer, hasTitle    []bool
	filled                   []int64
	// conflicts counts rows whose country column and telephone prefix disagree.
	conflicts int64
	fills     []int64 // rows that a declaration filled, by declared fact
	own       []facts.Vec
}

// NewWorker makes a worker that hands every full batch to consume. The batch is
// valid only during the call; consume may ask the worker to Mask its rows.
func (b *Binder) NewWorker(consume func(*facts.Batch) error) *Worker {
	w := &Worker{
		b: b, consume: consume, lines: make([]int64, BatchRows),
		Readers: b.readers, places: values.NewCountries(b.schema), sources: values.NewSourceReader(b.schema), jobs: values.NewJobReader(b.schema),
		emailKind: make([]uint8, BatchRows), emailEmployer: make([]uint8, BatchRows), emailPersonal: make([]bool, BatchRows),
		phoneCountry: make([]uint8, BatchRows), phoneHome: make([]bool, BatchRows),
		hasEmployer: make([]bool, BatchRows), hasTitle: make([]bool, BatchRows),
		filled: make([]int64, len(b.mapping.Columns)), fills: make([]int64, len(b.declared)),
		dateInput: map[int]*input{}, own: make([]facts.Vec, len(b.relation.Fields)),
	}
	for code := range b.relation.Field("country").Values {
		w.language[code+1] = w.places.Languages(uint8(code + 1))
	}
	w.batch.Cols = make([]facts.Vec, len(b.relation.Fields))
	w.batch.Group = make([]uint16, BatchRows)
	w.batch.Key = make([]uint64, BatchRows)
	w.columns = make([]column, len(b.relation.Fields))
	w.makeInputs()
	return w
}

func (w *Worker) makeInputs() {
	w.inputs = make([]input, len(w.b.inputs))
	for i := range w.b.inputs {
		in := &w.inputs[i]
		in.inputPlan = &w.b.inputs[i]
		w.storage(in)
		in.unread = make([]uint64, BatchRows/64)
		for _, o := range in.outs {
			c := &w.columns[o.field]
			c.field = &w.b.relation.Fields[o.field]
			if c.field.Type == facts.Text && c.present == nil {
				c.present = make([]uint64, BatchRows/64)
				c.at, c.size = make([]uint32, BatchRows), make([]uint32, BatchRows)
				c.keep = w.b.content[o.field] || identity(c.field.Name)
				c.name = c.field.Name == "name"
				w.texts = append(w.texts, c)
			}
			in.out = append(in.out, c)
		}
		for j, o := range in.outs {
			w.order = append(w.order, given{o.field, o.rank, i, j})
		}
	}
	slices.SortStableFunc(w.order, func(a, b given) int {
		return cmp.Or(cmp.Compare(a.field, b.field), cmp.Compare(a.rank, b.rank))
	})
}

// identity says whether a text field is kept for the masks of samples.
func identity(field string) bool {
	return field == "email" || field == "phone" || field == "name" || field == "profile_url"
}

// storage gives an input the columns it decodes into.
func (w *Worker) storage(in *input) {
	switch in.read {
	case readDate:
		in.dates, in.days = values.NewDateReader(in.inputPlan.dates), make([]int32, BatchRows)
		w.dateInput[in.column] = in
	case readInt:
		in.ints = make([]int64, BatchRows)
		in.dates = values.NewDateReader(in.inputPlan.dates)
	case readSet:
		in.sets = make([]uint64, BatchRows)
		in.memo, in.dec = newMemo(), w.decoder(in)
	case readCode, readFreeText, readDirect:
		for i := range in.outs {
			in.codes[i] = make([]uint8, BatchRows)
		}
		in.dec = w.decoder(in)
		if in.read == readCode {
			in.memo = newMemo()
		}
	}
}

// Row decodes one record. After an error of consume, rows are dropped.
func (w *Worker) Row(at dataset.Place, cells [][]byte) {
	if w.err != nil {
		return
	}
	r := w.n
	if r&63 == 0 {
		for _, c := range w.texts {
			c.present[r>>6] = 0
		}
	}
	if r&63 == 0 {
		for i := range w.inputs {
			w.inputs[i].unread[r>>6] = 0
		}
	}
	w.lines[r] = at.Line
	w.clearRow(r)
	for i, c := range cells {
		if len(c) > 0 && i < len(w.filled) {
			w.filled[i]++
		}
	}
	for i := range w.inputs {
		in := &w.inputs[i]
		var cell []byte
		if in.column < len(cells) {
			cell = cells[in.column]
		}
		w.decode(in, r, cell)
	}
	w.helpers(r, cells)
	w.batch.Key[r] = w.rowKey(r, cells)
	w.n++
	if w.n == BatchRows {
		w.flush()
	}
}

func (w *Worker) clearRow(r int) {
	w.emailKind[r], w.emailEmployer[r], w.phoneCountry[r] = 0, 0, 0
	w.emailPersonal[r], w.phoneHome[r] = false, false
	for _, c := range w.texts {
		c.size[r] = 0
	}
}

func (w *Worker) decode(in *input, r int, cell []byte) {
	switch in.read {
	case readCode:
		w.decodeCode(in, r, cell)
	case readDate:
		cell = firstValue(cell)
		in.days[r] = in.dates.Day(cell)
		if in.days[r] == facts.UnknownDay && len(cell) > 0 && !values.Empty(cell) {
			in.miss(r)
		}
	case readEmail:
		w.decodeEmail(in, r, trim(firstValue(cell)))
	case readPhone:
		w.decodePhone(in, r, trim(firstValue(cell)))
	case readText:
		if cell = trim(cell); len(cell) > 0 && !values.Empty(cell) {
			for _, c := range in.out {
				w.keep(c, r, cell)
			}
		}
	case readSet:
		e := in.memo.find(cell, in.dec)
		if e == nil {
			w.fresh = entry{}
			e = &w.fresh
			in.dec(cell, e)
			in.memo.rest++
		}
		e.count++
		in.sets[r] = e.set
		if !e.understood {
			in.miss(r)
		}
	case readInt:
		in.ints[r] = w.number(in, cell)
	case readFreeText, readDirect:
		w.fresh = entry{}
		in.dec(cell, &w.fresh)
		in.codes[0][r] = w.fresh.codes[0]
	}
}

func (w *Worker) decodeCode(in *input, r int, cell []byte) {
	e := in.memo.find(cell, in.dec)
	if e == nil {
		w.fresh = entry{}
		e = &w.fresh
		in.dec(cell, e)
		in.memo.rest++
		if !e.understood {
			in.memo.restUnread++
		}
	}
	e.count++
	if !e.understood {
		in.miss(r)
	}
	for i := range in.out {
		in.codes[i][r] = e.codes[i]
	}
}

// miss notes that the row's cell is filled but was not understood.
func (in *input) miss(r int) { in.unread[r>>6] |= 1 << uint(r&63) }

// keep marks a text as known; the first column of a field that has one wins,
// but the parts of a name are put together.
func (w *Worker) keep(c *column, r int, cell []byte) {
	bit := uint64(1) << uint(r&63)
	had := c.present[r>>6]&bit != 0
	c.present[r>>6] |= bit
	if !c.keep {
		return
	}
	if had {
		end := int(c.at[r] + c.size[r])
		if !c.name || end != len(w.arena) {
			return
		}
		w.arena = append(append(w.arena, ' '), cell...)
		c.size[r] = uint32(len(w.arena)) - c.at[r]
		return
	}
	c.at[r], c.size[r] = uint32(len(w.arena)), uint32(len(cell))
	w.arena = append(w.arena, cell...)
}

func (w *Worker) decodeEmail(in *input, r int, cell []byte) {
	if len(cell) == 0 || values.Empty(cell) {
		return
	}
	c := in.out[0]
	if w.emailKind[r] == 0 {
		w.emailKind[r] = w.email.Kind(cell)
	}
	if in.canonical == "email_personal" {
		w.emailPersonal[r] = true
	}
	w.keep(c, r, cell)
}

func (w *Worker) decodePhone(in *input, r int, cell []byte) {
	if len(cell) == 0 || values.Empty(cell) {
		return
	}
	if w.phoneCountry[r] == 0 {
		w.phoneCountry[r] = w.phone.Country(cell)
	}
	if in.canonical == "phone_home" {
		w.phoneHome[r] = true
	}
	w.keep(in.out[0], r, cell)
}

// helpers notes what only serves to work other fields out.
func (w *Worker) helpers(r int, cells [][]byte) {
	at := func(i int) []byte {
		if i < 0 || i >= len(cells) {
			return nil
		}
		return cells[i]
	}
	employer := at(w.b.employer)
	w.hasEmployer[r] = len(employer) > 0
	w.hasTitle[r] = len(at(w.b.jobTitle)) > 0
	if w.b.employerDomain >= 0 || w.b.previousEmployer >= 0 {
		w.emailEmployer[r] = w.employerOf(r, employer, at(w.b.employerDomain), at(w.b.previousEmployer))
	}
}

// rowKey gives the keyed hash of the person: by e-mail, else phone, else
// profile, else the whole record.
func (w *Worker) rowKey(r int, cells [][]byte) uint64 {
	k0, k1 := w.b.key[0], w.b.key[1]
	if s := w.text(w.b.fields.email, r); s != nil && w.emailKind[r] != malformed {
		w.scratch = w.email.Normalise(w.scratch[:0], s)
		return siphash.Hash(k0, k1, w.scratch)
	}
	if s := w.text(w.b.fields.phone, r); s != nil {
		w.scratch = w.phone.Normalise(w.scratch[:0], s, w.phoneCountry[r])
		if len(w.scratch) > 5 {
			return siphash.Hash(k0, k1, w.scratch)
		}
	}
	if s := w.text(w.b.fields.profile, r); s != nil {
		return siphash.Hash(k0, k1, s)
	}
	w.scratch = w.scratch[:0]
	for _, c := range cells {
		w.scratch = append(append(w.scratch, c...), 0)
	}
	return siphash.Hash(k0, k1, w.scratch)
}
