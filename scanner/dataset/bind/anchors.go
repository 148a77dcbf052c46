package bind

import (
	"slices"

	"leadlint/rules/calendar"
	"leadlint/rules/expr"
	"leadlint/rules/facts"
	"leadlint/scanner/dataset/values"
)

// anchors says which date of a row its stored end of retention counts from:
// a constant whole number of months after it, found on the sample.
type anchors struct {
	expires int // input column, -1 when there is none
	// collection, contact and update list the candidates of each kind.
	candidates []anchor
}

// anchor is a date column that the end of retention may count from.
type anchor struct {
	column int
	kind   uint8 // code of contact.expiry_anchor
	months int
	// ends gives the end of retention that a date of the column leads to.
	ends *calendar.Adder
}

// Codes of contact.expiry_anchor.
const (
	anchorCollection uint8 = 1
	anchorContact    uint8 = 2
	anchorUpdate     uint8 = 3
	anchorOther      uint8 = 4
)

// A period is believed when it fits at least this share of the sampled rows
// that have both dates, and at least minFits of them: an accidental whole
// number of months would fit one row in thirty.
const (
	minShare = 0.10
	minFits  = 3
)

func anchorKind(canonical string) uint8 {
	switch canonical {
	case "collected_at", "created_at", "source_at", "first_seen_at":
		return anchorCollection
	case "last_inbound_at":
		return anchorContact
	case "updated_at", "profile_updated_at", "enriched_at", "last_verified_at", "job_changed_at":
		return anchorUpdate
	}
	return 0
}

// findAnchors finds, for every date column, the period that leads from it to the stored
// end of retention; period tells it of two columns.
func (b *Binder) findAnchors(period func(from, to int) (months int, ok bool)) anchors {
	a := anchors{expires: -1}
	for _, in := range b.inputs {
		if in.canonical == "expires_at" && in.read == readDate && a.expires < 0 {
			a.expires = in.column
		}
	}
	if a.expires < 0 {
		return a
	}
	collected := slices.ContainsFunc(b.inputs, func(in inputPlan) bool {
		return in.read == readDate && anchorKind(in.canonical) == anchorCollection
	})
	for _, in := range b.inputs {
		kind := anchorKind(in.canonical)
		if in.canonical == "enriched_at" && !collected {
			kind = anchorCollection // the only date of collection that the table has
		}
		if kind == 0 || in.read != readDate {
			continue
		}
		if months, ok := period(in.column, a.expires); ok {
			a.candidates = append(a.candidates, anchor{in.column, kind, months, calendar.NewAdder(expr.Period{Months: months}, 1)})
		}
	}
	return a
}

func (b *Binder) sampleDays(column int, sample [][][]byte) []int32 {
	r := values.NewDateReader(b.mapping.Columns[column].Dates)
	out := make([]int32, len(sample))
	for i, row := range sample {
		out[i] = facts.UnknownDay
		if column < len(row) {
			out[i] = r.Day(row[column])
		}
	}
	return out
}

// fit finds the whole number of months that most often leads from one date to
// the other.
func fit(from, to []int32) (months int, ok bool) {
	counts := map[int]int{}
	both := 0
	for i := range from {
		if from[i] == facts.UnknownDay || to[i] == facts.UnknownDay || to[i] <= from[i] {
			continue
		}
		both++
		if m := calendar.Months(from[i], to[i]); calendar.Add(from[i], expr.Period{Months: m}, 1) == to[i] {
			counts[m]++
		}
	}
	for m, n := range counts {
		if n > counts[months] || n == counts[months] && m < months {
			months = m
		}
	}
	n := counts[months]
	return months, n >= minFits && float64(n) >= minShare*float64(both)
}

// kindOf gives the code of the event that the end counts from, the kindest
// reading first: an end that also fits the collection is not held to be renewed.
func (a *anchors) kindOf(end int32, day func(column int) int32) uint8 {
	if end == facts.UnknownDay {
		return facts.UnknownCode
	}
	best := uint8(0)
	for i := range a.candidates {
		c := &a.candidates[i]
		d := day(c.column)
		if d == facts.UnknownDay || c.ends.Add(d) != end {
			continue
		}
		if best == 0 || c.kind < best {
			best = c.kind
		}
	}
	return best
}
