package mysql

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/read/damage"
)

// seed is what the server's random numbers start from.
const seed = 20161

// Scan reads ranges of the primary key, each sink over a connection of its own; tables
// without a primary key are read by one.
func (t *table) Scan(ctx context.Context, sinks []dataset.Sink) (dataset.Stats, error) {
	var log damage.Log
	t.tell(&log)
	plan, key := t.plan(false)
	spans, err := t.spans(ctx, key, len(sinks))
	if err != nil {
		return dataset.Stats{Issues: log.Issues()}, err
	}
	wheres := t.wheres(key, spans)
	rows, err := t.server.share(ctx, plan, wheres, sinks, &log)
	rows.Issues = log.Issues()
	return rows, err
}

// spans cuts the table, if there is use for it.
func (t *table) spans(ctx context.Context, key *primary, sinks int) (spans []span, err error) {
	const small = 20000 // rows, which one connection reads before another one is set up
	if key == nil || t.parts <= 1 && (sinks <= 1 || t.sel.Base.Rows >= 0 && t.sel.Base.Rows < small) {
		return []span{{}}, nil
	}
	err = t.server.with(ctx, func(c *session) error {
		spans, err = key.spans(ctx, c)
		return err
	})
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return spans, fault(err)
}

// wheres are the conditions of the statements that together read the part asked for.
func (t *table) wheres(key *primary, spans []span) []string {
	var out []string
	drawn := t.drawn()
	for i, s := range spans {
		if t.parts > 1 && int(s.at%uint64(t.parts)) != t.index {
			continue
		}
		where := drawn
		if key != nil {
			if where = key.condition(spans, i); where != "" && drawn != "" {
				where += " AND "
			}
			where += drawn
		}
		out = append(out, where)
	}
	return out
}

// share reads statements over as many connections as there are sinks, or statements.
func (s *server) share(ctx context.Context, p *plan, wheres []string, sinks []dataset.Sink, log *damage.Log) (dataset.Stats, error) {
	if len(wheres) == 0 {
		return dataset.Stats{}, nil
	}
	conns, err := s.connections(ctx, min(len(sinks), len(wheres)), log)
	if err != nil {
		return dataset.Stats{}, err
	}
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	var next atomic.Int64
	var wg sync.WaitGroup
	readers, failures := make([]*reader, len(conns)), make([]error, len(conns))
	for i, c := range conns {
		r := newReader(p, sinks[i], log)
		r.counts = len(conns) == 1
		readers[i] = r
		wg.Go(func() {
			for n := next.Add(1) - 1; n < int64(len(wheres)) && failures[i] == nil; n = next.Add(1) - 1 {
				failures[i] = r.read(inner, c, wheres[n])
			}
			if failures[i] != nil {
				cancel() // what the others would read is of no use any more
				c.broken = true
			}
			c.close() //nolint:errcheck // nothing was written
		})
	}
	wg.Wait()
	var stats dataset.Stats
	for _, r := range readers {
		stats.Rows += r.rows
		stats.Skipped += r.skipped
	}
	return stats, ended(ctx, failures)
}

// ended gives what ended a reading: not that others were told to stop.
func ended(ctx context.Context, failures []error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	for _, err := range failures {
		if err != nil && !errors.Is(err, context.Canceled) {
			return err
		}
	}
	return nil
}

// connections opens n connections with the same snapshot, as nearly as the make allows.
func (s *server) connections(ctx context.Context, n int, log *damage.Log) (conns []*session, err error) {
	defer func() {
		if err != nil {
			for _, c := range conns {
				c.close() //nolint:errcheck // nothing was written
			}
		}
	}()
	for range n {
		c, err := s.connect(ctx)
		if err != nil && len(conns) > 0 && ctx.Err() == nil {
			break // fewer will do
		}
		if err != nil {
			return conns, err
		}
		conns = append(conns, c)
	}
	same, err := begin(ctx, conns)
	if err == nil && !same {
		log.Add(damage.Warning, 0, 0, damage.Text(
			"the database was written to while the connections' snapshots were taken: records written in that moment may be in one and not in another; read a replica, or with one worker, to be sure",
			"la base recevait des écritures pendant la prise des instantanés des connexions : des enregistrements écrits à cet instant peuvent figurer dans l'un et non dans l'autre ; lisez un réplica, ou avec un seul processus de lecture, pour être sûr"))
	}
	return conns, err
}
