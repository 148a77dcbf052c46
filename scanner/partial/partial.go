// Package partial is what a part of an audit counted, as a value that is kept, sent
// and merged: a shard of a batch, a file that need not be read again, a partition of a
// cluster. It holds counts, masked samples and keyed hashes, and no raw value.
package partial

import (
	"leadlint/scanner/dataset/bind"
	"leadlint/scanner/engine"
	"leadlint/scanner/finding"
)

// Version is that of the encoding. It is raised when what older programs wrote can no
// longer be merged with what is written now.
const Version = 1

// Partial is what one run over a part of the datasets counted.
type Partial struct {
	// Plan says what was asked of the rows: partials of different plans don't merge.
	Plan Plan
	// Shard is the part that was read; the zero value is the whole.
	Shard Shard
	// Partition names one of several parts of the rows that share none and whose number
	// is not known to themselves, such as a task of a cluster; it is empty elsewhere.
	// Whoever has them counted knows how many there must be.
	Partition string
	// Datasets are in the order of the audit.
	Datasets []Dataset
}

// Plan is everything that the answer for a row depends on beside the row.
type Plan struct {
	// Tool is the version of the program.
	Tool string
	// Now is the day of the audit (YYYY-MM-DD).
	Now string
	// Packs are the rule packs, in the order in which they were applied.
	Packs []finding.Pack
	// Digests are hashes (SHA-256, hexadecimal) of whatever else decides, by name:
	// "audit file", "mapping NAME", "register NAME", "key", "options" ….
	Digests map[string]string
	// Rules are the rules on contacts, in the order of engine.Partial.Rules.
	Rules []string
}

// Shard is one of several parts that make up a whole. The zero value is the whole.
type Shard struct {
	// Index is 1-based; Of is how many there are.
	Index, Of int
}

// Dataset is what was read of one dataset: one input, or several files of one shape.
type Dataset struct {
	// Name is the dataset's name in the report; Where is the place in the audit file
	// that names it.
	Name, Where string
	// Inputs are the files or tables that were opened, with what was read of each.
	Inputs []Input
	// Tables are those met, in their order.
	Tables []Table
	// Issues are those of the dataset itself, once each.
	Issues []finding.Issue
}

// Input is one file, stream or database of a dataset. The rows of finding.Input are
// those that this part read.
type Input struct {
	finding.Input
	// Parts are the parts of the input that were read, by number from 1 to Of, ascending;
	// nil is the whole. An input that several partials read has to have one SHA256.
	Parts []int
	Of    int
	// State is the dataset.Source's: parts of an input without SHA256 that differ in it were
	// not read of one state. Empty is not known.
	State string
}

// Table is what was counted of one table of a dataset.
type Table struct {
	// Name is empty for a file that is one table.
	Name string
	// Mapping says how the table was understood, without the counts that Tally gives.
	// It is the same in every part of a whole.
	Mapping finding.Table
	// Person says whether it holds persons; without, nothing below is set.
	Person bool
	// Columns gives the headers that feed each field of the relation; Known lists the
	// fields known without one.
	Columns map[string][]string
	Known   []string
	// Preferences is how the table holds marketing preferences (see the field of that
	// name of the relation "dataset").
	Preferences string
	// Unread are the numbers of the columns that no rule asks for: their cells are not
	// counted, whether or not the format let them unread.
	Unread []int
	// Declared are the facts that were stated for the rows, in the order of Tally.Fills.
	Declared []finding.Declared
	Count    *engine.Partial
	Tally    bind.Tally
	// Rows were read, Skipped passed over.
	Rows, Skipped int64
	// Whole says that Skipped and Issues are those of the whole table, of which every
	// part tells the same, and not of this part alone.
	Whole  bool
	Issues []finding.Issue
	// Met says, by the id of a join, whether some row could be held against the table
	// joined at all; joins that nobody could be held against anyway are left out. For tables
	// with fingerprints it says besides, under the id and " by fingerprint", whether these
	// were all that could be compared and were looked up, and, under the id and " found",
	// whether any identity was found there.
	Met map[string]bool
	// Joined are the rows that rules on other relations join, by the id of the join.
	Joined map[string]*engine.JoinedRows
}
