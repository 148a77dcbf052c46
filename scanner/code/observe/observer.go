// Package observe turns the common tree of a file into facts: the rows of the relation
// code. It reads one file at a time and never runs anything. Values are followed inside
// a function only; names are resolved through the imports, constants and declared types
// of the file.
package observe

import "leadlint/scanner/code/tree"

// Observer observes files, one after the other. It belongs to one goroutine; what it
// remembers from one file to the next changes no result.
type Observer struct {
	lex  Lexicon
	want Interest
}

// New makes an Observer. A nil Interest wants no name and no text besides what is
// recognised.
func New(lex Lexicon, want Interest) *Observer { return &Observer{lex: lex, want: want} }

// Observe gives the facts of a file; path, with forward slashes, tells the part of the
// project. It never fails: what is not understood gives no fact.
func (o *Observer) Observe(f *tree.File, path string) *Result { return &Result{} }

// ObserveSQL gives the facts of a .sql file.
func (o *Observer) ObserveSQL(src []byte, path string) *Result { return &Result{} }
