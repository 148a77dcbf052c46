package scanner

import (
	"context"
	"errors"
	"path/filepath"
	"strings"

	"leadlint/rules/facts"
	"leadlint/rules/strict"
	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/identity"
	"leadlint/scanner/dataset/read"
	"leadlint/scanner/finding"
)

// registerPass goes through the registers of a relation.
func (a *audit) registerPass(ctx context.Context, p *pass) {
	for _, t := range a.in.registers[p.relation] {
		switch {
		case t.sealed != nil:
			a.sealedRows(p, t)
		case t.path == "":
			a.inlineRows(p, t)
		case ctx.Err() != nil:
			a.lost(t.path, "", interrupted())
		default:
			a.registerInput(ctx, p, t)
		}
	}
}

// registerInput reads one register's file.
func (a *audit) registerInput(ctx context.Context, p *pass, t registerTarget) {
	src, err := a.openRegister(ctx, p.relation, t)
	if err != nil {
		a.lost(t.path, "", failure(err))
		return
	}
	defer func() {
		if err := src.Close(); err != nil {
			a.lost(t.path, "", failure(err))
		}
	}()
	for _, i := range src.Issues {
		a.issue(t.path, "", i)
	}
	in := finding.Input{Name: t.path, Format: src.Format, Relation: p.relation, Where: t.reg.Pos.Where()}
	found := false
	for i, table := range src.Tables {
		if t.reg.Table != "" && table.Name() != t.reg.Table {
			continue
		}
		found = true
		in.Rows += a.registerTable(ctx, p, t, i, table)
	}
	if !found {
		a.lost(t.path, t.reg.Table, noTable(t.reg.Pos.Key("table").Where(), t.reg.Table, a.tablesThere(ctx, p.relation, t)))
	}
	a.checksum(ctx, src, &in)
	if p.evaluate {
		a.report.Inputs = append(a.report.Inputs, in)
	}
}

// openRegister opens a register; a log is read line by line whatever it looks like.
// Of a database the one table that is named is looked at alone.
func (a *audit) openRegister(ctx context.Context, relation string, t registerTarget) (*dataset.Source, error) {
	opt := read.Options{Database: a.connection()}
	if t.reg.Table != "" {
		opt.Database.Tables = []string{t.reg.Table}
	}
	if relation == "log" {
		opt.As = read.AsLines
	}
	return read.Open(ctx, t.opened(), a.opt.Stdin, opt)
}

// tablesThere lists the tables of a register's file or database.
func (a *audit) tablesThere(ctx context.Context, relation string, t registerTarget) []string {
	reg := *t.reg
	reg.Table, t.reg = "", &reg
	src, err := a.openRegister(ctx, relation, t)
	if err != nil {
		return nil // what is wrong with it was told when it was opened first
	}
	defer src.Close()
	return namesOf(src)
}

// namesOf lists the tables of an input.
func namesOf(src *dataset.Source) []string {
	var names []string
	for _, table := range src.Tables {
		names = append(names, table.Name())
	}
	return names
}

// noTable tells that an input has no table of the name that the audit file gives.
func noTable(where, name string, names []string) finding.Text {
	if name == "" {
		return finding.Text{EN: "holds no table", FR: "ne contient aucune table"}
	}
	hint := strict.Suggest(name, names)
	return finding.Text{
		EN: where + ": the file has no such table" + hint,
		FR: where + " : le fichier n'a pas de table de ce nom" + hint,
	}
}

// inlineRows examines the rows that stand in the audit file itself.
func (a *audit) inlineRows(p *pass, t registerTarget) {
	hasher := identity.New(a.key, identity.Options{Digests: a.digests, Seal: a.seal()})
	b := t.reg.Batch(a.schema, func(f *facts.Field, texts []string) []facts.Hash {
		var out []facts.Hash
		for _, s := range texts {
			if f.Type == facts.Key {
				out = anyKey(hasher, out, t.reg.IDs, s)
			} else {
				out = hasher.Name(out, []byte(s))
			}
		}
		return out
	})
	if b == nil {
		return
	}
	if err := errors.Join(p.add(b), a.registered(p, b)); err != nil {
		a.lost(t.reg.Pos.Where(), "", failure(err))
	}
	if p.evaluate {
		a.evaluate(p.relation, b, finding.Subject{Dataset: filepath.Base(a.opt.AuditFile)})
	}
}

// anyKey gives the identities that a text written into the audit file stands
// for, by its form: an address, a fingerprint, a page, a telephone number with
// its prefix, else an identifier within the register's system.
func anyKey(h *identity.Hasher, dst []facts.Hash, ids, s string) []facts.Hash {
	cell := []byte(s)
	switch {
	case strings.Contains(s, "@"):
		return h.Email(dst, cell)
	case identity.DigestOf(cell) != "":
		return h.Digest(dst, cell)
	case strings.HasPrefix(s, "http://"), strings.HasPrefix(s, "https://"):
		return h.Profile(dst, cell)
	case strings.HasPrefix(s, "+"):
		return h.Phone(dst, cell, facts.UnknownCode)
	}
	return h.ID(dst, ids, cell)
}
