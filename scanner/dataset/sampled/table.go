package sampled

import (
	"context"
	"math"

	"leadlint/scanner/dataset"
)

// Table is a table of which only some records are handed on.
type Table struct {
	inner dataset.Table
	spec  Spec
	seed  [2]uint64
	drawn Drawn
}

var (
	_ dataset.Projector = (*Table)(nil)
	_ dataset.Estimator = (*Table)(nil)
)

// Drawn says how many records were drawn of how many. The zero value is a table that
// nothing was drawn of.
type Drawn struct {
	// Rows were handed on.
	Rows int64
	// Of is how many records there are; 0 when that is not known, as when reading
	// ended early.
	Of int64
	// Estimated says that Of is what the table estimates, and was not counted.
	Estimated bool
}

// Whole says that every record is known to have been drawn.
func (d Drawn) Whole() bool { return !d.Estimated && d.Of == d.Rows }

// Wrap gives the table of which Scan hands on only what the spec draws: by a fixed hash
// of each record's place, so that whatever the number of workers the records are the
// same every time the table is unchanged. What can draw by itself (dataset.Sampler) does;
// of everything else every record is read, as a sample of the start, or of a few places,
// would tell nothing sure of the rest. The name of the input goes into the hash: files
// that are alike are not drawn from alike.
//
// The records drawn are as far as the format tells the place of each; they come without
// their texts (dataset.RecordSink). Columns, Sample and Project are those of the table.
func Wrap(t dataset.Table, spec Spec, input string) *Table {
	return &Table{inner: t, spec: spec, seed: seedOf(input, t.Name())}
}

// Name gives the table's name.
func (t *Table) Name() string { return t.inner.Name() }

// Columns gives the table's headers.
func (t *Table) Columns() []string { return t.inner.Columns() }

// Sample gives records spread over the table, whatever is drawn of it: columns are
// recognised from them.
func (t *Table) Sample(ctx context.Context, n int) ([][][]byte, error) { return t.inner.Sample(ctx, n) }

// Project leaves columns unread where the table can do that.
func (t *Table) Project(cols []int) {
	if p, ok := t.inner.(dataset.Projector); ok {
		p.Project(cols)
	}
}

// Estimate gives how many records will be drawn, roughly; 0 when it is not known.
func (t *Table) Estimate() int64 {
	all := t.size()
	switch {
	case all <= 0:
		return 0
	case t.spec.Rows > 0:
		return min(all, t.spec.Rows)
	case t.spec.Percent > 0:
		return int64(math.Ceil(float64(all) * t.spec.Percent / 100))
	}
	return all
}

// size is what the table estimates of itself; 0 when it does not.
func (t *Table) size() int64 {
	if e, ok := t.inner.(dataset.Estimator); ok {
		return e.Estimate()
	}
	return 0
}

// Drawn tells, after Scan, how many records were drawn.
func (t *Table) Drawn() Drawn { return t.drawn }

// Scan hands on the records drawn. Skipped and Issues are those of all that was read.
func (t *Table) Scan(ctx context.Context, sinks []dataset.Sink) (dataset.Stats, error) {
	if t.spec.Whole() {
		stats, err := t.inner.Scan(ctx, sinks)
		t.tell(stats.Rows, stats.Rows, false, err)
		return stats, err
	}
	if s := dataset.SamplerOf(t.inner); s != nil {
		if p := t.share(); p < 100 {
			s.SamplePercent(p)
			return t.apart(ctx, sinks)
		}
	}
	if t.spec.Rows > 0 {
		stats, read, err := t.few(ctx, sinks)
		t.tell(stats.Rows, read, false, err)
		return stats, err
	}
	choosers := make([]*chooser, len(sinks))
	wrapped := make([]dataset.Sink, len(sinks))
	for i, sink := range sinks {
		choosers[i] = &chooser{next: sink, below: bound(t.spec.Percent), numberer: numberer{seed: t.seed}}
		wrapped[i] = choosers[i]
	}
	stats, err := t.inner.Scan(ctx, wrapped)
	read := stats.Rows
	stats.Rows = 0
	for _, c := range choosers {
		stats.Rows += c.kept
	}
	t.tell(stats.Rows, read, false, err)
	return stats, err
}

// spare is by how much a share is drawn too large where a number of records is wanted of
// a table whose size is an estimate.
const spare = 1.3

// share is the percentage that a table draws of itself; 100 where it has to give all.
func (t *Table) share() float64 {
	if t.spec.Percent > 0 {
		return t.spec.Percent
	}
	all := float64(t.size())
	if all <= 0 {
		return 100
	}
	// Three standard deviations more than the number, so that there are enough.
	n := float64(t.spec.Rows)
	return min(100, 100*spare*(n+3*math.Sqrt(n))/all)
}

// apart scans a table that draws by itself.
func (t *Table) apart(ctx context.Context, sinks []dataset.Sink) (stats dataset.Stats, err error) {
	if t.spec.Rows > 0 {
		stats, _, err = t.few(ctx, sinks)
	} else {
		stats, err = t.inner.Scan(ctx, sinks)
	}
	t.tell(stats.Rows, max(t.size(), stats.Rows), t.size() > 0, err)
	if t.size() <= 0 {
		t.drawn.Of = 0
	}
	return stats, err
}

// tell notes what was drawn of how many; of a table that was not read to its end, the
// number is not known.
func (t *Table) tell(rows, of int64, estimated bool, err error) {
	t.drawn = Drawn{Rows: rows, Of: of, Estimated: estimated}
	if err != nil {
		t.drawn.Of, t.drawn.Estimated = 0, false
	}
}
