package scanner

import (
	"cmp"
	"context"
	"path/filepath"
	"strings"

	"leadlint/rules/facts"
	"leadlint/scanner/auditfile"
	"leadlint/scanner/dataset/read"
	"leadlint/scanner/dataset/recognise"
	"leadlint/scanner/finding"
	"leadlint/scanner/take"
)

// Reads lists the files that an audit would read, so that nothing is written over
// them: targets, the audit file, what it names, and mapping files; within lists what
// stands in folders among the targets too, for which they are walked. Files within
// folders of code are not listed. A *ConfigError says that nothing could be audited.
func Reads(opt Options, within bool) ([]string, error) {
	a, err := unrun(opt)
	if err != nil {
		return nil, err
	}
	var targets []target
	if within || len(opt.Targets) == 0 {
		if targets, err = a.targets(); err != nil {
			return nil, err
		}
	}
	out := []string{opt.AuditFile, opt.Mapping, opt.Baseline}
	for _, t := range targets {
		out = append(append(out, t.name, t.mapping), t.parts...)
	}
	out = append(append(out, opt.Targets...), opt.Suppress...)
	for _, s := range opt.Sources {
		out = append(out, s.From)
	}
	waivers, _ := WaiverFile(opt.Waivers, opt.AuditFile, a.file)
	return append(append(out, waivers), a.declaredFiles()...), nil
}

// declaredFiles lists the files that the audit file names.
func (a *audit) declaredFiles() []string {
	if a.file == nil {
		return nil
	}
	var names []string
	for _, d := range a.file.Datasets {
		names = append(names, d.Path, d.Mapping)
	}
	for _, r := range a.file.Registers {
		names = append(names, r.Path, r.Mapping)
	}
	for _, n := range a.file.Notices {
		names = append(names, n.Path)
	}
	for _, f := range a.file.Forms {
		names = append(names, f.Path)
	}
	for _, c := range a.file.Code {
		names = append(names, c.Path, c.Baseline)
	}
	for _, s := range a.file.Sources {
		names = append(names, s.From)
	}
	var out []string
	for _, name := range names {
		if name != "" {
			out = append(out, auditfile.Beside(filepath.Dir(a.opt.AuditFile), name))
		}
	}
	return out
}

// PersonTables lists the tables that an audit would hand to those who take rows, in its
// order, with Dataset, Name and Format alone. Only inputs of formats that hold several
// tables are opened for it; of the others, and of those that cannot be opened, it lists
// one table without Name, whether or not it holds persons. A *ConfigError says that
// nothing could be audited.
func PersonTables(ctx context.Context, opt Options) ([]take.Table, error) {
	a, targets, err := listing(opt)
	if err != nil {
		return nil, err
	}
	targets, _ = splitDocuments(apart(targets), opt.As)
	files, err := a.mappings(targets)
	if err != nil {
		return nil, err
	}
	var out []take.Table
	for _, t := range targets {
		one := take.Table{Dataset: t.name}
		if t.name != read.Stdin {
			one.Format, _ = read.FormatOf(cmp.Or(t.from, t.name)) // what is wrong with it, the audit says
		}
		switch format, _, _ := strings.Cut(one.Format, "+"); format {
		case "xlsx", "sqlite", "postgres", "mysql", "mariadb":
		default:
			out = append(out, one)
			continue
		}
		out = append(out, a.tablesOf(ctx, t, one, files[t.mapping])...)
	}
	return out, nil
}

// tablesOf lists the tables of persons of an input of several.
func (a *audit) tablesOf(ctx context.Context, t target, one take.Table, m *recognise.File) []take.Table {
	src, err := a.open(ctx, t, t.name)
	if err != nil {
		return []take.Table{one}
	}
	defer src.Close()
	if a.recog == nil {
		a.recog = recognise.New(a.schema)
	}
	var out []take.Table
	for _, table := range src.Tables {
		if t.table != "" && table.Name() != t.table {
			continue
		}
		sample, err := table.Sample(ctx, SampleRows)
		if err != nil {
			continue
		}
		if mapping, err := a.recognise(t, table, sample, m); err == nil && mapping.Person {
			out = append(out, take.Table{Dataset: t.name, Name: table.Name(), Format: one.Format})
		}
	}
	return out
}

// apart lists the files of datasets of several each for itself, as those who take rows
// are handed them.
func apart(targets []target) []target {
	var out []target
	for _, t := range targets {
		for _, name := range t.parts {
			one := t
			one.name, one.parts, one.found = name, nil, true
			out = append(out, one)
		}
		if len(t.parts) == 0 {
			out = append(out, t)
		}
	}
	return out
}

// listing finds the targets of an audit that is not run.
func listing(opt Options) (*audit, []target, error) {
	a, err := unrun(opt)
	if err != nil {
		return nil, nil, err
	}
	targets, err := a.targets()
	return a, targets, err
}

// unrun is an audit that is not run, with its audit file read.
func unrun(opt Options) (*audit, error) {
	a := &audit{opt: opt, schema: facts.NewSchema(), report: &finding.Report{}}
	if opt.AuditFile == "" {
		return a, nil
	}
	var err error
	if a.file, err = auditfile.Load(a.schema, opt.AuditFile); err != nil {
		return nil, &ConfigError{err}
	}
	return a, nil
}
