package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
)

// present is a transaction of the moment that the run holds of the database, which it
// begins to hold here when it does not yet; without one, of the present state.
func (db *connected) present(ctx context.Context, own bool) (transaction, error) {
	as := db.transaction(own)
	var err error
	as.snapshot, err = db.moments.Hold(db.place, func() (string, func(), error) { return db.hold(ctx) })
	return as, err
}

// hold opens a connection whose transaction keeps the moment for others. A server that has
// none to spare, or hands no moments out, holds none: that is no error.
func (db *connected) hold(ctx context.Context) (id string, release func(), err error) {
	s, err := connect(ctx, db.config)
	if err == nil {
		if err = s.begin(ctx, transaction{limit: db.limit, tune: "SET LOCAL idle_in_transaction_session_timeout = 0"}); err == nil {
			id, err = s.export(ctx)
		}
		if err != nil {
			s.close()
		}
	}
	if ctx.Err() != nil {
		return "", nil, ctx.Err()
	}
	if err != nil {
		return "", nil, nil //nolint:nilerr // each table is then read as it is when its turn comes
	}
	return id, s.close, nil
}

// begin opens a transaction. Where the moment that it is to see is not held any more, as
// when the connection that held it was ended, it sees the present state, and that is noted.
func (db *connected) begin(ctx context.Context, s *session, as *transaction) error {
	err := s.begin(ctx, *as)
	if as.snapshot == "" || !gone(err) {
		return err
	}
	db.moments.Lose(db.place)
	as.snapshot = ""
	if err := s.end(ctx); err != nil {
		return err
	}
	return s.begin(ctx, *as)
}

// gone says whether an error is that of a moment that nobody holds any more.
func gone(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && (pg.Code == "22023" || pg.Code == "42704" || pg.Code == "55000")
}

// scarce says whether a server has no connection left for the role.
func scarce(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && pg.Code == "53300"
}

// apart opens a connection for a query of the user's own, with its transaction.
func (db *connected) apart(ctx context.Context) (*session, error) {
	as, err := db.present(ctx, true)
	if err != nil {
		return nil, err
	}
	c, err := connect(ctx, db.config)
	if scarce(err) && as.snapshot != "" {
		as.snapshot = ""
		c, err = db.spare(ctx)
	}
	if err != nil {
		return nil, refused(err, db.at)
	}
	if err := db.begin(ctx, c, &as); err != nil {
		c.close()
		return nil, db.failed(err, "")
	}
	return c, nil
}

// spare gives up the connection that holds the moment, for a server that has no other one
// left, and waits until the server has noticed.
func (db *connected) spare(ctx context.Context) (*session, error) {
	db.moments.Lose(db.place)
	for wait := 10 * time.Millisecond; ; wait *= 2 {
		s, err := connect(ctx, db.config)
		if !scarce(err) || wait > time.Second {
			return s, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(wait):
		}
	}
}
