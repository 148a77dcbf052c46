package lists

import (
	"slices"
	"strconv"

	"leadlint/rules/calendar"
	"leadlint/scanner/take"
)

// Repermission lists the persons whose term ends soon and who may be asked once whether
// they wish to stay: none whose row some rule bars from being used, because the person
// objected, withdrew or asked for erasure, or the channel has no basis.
type Repermission struct {
	opt  Options
	list *list
	// asked are the rows listed, barred those near their term that some rule bars.
	asked, barred, other int64
}

var _ take.Taker = (*Repermission)(nil)

// NewRepermission starts the list.
func NewRepermission(opt Options) *Repermission {
	return &Repermission{opt: opt, list: newList(opt, whoHeads(
		"ask_by", "days", "channel", "address", "language", "language_by", "start", "start_column", "restarted_by", "period", "period_from", "rule"))}
}

// Table starts the sheet of a table.
func (r *Repermission) Table(t *take.Table) (take.Sink, error) {
	s := &askSheet{termSheet: newTermSheet(t, r.opt, r.list), r: r, reach: newReachable(t), language: newSpoken(t)}
	for i, rule := range t.Rules {
		if rule.Use.Bars() {
			s.bars = append(s.bars, i)
		}
	}
	return r.list.open(s, take.Needs{}), nil
}

// Counts gives the rows listed, and those that are near their term and may not be asked.
func (r *Repermission) Counts() []Count {
	return []Count{{State: "may be asked", Rows: r.asked, Sure: true}, {State: "near their term but barred by a rule", Rows: r.barred, Sure: true}}
}

// Other is the number of rows that are not near the end of a term, or of which none can
// be shown.
func (r *Repermission) Other() int64 { return r.other }

// Guarded is the number of cells that got an apostrophe, lest a spreadsheet run them.
func (r *Repermission) Guarded() int64 { return r.list.guarded }

// Close writes what is left. It gives the first error of writing.
func (r *Repermission) Close() error { return r.list.close() }

// askSheet finds whom of one table to ask.
type askSheet struct {
	*termSheet
	r        *Repermission
	reach    *reachable
	language *spoken
	bars     []int
}

func (s *askSheet) columns() []int {
	return slices.Concat(s.termSheet.columns(), s.reach.columns(), s.language.columns())
}

func (s *askSheet) write(e entry) error {
	v := s.judge(e)
	if !v.examined || v.state != near {
		s.r.other++
		return nil
	}
	l := s.r.list
	channel, address := s.reach.of(e, l)
	if len(address) == 0 || slices.ContainsFunc(s.bars, e.breach) {
		s.r.barred++
		return nil
	}
	s.r.asked++
	s.who.write(l, e)
	l.texts(calendar.Format(v.due), strconv.Itoa(int(v.due-s.t.Now)), channel)
	l.cell(address)
	l.texts(s.language.of(e, l), s.language.by(e, l))
	s.origin(e, v)
	l.texts(v.by.of.ID)
	return l.end()
}
