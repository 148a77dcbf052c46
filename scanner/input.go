package scanner

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"leadlint/rules/strict"
	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/arrange"
	"leadlint/scanner/dataset/database"
	"leadlint/scanner/dataset/read"
	"leadlint/scanner/dataset/recognise"
	"leadlint/scanner/dataset/sampled"
	"leadlint/scanner/dataset/share"
	"leadlint/scanner/finding"
	"leadlint/scanner/partial"
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
	var told *database.TextError
	if errors.As(err, &told) {
		return finding.Text{EN: "could not be read: " + told.EN, FR: "lecture impossible : " + told.FR}
	}
	out := finding.Text{
		EN: fmt.Sprintf("could not be read: %v", err),
		FR: fmt.Sprintf("lecture impossible ; message technique, en anglais : %v", err),
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		out.FR = "lecture impossible : fichier ou dossier introuvable"
	case errors.Is(err, fs.ErrPermission):
		out.FR = "lecture impossible : accès refusé"
	case errors.Is(err, io.ErrUnexpectedEOF):
		out.FR = "lecture impossible : les données s'interrompent avant leur fin"
	}
	return out
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

// input audits one dataset; what goes wrong is told in the coverage.
func (a *audit) input(ctx context.Context, t target, m *recognise.File, p *pass) {
	d := a.dataset(ctx, t, m, p)
	switch {
	case a.counting:
		a.counted = append(a.counted, *d)
	case p.evaluate:
		a.conclude(d)
	}
}

// dataset counts the rows of one dataset.
func (a *audit) dataset(ctx context.Context, t target, m *recognise.File, p *pass) *partial.Dataset {
	d := &partial.Dataset{Name: t.name, Where: t.where}
	before := len(a.report.Coverage.Issues)
	if len(t.parts) > 0 {
		a.pieces(ctx, t, m, p, d)
	} else if k := a.known(ctx, p, t, t.name, ""); k == nil {
		a.whole(ctx, t, m, p, d)
	} else if one := a.recall(k, t.name); one != nil {
		a.rejoin(one, p)
		a.retell(one)
		d = one
	} else {
		a.whole(ctx, t, m, p, d)
		a.keep(ctx, k, d)
	}
	d.Issues = slices.Clone(a.report.Coverage.Issues[min(before, len(a.report.Coverage.Issues)):])
	return d
}

// conclude puts what was counted of a dataset into the report, and judges it.
func (a *audit) conclude(d *partial.Dataset) {
	for i := range d.Tables {
		t := &d.Tables[i]
		if !t.Person {
			a.report.Mapping = append(a.report.Mapping, t.Mapping)
			for _, issue := range t.Issues {
				a.issue(issue.Input, issue.Table, issue)
			}
			continue
		}
		v := &verdict{Table: t, a: a, dataset: d.Name, rules: a.contactRules()}
		v.tell()
		v.judge()
	}
	for _, in := range d.Inputs {
		a.report.Inputs = append(a.report.Inputs, in.Input)
	}
}

// whole counts the rows of a dataset that is one input, with all its tables.
func (a *audit) whole(ctx context.Context, t target, m *recognise.File, p *pass, d *partial.Dataset) {
	src, err := a.open(ctx, t, t.name)
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
	in := a.inputOf(t, t.name, src)
	t.format = src.Format
	found := t.table == ""
	for i, table := range src.Tables {
		if t.table != "" && table.Name() != t.table {
			continue
		}
		found = true
		pc := a.piece(table, t, t.name, i)
		counted, rows := a.table(ctx, t, pc, m, p)
		in.Rows += rows
		if counted != nil {
			d.Tables = append(d.Tables, *counted)
		}
	}
	if !found {
		a.lost(t.name, t.table, noTable(t.where, t.table, namesOf(src)))
	}
	if p.evaluate {
		a.closeInput(ctx, t, src, &in)
		d.Inputs = append(d.Inputs, in)
	}
}

// inputOf is the account of an input before it is read.
func (a *audit) inputOf(t target, name string, src *dataset.Source) partial.Input {
	in := partial.Input{Input: finding.Input{Name: name, Format: src.Format, Relation: "contact", Where: t.where}}
	if s := a.opt.Shard; s.Of > 1 && !a.byFiles(t) {
		in.Parts, in.Of, in.State = []int{s.Index}, s.Of, src.State
	}
	return in
}

// closeInput adds the hash of what was read, and tells of an input without a byte.
func (a *audit) closeInput(ctx context.Context, t target, src *dataset.Source, in *partial.Input) {
	a.checksum(ctx, src, &in.Input)
	if in.SHA256 != "" && in.Bytes == 0 && !t.found {
		a.lost(in.Name, "", empty())
	}
}

// open opens an input of a target.
func (a *audit) open(ctx context.Context, t target, name string) (*dataset.Source, error) {
	if a.opt.Elsewhere != nil {
		return a.opt.Elsewhere.Open(ctx, name)
	}
	opt := read.Options{Database: a.opt.Database}
	opt.Database.Persons = true
	if t.from != "" {
		name = t.from
	}
	if t.table != "" {
		opt.Database.Tables, opt.Database.Except, opt.Database.Query = []string{t.table}, nil, ""
	}
	src, err := read.Open(ctx, name, a.opt.Stdin, opt)
	if err != nil {
		return nil, err
	}
	return withValues(src, t, name), nil
}

// connection is how databases of registers are reached.
func (a *audit) connection() database.Options {
	return database.Options{Identities: true, Timeout: a.opt.Database.Timeout, Password: a.opt.Database.Password, Env: a.opt.Database.Env, Moments: a.opt.Database.Moments}
}

// holdMoments has all that is read of a database be of one moment, until the hold is ended.
func (a *audit) holdMoments() (end func()) {
	a.opt.Database.Moments = database.NewMoments()
	return a.opt.Database.Moments.Close
}

// momentsApart tells of the databases whose tables were read at several moments.
func (a *audit) momentsApart() {
	for _, name := range a.opt.Database.Moments.Apart() {
		name, _, _ = strings.Cut(name, "\x00")
		a.issue(name, "", finding.Issue{Severity: "note", Count: 1, Message: finding.Text{
			EN: "was opened several times, for contacts and for registers, each time as it was at that moment: what was written in between may be in one of them and not in another",
			FR: "a été ouverte plusieurs fois, pour les contacts et pour les registres, chaque fois dans l'état du moment : ce qui a été écrit entre-temps peut figurer dans l'un et non dans l'autre",
		}})
	}
}

// piece makes what is to be read of a table of an input.
func (a *audit) piece(table dataset.Table, t target, input string, index int) piece {
	if t.columns != nil {
		table = arrange.Columns(table, t.columns)
	}
	// A pass that only gathers what others join reads everything.
	if spec := a.opt.Sampling; !spec.Whole() && !a.quiet {
		spec.Rows = (spec.Rows + int64(max(1, len(t.parts))) - 1) / int64(max(1, len(t.parts)))
		table = sampled.Wrap(table, spec, input)
	}
	pc := piece{input: input, index: index, table: table}
	if s := a.opt.Shard; s.Of > 1 && !a.byFiles(t) {
		pc.table, pc.whole = share.Of(table, s.Index-1, s.Of)
	}
	return pc
}

// byFiles says whether the shards of a dataset are files of it rather than rows.
func (a *audit) byFiles(t target) bool { return a.opt.Shard.Of > 1 && len(t.parts) >= a.opt.Shard.Of }

// mine says whether a file of a dataset of several is of the shard that is read.
func (a *audit) mine(t target, file int) bool {
	return !a.byFiles(t) || file%a.opt.Shard.Of == a.opt.Shard.Index-1
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

// table recognises one table and, when it holds persons, counts its rows. It gives
// what was counted, nil when nothing could be, and the number of records read.
func (a *audit) table(ctx context.Context, t target, pc piece, m *recognise.File, p *pass) (*partial.Table, int64) {
	sample, err := pc.table.Sample(ctx, SampleRows)
	if err != nil {
		a.lost(t.name, pc.table.Name(), failure(err))
		return nil, 0
	}
	mapping, err := a.recognise(t, pc.table, sample, m)
	if err != nil {
		a.lost(t.name, pc.table.Name(), mismatch(err))
		return nil, 0
	}
	if !mapping.Person {
		return a.nobodyIn(t.name, pc.table.Name(), mapping), 0
	}
	s := newScan(a, t, pc, mapping, sample, p)
	if s == nil {
		return nil, 0
	}
	return s.read(ctx, pc)
}

// nobodyIn is the account of a table without persons.
func (a *audit) nobodyIn(input, table string, m *recognise.Mapping) *partial.Table {
	return &partial.Table{Name: table, Mapping: mappingOf(m), Issues: []finding.Issue{{Severity: "note", Input: input, Table: table, Count: 1, Message: finding.Text{
		EN: "holds no persons, so no rule on contacts was applied: " + m.Reason + "; if it does, map its columns",
		FR: "ne contient pas de personnes, aucune règle sur les contacts n'a donc été appliquée : " + m.ReasonFR + " ; sinon, indiquez ses colonnes dans un fichier de correspondance",
	}}}}
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
func (a *audit) readingEnded(input, table string, err error) {
	switch {
	case err == nil:
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		a.lost(input, table, interrupted())
	default:
		a.lost(input, table, failure(err))
	}
}
