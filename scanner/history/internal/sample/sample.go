// Package sample makes invented reports to test a history with.
package sample

import (
	"fmt"
	"reflect"

	"leadlint/scanner/finding"
)

// Report gives a report of n breaches and as many clear findings on a file, on a day.
// Its rows in breach are rows.
func Report(day, file string, n int, rows int64) *finding.Report {
	r := &finding.Report{
		Schema: finding.SchemaVersion, Tool: finding.Tool{Name: "leadlint", Version: "devel"}, Now: day,
		Packs:    []finding.Pack{{Name: "gdpr", Version: "1.0.0", Rules: 2 * n, SHA256: "00"}},
		Inputs:   []finding.Input{{Name: file, Format: "csv", SHA256: "11", Bytes: 10 * rows, Rows: rows, Relation: "contact"}},
		Coverage: finding.Coverage{Complete: true, Rows: rows, Persons: rows, Issues: []finding.Issue{}},
		Mapping:  []finding.Table{}, Statistics: []finding.Statistics{}, Relations: []finding.Scope{},
	}
	for i := range 2 * n {
		f := finding.Finding{
			Rule: fmt.Sprintf("TST-%02d", i), Pack: "gdpr", Kind: "breach", Severity: "high", Outcome: finding.Breach,
			Title:       finding.Text{EN: fmt.Sprintf("Title %d", i), FR: fmt.Sprintf("Titre %d", i)},
			Subject:     finding.Subject{Relation: "contact", Dataset: file, Fields: []string{"email"}},
			Counts:      finding.Counts{Examined: rows, Breach: rows},
			Fingerprint: fmt.Sprintf("1:%s-%d", file, i), Samples: []finding.Sample{}, Declared: []finding.Declared{},
			Articles: finding.Articles{Primary: []string{"5"}, Related: []string{}}, Precedents: []finding.Precedent{},
		}
		if i >= n {
			f.Outcome, f.Counts = finding.Clear, finding.Counts{Examined: rows, Clear: rows}
		}
		r.Findings = append(r.Findings, f)
	}
	return r
}

// Full gives a report in which every list has two elements, every pointer is set, and
// every string is what text gives for the path of its field, such as
// "Findings.Samples.Values.Value".
func Full(text func(path string) string) *finding.Report {
	r := &finding.Report{}
	fill(reflect.ValueOf(r).Elem(), "", text)
	return r
}

func fill(v reflect.Value, path string, text func(string) string) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(text(path))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), path, text)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range v.Len() {
			fill(v.Index(i), path, text)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			name := v.Type().Field(i).Name
			if path != "" {
				name = path + "." + name
			}
			fill(v.Field(i), name, text)
		}
	case reflect.Int, reflect.Int64:
		v.SetInt(3)
	case reflect.Bool:
		v.SetBool(true)
	}
}

// Personal lists the fields of a report, by their paths, that can stem from a row of
// data or from the text of a document; a history keeps none of them.
func Personal() map[string]bool {
	out := map[string]bool{}
	for _, path := range []string{
		"Findings.Samples.Key", "Findings.Samples.Input", "Findings.Samples.Values.Field", "Findings.Samples.Values.Value",
		"Findings.Subject.Columns",
		"Findings.Places.Excerpt", "Findings.Places.Facts.Field", "Findings.Places.Facts.Value", "Findings.Places.Used",
		"Mapping.Columns.Header", "Mapping.Columns.Trace", "Mapping.Columns.Values.Value",
		"Notices.Items.At.Sentence", "Notices.Items.At.Heading",
		"Notices.Message.Points.At.Sentence", "Notices.Message.Points.At.Heading",
		"Forms.Name", "Forms.Boxes.Label", "Forms.Points.At.Sentence", "Forms.Points.At.Heading",
		"Sources.Address", "Sources.Final", "Sources.RobotsText", "Sources.SHA256", "Sources.Problem.EN", "Sources.Problem.FR",
		"Sources.Chain.Address", "Sources.Headers.Name", "Sources.Headers.Value", "Sources.KeptOutBy.Text", "Sources.Signals.Value", "Sources.Signals.Where", "Sources.Signals.Snippet",
	} {
		out[path] = true
	}
	return out
}
