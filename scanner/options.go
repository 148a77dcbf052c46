// Package scanner runs an audit: it reads what is to be audited and the audit
// file, lets each table be recognised, bound and evaluated, and judges the
// merged counts into findings.
package scanner

import (
	"fmt"
	"io"
	"slices"
	"time"

	"leadlint/rules"
	"leadlint/scanner/auditfile"
	"leadlint/scanner/dataset/database"
	"leadlint/scanner/dataset/sampled"
	"leadlint/scanner/finding"
	"leadlint/scanner/partial"
	"leadlint/scanner/take"
)

// Options say what to audit and how. The zero value audits nothing.
type Options struct {
	// Targets are files, folders or "-" for standard input.
	Targets []string
	// As says what the targets are; empty lets their contents tell.
	As As
	// AuditFile is the audit file's path; empty for none. Its datasets are
	// audited when Targets is empty.
	AuditFile string
	// Now is the day of the audit as YYYY-MM-DD; it wins over the audit file's.
	// One of the two must be given: time is an input.
	Now string
	// Mapping is a mapping file for the targets; empty for none.
	Mapping string
	// StrictMapping makes a column that the mapping file does not name an error.
	StrictMapping bool
	// Rules are folders of further rule packs.
	Rules []string
	// Examples is the number of masked examples a finding.
	Examples int
	// Sampling says how much of every table of persons is judged, drawn at random; the
	// zero value is all of it. Registers are read whole.
	Sampling sampled.Spec
	// Workers is the number of goroutines that decode and evaluate; 0 is one.
	Workers int
	// Key is the secret of the keyed hashes. Without one, examples are chosen
	// all the same but their hashes are left out of the report.
	Key []byte
	// Stdin is read for the target "-".
	Stdin io.Reader
	// Progress, when not nil, is told of rows read; it may be called from
	// several goroutines.
	Progress func(Progress)
	// Sources are files whose pages are visited, beside those of the audit file
	// and addresses among Targets.
	Sources []SourceSample
	// Offline visits no page: what earlier visits recorded counts.
	Offline bool
	// AllowPrivate lets addresses of private networks be visited.
	AllowPrivate bool
	// Render runs the programs of pages that show nothing without them, in an
	// installed Chromium or Chrome.
	Render bool
	// Evidence is a folder for the notices, terms and robots files met; empty
	// keeps none.
	Evidence string
	// Clock tells the time of visits; nil is the system's. The day of the audit
	// is Now's.
	Clock func() time.Time
	// CodeOnly examines collection code and nothing else of the targets or audit file.
	CodeOnly bool
	// Diff limits what is told of code to what differs from a commit; empty tells all.
	Diff string
	// Baseline is a file of known places in code; empty is that of the audit file.
	Baseline string
	// Waivers is a file of waivers; empty is that of the audit file, if there is one.
	Waivers string
	// Takers are handed the rows of every table of persons, with what the rules say of
	// them; nil hands them to nobody.
	Takers []take.Taker
	// Suppress are lists of persons who may not be prospected; rows of persons on them
	// are findings. Lists of package suppress want the Key that they were made with.
	Suppress []string
	// Sealed adds sealed hashes (see identity.Seal) to the identities that takers are
	// handed; it wants a Key.
	Sealed bool
	// Shard is the part of the datasets that Count reads; the zero value is all of them.
	Shard partial.Shard
	// Counted is what was counted of the datasets by Count, merged; nil where they are to
	// be read. Targets name no dataset then.
	Counted *partial.Partial
	// Troubles are what merging Counted met, for the coverage.
	Troubles []finding.Issue
	// Database chooses what of the databases among the targets is read, and how; Persons is
	// of no matter. Registers in databases are read by its Password, Env and Timeout alone.
	Database database.Options
	// Store keeps what is counted of every file, so that a later audit under the same plan
	// need not read those that did not change; nil keeps nothing. Takers need every row.
	Store *partial.Store
	// Elsewhere counts the rows of the datasets by another engine; nil counts them here.
	Elsewhere Elsewhere
	// Memory is the number of bytes that the tables of joined registers may take;
	// what does not fit is put into temporary files that hold hashes and codes
	// only. 0 is DefaultMemory.
	Memory int64
	// TempDir is the folder of temporary files; empty is the system's.
	TempDir string
	// Version is the version written into the report.
	Version string
	// Build names the very program, where a version has several, so that what others
	// counted is not taken for what this one would; it is in no report.
	Build string
}

// DefaultMemory is the memory that joined registers may take, in bytes: 1 GiB.
const DefaultMemory int64 = 1 << 30

// Progress is how far a scan has come.
type Progress struct {
	// Input is the name of the input being read.
	Input string
	// Rows are those evaluated of all inputs so far.
	Rows int64
	// Total is an estimate of the rows of all inputs opened so far, 0 if unknown.
	Total int64
	// Recalled is the number of inputs so far that did not change since an earlier audit
	// kept what it counted of them.
	Recalled int
}

// ConfigError is a fault of the command line, audit file, mapping file or rule
// pack: the user must mend it before anything can be audited.
type ConfigError struct{ Err error }

// Error gives the message, which names file, line and column where there are any.
func (e *ConfigError) Error() string { return e.Err.Error() }

// Unwrap gives the cause.
func (e *ConfigError) Unwrap() error { return e.Err }

func configErrorf(format string, args ...any) error {
	return &ConfigError{fmt.Errorf(format, args...)}
}

// Threshold is the least severity that counts against the controller.
type Threshold string

// NoThreshold lets no finding count.
const NoThreshold Threshold = "none"

// ParseThreshold reads a severity or "none"; the error lists the values.
func ParseThreshold(s string) (Threshold, error) {
	for _, v := range auditfile.FailOn("").Values() {
		if s == v {
			return Threshold(s), nil
		}
	}
	return "", configErrorf("fail-on %q: expected one of %v", s, auditfile.FailOn("").Values())
}

// Reached says whether a severity is at or above the threshold.
func (t Threshold) Reached(s string) bool {
	return t != NoThreshold && rules.Severity(s).Rank() <= rules.Severity(t).Rank()
}

// Failed says whether a report has a breach at or above the threshold. Gates
// and guidance never count; evidence gaps and inferred breaches do, when the
// data show them. What is waived, or known from the audit that the report is held
// against, does not; nor do places in code that count as a note.
func Failed(r *finding.Report, t Threshold) bool {
	for i := range r.Findings {
		f := &r.Findings[i]
		counts := f.Waived == nil && f.State != finding.StateSame && (f.Places == nil || slices.ContainsFunc(f.Places, func(p finding.Place) bool { return p.Counting() }))
		if f.Outcome == finding.Breach && f.Kind != "gate" && f.Kind != "guidance" && counts && t.Reached(f.Severity) {
			return true
		}
	}
	return false
}

// Today gives the local clock's day, for a command line that names none. It is
// the only place where the clock is asked.
func Today(now time.Time) string { return now.Format(time.DateOnly) }
