package lists

import (
	"slices"
	"strconv"

	"leadlint/rules"
	"leadlint/rules/calendar"
	"leadlint/rules/expr"
	"leadlint/rules/facts"
	"leadlint/scanner/take"
)

// Retention lists how long each person may be kept: the day on which the term of the
// record runs out, the date that it counts from and the column that has it, and whether
// that can be proved. The rules on storage limitation decide: what they find is past its
// term, what they cannot show is not provable, and the day is the last before they would
// find it.
type Retention struct {
	opt    Options
	list   *list
	counts [within + 1]int64
	// other are the rows that no rule on a term examines.
	other int64
}

var _ take.Taker = (*Retention)(nil)

// NewRetention starts the list.
func NewRetention(opt Options) *Retention {
	return &Retention{opt: opt, list: newList(opt, whoHeads(
		"state", "due", "days", "sure", "why", "start", "start_column", "restarted_by", "period", "period_from", "rule"))}
}

// termState is where a record stands in its term.
type termState uint8

const (
	past termState = iota
	near
	notProvable
	within
)

// Table starts the sheet of a table.
func (r *Retention) Table(t *take.Table) (take.Sink, error) {
	s := newTermSheet(t, r.opt, r.list)
	s.report = r
	return r.list.open(s, take.Needs{}), nil
}

// Counts gives the rows by state, those past their term first.
func (r *Retention) Counts() []Count {
	var out []Count
	for i, n := range r.counts {
		out = append(out, Count{State: stateWord(termState(i), r.opt.Within, r.opt.Lang), Rows: n, Sure: termState(i) != notProvable})
	}
	return out
}

// Other is the number of rows that no rule on a term examines, and that the list leaves
// out.
func (r *Retention) Other() int64 { return r.other }

// Guarded is the number of cells that got an apostrophe, lest a spreadsheet run them.
func (r *Retention) Guarded() int64 { return r.list.guarded }

// Close writes what is left. It gives the first error of writing.
func (r *Retention) Close() error { return r.list.close() }

// stateWord is the word for a state; within is the number of days that are near.
func stateWord(s termState, within int, lang string) string {
	en := [...]string{"past", "due within " + strconv.Itoa(within) + " days", "not provable", "within term"}
	fr := [...]string{"échue", "à échoir sous " + strconv.Itoa(within) + " jours", "non démontrable", "en cours"}
	if lang == "fr" {
		return fr[s]
	}
	return en[s]
}

// termSheet finds the terms of the rows of one table.
type termSheet struct {
	t      *take.Table
	opt    Options
	list   *list
	who    *who
	dates  *dated
	rules  []*condition
	anchor int
	needed []int
	report *Retention
	logic  *logic
}

func newTermSheet(t *take.Table, opt Options, l *list) *termSheet {
	s := &termSheet{t: t, opt: opt, list: l, who: newWho(t), dates: newDated(t), anchor: field(t, "expiry_anchor"), logic: newLogic(t)}
	s.needed = s.who.columns()
	for i, r := range t.Rules {
		if !onTerms(r) {
			continue
		}
		c := s.logic.condition(i)
		if !c.timed() {
			continue
		}
		s.rules = append(s.rules, c)
		for _, term := range c.terms {
			s.needed = append(s.needed, s.dates.add(term.from.ref.Field)...)
		}
	}
	return s
}

// onTerms says whether a rule is about a term that a record must not outlive: a breach of
// the storage limitation by which the record has to go.
func onTerms(r *rules.Rule) bool {
	return r.Kind == rules.Breach && r.Use == rules.Stop && slices.Contains(r.Articles.Primary, "5(1)(e)")
}

func (s *termSheet) columns() []int { return s.needed }

// verdict is what the rules on terms say of a row.
type verdict struct {
	state termState
	by    *condition
	// due is the last day of the term, UnknownDay where there is none.
	due  int32
	term *term
	// beside is the term that another rule finds running, where this one cannot be shown.
	beside *verdict
	// examined is false when no rule on a term has anything to say.
	examined bool
}

// judge finds the rule that decides: of those that are breached the one whose term ran
// out first; else one that could be breached for all that the row shows; else the one
// whose term runs out first.
func (s *termSheet) judge(e entry) verdict {
	a := at{e.b.Facts, e.row, s.t.Now}
	var best, open, bare verdict
	for _, c := range s.rules {
		switch {
		case e.notShown(c.rule):
			v := verdict{state: notProvable, by: c, due: facts.UnknownDay, examined: true}
			if s.concernsRow(c, a) {
				open = earlier(open, v)
			} else {
				bare = earlier(bare, v)
			}
			continue
		case !e.breach(c.rule) && c.applies.test(a) != yes:
			continue
		}
		first, term := c.first(a)
		v := verdict{state: within, by: c, due: first - 1, term: term, examined: true}
		switch {
		case e.breach(c.rule):
			v.state = past
			if term == nil {
				v.due = facts.UnknownDay
			}
		case term == nil:
			continue // no term of this rule runs for the row
		case v.due-s.t.Now <= int32(s.opt.Within):
			v.state = near
		}
		best = earlier(best, v)
	}
	switch {
	case best.examined && best.state == past:
		return best
	case open.examined:
		if best.examined {
			open.beside = &best
		}
		return open
	case best.examined:
		return best
	}
	return bare
}

// earlier gives the verdict that counts of two.
func earlier(a, b verdict) verdict {
	switch {
	case !a.examined, b.examined && b.state == past && a.state != past:
		return b
	case !b.examined, a.state == past && b.state != past, a.due == facts.UnknownDay:
		return a
	case b.due != facts.UnknownDay && b.due < a.due:
		return b
	}
	return a
}

// concernsRow says whether a rule that is not shown could be decided by the row or its
// file, so that nothing less can be said of it: not so where the owner declares too
// little, or where it is not even known that the rule examines the row, unless all else
// is there.
func (s *termSheet) concernsRow(c *condition, a at) bool {
	if c.applies.test(a) != yes {
		return c.breach.test(a) == yes
	}
	return !slices.ContainsFunc(c.missing(a), func(ref expr.Ref) bool { return ref.Relation == "case" && s.logic.caseGap(ref) })
}

// write adds a row.
func (s *termSheet) write(e entry) error {
	v := s.judge(e)
	if !v.examined {
		s.report.other++
		return nil
	}
	s.report.counts[v.state]++
	return s.line(e, v)
}

func (s *termSheet) line(e entry, v verdict) error {
	l := s.list
	s.who.write(l, e)
	due, days := "", ""
	if v.due != facts.UnknownDay && v.term != nil {
		due, days = calendar.Format(v.due), strconv.Itoa(int(v.due-s.t.Now))
	}
	sure, why := l.pick("sure", "certain"), ""
	if v.state == notProvable {
		sure, why = l.pick("not provable", "non démontrable"), s.logic.why(v.by, at{e.b.Facts, e.row, s.t.Now}, l)
		if b := v.beside; b != nil {
			why += l.pick("; by ", " ; selon ") + b.by.of.ID + l.pick(" alone until ", " seule, jusqu'au ") + calendar.Format(b.due)
			if restarted := s.restarted(b.term.from.ref.Field, e, ""); restarted != "" {
				why += l.pick(", counted from ", ", à compter de : ") + restarted
			}
		}
	}
	l.texts(stateWord(v.state, s.opt.Within, l.lang), due, days, sure, why)
	s.origin(e, v)
	l.texts(v.by.of.ID)
	return l.end()
}

// origin adds the date that the term counts from, its column, what restarted it, the
// period and where that is laid down.
func (s *termSheet) origin(e entry, v verdict) {
	l := s.list
	if v.term == nil {
		l.texts("", "", "", "", "")
		return
	}
	name := v.term.from.ref.Field
	start := e.b.Facts.Cols[field(s.t, name)].Days[e.row]
	head, where := s.dates.column(name, start, e.cells())
	if head == "" && where != "" {
		head = l.pick("declared in ", "déclaré dans ") + where
	}
	restarted := s.restarted(name, e, head)
	period, from, ok := v.term.period()
	switch {
	case !ok: // the end itself is recorded
		l.texts("", head, restarted, "", l.pick("end stored on the record", "échéance enregistrée sur la fiche"))
		return
	case from != "":
		_, place := stated(s.t, "case."+from)
		l.texts(calendar.Format(start), head, restarted, period.String(), l.pick("declared in ", "déclarée dans ")+place)
	default:
		l.texts(calendar.Format(start), head, restarted, period.String(), l.pick("yardstick of the rule ", "repère de la règle ")+v.by.of.ID)
	}
}

// restarted says what made the term count anew; empty when it counts from collection.
func (s *termSheet) restarted(name string, e entry, head string) string {
	l := s.list
	switch name {
	case "collected_at", "last_activity_at":
		return ""
	case "expires_at":
		v := &e.b.Facts.Cols[s.anchor]
		if v.Absent || v.Codes[e.row] == facts.UnknownCode {
			return ""
		}
		switch s.t.Relation.Fields[s.anchor].Values[v.Codes[e.row]-1] {
		case "update":
			return l.pick("an update of the record", "une mise à jour de la fiche")
		case "subject_contact":
			return l.pick("a contact from the person", "un contact de la personne")
		}
		return ""
	}
	out := s.t.Relation.Field(name).Label.In(l.lang)
	if head != "" {
		out += " (" + l.quoted(head) + ")"
	}
	return out
}
