package partial

import (
	"encoding/json"

	"leadlint/scanner/finding"
)

// The types of this file are the document of a partial: what they say of their fields is
// in docs/partials.schema.json, which the tests of the package write. What tables join
// stands behind the document, in its order (see wireJoined.Bytes).

// wirePartial is what a part of an audit counted.
type wirePartial struct {
	// Plan is what was asked of the rows: partials of different plans cannot be merged.
	Plan wirePlan `json:"plan"`
	// Shard is the part that was read; left out where it is the whole, or a partition.
	Shard *wireShard `json:"shard,omitempty"`
	// Partition names one of several parts that share no row and whose number is not known to themselves, such as a task of a cluster.
	Partition string `json:"partition,omitempty"`
	// Datasets are in the order of the audit.
	Datasets []wireDataset `json:"datasets"`
}

// wirePlan is everything that the answer for a row depends on beside the row.
type wirePlan struct {
	// Tool is the version of leadlint.
	Tool string `json:"tool"`
	// Now is the day of the audit (YYYY-MM-DD).
	Now string `json:"now"`
	// Packs are the rule packs, in the order in which they were applied.
	Packs []finding.Pack `json:"packs"`
	// Digests are hashes (SHA-256, hexadecimal) of whatever else decides, by name.
	Digests map[string]string `json:"digests"`
	// Rules are the ids of the rules on contacts, in the order of the rules of a count.
	Rules []string `json:"rules"`
}

// wireShard is one of several parts that make up the whole.
type wireShard struct {
	// Index is its number, from 1 on.
	Index int `json:"index"`
	// Of is how many there are.
	Of int `json:"of"`
}

// wireDataset is what was read of one dataset: one input, or several files of one shape.
type wireDataset struct {
	// Name is the dataset's name in the report.
	Name string `json:"name"`
	// Where is the place in the audit file that names it (file:line).
	Where string `json:"where,omitempty"`
	// Inputs are the files or databases that were opened.
	Inputs []wireInput `json:"inputs"`
	// Tables are those met, in their order.
	Tables []wireTable `json:"tables"`
	// Issues are what was met in the dataset as a whole: every part tells the same.
	Issues []finding.Issue `json:"issues,omitempty"`
}

// wireInput is one file, stream or database of a dataset.
type wireInput struct {
	// Input is as in the report; its rows are those that this part read.
	Input finding.Input `json:"input"`
	// Parts are the numbers of the parts of the input that were read, from 1 on and ascending.
	Parts []int `json:"parts,omitempty"`
	// Of is the number of parts that the input was cut into; left out where it was read as a whole.
	Of int `json:"of,omitempty"`
	// State is the same in all parts of a database that was not written to while they were read; left out where that is not known.
	State string `json:"state,omitempty"`
}

// wireTable is what was counted of one table.
type wireTable struct {
	// Name is left out for a file that is one table.
	Name string `json:"name,omitempty"`
	// Mapping is how its columns were understood, without counts.
	Mapping finding.Table `json:"mapping"`
	// Person says whether it holds persons; without, nothing is counted of it.
	Person bool `json:"person"`
	// Columns are the headers that feed each field of a contact, by field.
	Columns map[string][]string `json:"columns,omitempty"`
	// Known are the fields that are known without a column.
	Known []string `json:"known,omitempty"`
	// Preferences is how the table holds marketing preferences.
	Preferences string `json:"preferences,omitempty"`
	// Unread are the numbers of the columns, from 0, whose cells are not counted.
	Unread []int `json:"unread,omitempty"`
	// Declared are the facts stated for the rows.
	Declared []finding.Declared `json:"declared,omitempty"`
	// Count is what the rules counted.
	Count json.RawMessage `json:"count,omitempty"`
	// Tally is what was counted beside the rules.
	Tally *wireTally `json:"tally,omitempty"`
	// Rows is the number of records read.
	Rows int64 `json:"rows"`
	// Skipped is the number of records passed over.
	Skipped int64 `json:"skipped,omitempty"`
	// Whole says that skipped and issues are those of the whole table, of which every part tells the same.
	Whole bool `json:"whole,omitempty"`
	// Issues are what reading met.
	Issues []finding.Issue `json:"issues,omitempty"`
	// Met says, by the id of a join, whether some row could be held against the table joined at all; for tables with fingerprints besides, under the id and " by fingerprint", whether these were all that could be compared and were looked up, and, under the id and " found", whether any identity was found there.
	Met map[string]bool `json:"met,omitempty"`
	// Joined are the rows that rules on other relations join.
	Joined []wireJoined `json:"joined,omitempty"`
}

// wireTally is what was counted of a table of persons beside the rules.
type wireTally struct {
	// Filled counts the filled cells of each column.
	Filled []int64 `json:"filled"`
	// Fills counts, for each declared fact, the rows that it spoke for.
	Fills []int64 `json:"fills"`
	// Conflicts counts the rows whose country column and telephone prefix name different countries.
	Conflicts int64 `json:"country_conflicts,omitempty"`
	// Values are the distinct cells of columns of a governance vocabulary, such as consent.
	Values []wireValues `json:"values,omitempty"`
}

// wireValues are the distinct cells of one column.
type wireValues struct {
	// Column is its number, from 0 on.
	Column int `json:"column"`
	// Cells are the most frequent first.
	Cells []wireDistinct `json:"cells"`
}

// wireDistinct is one distinct cell.
type wireDistinct struct {
	// Text is the cell where it was understood and has at most 40 bytes; any other is masked.
	Text string `json:"text"`
	// ID is the keyed hash of the cell (16 hexadecimal digits), which tells apart those whose texts are alike.
	ID string `json:"id,omitempty"`
	// Count is the number of rows that hold it.
	Count int64 `json:"count"`
	// Understood says whether it was.
	Understood bool `json:"understood"`
	// Meaning is the value that it was read as, "unknown" for none, "not_understood" where it was not.
	Meaning string `json:"meaning"`
	// Summed says that it stands for all cells of its meaning: the column holds more than are told apart.
	Summed bool `json:"summed,omitempty"`
}

// wireJoined are the rows of a table that rules on one other relation join, as hashes and codes.
type wireJoined struct {
	// ID is that of the join.
	ID string `json:"id"`
	// Rows is the number of rows seen.
	Rows int64 `json:"rows"`
	// Keyless is the number of those without an identity.
	Keyless int64 `json:"keyless,omitempty"`
	// Bytes is the length of their encoding, which stands behind the document, in its order.
	Bytes int64 `json:"bytes"`
}
