// Package csvout writes a report as a table of comma separated values: a row a finding,
// then the waivers, what an earlier audit had, what was not read, and a last row on the
// coverage.
package csvout

import (
	"bufio"
	"io"
	"math"
	"strconv"
	"strings"

	"leadlint/reports/internal/cell"
	"leadlint/reports/l10n"
	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// Columns are the heads, in order. They and the coded values below them are the same in
// both languages; only title, remedy, evidence and message are worded.
func Columns() []string {
	return []string{
		"record", "rule", "pack", "status", "kind", "severity", "state", "counts", "articles", "title",
		"relation", "dataset", "table", "columns", "file", "line", "occurrences",
		"examined", "breach", "not_shown", "clear", "persons",
		"remedy", "within", "due", "evidence", "message",
		"waived_by", "waived_until", "waived_reason", "precedents", "fingerprint",
		"whole_low", "whole_high",
	}
}

// row is one record by column; a column that is not set is empty.
type row map[string]string

// Write writes r as RFC 4180 has it, lines ended by CR LF, every cell safe from being run
// as a formula (cell.Guard). In English the separator is a comma and the file has no byte
// order mark; in French, as Excel there wants it, a semicolon and one. The last row is of
// record "coverage" and says whether the audit is complete; a file without it was cut. It
// returns the errors of w.
func Write(w io.Writer, r *finding.Report, opt view.Options) error {
	t := &table{w: bufio.NewWriter(w), p: view.Printer(opt.Lang, r), c: view.New(r), separator: ','}
	if t.p.Lang() == "fr" {
		t.separator = ';'
		t.w.WriteString("\ufeff")
	}
	t.record(Columns())
	for i := range t.c.Report.Findings {
		t.row(t.finding(&t.c.Report.Findings[i]))
	}
	for i := range t.c.Report.Waivers {
		t.row(t.waiver(&t.c.Report.Waivers[i]))
	}
	if earlier := t.c.Report.Comparison; earlier != nil {
		for i := range earlier.Fixed {
			t.row(t.fixed(&earlier.Fixed[i]))
		}
	}
	for _, i := range t.c.Unread() {
		t.row(t.issue(&i))
	}
	t.row(t.coverage())
	return t.w.Flush()
}

type table struct {
	// w keeps the first error, which Flush gives.
	w         *bufio.Writer
	p         *l10n.Printer
	c         *view.Case
	separator rune
}

func (t *table) row(r row) {
	columns := Columns()
	values := make([]string, len(columns))
	for i, name := range columns {
		values[i] = r[name]
	}
	t.record(values)
}

func (t *table) record(values []string) {
	t.w.WriteString(cell.Record(t.separator, values) + "\r\n")
}

func (t *table) finding(f *finding.Finding) row {
	counts, aside := view.Counting(f)
	out := row{
		"record": "finding", "rule": f.Rule, "pack": f.Pack, "status": string(f.Outcome), "kind": f.Kind, "severity": f.Severity,
		"state": f.State, "counts": strconv.FormatBool(counts), "articles": list(f.Articles.Primary), "title": t.p.Text(f.Title),
		"relation": f.Subject.Relation, "dataset": f.Subject.Dataset, "table": f.Subject.Table, "columns": list(f.Subject.Columns),
		"examined": number(f.Counts.Examined), "breach": number(f.Counts.Breach), "not_shown": number(f.Counts.NotShown), "clear": number(f.Counts.Clear),
		"remedy": t.p.Text(f.Remedy), "within": f.Within, "due": f.Due, "evidence": t.p.Text(f.Evidence), "message": t.p.Opt(f.Reason),
		"fingerprint": f.Fingerprint,
	}
	if f.Counts.Persons > 0 {
		out["persons"] = number(f.Counts.Persons)
	}
	if i := f.Interval; i != nil {
		out["whole_low"], out["whole_high"] = share(i.Low), share(i.High)
	}
	var ids []string
	for _, p := range f.Precedents {
		ids = append(ids, p.ID)
	}
	out["precedents"] = list(ids)
	if len(f.Places) > 0 {
		at := &f.Places[0]
		out["file"], out["line"], out["occurrences"] = at.File, number(int64(at.Line)), number(int64(len(f.Places)))
	}
	if by := view.WaiverOf(f); by != nil && aside == "waived" {
		out["waived_by"], out["waived_until"], out["waived_reason"] = by.Owner, by.Expires, by.Reason
	}
	return out
}

func (t *table) waiver(w *finding.Waiver) row {
	out := row{"record": "waiver", "rule": w.Rule, "status": w.State, "occurrences": number(int64(w.Findings + w.Places)),
		"waived_by": w.Terms.Owner, "waived_until": w.Terms.Expires, "waived_reason": w.Terms.Reason}
	if i := strings.LastIndexByte(w.Terms.Where, ':'); i >= 0 {
		out["file"], out["line"] = w.Terms.Where[:i], w.Terms.Where[i+1:]
	}
	var subject []string
	for _, s := range w.Subject {
		subject = append(subject, s.Field+": "+s.Value)
		if s.Field == "dataset" || s.Field == "table" || s.Field == "fingerprint" {
			out[s.Field] = s.Value
		}
	}
	out["message"] = list(subject)
	return out
}

// fixed is the row of a breach of the earlier audit that is one no more; its status is the
// rule's answer now.
func (t *table) fixed(f *finding.Fixed) row {
	return row{"record": "fixed", "rule": f.Rule, "status": string(f.Outcome), "severity": f.Severity, "title": t.p.Text(f.Title),
		"dataset": f.Dataset, "table": f.Table, "fingerprint": f.Fingerprint}
}

func (t *table) issue(i *finding.Issue) row {
	out := row{"record": "issue", "status": i.Severity, "dataset": i.Input, "table": i.Table, "occurrences": number(i.Count), "message": t.p.Text(i.Message)}
	if i.Line > 0 {
		out["line"] = number(i.Line)
	}
	return out
}

func (t *table) coverage() row {
	c := &t.c.Report.Coverage
	out := row{"record": "coverage", "status": "complete", "examined": number(c.Rows), "occurrences": number(c.Skipped), "persons": number(c.Persons),
		"message": t.p.T("junit.whole")}
	if !c.Complete {
		out["status"], out["message"] = "incomplete", t.p.T("mach.incomplete")
	}
	if c.Sample != nil {
		out["state"], out["message"] = "sample", view.Drawn(t.p, c.Sample)+": "+out["message"]
	}
	return out
}

// share gives a share from 0 to 1 in per cent, with a point in both languages.
func share(x float64) string { return strconv.FormatFloat(math.Round(x*1e8)/1e6, 'f', -1, 64) }

func number(n int64) string { return strconv.FormatInt(n, 10) }

// list joins what stands in one cell; the parts are guarded by themselves as well, since
// a spreadsheet that expects another separator could cut them.
func list(parts []string) string {
	guarded := make([]string, len(parts))
	for i, s := range parts {
		guarded[i] = cell.Guard(s)
	}
	return strings.Join(guarded, " | ")
}
