package scanner

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"

	"leadlint/rules"
	"leadlint/rules/calendar"
	"leadlint/scanner/auditfile"
	"leadlint/scanner/code"
	"leadlint/scanner/code/baseline"
	"leadlint/scanner/code/change"
	"leadlint/scanner/code/files"
	"leadlint/scanner/engine"
	"leadlint/scanner/finding"
)

// codeTarget is a folder of collection code, or one file of it.
type codeTarget struct {
	name, root string
	listing    *files.Listing
	// declared is what the audit file says of it; nil for one that was named otherwise.
	declared *auditfile.CodeFolder
	// options are what it is examined against.
	options code.Options
}

// where is the place in the audit file that names the folder, if one does.
func (t *codeTarget) where() string {
	if t.declared == nil {
		return ""
	}
	return t.declared.Pos.Where()
}

// declaredCode lists the folders of code of the audit file.
func (a *audit) declaredCode() ([]codeTarget, error) {
	if a.file == nil {
		return nil, nil
	}
	var out []codeTarget
	for i := range a.file.Code {
		c := &a.file.Code[i]
		t := codeTarget{name: c.Name, root: auditfile.Beside(filepath.Dir(a.opt.AuditFile), c.Path), declared: c}
		if t.name == "" {
			t.name = c.Path
		}
		listing, err := files.Walk(t.root, files.Options{})
		if err == nil && len(listing.Files) == 0 {
			err = fmt.Errorf("%q: there is no file in a language that is read", c.Path)
		}
		if err != nil {
			return nil, configErrorf("%s: code: %w", c.Pos.Where(), err)
		}
		t.listing = listing
		out = append(out, t)
	}
	return out, nil
}

// codePass examines the folders of collection code.
func (a *audit) codePass(ctx context.Context) {
	for i := range a.in.code {
		t := &a.in.code[i]
		if ctx.Err() != nil {
			a.lost(t.name, "", interrupted())
			continue
		}
		got, err := code.Scan(ctx, t.options)
		if err != nil {
			a.lost(t.name, "", interruptedOr(err))
		}
		if got != nil {
			a.codeRead(t, got)
		}
	}
}

func interruptedOr(err error) finding.Text {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return interrupted()
	}
	return failure(err)
}

// planCode gathers what the folders of code are examined against; the error is one of
// the command line or audit file.
func (a *audit) planCode(ctx context.Context) error {
	for i := range a.in.code {
		if err := a.codeOptions(ctx, &a.in.code[i]); err != nil {
			return &ConfigError{err}
		}
	}
	if len(a.in.code) == 0 && (a.opt.Diff != "" || a.opt.Baseline != "") {
		return configErrorf("diff and baseline go with a folder of code, and none was named")
	}
	return nil
}

func (a *audit) codeOptions(ctx context.Context, t *codeTarget) error {
	t.options = code.Options{
		Listing: t.listing, Name: t.name, Path: t.root, Schema: a.schema, Rules: a.rules, Env: a.env,
		Workers: a.opt.Workers, Now: calendar.Format(a.now),
	}
	opt := &t.options
	if a.opt.Progress != nil {
		opt.Progress = func(file string) { a.opt.Progress(Progress{Input: file}) }
	}
	if t.declared != nil {
		for _, x := range t.declared.Exclude {
			opt.Exclude = append(opt.Exclude, code.Exclude{Paths: x.Paths, Rules: x.Rules, Reason: x.Reason})
		}
	}
	if err := a.baselineOf(t); err != nil || a.opt.Diff == "" {
		return err
	}
	var err error
	opt.Change, err = change.Since(ctx, t.listing.Root, a.opt.Diff)
	return err
}

// baselineOf reads the baseline of a folder: that of the command line, else that which
// the audit file names.
func (a *audit) baselineOf(t *codeTarget) error {
	path := a.opt.Baseline
	if path == "" && t.declared != nil && t.declared.Baseline != "" {
		path = auditfile.Beside(filepath.Dir(a.opt.AuditFile), t.declared.Baseline)
	}
	if path == "" {
		return nil
	}
	b, err := baseline.Load(path)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no baseline %q; write it with leadlint baseline write", path)
	}
	t.options.Baseline, t.options.BaselineName = b, path
	return err
}

// codeRead takes in what a folder of code gave.
func (a *audit) codeRead(t *codeTarget, got *code.Result) {
	for _, l := range got.Lost {
		a.lost(filepath.ToSlash(filepath.Join(t.name, l.File)), "", failure(l.Err))
	}
	a.report.Code = append(a.report.Code, got.Code)
	a.report.Inputs = append(a.report.Inputs, finding.Input{
		Name: t.name, Format: "code", Relation: "code", Bytes: got.Code.Bytes, Rows: got.Code.Facts, SHA256: got.SHA256, Where: t.where(),
	})
	a.recovered(t, &got.Code)
	for i := range got.Rules {
		a.codeFinding(t, &got.Rules[i])
	}
	a.in.exceptions = append(a.in.exceptions, excepted{t, len(a.report.Code) - 1, got.Exceptions})
}

// recovered tells of files that were not understood whole.
func (a *audit) recovered(t *codeTarget, c *finding.Code) {
	for _, l := range c.Languages {
		if l.Recovered > 0 {
			a.issue(t.name, "", finding.Issue{Severity: "warning", Count: int64(l.Recovered), Message: finding.Text{
				EN: "files in " + l.Language + " hold passages that were not understood; what stands around them was read",
				FR: "des fichiers en " + l.Language + " comportent des passages qui n'ont pas été compris ; ce qui les entoure a été lu",
			}})
		}
	}
	for _, s := range c.Skipped {
		if s.Reason == files.Unreadable {
			a.lost(t.name, "", finding.Text{
				EN: strconv.Itoa(s.Files) + " files or folders could not be opened (such as " + s.Example + ")",
				FR: strconv.Itoa(s.Files) + " fichiers ou dossiers n'ont pas pu être ouverts (par exemple " + s.Example + ")",
			})
		}
		if s.Reason == "too_hard" {
			a.lost(t.name, "", finding.Text{
				EN: strconv.Itoa(s.Files) + " files were given up, as their parsing went round and round (such as " + s.Example + ")",
				FR: strconv.Itoa(s.Files) + " fichiers ont été abandonnés, leur analyse ne progressant plus (par exemple " + s.Example + ")",
			})
		}
	}
}

// codeFinding adds what a rule answered on a folder of code.
func (a *audit) codeFinding(t *codeTarget, got *code.RuleResult) {
	r := got.Rule
	sub := finding.Subject{Relation: r.On, Dataset: t.name, Fields: []string{}}
	for _, ref := range r.Refs() {
		sub.Fields = append(sub.Fields, ref.String())
	}
	f := a.newFinding(r, sub)
	a.count(&f, &engine.RulePartial{Breach: got.Counts.Breach, NotShown: got.Counts.NotShown, Clear: got.Counts.Clear})
	if f.Outcome == finding.NotAssessed {
		f.Reason = &finding.Text{EN: "nothing in the code falls under the rule", FR: "rien dans le code ne relève de la règle"}
	}
	f.Places = got.Places
	inEarnest := func(p finding.Place) bool { return p.Outcome == finding.Breach && !p.Note }
	if f.Outcome == finding.Breach && !slices.ContainsFunc(f.Places, inEarnest) {
		f.Severity = string(rules.Low)
	}
	a.settle(&f, r)
	a.report.Findings = append(a.report.Findings, f)
}
