package engine

import (
	"cmp"
	"fmt"
	"slices"

	"leadlint/rules/facts"
)

// Partial is what some rows contribute to an audit. Partials of one plan merge
// in any order and grouping with the same result; NewPartial is the zero.
type Partial struct {
	// Rows is the number of rows evaluated.
	Rows int64
	// Groups counts the rows by reporting group.
	Groups []int64
	// AgeMonths counts rows by age in steps of AgeStep months, the last open.
	// Undated counts rows with no date, Future those dated after the day of
	// the audit.
	AgeMonths       []int64
	Undated, Future int64
	// Sketch estimates the distinct persons.
	Sketch Sketch
	// Rules has one entry for each rule of the plan, in its order.
	Rules []RulePartial
	// SampleSize is the number of samples kept for each rule.
	SampleSize int
}

// RulePartial is one rule's part.
type RulePartial struct {
	Breach, Clear, NotShown int64
	// BreachBy and NotShownBy count by reporting group.
	BreachBy, NotShownBy []int64
	// Persons estimates the distinct keys among the breaching rows; nil unless
	// Options.Persons asks for it.
	Persons *Sketch
	// Samples are the breaching rows with the smallest keys, in ascending
	// order: which they are does not depend on the order of the rows.
	Samples []Sample
}

// Sample is a breaching row chosen as an example.
type Sample struct {
	Key    uint64
	Line   int64
	Values []Masked
}

// NewPartial makes an empty partial that keeps size samples a rule.
func (p *Plan) NewPartial(size int) *Partial {
	part := &Partial{
		Groups: make([]int64, p.groups), AgeMonths: make([]int64, AgeSteps),
		Rules: make([]RulePartial, len(p.rules)), SampleSize: size,
	}
	for i := range part.Rules {
		part.Rules[i].BreachBy = make([]int64, p.groups)
		part.Rules[i].NotShownBy = make([]int64, p.groups)
		if p.persons {
			part.Rules[i].Persons = &Sketch{}
		}
	}
	return part
}

// Merge adds other to p. It fails when they stem from different plans; p is
// unchanged then.
func (p *Partial) Merge(other *Partial) error {
	if len(p.Rules) != len(other.Rules) || len(p.Groups) != len(other.Groups) || p.SampleSize != other.SampleSize {
		return fmt.Errorf("merge: the partials stem from different plans (%d and %d rules)", len(p.Rules), len(other.Rules))
	}
	p.Rows += other.Rows
	p.Undated += other.Undated
	p.Future += other.Future
	addTo(p.Groups, other.Groups)
	addTo(p.AgeMonths, other.AgeMonths)
	p.Sketch.Merge(&other.Sketch)
	for i := range p.Rules {
		a, b := &p.Rules[i], &other.Rules[i]
		a.Breach += b.Breach
		a.Clear += b.Clear
		a.NotShown += b.NotShown
		addTo(a.BreachBy, b.BreachBy)
		addTo(a.NotShownBy, b.NotShownBy)
		if a.Persons != nil && b.Persons != nil {
			a.Persons.Merge(b.Persons)
		}
		for _, s := range b.Samples {
			a.insert(s, p.SampleSize)
		}
	}
	return nil
}

func addTo(a, b []int64) {
	for i, v := range b {
		a[i] += v
	}
}

func compareSamples(a, b Sample) int {
	return cmp.Or(cmp.Compare(a.Key, b.Key), cmp.Compare(a.Line, b.Line))
}

// insert keeps the size smallest samples, one a key: a person who stands in
// several rows is one example (the one on the first line).
func (r *RulePartial) insert(s Sample, size int) {
	i, _ := slices.BinarySearchFunc(r.Samples, s, compareSamples)
	if i > 0 && r.Samples[i-1].Key == s.Key {
		return
	}
	if i < len(r.Samples) && r.Samples[i].Key == s.Key {
		r.Samples[i] = s
		return
	}
	if i >= size {
		return
	}
	r.Samples = slices.Insert(r.Samples, i, s)
	if len(r.Samples) > size {
		r.Samples = r.Samples[:size]
	}
}

// bound gives the key above which a row cannot become a sample.
func (r *RulePartial) bound(size int) uint64 {
	switch {
	case size == 0:
		return 0
	case len(r.Samples) < size:
		return ^uint64(0)
	}
	return r.Samples[len(r.Samples)-1].Key
}

func (ev *Evaluator) sampleBits(r *RulePartial, rule int, hit []uint64, mask Masker) {
	if ev.batch.Key == nil || mask == nil {
		return
	}
	bound := r.bound(ev.sampleSize)
	key := ev.batch.Key
	ev.walk(hit, false, func(row int) {
		if key[row] <= bound {
			ev.take(r, rule, row, mask)
			bound = r.bound(ev.sampleSize)
		}
	})
}

// persons adds the keys of breaching rows to the rule's estimate; rows that name
// nobody, such as an authority's request among those of persons, are left out.
func (ev *Evaluator) persons(r *RulePartial, hit []uint64) {
	if r.Persons == nil || ev.batch.Key == nil {
		return
	}
	named := &facts.Vec{}
	if i := ev.plan.relation.Index("person"); i >= 0 {
		named = &ev.batch.Cols[i]
	}
	ev.walk(hit, false, func(row int) {
		if len(named.RowKeys(row)) > 0 {
			r.Persons.Add(ev.batch.Key[row])
		}
	})
}

func (ev *Evaluator) sampleAll(r *RulePartial, rule int, mask Masker) {
	if ev.batch.Key == nil || mask == nil {
		return
	}
	bound := r.bound(ev.sampleSize)
	for row, k := range ev.batch.Key[:ev.batch.N] {
		if k <= bound {
			ev.take(r, rule, row, mask)
			bound = r.bound(ev.sampleSize)
		}
	}
}

// take masks a row and keeps it as a sample.
func (ev *Evaluator) take(r *RulePartial, rule, row int, mask Masker) {
	if ev.sampleSize == 0 {
		return
	}
	values, line := mask.Mask(row, ev.plan.rules[rule].fields)
	r.insert(Sample{ev.batch.Key[row], line, values}, ev.sampleSize)
}
