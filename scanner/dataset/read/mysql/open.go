// Package mysql reads tables of a MySQL or MariaDB server without changing anything on
// it: each reading is a transaction that the server itself holds to be read-only, with
// the state of the tables at the moment at which it began.
//
// Rows come as the server sends them, one after the other, never the whole result in
// memory. Several sinks read disjoint ranges of the primary key, each over a connection
// of its own; neither make can hand a connection's snapshot to another one, so the
// snapshots are taken right after each other, and compared.
package mysql

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/database"
)

// timeout is the default of database.Options.Timeout, in seconds.
const timeout = 30 * 60

// server is an opened database; it implements database.Database.
type server struct {
	settings *settings
	opt      database.Options
	timeout  int
	version  string
	maria    bool
	// widest is how many bytes the cells of one text may hold together.
	widest int

	mu      sync.Mutex
	idle    *session
	details map[string]*detail // of tables, by their full names, from the catalogue
	refs    []dataset.Reference
}

var _ database.Database = (*server)(nil)

// Open connects to a MySQL or MariaDB server. The password comes from
// LEADLINT_DB_PASSWORD, MYSQL_PWD or the client's option files ($MYSQL_HOME/my.cnf,
// ~/.my.cnf), or is asked for when the server wants one. Errors tell what to do, and
// hold neither the password nor any message of the server.
func Open(ctx context.Context, addr database.Address, opt database.Options) (database.Database, error) {
	settings, err := newSettings(addr, opt)
	if err != nil {
		return nil, err
	}
	s := &server{settings: settings, opt: opt, timeout: opt.Timeout}
	if s.timeout <= 0 {
		s.timeout = timeout
	}
	c, err := connect(ctx, settings.config, s.timeout)
	if err != nil && settings.plain && ctx.Err() == nil && strings.Contains(err.Error(), "tls:") {
		settings.config.TLS, settings.config.TLSConfig = nil, "false"
		c, err = connect(ctx, settings.config, s.timeout)
	}
	if err != nil && wantsPassword(err) && !settings.asked && opt.Password != nil {
		if err := s.ask(); err != nil {
			return nil, err
		}
		c, err = connect(ctx, settings.config, s.timeout)
	}
	if err != nil {
		return nil, refused(ctx, settings.config, err)
	}
	version, err := c.texts(ctx, "SELECT VERSION(), @@version_comment, @@max_allowed_packet")
	if err != nil || len(version) != 1 {
		return nil, errors.Join(fault(err), c.close())
	}
	s.name(version[0][0], version[0][1])
	s.widest = widestOf(version[0][2])
	s.idle = c
	opt.Moments.Opened(addr.String(), "")
	return s, nil
}

// ask gets the password from the user.
func (s *server) ask() error {
	word, err := s.opt.Password(fmt.Sprintf("Password of %s at %s: ", s.settings.config.User, s.settings.config.Addr))
	if err != nil {
		return phrase{"the database's password was not given; set LEADLINT_DB_PASSWORD or MYSQL_PWD, or put it into ~/.my.cnf",
			"le mot de passe de la base n'a pas été donné ; définissez LEADLINT_DB_PASSWORD ou MYSQL_PWD, ou placez-le dans ~/.my.cnf"}.err()
	}
	s.settings.config.Passwd, s.settings.asked = word, true
	return nil
}

// name takes make and version from what the server says of itself.
func (s *server) name(version, comment string) {
	s.maria = strings.Contains(strings.ToLower(version+comment), "mariadb")
	number := version
	for _, prefix := range []string{"5.5.5-"} { // which old MariaDB servers put before theirs
		if s.maria {
			number = strings.TrimPrefix(number, prefix)
		}
	}
	if at := strings.IndexAny(number, "- "); at > 0 {
		number = number[:at]
	}
	s.version = number
}

// Describe gives make, version and manner of reading.
func (s *server) Describe() string {
	name := "MySQL "
	if s.maria {
		name = "MariaDB "
	}
	return name + s.version + ", read-only transaction with a consistent snapshot"
}

// session gives a connection that works: the idle one, or another. Done with it, it is
// handed to release.
func (s *server) session(ctx context.Context) (*session, error) {
	s.mu.Lock()
	c := s.idle
	s.idle = nil
	s.mu.Unlock()
	if c != nil {
		if c.alive(ctx) {
			return c, nil
		}
		c.broken = true
		c.close() //nolint:errcheck // it is gone
	}
	return s.connect(ctx)
}

// connect opens a further connection.
func (s *server) connect(ctx context.Context) (*session, error) {
	c, err := connect(ctx, s.settings.config, s.timeout)
	if err != nil {
		return nil, refused(ctx, s.settings.config, err)
	}
	return c, nil
}

// release keeps a connection for the next use, or ends it.
func (s *server) release(c *session) {
	s.mu.Lock()
	keep := s.idle == nil && !c.broken
	if keep {
		s.idle = c
	}
	s.mu.Unlock()
	if !keep {
		c.close() //nolint:errcheck // nothing was written
	}
}

// with runs f with a connection.
func (s *server) with(ctx context.Context, f func(c *session) error) error {
	c, err := s.session(ctx)
	if err != nil {
		return err
	}
	defer s.release(c)
	return f(c)
}

// Close ends the connections.
func (s *server) Close() error {
	s.mu.Lock()
	c := s.idle
	s.idle = nil
	s.mu.Unlock()
	if c == nil {
		return nil
	}
	return c.close()
}

// Table reads what a Select asks for.
func (s *server) Table(_ context.Context, sel database.Select) (dataset.Table, error) {
	if sel.Base == nil {
		return nil, errors.New("no table to read was named")
	}
	return newTable(s, sel), nil
}
