package scanner

import (
	"context"
	"slices"

	"leadlint/rules/facts"
	"leadlint/scanner/auditfile"
	"leadlint/scanner/dataset"
	"leadlint/scanner/engine"
	"leadlint/scanner/finding"
	"leadlint/scanner/register"
)

// registerTable recognises one table of a register and examines it. It gives
// the number of records read.
func (a *audit) registerTable(ctx context.Context, p *pass, t registerTarget, index int, table dataset.Table) int64 {
	if auditfile.Datasetlike(p.relation) {
		return a.shapedTable(ctx, p, t, index, table)
	}
	sample, err := table.Sample(ctx, SampleRows)
	if err != nil {
		a.lost(t.path, table.Name(), failure(err))
		return 0
	}
	m, err := register.Recognise(a.schema, a.spec(t), shownHeaders(table.Columns()), sample)
	if err != nil {
		a.lost(t.path, table.Name(), mismatch(err))
		return 0
	}
	for _, d := range m.Digests() {
		add(&a.digests, d)
	}
	for _, i := range m.Issues {
		a.issue(t.path, table.Name(), i)
	}
	plan, err := a.plan(p)
	if err != nil {
		a.lost(t.path, table.Name(), failure(err))
		return 0
	}
	rows := &registerRows{relation: p.relation, t: t, table: table.Name(), mapping: m, binder: register.NewBinder(a.schema, m, register.Options{
		Now: a.now, Key: a.key, Digests: a.digests, Seal: a.seal(), Need: needed(a.schema, p, plan),
		Content: content(a.schema.Relation(p.relation), plan), Readers: a.registerReaders(), Country: a.country(),
	})}
	s := &relationScan{a: a, p: p, t: t, index: index, table: table, rows: rows, plan: plan}
	return s.run(ctx)
}

// registerReaders gives the readers of cells that all registers share.
func (a *audit) registerReaders() *register.Readers {
	if a.readersOf == nil {
		a.readersOf = register.NewReaders(a.schema)
	}
	return a.readersOf
}

// spec is what the audit file states of a register.
func (a *audit) spec(t registerTarget) register.Spec {
	r := t.reg
	return register.Spec{
		Relation: r.Relation, Columns: r.Columns, Values: r.Values, Dates: r.Dates, Facts: r.Facts, IDs: r.IDs,
		Where: r.Pos.Where(),
	}
}

// needed lists the fields that rules and joined tables read.
func needed(schema *facts.Schema, p *pass, plan *engine.Plan) []string {
	out, rel := []string{}, schema.Relation(p.relation)
	if rel.Index("person") >= 0 {
		out = append(out, "person") // who a row is about leads its examples
	}
	if plan != nil {
		for _, n := range plan.Needs() {
			add(&out, rel.Fields[n.Index].Name)
		}
	}
	for _, n := range p.needs {
		for _, name := range n.Columns(schema) {
			add(&out, name)
		}
	}
	return out
}

// content lists the fields whose text itself rules read.
func content(rel *facts.Relation, plan *engine.Plan) []string {
	var out []string
	if plan != nil {
		for _, n := range plan.Needs() {
			if n.Content {
				out = append(out, rel.Fields[n.Index].Name)
			}
		}
	}
	return out
}

// registerRows gives the rows of a register.
type registerRows struct {
	relation, table string
	t               registerTarget
	mapping         *register.Mapping
	binder          *register.Binder
	tally           *register.Tally
}

// registerWorker hands the engine its masked rows.
type registerWorker struct{ *register.Worker }

// Mask gives the masked values of a row.
func (w registerWorker) Mask(row int, fields []int) ([]engine.Masked, int64) {
	values, line := w.Worker.Mask(row, fields)
	out := make([]engine.Masked, len(values))
	for i, v := range values {
		out[i] = engine.Masked{Field: v.Field, Value: v.Value}
	}
	return out, line
}

func (r *registerRows) worker(consume func(*facts.Batch) error) rowWorker {
	return registerWorker{r.binder.NewWorker(consume)}
}

func (r *registerRows) collect(w rowWorker) {
	worker, ok := w.(registerWorker)
	if !ok {
		return
	}
	tally := worker.Tally()
	if r.tally == nil {
		r.tally = &tally
		return
	}
	r.tally.Merge(tally)
}

func (r *registerRows) columns(field string) []string { return r.mapping.Header(field) }

// fact finds a fact that is stated for the rows which say nothing, -1 if none.
func (r *registerRows) fact(field string) int {
	return slices.IndexFunc(r.mapping.Facts, func(f register.Fact) bool { return f.Field == field })
}

func (r *registerRows) stated(field string) bool { return r.fact(field) >= 0 }

func (r *registerRows) relied(field string) (finding.Declared, bool) {
	i := r.fact(field)
	if i < 0 || r.tally == nil || r.tally.Fills[i] == 0 {
		return finding.Declared{}, false
	}
	f := r.mapping.Facts[i]
	return finding.Declared{Field: r.relation + "." + field, Value: f.Value, Where: f.Where}, true
}

func (r *registerRows) account() (finding.Table, []finding.Issue) {
	shown := r.mapping.Report(r.t.path, r.table, r.tally)
	shown.Relation = r.relation
	return shown, r.mapping.ReadIssues(r.tally)
}
