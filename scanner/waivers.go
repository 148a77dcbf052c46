package scanner

import (
	"cmp"
	"errors"
	"io/fs"
	"path/filepath"

	"leadlint/rules/calendar"
	"leadlint/rules/facts"
	"leadlint/scanner/auditfile"
	"leadlint/scanner/engine"
	"leadlint/scanner/finding"
	"leadlint/scanner/waiver"
)

// WaiverFile gives the path of the file of waivers: the one asked for, else the one that
// the audit file names, else the one that may lie beside the audit file, or in the
// current folder where there is none. Named says that somebody asked for it, so that it
// must be there.
func WaiverFile(asked, auditFile string, declared *auditfile.File) (path string, named bool) {
	switch {
	case asked != "":
		return asked, true
	case declared != nil && declared.Waivers != "":
		return auditfile.Beside(filepath.Dir(auditFile), declared.Waivers), true
	}
	return filepath.Join(filepath.Dir(auditFile), waiver.Name), false
}

// readWaivers reads the file of waivers, if there is one. Without an audit file only one
// that was asked for is read: a file that lies about by chance accepts nothing.
func (a *audit) readWaivers() error {
	path, named := WaiverFile(a.opt.Waivers, a.opt.AuditFile, a.file)
	if a.file == nil && !named {
		return nil
	}
	f, err := waiver.Load(path)
	switch {
	case err == nil:
	case errors.Is(err, fs.ErrNotExist) && !named:
		return nil
	case errors.Is(err, fs.ErrNotExist):
		return configErrorf("there is no file of waivers %q; leadlint waive writes one", path)
	default:
		return &ConfigError{err}
	}
	if err := f.CheckRules(a.rules); err != nil {
		return &ConfigError{err}
	}
	a.waivers, a.waiverFile = f, path
	return nil
}

// waive holds the waivers against what was found, and the rules on waivers against them.
func (a *audit) waive() {
	if a.waivers == nil || len(a.waivers.Waivers) == 0 {
		return
	}
	verdicts := waiver.Apply(a.report, a.waivers, a.waiverScope())
	before := len(a.report.Findings)
	b := a.waiverBatch(verdicts)
	a.evaluateNamed(waiver.Relation, b, finding.Subject{Dataset: a.waiverFile}, func(from int) engine.Masker {
		return waiverNames{a.waivers.Waivers[from:], verdicts[from:]}
	})
	if a.unsure != nil {
		suspend(a.report.Findings[before:], a.unsure)
	}
}

func (a *audit) waiverScope() waiver.Scope {
	return waiver.Scope{
		Now: a.now, Base: filepath.Dir(cmp.Or(a.opt.AuditFile, a.waiverFile)), AuditFile: a.opt.AuditFile,
		Whole: a.file != nil && len(a.opt.Targets) == 0 && !a.opt.CodeOnly && a.opt.Diff == "",
		Number: func(id string) string {
			if r := a.rule(id); r != nil {
				return r.Catalogue
			}
			return id
		},
	}
}

// waiverBatch puts the entries into the columns that rules on them read.
func (a *audit) waiverBatch(verdicts []waiver.Verdict) *facts.Batch {
	rel, n := a.schema.Relation(waiver.Relation), len(verdicts)
	b := &facts.Batch{N: n, Cols: make([]facts.Vec, len(rel.Fields))}
	for i := range rel.Fields {
		b.Cols[i] = facts.UnknownVec(&rel.Fields[i], n)
	}
	col := func(name string) *facts.Vec { return &b.Cols[rel.Index(name)] }
	for i, v := range verdicts {
		e := &a.waivers.Waivers[i]
		col("name").Present[i/64] |= 1 << uint(i%64)
		col("name").Texts[i] = []byte(waiverName(e))
		col("approved").Days[i] = dayOf(string(e.Approved))
		col("expires").Days[i] = dayOf(string(e.Expires))
		col("narrow").Codes[i] = boolCode(v.Narrow)
		col("brief").Codes[i] = boolCode(v.Brief)
		if v.Used != nil {
			col("used").Codes[i] = boolCode(*v.Used)
		}
	}
	return b
}

// dayOf gives a date that was checked before.
func dayOf(date string) int32 {
	day, err := calendar.Parse(date)
	if err != nil {
		return facts.UnknownDay
	}
	return day
}

func waiverName(e *waiver.Entry) string { return e.Pos.Where() + " (" + e.Rule + ")" }

// waiverNames gives the entries as examples of what is found in their file.
type waiverNames struct {
	entries  []waiver.Entry
	verdicts []waiver.Verdict
}

// Mask gives the entry's place and what keeps it from holding; neither is a value of
// anybody.
func (w waiverNames) Mask(row int, _ []int) ([]engine.Masked, int64) {
	e, v := &w.entries[row], &w.verdicts[row]
	out := []engine.Masked{{Field: "name", Value: waiverName(e)}}
	switch v.State {
	case finding.WaiverExpired:
		out = append(out, engine.Masked{Field: "expires", Value: string(e.Expires)})
	case finding.WaiverNotYetValid:
		out = append(out, engine.Masked{Field: "approved", Value: string(e.Approved)})
	}
	if !v.Narrow {
		out = append(out, engine.Masked{Field: "narrow", Value: "false"})
	}
	if !v.Brief {
		out = append(out, engine.Masked{Field: "brief", Value: "false"})
	}
	return out, int64(e.Pos.Line)
}
