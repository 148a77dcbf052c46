// Package finding is the model of an audit's result: what was examined, what
// was found, and what could not be assessed. It holds no raw personal data:
// values are masked before they enter it. Every report is a view of it.
package finding

// SchemaVersion identifies the JSON form of Report.
const SchemaVersion = "leadlint.findings/1"

// Outcome is the answer of a rule for a subject.
type Outcome string

// The outcomes. Missing evidence is never clear and never a breach.
const (
	// Breach: the data show it.
	Breach Outcome = "breach"
	// NotShown: evidence is missing.
	NotShown Outcome = "not_shown"
	// Clear: examined and fine.
	Clear Outcome = "clear"
	// NotAssessed: nothing was examined, for the reason given.
	NotAssessed Outcome = "not_assessed"
)

// Text is a text in the two languages of the reports.
type Text struct {
	EN string `json:"en"`
	FR string `json:"fr"`
}

// In gives the text in lang ("fr"), English otherwise.
func (t Text) In(lang string) string {
	if lang == "fr" && t.FR != "" {
		return t.FR
	}
	return t.EN
}

// Report is the result of one audit.
type Report struct {
	Schema string `json:"schema"`
	Tool   Tool   `json:"tool"`
	// Now is the day of the audit (YYYY-MM-DD), an input, never the clock.
	Now        string     `json:"now"`
	Controller Controller `json:"controller"`
	Packs      []Pack     `json:"packs"`
	Inputs     []Input    `json:"inputs"`
	Coverage   Coverage   `json:"coverage"`
	// Findings are sorted: outcome, severity, rule, dataset, table.
	Findings []Finding `json:"findings"`
	// Mapping says how the columns were understood.
	Mapping []Table `json:"mapping"`
	// Statistics feed the charts; all are counts of records.
	Statistics []Statistics `json:"statistics"`
	// Relations say which relations were there and which rules they let run.
	Relations []Scope `json:"relations"`
	// Sources are the pages visited, in the order of the audit file.
	Sources []Source `json:"sources,omitempty"`
	// Notices and Forms are those that were read, in the order of the audit file.
	Notices []Notice `json:"notices,omitempty"`
	Forms   []Form   `json:"forms,omitempty"`
	// Code is what was examined of collection code, a folder each.
	Code []Code `json:"code,omitempty"`
	// NoticeReach holds the languages of the notices read against the persons of
	// the datasets; nil unless there are both.
	NoticeReach *NoticeReach `json:"notice_reach,omitempty"`
	// Waivers are the entries of the file of waivers, in its order.
	Waivers []Waiver `json:"waivers,omitempty"`
	// Comparison is nil unless the report is held against an earlier one.
	Comparison *Comparison `json:"comparison,omitempty"`
	// Record is nil unless the audit is kept in a history.
	Record *Record `json:"record,omitempty"`
	// Changes compare the datasets with earlier states of theirs, oldest first.
	Changes []Change `json:"changes,omitempty"`
	// Exposure is nil unless the audit file gives a turnover.
	Exposure *Exposure `json:"exposure,omitempty"`
	// Notes are remarks on the audit as a whole, such as a gate that fired.
	Notes []Text `json:"notes,omitempty"`
}

// Tool names the program that made the report.
type Tool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// Controller is who is audited, as declared; all fields may be empty.
type Controller struct {
	Name string `json:"name,omitempty"`
	// Country is ISO 3166-1 alpha-2.
	Country string `json:"country,omitempty"`
	// Title, Reference and Scope describe the case for the document's head.
	Title     string `json:"title,omitempty"`
	Reference string `json:"reference,omitempty"`
	Scope     string `json:"scope,omitempty"`
	// Auditor is who audits, Role in which capacity (controller, processor, data
	// protection officer, counsel, authority …), as the audit file words it.
	Auditor string `json:"auditor,omitempty"`
	Role    string `json:"role,omitempty"`
}

// Pack is a rule pack that was applied.
type Pack struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	Rules   int    `json:"rules"`
	// SHA256 is the hash of the pack's files.
	SHA256 string `json:"sha256"`
}

// Input is one file (or stream) that was examined.
type Input struct {
	Name string `json:"name"`
	// Dataset is the dataset of several files that it belongs to; empty for one that is a
	// dataset, or a register, by itself.
	Dataset string `json:"dataset,omitempty"`
	// Format is that of the file, or the make of the database ("postgres", "mysql",
	// "mariadb", "sqlite").
	Format string `json:"format"`
	// SHA256 is the hash of the input's bytes as stored; empty if it could not
	// be read to its end.
	SHA256 string `json:"sha256"`
	// Bytes is the input's size as stored.
	Bytes int64 `json:"bytes"`
	// Rows is the number of records read from it.
	Rows int64 `json:"rows"`
	// Relation is the relation its records are rows of ("contact" for a dataset).
	Relation string `json:"relation"`
	// Where is the place in the audit file that names it (file:line); empty where the
	// command line does.
	Where string `json:"where,omitempty"`
}

// Server says whether the input is a database on a server, whose rows as they stood have
// no hash.
func (in *Input) Server() bool {
	switch in.Format {
	case "postgres", "mysql", "mariadb":
		return true
	}
	return false
}

// Scope says of one relation whether it was there, and what that let be assessed.
type Scope struct {
	Relation string `json:"relation"`
	Label    Text   `json:"label"`
	// Supplied says that rows of it were given, in files or in the audit file.
	Supplied bool `json:"supplied"`
	// Inputs are the files that hold it; Rows the records read of them.
	Inputs []string `json:"inputs"`
	Rows   int64    `json:"rows"`
	// Assessed are the rules on it that gave an answer, Idle those under which
	// nothing in it falls, NotAssessed those that could not answer.
	Assessed    []string `json:"assessed"`
	Idle        []string `json:"idle"`
	NotAssessed []string `json:"not_assessed"`
	// Waits names, where it was supplied, the relations that its rules lack.
	Waits []Wait `json:"waits,omitempty"`
	// Joins are the rules on other relations that compare their rows with it.
	Joins []string `json:"joins"`
	// Needs says what would let its rules run; nil when it was supplied.
	Needs *Text `json:"needs,omitempty"`
}

// Wait is a relation that was not supplied, with the rules that it would let
// answer on rows of another.
type Wait struct {
	Relation string   `json:"relation"`
	Rules    []string `json:"rules"`
}

// Coverage says what was read, what was not, and why.
type Coverage struct {
	// Complete is false when anything in the stated scope was not read.
	Complete bool `json:"complete"`
	// Rows and Skipped are records read and passed over, over all inputs.
	Rows    int64 `json:"rows"`
	Skipped int64 `json:"skipped"`
	// Persons estimates the distinct persons among the rows (HyperLogLog, with
	// a standard error of 0.8 %; exact in effect below some thousands).
	Persons int64 `json:"persons"`
	// Issues lists what was skipped, repaired or left out.
	Issues []Issue `json:"issues"`
	// Sample is set when only some records were read, because that was asked for; the
	// coverage is then not complete.
	Sample *Sampled `json:"sample,omitempty"`
}

// Issue is one thing that reading met.
type Issue struct {
	// Severity is "lost" (data in scope were not read: the run is incomplete), "sample"
	// (records were not read since only a sample was asked for), "warning" (read, but
	// repaired or doubtful) or "note" (left out by right, such as a table without
	// persons).
	Severity string `json:"severity"`
	Input    string `json:"input"`
	Table    string `json:"table,omitempty"`
	// Line is the 1-based line (or row) of the first occurrence, 0 if none.
	Line int64 `json:"line,omitempty"`
	// Column is the 1-based column of the line, 0 if none.
	Column int `json:"column,omitempty"`
	// Count is the number of occurrences.
	Count int64 `json:"count"`
	// Message says what, what was expected, what to do. It quotes no raw value.
	Message Text `json:"message"`
}

// Subject is what a finding is about.
type Subject struct {
	// Relation is the relation whose rows were examined.
	Relation string `json:"relation"`
	// Dataset is the input's name; empty for declared relations.
	Dataset string `json:"dataset,omitempty"`
	// Table is the table or sheet within it, if it has several.
	Table string `json:"table,omitempty"`
	// Fields are the relation's fields that the rule reads.
	Fields []string `json:"fields"`
	// Columns are the headers that feed those fields.
	Columns []string `json:"columns,omitempty"`
	// Missing are the fields read that no column or declaration feeds.
	Missing []string `json:"missing,omitempty"`
}

// Counts are the rows of the subject's relation by outcome: Examined = Breach +
// NotShown + Clear.
type Counts struct {
	Examined int64 `json:"examined"`
	Breach   int64 `json:"breach"`
	NotShown int64 `json:"not_shown"`
	Clear    int64 `json:"clear"`
	// Persons estimates the distinct persons among the rows in breach, where
	// rows are events (messages, calls, disclosures) of persons; 0 elsewhere.
	Persons int64 `json:"persons,omitempty"`
}

// Group is the counts of one source type and country.
type Group struct {
	SourceType string `json:"source_type"`
	Country    string `json:"country"`
	Breach     int64  `json:"breach"`
	NotShown   int64  `json:"not_shown"`
}

// Sample is one masked example row.
type Sample struct {
	// Key is the first 16 hex digits of the row's keyed hash.
	Key string `json:"key"`
	// Input is the file that the row stands in, where the dataset is made up of several.
	Input string `json:"input,omitempty"`
	// Line is the 1-based line or row in the input; of a database table its key, where
	// that is one whole number. It is 0 where the place is not known.
	Line int64 `json:"line,omitempty"`
	// Values are masked or coded values, in the order of the fields.
	Values []SampleValue `json:"values"`
}

// SampleValue is one masked or coded value of a sample.
type SampleValue struct {
	Field string `json:"field"`
	Value string `json:"value"`
}

// Declared is a fact that the owner declared and a finding relies on.
type Declared struct {
	Field string `json:"field"`
	Value string `json:"value"`
	// Where is the place in the audit file or mapping file (file:line).
	Where string `json:"where,omitempty"`
}

// Articles cites the law; see rules.Articles.
type Articles struct {
	Primary []string `json:"primary"`
	Related []string `json:"related"`
}

// Precedent is a decision or text cited.
type Precedent struct {
	ID        string `json:"id"`
	Authority string `json:"authority,omitempty"`
	Reference string `json:"reference,omitempty"`
	// Date is YYYY-MM-DD or empty.
	Date         string `json:"date,omitempty"`
	Organisation string `json:"organisation,omitempty"`
	// Sanction is the outcome with the amount of a fine; both empty if unknown.
	Sanction Text   `json:"sanction"`
	URL      string `json:"url,omitempty"`
	// Kind is "decision", "guidance" or "statute".
	Kind string `json:"kind"`
	// Trust is A (the authority's own text), B (a summary) or C (a secondary source).
	Trust string `json:"trust,omitempty"`
}

// Finding is the answer of one rule for one subject.
type Finding struct {
	Rule     string  `json:"rule"`
	Pack     string  `json:"pack"`
	Outcome  Outcome `json:"outcome"`
	Kind     string  `json:"kind"`
	Severity string  `json:"severity"`

	Articles   Articles    `json:"articles"`
	Precedents []Precedent `json:"precedents"`
	Title      Text        `json:"title"`
	Law        Text        `json:"law"`
	Why        Text        `json:"why"`
	Condition  Text        `json:"condition"`
	Note       *Text       `json:"note,omitempty"`

	Subject Subject `json:"subject"`
	Counts  Counts  `json:"counts"`
	// Interval says where the share lies in the whole table; nil unless the records are a
	// sample of one.
	Interval *Interval `json:"interval,omitempty"`
	// Groups are the counts by source type and country, largest first, for
	// findings on persons; at most 50, the rest summed in a last group "other".
	Groups  []Group  `json:"groups,omitempty"`
	Samples []Sample `json:"samples"`
	// Places are where collection code sets the rule off, by file and line.
	Places []Place `json:"places,omitempty"`
	// Declared lists the declarations relied on.
	Declared []Declared `json:"declared"`
	// Remedy says what to do; Within is ISO 8601 (empty: at once); Due is the
	// day that gives from Now (YYYY-MM-DD).
	Remedy Text   `json:"remedy"`
	Within string `json:"within,omitempty"`
	Due    string `json:"due,omitempty"`
	// Evidence says what would clear the finding or what is to be asked for.
	Evidence Text `json:"evidence"`
	// Reason says why nothing was assessed or shown; set for not_assessed and
	// for outcomes that a gate changed.
	Reason *Text `json:"reason,omitempty"`
	// Needs names the relations that were not supplied and without which the
	// rule could not be assessed.
	Needs []string `json:"needs,omitempty"`
	// Fingerprint identifies the finding across runs: version and hash of
	// rule, dataset, table and fields; never a row.
	Fingerprint string `json:"fingerprint"`
	// State is new, same or reopened beside an earlier audit; empty without one.
	State string `json:"state,omitempty"`
	// Waived is set where a waiver that holds covers the finding, or all its places.
	Waived *Waived `json:"waived,omitempty"`
}
