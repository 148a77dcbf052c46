// Package tmpl writes a report by a template of the reader's own, in the language of
// text/template, or of html/template for pages.
package tmpl

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	htmltemplate "html/template"
	"io"
	"strings"
	texttemplate "text/template"

	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// own is the template of the format where no other is named: a finding a line.
//
//go:embed own.tmpl
var own string

// Data is what a template is filled from: the report, with every text one plain line, and
// its findings in the groups of the readable formats. A finding is in one group only.
type Data struct {
	*finding.Report
	// Lang is the language of the words, "en" or "fr".
	Lang string
	// Breaches and Marked fired, gravest first: breaches in law, and what is less. NotShown,
	// Clear and NotAssessed did not; Gates are preliminary conditions.
	Breaches, Marked, NotShown, Clear, NotAssessed, Gates []*finding.Finding
	// Counting are those of Breaches and Marked that count against the controller: neither
	// waived, nor known from before, nor advice.
	Counting []*finding.Finding
	// Unanswered says that no rule met anything that it could be applied to.
	Unanswered bool
	// Orders are the measures, each once; Requests the evidence to ask for.
	Orders   []view.Order
	Requests []view.Request
	// Issues are what reading met, data that were lost first.
	Issues []finding.Issue
}

// Template is a parsed template.
type Template struct {
	inner view.Template
}

// Execute writes the template filled from data.
func (t *Template) Execute(w io.Writer, data any) error {
	if err := t.inner.Execute(w, data); err != nil {
		return plainly(err)
	}
	return nil
}

// Parse reads a template; name is its file's, for errors, and decides on the language: what
// ends in .html, .htm or .gohtml, also before .tmpl, is a page, in which texts are escaped
// for where they stand. lang is that of the functions, "en" or "fr". An error names file
// and line. A field that no part of a report has is an error too.
func Parse(name, text, lang string) (*Template, error) {
	inner, err := parse(name, text, lang)
	if err != nil {
		return nil, plainly(err)
	}
	t := &Template{inner}
	if err := t.Execute(io.Discard, probe(lang)); err != nil && certain(err) {
		return nil, err
	}
	return t, nil
}

func parse(name, text, lang string) (view.Template, error) {
	if isPage(name) {
		return htmltemplate.New(name).Option("missingkey=error").Funcs(functions(lang)).Parse(text)
	}
	return texttemplate.New(name).Option("missingkey=error").Funcs(functions(lang)).Parse(text)
}

func isPage(name string) bool {
	name = strings.TrimSuffix(strings.ToLower(name), ".tmpl")
	return strings.HasSuffix(name, ".html") || strings.HasSuffix(name, ".htm") || strings.HasSuffix(name, ".gohtml")
}

// certain says whether an error of the probe is one of every report: what the probe's few
// entries lack, a report may have.
func certain(err error) bool {
	var page *htmltemplate.Error
	return errors.As(err, &page) || strings.Contains(err.Error(), "can't evaluate field") || strings.Contains(err.Error(), "exceeded maximum template depth")
}

// plain is an error of a template as file:line and what is wrong.
type plain struct {
	text  string
	cause error
}

func (e *plain) Error() string { return e.text }
func (e *plain) Unwrap() error { return e.cause }

func plainly(err error) error {
	text := err.Error()
	for _, lead := range []string{"html/template:", "template:"} {
		text = strings.TrimPrefix(strings.TrimPrefix(text, lead), " ")
	}
	return &plain{text, err}
}

// Write writes r by opt.Template, and by a template of the package where that is nil: a
// line for every finding that counts, and for all that was not read. Nothing is written
// when the template fails.
func Write(w io.Writer, r *finding.Report, opt view.Options) error {
	t := opt.Template
	if t == nil {
		ours, err := parse("own.tmpl", own, opt.Lang)
		if err != nil {
			return err
		}
		t = ours
	}
	var b bytes.Buffer
	if err := t.Execute(&b, data(r, opt.Lang)); err != nil {
		return fmt.Errorf("template: %w", err)
	}
	_, err := w.Write(b.Bytes())
	return err
}

func data(r *finding.Report, lang string) *Data {
	c := view.New(r)
	if lang != "fr" {
		lang = "en"
	}
	d := &Data{Report: c.Report, Lang: lang, Breaches: c.Breaches, Marked: c.Marked, NotShown: c.NotShown, Clear: c.Clear,
		NotAssessed: c.NotAssessed, Gates: c.Gates, Unanswered: c.Unanswered(), Orders: c.Orders(), Requests: c.Requests(), Issues: c.Unread()}
	for _, f := range c.Fired() {
		if counts, _ := view.Counting(f); counts {
			d.Counting = append(d.Counting, f)
		}
	}
	return d
}
