package bind

import "slices"

// Learned is what a binder took from the sample, so that one made elsewhere, where there
// is no sample, reads every row in the same way. It holds no value of a row.
type Learned struct {
	// Unused says of every column of the table whether no record of the sample has a
	// filled cell there.
	Unused []bool
	// Keys are the columns that say who a row is about, by their number in the table.
	Keys []int
	// Anchors are the periods that lead from a date to the stored end of retention.
	Anchors []LearnedAnchor
}

// LearnedAnchor is the period that most often leads from the dates of a column to the end
// of retention.
type LearnedAnchor struct {
	// Column is the number of the date's column in the table.
	Column int
	// Months is the period.
	Months int
}

// Learned gives what the binder took from its sample.
func (b *Binder) Learned() *Learned {
	l := &Learned{Unused: make([]bool, len(b.mapping.Columns))}
	for _, in := range b.inputs {
		l.Unused[in.column] = in.unused
	}
	for _, k := range b.keys {
		l.Keys = append(l.Keys, k.column)
	}
	for _, c := range b.anchors.candidates {
		l.Anchors = append(l.Anchors, LearnedAnchor{Column: c.column, Months: c.months})
	}
	return l
}

// learn takes from the sample what the rows will be read by, or does as was learned.
func (b *Binder) learn(l *Learned, sample [][][]byte) {
	if l != nil {
		b.repeat(l)
		return
	}
	for i := range b.inputs {
		b.inputs[i].unused = unused(b.inputs[i].column, sample)
	}
	b.anchors = b.findAnchors(func(from, to int) (int, bool) {
		return fit(b.sampleDays(from, sample), b.sampleDays(to, sample))
	})
}

// repeat does as was learned elsewhere. Columns that the table does not have are of no
// matter.
func (b *Binder) repeat(l *Learned) {
	for i := range b.inputs {
		at := b.inputs[i].column
		b.inputs[i].unused = at < len(l.Unused) && l.Unused[at]
	}
	b.keys = slices.DeleteFunc(b.keys, func(k keyPlan) bool { return !slices.Contains(l.Keys, k.column) })
	b.anchors = b.findAnchors(func(from, _ int) (int, bool) {
		at := slices.IndexFunc(l.Anchors, func(a LearnedAnchor) bool { return a.Column == from })
		if at < 0 {
			return 0, false
		}
		return l.Anchors[at].Months, l.Anchors[at].Months > 0
	})
}
