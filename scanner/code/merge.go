package code

import (
	"cmp"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"leadlint/rules"
	"leadlint/scanner/code/baseline"
	"leadlint/scanner/code/exception"
	"leadlint/scanner/code/files"
	"leadlint/scanner/code/observe"
	"leadlint/scanner/code/place"
	"leadlint/scanner/finding"
)

// gather joins what the files tell, by names alone. That nothing deletes the rows of a
// table is known only where every file was read.
func (s *scan) gather() observe.Project {
	all, whole := s.index.Result(), true
	for i := range s.files {
		whole = whole && s.files[i].err == nil && !s.files[i].tooHard
	}
	s.project = observe.Project{Has: all.Features, Deleted: func(f *observe.Fact) observe.Truth {
		switch {
		case all.Deleted(f.Name):
			return observe.True
		case whole:
			return observe.False
		}
		return observe.Unknown
	}}
	return s.project
}

// printed puts the places of a file in order, drops those that another of the same rule
// covers, and gives each its fingerprint.
func (s *scan) printed(file string, spots []spot) []spot {
	slices.SortStableFunc(spots, func(a, b spot) int {
		return cmp.Or(cmp.Compare(a.rule, b.rule), compareBool(a.open, b.open), cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end))
	})
	prints := place.NewPrints()
	var out []spot
	for _, at := range spots {
		if n := len(out); n > 0 && covered(&out[n-1], &at) {
			continue
		}
		at.print = prints.Of(s.plan.Rules()[at.rule].ID, file, at.text)
		at.place.Fingerprint = at.print
		out = append(out, at)
	}
	return out
}

// widest is the number of lines beyond which a place does not stand for those in it.
const widest = 12

// covered says whether a place is told already by the one before it.
func covered(last, at *spot) bool {
	if last.rule != at.rule || last.open != at.open {
		return false
	}
	inside := at.start < last.end && at.end <= last.end && last.place.EndLine-last.place.Line < widest
	return inside || at.place.Line == last.place.Line
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// result puts together what every file gave.
func (s *scan) result() *Result {
	out := &Result{Code: s.counted(), Rules: []RuleResult{}, SHA256: s.hash()}
	for _, r := range s.plan.Rules() {
		out.Rules = append(out.Rules, RuleResult{Rule: r})
	}
	known := s.opt.Baseline.Known()
	for i := range s.files {
		s.place(out, i, known)
	}
	for i := range out.Rules {
		n := &out.Rules[i].Counts
		n.Examined = n.Breach + n.NotShown + n.Clear
	}
	if s.opt.Baseline != nil {
		out.Code.Baseline = s.held(out, known)
	}
	return out
}

// place takes the places of one file into the result.
func (s *scan) place(out *Result, i int, known map[string]baseline.Place) {
	f, got := &s.listing.Files[i], &s.files[i]
	if got.err != nil {
		out.Lost = append(out.Lost, Lost{f.Path, got.err})
		return
	}
	used := make([]bool, len(got.exceptions))
	for rule, n := range got.clear {
		out.Rules[rule].Counts.Clear += n
	}
	for _, at := range s.printed(f.Path, got.spots) {
		r := &out.Rules[at.rule]
		if s.excused(r.Rule, f.Path) {
			continue
		}
		if at.project {
			at.place.Used = append(at.place.Used, "project")
		}
		if !at.open && s.excepts(&out.Code, r.Rule, &at, got.exceptions, used) {
			continue
		}
		if !s.inChange(f.Path, &at, got) {
			if !at.open {
				out.Code.Diff.Outside++
			}
			continue
		}
		at.place.Outcome = finding.Breach
		if at.open {
			at.place.Outcome = finding.NotShown
			r.Counts.NotShown++
		} else {
			r.Counts.Breach++
		}
		if s.opt.Baseline != nil && !at.open {
			at.place.State = finding.PlaceNew
			if _, ok := known[at.print]; ok {
				at.place.State = finding.PlaceKnown
			}
		}
		r.Places = append(r.Places, at.place)
	}
	s.exceptions(out, f, got, used)
}

// excused says whether the audit file leaves the file out for a rule.
func (s *scan) excused(r *rules.Rule, path string) bool {
	for i, m := range s.exclude {
		if x := &s.opt.Exclude[i]; (slices.Contains(x.Rules, r.ID) || slices.Contains(x.Rules, r.Catalogue)) && m.Match(path, false) {
			return true
		}
	}
	return false
}

// excepts says whether a comment excuses a place, and marks the comments that name it.
func (s *scan) excepts(code *finding.Code, r *rules.Rule, at *spot, list []exception.Exception, used []bool) bool {
	excused := false
	for i := range list {
		x := &list[i]
		inside := at.place.Line <= x.Covers && x.Covers <= at.place.EndLine
		if !inside || !x.Names(r.ID, r.Catalogue) || at.place.EndLine-at.place.Line >= widest && x.Covers != at.place.Line {
			continue
		}
		used[i] = true
		if x.Holds(s.opt.Now) && !excused {
			excused = true
			code.Suppressed = append(code.Suppressed, finding.Suppressed{Rule: r.ID, File: at.place.File, Line: at.place.Line,
				Reason: s.masker.Excerpt(x.Reason), Until: x.Until, Fingerprint: at.print})
		}
	}
	return excused
}

// inChange says whether a place belongs to the change that the places are limited to.
func (s *scan) inChange(path string, at *spot, got *fileResult) bool {
	if s.opt.Change == nil {
		return true
	}
	f := s.opt.Change.Files[path]
	return f != nil && (f.Touches(at.place.Line, at.place.EndLine) || got.before != nil && !got.before[at.print])
}

// exceptions tells what became of the comments of a file; of those outside the change
// that the places are limited to, nothing.
func (s *scan) exceptions(out *Result, f *files.File, got *fileResult, used []bool) {
	for i := range got.exceptions {
		x := Exception{Exception: got.exceptions[i], Known: len(got.exceptions[i].Rules) > 0}
		if s.opt.Change != nil {
			changed := s.opt.Change.Files[f.Path]
			if changed == nil || !changed.Touches(x.Line, x.Covers) {
				continue
			}
		}
		for _, id := range x.Rules {
			x.Known = x.Known && slices.ContainsFunc(s.opt.Rules, func(r *rules.Rule) bool { return r.ID == id || r.Catalogue == id })
		}
		if s.opt.Change == nil || used[i] {
			x.Used = &used[i]
		}
		part := s.part(&observe.Fact{Place: observe.PlaceOf(f.Path)})
		x.Place = finding.Place{
			File: f.Path, Line: x.Line, Column: 1, EndLine: x.Line, EndColumn: utf8.RuneCountInString(got.noted[i]) + 1,
			Language: f.Language, Part: part, Excerpt: got.noted[i], Facts: []finding.SampleValue{}, Note: noteIn(part),
		}
		out.Exceptions = append(out.Exceptions, x)
	}
}

// noteIn says whether what stands in a part of the project is a note only.
func noteIn(part string) bool {
	switch part {
	case "test", "sample", "documentation", "seed":
		return true
	}
	return false
}

// held compares the places with the baseline.
func (s *scan) held(out *Result, known map[string]baseline.Place) *finding.CodeBaseline {
	b := &finding.CodeBaseline{File: s.opt.BaselineName}
	met := map[string]bool{}
	for i := range out.Rules {
		for _, p := range out.Rules[i].Places {
			met[p.Fingerprint] = true
			switch p.State {
			case finding.PlaceNew:
				b.New++
			case finding.PlaceKnown:
				b.Known++
			}
		}
	}
	for _, x := range out.Code.Suppressed {
		met[x.Fingerprint] = true
	}
	if s.opt.Change != nil {
		return b // what is not shown of the rest is not gone
	}
	for _, p := range s.opt.Baseline.Places {
		if _, there := known[p.Fingerprint]; there && !met[p.Fingerprint] {
			b.Fixed = append(b.Fixed, finding.FixedPlace{Rule: p.Rule, File: p.File, Fingerprint: p.Fingerprint})
		}
	}
	return b
}

// counted sums up what was read.
func (s *scan) counted() finding.Code {
	c := finding.Code{Name: s.opt.Name, Path: filepath.ToSlash(filepath.Clean(s.opt.Path)), Languages: []finding.CodeLanguage{}, Skipped: []finding.CodeSkipped{}, Features: s.features()}
	byLanguage := map[string]*finding.CodeLanguage{}
	skipped := map[string]*finding.CodeSkipped{}
	skip := func(reason, path string, n int) {
		if skipped[reason] == nil {
			skipped[reason] = &finding.CodeSkipped{Reason: reason, Example: path}
		}
		skipped[reason].Files += n
	}
	for _, x := range s.listing.Skipped {
		skip(x.Reason, x.Example, x.Files)
	}
	for i := range s.files {
		f, got := &s.listing.Files[i], &s.files[i]
		switch {
		case got.excluded:
			skip("excluded", f.Path, 1)
			continue
		case got.binary:
			skip(files.Binary, f.Path, 1)
			continue
		case got.err != nil:
			continue
		case got.tooHard:
			skip("too_hard", f.Path, 1)
		}
		c.Files++
		c.Bytes += got.src
		c.Facts += got.facts
		l := byLanguage[f.Language]
		if l == nil {
			l = &finding.CodeLanguage{Language: f.Language}
			byLanguage[f.Language] = l
		}
		l.Files++
		l.Lines += got.lines
		if got.parsed {
			c.Parsed++
		}
		if got.recovered {
			l.Recovered++
		}
	}
	for _, l := range byLanguage {
		c.Languages = append(c.Languages, *l)
	}
	slices.SortFunc(c.Languages, func(a, b finding.CodeLanguage) int { return strings.Compare(a.Language, b.Language) })
	for _, x := range skipped {
		c.Skipped = append(c.Skipped, *x)
	}
	slices.SortFunc(c.Skipped, func(a, b finding.CodeSkipped) int { return strings.Compare(a.Reason, b.Reason) })
	if d := s.opt.Change; d != nil {
		c.Diff = &finding.CodeDiff{Base: d.Base}
		for i := range s.listing.Files {
			if d.Files[s.listing.Files[i].Path] != nil {
				c.Diff.Files++
			}
		}
	}
	return c
}

func (s *scan) features() []string {
	f := s.opt.Schema.Relation("code").Field("project_has")
	out := []string{}
	for i, name := range f.Values {
		if s.project.Has>>uint(i)&1 == 1 {
			out = append(out, name)
		}
	}
	return out
}
