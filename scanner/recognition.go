package scanner

import (
	"context"
	"errors"
	"io"

	"leadlint/rules/facts"
	"leadlint/scanner/dataset/recognise"
	"leadlint/scanner/finding"
)

// Recognition is how the columns of an input were understood, without an audit.
type Recognition struct {
	// Report holds mapping, inputs and coverage; it has no findings.
	Report   *finding.Report
	mappings []*recognise.Mapping
}

// Recognise reads a sample of each table of the targets and tells how its
// columns are understood. A target that cannot be read is an error.
func Recognise(ctx context.Context, opt Options) (*Recognition, error) {
	a := &audit{opt: opt, schema: facts.NewSchema()}
	a.recog = recognise.New(a.schema)
	a.newReport()
	targets, err := a.targets()
	if err != nil {
		return nil, err
	}
	files, err := a.mappings(targets)
	if err != nil {
		return nil, err
	}
	out := &Recognition{Report: a.report}
	for _, t := range targets {
		src, err := a.open(ctx, t, t.name)
		if err != nil {
			return nil, err
		}
		a.report.Inputs = append(a.report.Inputs, finding.Input{Name: t.name, Format: src.Format, Relation: "contact"})
		for _, i := range src.Issues {
			a.issue(t.name, "", i)
		}
		for _, table := range src.Tables {
			sample, err := table.Sample(ctx, SampleRows)
			if err == nil {
				var m *recognise.Mapping
				if m, err = a.recognise(t, table, sample, files[t.mapping]); err == nil {
					out.mappings = append(out.mappings, m)
					a.report.Mapping = append(a.report.Mapping, mappingOf(m))
				}
			}
			if err != nil {
				return nil, errors.Join(err, src.Close())
			}
		}
		if err := src.Close(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// WriteMapping writes the mapping file to edit. It holds the distinct
// governance values as they stand in the input.
func (r *Recognition) WriteMapping(w io.Writer) error {
	return recognise.WriteMapping(w, r.mappings...)
}
