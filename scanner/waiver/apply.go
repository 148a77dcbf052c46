package waiver

import (
	"path"
	"slices"
	"strings"

	"leadlint/rules/calendar"
	"leadlint/scanner/code/files/ignore"
	"leadlint/scanner/finding"
)

// Scope says what a report covers, as far as the report itself does not.
type Scope struct {
	// Now is the day of the audit.
	Now int32
	// Base is the folder that the datasets of waivers are relative to, AuditFile the audit
	// file, empty for none.
	Base, AuditFile string
	// Whole says that everything the audit file lists was examined, so that what a
	// waiver names without its dataset was too, wherever it lies.
	Whole bool
	// Number gives the number in the catalogue of a rule.
	Number func(rule string) string
}

// Verdict is what the rules on waivers ask of one entry.
type Verdict struct {
	// Narrow says that it keeps to one rule and one dataset, Brief that it holds for
	// twelve months at most.
	Narrow, Brief bool
	// Used says whether something that fired matches it; nil where what it names was
	// not examined, or not decided.
	Used *bool
	// State is the state that the report gives it.
	State string
}

// Apply holds the entries of a file against a report: it marks what those that hold
// cover, and fills the report's list of waivers. The verdicts are those of the entries,
// in their order.
func Apply(r *finding.Report, f *File, s Scope) []Verdict {
	a := applying{r: r, s: s, names: datasets{base: s.Base, declared: s.AuditFile, known: map[string][]string{}, patterns: map[string]func(string) bool{}}}
	out := make([]Verdict, len(f.Waivers))
	for i := range f.Waivers {
		e := &f.Waivers[i]
		hits := a.hits(e)
		v := a.verdict(e, hits)
		w := finding.Waiver{Rule: e.Rule, Subject: e.Subject.Values(), Terms: e.Terms(), State: v.State, Findings: len(hits)}
		for _, h := range hits {
			w.Places += len(h.places)
			if v.State == finding.WaiverActive {
				h.mark(e.Terms())
			}
		}
		r.Waivers = append(r.Waivers, w)
		out[i] = v
	}
	for i := range r.Findings {
		whole(&r.Findings[i])
	}
	return out
}

// applying is one run of Apply.
type applying struct {
	r     *finding.Report
	s     Scope
	names datasets
}

// hit is a finding that fired and that a waiver matches, with the places in breach that
// it covers; all says that it covers the finding as such.
type hit struct {
	f      *finding.Finding
	all    bool
	places []int
}

// mark sets the terms where none are set: the first waiver that holds counts.
func (h *hit) mark(terms finding.Waived) {
	if h.all && h.f.Waived == nil {
		h.f.Waived = &terms
	}
	for _, i := range h.places {
		if p := &h.f.Places[i]; p.Waived == nil {
			p.Waived = &terms
		}
	}
}

// hits lists what fired and is matched.
func (a *applying) hits(e *Entry) []hit {
	var out []hit
	for i := range a.r.Findings {
		f := &a.r.Findings[i]
		if f.Outcome != finding.Breach || !a.about(e, f) {
			continue
		}
		if h, ok := cover(&e.Subject, f, finding.Breach); ok {
			out = append(out, h)
		}
	}
	return out
}

// about says whether a finding's rule, dataset, table and fields are those of an entry.
func (a *applying) about(e *Entry, f *finding.Finding) bool {
	s := &e.Subject
	switch {
	case !Waivable(f.Kind, f.Subject.Relation):
		return false
	case !matchRule(e.Rule, f.Rule) && !matchRule(e.Rule, a.s.Number(f.Rule)):
		return false
	case s.Dataset != "" && !a.names.match(s.Dataset, f.Subject.Dataset):
		return false
	case s.Table != "" && s.Table != f.Subject.Table:
		return false
	}
	return s.Field == "" || reads(&f.Subject, s.Field)
}

// reads says whether a field, with or without its relation, or a header is among what
// was looked at.
func reads(s *finding.Subject, field string) bool {
	own := s.Relation + "."
	bare := strings.TrimPrefix(field, own)
	return slices.Contains(s.Columns, field) ||
		slices.ContainsFunc(s.Fields, func(f string) bool { return strings.TrimPrefix(f, own) == bare })
}

func matchRule(want, rule string) bool {
	ok, err := path.Match(want, rule)
	return want == rule || err == nil && ok
}

// Waivable says whether findings of a kind of rule on a relation can be accepted: gates
// only decide whether others apply, and rules on waivers cannot be set aside by one.
func Waivable(kind, relation string) bool { return kind != "gate" && relation != Relation }

// Relation is the relation whose rows are the entries of the file.
const Relation = "waiver"

// cover gives what of a finding a subject covers: the finding as such, or its places of
// an outcome that path and fingerprint name.
func cover(s *Subject, f *finding.Finding, o finding.Outcome) (hit, bool) {
	h := hit{f: f}
	whole := s.Fingerprint == "" || s.Fingerprint == f.Fingerprint
	h.all = whole && s.Path == ""
	var files *ignore.Matcher
	if s.Path != "" {
		files = ignore.New([]string{s.Path})
	}
	for i := range f.Places {
		p := &f.Places[i]
		if p.Outcome == o && (whole || p.Fingerprint == s.Fingerprint) && (files == nil || files.Match(p.File, false)) {
			h.places = append(h.places, i)
		}
	}
	return h, h.all || len(h.places) > 0
}

// verdict gives the state of an entry that matches some hits.
func (a *applying) verdict(e *Entry, hits []hit) Verdict {
	v := Verdict{Narrow: e.Narrow() && !a.several(e, hits), Brief: e.Brief()}
	switch {
	case len(hits) > 0:
		used := true
		v.Used = &used
	case a.examined(e):
		used := false
		v.Used = &used
	}
	switch v.State = Dated(e, a.s.Now); {
	case v.State != finding.WaiverActive:
	case !v.Narrow || !v.Brief:
		v.State = finding.WaiverTooBroad
	case v.Used == nil:
		v.State = finding.WaiverNotExamined
	case !*v.Used:
		v.State = finding.WaiverOrphaned
	}
	return v
}

// Dated gives the state of an entry by its days alone: expired, not yet valid, or active.
func Dated(e *Entry, now int32) string {
	switch {
	case day(e.Expires) < now:
		return finding.WaiverExpired
	case day(e.Approved) > now:
		return finding.WaiverNotYetValid
	}
	return finding.WaiverActive
}

// Brief says whether an entry holds for twelve months at most.
func (e *Entry) Brief() bool {
	return day(e.Expires) <= calendar.Add(day(e.Approved), longest(), 1)
}

// Narrow says whether an entry keeps to one rule and to a subject that leaves something
// out, as far as the file alone shows it.
func (e *Entry) Narrow() bool {
	limits := func(v finding.SampleValue) bool { return !everything(v.Value) }
	return !isPattern(e.Rule) && slices.ContainsFunc(e.Subject.Values(), limits)
}

// several says whether an entry covers more than one dataset: its pattern names several
// that were examined, or what it matches lies in several.
func (a *applying) several(e *Entry, hits []hit) bool {
	seen := map[string]bool{}
	for _, h := range hits {
		seen[h.f.Subject.Dataset] = true
	}
	if isPattern(e.Subject.Dataset) {
		for _, in := range a.r.Inputs {
			if a.names.match(e.Subject.Dataset, in.Name) {
				seen[in.Name] = true
			}
		}
	}
	return len(seen) > 1
}

// examined says whether what an entry names was examined whole and decided, so that it
// matches nothing because there is nothing.
func (a *applying) examined(e *Entry) bool {
	if !a.r.Coverage.Complete || e.Subject.Dataset == "" && !a.s.Whole || e.Subject.Dataset != "" && !a.inScope(e.Subject.Dataset) {
		return false
	}
	for i := range a.r.Findings {
		f := &a.r.Findings[i]
		if !a.about(e, f) {
			continue
		}
		h, open := cover(&e.Subject, f, finding.NotShown)
		switch {
		case open && (f.Outcome == finding.NotShown || len(h.places) > 0), a.changeOnly(f):
			return false
		case f.Outcome == finding.NotAssessed && (len(f.Needs) > 0 || f.Subject.Dataset == ""):
			return false
		}
	}
	return true
}

// changeOnly says whether a finding rests on a change of code only.
func (a *applying) changeOnly(f *finding.Finding) bool {
	return slices.ContainsFunc(a.r.Code, func(c finding.Code) bool { return c.Name == f.Subject.Dataset && c.Diff != nil })
}

// inScope says whether the report examined a dataset.
func (a *applying) inScope(dataset string) bool {
	for _, in := range a.r.Inputs {
		if a.names.match(dataset, in.Name) {
			return true
		}
	}
	return slices.ContainsFunc(a.r.Findings, func(f finding.Finding) bool {
		return f.Outcome != finding.NotAssessed && a.names.match(dataset, f.Subject.Dataset)
	})
}

// whole marks a finding on code as waived once none of its places counts any more; of
// several waivers the one that ends first is named.
func whole(f *finding.Finding) {
	var first *finding.Waived
	for i := range f.Places {
		p := &f.Places[i]
		if p.Counting() {
			return
		}
		if p.Outcome != finding.Breach || p.Note || p.State == finding.PlaceKnown {
			continue
		}
		if first == nil || p.Waived.Expires < first.Expires {
			first = p.Waived
		}
	}
	if f.Waived == nil {
		f.Waived = first
	}
}
