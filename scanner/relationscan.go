package scanner

import (
	"context"
	"errors"
	"slices"

	"leadlint/rules/facts"
	"leadlint/scanner/dataset"
	"leadlint/scanner/engine"
	"leadlint/scanner/finding"
)

// rowWorker turns records into batches of one relation.
type rowWorker interface {
	dataset.Sink
	// Finish hands over the last batch and gives the error that ended the work.
	Finish() error
	engine.Masker
}

// rowSource knows how the columns of one table give the rows of a relation.
type rowSource interface {
	// worker makes a worker that hands its batches to consume.
	worker(consume func(*facts.Batch) error) rowWorker
	// collect takes what a finished worker of its counted.
	collect(w rowWorker)
	// columns are the headers that feed a field; stated says that a fact stated
	// for the whole register does.
	columns(field string) []string
	stated(field string) bool
	// relied gives the stated fact that spoke for rows, if one did.
	relied(field string) (finding.Declared, bool)
	// account gives how the table was understood, and what its values left open.
	account() (finding.Table, []finding.Issue)
}

// relationScan examines one table that holds rows of a relation other than the
// contacts.
type relationScan struct {
	a     *audit
	p     *pass
	t     registerTarget
	index int
	table dataset.Table
	rows  rowSource
	// plan is nil when only tables for joins are built.
	plan     *engine.Plan
	part     *engine.Partial
	meetings []*meeting
	// met is what the meetings came to, as partial.Table.Met.
	met map[string]bool
}

// plan compiles what is counted on a relation: its rules, and the tallies that
// the comparison with earlier states asks for.
func (a *audit) plan(p *pass) (*engine.Plan, error) {
	if !p.evaluate {
		return nil, nil
	}
	list := slices.Concat(a.rulesOn(p.relation), a.tallies(p.relation))
	return engine.Compile(a.schema, p.relation, list, a.env, engine.Options{Persons: a.schema.Relation(p.relation).Index("person") >= 0})
}

// run scans the table and judges it. It gives the number of records read.
func (s *relationScan) run(ctx context.Context) int64 {
	workers := max(1, s.a.opt.Workers)
	if s.p.evaluate {
		s.meetings = s.a.meetings(s.p.relation)
	}
	spills := s.plan != nil && s.plan.Spills()
	if spills {
		// Rows are told apart by their order, which several workers keep by blocks.
		if !ordered(s.table) {
			workers = 1
		}
		if !s.spool(ctx, workers) {
			return 0
		}
	}
	if e, ok := s.table.(dataset.Estimator); ok {
		s.a.total.Add(e.Estimate())
	}
	stats := s.scan(ctx, workers, spills)
	if s.p.evaluate {
		s.account(stats)
		s.judge()
	}
	return stats.Rows
}

// relationLane is one worker with what it counts.
type relationLane struct {
	rowWorker
	part *engine.Partial
	ev   *engine.Evaluator
}

// lane makes a worker that evaluates the rules and fills the tables.
func (s *relationScan) lane() *relationLane {
	l := &relationLane{}
	if s.plan != nil {
		l.part, l.ev = s.plan.NewPartial(s.a.opt.Examples), s.plan.NewEvaluator()
	}
	l.rowWorker = s.rows.worker(guarded(func(b *facts.Batch) error {
		s.a.progress(s.t.path, b.N)
		look(s.meetings, b)
		if err := errors.Join(s.p.add(b), s.a.registered(s.p, b)); err != nil || l.ev == nil {
			return err
		}
		return l.ev.Run(b, l.part, l)
	}))
	return l
}

// scan reads the table through lanes and merges what they counted. After a first pass
// (spooled) the evaluators are told of blocks.
func (s *relationScan) scan(ctx context.Context, workers int, spooled bool) dataset.Stats {
	lanes := make([]*relationLane, workers)
	sinks := make([]dataset.Sink, workers)
	for i := range lanes {
		lanes[i] = s.lane()
		sinks[i] = lanes[i].rowWorker
		if spooled {
			sinks[i] = &blockSink{lanes[i].rowWorker, lanes[i].ev.Begin}
		}
	}
	stats, err := s.table.Scan(ctx, sinks)
	s.ended(err)
	var evaluators []*engine.Evaluator
	for i, l := range lanes {
		if l.ev != nil {
			evaluators = append(evaluators, l.ev)
		}
		s.failed(l.Finish())
		s.rows.collect(l.rowWorker)
		switch {
		case i == 0:
			s.part = l.part
		case l.part != nil:
			s.failed(s.part.Merge(l.part))
		}
	}
	s.met = map[string]bool{}
	for _, m := range s.meetings {
		asked, found := compared(evaluators, m.need.ID())
		m.tell(s.met, asked, found)
	}
	return stats
}

func (s *relationScan) failed(err error) {
	if err != nil {
		s.a.lost(s.t.path, s.table.Name(), failure(err))
	}
}

func (s *relationScan) ended(err error) {
	s.a.readingEnded(s.t.path, s.table.Name(), err)
}

// account adds what was read to the coverage.
func (s *relationScan) account(stats dataset.Stats) {
	s.a.report.Coverage.Skipped += stats.Skipped
	for _, i := range stats.Issues {
		s.a.issue(s.t.path, s.table.Name(), i)
	}
	s.a.strangers(s.t.path, s.table.Name(), stats.Rows, s.a.unmet(s.p.relation, s.met))
	s.a.inVain(s.t.path, s.table.Name(), s.a.unproven(s.p.relation, s.met))
	table, issues := s.rows.account()
	for _, i := range issues {
		s.a.issue(s.t.path, s.table.Name(), i)
	}
	s.a.report.Mapping = append(s.a.report.Mapping, table)
}

// judge turns the counts into findings.
func (s *relationScan) judge() {
	unproven := s.a.unproven(s.p.relation, s.met)
	for i, r := range s.plan.Rules() {
		if s.a.tallied(r, &s.part.Rules[i]) {
			continue
		}
		f := s.a.newFinding(r, subjectOf(r, s.t.path, s.table.Name(), s.rows.columns, s.rows.stated))
		s.a.count(&f, &s.part.Rules[i])
		for _, ref := range r.Refs() {
			if d, ok := s.rows.relied(ref.Field); ok && ref.Relation == r.On {
				f.Declared = append(f.Declared, d)
			}
		}
		s.a.settle(&f, r)
		doubt(&f, r, unproven)
		s.a.report.Findings = append(s.a.report.Findings, f)
	}
}
