package scanner

import (
	"context"
	"fmt"
	"slices"

	"leadlint/rules"
	"leadlint/rules/expr"
	"leadlint/rules/facts"
	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/bind"
	"leadlint/scanner/dataset/recognise"
	"leadlint/scanner/dataset/sampled"
	"leadlint/scanner/engine"
	"leadlint/scanner/finding"
	"leadlint/scanner/partial"
)

// noticeTally is the id of a condition that is counted with the rules for the
// chart of countries and notices; it is no rule and gives no finding.
const noticeTally = "notice-language"

// piece is one table of records to be read: all of a dataset, or one file of it.
type piece struct {
	// input is what the table's input is opened by, index the table's place in it.
	input string
	index int
	table dataset.Table
	// format is that of the input; empty where nobody asks.
	format string
	// whole says that what was passed over and met is told of the whole table, however
	// small the part of it that is counted.
	whole bool
}

// scan evaluates the rules over a table of persons, which may come in pieces of one shape.
type scan struct {
	a       *audit
	target  target
	p       *pass
	mapping *recognise.Mapping
	binder  *bind.Binder
	// bound is how the binder was made; projection are the columns read, nil: by what the
	// binder and those who take rows ask for.
	bound      bind.Options
	projection []int
	plan       *engine.Plan
	meetings   []*meeting
	// declared are the facts stated for the rows that say nothing.
	declared []bind.Declared
	// taken hands rows to those who take them; nil when nobody does.
	taken *taking
}

func newScan(a *audit, t target, first piece, m *recognise.Mapping, sample [][][]byte, p *pass) *scan {
	s := &scan{a: a, target: t, p: p, mapping: m}
	plan, err := a.compileContacts()
	if err != nil {
		a.lost(t.name, first.table.Name(), failure(err))
		return nil
	}
	s.plan = plan
	s.declared = a.declaredContact(m)
	s.meetings = a.meetings("contact")
	if s.taken, err = s.taking(first); err != nil {
		a.lost(t.name, first.table.Name(), notTaken(err))
		return nil
	}
	content := s.taken.texts()
	for _, n := range plan.Needs() {
		if n.Content {
			content = append(content, n.Index)
		}
	}
	s.bound = bind.Options{Now: a.now, Key: a.key, Content: content, Declared: s.declared, Readers: a.cellReaders(),
		Keys: s.keyed(), Pages: s.paged(), Kinds: s.kinds(), Digests: a.digests, Seal: a.seal(), IDs: t.ids, Country: a.country()}
	s.binder = bind.New(a.schema, m, sample, s.bound)
	return s
}

// compileContacts compiles what is counted of a table of persons.
func (a *audit) compileContacts() (*engine.Plan, error) {
	return engine.Compile(a.schema, "contact", a.contactRules(), a.env, engine.Options{AgeField: "collected_at", Groups: bind.Groups(a.schema)})
}

// contactRules are what is counted of a table of persons, in the order of the counts.
func (a *audit) contactRules() []*rules.Rule {
	return slices.Concat(rulesOf(a.rules, "contact"), a.barsOf("contact"), a.tallies("contact"), []*rules.Rule{noticeServed()})
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
	ev     *engine.Evaluator
}

// lane makes a worker for a piece, and the sink that feeds it.
func (s *scan) lane(ctx context.Context, plan *engine.Plan, input string, join func(*facts.Batch) error) (*lane, dataset.Sink) {
	l := &lane{part: plan.NewPartial(s.a.opt.Examples), ev: plan.NewEvaluator()}
	if s.taken != nil {
		g := s.taken.keeper(ctx)
		l.worker = s.binder.NewWorker(guarded(func(b *facts.Batch) error {
			s.a.progress(input, b.N)
			look(s.meetings, b)
			if err := join(b); err != nil {
				return err
			}
			bits, err := l.ev.RunBits(b, l.part, masker{l.worker})
			if err != nil {
				return err
			}
			return g.deliver(b, bits)
		}))
		g.worker, g.begin = l.worker, l.ev.Begin
		return l, g
	}
	l.worker = s.binder.NewWorker(guarded(func(b *facts.Batch) error {
		s.a.progress(input, b.N)
		look(s.meetings, b)
		if err := join(b); err != nil || !s.p.evaluate {
			return err
		}
		return l.ev.Run(b, l.part, masker{l.worker})
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
		a.opt.Progress(Progress{Input: input, Rows: rows, Total: a.total.Load(), Recalled: int(a.recalled.Load())})
	}
}

// read scans a piece and gives what the workers counted of it, with the number of
// records read.
func (s *scan) read(ctx context.Context, pc piece) (*partial.Table, int64) {
	if s.a.opt.Elsewhere != nil {
		return s.elsewhere(ctx, pc)
	}
	begin(s.meetings)
	s.project(pc.table)
	s.a.total.Add(estimate(pc.table))
	workers, plan := s.workers(pc.table), s.plan
	spills := s.p.evaluate && plan.Spills()
	if (spills || s.taken != nil) && !ordered(pc.table) {
		// Several workers keep the order of rows by blocks.
		workers = 1
	}
	if spills {
		if plan = s.spool(ctx, pc, workers); plan == nil {
			s.endTaking(pc, dataset.Stats{}, errUnread)
			return nil, 0
		}
	}
	defer s.taken.watch(ctx)()
	joined, err := s.joining()
	if err != nil {
		s.a.lost(pc.input, pc.table.Name(), failure(err))
		return nil, 0
	}
	lanes := make([]*lane, workers)
	sinks := make([]dataset.Sink, len(lanes))
	for i := range lanes {
		lanes[i], sinks[i] = s.lane(ctx, plan, pc.input, joined.add)
		if spills && s.taken == nil {
			sinks[i] = &blockSink{lanes[i].worker, lanes[i].ev.Begin}
		}
	}
	stats, err := pc.table.Scan(ctx, sinks)
	s.a.readingEnded(pc.input, pc.table.Name(), err)
	if t, ok := pc.table.(*sampled.Table); ok {
		s.p.sampled = s.p.sampled || !t.Drawn().Whole()
		if s.p.evaluate {
			s.a.drawn.Add(s.target.name, t.Name(), t.Drawn())
		}
	}
	count := s.merged(pc, lanes, stats)
	if err := joined.end(count); err != nil {
		s.a.lost(pc.input, pc.table.Name(), failure(err))
	}
	s.endTaking(pc, stats, err)
	return count, stats.Rows
}

// fewRows is the number of records that one worker reads sooner than others are made.
const fewRows = 1 << 12

// workers is the number of those that a table keeps busy.
func (s *scan) workers(table dataset.Table) int {
	if n := estimate(table); n > 0 && n < fewRows {
		return 1
	}
	return max(1, s.a.opt.Workers)
}

// estimate gives about how many records a table has, 0 when it does not know.
func estimate(table dataset.Table) int64 {
	if e, ok := table.(dataset.Estimator); ok {
		return e.Estimate()
	}
	return 0
}

// project leaves the columns of a table unread that nothing asks for.
func (s *scan) project(table dataset.Table) {
	p, ok := table.(dataset.Projector)
	switch {
	case !ok:
	case s.projection != nil:
		p.Project(s.projection)
	case !s.a.needsFill():
		p.Project(append(s.binder.Projection(), s.taken.cells()...))
	}
}

// merged puts together what the lanes counted of a piece.
func (s *scan) merged(pc piece, lanes []*lane, stats dataset.Stats) *partial.Table {
	count := s.empty(pc.table.Name())
	count.Rows, count.Skipped, count.Whole, count.Issues = stats.Rows, stats.Skipped, pc.whole, stats.Issues
	for i := range count.Issues {
		count.Issues[i].Input, count.Issues[i].Table = pc.input, pc.table.Name()
	}
	for i, l := range lanes {
		if err := l.worker.Finish(); err != nil {
			s.a.lost(pc.input, pc.table.Name(), failure(err))
		}
		if i == 0 {
			count.Count, count.Tally = l.part, l.worker.Tally()
			continue
		}
		if err := count.Count.Merge(l.part); err != nil {
			s.a.lost(pc.input, pc.table.Name(), failure(err))
		}
		count.Tally.Merge(l.worker.Tally())
	}
	evaluators := make([]*engine.Evaluator, len(lanes))
	for i, l := range lanes {
		evaluators[i] = l.ev
	}
	for _, m := range s.meetings {
		asked, found := compared(evaluators, m.need.ID())
		m.tell(count.Met, asked, found)
	}
	return count
}

// empty is the account of a table of persons before anything is counted.
func (s *scan) empty(name string) *partial.Table {
	t := &partial.Table{
		Name: name, Mapping: mappingOf(s.mapping), Person: true, Columns: map[string][]string{}, Preferences: preferences(s.mapping), Met: map[string]bool{}, Joined: map[string]*engine.JoinedRows{},
	}
	for _, f := range s.a.schema.Relation("contact").Fields {
		if fed := s.binder.Columns(f.Name); fed != nil {
			t.Columns[f.Name] = fed
		}
		if s.binder.Known(f.Name) {
			t.Known = append(t.Known, f.Name)
		}
	}
	if !s.a.needsFill() {
		read := s.binder.Projection()
		for i := range s.mapping.Columns {
			if !slices.Contains(read, i) {
				t.Unread = append(t.Unread, i)
			}
		}
	}
	for _, d := range s.declared {
		t.Declared = append(t.Declared, finding.Declared{Field: d.Field, Value: d.Shown, Where: d.Where})
	}
	return t
}

// tell adds what was counted of a table to the coverage and the report.
func (v *verdict) tell() {
	a := v.a
	a.contacts = true
	a.report.Coverage.Rows += v.Rows
	a.report.Coverage.Skipped += v.Skipped
	for _, i := range v.Issues {
		a.issue(i.Input, i.Table, i)
	}
	v.valueIssues()
	a.strangers(v.dataset, v.Name, v.Rows, a.unmet("contact", v.Met))
	a.inVain(v.dataset, v.Name, a.unproven("contact", v.Met))
	a.persons.Merge(&v.Count.Sketch)
	a.report.Mapping = append(a.report.Mapping, counted(v.Mapping, &v.Tally, v.Unread))
	a.report.Statistics = append(a.report.Statistics, v.statistics())
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
