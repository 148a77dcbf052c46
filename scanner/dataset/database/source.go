package database

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/read/damage"
	"leadlint/scanner/finding"
)

// Source makes an input of a database: the tables that the options ask for, what
// becomes of the others, and what the server should be told of. The source closes the
// database. An error, upon which the caller closes it, is one that keeps everything
// from being read.
func Source(ctx context.Context, db Database, addr Address, o Options) (*dataset.Source, error) {
	tables, read, detail, issues, err := tablesOf(ctx, db, o)
	if err != nil {
		return nil, err
	}
	name := addr.String()
	for i := range issues {
		issues[i].Input = name
	}
	source := dataset.NewSource(name, addr.Make, detail, tables, issues, db.Close, nil)
	if s, ok := db.(Stater); ok && len(read) > 0 {
		if source.State, err = s.State(ctx, read); err != nil {
			source.State = "" // what is wrong with the server, reading it tells
		}
	}
	return source, nil
}

// Stater is a Database that can tell whether tables were written to between two moments.
type Stater interface {
	// State is the same as long as nobody writes to the tables; empty where the server
	// does not tell.
	State(ctx context.Context, tables []*Table) (string, error)
}

// Tables gives the tables of a database that the options ask for, with what describes
// it and what there is to tell.
func Tables(ctx context.Context, db Database, o Options) (tables []dataset.Table, detail string, issues []finding.Issue, err error) {
	tables, _, detail, issues, err = tablesOf(ctx, db, o)
	return tables, detail, issues, err
}

// tablesOf gives besides the tables of the catalogue that are read, which are not known of a
// query.
func tablesOf(ctx context.Context, db Database, o Options) (tables []dataset.Table, read []*Table, detail string, issues []finding.Issue, err error) {
	if err := o.Globs(); err != nil {
		return nil, nil, "", nil, err
	}
	warnings, err := db.Warnings(ctx)
	if err != nil {
		return nil, nil, "", nil, err
	}
	for _, w := range warnings {
		issues = append(issues, finding.Issue{Severity: damage.Warning, Count: 1, Message: damage.Text(w.EN, w.FR)})
	}
	if o.Query != "" {
		t, err := db.Query(ctx, o.Query)
		if err != nil {
			return nil, nil, "", nil, err
		}
		return []dataset.Table{t}, nil, db.Describe() + "; one query", issues, nil
	}
	c, err := db.Catalog(ctx)
	if err != nil {
		return nil, nil, "", nil, err
	}
	choice := all(c, o)
	if o.Persons {
		choice = Choose(c, o, func(t *Table) [][][]byte { return samples(ctx, db, t) })
	}
	issues = append(issues, choice.Issues...)
	for _, s := range choice.Selects {
		t, err := db.Table(ctx, s)
		if ctx.Err() != nil {
			return nil, nil, "", nil, ctx.Err()
		}
		if err != nil {
			issues = append(issues, unopened(s.Base, err))
			continue
		}
		tables, read = append(tables, Wrap(t, s)), append(append(read, s.Base), s.tables()...)
	}
	detail = fmt.Sprintf("%s; %d of %d tables", db.Describe(), len(tables), count(c))
	return tables, read, detail, issues, nil
}

// count is the number of tables that are no part of another.
func count(c *Catalog) int {
	n := 0
	for _, t := range c.Tables {
		if t.Kind != "partition" {
			n++
		}
	}
	return n
}

// samples gives some records of a table; none of one that cannot be read, which is
// then judged by the names of its columns.
func samples(ctx context.Context, db Database, t *Table) [][][]byte {
	table, err := db.Table(ctx, Select{Base: t})
	if err != nil {
		return nil
	}
	rows, err := table.Sample(ctx, sampled)
	if err != nil {
		return nil
	}
	return rows
}

// all gives every table as it stands, views only where asked for.
func all(c *Catalog, o Options) Choice {
	ch := chooser{o: o, left: map[reason][]string{}, relater: newRelater(c, o)}
	for i := range c.Tables {
		t := &c.Tables[i]
		switch {
		case !ch.asked(t) || o.excepts(t) || t.Kind == "partition":
		case t.Unreadable != "":
			ch.unreadable(t)
		case t.Kind == "table" || o.named(t) || o.Views && isView(t):
			s := Select{Base: t}
			if o.Identities {
				s.Parents = ch.relater.identities(t)
			}
			ch.out.Selects = append(ch.out.Selects, s)
		}
	}
	slices.SortStableFunc(ch.out.Selects, func(a, b Select) int { return compareNames(a.Base, b.Base) })
	return ch.out
}

// compareNames orders tables by schema and name.
func compareNames(a, b *Table) int {
	switch x, y := a.Full(), b.Full(); {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}

// unopened tells of a table that could not be opened.
func unopened(t *Table, err error) finding.Issue {
	var told *TextError
	name := damage.Names([]string{t.Full()})
	if errors.As(err, &told) {
		return finding.Issue{Severity: damage.Lost, Count: 1, Message: damage.Text("the table "+name+" was not read: "+told.EN, "la table "+name+" n'a pas été lue : "+told.FR)}
	}
	return finding.Issue{Severity: damage.Lost, Count: 1, Message: damage.Text("the table "+name+" was not read: "+err.Error(),
		"la table "+name+" n'a pas été lue ; message technique, en anglais : "+err.Error())}
}

// TextError is an error that can be told in both languages; its Error is the English.
type TextError struct{ EN, FR string }

// Error gives the English text.
func (e *TextError) Error() string { return e.EN }
