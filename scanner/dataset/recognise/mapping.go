// Package recognise understands the columns of a table: mapping file first,
// then vendor preset, header, values and neighbours, with a trace of why.
package recognise

import "leadlint/scanner/dataset/values"

// State says what becomes of a column.
type State string

// The states of a column.
const (
	// Used: understood with a confidence of at least 0.80 (or mapped).
	Used State = "used"
	// Flagged: used, but to be confirmed (0.50 to 0.80). A governance column is
	// never flagged: below 0.80 it is not understood.
	Flagged State = "flagged"
	// NotUnderstood: left for the user.
	NotUnderstood State = "not_understood"
	// Ignored: understood, and of no matter to any rule, or ignored by the mapping file.
	Ignored State = "ignored"
)

// Mapping is how one table was understood.
type Mapping struct {
	Dataset, Table string
	// Preset and PresetEvidence name the export the headers look like; empty when none.
	Preset, PresetEvidence string
	// File is the mapping file used, empty when none.
	File string
	// Columns has one entry for each column of the table, in order.
	Columns []Column
	// Person says whether the table holds persons, and Reason why or why not, in
	// English; ReasonFR says so in French.
	Person           bool
	Reason, ReasonFR string
	// Declared are the facts about the whole file that the mapping file states
	// (its "source" section); zero values are not declared.
	Declared Declared
}

// Column is how one column was understood.
type Column struct {
	Header string
	// Field is a canonical name (see Canonical); empty when not understood.
	Field      string
	Confidence float64
	State      State
	// By is "mapping", "preset", "header", "values" or "neighbours".
	By    string
	Trace []string
	// Dates is how a date column is to be read.
	Dates values.DateFormat
	// Meanings are the mapping file's own values → meanings, the key folded by
	// values.Fold; they beat the vocabulary. Nil when none.
	Meanings map[string]string
	// Distinct are the distinct values met in the sample of a governance
	// column, most frequent first, at most 200.
	Distinct []Distinct
}

// Distinct is one distinct value of a governance column, as sampled.
type Distinct struct {
	Raw   string
	Count int
	// Meaning is the value of the field it stands for, "unknown" for empty
	// cells and their like; Understood is false when neither.
	Meaning    string
	Understood bool
}

// Declared are facts about a whole file, stated by its user.
type Declared struct {
	// CollectedAt is YYYY-MM-DD.
	CollectedAt string
	// Origin says where the file came from; SourceType is a value of
	// contact.source_type.
	Origin, SourceType string
	LegalBasis         string
	// NoticeSentAt is YYYY-MM-DD, or "never".
	NoticeSentAt string
	// NoticeLanguages are ISO 639-1 codes; nil is not declared, empty is none.
	NoticeLanguages []string
	// ControllerCountry is ISO 3166-1 alpha-2.
	ControllerCountry string
	// Where is the file:line of the section.
	Where string
}
