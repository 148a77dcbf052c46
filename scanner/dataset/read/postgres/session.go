package postgres

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgproto3"
)

// session is one connection, with the tap that takes its rows.
type session struct {
	conn *pgconn.PgConn
	tap  *tap
}

// connect opens a connection. Its error is the driver's.
func connect(ctx context.Context, config *pgconn.Config) (*session, error) {
	s := &session{}
	config = config.Copy()
	config.BuildFrontend = func(r io.Reader, w io.Writer) *pgproto3.Frontend {
		s.tap = newTap(r)
		return pgproto3.NewFrontend(s.tap, w)
	}
	conn, err := pgconn.ConnectConfig(ctx, config)
	s.conn = conn
	return s, err
}

// close ends the connection; what it was doing is given up. A transaction that is open is
// ended first: a pooler would throw its connection away otherwise.
func (s *session) close() {
	// The context that everything else had may be over by now.
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	if !s.conn.IsClosed() && s.conn.TxStatus() == 'T' {
		s.end(ctx) //nolint:errcheck // closing ends it as well
	}
	s.conn.Close(ctx) //nolint:errcheck // nothing was written, and nothing is left to be read
}

// settings are those under which everything is read. They end with the transaction. The
// path keeps functions and operators that others made out of our statements.
const settings = `SET LOCAL lock_timeout = '2s'; SET LOCAL idle_in_transaction_session_timeout = '5min';
SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO'; SET LOCAL IntervalStyle = 'iso_8601'; SET LOCAL extra_float_digits = 1;
SET LOCAL synchronize_seqscans = off; SET LOCAL max_parallel_workers_per_gather = 0; SET LOCAL standard_conforming_strings = on`

// plainPath keeps everything out of the search path that others may have made.
const plainPath = `; SET LOCAL search_path = pg_catalog`

// transaction is how one is opened.
type transaction struct {
	// snapshot is the state that it sees; empty is the present one.
	snapshot string
	// limit is how long a statement may take, in seconds.
	limit int
	// own keeps the role's search path.
	own bool
	// tune are further settings; empty for none.
	tune string
}

// begin opens a read-only transaction, and makes sure of its being read-only.
func (s *session) begin(ctx context.Context, t transaction) error {
	sql := "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
	if t.snapshot != "" {
		sql += "; SET TRANSACTION SNAPSHOT " + literal(t.snapshot)
	}
	sql += fmt.Sprintf("; SET LOCAL statement_timeout = '%ds'; ", t.limit) + settings
	if !t.own {
		sql += plainPath
	}
	if t.tune != "" {
		sql += "; " + t.tune
	}
	rows, err := s.rows(ctx, sql+"; SELECT current_setting('transaction_read_only'), current_setting('transaction_isolation')")
	if err != nil {
		return err
	}
	if len(rows) != 1 || string(rows[0][0]) != "on" || string(rows[0][1]) != "repeatable read" {
		return trouble("the server did not open a read-only transaction; nothing was read",
			"le serveur n'a pas ouvert de transaction en lecture seule ; rien n'a été lu")
	}
	return nil
}

// end gives up the transaction.
func (s *session) end(ctx context.Context) error {
	_, err := s.rows(ctx, "ROLLBACK")
	return err
}

// export gives the name under which other connections see the state that this one sees.
func (s *session) export(ctx context.Context) (string, error) {
	rows, err := s.rows(ctx, "SELECT pg_export_snapshot()")
	if err != nil {
		return "", err
	}
	return string(rows[0][0]), nil
}

// rows runs statements and gives the rows of the last.
func (s *session) rows(ctx context.Context, sql string) ([][][]byte, error) {
	results, err := s.conn.Exec(ctx, sql).ReadAll()
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, err
	}
	if len(results) == 0 {
		return nil, nil
	}
	return results[len(results)-1].Rows, nil
}

// copy sends the rows of a SELECT to a reader.
func (s *session) copy(ctx context.Context, to rowReader, sql string) error {
	s.tap.to = to
	_, err := s.conn.CopyTo(ctx, io.Discard, "COPY ("+strings.TrimSpace(sql)+"\n) TO STDOUT")
	s.tap.to = nil
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}
