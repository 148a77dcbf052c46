// Package jsonl writes a report as JSON Lines: one object a line, so that a report of any
// length is read with little memory, searched with line tools and loaded by log systems.
package jsonl

import (
	"bufio"
	"fmt"
	"io"

	"leadlint/reports/jsonout"
	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// SchemaVersion identifies the form of the lines.
const SchemaVersion = "leadlint.lines/1"

// head is the first line: what was examined, by what, and how completely.
type head struct {
	Lines       string               `json:"lines"`
	Schema      string               `json:"schema"`
	Tool        finding.Tool         `json:"tool"`
	Now         string               `json:"now"`
	Controller  finding.Controller   `json:"controller"`
	Packs       []finding.Pack       `json:"packs"`
	Inputs      []finding.Input      `json:"inputs"`
	Coverage    coverage             `json:"coverage"`
	NoticeReach *finding.NoticeReach `json:"notice_reach,omitempty"`
	Comparison  *finding.Comparison  `json:"comparison,omitempty"`
	Record      *finding.Record      `json:"record,omitempty"`
	Exposure    *finding.Exposure    `json:"exposure,omitempty"`
}

// coverage is that of the report; what reading met follows in lines of its own.
type coverage struct {
	Complete bool             `json:"complete"`
	Rows     int64            `json:"rows"`
	Skipped  int64            `json:"skipped"`
	Persons  int64            `json:"persons"`
	Sample   *finding.Sampled `json:"sample,omitempty"`
}

// end is the last line. A file without it was cut.
type end struct {
	// Lines counts the lines before this one.
	Lines    int  `json:"lines"`
	Findings int  `json:"findings"`
	Issues   int  `json:"issues"`
	Complete bool `json:"complete"`
}

// Write writes r as JSON Lines: a line of type "audit", a line for every finding, issue of
// the coverage and further part of the report, and one of type "end". Each object is that
// of the model (findings.schema.json) with "type" before its keys; Schema describes them.
// The lines hold everything that r does. It returns the errors of w.
func Write(w io.Writer, r *finding.Report, _ view.Options) error {
	if r == nil {
		r = &finding.Report{}
	}
	b := bufio.NewWriter(w)
	e := &encoder{w: b}
	c := &r.Coverage
	e.line("audit", head{SchemaVersion, r.Schema, r.Tool, r.Now, r.Controller, r.Packs, r.Inputs,
		coverage{c.Complete, c.Rows, c.Skipped, c.Persons, c.Sample}, r.NoticeReach, r.Comparison, r.Record, r.Exposure})
	lines(e, "finding", r.Findings)
	lines(e, "issue", c.Issues)
	lines(e, "waiver", r.Waivers)
	lines(e, "table", r.Mapping)
	lines(e, "statistics", r.Statistics)
	lines(e, "relation", r.Relations)
	lines(e, "source", r.Sources)
	lines(e, "notice", r.Notices)
	lines(e, "form", r.Forms)
	lines(e, "code", r.Code)
	lines(e, "change", r.Changes)
	lines(e, "note", r.Notes)
	e.line("end", end{e.n, len(r.Findings), len(c.Issues), c.Complete})
	if e.err != nil {
		return e.err
	}
	return b.Flush()
}

// encoder writes lines until one fails.
type encoder struct {
	w   *bufio.Writer
	n   int
	err error
}

func lines[T any](e *encoder, kind string, list []T) {
	for i := range list {
		e.line(kind, list[i])
	}
}

func (e *encoder) line(kind string, v any) {
	if e.err != nil {
		return
	}
	data, err := jsonout.Marshal(v)
	if err != nil {
		e.err = err
		return
	}
	e.n++
	comma := ","
	if len(data) == len("{}") {
		comma = ""
	}
	_, e.err = fmt.Fprintf(e.w, "{\"type\":%q%s%s\n", kind, comma, data[1:])
}
