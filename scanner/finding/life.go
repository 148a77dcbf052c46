package finding

// The states of a finding beside an earlier audit.
const (
	// StateNew: the earlier audit did not have it.
	StateNew = "new"
	// StateSame: it had it.
	StateSame = "same"
	// StateReopened: it did not have it, but one before it had.
	StateReopened = "reopened"
)

// Waived says who accepted a finding or place, why and until when.
type Waived struct {
	Reason string `json:"reason"`
	Owner  string `json:"owner"`
	// Approved and Expires are days (YYYY-MM-DD); it holds on both.
	Approved string `json:"approved"`
	Expires  string `json:"expires"`
	// Where is the place in the file of waivers (file:line).
	Where string `json:"where"`
}

// Waiver is an entry of the file of waivers with what came of it.
type Waiver struct {
	// Rule is the rule's id or its number in the catalogue.
	Rule string `json:"rule"`
	// Subject words what it is limited to, as it is written in the file.
	Subject []SampleValue `json:"subject"`
	// Terms say who approved it, why and for how long.
	Terms Waived `json:"terms"`
	// State is active, expired, not_yet_valid, too_broad, orphaned or not_examined; only
	// an active one waives.
	State string `json:"state"`
	// Findings and Places count what it waives, or would if it were active.
	Findings int `json:"findings"`
	Places   int `json:"places"`
}

// The states of a waiver.
const (
	// WaiverActive: it holds and covers something that fired.
	WaiverActive = "active"
	// WaiverExpired: its last day has passed.
	WaiverExpired = "expired"
	// WaiverNotYetValid: its day of approval is still to come.
	WaiverNotYetValid = "not_yet_valid"
	// WaiverTooBroad: it covers more than a waiver may, or for longer.
	WaiverTooBroad = "too_broad"
	// WaiverOrphaned: what it names was examined, and nothing fired there.
	WaiverOrphaned = "orphaned"
	// WaiverNotExamined: what it names was not examined, or not decided, in this audit.
	WaiverNotExamined = "not_examined"
)

// Comparison holds a report against an earlier one by fingerprint.
type Comparison struct {
	// With names the earlier audit: its id in the history, or its file. Now is its day.
	With string `json:"with"`
	Now  string `json:"now"`
	// New, Same and Reopened count the breaches of this report by state.
	New      int `json:"new"`
	Same     int `json:"same"`
	Reopened int `json:"reopened"`
	// Fixed are the breaches of the earlier one that are breaches no more.
	Fixed []Fixed `json:"fixed"`
	// Rules have the numbers of rows of both, where they differ.
	Rules []Trend `json:"rules"`
	// Places count the places in code; nil where neither report has any in breach.
	Places *PlaceComparison `json:"places,omitempty"`
}

// PlaceComparison counts the places in code that are in breach by state.
type PlaceComparison struct {
	New      int `json:"new"`
	Known    int `json:"known"`
	Reopened int `json:"reopened"`
	// Fixed are the places of the earlier report that are gone.
	Fixed []FixedPlace `json:"fixed"`
}

// Fixed is a breach of an earlier audit that is one no more.
type Fixed struct {
	Rule        string `json:"rule"`
	Title       Text   `json:"title"`
	Dataset     string `json:"dataset,omitempty"`
	Table       string `json:"table,omitempty"`
	Severity    string `json:"severity"`
	Fingerprint string `json:"fingerprint"`
	// Outcome is the rule's answer now; not_assessed means that nobody looked, so that
	// it must not be taken for mended.
	Outcome Outcome `json:"outcome"`
}

// Trend is the rows in breach of one finding then and now.
type Trend struct {
	Rule        string `json:"rule"`
	Fingerprint string `json:"fingerprint"`
	Before      int64  `json:"before"`
	After       int64  `json:"after"`
}

// Record says where an audit is kept and what proves it.
type Record struct {
	// Audit is its id in the history.
	Audit string `json:"audit"`
	// Events is the number of events of the history up to and with it, Head the hash of
	// the last of them (hex).
	Events int64  `json:"events"`
	Head   string `json:"head"`
	// Key names the key that signs the head.
	Key string `json:"key,omitempty"`
}
