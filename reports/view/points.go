package view

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"leadlint/rules"
	"leadlint/scanner/finding"
)

// Level is how loudly a machine is told of a finding: what is a breach and grave is an
// error, what is to be justified a warning, the rest a note.
type Level uint8

// The levels, loudest first.
const (
	LevelError Level = iota
	LevelWarning
	LevelNote
)

// Point is one thing that a machine is told at a file and line: a place in code, or a
// finding on a dataset as a whole.
type Point struct {
	Finding *finding.Finding
	// Place is nil for a finding that is not on code.
	Place *finding.Place
	// Path is the file that is shown, from where the audit was run, with slashes: that
	// of the place; else the audit file, where it declares what the finding is about;
	// else the dataset. It is never empty, since services drop what has no file.
	Path string
	// At is the line of the audit file; 0 where Path is another file.
	At    int
	Level Level
	// Waived is set where a waiver covers the place or the finding.
	Waived *finding.Waived
	// State is new, same or reopened beside an earlier audit or baseline; empty without one.
	State string
	// Fingerprint tells the point from every other of the report.
	Fingerprint string
}

// Line is the point's line, from 1; 1 where it is about a file as a whole.
func (p *Point) Line() int {
	if p.Place == nil {
		return max(1, p.At)
	}
	return max(1, p.Place.Line)
}

// News says whether the point is told on: nobody waived it, and it was not there before.
func (p *Point) News() bool { return p.Waived == nil && p.State != finding.StateSame }

// Points lists what fired: places in code one by one, other findings as one each.
// Loudest first, then by severity, path, line and rule. What is waived or known from an
// earlier audit is among them; News tells them apart.
func (c *Case) Points() []Point {
	var out []Point
	for _, f := range c.Fired() {
		if !ofCode(f) {
			p := Point{Finding: f, Level: levelOf(f, nil), Fingerprint: f.Fingerprint, Waived: f.Waived, State: f.State}
			p.Path, p.At = c.anchor(f)
			out = append(out, p)
			continue
		}
		for i := range f.Places {
			p := &f.Places[i]
			if p.Outcome == finding.Breach {
				out = append(out, Point{Finding: f, Place: p, Path: c.pathOf(f, p), Level: levelOf(f, p), Fingerprint: p.Fingerprint,
					Waived: waivedOf(f, p), State: stateOf(f, p)})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Point) int {
		return cmp.Or(cmp.Compare(a.Level, b.Level),
			cmp.Compare(rules.Severity(a.Finding.Severity).Rank(), rules.Severity(b.Finding.Severity).Rank()),
			cmp.Compare(a.Path, b.Path), cmp.Compare(a.Line(), b.Line()), cmp.Compare(a.Finding.Rule, b.Finding.Rule))
	})
	return out
}

// waivedOf gives the waiver on a place, or that on its whole finding.
func waivedOf(f *finding.Finding, p *finding.Place) *finding.Waived {
	if p.Waived != nil {
		return p.Waived
	}
	return f.Waived
}

// stateOf gives the state of a place in the words of findings.
func stateOf(f *finding.Finding, p *finding.Place) string {
	switch p.State {
	case finding.PlaceNew:
		return finding.StateNew
	case finding.PlaceKnown:
		return finding.StateSame
	case "":
		return f.State
	}
	return p.State
}

func levelOf(f *finding.Finding, p *finding.Place) Level {
	switch s := rules.Severity(f.Severity); {
	case p != nil && p.Note, s.Rank() >= rules.Low.Rank(), f.Kind == string(rules.Guidance):
		return LevelNote
	case Concluded(f) == Constituted && s.Rank() <= rules.High.Rank():
		return LevelError
	}
	return LevelWarning
}

// pathOf gives the path of a place from where the audit was run.
func (c *Case) pathOf(f *finding.Finding, p *finding.Place) string {
	for i := range c.Report.Code {
		if code := &c.Report.Code[i]; code.Name == f.Subject.Dataset {
			return relative(code.Path, p.File)
		}
	}
	return p.File
}

// relative joins a path below a folder to the folder's own, as far as that lies below
// where the audit was run: a path that leads out of there means nothing elsewhere.
func relative(folder, file string) string {
	folder = strings.ReplaceAll(folder, "\\", "/")
	if folder == "" {
		return file
	}
	if path.IsAbs(folder) || folder == ".." || strings.HasPrefix(folder, "../") || strings.Contains(folder, ":") {
		if file == "" {
			return path.Base(folder)
		}
		return file
	}
	if file == "" || path.Base(folder) == file && path.Ext(file) != "" {
		return path.Clean("./" + folder)
	}
	return path.Join(folder, file)
}

// LevelOf is the level of a finding's rule where nothing of a place lowers it.
func LevelOf(f *finding.Finding) Level { return levelOf(f, nil) }
