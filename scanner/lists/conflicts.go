package lists

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"leadlint/rules/calendar"
	"leadlint/rules/facts"
	"leadlint/scanner/dataset/bind"
	"leadlint/scanner/take"
)

// Conflicts lists the rows whose own cells contradict one another or a register (objected
// and yet active, opted in and out at once, written to after the objection), and rows of
// one person that say different things, with the strictest of what they say.
type Conflicts struct {
	opt     Options
	list    *list
	people  *people
	counts  map[string]int64
	without int64
}

var _ take.Taker = (*Conflicts)(nil)

// NewConflicts starts the list. Rows of one person are found by the keyed hashes of their
// addresses, held in at most memory bytes; persons met beyond that are compared with those
// before them and not with one another (see Unheld).
func NewConflicts(opt Options, memory int64) *Conflicts {
	return &Conflicts{opt: opt, people: newPeople(memory), counts: map[string]int64{}, list: newList(opt, whoHeads(
		"conflict", "column", "value", "date", "against_column", "against_value", "against_date", "strictest", "rules"))}
}

// Table starts the sheet of a table.
func (c *Conflicts) Table(t *take.Table) (take.Sink, error) {
	return c.list.open(newConflictSheet(t, c), take.Needs{Keys: true}), nil
}

// Counts gives the lines by kind of contradiction.
func (c *Conflicts) Counts() []Count {
	var out []Count
	for k := range conflictKinds {
		kind := conflictKind(k)
		out = append(out, Count{State: kind.word(c.list.lang), Rows: c.counts[kind.word("en")], Sure: true})
	}
	return out
}

// Other is the number of rows without a contradiction.
func (c *Conflicts) Other() int64 { return c.without }

// Unheld is the number of persons whose rows could not be compared with all others, for
// want of memory.
func (c *Conflicts) Unheld() int64 { return c.people.unheld }

// Guarded is the number of cells that got an apostrophe, lest a spreadsheet run them.
func (c *Conflicts) Guarded() int64 { return c.list.guarded }

// Close writes what is left. It gives the first error of writing.
func (c *Conflicts) Close() error { return c.list.close() }

// conflictKind is a kind of contradiction.
type conflictKind uint8

const (
	objectedActive conflictKind = iota
	objectedConsented
	withdrawnActive
	messagedAfter
	erasureActive
	restrictedActive
	listedActive
	duplicate
	conflictKinds
)

func (k conflictKind) word(lang string) string {
	en := [...]string{"objected and active", "objected and consented", "consent refused or withdrawn and active", "message after the objection",
		"erasure requested and active", "restricted and active", "on the suppression list and active", "one person, different choices"}
	fr := [...]string{"opposition et fiche active", "opposition et consentement", "consentement refusé ou retiré et fiche active", "message postérieur à l'opposition",
		"effacement demandé et fiche active", "traitement limité et fiche active", "inscrite à la liste d'opposition et fiche active", "une personne, des choix différents"}
	if lang == "fr" {
		return fr[k]
	}
	return en[k]
}

// conflictSheet finds contradictions in one table.
type conflictSheet struct {
	t   *take.Table
	c   *Conflicts
	who *who
	// fed are the columns of the fields that are compared.
	fed    map[string][]int
	at     map[string]int
	listed []int
	rules  []int
	needed []int
	person int
	kind   int
	number uint16
}

func newConflictSheet(t *take.Table, c *Conflicts) *conflictSheet {
	s := &conflictSheet{t: t, c: c, who: newWho(t), fed: map[string][]int{}, at: map[string]int{}, person: field(t, "person"), kind: field(t, "email_kind"), number: c.people.table(t)}
	s.needed = s.who.columns()
	for _, name := range []string{"opt_out_email", "opt_out_phone", "opt_out_sms", "consent_email", "consent_phone", "consent_sms", "marketing_active",
		"erasure_requested", "restricted", "opt_out_at", "consent_at", "last_message_at"} {
		s.fed[name], s.at[name] = bind.Feeders(t.Mapping, name), field(t, name)
		s.needed = append(s.needed, s.fed[name]...)
	}
	for _, id := range []string{"RTS-01-LIST", Listed} {
		if i := ruleIndex(t, id); i >= 0 {
			s.listed = append(s.listed, i)
		}
	}
	for _, id := range []string{"RTS-01", "RTS-01-LIST", "RTS-08", Listed, "RTS-01-OBJECTED", "RTS-04-ASKED", "EPR-01", "EPR-06"} {
		if i := ruleIndex(t, id); i >= 0 {
			s.rules = append(s.rules, i)
		}
	}
	return s
}

// Listed is the rule on entries of the suppression list.
const Listed = "RTS-01-LISTED"

func (s *conflictSheet) columns() []int { return s.needed }

func (s *conflictSheet) is(e entry, name, value string) bool {
	return enum(s.t, e, s.at[name]) == value
}

func (s *conflictSheet) day(e entry, name string) int32 {
	v := &e.b.Facts.Cols[s.at[name]]
	if v.Absent {
		return facts.UnknownDay
	}
	return v.Days[e.row]
}

// side is one of two cells that contradict each other.
type side struct{ column, value, date string }

// side gives the cells that a field was read from, and a date.
func (s *conflictSheet) side(e entry, name, date string) side {
	var heads, values []string
	for _, c := range s.fed[name] {
		if cell := trimmed(e.cells(), c); len(cell) > 0 {
			heads, values = append(heads, header(s.t.Mapping, c)), append(values, string(cell))
		}
	}
	out := side{strings.Join(heads, "; "), strings.Join(values, "; "), ""}
	if len(heads) == 0 {
		if value, where := stated(s.t, "contact."+name); where != "" {
			out.column, out.value = where, value
		}
	}
	if date != "" {
		if d := s.day(e, date); d != facts.UnknownDay {
			out.date = calendar.Format(d)
		}
	}
	return out
}

func (s *conflictSheet) write(e entry) error {
	var faults error
	n := 0
	add := func(kind conflictKind, a, b side, strictest string) {
		n++
		if err := s.line(e, kind, a, b, strictest); faults == nil {
			faults = err
		}
	}
	s.within(e, add)
	s.dated(e, add)
	s.held(e, add)
	s.among(e, add)
	if n == 0 {
		s.c.without++
	}
	return faults
}

type addConflict func(kind conflictKind, a, b side, strictest string)

// within looks for cells of the row that say what cannot both be.
func (s *conflictSheet) within(e entry, add addConflict) {
	l := s.c.list
	active := s.is(e, "marketing_active", "true")
	objected, withdrawn := "", ""
	for _, c := range []string{"email", "phone", "sms"} {
		if s.is(e, "opt_out_"+c, "true") {
			if objected == "" {
				objected = "opt_out_" + c
			}
			if s.is(e, "consent_"+c, "given") && !s.sameCells("opt_out_"+c, "consent_"+c) {
				add(objectedConsented, s.side(e, "opt_out_"+c, "opt_out_at"), s.side(e, "consent_"+c, "consent_at"), l.pick("objection", "opposition"))
			}
		}
		if withdrawn == "" && (s.is(e, "consent_"+c, "withdrawn") || s.is(e, "consent_"+c, "refused")) {
			withdrawn = "consent_" + c
		}
	}
	if !active {
		return
	}
	for _, f := range []struct {
		kind      conflictKind
		name      string
		found     bool
		date      string
		strictest string
	}{
		{objectedActive, objected, objected != "", "opt_out_at", l.pick("objection", "opposition")},
		{withdrawnActive, withdrawn, withdrawn != "", "", l.pick("refusal or withdrawal", "refus ou retrait")},
		{erasureActive, "erasure_requested", s.is(e, "erasure_requested", "true"), "", l.pick("erasure", "effacement")},
		{restrictedActive, "restricted", s.is(e, "restricted", "true"), "", l.pick("restriction", "limitation")},
	} {
		if f.found && !s.sameCells(f.name, "marketing_active") {
			add(f.kind, s.side(e, f.name, f.date), s.side(e, "marketing_active", ""), f.strictest)
		}
	}
}

// sameCells says whether two fields are read from the very same columns, which cannot
// contradict themselves.
func (s *conflictSheet) sameCells(a, b string) bool {
	return len(s.fed[a]) > 0 && slices.Equal(s.fed[a], s.fed[b])
}

// dated looks for a message after the objection.
func (s *conflictSheet) dated(e entry, add addConflict) {
	objected, sent := s.day(e, "opt_out_at"), s.day(e, "last_message_at")
	if objected == facts.UnknownDay || sent == facts.UnknownDay || sent <= objected {
		return
	}
	add(messagedAfter, s.side(e, "opt_out_at", "opt_out_at"), s.side(e, "last_message_at", "last_message_at"), s.c.list.pick("objection", "opposition"))
}

// held looks for an entry of the suppression list.
func (s *conflictSheet) held(e entry, add addConflict) {
	if s.is(e, "marketing_active", "true") && slices.ContainsFunc(s.listed, e.breach) {
		l := s.c.list
		add(listedActive, side{column: l.pick("suppression list", "liste d'opposition")}, s.side(e, "marketing_active", ""), l.pick("the list", "la liste"))
	}
}

// among looks for other rows of the person.
func (s *conflictSheet) among(e entry, add addConflict) {
	mine := s.choices(e)
	generic := enum(s.t, e, s.kind) == "generic"
	other, found := s.c.people.meet(e.b.Facts.Cols[s.person].RowKeys(e.row), generic, mine, s.number, e.b.Rows[e.row].Line)
	if !found {
		return
	}
	l := s.c.list
	add(duplicate, side{value: mine.words(l)}, side{column: s.c.people.place(other, l), value: other.choices.words(l)}, mine.strictest(other.choices).words(l))
}

func (s *conflictSheet) line(e entry, kind conflictKind, a, b side, strictest string) error {
	s.c.counts[kind.word("en")]++
	l := s.c.list
	s.who.write(l, e)
	l.texts(kind.word(l.lang), a.column, a.value, a.date, b.column, b.value, b.date, strictest)
	var ids []string
	for _, i := range s.rules {
		if e.breach(i) {
			ids = append(ids, s.t.Rules[i].ID)
		}
	}
	l.texts(strings.Join(ids, " "))
	return l.end()
}

// place names a row of a person.
func (p *people) place(o person, l *list) string {
	return fmt.Sprintf("%s, %s", p.tables[o.table], l.pick("line ", "ligne ")+strconv.FormatInt(int64(o.line), 10))
}
