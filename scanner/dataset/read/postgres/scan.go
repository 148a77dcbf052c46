package postgres

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/read/damage"
)

// Scan reads the table as it is at the beginning, each sink over a connection of its
// own; where the server has fewer to give, the others get no rows. Place.Line is the key
// when one whole number is the primary key, else the number of the row in the order in
// which one connection read it, and 0 where several did.
func (t *table) Scan(ctx context.Context, sinks []dataset.Sink) (dataset.Stats, error) {
	if len(sinks) == 0 {
		return dataset.Stats{}, errors.New("no sink was given to read into")
	}
	log := &damage.Log{}
	t.told(log)
	s := scan{db: t.db, name: t.Name(), as: t.transaction(), log: log, plan: func(ctx context.Context, c *session) ([]piece, error) {
		return t.pieces(ctx, c, len(sinks))
	}}
	return s.run(ctx, sinks)
}

// piece is one statement of a scan.
type piece struct {
	sql string
	layout
}

// scan reads pieces over several connections.
type scan struct {
	db   *connected
	name string // empty for a query
	as   transaction
	log  *damage.Log
	// plan gives the pieces, once the state that they are read in is settled.
	plan func(context.Context, *session) ([]piece, error)

	pieces  []piece
	next    atomic.Int64
	readers []*reader
}

// run reads all pieces.
func (s *scan) run(ctx context.Context, sinks []dataset.Sink) (dataset.Stats, error) {
	sessions, err := s.connect(ctx, len(sinks))
	defer func() {
		for _, c := range sessions {
			c.close()
		}
	}()
	if err != nil || len(s.pieces) == 0 {
		return dataset.Stats{Issues: s.log.Issues()}, err
	}
	line := func(int64) int64 { return 0 }
	if len(sessions) == 1 {
		line = func(n int64) int64 { return n }
	}
	within, stop := context.WithCancel(ctx)
	defer stop()
	failures := make([]error, len(sessions))
	var wg sync.WaitGroup
	for i, c := range sessions {
		r := newReader(s.pieces[0].layout, sinks[i], s.log, line)
		s.readers = append(s.readers, r)
		wg.Go(func() {
			if failures[i] = s.work(within, c, r); failures[i] != nil {
				stop()
			}
		})
	}
	wg.Wait()
	return s.stats(), s.failure(ctx, failures)
}

// work reads pieces over one connection until there are no more.
func (s *scan) work(ctx context.Context, c *session, r *reader) error {
	for n := s.next.Add(1) - 1; n < int64(len(s.pieces)); n = s.next.Add(1) - 1 {
		if err := c.copy(ctx, r, s.pieces[n].sql); err != nil {
			return err
		}
	}
	return nil
}

// stats are what was read.
func (s *scan) stats() dataset.Stats {
	var out dataset.Stats
	for _, r := range s.readers {
		out.Rows += r.rows
		out.Skipped += r.skipped
	}
	tellLong(s.readers, s.log)
	out.Issues = s.log.Issues()
	return out
}

// failure is what ended the scan: what the connections met, not that they were stopped
// because another one met it.
func (s *scan) failure(ctx context.Context, failures []error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	for _, err := range failures {
		if err != nil && !errors.Is(err, context.Canceled) {
			return s.db.failed(err, s.name)
		}
	}
	return errors.Join(failures...)
}

// connect opens up to n connections that see the same state, and plans the pieces. That
// the server has fewer is no error as long as there is one.
func (s *scan) connect(ctx context.Context, n int) ([]*session, error) {
	var sessions []*session
	var err error
	if s.as.snapshot, err = s.moment(ctx); err != nil {
		return nil, err
	}
	for len(sessions) < n {
		c, err := connect(ctx, s.db.config)
		if scarce(err) && len(sessions) == 0 && s.as.snapshot != "" {
			s.as.snapshot = ""
			c, err = s.db.spare(ctx)
		}
		if err != nil && len(sessions) > 0 && ctx.Err() == nil {
			break
		}
		if err != nil {
			return sessions, refused(err, s.db.at)
		}
		sessions = append(sessions, c)
		if len(sessions) == 1 {
			err = s.first(ctx, c, &n)
		} else {
			err = c.begin(ctx, s.as)
		}
		if err != nil {
			return sessions, s.db.failed(err, s.name)
		}
	}
	return sessions, nil
}

// moment is that which the run holds of the database; empty for none.
func (s *scan) moment(ctx context.Context) (string, error) {
	as, err := s.db.present(ctx, s.as.own)
	return as.snapshot, err
}

// first opens the transaction of the first connection, plans what is read by how many, and
// settles what the others see.
func (s *scan) first(ctx context.Context, c *session, n *int) error {
	err := s.db.begin(ctx, c, &s.as)
	if err != nil {
		return err
	}
	s.pieces, err = s.plan(ctx, c)
	if *n = min(*n, len(s.pieces)); err == nil && *n > 1 && s.as.snapshot == "" {
		s.as.snapshot, err = c.export(ctx)
	}
	return err
}
