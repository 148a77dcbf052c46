package main

import (
	"context"
	"io"
	"os"
	"os/signal"

	"leadlint/reports"
	"leadlint/reports/print"
	"leadlint/scanner/finding"
)

// The engines that make PDF files.
const (
	engineOwn      = "own"
	engineChromium = "chromium"
)

// findEngine checks which engine makes the PDF files, and that its browser is there when
// one is asked for.
func (f *outputFlags) findEngine(outputs []output) error {
	switch f.pdfEngine {
	case engineOwn:
		return nil
	case engineChromium:
	default:
		return usagef("--pdf-engine %q: expected %s or %s", f.pdfEngine, engineOwn, engineChromium)
	}
	for _, o := range outputs {
		if o.format != "pdf" {
			continue
		}
		path, err := print.Browser()
		if err != nil {
			return usagef("%w", err)
		}
		f.browser = path
		return nil
	}
	return usagef("--pdf-engine %s makes PDF files, but none is asked for: add --format pdf=report.pdf", engineChromium)
}

// produce writes a report in its format, a PDF file by the engine that was asked for.
func (f *outputFlags) produce(format string, w io.Writer, r *finding.Report, opt reports.Options) error {
	if format != "pdf" || f.browser == "" {
		return reports.Write(format, w, r, opt)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	return print.Write(ctx, w, r, opt, f.browser)
}
