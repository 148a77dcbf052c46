// Package take hands the rows of tables of persons, with what the rules say of them, to
// those who write files about them: the rows that may still be used, the persons to be
// told. It is the one way by which personal values in clear leave an audit, and only to
// a taker that the user asked for by name.
package take

import (
	"leadlint/rules"
	"leadlint/rules/expr"
	"leadlint/rules/facts"
	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/recognise"
	"leadlint/scanner/finding"
)

// Taker takes rows of the tables of an audit.
type Taker interface {
	// Table is told of every table of persons before its rows are read. A nil Sink
	// leaves the table out. An error ends the audit of the table, which is then told as
	// not read.
	Table(t *Table) (Sink, error)
}

// Registrar is a Taker that is shown the rows of the registers too, as rules read them.
type Registrar interface {
	Taker
	// Register takes some rows of a relation other than contact. They are valid only
	// during the call; several goroutines may call it.
	Register(rel *facts.Relation, b *facts.Batch) error
}

// Sink takes the rows of one table. Its methods are called by one goroutine at a time.
type Sink interface {
	// Needs says what of the rows is wanted; asked once, first.
	Needs() Needs
	// Rows takes the next rows of the table, in its order. They are valid only during
	// the call.
	Rows(b *Batch) error
	// Skipped takes a record of the table that could not be read, in its place among
	// the rows; raw is nil where the format has no text of it.
	Skipped(at dataset.Place, raw []byte) error
	// End is called once, after the last row; complete is false when something of the
	// table was not read: its end, a record, a cell.
	End(stats dataset.Stats, complete bool) error
}

// Needs says what a sink reads of a batch, so that the rest need not be put together.
type Needs struct {
	// Cells asks for the cells of the columns with these indexes; the others are nil.
	Cells []int
	// Raw asks for the text of the records.
	Raw bool
	// Texts asks for the content of the text fields of the relation with these indexes
	// (facts.Vec.Texts).
	Texts []int
	// Keys asks for the identities of the persons (field person).
	Keys bool
}

// Table is a table of persons.
type Table struct {
	// Dataset is the input's name as given, Index the table's place in it, Name the
	// name of the sheet or table, Format that of the input.
	Dataset, Name, Format string
	Index                 int
	// Source is the opened table: its columns, and what the format can tell of its form.
	Source dataset.Table
	// Mapping says how the columns are understood.
	Mapping *recognise.Mapping
	// Relation is contact.
	Relation *facts.Relation
	// Rules are those evaluated, in the order of Batch.Outcomes.
	Rules []*rules.Rule
	// Now is the day of the audit.
	Now int32
	// Case has the one row of the relation "case", nil when nothing is declared; Periods
	// its declared fields of type Period, by name.
	Case    *facts.Batch
	Periods map[string]expr.Period
	// Stated are the facts declared of the case, and those stated for the rows that say
	// nothing themselves, each with its place.
	Stated []finding.Declared
}

// Batch is some consecutive rows.
type Batch struct {
	// Facts are the rows as rules read them.
	Facts *facts.Batch
	// Rows are the records, Facts.N of them.
	Rows []Row
	// Outcomes has, for every rule, the rows by outcome.
	Outcomes []Outcome
}

// Row is a record as it stands in the input.
type Row struct {
	Line int64
	// Cells has one entry a column; nil where there is no such cell, or none was asked for.
	Cells [][]byte
	// Raw is the text of the record in UTF-8 with its line end, where the format has
	// records of text (CSV, JSON Lines, vCard …); nil otherwise.
	Raw []byte
}

// Outcome has one bit a row (row i is bit i%64 of word i/64) in each set.
type Outcome struct {
	Breach, NotShown []uint64
}
