package scanner

import (
	"context"
	"errors"

	"leadlint/rules/facts"
	"leadlint/scanner/dataset"
	"leadlint/scanner/engine"
)

// spooled runs the first of the two passes that a scan needs when a table it joins lies
// on disk: each hands every batch of the scan to those that lane makes.
func (a *audit) spooled(ctx context.Context, plan *engine.Plan, each func(lane func() *engine.Spooler) error) (*engine.Answers, error) {
	spool, err := plan.NewSpool(a.opt.TempDir)
	if err != nil {
		return nil, err
	}
	if err := each(func() *engine.Spooler { return plan.NewSpooler(spool) }); err != nil {
		return nil, errors.Join(err, spool.Close())
	}
	answers, err := spool.Resolve(ctx)
	return answers, errors.Join(err, spool.Close())
}

// finisher is a worker that gathers rows into batches.
type finisher interface {
	dataset.Sink
	// Finish hands over the rows gathered; more may follow.
	Finish() error
}

// scanSpooled reads a table for the first pass with up to so many workers.
func scanSpooled(ctx context.Context, table dataset.Table, workers int, lane func() *engine.Spooler, worker func(consume func(*facts.Batch) error) finisher) error {
	if !ordered(table) {
		workers = 1
	}
	made, sinks := make([]finisher, workers), make([]dataset.Sink, workers)
	for i := range sinks {
		sp := lane()
		made[i] = worker(guarded(sp.Run))
		sinks[i] = &blockSink{made[i], sp.Begin}
	}
	_, err := table.Scan(ctx, sinks)
	for _, w := range made {
		err = errors.Join(err, w.Finish())
	}
	return err
}

// blockSink tells begin of every block, and has no batch of rows of two. It is a
// dataset.RecordSink; a table that has no blocks does not call what it has beside Row.
type blockSink struct {
	finisher
	begin func(block int64)
}

// Begin starts a block.
func (s *blockSink) Begin(block int64) { s.begin(block) }

// End hands the rows of the block over. An error is told again when all is read.
func (s *blockSink) End() { _ = s.Finish() }

// Record is of no use here.
func (s *blockSink) Record([]byte) {}

// Skipped is of no use here: a record that is passed over has no number.
func (s *blockSink) Skipped(dataset.Place, []byte) {}

// spool is the first of two passes, needed when a joined table lies on disk; it gives
// the plan for the second, nil when it failed.
func (s *scan) spool(ctx context.Context, pc piece, workers int) *engine.Plan {
	answers, err := s.a.spooled(ctx, s.plan, func(lane func() *engine.Spooler) error {
		src, err := s.a.open(ctx, s.target, pc.input)
		if err != nil {
			return err
		}
		again := s.a.piece(src.Tables[pc.index], s.target, pc.input, pc.index)
		s.project(again.table)
		err = scanSpooled(ctx, again.table, workers, lane, func(consume func(*facts.Batch) error) finisher { return s.binder.NewWorker(consume) })
		return errors.Join(err, src.Close())
	})
	if err != nil {
		s.a.readingEnded(pc.input, pc.table.Name(), err)
		return nil
	}
	return s.plan.WithAnswers(answers)
}

// spool is the first of two passes, needed when a joined table lies on disk.
func (s *relationScan) spool(ctx context.Context, workers int) bool {
	answers, err := s.a.spooled(ctx, s.plan, func(lane func() *engine.Spooler) error {
		src, err := s.a.openRegister(ctx, s.p.relation, s.t)
		if err != nil {
			return err
		}
		err = scanSpooled(ctx, src.Tables[s.index], workers, lane, func(consume func(*facts.Batch) error) finisher { return s.rows.worker(consume) })
		return errors.Join(err, src.Close())
	})
	if err != nil {
		s.ended(err)
		return false
	}
	s.plan = s.plan.WithAnswers(answers)
	return true
}
