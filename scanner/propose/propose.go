// Package propose looks at the files of a folder and proposes an audit file:
// which are datasets, which are registers and of what, and what the rules ask
// of the controller besides.
package propose

import (
	"cmp"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"

	"leadlint/rules"
	"leadlint/rules/facts"
	"leadlint/scanner"
	"leadlint/scanner/finding"
)

// Kind is what becomes of a table.
type Kind string

// The kinds of entry.
const (
	// Dataset: the table holds the contacts that are audited.
	Dataset Kind = "dataset"
	// Register: the table is a register of the relation.
	Register Kind = "register"
	// Unsure: it is one of several things; the user has to choose.
	Unsure Kind = "unsure"
	// Notice: the text informs persons, or is a message to them.
	Notice Kind = "notice"
	// Form: the page has forms that ask for personal data or consent.
	Form Kind = "form"
	// Code: the folder, or file, is collection code; what lies in it is no notice or form
	// of its own, and its tables are looked at as those elsewhere.
	Code Kind = "code"
	// LeftOut: it is nothing that is audited, or cannot be read.
	LeftOut Kind = "left_out"
)

// Contacts stands for a dataset among the choices.
const Contacts = "contact"

// Choice is one thing that a table can be.
type Choice struct {
	// Relation is a register's relation, "contact" for a dataset.
	Relation string
	// Score says how sure it is, 0 to 1.
	Score float64
	// Reason says why. It holds headers, masked where they could be personal, and
	// no cell.
	Reason finding.Text
	// Facts are written beside the register; nil for none.
	Facts []Fact
	// Notes say what keeps a register from being read in full; like Reason, they
	// hold headers and no cell.
	Notes []finding.Text
}

// Fact is a fact that holds for every row of a register.
type Fact struct{ Field, Value string }

// Entry is what is proposed for one table.
type Entry struct {
	// Path is the file's path relative to the audit file, with slashes.
	Path string
	// Table is the table's name, for a file of several; empty otherwise.
	Table string
	Kind  Kind
	// Choices are what it is (Dataset, Register), or can be (Unsure), the likeliest
	// first; nil for LeftOut.
	Choices []Choice
	// Reason says why it is left out, or why it is unsure; empty otherwise.
	Reason finding.Text

	headers []string
}

// Proposal is the audit file that is proposed.
type Proposal struct {
	// Entries are in the order of paths and tables.
	Entries []Entry
	// Asked are the keys of the case that the rules read, in the order of the
	// audit file.
	Asked []Asked
	// Missing are the registers that rules wait for and no entry is sure to be.
	Missing []Missing
	// rows are the rows that the controller may list itself.
	rows []rowHint
}

// ErrOverwrite says that the audit file would replace a file that is looked at.
var ErrOverwrite = errors.New("the audit file would replace one of the files that it is about")

// Options say what to look at.
type Options struct {
	// Dir is the folder.
	Dir string
	// Out is the path that the audit file will have; paths in it are relative to
	// its folder.
	Out string
	// Packs are the rules whose questions are written into the file.
	Packs []*rules.Pack
}

// Folder looks at every file of a folder and its subfolders, as an audit of the
// folder would walk it. What cannot be read is left out, and told; the error is
// ErrOverwrite, that of a folder that cannot be listed at all, or ctx.Err().
func Folder(ctx context.Context, opt Options) (*Proposal, error) {
	if _, err := os.ReadDir(opt.Dir); err != nil {
		return nil, err
	}
	schema := facts.NewSchema()
	e := newExaminer(schema)
	p := &Proposal{}
	code := projects(opt.Dir)
	for i := range code {
		p.Entries = append(p.Entries, code[i].entry)
	}
	files, issues := scanner.Files(opt.Dir)
	for _, i := range issues {
		if within(code, i.Input) {
			continue
		}
		p.Entries = append(p.Entries, Entry{Path: i.Input, Kind: LeftOut, Reason: i.Message})
	}
	for _, name := range files {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if same(name, opt.Out) {
			return nil, ErrOverwrite
		}
		if !within(code, name) {
			p.Entries = append(p.Entries, e.file(ctx, name)...)
		}
	}
	for _, d := range documents(opt.Dir, opt.Out) {
		if !within(code, d.Path) {
			p.Entries = append(p.Entries, d)
		}
	}
	for i := range p.Entries {
		p.Entries[i].Path = relative(filepath.Dir(opt.Out), p.Entries[i].Path)
	}
	slices.SortStableFunc(p.Entries, func(a, b Entry) int { return cmp.Compare(a.Path, b.Path) })
	compare(p.Entries)
	p.ask(schema, opt.Packs)
	return p, nil
}

// relative gives a path as the audit file names it.
func relative(dir, path string) string {
	abs, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	from, err := filepath.Abs(dir)
	if err != nil {
		return abs
	}
	rel, err := filepath.Rel(from, abs)
	if err != nil {
		return abs // another volume
	}
	return filepath.ToSlash(rel)
}

func same(a, b string) bool {
	x, err := os.Stat(a)
	if err != nil {
		return false
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
}

// sure says whether the entry is proposed without a doubt.
func (e *Entry) sure() bool {
	return e.Kind == Dataset || e.Kind == Register || e.Kind == Notice || e.Kind == Form || e.Kind == Code
}
