package scanner

import (
	"context"
	"fmt"
	"slices"

	"leadlint/rules/calendar"
	"leadlint/rules/facts"
	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/bind"
	"leadlint/scanner/dataset/recognise"
	"leadlint/scanner/engine"
	"leadlint/scanner/finding"
)

// shapedTable reads a table that has the shape of a dataset (an earlier state
// of it, or a copy) and hands its records on as rows of the relation.
func (a *audit) shapedTable(ctx context.Context, p *pass, t registerTarget, index int, table dataset.Table) int64 {
	sample, err := table.Sample(ctx, SampleRows)
	if err != nil {
		a.lost(t.path, table.Name(), failure(err))
		return 0
	}
	m, err := a.recognise(target{name: t.path, mapping: t.mapping}, table, sample, a.in.mappings[t.mapping])
	if err != nil {
		a.lost(t.path, table.Name(), mismatch(err))
		return 0
	}
	if !m.Person {
		a.nobody(p, t, table, m)
		return 0
	}
	plan, err := a.plan(p)
	if err != nil {
		a.lost(t.path, table.Name(), failure(err))
		return 0
	}
	rows := &shapedRows{
		from: a.schema.Relation("contact"), to: a.schema.Relation(p.relation), t: t, mapping: m,
		binder: bind.New(a.schema, m, sample, bind.Options{
			Now: a.now, Key: a.key, Readers: a.cellReaders(), Keys: true, Digests: a.digests, IDs: t.reg.IDs, Kinds: kindsOf(p.relation), Country: a.country(),
		}),
	}
	s := &relationScan{a: a, p: p, t: t, index: index, table: table, rows: rows, plan: plan}
	return s.run(ctx)
}

// kindsOf gives the kinds of identity by which a register's persons are compared,
// nil for all. Identifiers in a copy are left out: one made of invented or
// scrambled data keeps the numbers of its records.
func kindsOf(relation string) []uint64 {
	if relation != "copy" {
		return nil
	}
	return []uint64{facts.KindName, facts.KindEmail, facts.KindPhone, facts.KindProfile, facts.KindDigest}
}

// nobody tells that a register that should hold persons does not.
func (a *audit) nobody(p *pass, t registerTarget, table dataset.Table, m *recognise.Mapping) {
	if p.evaluate {
		shown := mappingOf(m)
		shown.Relation = p.relation
		a.report.Mapping = append(a.report.Mapping, shown)
	}
	a.lost(t.path, table.Name(), finding.Text{
		EN: "holds no persons that could be compared: " + m.Reason + "; if it does, map its columns",
		FR: "ne contient pas de personnes à rapprocher : " + m.ReasonFR + " ; sinon, indiquez ses colonnes dans un fichier de correspondance",
	})
}

// shapedRows turns contacts into rows of a relation of their shape: fields of
// one name are the same, and the register's stated facts fill others.
type shapedRows struct {
	from, to *facts.Relation
	t        registerTarget
	mapping  *recognise.Mapping
	binder   *bind.Binder
	tally    *bind.Tally
}

// shapedWorker masks rows of the relation as those of contacts.
type shapedWorker struct {
	*bind.Worker
	rows *shapedRows
}

// Mask gives the masked values of a row.
func (w shapedWorker) Mask(row int, fields []int) ([]engine.Masked, int64) {
	var own []int
	for _, i := range fields {
		if at := w.rows.from.Index(w.rows.to.Fields[i].Name); at >= 0 {
			own = append(own, at)
		}
	}
	return masker{w.Worker}.Mask(row, own)
}

func (r *shapedRows) worker(consume func(*facts.Batch) error) rowWorker {
	return shapedWorker{r.binder.NewWorker(func(b *facts.Batch) error { return consume(r.lift(b)) }), r}
}

func (r *shapedRows) collect(w rowWorker) {
	worker, ok := w.(shapedWorker)
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

// lift gives the batch as rows of the relation.
func (r *shapedRows) lift(b *facts.Batch) *facts.Batch {
	out := &facts.Batch{N: b.N, Cols: make([]facts.Vec, len(r.to.Fields)), Key: b.Key}
	for i := range r.to.Fields {
		f := &r.to.Fields[i]
		out.Cols[i].Absent = true
		if at := r.from.Index(f.Name); at >= 0 && r.from.Fields[at].Type == f.Type {
			out.Cols[i] = b.Cols[at]
		}
		if v, ok := r.t.reg.Facts[f.Name]; ok && out.Cols[i].Absent {
			out.Cols[i] = constantVec(f, v, b.N)
		}
	}
	return out
}

// constantVec gives a stated fact for every row.
func constantVec(f *facts.Field, value any, n int) facts.Vec {
	s, _ := value.(string)
	switch f.Type {
	case facts.Date:
		if day, err := calendar.Parse(s); err == nil {
			return facts.Vec{Days: slices.Repeat([]int32{day}, n)}
		}
	case facts.Enum:
		if c := f.Code(s); c != 0 {
			return facts.Vec{Codes: slices.Repeat([]uint8{c}, n)}
		}
	case facts.Bool:
		if b, ok := value.(bool); ok {
			return facts.Vec{Codes: slices.Repeat([]uint8{boolCode(b)}, n)}
		}
	}
	return facts.Vec{Absent: true}
}

func (r *shapedRows) columns(field string) []string {
	if r.from.Index(field) < 0 {
		return nil
	}
	return r.binder.Columns(field)
}

func (r *shapedRows) stated(field string) bool {
	_, ok := r.t.reg.Facts[field]
	return ok
}

func (r *shapedRows) relied(field string) (finding.Declared, bool) {
	v, ok := r.t.reg.Facts[field]
	if !ok || r.columns(field) != nil {
		return finding.Declared{}, false
	}
	return statedFact(r.t, r.to.Name, field, v), true
}

// statedFact words a fact that the audit file states for a whole register.
func statedFact(t registerTarget, relation, field string, value any) finding.Declared {
	return finding.Declared{Field: relation + "." + field, Value: fmt.Sprint(value), Where: t.reg.Pos.Key("facts").Where()}
}

func (r *shapedRows) account() (finding.Table, []finding.Issue) {
	shown := mappingOf(r.mapping)
	if r.tally != nil {
		shown = counted(shown, r.tally, nil)
	}
	shown.Relation = r.to.Name
	return shown, nil
}
