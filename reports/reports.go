// Package reports writes the findings of an audit in the formats that
// leadlint offers. Every format is a view of one finding.Report and reads
// nothing else; the same report and options give the same bytes.
package reports

import (
	"fmt"
	"io"
	"strings"

	"leadlint/reports/ci"
	"leadlint/reports/csvout"
	"leadlint/reports/docx"
	"leadlint/reports/dpv"
	"leadlint/reports/html"
	"leadlint/reports/jsonl"
	"leadlint/reports/jsonout"
	"leadlint/reports/junit"
	"leadlint/reports/markdown"
	"leadlint/reports/oscal"
	"leadlint/reports/pdf"
	"leadlint/reports/sarif"
	"leadlint/reports/terminal"
	"leadlint/reports/tmpl"
	"leadlint/reports/view"
	"leadlint/reports/xlsx"
	"leadlint/scanner/finding"
)

// Options say how a report is to be written; see view.Options.
type Options = view.Options

// Template is what the format "template" writes by; see view.Template.
type Template = view.Template

// Format is one way to write a report.
type Format struct {
	// Name is what the format is asked for by.
	Name string
	// Description says in one sentence what it is for.
	Description string
	// Extension is the usual file name extension, with its point.
	Extension string
	// Write writes r to w. It returns the errors of w, and an error when the
	// report cannot be put into the format.
	Write func(w io.Writer, r *finding.Report, opt Options) error
}

// Formats lists the formats, the one for people at a terminal first.
func Formats() []Format {
	return []Format{
		{"terminal", "Plain text with tables, for a terminal or a log.", ".txt", terminal.Write},
		{"json", "The whole result in the form of findings.schema.json, for programs.", ".json", jsonout.Write},
		{"jsonl", "The whole result as JSON Lines, an object a line, for logs and line tools.", ".jsonl", jsonl.Write},
		{"junit", "Test results in JUnit's XML, a test a rule and input, for build servers.", ".xml", junit.Write},
		{"sarif", "SARIF 2.1.0, for code scanning services and editors.", ".sarif", sarif.Write},
		{"github", "Annotations of files, as workflow commands of GitHub Actions.", ".txt", ci.WriteGitHub},
		{"gitlab", "A report of code quality for GitLab.", ".json", ci.WriteGitLab},
		{"oscal", "OSCAL 1.1.3 assessment results, for tools of governance, risk and compliance.", ".json", oscal.Write},
		{"csv", "A table of the findings and of what was not read, for spreadsheets and scripts.", ".csv", csvout.Write},
		{"xlsx", "A workbook: summary, findings, measures, places, masked examples, columns, coverage, rules.", ".xlsx", xlsx.Write},
		{"template", "What a template of the reader's own makes of it.", ".txt", tmpl.Write},
		{"dpv", "JSON-LD in terms of the Data Privacy Vocabulary, for registers of processing.", ".jsonld", dpv.Write},
		{"html", "A self-contained document in the order of a decision, to read, print or send.", ".html", html.Write},
		{"docx", "The same document as a Word document, to go on editing.", ".docx", docx.Write},
		{"pdf", "The same document as a PDF file on A4, set without a browser.", ".pdf", pdf.Write},
		{"markdown", "The same document as GitHub-flavoured Markdown, for a ticket or wiki.", ".md", markdown.Write},
		{"summary", "A short account in Markdown, for the summary of a run or a comment.", ".md", markdown.WriteSummary},
	}
}

// Write writes r in the named format. An unknown name is an error that lists
// the names there are.
func Write(name string, w io.Writer, r *finding.Report, opt Options) error {
	var names []string
	for _, f := range Formats() {
		if f.Name == name {
			return f.Write(w, r, opt)
		}
		names = append(names, f.Name)
	}
	return fmt.Errorf("unknown report format %q: expected one of %s", name, strings.Join(names, ", "))
}
