package dossier

// SchemaVersion identifies the JSON form of Dossier.
const SchemaVersion = "leadlint.dossier/1"

// Dossier is what is held of one person. Its records hold personal values in clear.
type Dossier struct {
	Schema string `json:"schema"`
	// Now is the day of the answer, YYYY-MM-DD.
	Now string `json:"now"`
	// Controller and Country are as the audit file says, empty when it does not.
	Controller string `json:"controller,omitempty"`
	Country    string `json:"country,omitempty"`
	// Asked are the kinds of the keys: email, phone, profile, digest, id.
	Asked []string `json:"asked"`
	// Learnt counts the further identities that records of the person gave, which
	// records were looked for by in turn; by kind, in a fixed order.
	Learnt []Count `json:"learnt"`
	// Passes is how often the inputs were read through until no further identity was met.
	Passes int `json:"passes"`
	// Languages are those of the records, the first of them first.
	Languages []Language `json:"languages"`
	// Records are those of datasets first, in the order of Searched and their lines.
	Records []Record `json:"records"`
	// Searched are the tables that were looked through, or could not be.
	Searched []Table  `json:"searched"`
	Declared Declared `json:"declared"`
	// Complete is false when something in scope was not read; Lost says what.
	Complete bool   `json:"complete"`
	Lost     []Lost `json:"lost,omitempty"`
	// Inputs are the paths of the files read.
	Inputs []string `json:"-"`
}

// Count is how many there are of a kind.
type Count struct {
	Kind  string `json:"kind"`
	Count int    `json:"count"`
}

// Language is one that a record gives for the person.
type Language struct {
	// Code is ISO 639-1.
	Code string `json:"code"`
	// By is "language" where it is recorded, "country" where it is an official language
	// of the recorded country, "derived" where of the one that a telephone number, profile
	// page or address points to. Country is ISO 3166-1 alpha-2, empty if unknown.
	By      string `json:"by"`
	Country string `json:"country,omitempty"`
}

// Table is one table that was looked through.
type Table struct {
	// Name is the file as it was named, with the table or sheet in brackets.
	Name string `json:"name"`
	// Relation is contact for a dataset.
	Relation string `json:"relation"`
	// Where is the place in the audit file that names it; empty where the command line does.
	Where string `json:"where,omitempty"`
	// Rows are the records read, Found those of the person.
	Rows  int64 `json:"rows"`
	Found int   `json:"found"`
	// Held are records that share a number or address with the person and are, or may
	// be, somebody else's: they are not shown.
	Held int `json:"held,omitempty"`
	// HeldLines are the first lines of those, for the controller to look at.
	HeldLines []int64 `json:"held_lines,omitempty"`
	// Skipped says why persons could not be looked for in it; empty when they were.
	Skipped Skip `json:"skipped,omitempty"`
	// Stated is what is declared for all its records.
	Stated []Fact `json:"stated,omitempty"`
}

// Skip is why a table was left out.
type Skip string

// The reasons for leaving a table out.
const (
	// NoPersons: it holds no records of persons.
	NoPersons Skip = "no_persons"
	// NoKey: no column tells who a row is about.
	NoKey Skip = "no_key"
	// Unread: it could not be read.
	Unread Skip = "unread"
)

// Loss is what was not read.
type Loss string

// The ways in which something is lost.
const (
	// Unreadable: the input could not be opened, Broken: not read to its end.
	Unreadable Loss = "unreadable"
	Broken     Loss = "broken"
	// Rows: records of it could not be read.
	Rows Loss = "rows"
	// NoTable: it has no table of the name that the audit file gives.
	NoTable Loss = "no_table"
	// Passes: identities went on being met when the search was ended.
	Passes Loss = "passes"
	// Keyless: no column tells who a row is about, so that rows of the person may be there.
	Keyless Loss = "keyless"
	// Recurring: a column of addresses was not searched, for nearly all of them recur, so
	// that it may be about who looks after the records.
	Recurring Loss = "recurring"
)

// Lost is something in scope that was not read.
type Lost struct {
	Name  string `json:"name"`
	What  Loss   `json:"what"`
	Count int64  `json:"count,omitempty"`
	// Detail is the message of the reader, in English.
	Detail string `json:"detail,omitempty"`
}

// Fact is something declared, with its place.
type Fact struct {
	Field string `json:"field"`
	Value string `json:"value"`
	Where string `json:"where,omitempty"`
}

// Record is one record of the person.
type Record struct {
	// Table is its place in Searched.
	Table int `json:"table"`
	// Line is the 1-based line or row in the input.
	Line int64 `json:"line"`
	// By says how it was found: the kinds of identity shared with the person.
	By []string `json:"by"`
	// Source is how precisely a dataset's record names its source: named, generic or
	// count (see contact.source_quality); empty when it does not.
	Source string `json:"source,omitempty"`
	// Cells are those that are filled, in the order of the table.
	Cells []Cell `json:"cells"`
}

// Cell is a filled cell.
type Cell struct {
	Header string `json:"header"`
	// Field is what it is understood as: a canonical field of a dataset, a field of the
	// register's relation; empty when it is not understood.
	Field string `json:"field,omitempty"`
	// Group is the kind of data: see Groups.
	Group string `json:"group"`
	// Text is the value as recorded; empty when it is withheld.
	Text string `json:"text,omitempty"`
	// Withheld is why it is not shown; empty when it is.
	Withheld Reason `json:"withheld,omitempty"`
	// Partly says that Text leaves out what is not the person's.
	Partly bool `json:"partly,omitempty"`
}

// Reason is why a cell is not shown.
type Reason string

// The reasons for withholding a cell.
const (
	// OtherPerson: the column is about somebody else (Art. 15(4)).
	OtherPerson Reason = "other_person"
	// MayConcern: the cell holds an address that is not known to be the person's.
	MayConcern Reason = "may_concern"
	// Secret: a password, or what gives access.
	Secret Reason = "secret"
)

// Groups are the kinds of data, in the order in which they are shown.
func Groups() []string {
	return []string{"identity", "contact", "place", "employment", "profile", "provenance", "time", "governance", "sensitive", "ops", "register", "unknown"}
}

// Declared is what the controller states of the processing in the audit file.
type Declared struct {
	Purposes   []Fact `json:"purposes,omitempty"`
	Bases      []Fact `json:"bases,omitempty"`
	Periods    []Fact `json:"periods,omitempty"`
	Recipients []Fact `json:"recipients,omitempty"`
	// Notice is when persons were informed; nil when nothing is declared.
	Notice *Fact `json:"notice,omitempty"`
	// Automated and Transfers are "true" or "false"; nil when nothing is declared.
	Automated *Fact `json:"automated,omitempty"`
	Transfers *Fact `json:"transfers,omitempty"`
	// Absent are the registers that the controller says it does not keep.
	Absent []string `json:"absent,omitempty"`
}
