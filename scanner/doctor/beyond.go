package doctor

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"leadlint/scanner/auditfile"
	"leadlint/scanner/dataset/database"
	"leadlint/scanner/dataset/read/mysql"
	"leadlint/scanner/dataset/read/postgres"
	"leadlint/scanner/spark"
)

// patience is how long a server, or Spark, may take to answer.
const patience = 15 * time.Second

// server asks a database which tables may be read; no row of one is. ok says that nothing
// is wrong.
func (r *reference) server(ctx context.Context, o Options) (c Check, ok bool) {
	c = Check{About: r.what + " " + database.Shown(r.path), State: OK}
	addr, err := database.ParseAddress(r.path)
	if err != nil {
		c.State, c.Says, c.Do = Fault, fmt.Sprintf("named at %s: %v", r.where, err), "mend the address; docs/databases.md has examples"
		return c, false
	}
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	tables, err := readable(ctx, addr, o)
	if err != nil {
		c.State, c.Says, c.Do = Fault, fmt.Sprintf("named at %s, but cannot be reached: %v", r.where, err), "start the server, or mend the address, the password or the rights: docs/databases.md"
		return c, false
	}
	if tables == 0 {
		c.State, c.Says, c.Do = Fault, fmt.Sprintf("named at %s, but the role may read no table", r.where), "grant it SELECT on the tables to be audited: docs/databases.md has the script"
		return c, false
	}
	c.Says = fmt.Sprintf("answers; tables that can be read: %d", tables)
	return c, true
}

// readable counts the tables that the role may read.
func readable(ctx context.Context, addr database.Address, o Options) (n int, err error) {
	open := postgres.Open
	if addr.Make != database.Postgres {
		open = mysql.Open
	}
	db, err := open(ctx, addr, database.Options{Env: o.Getenv, Password: o.Password})
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	catalog, err := db.Catalog(ctx)
	if err != nil {
		return 0, err
	}
	for i := range catalog.Tables {
		if catalog.Tables[i].Unreadable == "" {
			n++
		}
	}
	return n, nil
}

// sqliteFile gives the file of an address such as sqlite:crm.db; other names are given back.
func sqliteFile(name string) (path string, onServer bool) {
	if !database.IsAddress(name) {
		return name, false
	}
	if addr, err := database.ParseAddress(name); err == nil && addr.Make == database.SQLite {
		return addr.Path, false
	}
	return name, true
}

// matching gives the files that a name stands for: itself, or those of a pattern.
func matching(dir, name string) ([]string, error) {
	full := auditfile.Beside(dir, name)
	if _, err := os.Lstat(full); err == nil || !strings.ContainsAny(name, "*?[") {
		return []string{full}, nil
	}
	files, err := filepath.Glob(full)
	if err == nil && len(files) == 0 {
		err = errors.New("no file matches the pattern")
	}
	return files, err
}

// cluster looks for the user's Spark, and asks its version.
func cluster(ctx context.Context, o Options) Check {
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	found, err := spark.Find(ctx, spark.Options{Env: o.Getenv})
	if err != nil {
		state, says := Note, "no spark-submit: --engine spark cannot be used; everything else can"
		if o.Getenv("SPARK_HOME") != "" {
			state, says = Warning, err.Error()
		}
		return Check{"Spark", state, says, "set SPARK_HOME to an Apache Spark 3.5 or newer if you need it: docs/spark.md"}
	}
	return Check{About: "Spark", State: OK, Says: found.Version}
}
