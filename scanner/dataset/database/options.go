package database

import (
	"fmt"
	"os"
	"path"
	"slices"
	"strings"
)

// Lookup gives a variable of the environment, empty when it is not set.
func (o Options) Lookup(name string) string {
	if o.Env != nil {
		return o.Env(name)
	}
	return os.Getenv(name)
}

// Globs says what is wrong with the globs of the options: the first that is none.
func (o Options) Globs() error {
	for _, list := range [][]string{o.Tables, o.Except} {
		for _, g := range list {
			if _, err := path.Match(g, ""); err != nil {
				return &GlobError{g}
			}
		}
	}
	return nil
}

// GlobError tells of a name of tables that is no glob.
type GlobError struct{ Glob string }

// Error says which, and what was expected.
func (e *GlobError) Error() string {
	return "\"" + e.Glob + "\" names no tables: expected a name, or a glob with *, ? and [a-z]"
}

// Selection is a text that is the same for options that read the same of a database, and
// another for others: what was counted under one is no answer under the other. It is
// empty for options that choose nothing.
func (o Options) Selection() string {
	if len(o.Tables) == 0 && len(o.Except) == 0 && o.Query == "" && !o.Views {
		return ""
	}
	tables, except := slices.Clone(o.Tables), slices.Clone(o.Except)
	slices.Sort(tables)
	slices.Sort(except)
	return fmt.Sprintf("%q %q %q %v", tables, except, o.Query, o.Views)
}

// excepts says whether a table is to be left out.
func (o Options) excepts(t *Table) bool { return anyGlob(o.Except, t) }

// named says whether a table was named without a wildcard.
func (o Options) named(t *Table) bool {
	for _, g := range o.Tables {
		if !strings.ContainsAny(g, `*?[\`) && matches(g, t) {
			return true
		}
	}
	return false
}

func anyGlob(globs []string, t *Table) bool {
	for _, g := range globs {
		if matches(g, t) {
			return true
		}
	}
	return false
}

// matches says whether a glob names a table, with its schema or without.
func matches(glob string, t *Table) bool {
	glob = strings.ToLower(glob)
	for _, name := range []string{t.Full(), t.Name} {
		if ok, err := path.Match(glob, strings.ToLower(name)); ok && err == nil {
			return true
		}
	}
	return false
}
