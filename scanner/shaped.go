package scanner

import (
	"context"
	"slices"

	"leadlint/rules/calendar"
	"leadlint/rules/facts"
	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/bind"
	"leadlint/scanner/finding"
)

// contactShapedTable reads a table that has the shape of a dataset (an earlier
// state of it, or a copy) and hands its records on as rows of the relation.
func (a *audit) contactShapedTable(ctx context.Context, p *pass, t registerTarget, _ int, table dataset.Table) int64 {
	sample, err := table.Sample(ctx, SampleRows)
	if err != nil {
		a.lost(t.path, table.Name(), failure(err))
		return 0
	}
	as := target{name: t.path, mapping: t.mapping}
	m, err := a.recognise(as, table, sample, a.in.mappings[t.mapping])
	if err != nil {
		a.lost(t.path, table.Name(), mismatch(err))
		return 0
	}
	if !m.Person {
		if p.evaluate {
			a.report.Mapping = append(a.report.Mapping, mappingOf(m, nil))
		}
		a.lost(t.path, table.Name(), finding.Text{
			EN: "holds no persons that could be compared: " + m.Reason + "; if it does, map its columns",
			FR: "ne contient pas de personnes à rapprocher : " + m.ReasonFR + " ; sinon, indiquez ses colonnes dans un fichier de correspondance",
		})
		return 0
	}
	binder := bind.New(a.schema, m, sample, bind.Options{
		Now: a.now, Key: a.key, Readers: a.cellReaders(), Keys: true, Digests: a.digests, IDs: t.reg.IDs,
	})
	lift := newLift(a.schema, p.relation, t)
	workers := make([]*bind.Worker, max(1, a.opt.Workers))
	sinks := make([]dataset.Sink, len(workers))
	for i := range workers {
		workers[i] = binder.NewWorker(guarded(func(b *facts.Batch) error {
			a.progress(t.path, b.N)
			return p.add(lift.rows(b))
		}))
		sinks[i] = workers[i]
	}
	stats, err := table.Scan(ctx, sinks)
	a.readingEnded(as, table.Name(), err)
	var tally bind.Tally
	for i, w := range workers {
		if err := w.Finish(); err != nil {
			a.lost(t.path, table.Name(), failure(err))
		}
		if i == 0 {
			tally = w.Tally()
		} else {
			tally.Merge(w.Tally())
		}
	}
	if p.evaluate {
		a.report.Coverage.Skipped += stats.Skipped
		for _, i := range stats.Issues {
			a.issue(t.path, table.Name(), i)
		}
		shown := mappingOf(m, &tally)
		shown.Relation = p.relation
		a.report.Mapping = append(a.report.Mapping, shown)
	}
	return stats.Rows
}

// lift turns batches of contacts into batches of a relation of their shape:
// fields of one name are the same, and the register's stated facts fill others.
type lift struct {
	from, to *facts.Relation
	facts    map[string]any
}

func newLift(schema *facts.Schema, relation string, t registerTarget) *lift {
	return &lift{from: schema.Relation("contact"), to: schema.Relation(relation), facts: t.reg.Facts}
}

func (l *lift) rows(b *facts.Batch) *facts.Batch {
	out := &facts.Batch{N: b.N, Cols: make([]facts.Vec, len(l.to.Fields)), Key: b.Key}
	for i := range l.to.Fields {
		f := &l.to.Fields[i]
		out.Cols[i].Absent = true
		if at := l.from.Index(f.Name); at >= 0 && l.from.Fields[at].Type == f.Type {
			out.Cols[i] = b.Cols[at]
		}
		if v, ok := l.facts[f.Name]; ok && out.Cols[i].Absent {
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
