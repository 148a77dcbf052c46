package mysql

import (
	"context"
	sqldriver "database/sql/driver"
	"errors"
	"fmt"
	"io"
	"strconv"

	driver "github.com/go-sql-driver/mysql"
)

const (
	// lockWait is how long, in seconds, a lock is waited for.
	lockWait = 5
	// sendWait is how long, in seconds, the server waits for the rows that it sent to be
	// taken: they are judged while they come.
	sendWait = 3600
	// longestList bounds what an aggregate over a record's rows may give, in bytes.
	longestList = 64 << 20
)

// session is one connection, which can only read.
type session struct {
	conn   sqldriver.Conn
	broken bool
}

// connect opens a connection and makes it read-only. The server's own limit for
// statements is set to the given number of seconds. Errors are for refused to word.
func connect(ctx context.Context, config *driver.Config, timeout int) (*session, error) {
	connector, err := driver.NewConnector(config)
	if err != nil {
		return nil, errors.New("the connection to the database cannot be set up from its address; check host, port and options")
	}
	conn, err := connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	s := &session{conn: conn}
	if err := s.prepare(ctx, timeout); err != nil {
		return nil, errors.Join(err, s.close())
	}
	return s, nil
}

// prepare sets what a session must have, and what it had better have where the server
// knows of it.
func (s *session) prepare(ctx context.Context, timeout int) error {
	for _, must := range []string{
		"SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ",
		"SET SESSION TRANSACTION READ ONLY",
		"SET SESSION time_zone = '+00:00'",
		"SET SESSION sql_mode = ''",
	} {
		if err := s.exec(ctx, must); err != nil {
			return fault(err)
		}
	}
	for _, may := range []string{
		fmt.Sprintf("SET SESSION lock_wait_timeout = %d", lockWait),
		fmt.Sprintf("SET SESSION innodb_lock_wait_timeout = %d", lockWait),
		fmt.Sprintf("SET SESSION net_write_timeout = %d", sendWait),
		fmt.Sprintf("SET SESSION group_concat_max_len = %d", longestList),
		fmt.Sprintf("SET SESSION max_execution_time = %d", timeout*1000), // MySQL, in ms
		fmt.Sprintf("SET SESSION max_statement_time = %d", timeout),      // MariaDB, in s
		"SET SESSION information_schema_stats_expiry = 0",                // MySQL 8
		"SET SESSION use_stat_tables = 'PREFERABLY_FOR_QUERIES'",         // MariaDB
	} {
		if err := s.exec(ctx, may); err != nil && !isServer(err) {
			return fault(err)
		}
	}
	return nil
}

// exec runs a statement that gives no rows.
func (s *session) exec(ctx context.Context, statement string) error {
	e, ok := s.conn.(sqldriver.ExecerContext)
	if !ok {
		return errors.New("the driver runs no statements")
	}
	_, err := e.ExecContext(ctx, statement, nil)
	s.note(err)
	return err
}

// note keeps in mind that a connection is of no more use after an error that is not the
// server's answer.
func (s *session) note(err error) {
	if err != nil && !isServer(err) {
		s.broken = true
	}
}

// each runs a statement and hands its rows to f as they come; their bytes are valid
// only during the call.
func (s *session) each(ctx context.Context, statement string, f func(row []sqldriver.Value)) error {
	rows, err := s.rows(ctx, statement)
	if err != nil {
		return err
	}
	return s.drain(rows, f)
}

// drain hands the rows of a result to f, to the last.
func (s *session) drain(rows sqldriver.Rows, f func(row []sqldriver.Value)) error {
	row := make([]sqldriver.Value, len(rows.Columns()))
	for {
		switch err := rows.Next(row); err {
		case nil:
			f(row)
		case io.EOF:
			return rows.Close()
		default:
			s.note(err)
			return err
		}
	}
}

// rows runs a statement.
func (s *session) rows(ctx context.Context, statement string) (sqldriver.Rows, error) {
	q, ok := s.conn.(sqldriver.QueryerContext)
	if !ok {
		return nil, errors.New("the driver runs no queries")
	}
	rows, err := q.QueryContext(ctx, statement, nil)
	s.note(err)
	return rows, err
}

// texts collects the rows of a statement as texts, "" for NULL.
func (s *session) texts(ctx context.Context, statement string) ([][]string, error) {
	_, out, err := s.named(ctx, statement)
	return out, err
}

// named gives the names of a result's columns with its rows as texts.
func (s *session) named(ctx context.Context, statement string) (names []string, out [][]string, err error) {
	rows, err := s.rows(ctx, statement)
	if err != nil {
		return nil, nil, err
	}
	names = rows.Columns()
	err = s.drain(rows, func(row []sqldriver.Value) {
		texts := make([]string, len(row))
		for i, v := range row {
			texts[i] = text(v)
		}
		out = append(out, texts)
	})
	return names, out, err
}

// text is a value as text, "" for NULL.
func text(v sqldriver.Value) string {
	switch v := v.(type) {
	case []byte:
		return string(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case uint64:
		return strconv.FormatUint(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case float32:
		return strconv.FormatFloat(float64(v), 'f', -1, 32)
	}
	return ""
}

// alive says whether the connection can be used again.
func (s *session) alive(ctx context.Context) bool {
	p, ok := s.conn.(sqldriver.Pinger)
	return !s.broken && ok && p.Ping(ctx) == nil
}

// close ends the connection, and with it the transaction.
func (s *session) close() error {
	if s.broken {
		s.conn.Close() //nolint:errcheck // it is gone anyway
		return nil
	}
	s.broken = true
	return s.conn.Close()
}
