// Package junit writes a report in the XML that test runners write and services of
// continuous integration show: one test a rule and subject.
package junit

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"

	"leadlint/reports/l10n"
	"leadlint/reports/view"
	"leadlint/rules"
	"leadlint/scanner/finding"
)

// suites is the root. Its form is what both the schema of Ant's tasks and that of the
// xUnit plug-in of Jenkins allow, so that every reader of either takes it.
type suites struct {
	XMLName xml.Name `xml:"testsuites"`
	Suites  []*suite `xml:"testsuite"`
}

type suite struct {
	Package    string     `xml:"package,attr"`
	ID         int        `xml:"id,attr"`
	Name       string     `xml:"name,attr"`
	Timestamp  string     `xml:"timestamp,attr"`
	Hostname   string     `xml:"hostname,attr"`
	Tests      int        `xml:"tests,attr"`
	Failures   int        `xml:"failures,attr"`
	Errors     int        `xml:"errors,attr"`
	Skipped    int        `xml:"skipped,attr"`
	Time       string     `xml:"time,attr"`
	Properties []property `xml:"properties>property"`
	Cases      []test     `xml:"testcase"`
	Out        string     `xml:"system-out"`
	Err        string     `xml:"system-err"`
}

type property struct {
	Name  string `xml:"name,attr"`
	Value string `xml:"value,attr"`
}

// test is one rule held against one subject; at most one of its results is set.
type test struct {
	Name    string  `xml:"name,attr"`
	Class   string  `xml:"classname,attr"`
	Time    string  `xml:"time,attr"`
	Skipped *result `xml:"skipped"`
	Error   *result `xml:"error"`
	Failure *result `xml:"failure"`
}

type result struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr,omitempty"`
	Text    string `xml:",chardata"`
}

// Write writes r as JUnit XML: a suite an input, with a test for every rule that was held
// against it. What fired fails, whatever its severity and kind, but for guidance; what
// could not be shown or assessed, is waived, or was there before is skipped, with the
// reason; what is clear passes, and in a sample is skipped too. Data that were not read are a test that errs, so that a
// partial run is never green. Nothing of the clock or the machine is in it: the time is
// that of the audit's day. It returns the errors of w.
func Write(w io.Writer, r *finding.Report, opt view.Options) error {
	b := &builder{p: view.Printer(opt.Lang, r), c: view.New(r), at: map[string]*suite{}}
	b.coverage()
	for i := range b.c.Report.Findings {
		b.finding(&b.c.Report.Findings[i])
	}
	b.count()
	var out bytes.Buffer
	out.WriteString(xml.Header)
	enc := xml.NewEncoder(&out)
	enc.Indent("", "  ")
	if err := enc.Encode(b.all); err != nil {
		return fmt.Errorf("encode the report as JUnit XML: %w", err)
	}
	out.WriteByte('\n')
	_, err := w.Write(out.Bytes())
	return err
}

type builder struct {
	p   *l10n.Printer
	c   *view.Case
	all suites
	at  map[string]*suite
}

// suite gives the suite of that name, added where it is new.
func (b *builder) suite(name string) *suite {
	if name == "" {
		name = b.p.T("junit.declared")
	}
	if s := b.at[name]; s != nil {
		return s
	}
	day := cmp.Or(b.c.Report.Now, "1970-01-01")
	s := &suite{Package: "leadlint", ID: len(b.all.Suites), Name: name, Timestamp: day + "T00:00:00", Hostname: "localhost", Time: "0"}
	b.at[name] = s
	b.all.Suites = append(b.all.Suites, s)
	return s
}

// coverage is the first suite: a test that everything in scope was read, and one for each
// input of which something was not.
func (b *builder) coverage() {
	r := b.c.Report
	s := b.suite(b.p.T("junit.coverage"))
	s.Properties = append(s.Properties,
		property{"leadlint.version", r.Tool.Version}, property{"leadlint.now", r.Now},
		property{"leadlint.complete", fmt.Sprint(r.Coverage.Complete)},
		property{"leadlint.rows", fmt.Sprint(r.Coverage.Rows)}, property{"leadlint.skipped", fmt.Sprint(r.Coverage.Skipped)})
	for _, p := range r.Packs {
		s.Properties = append(s.Properties, property{"leadlint.pack." + p.Name, p.Version + " " + p.SHA256})
	}
	whole := test{Name: b.p.T("junit.whole"), Class: "leadlint.coverage", Time: "0"}
	if !r.Coverage.Complete {
		whole.Error = &result{Message: b.p.T("mach.incomplete"), Type: "incomplete"}
	}
	if k := r.Coverage.Sample; k != nil {
		s.Properties = append(s.Properties, property{"leadlint.sample", k.Spec}, property{"leadlint.sample.rows", fmt.Sprint(k.Rows)}, property{"leadlint.sample.of", fmt.Sprint(k.Of)})
		whole.Error.Type = "sample"
	}
	s.Cases = append(s.Cases, whole)
	var remarks []string
	for _, i := range b.c.Unread() {
		said := b.p.Text(i.Message)
		if !view.Unseen(&i) {
			remarks = append(remarks, b.p.Code("issue", i.Severity)+" — "+b.p.Colon(i.Input, said))
			continue
		}
		name := i.Input
		if i.Table != "" {
			name += " › " + i.Table
		}
		s.Cases = append(s.Cases, test{Name: name, Class: "leadlint.coverage", Time: "0", Error: &result{Message: said, Type: i.Severity}})
	}
	s.Out = strings.Join(remarks, "\n")
}

func (b *builder) finding(f *finding.Finding) {
	class := "leadlint." + f.Pack
	name := f.Rule + " " + b.p.Text(f.Title)
	if f.Subject.Table != "" {
		name += " (" + f.Subject.Table + ")"
	}
	t := test{Name: name, Class: class, Time: "0"}
	skip := func(kind, why string) { t.Skipped = &result{Message: why, Type: kind} }
	counts, aside := view.Counting(f)
	switch {
	case f.Kind == string(rules.Gate):
		if f.Outcome != finding.Breach {
			skip("gate", b.p.T("junit.gate", b.p.Code("gate", string(f.Outcome))))
		}
	case f.Outcome == finding.NotShown:
		skip("not_shown", b.why(f, b.p.N("junit.not_shown", f.Counts.NotShown)))
	case f.Outcome == finding.NotAssessed:
		skip("not_assessed", b.why(f, b.p.T("junit.not_assessed")))
	case f.Outcome != finding.Breach && f.Interval != nil:
		skip("sample", view.Likely(b.p, f))
	case f.Outcome != finding.Breach:
	case counts:
		t.Failure = &result{Message: b.message(f), Type: f.Severity, Text: b.detail(f)}
	case aside == "waived":
		skip(aside, view.Accepted(b.p, view.WaiverOf(f)))
	case aside == "same":
		skip(aside, b.p.T("junit.same"))
	default:
		skip(aside, b.p.T("junit.advice")+" "+b.message(f))
	}
	s := b.suite(f.Subject.Dataset)
	if slices.ContainsFunc(s.Cases, func(other test) bool { return other.Name == t.Name && other.Class == t.Class }) {
		t.Name += " [" + cmp.Or(strings.Join(f.Subject.Columns, ", "), f.Fingerprint) + "]"
	}
	s.Cases = append(s.Cases, t)
}

// why gives the finding's own reason, or else another.
func (b *builder) why(f *finding.Finding, other string) string {
	if why := b.p.Opt(f.Reason); why != "" {
		return why
	}
	return other
}

// message says in a line what a finding is.
func (b *builder) message(f *finding.Finding) string {
	said := b.p.Code("severity", f.Severity) + ", " + b.p.Code("kind", f.Kind) + " — " + b.p.Articles(f.Articles.Primary)
	if f.Counts.Examined > 1 {
		said += " — " + b.p.T("sarif.rows", b.p.Int(f.Counts.Breach), b.p.Int(f.Counts.Examined))
		if whole := view.Likely(b.p, f); whole != "" {
			said += " " + whole
		}
	}
	return said
}

// mostPlaces is how many places of code a failure lists.
const mostPlaces = 20

// detail says in lines what a finding rests on and what is to be done.
func (b *builder) detail(f *finding.Finding) string {
	var out []string
	add := func(key, said string) {
		if said != "" {
			out = append(out, b.p.Colon(b.p.T(key), said))
		}
	}
	add("sheet.why", b.p.Text(f.Why))
	add("sheet.columns", strings.Join(f.Subject.Columns, ", "))
	listed := 0
	for i := range f.Places {
		if p := &f.Places[i]; p.Counting() {
			if listed++; listed <= mostPlaces {
				out = append(out, view.FilePlace(p)+" "+p.Excerpt)
			}
		}
	}
	if listed > mostPlaces {
		out = append(out, b.p.N("mach.more_places", int64(listed-mostPlaces)))
	}
	add("sheet.remedy", b.p.Text(f.Remedy))
	if f.Due != "" {
		add("sheet.due", b.p.Date(f.Due))
	}
	add("sheet.evidence", b.p.Text(f.Evidence))
	add("sheet.fingerprint", f.Fingerprint)
	return strings.Join(out, "\n")
}

// count fills the numbers of the suites.
func (b *builder) count() {
	for _, s := range b.all.Suites {
		s.Tests = len(s.Cases)
		for i := range s.Cases {
			switch t := &s.Cases[i]; {
			case t.Failure != nil:
				s.Failures++
			case t.Error != nil:
				s.Errors++
			case t.Skipped != nil:
				s.Skipped++
			}
		}
	}
}
