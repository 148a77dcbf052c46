package lists

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/recognise"
	"leadlint/scanner/take"
)

// PurgeOptions shape the statements.
type PurgeOptions struct {
	// Dialect is one of Dialects.
	Dialect string
	// Table names the table of the database that a file was exported from, with its schema
	// before a point if it has one. A database's own table needs none.
	Table string
}

// Purge gathers the keys of the rows that have to be deleted, by the rules that say so of
// their remedy (rules.Rule.Purge), and writes the statements that delete them. What is
// restricted or archived stays. Nothing is ever run.
type Purge struct {
	opt     PurgeOptions
	file    io.Writer
	parts   []*purgePart
	refused error
	day     string
	held    int64
	other   int64
}

var _ take.Taker = (*Purge)(nil)

// NewPurge starts the gathering; the statements are written to file at Close.
func NewPurge(file io.Writer, opt PurgeOptions) *Purge { return &Purge{opt: opt, file: file} }

// Day sets the day of the audit, YYYY-MM-DD.
func (p *Purge) Day(day string) { p.day = day }

// purgePart is what has to go of one table.
type purgePart struct {
	dataset, table string
	columns        []string
	identity       dataset.Identity
	keys           [][]string
	seen           map[string]bool
	rows           int64
	breaches       map[string]int64
}

// Table starts the gathering from a table. What keeps its rows from being deleted by a key
// is the error of Close.
func (p *Purge) Table(t *take.Table) (take.Sink, error) {
	part, columns, err := p.part(t)
	if err != nil {
		p.refused = errors.Join(p.refused, err)
		return nil, nil
	}
	p.parts = append(p.parts, part)
	s := &purgeSink{p: p, part: part, t: t, cells: columns, held: ruleIndex(t, "RTS-08-HELD"), archived: field(t, "archived"), restricted: field(t, "restricted")}
	for i, r := range t.Rules {
		if r.Purge {
			s.rules = append(s.rules, i)
		}
	}
	return s, nil
}

// part finds the table's name and the columns of its key.
func (p *Purge) part(t *take.Table) (*purgePart, []int, error) {
	if len(p.parts) > 0 && p.parts[0].dataset != t.Dataset {
		return nil, nil, fmt.Errorf("%q and %q are two databases or files, and each needs statements of its own: audit one at a time", p.parts[0].dataset, t.Dataset)
	}
	part := &purgePart{dataset: t.Dataset, table: p.opt.Table, seen: map[string]bool{}, breaches: map[string]int64{}}
	if k, ok := t.Source.(dataset.Keyed); ok {
		identity, err := k.Identity()
		if err != nil {
			return nil, nil, err
		}
		if part.table == "" {
			part.table = t.Name
		}
		part.identity = identity
		columns, err := named(t, identity.Primary)
		part.columns = identity.Primary
		if err == nil && len(columns) == 0 {
			err = fmt.Errorf("the table %q of %q has no primary key: give it one, or delete by hand from the list of --out removed", t.Name, t.Dataset)
		}
		return part, columns, err
	}
	if part.table == "" {
		return nil, nil, fmt.Errorf("%q is no database: name the table that it was exported from with --purge-table", t.Dataset)
	}
	for i, c := range t.Mapping.Columns {
		if c.Field == "record_id" && c.State != recognise.NotUnderstood {
			part.columns = []string{t.Source.Columns()[i]}
			return part, []int{i}, nil
		}
	}
	return nil, nil, fmt.Errorf("%q has no column with the id of its rows: export it with the primary key, or map its column to record_id (leadlint map)", t.Dataset)
}

// named finds columns by name.
func named(t *take.Table, names []string) ([]int, error) {
	var out []int
	for _, name := range names {
		i := slices.Index(t.Source.Columns(), name)
		if i < 0 {
			return nil, fmt.Errorf("the column %q of the primary key of %q is not read", name, t.Name)
		}
		out = append(out, i)
	}
	return out, nil
}

// Counts gives the rows that have to go, and those that would but are held.
func (p *Purge) Counts() []Count {
	var rows int64
	for _, part := range p.parts {
		rows += int64(len(part.keys))
	}
	return []Count{{State: "rows to delete", Rows: rows, Sure: true}, {State: "restricted or archived, which stay", Rows: p.held, Sure: true}}
}

// Other is the number of rows that no rule asks to delete.
func (p *Purge) Other() int64 { return p.other }

// Guarded is 0: statements are no cells.
func (p *Purge) Guarded() int64 { return 0 }

// Close writes the statements. It gives why they cannot be written.
func (p *Purge) Close() error {
	if p.refused != nil {
		return p.refused
	}
	w := &sqlWriter{dialect: p.opt.Dialect}
	if err := w.script(p.day, p.parts); err != nil {
		return err
	}
	_, err := io.WriteString(p.file, w.b.String())
	return err
}

// purgeSink gathers from one table.
type purgeSink struct {
	p                          *Purge
	part                       *purgePart
	t                          *take.Table
	cells, rules               []int
	held, archived, restricted int
}

// Needs asks for the cells of the key.
func (s *purgeSink) Needs() take.Needs { return take.Needs{Cells: s.cells} }

// Rows gathers.
func (s *purgeSink) Rows(b *take.Batch) error {
	for i := range b.Rows {
		if err := s.row(entry{b, i}); err != nil {
			s.p.refused = errors.Join(s.p.refused, err)
			return nil
		}
	}
	return nil
}

func (s *purgeSink) row(e entry) error {
	gone := false
	for _, r := range s.rules {
		gone = gone || e.breach(r)
	}
	switch {
	case !gone:
		s.p.other++
		return nil
	case s.held >= 0 && e.breach(s.held), enum(s.t, e, s.archived) == "true", enum(s.t, e, s.restricted) == "true":
		s.p.held++
		return nil
	}
	key := make([]string, len(s.cells))
	for i, c := range s.cells {
		cell := e.cells()[c]
		if cell == nil || len(cell) == 0 && len(s.cells) == 1 || !utf8.Valid(cell) || strings.IndexByte(string(cell), 0) >= 0 {
			return fmt.Errorf("line %d of %q has to go and has no key that can be written: delete it by hand, or give it a key", e.b.Rows[e.row].Line, s.t.Dataset)
		}
		key[i] = string(cell)
	}
	for _, r := range s.rules {
		if e.breach(r) {
			s.part.breaches[s.t.Rules[r].ID]++
		}
	}
	s.part.rows++
	if id := strings.Join(key, "\x00"); !s.part.seen[id] {
		s.part.seen[id] = true
		s.part.keys = append(s.part.keys, key)
	}
	return nil
}

// Skipped leaves out what could not be read.
func (s *purgeSink) Skipped(dataset.Place, []byte) error { return nil }

// End does nothing: the statements are written when every table is read.
func (s *purgeSink) End(dataset.Stats, bool) error { return nil }
