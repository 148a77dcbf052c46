package decision

import (
	"slices"
	"strings"

	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// wording is what a finding says whatever it was found in.
type wording struct {
	rule, kind, severity, articles, precedents   string
	title, law, condition, why, evidence, remedy finding.Text
	note                                         finding.Text
	within, due                                  string
}

func wordingOf(f *finding.Finding) wording {
	var cited []string
	for _, p := range f.Precedents {
		cited = append(cited, p.ID+p.Reference)
	}
	out := wording{
		rule: f.Rule, kind: f.Kind, severity: f.Severity, articles: strings.Join(slices.Concat(f.Articles.Primary, f.Articles.Related), " "),
		precedents: strings.Join(cited, " "), title: f.Title, law: f.Law, condition: f.Condition, why: f.Why, evidence: f.Evidence,
		remedy: f.Remedy, within: f.Within, due: f.Due,
	}
	if f.Note != nil {
		out.note = *f.Note
	}
	return out
}

// together gathers findings that say the same of several files, which then are one
// section of the reasons; in the order in which each begins.
func together(findings []*finding.Finding) [][]*finding.Finding {
	at := map[wording]int{}
	var out [][]*finding.Finding
	for _, f := range findings {
		k := wordingOf(f)
		i, ok := at[k]
		if !ok {
			i = len(out)
			at[k] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], f)
	}
	return out
}

// ofOne gives what is said of all findings alike; empty when it is not.
func ofOne(findings []*finding.Finding, say func(*finding.Finding) string) string {
	first := say(findings[0])
	for _, f := range findings[1:] {
		if say(f) != first {
			return ""
		}
	}
	return first
}

// places names where the findings were found, each place once.
func places(findings []*finding.Finding) string {
	var out []string
	for _, f := range findings {
		if at := view.Place(f); at != "" && !slices.Contains(out, at) {
			out = append(out, at)
		}
	}
	return strings.Join(out, ", ")
}

// alike gathers findings of one rule that say the same by a further key.
func alike(findings []*finding.Finding, key func(*finding.Finding) string) [][]*finding.Finding {
	type sort struct {
		rule, further   string
		title, evidence finding.Text
	}
	at := map[sort]int{}
	var out [][]*finding.Finding
	for _, f := range findings {
		k := sort{f.Rule, key(f), f.Title, f.Evidence}
		i, ok := at[k]
		if !ok {
			i = len(out)
			at[k] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], f)
	}
	return out
}

func examined(f *finding.Finding) int64 { return f.Counts.Examined }
func notShown(f *finding.Finding) int64 { return f.Counts.NotShown }

// sum adds up a count over findings.
func (w *writer) sum(list []*finding.Finding, of func(*finding.Finding) int64) Cell {
	var n int64
	for _, f := range list {
		n += of(f)
	}
	return w.count(n)
}

// counted names where findings were found, each with its count where there are several.
func (w *writer) counted(list []*finding.Finding, of func(*finding.Finding) int64) string {
	if len(list) == 1 {
		return view.Place(list[0])
	}
	var out []string
	for _, f := range list {
		out = append(out, or(view.Place(f))+" ("+w.p.Int(of(f))+")")
	}
	return strings.Join(out, ", ")
}

// differs gives what is said of a finding where those it stands among do not say it
// alike; else it is empty.
func differs(list []*finding.Finding, f *finding.Finding, say func(*finding.Finding) string) string {
	if ofOne(list, say) != "" {
		return ""
	}
	return say(f)
}
