package database

import (
	"context"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/read/damage"
	"leadlint/scanner/finding"
)

// Wrap makes columns of a table that was read by a Select with children: each child's
// rows become the columns that Expanded names, in the child's place. What the base
// table can do (leave columns unread, tell its keys, be read in parts) the result can.
func Wrap(base dataset.Table, s Select) dataset.Table {
	w := wrapped{inner: base}
	columns := base.Columns()
	first := len(columns) - len(s.Children)
	if first < 0 {
		return base
	}
	for i := range first {
		w.columns = append(w.columns, place{inner: i, child: -1})
		w.names = append(w.names, columns[i])
	}
	w.rename(s, first)
	w.first, w.children = first, s.Children
	eventsOf := -1
	for c := range s.Children {
		child := s.Children[c]
		if child.reading.shape == events && eventsOf >= 0 {
			w.also = append(w.also, c) // one last contact, in whichever table it stands
			continue
		}
		if child.reading.shape == events {
			eventsOf = c
		}
		for part, name := range newExpander(&child).names {
			w.columns = append(w.columns, place{inner: first + c, child: c, part: part, latest: eventsOf == c})
			w.names = append(w.names, name)
		}
	}
	_, keyed := base.(dataset.Keyed)
	_, parted := base.(dataset.Parted)
	switch {
	case keyed && parted:
		return &keyedParted{keyedTable{w}}
	case keyed:
		return &keyedTable{w}
	case parted:
		return &partedTable{w}
	}
	return &w
}

// rename gives the parents that are lists of codes the name of what they are.
func (w *wrapped) rename(s Select, first int) {
	at := first
	for i := len(s.Parents) - 1; i >= 0; i-- {
		p := s.Parents[i]
		at -= len(columns(p.Table, p.Columns))
		if p.as && at >= 0 {
			w.names[at] = p.Prefix
		}
	}
}

// place says where a column comes from: the column of the inner table, and for the
// columns made of a child its place among them.
type place struct {
	inner, child, part int
	// latest columns are those of events, of all children that hold such.
	latest bool
}

// wrapped is the table that Wrap makes.
type wrapped struct {
	inner    dataset.Table
	names    []string
	columns  []place
	children []Child
	// first is the inner column of the first child; also are the children of events
	// behind the first such.
	first int
	also  []int
	// wanted are the columns that Project asked for; nil is all.
	wanted []bool
}

var (
	_ dataset.Projector = (*wrapped)(nil)
	_ dataset.Estimator = (*wrapped)(nil)
	_ dataset.Keyed     = (*keyedTable)(nil)
	_ dataset.Parted    = (*keyedParted)(nil)
	_ dataset.Keyed     = (*keyedParted)(nil)
)

// Name is the base table's name.
func (w *wrapped) Name() string { return w.inner.Name() }

// Columns are those of the base, of what it names, and those made of its children.
func (w *wrapped) Columns() []string { return w.names }

// Project leaves the other columns unread, and the tables that only they come from.
func (w *wrapped) Project(cols []int) {
	w.wanted = make([]bool, len(w.columns))
	inner := make([]bool, len(w.inner.Columns()))
	for _, c := range cols {
		if c >= 0 && c < len(w.columns) {
			w.wanted[c] = true
			inner[w.columns[c].inner] = true
			for _, also := range w.also {
				inner[w.first+also] = inner[w.first+also] || w.columns[c].latest
			}
		}
	}
	p, ok := w.inner.(dataset.Projector)
	if !ok {
		return
	}
	list := []int{}
	for i, yes := range inner {
		if yes {
			list = append(list, i)
		}
	}
	p.Project(list)
}

// Estimate is the number of records of the base, roughly.
func (w *wrapped) Estimate() int64 {
	if e, ok := w.inner.(dataset.Estimator); ok {
		return e.Estimate()
	}
	return 0
}

// Sampler is that of the base, if it has one.
func (w *wrapped) Sampler() dataset.Sampler { return dataset.SamplerOf(w.inner) }

// Sample gives records of the base with what hangs on them.
func (w *wrapped) Sample(ctx context.Context, n int) ([][][]byte, error) {
	rows, err := w.inner.Sample(ctx, n)
	if err != nil {
		return nil, err
	}
	var kept keeper
	sink := w.sink(&kept)
	for _, row := range rows {
		sink.Row(dataset.Place{}, row)
	}
	return kept.rows, nil
}

// Scan streams every record of the base with what hangs on it.
func (w *wrapped) Scan(ctx context.Context, sinks []dataset.Sink) (dataset.Stats, error) {
	own := make([]*expandSink, len(sinks))
	as := make([]dataset.Sink, len(sinks))
	for i, s := range sinks {
		own[i] = w.sink(s)
		as[i] = own[i]
	}
	stats, err := w.inner.Scan(ctx, as)
	for c, child := range w.children {
		var strange, broken int64
		for _, s := range own {
			strange += s.children[c].strange
			broken += s.broken[c]
		}
		stats.Issues = append(stats.Issues, childIssues(child.Table.Full(), strange, broken)...)
	}
	return stats, err
}

// childIssues tells of rows of a child that were left out.
func childIssues(name string, strange, broken int64) []finding.Issue {
	var out []finding.Issue
	shown := damage.Names([]string{name})
	if broken > 0 {
		out = append(out, finding.Issue{Severity: damage.Lost, Count: broken, Message: damage.Text(
			"the rows of "+shown+" that hang on a record came in a form that cannot be read: they were left out",
			"les lignes de "+shown+" rattachées à une fiche sont arrivées sous une forme illisible : elles n'ont pas été prises en compte")})
	}
	if strange > 0 {
		out = append(out, finding.Issue{Severity: damage.Warning, Count: strange, Message: damage.Text(
			"rows of "+shown+" name a channel other than e-mail, telephone and SMS, or one that was not understood: they were left out",
			"des lignes de "+shown+" désignent un autre canal que le courriel, le téléphone et le SMS, ou un canal non compris : elles n'ont pas été prises en compte")})
	}
	return out
}

// sink makes the sink through which records reach another.
func (w *wrapped) sink(to dataset.Sink) *expandSink {
	s := &expandSink{w: w, to: to, cells: make([][]byte, len(w.columns)), broken: make([]int64, len(w.children))}
	for i := range w.children {
		child := w.children[i]
		s.children = append(s.children, newExpander(&child))
	}
	return s
}

// expandSink makes columns of children in the records of one worker.
type expandSink struct {
	w        *wrapped
	to       dataset.Sink
	cells    [][]byte
	children []*expander
	broken   []int64
}

// Row hands a record on.
func (s *expandSink) Row(at dataset.Place, cells [][]byte) {
	last := -1
	var made [][]byte
	for i, p := range s.w.columns {
		switch {
		case s.w.wanted != nil && !s.w.wanted[i]:
			s.cells[i] = nil
			continue
		case p.child < 0:
			s.cells[i] = cells[p.inner]
			continue
		case p.child != last:
			made = s.expand(p.child, cells)
			for _, also := range s.w.also {
				if p.latest {
					later(made, s.expand(also, cells))
				}
			}
			last = p.child
		}
		s.cells[i] = made[p.part]
	}
	s.to.Row(at, s.cells)
}

// expand gives the columns made of one child.
func (s *expandSink) expand(child int, cells [][]byte) [][]byte {
	made, ok := s.children[child].expand(cells[s.w.first+child])
	if !ok {
		s.broken[child]++
	}
	return made
}

// later takes over the dates of other events that are later.
func later(made, others [][]byte) {
	for i, date := range others {
		if len(date) > 0 && compareDates(date, made[i]) > 0 {
			made[i] = date
		}
	}
}

// keeper is a sink that keeps copies of the records.
type keeper struct{ rows [][][]byte }

// Row keeps one.
func (k *keeper) Row(_ dataset.Place, cells [][]byte) {
	row := make([][]byte, len(cells))
	for i, c := range cells {
		if c != nil {
			row[i] = append([]byte{}, c...)
		}
	}
	k.rows = append(k.rows, row)
}

// keyedTable is a wrapped table that knows its keys.
type keyedTable struct{ wrapped }

// Identity is that of the base.
func (t *keyedTable) Identity() (dataset.Identity, error) {
	return t.inner.(dataset.Keyed).Identity() //nolint:forcetypeassert // Wrap looked
}

// partedTable is a wrapped table that can be read in parts.
type partedTable struct{ wrapped }

// Part limits Scan to a part of the base.
func (t *partedTable) Part(index, n int) {
	t.inner.(dataset.Parted).Part(index, n) //nolint:forcetypeassert // Wrap looked
}

// keyedParted is both.
type keyedParted struct{ keyedTable }

// Part limits Scan to a part of the base.
func (t *keyedParted) Part(index, n int) {
	t.inner.(dataset.Parted).Part(index, n) //nolint:forcetypeassert // Wrap looked
}
