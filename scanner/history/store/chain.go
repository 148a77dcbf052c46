package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"leadlint/scanner/history"
)

// chain adds events within one transaction.
type chain struct {
	ctx  context.Context
	tx   *sql.Tx
	at   string
	last *history.Event
	// id is the name of the history.
	id string
}

// change runs one transaction: what do adds is signed and committed, or nothing is.
func (w *Writer) change(ctx context.Context, do func(*chain) error) (err error) {
	tx, err := w.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("write to the history: %w", err)
	}
	defer func() {
		if err != nil {
			if undo := tx.Rollback(); undo != nil && !errors.Is(undo, sql.ErrTxDone) {
				err = errors.Join(err, undo)
			}
		}
	}()
	c := &chain{ctx: ctx, tx: tx, at: w.now()}
	if err := c.open(); err != nil {
		return err
	}
	before := c.last
	if err := do(c); err != nil {
		return fmt.Errorf("write to the history: %w", err)
	}
	if c.last == before {
		return tx.Rollback()
	}
	signed, err := w.signer.Sign(c.id, c.last.Seq, c.last.Hash)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "INSERT INTO signature (seq, note) VALUES (?, ?)", c.last.Seq, signed); err != nil {
		return fmt.Errorf("write to the history: %w", err)
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("write to the history: %w", err)
	}
	return nil
}

// open reads the end of the chain and the name of the history; a file that is being made
// has neither.
func (c *chain) open() error {
	var tables int
	if err := c.tx.QueryRowContext(c.ctx, "SELECT count(*) FROM sqlite_schema WHERE name = 'event'").Scan(&tables); err != nil || tables == 0 {
		return err
	}
	last, err := eventWhere(c.ctx, c.tx, "1 ORDER BY seq DESC LIMIT 1")
	if err != nil {
		return err
	}
	c.last = last
	c.id, err = nameOf(c.ctx, c.tx)
	return err
}

// add adds an event at the end.
func (c *chain) add(kind string, payload any) (*history.Event, error) {
	e, err := history.Link(c.last, kind, c.at, payload)
	if err != nil {
		return nil, err
	}
	_, err = c.tx.ExecContext(c.ctx, "INSERT INTO event (seq, kind, at, payload, content, prev, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
		e.Seq, e.Kind, e.At, string(e.Payload), e.Content[:], e.Prev[:], e.Hash[:])
	if err != nil {
		return nil, err
	}
	c.last = e
	return e, nil
}

// querier is a database or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

const eventColumns = "seq, kind, at, payload, content, prev, hash"

// eventWhere reads the one event that a condition of this package names.
func eventWhere(ctx context.Context, q querier, where string, args ...any) (*history.Event, error) {
	return scanEvent(q.QueryRowContext(ctx, "SELECT "+eventColumns+" FROM event WHERE "+where, args...))
}

// scanned is a row, or one of several.
type scanned interface{ Scan(into ...any) error }

func scanEvent(row scanned) (*history.Event, error) {
	var e history.Event
	var payload sql.NullString
	var content, prev, hash []byte
	if err := row.Scan(&e.Seq, &e.Kind, &e.At, &payload, &content, &prev, &hash); err != nil {
		return nil, fmt.Errorf("read an event of the history: %w", err)
	}
	if payload.Valid {
		e.Payload = []byte(payload.String)
	}
	for _, h := range []struct {
		from []byte
		to   *history.Hash
	}{{content, &e.Content}, {prev, &e.Prev}, {hash, &e.Hash}} {
		if len(h.from) != len(h.to) {
			return nil, fmt.Errorf("read event %d of the history: a hash has %d bytes", e.Seq, len(h.from))
		}
		copy(h.to[:], h.from)
	}
	return &e, nil
}

// nameOf gives the name of the history.
func nameOf(ctx context.Context, q querier) (string, error) {
	e, err := eventWhere(ctx, q, "seq = 1")
	if err != nil {
		return "", err
	}
	var c history.Creation
	if err := json.Unmarshal(e.Payload, &c); err != nil || c.ID == "" {
		return "", errors.New("the first event of the history does not say its name")
	}
	return c.ID, nil
}

// Key gives the public key that signs the history now.
func (r *Reader) Key(ctx context.Context) (string, error) { return keyAt(ctx, r.db, -1) }

// keyAt gives the public key in use at an event, -1 for the last.
func keyAt(ctx context.Context, q querier, seq int64) (string, error) {
	e, err := eventWhere(ctx, q, "kind = 'key' AND (? < 0 OR seq <= ?) ORDER BY seq DESC LIMIT 1", seq, seq)
	if errors.Is(err, sql.ErrNoRows) && seq > 0 {
		return keyAt(ctx, q, -1)
	}
	if err != nil {
		return "", err
	}
	var k history.Key
	if err := json.Unmarshal(e.Payload, &k); err != nil {
		return "", fmt.Errorf("event %d of the history does not name a key", e.Seq)
	}
	return k.Public, nil
}
