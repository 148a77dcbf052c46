// Package xlsx writes a report as a workbook: a summary, and a sheet each for findings,
// measures, places in code, masked examples, columns, coverage and rules, to sort, filter
// and hand out.
package xlsx

import (
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"

	"leadlint/reports/l10n"
	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// Write writes r as an Office Open XML workbook. Every text is a cell of type text that no
// spreadsheet runs as a formula; numbers, shares and days are numbers. The same report
// gives the same bytes: dates in the file are the audit's day. A sheet that would be empty
// is left out, but for findings and coverage. It returns the errors of w.
func Write(w io.Writer, r *finding.Report, opt view.Options) error {
	c := view.New(r)
	b := &book{p: view.Printer(opt.Lang, r), c: c, file: excelize.NewFile()}
	if err := b.fill(); err != nil {
		return fmt.Errorf("write the workbook: %w", err)
	}
	b.file.SetZipWriter(newArchive)
	if err := b.file.Write(w); err != nil {
		return fmt.Errorf("write the workbook: %w", err)
	}
	return b.file.Close()
}

// book is a workbook that is being made.
type book struct {
	p     *l10n.Printer
	c     *view.Case
	file  *excelize.File
	style styles
	first bool
}

func (b *book) fill() error {
	if err := b.styles(); err != nil {
		return err
	}
	b.first = true
	for _, s := range []sheet{b.summary(), b.findings(), b.orders(), b.places(), b.examples(), b.waivers(), b.compared(), b.columns(), b.coverage(), b.rules()} {
		if len(s.rows) == 0 && !s.always {
			continue
		}
		if err := b.write(&s); err != nil {
			return err
		}
	}
	return b.properties()
}

// properties describes the file. Its dates are the audit's day, so that the bytes do not
// depend on the clock.
func (b *book) properties() error {
	r := b.c.Report
	day := ""
	if r.Now != "" {
		day = r.Now + "T00:00:00Z"
	}
	maker := r.Tool.Name + " " + r.Tool.Version
	if err := b.file.SetAppProps(&excelize.AppProperties{Application: "leadlint", DocSecurity: 0}); err != nil {
		return err
	}
	return b.file.SetDocProps(&excelize.DocProperties{Title: view.Heading(b.p, r), Subject: r.Controller.Reference, Creator: maker, LastModifiedBy: maker,
		Created: day, Modified: day, Language: b.p.Lang()})
}
