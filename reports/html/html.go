// Package html writes a report as one self-contained HTML document in the order
// of a decision of a supervisory authority: what was examined, the facts, the
// reasons duty by duty, the measures, and annexes. It has no script and loads
// nothing; it can be read on screen, printed and read aloud.
package html

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io"
	"reflect"

	"leadlint/reports/l10n"
	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

//go:embed templates
var templates embed.FS

// Write writes r in the language of opt; the other options have no effect.
func Write(w io.Writer, r *finding.Report, opt view.Options) error {
	t, err := template.New("").Funcs(functions()).ParseFS(templates, "templates/*")
	if err != nil {
		return fmt.Errorf("read the document's templates: %w", err)
	}
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, "document.html", newDocument(l10n.New(opt.Lang), view.New(r))); err != nil {
		return fmt.Errorf("fill in the document: %w", err)
	}
	_, err = w.Write(b.Bytes())
	return err
}

// functions are what the templates need beside the document's methods.
func functions() template.FuncMap {
	return template.FuncMap{
		"pair":  func(p *l10n.Printer, r result) paired { return paired{p, r} },
		"len64": func(list any) int64 { return int64(reflect.ValueOf(list).Len()) },
	}
}

// paired gives the template of a finding its printer.
type paired struct {
	P       *l10n.Printer
	Finding result
}
