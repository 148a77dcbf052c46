// Package print writes a report as a tagged PDF file by printing its HTML document with an
// installed Chromium or Chrome.
package print

import (
	"bytes"
	"context"
	"fmt"
	"io"

	"leadlint/reports/html"
	"leadlint/reports/view"
	"leadlint/scanner/finding"
	"leadlint/scanner/source/render"
)

// Browser gives the path of the browser that prints. It fails when none is installed, and
// says what to do.
func Browser() (string, error) {
	path, err := render.Find("")
	if err != nil {
		return "", fmt.Errorf("no browser to print the PDF with: install Chromium (the package %q) or Google Chrome, or do without --pdf-engine=chromium", "chromium")
	}
	return path, nil
}

// Write writes r to w as a PDF file that the browser at a path prints: tagged for screen
// readers, with an outline. The browser gets the document in memory and reaches no
// network. The bytes differ from run to run and from browser to browser. It returns the
// errors of w, those of the browser, and that of ctx.
func Write(ctx context.Context, w io.Writer, r *finding.Report, opt view.Options, browser string) error {
	var page bytes.Buffer
	if err := html.Write(&page, r, opt); err != nil {
		return err
	}
	pdf, err := render.Print(ctx, browser, page.Bytes())
	if err != nil {
		return err
	}
	if _, err := w.Write(pdf); err != nil {
		return fmt.Errorf("write PDF: %w", err)
	}
	return nil
}
