package main

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"leadlint/scanner"
	"leadlint/scanner/dataset/database"

	"github.com/spf13/pflag"
	"golang.org/x/term"
)

// databaseFlags choose what of databases is read, and how.
type databaseFlags struct {
	tables, except []string
	query          string
	views          bool
	timeout        int
}

func (f *databaseFlags) add(fl *pflag.FlagSet) {
	fl.StringArrayVar(&f.tables, "table", nil, "databases: read the tables that match `NAME` (SCHEMA.NAME, * and ? allowed), whatever they hold; may be repeated (default: every table that holds persons)")
	fl.StringArrayVar(&f.except, "except", nil, "databases: leave out the tables that match `NAME`; may be repeated")
	fl.StringVar(&f.query, "query", "", "databases: read the rows of one `SELECT` instead of tables")
	fl.BoolVar(&f.views, "views", false, "databases: read views too, which run the functions that they are made with")
	fl.IntVar(&f.timeout, "db-timeout", 0, "databases: end a statement that takes longer than so many `SECONDS` (default: 30 minutes)")
}

// put sets the scanner's options.
func (f *databaseFlags) put(e *environment, opt *scanner.Options) error {
	if f.query != "" && len(f.tables)+len(f.except) > 0 {
		return usagef("--query names what is read: leave --table and --except away")
	}
	if f.timeout < 0 {
		return usagef("--db-timeout %d: expected a number of seconds", f.timeout)
	}
	opt.Database = database.Options{
		Tables: f.tables, Except: f.except, Query: f.query, Views: f.views, Timeout: f.timeout, Env: e.getenv, Password: e.password(),
	}
	return nil
}

// password asks at the terminal, without showing what is typed; nil where there is none.
func (e *environment) password() func(prompt string) (string, error) {
	in, ok := e.stdin.(*os.File)
	if !ok || !term.IsTerminal(int(in.Fd())) {
		return nil
	}
	return func(prompt string) (string, error) {
		fmt.Fprint(e.stderr, prompt)
		defer io.WriteString(e.stderr, "\n") //nolint:errcheck // the line is over all the same
		secret, err := term.ReadPassword(int(in.Fd()))
		return string(secret), err
	}
}

// withoutAddresses gives a line of a message with the addresses of databases among the
// arguments as they may be shown: one that holds a password where none belongs, or that
// was given where a file is expected, is not repeated.
func withoutAddresses(line string, args []string) string {
	for _, arg := range args {
		for whole := true; whole; _, arg, whole = strings.Cut(arg, "=") {
			if shown := database.Shown(arg); shown != arg {
				quoted := strconv.Quote(arg)
				line = strings.NewReplacer(arg, shown, quoted[1:len(quoted)-1], shown).Replace(line)
			}
		}
	}
	return line
}
