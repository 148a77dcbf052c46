package database

import (
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
)

// The makes of databases that are read.
const (
	Postgres = "postgres"
	MySQL    = "mysql"
	MariaDB  = "mariadb"
	SQLite   = "sqlite"
)

// Address says where a database is. It never holds a password.
type Address struct {
	// Make is Postgres, MySQL, MariaDB or SQLite.
	Make string
	// User is the role to log in as; empty leaves it to the client's own defaults.
	User string
	// Host is a name, an IP address, or the path of a socket or of its folder, which
	// starts with "/". Port is empty for the make's own.
	Host, Port string
	// Database is the database's name; empty leaves it to the client's own defaults.
	Database string
	// Path is the file of a SQLite database.
	Path string
	// Options are those behind "?", without those that the fields above hold.
	Options url.Values
}

// ErrPassword is the error for an address with a password in it. It says where the
// password belongs, and holds nothing of the address.
var ErrPassword = errors.New("a database address must not hold a password, which would end in reports, logs and the shell's history: " +
	"leave it out of the address, and give it in the environment (LEADLINT_DB_PASSWORD, PGPASSWORD or MYSQL_PWD), " +
	"in the client's own file (~/.pgpass, ~/.my.cnf), or at the prompt; then change the password, which may already be in that history")

// schemes are those of addresses, with the make that reads them; empty is none.
func schemes() map[string]string {
	return map[string]string{
		"postgres": Postgres, "postgresql": Postgres, "mysql": MySQL, "mariadb": MariaDB, "sqlite": SQLite, "sqlite3": SQLite,
		"sqlserver": "", "mssql": "", "oracle": "", "mongodb": "", "mongodb+srv": "", "clickhouse": "", "snowflake": "", "bigquery": "",
		"duckdb": "", "redshift": "", "cockroachdb": "", "db2": "", "jdbc": "",
	}
}

// IsAddress says whether a name given as an input is the address of a database, of a
// make that is read or not. Such a name may hold a password: until ParseAddress took
// it, it must not be shown.
func IsAddress(name string) bool {
	scheme, rest, ok := strings.Cut(name, ":")
	if !ok || strings.ContainsAny(scheme, "/\\. ") {
		return false
	}
	maker, known := schemes()[strings.ToLower(scheme)]
	switch {
	case !known:
		return false
	case maker == SQLite:
		return rest != ""
	case maker == "":
		return strings.HasPrefix(rest, "//") || strings.EqualFold(scheme, "jdbc")
	}
	return strings.HasPrefix(rest, "/") || strings.Contains(rest, "@")
}

// ParseAddress reads an address such as "postgres://leads@db.example/crm" or
// "sqlite:leads.db". Its errors repeat nothing of the address, which may hold a
// password where none belongs; ErrPassword is one of them.
func ParseAddress(text string) (Address, error) {
	scheme, rest, _ := strings.Cut(text, ":")
	maker := schemes()[strings.ToLower(scheme)]
	switch {
	case !IsAddress(text):
		return Address{}, errors.New("not the address of a database; expected postgres://user@host/database, mysql://…, mariadb://… or sqlite:path")
	case maker == "":
		return Address{}, fmt.Errorf("a %s database is not supported: export its tables as CSV, JSON Lines or Parquet", strings.ToLower(scheme))
	case maker == SQLite:
		return ofFile(rest)
	case !strings.HasPrefix(rest, "//"):
		return Address{}, fmt.Errorf("the address of a database starts with %s://, two strokes behind the colon", strings.ToLower(scheme))
	}
	u, err := url.Parse("db:" + rest)
	if err != nil { // the error would quote the address
		return Address{}, fmt.Errorf("the address of the database cannot be read; expected %s://user@host:port/database?option=value, with odd characters written as %%XX", strings.ToLower(scheme))
	}
	return ofServer(maker, u)
}

// ofFile reads the rest of the address of a file.
func ofFile(rest string) (Address, error) {
	path := strings.TrimPrefix(rest, "//")
	if path == "" {
		return Address{}, errors.New("the address names no file; expected sqlite:path")
	}
	return Address{Make: SQLite, Path: path, Database: path[strings.LastIndexAny(path, `/\`)+1:]}, nil
}

// ofServer reads the parts of the address of a server.
func ofServer(maker string, u *url.URL) (Address, error) {
	a := Address{Make: maker, Host: u.Hostname(), Port: u.Port(), Database: strings.TrimPrefix(u.Path, "/")}
	if u.User != nil {
		if _, set := u.User.Password(); set {
			return Address{}, ErrPassword
		}
		a.User = u.User.Username()
	}
	options, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return Address{}, errors.New("the options behind the ? of the database's address cannot be read; expected name=value, joined by &, with odd characters written as %XX")
	}
	for name := range options {
		if secret(name) {
			return Address{}, ErrPassword
		}
	}
	if u.Fragment != "" || strings.Contains(u.Host, "@") {
		return Address{}, errors.New("the address of the database holds a # or a second @ that it has no use for; write them as %23 and %40 where they belong to a name")
	}
	if strings.Contains(a.Database, "/") {
		return Address{}, errors.New("the address names more than a database behind the host; expected one name, and tables by --table")
	}
	a.Options = options
	a.adopt()
	if err := a.check(); err != nil {
		return Address{}, err
	}
	return a, nil
}

// check says whether host and port can be such.
func (a *Address) check() error {
	odd := func(r rune) bool { return r <= ' ' || r == 0x7f || strings.ContainsRune("/\\:@?#%[]<>\"'`{}|^,;", r) }
	_, err := netip.ParseAddr(a.Host)
	if !strings.HasPrefix(a.Host, "/") && strings.ContainsFunc(a.Host, odd) && (err != nil || strings.Contains(a.Host, "%")) {
		return errors.New("the host in the database's address is none; expected one name, an IP address (IPv6 in brackets), or ?host= with the path of a socket")
	}
	port, err := strconv.Atoi(a.Port)
	if a.Port != "" && (err != nil || port < 1 || port > 65535 || strconv.Itoa(port) != a.Port) {
		return errors.New("the port in the database's address is none; expected a number from 1 to 65535")
	}
	return nil
}

// secret says whether an option holds a password.
func secret(option string) bool {
	option = strings.ToLower(strings.NewReplacer("_", "", "-", "").Replace(option))
	switch option {
	case "passfile", "passwordfile", "pgpassfile":
		return false
	}
	return strings.Contains(option, "passw") || strings.Contains(option, "passphrase") || strings.Contains(option, "secret") ||
		strings.Contains(option, "token") || option == "pass" || option == "pwd" || option == "sslpass"
}

// adopt moves options that say the same as a part of the address to their fields.
func (a *Address) adopt() {
	for _, of := range []struct {
		field *string
		names []string
	}{
		{&a.Host, []string{"host", "hostaddr", "socket", "unix_socket", "unixSocket"}}, {&a.Port, []string{"port"}},
		{&a.User, []string{"user", "username"}}, {&a.Database, []string{"dbname", "database"}},
	} {
		for _, name := range of.names {
			if v := a.Options.Get(name); v != "" && *of.field == "" {
				*of.field = v
				a.Options.Del(name)
			}
		}
	}
}

// String is the address as it may be shown, and as the name of an input in reports:
// without the user and the options, and the same however it was written.
func (a Address) String() string {
	if a.Make == SQLite {
		return a.Path
	}
	host, rest := a.Host, "/"+url.PathEscape(a.Database)
	named := a.Port != "" && a.Port != a.standard()
	if strings.HasPrefix(host, "/") {
		options := url.Values{"host": {host}}
		if named {
			options.Set("port", a.Port)
		}
		return a.Make + "://" + rest + "?" + options.Encode()
	}
	switch {
	case host == "":
		host = "localhost"
	case strings.Contains(host, ":"):
		host = "[" + host + "]"
	}
	if named {
		host += ":" + a.Port
	}
	return a.Make + "://" + host + rest
}

// standard is the port of the make.
func (a Address) standard() string {
	if a.Make == Postgres {
		return "5432"
	}
	return "3306"
}

// Shown is a name given as an input as it may be shown: the address of a database
// without its user and options, "(address of a database)" for one that cannot be
// read, any other name as it is.
func Shown(name string) string {
	if !IsAddress(name) {
		return name
	}
	a, err := ParseAddress(name)
	if err != nil {
		return "(address of a database)"
	}
	return a.String()
}
