// Package code examines a folder of source code, schemas, settings and templates. It
// lists the files, parses those whose words could matter to a rule, observes facts in
// them, and holds every fact against the rules on the relation code. Programs are read,
// never run.
package code

import (
	"context"

	"leadlint/rules"
	"leadlint/rules/facts"
	"leadlint/scanner/code/baseline"
	"leadlint/scanner/code/change"
	"leadlint/scanner/code/exception"
	"leadlint/scanner/code/files"
	"leadlint/scanner/engine"
	"leadlint/scanner/finding"
)

// Options say what is examined, and against what.
type Options struct {
	// Listing are the files of the folder; Name is what reports call it.
	Listing *files.Listing
	Name    string
	// Path is the folder, or the one file, from where the audit is run.
	Path   string
	Schema *facts.Schema
	// Rules are those examined; the ones on other relations are passed over.
	Rules []*rules.Rule
	Env   engine.Env
	// Workers is the number of goroutines; below 1 counts as 1. The result is the same
	// for every number.
	Workers int
	// Now is the day of the audit (YYYY-MM-DD), which exceptions are held against.
	Now string
	// Change limits the places to what differs from a commit; nil takes all.
	Change *change.Set
	// Baseline holds the known places; nil compares with none.
	Baseline *baseline.Baseline
	// BaselineName is what reports call it.
	BaselineName string
	// Exclude leaves files out.
	Exclude []Exclude
	// ParseAll parses every file, also those whose words matter to no rule. The result is
	// the same; it takes longer.
	ParseAll bool
	// Progress is called for every file, by any goroutine; nil is not.
	Progress func(file string)
}

// Exclude leaves files out, for all rules or for some.
type Exclude struct {
	// Paths are patterns as in .gitignore.
	Paths []string
	// Rules are ids, or numbers of the catalogue; none leaves the files out altogether.
	Rules  []string
	Reason string
}

// Result is what was found. Lists are in the order of rules, files and places.
type Result struct {
	Code  finding.Code
	Rules []RuleResult
	// Exceptions are the comments that excuse places, used or not.
	Exceptions []Exception
	// Lost are the files in scope that could not be read, with the reason.
	Lost []Lost
	// SHA256 is the hash of the paths and contents of all files read.
	SHA256 string
}

// RuleResult is what a rule answered.
type RuleResult struct {
	Rule *rules.Rule
	// Counts are of places.
	Counts finding.Counts
	// Places are those in breach and those not shown, by file and line.
	Places []finding.Place
}

// Exception is an exception with the place it stands at.
type Exception struct {
	exception.Exception
	// Place is the comment; what a rule answers, and the fingerprint, are left to fill in.
	Place finding.Place
	// Used says whether it names a rule that was set off there; nil where that was not
	// examined whole, as for a change only.
	Used *bool
	// Known says whether every rule that it names exists.
	Known bool
}

// Lost is a file that was not read. Err names no path.
type Lost struct {
	File string
	Err  error
}

// Scan examines a folder. The error is that of rules that cannot be evaluated, with no
// result, or of a context that ended, with what was examined until then.
func Scan(ctx context.Context, opt Options) (*Result, error) {
	s, err := newScan(opt)
	if err != nil {
		return nil, err
	}
	err = s.read(ctx)
	s.join()
	return s.result(), err
}
