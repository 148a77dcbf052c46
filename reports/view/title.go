package view

import (
	"strings"

	"leadlint/reports/l10n"
	"leadlint/scanner/finding"
)

// mostKinds is how many kinds of pieces a title names.
const mostKinds = 3

// Heading gives the title of the report: that of the case, else one that says what was
// examined, so that a report on code or notices alone does not pass for one on a file of
// contacts.
func Heading(p *l10n.Printer, r *finding.Report) string {
	return Title(p, r, examinedTitle(p, r))
}

func examinedTitle(p *l10n.Printer, r *finding.Report) string {
	kinds := Kinds(r)
	if len(kinds) == 0 || len(kinds) == 1 && kinds[0] == "contact" {
		return p.T("head.title")
	}
	if len(kinds) > mostKinds {
		kinds = append(kinds[:mostKinds-1], "rest")
	}
	var names []string
	for _, k := range kinds {
		names = append(names, p.T("doc.of."+k))
	}
	return p.T("doc.title", p.List(names))
}

// Kinds names the kinds of pieces that were examined, in the order of a title: "contact",
// "registers", "notices", "messages", "forms", "pages" and "code".
func Kinds(r *finding.Report) []string {
	has := map[string]bool{"forms": len(r.Forms) > 0, "pages": len(r.Sources) > 0, "code": len(r.Code) > 0}
	for i := range r.Notices {
		if r.Notices[i].Message != nil {
			has["messages"] = true
		} else {
			has["notices"] = true
		}
	}
	for _, in := range r.Inputs {
		switch in.Relation {
		case "contact":
			has["contact"] = true
		case "notice", "form", "page", "code", "exception", "":
		default:
			has["registers"] = true
		}
	}
	var out []string
	for _, k := range []string{"contact", "registers", "notices", "messages", "forms", "pages", "code"} {
		if has[k] {
			out = append(out, k)
		}
	}
	return out
}

// Title gives the title of the case, or the other one where the audit file gives none; of
// a sample, it says so.
func Title(p *l10n.Printer, r *finding.Report, other string) string {
	switch {
	case strings.TrimSpace(r.Controller.Title) == "":
		return other
	case r.Coverage.Sample != nil:
		return p.T("smp.title", r.Controller.Title)
	}
	return r.Controller.Title
}
