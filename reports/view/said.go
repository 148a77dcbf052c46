package view

import (
	"strings"

	"leadlint/reports/l10n"
	"leadlint/scanner/finding"
)

// Said tells in a few sentences, for a machine to show beside a line, what a point is: the
// title, where in the data, how many records, the law it is held against, what to do.
func Said(p *l10n.Printer, at *Point) string {
	f := at.Finding
	parts := []string{p.Text(f.Title) + "."}
	switch {
	case at.Place != nil:
		if used := PlaceUsed(p, at.Place); used != "" {
			parts = append(parts, p.Capital(used)+".")
		}
	case f.Subject.Dataset != "" && len(f.Subject.Columns) > 0:
		parts = append(parts, p.T("mach.in_columns", Place(f), strings.Join(f.Subject.Columns, ", ")))
	case f.Subject.Dataset != "":
		parts = append(parts, p.T("mach.in", Place(f)))
	}
	if at.Place == nil && f.Counts.Examined > 1 {
		parts = append(parts, p.T("sarif.rows", p.Int(f.Counts.Breach), p.Int(f.Counts.Examined)))
		if whole := Likely(p, f); whole != "" {
			parts = append(parts, whole)
		}
	}
	parts = append(parts, p.T("sarif.under", p.Articles(f.Articles.Primary), p.Code("kind", f.Kind)))
	if do := p.Text(f.Remedy); do != "" {
		parts = append(parts, do)
	}
	return strings.Join(parts, " ")
}

// Accepted words a waiver: who accepted what it covers, until when and why; empty for nil.
func Accepted(p *l10n.Printer, w *finding.Waived) string {
	if w == nil {
		return ""
	}
	return p.T("mach.waived", w.Owner, p.Date(w.Expires), w.Reason)
}
