// Package waiver reads the file of waivers, in which findings are accepted for a time,
// holds its entries against a report, and adds entries to it.
//
// A waiver does not make lawful what it covers: the finding stays in the report, and
// only ceases to count for the exit code.
package waiver

import (
	"regexp"
	"strings"

	"leadlint/rules/calendar"
	"leadlint/rules/expr"
	"leadlint/rules/strict"
	"leadlint/scanner/finding"
)

// Name is the name that the file has unless another is given. It lies beside the audit file.
const Name = "leadlint-waivers.yaml"

// longest is how long after its approval a waiver may hold.
func longest() expr.Period { return expr.Period{Months: 12} }

// File is the content of the file of waivers.
type File struct {
	// Version is 1.
	Version int `yaml:"version,required"`
	// Waivers are the findings accepted for a time, each with its terms; nil is none.
	Waivers []Entry `yaml:"waivers"`

	Pos strict.Pos `yaml:"-"`
}

// Entry accepts what one rule finds on one subject, from a day on and until another.
type Entry struct {
	// Rule is the rule's id, or its number in the catalogue for all rules under it.
	Rule string `yaml:"rule,required"`
	// Subject says what the waiver is limited to.
	Subject Subject `yaml:"subject,required"`
	// Reason says why it is accepted. Every report shows it.
	Reason string `yaml:"reason,required"`
	// Owner is who answers for it: a person's function or a team. Every report shows it.
	Owner string `yaml:"owner,required"`
	// Approved is the day from which it holds.
	Approved strict.Date `yaml:"approved,required"`
	// Expires is the last day on which it holds, twelve months after the approval at most.
	Expires strict.Date `yaml:"expires,required"`

	Pos strict.Pos `yaml:"-"`
}

// Subject limits a waiver; of what is given, all must agree. One at least is given.
type Subject struct {
	// Dataset is the dataset, register, notice, form or folder of code as the audit file
	// names it, or a pattern that stands for one of them. The audit file's own name stands for
	// what it declares.
	Dataset string `yaml:"dataset"`
	// Table is the table or sheet, by its name.
	Table string `yaml:"table"`
	// Field is a field that the rule reads, or the header of a column that it reads.
	Field string `yaml:"field"`
	// Path is a pattern of files of code below the folder examined, as in exclude of the
	// audit file; only places in them are accepted.
	Path string `yaml:"path"`
	// Fingerprint is that of a finding, or of a place in code, as reports give it.
	Fingerprint string `yaml:"fingerprint"`

	Pos strict.Pos `yaml:"-"`
}

// Load reads and checks a file of waivers. A file that is not there gives an error that
// errors.Is takes for fs.ErrNotExist; what is wrong in it gives strict.Errors.
func Load(path string) (*File, error) {
	data, err := read(path)
	if err != nil {
		return nil, err
	}
	return Parse(path, data)
}

// Parse decodes a file of waivers strictly; name is used in messages. The error, of type
// strict.Errors, tells every problem with its place.
func Parse(name string, data []byte) (*File, error) {
	var f File
	var problems strict.Collector
	problems.AddError(strict.Pos{File: name}, strict.Decode(name, data, &f))
	if problems.Len() == 0 && f.Version != 1 {
		problems.Add(f.Pos.Value("version"), "version %d is not known: expected 1", f.Version)
	}
	if problems.Len() == 0 {
		for i := range f.Waivers {
			f.Waivers[i].check(&problems)
		}
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return &f, nil
}

// check tells what in a decoded entry cannot be.
func (e *Entry) check(problems *strict.Collector) {
	for _, text := range []struct{ key, value, want string }{
		{"rule", e.Rule, "a rule's id or its number in the catalogue"},
		{"reason", e.Reason, "the reason why the finding is accepted"},
		{"owner", e.Owner, "who answers for it"},
	} {
		if strings.TrimSpace(text.value) == "" {
			problems.Add(e.Pos.Value(text.key), "%s: expected %s", text.key, text.want)
		}
	}
	if approved, expires := day(e.Approved), day(e.Expires); expires <= approved {
		problems.Add(e.Pos.Value("expires"), "expires %s is not after approved %s", e.Expires, e.Approved)
	}
	e.Subject.check(e.Pos.Value("subject"), problems)
}

// printForm is the form of fingerprints: a version and a hash.
var printForm = regexp.MustCompile(`^[0-9]+:[0-9a-f]{32}$`)

func (s *Subject) check(at strict.Pos, problems *strict.Collector) {
	given := s.Values()
	if len(given) == 0 {
		problems.Add(at, "the subject names nothing: expected one or more of %s", strings.Join(subjectKeys(), ", "))
	}
	for _, v := range given {
		where := at.Value(v.Field)
		switch pattern := v.Field == "dataset" || v.Field == "path"; {
		case strings.TrimSpace(v.Value) == "":
			problems.Add(where, "%s: expected a text that is not blank", v.Field)
		case pattern && (isPattern(v.Value) || v.Field == "path") && !sound(v.Value):
			problems.Add(where, "%s: %q is no pattern of paths: expected one such as exports/leads-*.csv or admin/**", v.Field, v.Value)
		case !pattern && everything(v.Value):
			problems.Add(where, "%s: expected one name; patterns go with dataset and path", v.Field)
		case v.Field == "fingerprint" && !printForm.MatchString(v.Value):
			problems.Add(where, "fingerprint: expected a version and 32 hexadecimal digits, such as 1:0123456789abcdef0123456789abcdef, as reports give it")
		}
	}
}

func subjectKeys() []string { return []string{"dataset", "table", "field", "path", "fingerprint"} }

// Values lists what is given, by key, in a fixed order.
func (s *Subject) Values() []finding.SampleValue {
	out := []finding.SampleValue{}
	for i, v := range []string{s.Dataset, s.Table, s.Field, s.Path, s.Fingerprint} {
		if v != "" {
			out = append(out, finding.SampleValue{Field: subjectKeys()[i], Value: v})
		}
	}
	return out
}

// Terms gives who accepted it, why and until when, with its place in the file.
func (e *Entry) Terms() finding.Waived {
	return finding.Waived{Reason: e.Reason, Owner: e.Owner, Approved: string(e.Approved), Expires: string(e.Expires), Where: e.Pos.Where()}
}

// day gives a date that was checked as a day number.
func day(d strict.Date) int32 {
	n, err := calendar.Parse(string(d))
	if err != nil {
		return 0
	}
	return n
}
