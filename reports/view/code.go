package view

import (
	"fmt"

	"leadlint/reports/l10n"
	"leadlint/scanner/finding"
)

// OnCode lists the findings on collection code that fired, in the order of Fired.
func (c *Case) OnCode() []*finding.Finding { return pick(c.Fired(), true) }

// OnData lists those of some findings that are not on collection code.
func OnData(list []*finding.Finding) []*finding.Finding { return pick(list, false) }

func pick(list []*finding.Finding, code bool) []*finding.Finding {
	var out []*finding.Finding
	for _, f := range list {
		if (f.Subject.Relation == "code") == code {
			out = append(out, f)
		}
	}
	return out
}

// FilePlace words a place in code as compilers do: file:line:column.
func FilePlace(p *finding.Place) string {
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// PlaceMarks says what sets a place apart: that it is a note only, known already, or
// not shown.
func PlaceMarks(p *l10n.Printer, at *finding.Place) []string {
	var out []string
	if at.Outcome == finding.NotShown {
		out = append(out, p.T("code.place.not_shown"))
	}
	if at.Note {
		out = append(out, p.T("code.place.note", p.Code("code.part", at.Part)))
	}
	if at.State == finding.PlaceKnown {
		out = append(out, p.T("code.place.known"))
	}
	return out
}

// PlaceUsed says what was used beside the text of a place; empty for nothing.
func PlaceUsed(p *l10n.Printer, at *finding.Place) string {
	var words []string
	for _, u := range at.Used {
		words = append(words, p.Code("code.used", u))
	}
	if words == nil {
		return ""
	}
	return p.T("code.place.used", p.List(words))
}

// SkippedFiles words why files were left out: "3 vendored (such as vendor/x.js)".
func SkippedFiles(p *l10n.Printer, s *finding.CodeSkipped) string {
	return p.T("code.skipped_files", p.Int(int64(s.Files)), p.Code("code.skipped", s.Reason), s.Example)
}
