package engine

import (
	"errors"
	"fmt"

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
	// BreachBy and NotShownBy count by reporting group; nil where there is none to count,
	// since most rules meet nothing in most inputs.
	BreachBy, NotShownBy []int64
	// Persons estimates the distinct keys among the breaching rows; nil unless
	// Options.Persons asks for it.
	Persons *Sketch
	// Samples are the breaching rows with the smallest keys, in ascending
	// order: which they are depends neither on the order of the rows nor on the
	// kind of input that they came from.
	Samples []Sample
}

// InBreach gives the number of breaching rows of a reporting group.
func (r *RulePartial) InBreach(group int) int64 { return inGroup(r.BreachBy, group) }

// InNotShown gives the number of rows of a reporting group that are not shown.
func (r *RulePartial) InNotShown(group int) int64 { return inGroup(r.NotShownBy, group) }

func inGroup(counts []int64, group int) int64 {
	if counts == nil {
		return 0
	}
	return counts[group]
}

// NewPartial makes an empty partial that keeps size samples a rule.
func (p *Plan) NewPartial(size int) *Partial {
	part := &Partial{
		Groups: make([]int64, p.groups), AgeMonths: make([]int64, AgeSteps),
		Rules: make([]RulePartial, len(p.rules)), SampleSize: size,
	}
	for i := range part.Rules {
		if p.persons {
			part.Rules[i].Persons = &Sketch{}
		}
	}
	return part
}

// mostRows bounds the counts of a partial, so that every reader of its wire form
// holds them exactly.
const mostRows = int64(1) << 53

// Merge adds other to p. It fails when they stem from different plans, or count
// more than 2^53 rows together; p is unchanged then.
func (p *Partial) Merge(other *Partial) error {
	if !p.mergeable(other) {
		return fmt.Errorf("merge: the partials stem from different plans (%d and %d rules)", len(p.Rules), len(other.Rules))
	}
	if p.Rows > mostRows-other.Rows {
		return errors.New("merge: the partials count more rows than can be held")
	}
	p.Rows += other.Rows
	p.Undated += other.Undated
	p.Future += other.Future
	addTo(p.Groups, other.Groups)
	addTo(p.AgeMonths, other.AgeMonths)
	p.Sketch.Merge(&other.Sketch)
	for i := range p.Rules {
		p.Rules[i].merge(&other.Rules[i], p.SampleSize)
	}
	return nil
}

// mergeable says whether the partials can be of one plan.
func (p *Partial) mergeable(other *Partial) bool {
	if len(p.Rules) != len(other.Rules) || len(p.Groups) != len(other.Groups) ||
		len(p.AgeMonths) != len(other.AgeMonths) || p.SampleSize != other.SampleSize {
		return false
	}
	for i := range p.Rules {
		for _, by := range [][]int64{p.Rules[i].BreachBy, p.Rules[i].NotShownBy, other.Rules[i].BreachBy, other.Rules[i].NotShownBy} {
			if by != nil && len(by) != len(p.Groups) {
				return false
			}
		}
		if (p.Rules[i].Persons == nil) != (other.Rules[i].Persons == nil) {
			return false
		}
	}
	return true
}

func (r *RulePartial) merge(other *RulePartial, size int) {
	r.Breach += other.Breach
	r.Clear += other.Clear
	r.NotShown += other.NotShown
	addBy(&r.BreachBy, other.BreachBy)
	addBy(&r.NotShownBy, other.NotShownBy)
	if r.Persons != nil {
		r.Persons.Merge(other.Persons)
	}
	for _, s := range other.Samples {
		r.insert(s, size)
	}
}

// addBy adds counts by group, of which either may be nil.
func addBy(a *[]int64, b []int64) {
	if *a == nil && b != nil {
		*a = make([]int64, len(b))
	}
	addTo(*a, b)
}

func addTo(a, b []int64) {
	for i, v := range b {
		a[i] += v
	}
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
