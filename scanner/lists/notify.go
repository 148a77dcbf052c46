package lists

import (
	"slices"
	"strconv"
	"strings"

	"leadlint/rules/calendar"
	"leadlint/rules/facts"
	"leadlint/scanner/dataset/bind"
	"leadlint/scanner/take"
)

// Notify lists who has to be told that their data are held (Art. 14 GDPR), by which
// address and in which language, and until when: a month from collection, or the first
// message or disclosure if that came earlier (Art. 14(3)).
type Notify struct {
	opt    Options
	list   *list
	counts [again + 1]int64
	// other are the rows of persons who were told, or need not be.
	other int64
}

var _ take.Taker = (*Notify)(nil)

// NewNotify starts the list.
func NewNotify(opt Options) *Notify {
	return &Notify{opt: opt, list: newList(opt, whoHeads(
		"state", "deadline", "days", "deadline_by", "channel", "address", "language", "language_by", "source", "why", "rules"))}
}

// noticeState is where the information of a person stands.
type noticeState uint8

const (
	overdue noticeState = iota
	due
	undated
	untold
	again
)

// noticeWord is the word for a state.
func noticeWord(s noticeState, lang string) string {
	en := [...]string{"overdue", "due", "no date", "not provable whether told", "told in another language only"}
	fr := [...]string{"en retard", "à faire", "sans date", "information non démontrable", "informée dans une autre langue seulement"}
	if lang == "fr" {
		return fr[s]
	}
	return en[s]
}

// Table starts the sheet of a table.
func (n *Notify) Table(t *take.Table) (take.Sink, error) {
	return n.list.open(newNoticeSheet(t, n), take.Needs{}), nil
}

// Counts gives the rows by state, the overdue first.
func (n *Notify) Counts() []Count {
	var out []Count
	for i, rows := range n.counts {
		s := noticeState(i)
		out = append(out, Count{State: noticeWord(s, n.list.lang), Rows: rows, Sure: s == overdue || s == due || s == again})
	}
	return out
}

// Other is the number of rows of persons who were told, or whom the rules do not ask to
// be told, and that the list leaves out.
func (n *Notify) Other() int64 { return n.other }

// Guarded is the number of cells that got an apostrophe, lest a spreadsheet run them.
func (n *Notify) Guarded() int64 { return n.list.guarded }

// Close writes what is left. It gives the first error of writing.
func (n *Notify) Close() error { return n.list.close() }

// noticeSheet finds who of one table has to be told.
type noticeSheet struct {
	t        *take.Table
	n        *Notify
	who      *who
	dates    *dated
	reach    *reachable
	language *spoken
	logic    *logic
	// month is the rule on the month from collection (NOT-01); message, disclosed, website
	// and tongue are the places of NOT-02, NOT-03, NOT-04 and NOT-06, -1 without.
	month                               *condition
	message, disclosed, website, tongue int
	collected, sent, told               int
	sources                             []int
	needed                              []int
}

func newNoticeSheet(t *take.Table, n *Notify) *noticeSheet {
	s := &noticeSheet{t: t, n: n, who: newWho(t), dates: newDated(t), reach: newReachable(t), language: newSpoken(t), logic: newLogic(t),
		message: ruleIndex(t, "NOT-02"), disclosed: ruleIndex(t, "NOT-03"), website: ruleIndex(t, "NOT-04"), tongue: ruleIndex(t, "NOT-06"),
		collected: field(t, "collected_at"), sent: field(t, "first_message_at"), told: field(t, "notified_at")}
	s.month = s.logic.condition(ruleIndex(t, "NOT-01"))
	s.sources = slices.Concat(bind.Feeders(t.Mapping, "source"), bind.Feeders(t.Mapping, "source_url"))
	slices.Sort(s.sources)
	s.sources = slices.Compact(s.sources)
	s.needed = slices.Concat(s.who.columns(), s.reach.columns(), s.language.columns(), s.dates.add("collected_at"), s.dates.add("first_message_at"), s.sources)
	return s
}

func (s *noticeSheet) columns() []int { return s.needed }

// state says where the information of a row's person stands; false when it need not be
// given, or was.
func (s *noticeSheet) state(e entry, a at) (noticeState, bool) {
	broken := func(rule int) bool { return rule >= 0 && e.breach(rule) }
	if v := &e.b.Facts.Cols[s.told]; !v.Absent && v.Days[e.row] != facts.UnknownDay {
		return again, broken(s.tongue)
	}
	late := broken(s.message) || broken(s.disclosed) || s.month != nil && e.breach(s.month.rule)
	switch {
	case late:
		return overdue, true
	case s.month == nil:
		return due, broken(s.website)
	case e.notShown(s.month.rule):
		return s.open(a), true
	case s.month.applies.test(a) == yes, broken(s.website):
		return due, true
	}
	return 0, false
}

// open tells what keeps the rule on the month from deciding.
func (s *noticeSheet) open(a at) noticeState {
	day, _ := s.deadline(a)
	if refs := s.month.missing(a); len(refs) == 1 && refs[0].Field == "collected_at" || day == facts.UnknownDay {
		return undated
	}
	return untold
}

// deadline gives the last day on which the person had to be told, and what sets it.
func (s *noticeSheet) deadline(a at) (int32, string) {
	last, by := facts.UnknownDay, ""
	if s.month != nil {
		for _, t := range s.month.terms {
			if day, ok := t.turns(a); ok && (by == "" || day-1 < last) {
				last, by = day-1, "collected_at"
			}
		}
	}
	v := &a.b.Cols[s.sent]
	if !v.Absent && v.Days[a.row] != facts.UnknownDay && (by == "" || v.Days[a.row] < last) {
		last, by = v.Days[a.row], "first_message_at"
	}
	return last, by
}

// write adds a row.
func (s *noticeSheet) write(e entry) error {
	a := at{e.b.Facts, e.row, s.t.Now}
	state, listed := s.state(e, a)
	if !listed {
		s.n.other++
		return nil
	}
	s.n.counts[state]++
	l := s.n.list
	s.who.write(l, e)
	l.texts(noticeWord(state, l.lang))
	s.when(e, a, state)
	channel, address := s.reach.of(e, l)
	l.texts(channel)
	l.cell(address)
	l.texts(s.language.of(e, l))
	l.texts(s.language.by(e, l))
	s.source(e)
	why := ""
	if state == undated || state == untold {
		why = s.why(a)
	}
	l.texts(why, s.rules(e))
	return l.end()
}

// when adds the deadline, the days to it and what sets it.
func (s *noticeSheet) when(e entry, a at, state noticeState) {
	l := s.n.list
	day, by := s.deadline(a)
	if state == again {
		l.texts("", "", "")
		return
	}
	var reasons []string
	if by != "" {
		start := a.b.Cols[field(s.t, by)].Days[a.row]
		head, where := s.dates.column(by, start, e.cells())
		reasons = append(reasons, l.deadlineBy(by, calendar.Format(start), head, where))
	}
	if s.disclosed >= 0 && e.breach(s.disclosed) {
		reasons = append(reasons, l.pick("Art. 14(3)(c): first disclosure, by its date in the register", "art. 14(3)(c) : première communication, à sa date au registre"))
	}
	date, days := "", ""
	if by != "" {
		date, days = calendar.Format(day), strconv.Itoa(int(day-s.t.Now))
	}
	l.texts(date, days, strings.Join(reasons, l.pick("; ", " ; ")))
}

// deadlineBy words what sets a deadline.
func (l *list) deadlineBy(by, start, head, where string) string {
	out := l.pick("Art. 14(3)(a): one month from collection on ", "art. 14(3)(a) : un mois à compter de la collecte du ") + start
	if by == "first_message_at" {
		out = l.pick("Art. 14(3)(b): first message on ", "art. 14(3)(b) : premier message du ") + start
	}
	switch {
	case head != "":
		out += " (" + l.quoted(head) + ")"
	case where != "":
		out += l.pick(" (declared in ", " (déclarée dans ") + where + ")"
	}
	return out
}

// source adds where the data came from, as recorded.
func (s *noticeSheet) source(e entry) {
	l := s.n.list
	if cell := together(e.cells(), s.sources, "; "); len(cell) > 0 {
		l.cell(cell)
		return
	}
	if d := &s.t.Mapping.Declared; d.Origin != "" {
		l.texts(d.Origin + l.pick(" (declared in ", " (déclaré dans ") + d.Where + ")")
		return
	}
	l.texts(l.pick("not recorded", "non enregistrée"))
}

// why says what keeps the rule from deciding.
func (s *noticeSheet) why(a at) string { return s.logic.why(s.month, a, s.n.list) }

// rules lists the rules on information that the row breaches.
func (s *noticeSheet) rules(e entry) string {
	var out []string
	for _, i := range []int{s.monthRule(), s.message, s.disclosed, s.website, s.tongue} {
		if i >= 0 && e.breach(i) {
			out = append(out, s.t.Rules[i].ID)
		}
	}
	return strings.Join(out, " ")
}

func (s *noticeSheet) monthRule() int {
	if s.month == nil {
		return -1
	}
	return s.month.rule
}
