package engine

import (
	"cmp"
	"slices"
	"strings"
)

// Sample is a breaching row chosen as an example.
type Sample struct {
	Key uint64
	// Line is the place of the row in its input, as that kind of input counts.
	Line int64
	// Input is the name of the file that the row stands in; empty where the dataset
	// is one input. An evaluator leaves it empty.
	Input string
	// Values are masked or coded, and valid UTF-8.
	Values []Masked
}

// compareSamples orders the samples of a rule. What a row holds comes before where
// it stands, since places differ by the kind of input.
func compareSamples(a, b Sample) int {
	return cmp.Or(cmp.Compare(a.Key, b.Key), slices.CompareFunc(a.Values, b.Values, compareMasked),
		cmp.Compare(a.Input, b.Input), cmp.Compare(a.Line, b.Line))
}

func compareMasked(a, b Masked) int {
	return cmp.Or(cmp.Compare(a.Field, b.Field), cmp.Compare(a.Value, b.Value))
}

// insert keeps the size smallest samples, one a key: a person who stands in
// several rows is one example (the smallest of them).
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
	for i := range values {
		values[i].Value = strings.ToValidUTF8(values[i].Value, "\ufffd")
	}
	r.insert(Sample{Key: ev.batch.Key[row], Line: line, Values: values}, ev.sampleSize)
}
