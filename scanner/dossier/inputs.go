package dossier

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"

	"leadlint/rules/facts"
	"leadlint/scanner/auditfile"
	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/database"
	"leadlint/scanner/dataset/read"
	"leadlint/scanner/dataset/recognise"
)

// sampleRows is the number of records that columns are recognised from.
const sampleRows = 1000

// contact is the relation of datasets.
const contact = "contact"

// input is a file to look through, or a register written out in the audit file.
type input struct {
	// name is what it is called, path what it is opened by.
	name, path, where string
	relation          string
	// table is the one table to look through; empty is every one.
	table string
	ids   string
	// mapping is that of a dataset, register what is said of one; nil for none.
	mapping  *recognise.File
	register *auditfile.Register
	// lost says that it could not be opened.
	lost bool
}

// list lists the inputs.
func (s *search) list() error {
	for _, path := range s.req.Targets {
		s.inputs = append(s.inputs, &input{name: database.Shown(path), path: path, relation: contact})
	}
	if len(s.req.Targets) == 0 {
		for i := range s.file.Datasets {
			d := &s.file.Datasets[i]
			in := &input{name: database.Shown(d.Path), path: s.beside(d.Path), where: d.Pos.Where(), relation: contact, table: d.Table, ids: d.IDs}
			if err := s.mapped(in, d.Mapping); err != nil {
				return err
			}
			s.inputs = append(s.inputs, in)
		}
	}
	for i := range s.file.Registers {
		r := &s.file.Registers[i]
		in := &input{name: database.Shown(r.Path), path: s.beside(r.Path), where: r.Pos.Where(), relation: r.Relation, table: r.Table, ids: r.IDs, register: r}
		switch {
		case r.Path == "":
			in.name, in.path = in.where, ""
		case auditfile.Datasetlike(r.Relation):
			in.register = nil
			if err := s.mapped(in, r.Mapping); err != nil {
				return err
			}
		case r.Relation == "log":
			// Lines of a log name persons in the middle of other words.
			s.lost(in.name, Keyless, 0, nil)
			s.out.Searched = append(s.out.Searched, Table{Name: in.name, Relation: in.relation, Where: in.where, Skipped: NoKey})
			continue
		case s.schema.Relation(r.Relation).Index("person") < 0:
			continue // of no single person
		}
		s.inputs = append(s.inputs, in)
	}
	if len(s.inputs) == 0 {
		return nothing()
	}
	for _, in := range s.inputs {
		if in.path != "" && !slices.Contains(s.out.Inputs, in.path) {
			s.out.Inputs = append(s.out.Inputs, in.path)
		}
	}
	return nil
}

// mapped reads the mapping file of a dataset.
func (s *search) mapped(in *input, name string) error {
	if name == "" {
		return nil
	}
	path := s.beside(name)
	data, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("%s: read mapping file: %w", in.where, err)
	}
	s.out.Inputs = append(s.out.Inputs, path)
	in.mapping, err = recognise.ParseMapping(name, data)
	return err
}

// opened calls do for every table of an input. What cannot be opened is told once.
func (s *search) opened(ctx context.Context, in *input, do func(t dataset.Table, sample [][][]byte) error) error {
	if in.lost {
		return nil
	}
	src, err := read.Open(ctx, in.path, nil, read.Options{Name: in.name})
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		in.lost = true
		s.lost(in.name, Unreadable, 0, err)
		s.out.Searched = append(s.out.Searched, Table{Name: in.name, Relation: in.relation, Where: in.where, Skipped: Unread})
		return nil
	}
	defer src.Close() //nolint:errcheck // opened read-only
	found := false
	for _, t := range src.Tables {
		if in.table != "" && t.Name() != in.table {
			continue
		}
		found = true
		sample, err := t.Sample(ctx, sampleRows)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			s.lost(in.name, Unreadable, 0, err)
		default:
			if err := do(t, sample); err != nil {
				return err
			}
		}
	}
	if !found && in.table != "" {
		in.lost = true
		s.lost(in.name, NoTable, 0, nil)
	}
	for _, i := range src.Issues {
		if i.Severity == "lost" {
			s.lost(in.name, Broken, i.Count, errors.New(i.Message.EN))
		}
	}
	return nil
}

// scan reads a table through sinks, one a worker, and tells what was not read.
func (s *search) scan(ctx context.Context, name string, t dataset.Table, sinks []dataset.Sink) (int64, error) {
	stats, err := t.Scan(ctx, sinks)
	if ctx.Err() != nil {
		return stats.Rows, ctx.Err()
	}
	if err != nil {
		s.lost(name, Broken, 0, err)
	}
	if stats.Skipped > 0 {
		s.lost(name, Rows, stats.Skipped, nil)
	}
	for _, i := range stats.Issues {
		if i.Severity == "lost" && stats.Skipped == 0 && err == nil {
			s.lost(name, Rows, i.Count, errors.New(i.Message.EN))
		}
	}
	return stats.Rows, nil
}

// workers is the number of sinks of a scan.
func (s *search) workers() int { return max(1, s.req.Workers) }

// kindName names a kind of identity.
func kindName(kind uint64) string {
	switch kind {
	case facts.KindEmail:
		return "email"
	case facts.KindPhone:
		return "phone"
	case facts.KindProfile:
		return "profile"
	case facts.KindDigest:
		return "digest"
	}
	return "id"
}
