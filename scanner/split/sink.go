package split

import (
	"errors"
	"fmt"
	"io"
	"math/bits"

	"leadlint/rules/facts"
	"leadlint/scanner/dataset"
	"leadlint/scanner/take"
)

// sink writes one part of a table.
type sink struct {
	taker   *Taker
	part    Part
	apart   bool
	table   *take.Table
	w       writer
	file    io.Closer
	needs   take.Needs
	reasons *reasons
	counts  *Counts
	// barred and open are the rows of a batch that some rule bars, or shows nothing of;
	// masks has the rules that bar each row, so many words a row.
	barred, open, masks []uint64
}

// Needs asks for what the format is written from.
func (s *sink) Needs() take.Needs { return s.needs }

// Rows writes those of the part.
func (s *sink) Rows(b *take.Batch) error {
	s.judge(b)
	for i := range b.Rows {
		part, r := s.place(i)
		s.counts.Rows++
		if part != s.part {
			continue
		}
		if err := s.w.row(&b.Rows[i], r); err != nil {
			return s.taker.fail(err)
		}
	}
	return nil
}

// place gives the part of a row, with the reason when it is removed.
func (s *sink) place(row int) (Part, *reason) {
	switch {
	case facts.Has(s.barred, row):
		words := s.reasons.words
		r := s.reasons.of(s.masks[row*words : (row+1)*words])
		s.counts.Removed++
		if r.stop {
			s.counts.Stop++
		} else {
			s.counts.Cure++
		}
		return Removed, r
	case facts.Has(s.open, row):
		s.counts.Open++
		if s.apart {
			s.counts.Unproven++
			return Unproven, nil
		}
	}
	s.counts.Clean++
	return Clean, nil
}

// judge gathers what the rules that bar rows say of a batch.
func (s *sink) judge(b *take.Batch) {
	n := len(b.Rows)
	s.barred, s.open = cleared(s.barred, (n+63)/64), cleared(s.open, (n+63)/64)
	s.masks = cleared(s.masks, n*s.reasons.words)
	for k, rule := range s.reasons.rules {
		o := &b.Outcomes[rule]
		for i, w := range o.NotShown {
			s.open[i] |= w
		}
		for i, w := range o.Breach {
			s.barred[i] |= w
			for ; w != 0; w &= w - 1 {
				row := i<<6 | bits.TrailingZeros64(w)
				s.masks[row*s.reasons.words+k>>6] |= 1 << (uint(k) & 63)
			}
		}
	}
}

func cleared(set []uint64, n int) []uint64 {
	if cap(set) < n {
		return make([]uint64, n)
	}
	set = set[:n]
	clear(set)
	return set
}

// Skipped writes a record that was not read among those removed.
func (s *sink) Skipped(at dataset.Place, raw []byte) error {
	s.counts.Skipped++
	if s.part != Removed {
		return nil
	}
	return s.taker.fail(s.w.skipped(raw, s.reasons.unread(at.Line, raw == nil)))
}

// End ends the file.
func (s *sink) End(stats dataset.Stats, complete bool) error {
	s.counts.Complete = complete
	s.counts.Guarded = s.w.guarded()
	err := errors.Join(s.w.end(), s.file.Close())
	if err == nil && complete && (stats.Rows != s.counts.Rows || s.counts.Clean+s.counts.Removed+s.counts.Unproven != s.counts.Rows) {
		err = fmt.Errorf("the rows do not add up: %d were read, %d handed on", stats.Rows, s.counts.Rows)
	}
	return s.taker.fail(err)
}
