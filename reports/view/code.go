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
		if ofCode(f) == code {
			out = append(out, f)
		}
	}
	return out
}

// ofCode says whether a finding rests on places in code, comments included.
func ofCode(f *finding.Finding) bool {
	return f.Subject.Relation == "code" || f.Subject.Relation == "exception"
}

// OnlyCode says whether nothing but collection code was examined, so that the rules on
// everything else are no matter of this audit.
func (c *Case) OnlyCode() bool {
	for _, in := range c.Report.Inputs {
		if in.Relation != "code" {
			return false
		}
	}
	return len(c.Report.Code) > 0 && len(c.Report.Sources) == 0
}

// Aside counts the rules that were not assessed as only code was examined, and gives the
// findings that were not assessed for another reason.
func (c *Case) Aside() (rules int, others *Case) {
	var aside, rest []*finding.Finding
	for _, f := range c.NotAssessed {
		if c.OnlyCode() && !ofCode(f) {
			aside = append(aside, f)
		} else {
			rest = append(rest, f)
		}
	}
	return len(Rules(aside)), &Case{Report: c.Report, NotAssessed: rest}
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

// CodeRead says how much of a folder of code was read.
func CodeRead(p *l10n.Printer, c *finding.Code) string {
	if c.Parsed == c.Files {
		return p.N("code.read_all", int64(c.Files), p.Bytes(c.Bytes), p.Int(c.Facts))
	}
	return p.N("code.read", int64(c.Files), p.Bytes(c.Bytes), p.Int(int64(c.Parsed)), p.Int(c.Facts))
}

// CodeRemarks says what was left out of a folder of code, and what limits the findings on
// it: a change, a baseline, exceptions.
func CodeRemarks(p *l10n.Printer, c *finding.Code) []string {
	var out []string
	for i := range c.Skipped {
		out = append(out, SkippedFiles(p, &c.Skipped[i]))
	}
	if d := c.Diff; d != nil {
		out = append(out, p.T("code.diff", d.Base, p.Int(int64(d.Files)), p.Int(int64(d.Outside))))
	}
	if b := c.Baseline; b != nil {
		out = append(out, p.T("code.baseline", b.File, p.Int(int64(b.New)), p.Int(int64(b.Known)), p.Int(int64(len(b.Fixed)))))
		for _, x := range b.Fixed {
			out = append(out, p.T("code.fixed", x.Rule, x.File))
		}
	}
	for _, s := range c.Suppressed {
		out = append(out, p.T("code.suppressed", s.Rule, s.File, p.Int(int64(s.Line)), s.Reason, p.Date(s.Until)))
	}
	return out
}
