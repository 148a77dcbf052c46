package postgres

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"leadlint/scanner/dataset/database"
)

const (
	// oldest is the first version of PostgreSQL that is read.
	oldest = 100000
	// defaultTimeout is how long a statement may take, in seconds.
	defaultTimeout = 30 * 60
	// connectTimeout is how long a connection may take to come about.
	connectTimeout = 15 * time.Second
)

// Open connects to the server at an address and reads its catalogue. Settings that the
// address leaves out come from where PostgreSQL's own clients take them: PGHOST, PGUSER
// and the other variables, the service file, ~/.pgpass. The password is that of
// LEADLINT_DB_PASSWORD, else of PGPASSWORD, else of the password file; when the server
// wants one and there is none, opt.Password is asked.
//
// Nothing is changed on the server: every statement runs in a transaction that is
// read-only, with time limits of its own. Errors hold neither a password nor any text
// of the server.
func Open(ctx context.Context, addr database.Address, opt database.Options) (database.Database, error) {
	env := opt.Env
	if env == nil {
		env = os.Getenv
	}
	config, err := configure(addr, env)
	if err != nil {
		return nil, err
	}
	at := where(config)
	c, err := connect(ctx, config)
	if pg := (*pgconn.PgError)(nil); errors.As(err, &pg) && strings.HasPrefix(pg.Code, "28") && config.Password == "" && opt.Password != nil {
		word, asked := opt.Password(fmt.Sprintf("password for %s: ", addr))
		if asked != nil {
			return nil, fmt.Errorf("no password was given for the server at %s", at)
		}
		config.Password = word
		c, err = connect(ctx, config)
	}
	if err != nil {
		return nil, refused(err, at)
	}
	db := &connected{config: config, at: at, control: c, limit: opt.Timeout, moments: opt.Moments, place: addr.String() + "\x00" + config.User}
	if db.limit <= 0 {
		db.limit = defaultTimeout
	}
	if err := db.learn(ctx); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	if as, err := db.present(ctx, false); err == nil {
		db.held = as.snapshot != ""
	}
	if !db.held {
		opt.Moments.Opened(db.place, "")
	}
	return db, nil
}

// options are those of an address that are handed to the driver.
var options = []string{"sslmode", "sslrootcert", "sslcert", "sslkey", "sslsni", "sslnegotiation", "service", "servicefile",
	"passfile", "connect_timeout", "target_session_attrs", "channel_binding", "require_auth", "krbsrvname", "krbspn"}

// configure makes the driver's settings of an address.
func configure(addr database.Address, env func(string) string) (*pgconn.Config, error) {
	var parts []string
	add := func(key, value string) {
		if value != "" {
			parts = append(parts, key+"='"+strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(value)+"'")
		}
	}
	add("host", addr.Host)
	add("port", addr.Port)
	add("user", addr.User)
	add("dbname", addr.Database)
	for name, values := range addr.Options {
		if !slices.Contains(options, name) {
			return nil, fmt.Errorf("the option %q in the address is not known; expected one of %s", name, strings.Join(options, ", "))
		}
		add(name, values[len(values)-1])
	}
	slices.Sort(parts)
	config, err := pgconn.ParseConfig(strings.Join(parts, " "))
	if err != nil { // it may quote the settings
		return nil, errors.New("the settings of the PostgreSQL connection cannot be used: check the options of the address, the PG… variables, the service file and the certificates that they name")
	}
	if word := env("LEADLINT_DB_PASSWORD"); word != "" {
		config.Password = word
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = connectTimeout
	}
	config.RuntimeParams = map[string]string{"application_name": "leadlint", "client_encoding": "UTF8"}
	return config, nil
}

// where is the server's host and port, for messages.
func where(config *pgconn.Config) string {
	if strings.HasPrefix(config.Host, "/") {
		return config.Host
	}
	return net.JoinHostPort(config.Host, strconv.Itoa(int(config.Port)))
}
