package scanner

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"leadlint/rules/expr"
	"leadlint/rules/facts"
	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/bind"
	"leadlint/scanner/dataset/recognise"
	"leadlint/scanner/engine"
	"leadlint/scanner/partial"
)

// Elsewhere has the rows of datasets counted by another engine, such as a cluster that
// reads them where they lie. Everything else of the audit is read here.
type Elsewhere interface {
	// Open gives the tables of a target: their Columns and Sample are asked, Scan is not.
	Open(ctx context.Context, target string) (*dataset.Source, error)
	// Count has every row of a table counted under the plan by CountPart. It gives what
	// the parts counted, and with Stats what was read and lost. An error says that nothing
	// that was counted may be used.
	Count(ctx context.Context, target string, table dataset.Table, plan *TablePlan) ([]*partial.Table, dataset.Stats, error)
}

// TablePlan is everything that counting the rows of one table of persons depends on. It
// can be encoded by encoding/gob, and holds no value of a row; but whoever has Key and the
// joins can try whether a person they know is on a register: it is to be kept as they are.
type TablePlan struct {
	// Plan is what the counts are of: parts counted under another are refused.
	Plan partial.Plan
	// Packs are the rule packs beside leadlint's own, in their order.
	Packs []PackFiles
	// Listed says that the audit is held against a list of who may not be prospected.
	Listed bool
	// Snapshots are the days of earlier states, each with that of the next, or nothing.
	Snapshots [][2]string
	// Case and Periods are what the audit file declares; Case is nil without one.
	Case    *facts.Batch
	Periods map[string]expr.Period
	// Columns are those of the table, in its order; Project are the numbers of those that
	// are read.
	Columns []string
	Project []int
	Mapping *recognise.Mapping
	// Bind is how rows are bound.
	Bind Binding
	// Examples is the number of masked examples a rule.
	Examples int
	// Joins are the ids of the tables that the rules join, in the order of their files.
	Joins []string
	// Gathers are the ids of the joins for which rows of the contacts are wanted; Asked says
	// of each whether a file names the identities that are asked for.
	Gathers []string
	Asked   []bool

	tables []*engine.Table
	keys   []*engine.Keys
}

// Binding is how the rows of a table become facts; see bind.Options, whose fields these
// are.
type Binding struct {
	Key      [2]uint64
	Keys     bool
	Pages    bool
	Digests  []string
	IDs      string
	Kinds    []uint64
	AllKinds bool
	Country  uint8
	Content  []int
	Declared []bind.Declared
	Learned  *bind.Learned
}

// binding gives how a binder was made; what gob cannot tell apart (no kinds, and all of
// them) is said.
func binding(o *bind.Options, learned *bind.Learned) Binding {
	return Binding{
		Key: o.Key, Keys: o.Keys, Pages: o.Pages, Digests: o.Digests, IDs: o.IDs, Kinds: o.Kinds, AllKinds: o.Kinds == nil,
		Country: o.Country, Content: o.Content, Declared: o.Declared, Learned: learned,
	}
}

// options gives the options of a binder that reads rows in the same way.
func (b *Binding) options(schema *facts.Schema, now int32) bind.Options {
	kinds := b.Kinds
	if kinds == nil && !b.AllKinds {
		kinds = []uint64{}
	}
	return bind.Options{
		Now: now, Key: b.Key, Keys: b.Keys, Pages: b.Pages, Digests: b.Digests, IDs: b.IDs, Kinds: kinds, Country: b.Country,
		Content: b.Content, Declared: b.Declared, Readers: bind.NewReaders(schema), Learned: b.Learned,
	}
}

// PackFiles are the files of a rule pack by name.
type PackFiles struct {
	Name  string
	Files map[string][]byte
}

// joinFile is the name of the file of a joined table, askedFile that of the identities
// asked for.
func joinFile(i int) string  { return fmt.Sprintf("join-%d.table", i+1) }
func askedFile(i int) string { return fmt.Sprintf("asked-%d.keys", i+1) }

// JoinFiles lists the names of the files that WriteJoins writes.
func (p *TablePlan) JoinFiles() []string {
	out := []string{}
	for i := range p.Joins {
		out = append(out, joinFile(i))
	}
	for i, asked := range p.Asked {
		if asked {
			out = append(out, askedFile(i))
		}
	}
	return out
}

// WriteJoins writes the tables that the rules join, and the identities that others ask
// for, into a folder, as hashes and codes, readable to their owner alone.
func (p *TablePlan) WriteJoins(dir string) error {
	for i, t := range p.tables {
		if err := writeAlone(filepath.Join(dir, joinFile(i)), t); err != nil {
			return fmt.Errorf("write the table of %s: %w", p.Joins[i], err)
		}
	}
	for i, k := range p.keys {
		if k == nil {
			continue
		}
		if err := writeAlone(filepath.Join(dir, askedFile(i)), k); err != nil {
			return fmt.Errorf("write the identities asked of %s: %w", p.Gathers[i], err)
		}
	}
	return nil
}

// writeAlone writes a file for its owner alone.
func writeAlone(path string, from io.WriterTo) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = from.WriteTo(f)
	return errors.Join(err, f.Close())
}

// tablePlan gives the plan of a scan.
func (s *scan) tablePlan(columns []string) (*TablePlan, error) {
	a := s.a
	if a.seal() != nil {
		return nil, configErrorf("lists of sealed hashes cannot be held against rows that are counted elsewhere: audit without --engine, or give a register of objections")
	}
	m := *s.mapping
	m.Columns = slices.Clone(m.Columns)
	for i := range m.Columns {
		m.Columns[i].Distinct, m.Columns[i].Trace = nil, nil
	}
	p := &TablePlan{
		Plan: *a.identity, Listed: len(a.opt.Suppress) > 0, Case: a.env.Case, Periods: a.env.Periods, Columns: columns,
		Mapping: &m, Bind: binding(&s.bound, s.binder.Learned()), Examples: a.opt.Examples,
	}
	p.Project = s.binder.Projection()
	if a.needsFill() {
		p.Project = nil
		for i := range columns {
			p.Project = append(p.Project, i)
		}
	}
	p.Snapshots = a.snapshotDays()
	for _, need := range a.joinNeeds([]string{"contact"}) {
		if t := a.env.Tables[need.ID()]; t != nil {
			p.Joins, p.tables = append(p.Joins, need.ID()), append(p.tables, t)
		}
	}
	for i, need := range s.p.needs {
		p.Gathers, p.Asked, p.keys = append(p.Gathers, need.ID()), append(p.Asked, s.p.only[i] != nil), append(p.keys, s.p.only[i])
	}
	var err error
	p.Packs, err = a.packFiles()
	return p, err
}

// packFiles reads the rule packs beside leadlint's own.
func (a *audit) packFiles() ([]PackFiles, error) {
	var out []PackFiles
	for _, dir := range a.packFolders {
		pack := PackFiles{Name: filepath.Base(dir), Files: map[string][]byte{}}
		root := os.DirFS(dir)
		entries, err := fs.ReadDir(root, ".")
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			if e.Type().IsRegular() {
				if pack.Files[e.Name()], err = fs.ReadFile(root, e.Name()); err != nil {
					return nil, err
				}
			}
		}
		out = append(out, pack)
	}
	return out, nil
}

// elsewhere has a piece counted by the other engine.
func (s *scan) elsewhere(ctx context.Context, pc piece) (*partial.Table, int64) {
	plan, err := s.tablePlan(pc.table.Columns())
	if err != nil {
		s.a.lost(pc.input, pc.table.Name(), failure(err))
		return nil, 0
	}
	parts, stats, err := s.a.opt.Elsewhere.Count(ctx, pc.input, pc.table, plan)
	s.a.readingEnded(pc.input, pc.table.Name(), err)
	if err != nil {
		return nil, 0
	}
	total := s.empty(pc.table.Name())
	total.Count, total.Tally = s.plan.NewPartial(s.a.opt.Examples), s.binder.NewWorker(nil).Tally()
	for _, part := range parts {
		err := addTable(total, part)
		for i, need := range s.p.needs {
			if rows := part.Joined[need.ID()]; rows != nil && err == nil {
				err = s.p.builders[i].Import(rows)
			}
		}
		if err != nil {
			s.a.lost(pc.input, pc.table.Name(), failure(err))
		}
	}
	for _, i := range stats.Issues {
		i.Input, i.Table = pc.input, pc.table.Name()
		total.Issues = append(total.Issues, i)
	}
	return total, total.Rows
}
