package scanner

import (
	"context"
	"errors"
	"slices"
	"sync"

	"leadlint/rules"
	"leadlint/scanner/dataset"
	"leadlint/scanner/engine"
	"leadlint/scanner/finding"
	"leadlint/scanner/take"
)

// taking hands the rows of one table, in their order, to those who take them. A nil
// taking takes nothing.
type taking struct {
	table *take.Table
	sinks []take.Sink
	needs take.Needs

	mu   sync.Mutex
	turn *sync.Cond
	// next is the block whose rows are to be handed on next.
	next int64
	// failed is why no more rows are handed on.
	failed error
}

// taking asks the takers what they want of the table; nil when that is nothing.
func (s *scan) taking(first piece) (*taking, error) {
	if !s.p.evaluate || len(s.a.opt.Takers) == 0 {
		return nil, nil
	}
	t := &taking{table: &take.Table{
		Dataset: s.target.name, Name: first.table.Name(), Format: s.target.format, Index: first.index, Source: first.table,
		Mapping: s.mapping, Relation: s.a.schema.Relation("contact"), Rules: append(rulesOf(s.a.rules, "contact"), s.a.barsOf("contact")...), Now: s.a.now,
	}}
	s.tell(t.table)
	t.turn = sync.NewCond(&t.mu)
	for _, taker := range s.a.opt.Takers {
		sink, err := taker.Table(t.table)
		if err != nil {
			return nil, errors.Join(err, t.end(dataset.Stats{}, false))
		}
		if sink == nil {
			continue
		}
		t.sinks = append(t.sinks, sink)
		n := sink.Needs()
		t.needs.Cells, t.needs.Texts = append(t.needs.Cells, n.Cells...), append(t.needs.Texts, n.Texts...)
		t.needs.Raw, t.needs.Keys = t.needs.Raw || n.Raw, t.needs.Keys || n.Keys
	}
	if len(t.sinks) == 0 {
		return nil, nil
	}
	slices.Sort(t.needs.Cells)
	t.needs.Cells = slices.Compact(t.needs.Cells)
	t.needs.Cells = slices.DeleteFunc(t.needs.Cells, func(i int) bool { return i < 0 || i >= len(s.mapping.Columns) })
	return t, nil
}

// barsOf gives the rules on a relation that are asked for those who take rows.
func (a *audit) barsOf(relation string) []*rules.Rule {
	if len(a.opt.Takers) == 0 {
		return nil
	}
	return rulesOf(a.bars, relation)
}

// cells, texts and keys are what the takers want of the table beside what the rules do.
func (t *taking) cells() []int {
	if t == nil {
		return nil
	}
	return t.needs.Cells
}

func (t *taking) texts() []int {
	if t == nil {
		return nil
	}
	return slices.Clone(t.needs.Texts)
}

func (t *taking) keys() bool { return t != nil && t.needs.Keys }

// ordered says whether the records of a table keep their order among several sinks.
func ordered(table dataset.Table) bool {
	o, ok := table.(dataset.Ordered)
	return ok && o.Ordered()
}

// each calls every sink.
func (t *taking) each(do func(take.Sink) error) error {
	var faults []error
	for _, s := range t.sinks {
		faults = append(faults, do(s))
	}
	return errors.Join(faults...)
}

// end tells the sinks that the table is over.
func (t *taking) end(stats dataset.Stats, complete bool) error {
	return t.each(func(s take.Sink) error { return s.End(stats, complete) })
}

// endTaking tells those who take rows how the scan ended.
func (s *scan) endTaking(pc piece, stats dataset.Stats, err error) {
	if s.taken == nil {
		return
	}
	lost := slices.ContainsFunc(stats.Issues, func(i finding.Issue) bool { return i.Severity == "lost" })
	if err := s.taken.end(stats, err == nil && s.taken.failed == nil && !lost); err != nil {
		s.a.lost(pc.input, pc.table.Name(), notTaken(err))
	}
}

// notTaken is the text of an error of those who take rows.
func notTaken(err error) finding.Text {
	return finding.Text{
		EN: "a file of its rows could not be written: " + err.Error(),
		FR: "un fichier tiré de ses lignes n'a pas pu être écrit : " + err.Error(),
	}
}

// errUnread is told to those who take rows of a table that could not be read.
var errUnread = errors.New("the table could not be read")

// errTurn is why rows behind others that failed are not handed on.
var errTurn = errors.New("rows before these could not be handed on")

// await waits until the rows before a block were handed on; the caller holds mu.
func (t *taking) await(ctx context.Context, block int64) error {
	for t.failed == nil && t.next != block && ctx.Err() == nil {
		t.turn.Wait()
	}
	switch {
	case t.failed != nil:
		return errTurn
	case t.next != block:
		return ctx.Err()
	}
	return nil
}

// watch lets those who wait for their turn see that ctx is done; stop ends it.
func (t *taking) watch(ctx context.Context) (stop func() bool) {
	if t == nil {
		return func() bool { return false }
	}
	return context.AfterFunc(ctx, func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		t.turn.Broadcast()
	})
}

// fail keeps the first reason why no more rows are handed on; the caller holds mu.
func (t *taking) fail(err error) {
	if err != nil && t.failed == nil {
		t.failed = err
		t.turn.Broadcast()
	}
}

// outcomes gives the bits of the rules of the table; conditions counted for other
// ends come behind them in the plan.
func (t *taking) outcomes(bits []engine.Bits) []take.Outcome {
	out := make([]take.Outcome, len(t.table.Rules))
	for i := range out {
		out[i] = take.Outcome{Breach: bits[i].Breach, NotShown: bits[i].NotShown}
	}
	return out
}
