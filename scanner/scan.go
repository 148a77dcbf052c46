package scanner

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"leadlint/rules"
	"leadlint/rules/expr"
	"leadlint/rules/facts"
	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/bind"
	"leadlint/scanner/dataset/read"
	"leadlint/scanner/dataset/recognise"
	"leadlint/scanner/engine"
)

// noticeTally is the id of a condition that is counted with the rules for the
// chart of countries and notices; it is no rule and gives no finding.
const noticeTally = "notice-language"

// scan evaluates the rules over one table of persons.
type scan struct {
	a      *audit
	target target
	p      *pass
	// index is the table's place in its input.
	index    int
	table    dataset.Table
	mapping  *recognise.Mapping
	binder   *bind.Binder
	plan     *engine.Plan
	meetings []*meeting
	// declared are the facts stated for the rows that say nothing.
	declared []bind.Declared
	part     *engine.Partial
	tally    bind.Tally
	// taken hands rows to those who take them; nil when nobody does.
	taken *taking
}

func newScan(a *audit, t target, index int, table dataset.Table, m *recognise.Mapping, sample [][][]byte, p *pass) *scan {
	s := &scan{a: a, target: t, p: p, index: index, table: table, mapping: m}
	plan, err := engine.Compile(a.schema, "contact", slices.Concat(rulesOf(a.rules, "contact"), a.barsOf("contact"), a.tallies("contact"), []*rules.Rule{noticeServed()}), a.env,
		engine.Options{AgeField: "collected_at", Groups: bind.Groups(a.schema)})
	if err != nil {
		a.lost(t.name, table.Name(), failure(err))
		return nil
	}
	s.plan = plan
	s.declared = a.declaredContact(m)
	s.meetings = a.meetings("contact")
	if s.taken, err = s.taking(); err != nil {
		a.lost(t.name, table.Name(), notTaken(err))
		return nil
	}
	content := s.taken.texts()
	for _, n := range plan.Needs() {
		if n.Content {
			content = append(content, n.Index)
		}
	}
	s.binder = bind.New(a.schema, m, sample, bind.Options{Now: a.now, Key: a.key, Content: content, Declared: s.declared, Readers: a.cellReaders(),
		Keys: s.keyed(), Pages: s.paged(), Kinds: s.kinds(), Digests: a.digests, Seal: a.seal(), IDs: t.ids, Country: a.country()})
	return s
}

func rulesOf(all []*rules.Rule, relation string) []*rules.Rule {
	var out []*rules.Rule
	for _, r := range all {
		if r.On == relation {
			out = append(out, r)
		}
	}
	return out
}

// noticeServed is true where no language of the notice is one of the person's.
func noticeServed() *rules.Rule {
	field := func(name string) *expr.Expr {
		return &expr.Expr{Op: expr.Field, Type: facts.Set, Ref: expr.Ref{Relation: "contact", Field: name}}
	}
	overlap := &expr.Expr{Op: expr.Overlaps, Type: facts.Bool, Args: []*expr.Expr{field("languages"), field("notice_languages")}}
	return &rules.Rule{ID: noticeTally, On: "contact", Breach: &expr.Expr{Op: expr.Not, Type: facts.Bool, Args: []*expr.Expr{overlap}}}
}

// keyed says whether persons are compared with other relations.
func (s *scan) keyed() bool {
	person := s.a.schema.Relation("contact").Index("person")
	return len(s.p.builders) > 0 || s.taken.keys() || slices.ContainsFunc(s.plan.Needs(), func(n engine.Need) bool { return n.Index == person })
}

// paged says whether records are held against the pages they were taken from.
func (s *scan) paged() bool {
	page := s.a.schema.Relation("contact").Index("source_page")
	return slices.ContainsFunc(s.plan.Needs(), func(n engine.Need) bool { return n.Index == page })
}

// kinds lists the kinds of identity that the joined tables hold, so that others
// need not be hashed; nil is all. Shared telephones are told from persons' own
// by the other kinds, and who is asked whether it has an identity has any kind.
func (s *scan) kinds() []uint64 {
	if len(s.p.builders) > 0 || s.taken.keys() || s.a.asksIdentity("contact") {
		return nil
	}
	out := []uint64{}
	for kind := facts.KindName; kind <= facts.KindDigest; kind++ {
		for _, m := range s.meetings {
			if m.table.Holds(kind) && !slices.Contains(out, kind) {
				out = append(out, kind)
			}
		}
	}
	if slices.Contains(out, facts.KindPhone) {
		return nil
	}
	return out
}

// masker hands the engine a worker's masked rows.
type masker struct{ w *bind.Worker }

// Mask gives the masked values of a row.
func (m masker) Mask(row int, fields []int) ([]engine.Masked, int64) {
	values, line := m.w.Mask(row, fields)
	out := make([]engine.Masked, len(values))
	for i, v := range values {
		out[i] = engine.Masked{Field: v.Field, Value: v.Value}
	}
	return out, line
}

// lane is one worker with its evaluator and what it has counted.
type lane struct {
	worker *bind.Worker
	part   *engine.Partial
}

// lane makes a worker, and the sink that feeds it.
func (s *scan) lane(ctx context.Context) (*lane, dataset.Sink) {
	l := &lane{part: s.plan.NewPartial(s.a.opt.Sample)}
	ev := s.plan.NewEvaluator()
	if s.taken != nil {
		g := s.taken.keeper(ctx)
		l.worker = s.binder.NewWorker(guarded(func(b *facts.Batch) error {
			s.a.progress(s.target.name, b.N)
			look(s.meetings, b)
			if err := s.p.add(b); err != nil {
				return err
			}
			bits, err := ev.RunBits(b, l.part, masker{l.worker})
			if err != nil {
				return err
			}
			return g.deliver(b, bits)
		}))
		g.worker = l.worker
		return l, g
	}
	l.worker = s.binder.NewWorker(guarded(func(b *facts.Batch) error {
		s.a.progress(s.target.name, b.N)
		look(s.meetings, b)
		if err := s.p.add(b); err != nil || !s.p.evaluate {
			return err
		}
		return ev.Run(b, l.part, masker{l.worker})
	}))
	return l, l.worker
}

// guarded turns a fault in a kernel into an error: it must not pass for a clean
// result.
func guarded(consume func(*facts.Batch) error) func(*facts.Batch) error {
	return func(b *facts.Batch) (err error) {
		defer func() {
			if r := recover(); r != nil {
				err = fmt.Errorf("evaluate the rules: %v", r)
			}
		}()
		return consume(b)
	}
}

// progress tells of rows evaluated.
func (a *audit) progress(input string, n int) {
	rows := a.rows.Add(int64(n))
	if a.opt.Progress != nil {
		a.opt.Progress(Progress{Input: input, Rows: rows, Total: a.total.Load()})
	}
}

// run scans the table, merges what the workers counted and judges it.
func (s *scan) run(ctx context.Context) int64 {
	if s == nil {
		return 0
	}
	if p, ok := s.table.(dataset.Projector); ok && !s.a.needsFill() {
		p.Project(append(s.binder.Projection(), s.taken.cells()...))
	}
	if e, ok := s.table.(dataset.Estimator); ok {
		s.a.total.Add(e.Estimate())
	}
	workers := max(1, s.a.opt.Workers)
	if s.p.evaluate && s.plan.Spills() {
		// Rows are told apart by their order, which one worker alone keeps.
		workers = 1
		if !s.spool(ctx) {
			s.endTaking(dataset.Stats{}, errUnread)
			return 0
		}
	}
	if s.taken != nil && !ordered(s.table) {
		workers = 1
	}
	defer s.taken.watch(ctx)()
	lanes := make([]*lane, workers)
	sinks := make([]dataset.Sink, len(lanes))
	for i := range lanes {
		lanes[i], sinks[i] = s.lane(ctx)
	}
	stats, err := s.table.Scan(ctx, sinks)
	s.a.readingEnded(s.target, s.table.Name(), err)
	for i, l := range lanes {
		if err := l.worker.Finish(); err != nil {
			s.a.lost(s.target.name, s.table.Name(), failure(err))
		}
		if i == 0 {
			s.part, s.tally = l.part, l.worker.Tally()
			continue
		}
		if err := s.part.Merge(l.part); err != nil {
			s.a.lost(s.target.name, s.table.Name(), failure(err))
		}
		s.tally.Merge(l.worker.Tally())
	}
	s.endTaking(stats, err)
	if s.p.evaluate {
		s.account(stats)
		s.judge()
	}
	return stats.Rows
}

// spool is the first of two passes, needed when a joined table lies on disk.
func (s *scan) spool(ctx context.Context) bool {
	answers, err := s.a.spooled(ctx, s.plan, func(run func(*facts.Batch) error) error {
		src, err := read.Open(ctx, s.target.name, nil, read.Options{})
		if err != nil {
			return err
		}
		table := src.Tables[s.index]
		if p, ok := table.(dataset.Projector); ok && !s.a.needsFill() {
			p.Project(s.binder.Projection())
		}
		worker := s.binder.NewWorker(guarded(run))
		_, err = table.Scan(ctx, []dataset.Sink{worker})
		return errors.Join(err, worker.Finish(), src.Close())
	})
	if err != nil {
		s.a.readingEnded(s.target, s.table.Name(), err)
		return false
	}
	s.plan = s.plan.WithAnswers(answers)
	return true
}

// account adds what was read to the coverage and the persons counted.
func (s *scan) account(stats dataset.Stats) {
	a := s.a
	a.contacts = true
	a.report.Coverage.Rows += stats.Rows
	a.report.Coverage.Skipped += stats.Skipped
	for _, i := range stats.Issues {
		a.issue(s.target.name, s.table.Name(), i)
	}
	s.valueIssues()
	a.strangers(s.target.name, s.table.Name(), stats.Rows, s.meetings)
	a.persons.Merge(&s.part.Sketch)
	a.report.Mapping = append(a.report.Mapping, mappingOf(s.mapping, &s.tally))
	a.report.Statistics = append(a.report.Statistics, s.statistics())
}

// needsFill says whether every column's fill is wanted: only when a declared
// activity lists the fields it uses.
func (a *audit) needsFill() bool {
	if a.file == nil {
		return false
	}
	for _, act := range a.file.Activities {
		if act.Fields != nil {
			return true
		}
	}
	return false
}
