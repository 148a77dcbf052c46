package finding

// Place is a place in collection code that a finding rests on.
type Place struct {
	// File is the path below the folder examined, with slashes.
	File string `json:"file"`
	// Line and Column are 1-based, columns in characters; EndLine and EndColumn say
	// where it ends, the column being that after the last character.
	Line      int `json:"line"`
	Column    int `json:"column"`
	EndLine   int `json:"end_line"`
	EndColumn int `json:"end_column"`
	// Outcome is breach or not_shown.
	Outcome Outcome `json:"outcome"`
	// Language is that of the text there, Part the part of the project: production,
	// test, sample, documentation, seed or migration.
	Language string `json:"language"`
	Part     string `json:"part"`
	// Function is the function it stands in; empty outside of any.
	Function string `json:"function,omitempty"`
	// Excerpt is the first line of the text there, with values that could be somebody's
	// masked.
	Excerpt string `json:"excerpt"`
	// Facts are what decided, as the rule names it.
	Facts []SampleValue `json:"facts"`
	// Used names what was used beside the text of the place: constants folded, values
	// followed inside the function, names joined across the project.
	Used []string `json:"used,omitempty"`
	// Note says that the place counts as a note only, as in tests and samples.
	Note bool `json:"note,omitempty"`
	// State is new, known or reopened beside a baseline or an earlier report; empty without one.
	State string `json:"state,omitempty"`
	// Waived is set where a waiver that holds covers the place.
	Waived *Waived `json:"waived,omitempty"`
	// Fingerprint identifies the place across runs: version and hash of rule, path,
	// text and the number among equals; never a line.
	Fingerprint string `json:"fingerprint"`
}

// The states of a place beside a baseline.
const (
	PlaceNew   = "new"
	PlaceKnown = "known"
	// PlaceReopened: the earlier report did not have it, but one before it had.
	PlaceReopened = "reopened"
)

// Counting says whether the place counts against the controller.
func (p *Place) Counting() bool {
	return p.Outcome == Breach && !p.Note && p.State != PlaceKnown && p.Waived == nil
}

// Code is what was examined of a folder of collection code.
type Code struct {
	// Name is the folder as it was named.
	Name string `json:"name"`
	// Path is the folder, or the one file, as a path from where the audit was run, with
	// slashes.
	Path string `json:"path"`
	// Files, Bytes and Facts count what was read; Parsed counts the files among them
	// whose words could matter to some rule and that were parsed.
	Files  int   `json:"files"`
	Parsed int   `json:"parsed"`
	Bytes  int64 `json:"bytes"`
	Facts  int64 `json:"facts"`
	// Languages are those read, by name.
	Languages []CodeLanguage `json:"languages"`
	// Skipped are the files left out, by reason.
	Skipped []CodeSkipped `json:"skipped"`
	// Features are what the project was found to have, joined by names.
	Features []string `json:"features"`
	// Suppressed are the places that comments in the code excuse.
	Suppressed []Suppressed `json:"suppressed,omitempty"`
	// Diff is set where the findings are limited to a change.
	Diff *CodeDiff `json:"diff,omitempty"`
	// Baseline is set where the findings are held against earlier ones.
	Baseline *CodeBaseline `json:"baseline,omitempty"`
}

// CodeLanguage counts the files of a language.
type CodeLanguage struct {
	Language string `json:"language"`
	Files    int    `json:"files"`
	Lines    int    `json:"lines"`
	// Recovered counts the files in which something was not understood; the rest of
	// them was read.
	Recovered int `json:"recovered"`
}

// CodeSkipped counts the files left out for a reason.
type CodeSkipped struct {
	Reason string `json:"reason"`
	Files  int    `json:"files"`
	// Example is the first of them.
	Example string `json:"example"`
}

// Suppressed is a place that a comment in the code excuses.
type Suppressed struct {
	Rule   string `json:"rule"`
	File   string `json:"file"`
	Line   int    `json:"line"`
	Reason string `json:"reason"`
	// Until is the last day on which it holds (YYYY-MM-DD).
	Until       string `json:"until"`
	Fingerprint string `json:"fingerprint"`
}

// CodeDiff says which change the findings are limited to.
type CodeDiff struct {
	Base string `json:"base"`
	// Files is the number of files changed, Outside the number of places found that
	// the change does not touch.
	Files   int `json:"files"`
	Outside int `json:"outside"`
}

// CodeBaseline says what the findings are held against.
type CodeBaseline struct {
	File string `json:"file"`
	// New and Known count the places, Fixed lists those of the baseline that are gone.
	New   int          `json:"new"`
	Known int          `json:"known"`
	Fixed []FixedPlace `json:"fixed,omitempty"`
}

// FixedPlace is a place of a baseline that is gone.
type FixedPlace struct {
	Rule        string `json:"rule"`
	File        string `json:"file"`
	Fingerprint string `json:"fingerprint"`
}
