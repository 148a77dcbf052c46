package scanner

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"leadlint/rules/strict"
	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/read"
	"leadlint/scanner/dataset/recognise"
	"leadlint/scanner/finding"
)

// SampleRows is the number of records that columns are recognised from.
const SampleRows = 1000

func interrupted() finding.Text {
	return finding.Text{
		EN: "the run was interrupted: what follows was not read; run it again to cover it",
		FR: "l'exécution a été interrompue : la suite n'a pas été lue ; relancez l'audit pour la couvrir",
	}
}

// empty is told of a file without a single byte that was asked for by name: an export
// that failed leaves one, and must not pass for a list in which nothing was found.
func empty() finding.Text {
	return finding.Text{
		EN: "holds not a single byte, not even a header: see whether the export failed, or leave the file out",
		FR: "ne contient pas un seul octet, pas même un en-tête : vérifiez si l'export a échoué, ou retirez le fichier",
	}
}

// lost notes that something in scope was not read.
// A pass that another one repeats says nothing.
func (a *audit) lost(input, table string, message finding.Text) {
	a.issue(input, table, finding.Issue{Severity: "lost", Count: 1, Message: message})
}

func (a *audit) issue(input, table string, i finding.Issue) {
	if i.Severity == "lost" {
		a.losses++
	}
	if a.quiet {
		return
	}
	i.Input, i.Table = input, table
	if i.Severity == "lost" {
		a.report.Coverage.Complete = false
	}
	a.report.Coverage.Issues = append(a.report.Coverage.Issues, i)
}

// failure is the text of an error that ended the reading of an input.
func failure(err error) finding.Text {
	return finding.Text{
		EN: fmt.Sprintf("could not be read: %v", err),
		FR: fmt.Sprintf("lecture impossible ; message technique, en anglais : %v", err),
	}
}

// mismatch is the text of what in a mapping file does not go with an input. The
// excerpts of the mapping file that its errors carry for terminals are left out.
func mismatch(err error) finding.Text {
	var parts []string
	var many strict.Errors
	if errors.As(err, &many) {
		for _, e := range many {
			parts = append(parts, e.Pos.String()+": "+e.Msg)
		}
	} else {
		parts = append(parts, err.Error())
	}
	list := strings.Join(parts, "; ")
	return finding.Text{
		EN: "the mapping file does not go with it: " + list,
		FR: "le fichier de correspondance ne s'accorde pas avec ce fichier : " + list,
	}
}

// input audits one input; what goes wrong is told in the coverage.
func (a *audit) input(ctx context.Context, t target, m *recognise.File, p *pass) {
	src, err := read.Open(ctx, t.name, a.opt.Stdin, read.Options{})
	if err != nil {
		a.lost(t.name, "", failure(err))
		return
	}
	defer func() {
		if err := src.Close(); err != nil {
			a.lost(t.name, "", failure(err))
		}
	}()
	for _, i := range src.Issues {
		a.issue(t.name, "", i)
	}
	if err := checkTables(m, t, src); err != nil {
		a.lost(t.name, "", mismatch(err))
	}
	in := finding.Input{Name: t.name, Format: src.Format, Relation: "contact", Where: t.where}
	t.format = src.Format
	found := t.table == ""
	for i, table := range src.Tables {
		if t.table == "" || table.Name() == t.table {
			found = true
			in.Rows += a.table(ctx, t, i, table, m, p)
		}
	}
	if !found {
		a.lost(t.name, t.table, noTable(t.where, t.table, src))
	}
	if p.evaluate {
		a.checksum(ctx, src, &in)
		if in.SHA256 != "" && in.Bytes == 0 && !t.found {
			a.lost(t.name, "", empty())
		}
		a.report.Inputs = append(a.report.Inputs, in)
	}
}

// checksum adds the input's hash and size. An interrupted run goes without: to
// read the rest only for the hash would keep its user waiting.
func (a *audit) checksum(ctx context.Context, src *dataset.Source, in *finding.Input) {
	if ctx.Err() != nil {
		return
	}
	sum, size, err := src.Sum()
	if err != nil {
		a.lost(in.Name, "", failure(err))
		return
	}
	in.SHA256, in.Bytes = sum, size
}

// checkTables tells the sections of the mapping file for tables that the input
// does not have.
func checkTables(m *recognise.File, t target, src *dataset.Source) error {
	if m == nil {
		return nil
	}
	var names []string
	for _, table := range src.Tables {
		names = append(names, table.Name())
	}
	return m.CheckTables(t.name, names)
}

// table recognises one table and, when it holds persons, evaluates the rules
// over it. It gives the number of records read.
func (a *audit) table(ctx context.Context, t target, index int, table dataset.Table, m *recognise.File, p *pass) int64 {
	sample, err := table.Sample(ctx, SampleRows)
	if err != nil {
		a.lost(t.name, table.Name(), failure(err))
		return 0
	}
	mapping, err := a.recognise(t, table, sample, m)
	if err != nil {
		a.lost(t.name, table.Name(), mismatch(err))
		return 0
	}
	if !mapping.Person && !p.evaluate {
		return 0
	}
	if !mapping.Person {
		a.report.Mapping = append(a.report.Mapping, mappingOf(mapping, nil))
		a.issue(t.name, table.Name(), finding.Issue{Severity: "note", Count: 1, Message: finding.Text{
			EN: "holds no persons, so no rule on contacts was applied: " + mapping.Reason + "; if it does, map its columns",
			FR: "ne contient pas de personnes, aucune règle sur les contacts n'a donc été appliquée : " + mapping.ReasonFR + " ; sinon, indiquez ses colonnes dans un fichier de correspondance",
		}})
		return 0
	}
	s := newScan(a, t, index, table, mapping, sample, p)
	return s.run(ctx)
}

// recognise understands the columns of a table; the error tells what in the
// mapping file does not go with it.
func (a *audit) recognise(t target, table dataset.Table, sample [][][]byte, m *recognise.File) (*recognise.Mapping, error) {
	mapping := a.recog.Table(recognise.Input{
		Dataset: t.name, Table: table.Name(), Headers: shownHeaders(table.Columns()), Sample: sample, MappingFile: m,
	})
	if m != nil {
		return mapping, m.Check(mapping, a.opt.StrictMapping)
	}
	return mapping, nil
}

// readingEnded says how a scan ended, for the coverage.
func (a *audit) readingEnded(t target, table string, err error) {
	switch {
	case err == nil:
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		a.lost(t.name, table, interrupted())
	default:
		a.lost(t.name, table, failure(err))
	}
}
