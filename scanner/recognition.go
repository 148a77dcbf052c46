package scanner

import (
	"context"
	"errors"
	"io"

	"leadlint/rules/facts"
	"leadlint/scanner/dataset"
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
	for _, t := range a.shaped(ctx, targets) {
		read := out.input
		if len(t.parts) > 0 {
			read = out.pieces
		}
		if err := read(ctx, a, t, files[t.mapping]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// input recognises the tables of one input.
func (r *Recognition) input(ctx context.Context, a *audit, t target, m *recognise.File) error {
	src, err := a.open(ctx, t, t.name)
	if err != nil {
		return err
	}
	a.report.Inputs = append(a.report.Inputs, finding.Input{Name: t.name, Format: src.Format, Relation: "contact"})
	for _, i := range src.Issues {
		a.issue(t.name, "", i)
	}
	for _, table := range src.Tables {
		sample, err := table.Sample(ctx, SampleRows)
		if err == nil {
			err = r.table(a, t, table, sample, m)
		}
		if err != nil {
			return errors.Join(err, src.Close())
		}
	}
	return src.Close()
}

// pieces recognises the columns of a dataset of several files as an audit of it does.
func (r *Recognition) pieces(ctx context.Context, a *audit, t target, m *recognise.File) error {
	sample, first, err := a.sampleParts(ctx, t)
	if err != nil {
		return err
	}
	a.report.Inputs = append(a.report.Inputs, finding.Input{Name: t.name, Format: first.format, Relation: "contact"})
	return r.table(a, t, first.table, sample, m)
}

// table recognises the columns of one table.
func (r *Recognition) table(a *audit, t target, table dataset.Table, sample [][][]byte, m *recognise.File) error {
	mapping, err := a.recognise(t, table, sample, m)
	if err != nil {
		return err
	}
	r.mappings = append(r.mappings, mapping)
	a.report.Mapping = append(a.report.Mapping, mappingOf(mapping))
	return nil
}

// WriteMapping writes the mapping file to edit. It holds the distinct
// governance values as they stand in the input.
func (r *Recognition) WriteMapping(w io.Writer) error {
	return recognise.WriteMapping(w, r.mappings...)
}
