package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"leadlint/rules/calendar"
	"leadlint/rules/expr"
	"leadlint/scanner/history"
)

// Asked is the reason of a purge that somebody asked for.
const Asked = "asked"

// Purge drops what was stored before a day (YYYY-MM-DD, UTC): reports, findings and what
// the events say of the audits. That it did so is an event, which names them; their hashes stay, so that the
// rest is still proven. Afterwards nothing of them is left in the file, in what SQLite
// puts beside it, or in copies that migrations have made, which are deleted.
//
// An error after the purge itself, as when another program reads the file for long,
// means that parts of it may still lie in the free space of the file; opening the
// history for writing clears them.
func (w *Writer) Purge(ctx context.Context, before, reason string) ([]history.PurgedAudit, error) {
	if _, err := time.Parse(time.DateOnly, before); err != nil {
		return nil, fmt.Errorf("purge: %q is no day: expected YYYY-MM-DD", before)
	}
	var gone []history.PurgedAudit
	err := w.change(ctx, func(c *chain) error {
		old, err := entries(ctx, c.tx, "stored < ? ORDER BY seq", before)
		if err != nil || len(old) == 0 {
			return err
		}
		for _, e := range old {
			gone = append(gone, history.PurgedAudit{Seq: e.Seq, ID: e.ID})
		}
		by, err := c.add(history.Purged, history.Purge{Before: before, Reason: reason, Audits: gone})
		if err != nil {
			return err
		}
		for _, a := range gone {
			if err := c.drop(a.Seq, by.Seq); err != nil {
				return err
			}
		}
		_, err = c.tx.ExecContext(ctx, "DELETE FROM texts WHERE hash NOT IN (SELECT texts FROM report)")
		return err
	})
	if err != nil || len(gone) == 0 {
		return nil, err
	}
	copies, err := w.backups()
	if err != nil {
		return gone, err
	}
	for _, name := range copies {
		if err := os.Remove(name); err != nil {
			return gone, fmt.Errorf("delete a copy of the history: %w", err)
		}
	}
	return gone, w.compact(ctx)
}

// drop drops one audit in the name of a purge.
func (c *chain) drop(seq, by int64) error {
	for _, s := range []struct {
		query string
		args  []any
	}{
		{`INSERT INTO purged (seq, "by") VALUES (?, ?)`, []any{seq, by}},
		{"UPDATE event SET payload = NULL WHERE seq = ?", []any{seq}},
		{"DELETE FROM audit WHERE seq = ?", []any{seq}},
	} {
		if _, err := c.tx.ExecContext(c.ctx, s.query, s.args...); err != nil {
			return err
		}
	}
	return nil
}

// Keep purges what was stored longer ago than a period.
func (w *Writer) Keep(ctx context.Context, period expr.Period) ([]history.PurgedAudit, error) {
	today, err := calendar.Parse(w.opt.Clock().UTC().Format(time.DateOnly))
	if err != nil {
		return nil, fmt.Errorf("purge: %w", err)
	}
	return w.Purge(ctx, calendar.Format(calendar.Add(today, period, -1)), period.String())
}

// tidy clears what a purge that was cut short has left.
func (w *Writer) tidy(ctx context.Context) error {
	var free int
	if err := w.db.QueryRowContext(ctx, "PRAGMA freelist_count").Scan(&free); err != nil {
		return fmt.Errorf("read the history %q: %w", w.path, err)
	}
	if free == 0 {
		return nil
	}
	return w.compact(ctx)
}

// compact writes the file anew without its free space, and empties the log.
func (w *Writer) compact(ctx context.Context) error {
	if _, err := w.db.ExecContext(ctx, "VACUUM"); err != nil {
		return fmt.Errorf("clear the free space of the history %q: %w", w.path, err)
	}
	var busy, log, done int
	if err := w.db.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &log, &done); err != nil {
		return fmt.Errorf("empty the log of the history %q: %w", w.path, err)
	}
	if busy != 0 {
		return errors.New("the log of the history could not be emptied, since another program reads it: run this again when it has ended")
	}
	return nil
}
