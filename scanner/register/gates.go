package register

import (
	"slices"

	"leadlint/rules/calendar"
	"leadlint/rules/facts"
	"leadlint/rules/law"
)

// gate says whether a record is a row of the relation at all: a log of events
// has rows for openings and clicks, a list of contacts rows for persons who never
// objected. Of several marks of an entry one suffices. sure is false where the
// record may be one or not.
func (w *Worker) gate(cells [][]byte) (open, sure bool) {
	sure = true
	marked, entered, unread := false, false, false
	for i := range w.gates {
		x := &w.gates[i]
		k := x.counted(w, cells[x.column])
		switch {
		case x.use.Field == ".entry":
			marked, entered, unread = true, entered || k.meaning == "true", unread || k.unread
		case k.unread:
			sure = false
		case k.meaning == "other":
			return false, true
		case x.use.Field == ".event" && w.b.m.sending && slices.Contains(deliveryWords(), cellKey(k.text)):
			return false, true
		}
	}
	if marked && !entered {
		return unread, false
	}
	return true, sure
}

// opened says whether the record gives the row of a group.
func (w *Worker) opened(g int, cells [][]byte) bool {
	opens := w.opens[g]
	if len(opens) == 0 {
		return true
	}
	for i := range opens {
		x := &opens[i]
		cell := cells[x.column]
		if x.use.Field == ".entry" {
			if k := x.counted(w, cell); k.meaning == "true" {
				return true
			}
			continue
		}
		if !blank(cell) {
			return true
		}
	}
	return false
}

// imply sets what a filled cell says of another field that nothing else gives.
func (w *Worker) imply(x *work, r int, cell []byte) {
	s := &w.fields[x.implied]
	if !s.used || s.codes == nil || s.codes[r] != facts.UnknownCode || s.unread[r>>6]>>uint(r&63)&1 == 1 || blank(cell) {
		return
	}
	if x.use.Field == ".entry" && x.known(w, cell).meaning != "true" {
		return
	}
	s.codes[r] = x.value.code
}

// doubt makes what a row states unknown: it may be no row of the relation.
func (w *Worker) doubt(r int) {
	for i := range w.fields {
		s := &w.fields[i]
		if !s.used || i == w.b.person {
			continue
		}
		if s.days != nil {
			s.days[r] = facts.UnknownDay
			s.mark(r, true)
		}
		if s.codes != nil && w.b.rel.Fields[i].Name == "kind" {
			s.codes[r] = facts.UnknownCode
			s.mark(r, true)
		}
	}
}

// derive works out the fields that follow from others of the row.
func (w *Worker) derive(r int, cells [][]byte) {
	switch {
	case w.log != nil:
		w.deriveLog(r, cells)
	case w.moments != nil:
		w.deriveHours(r)
	case w.b.form >= 0:
		w.deriveForm(r)
	case w.b.identifier >= 0:
		w.deriveIdentifier(r)
	case w.adequacy != nil:
		c, a := &w.fields[w.b.rel.Index("country")], &w.fields[w.b.rel.Index("adequacy")]
		if c.used && a.used {
			a.codes[r] = w.adequacy[c.codes[r]]
		}
	}
}

func (w *Worker) deriveHours(r int) {
	between := func(field, from, to string) {
		s := &w.fields[w.b.rel.Index(field)]
		if !s.used {
			return
		}
		a, b := &w.moments[w.b.rel.Index(from)], &w.moments[w.b.rel.Index(to)]
		if a.Day == facts.UnknownDay || b.Day == facts.UnknownDay {
			return
		}
		if n, ok := calendar.HoursBetween(calendar.Moment(*a), calendar.Moment(*b), law.BreachHours); ok {
			s.ints[r] = n
		}
	}
	between("hours_to_authority", "aware_at", "authority_told_at")
	between("hours_to_customer", "aware_at", "customer_told_at")
}

// deriveForm says in what form an entry holds the person. An internal number is
// neither a fingerprint nor in clear.
func (w *Worker) deriveForm(r int) {
	s := &w.fields[w.b.form]
	switch {
	case !s.used:
	case w.clear:
		s.codes[r] = w.b.rel.Fields[w.b.form].Code("clear")
	case w.hashed && !w.numbered:
		s.codes[r] = w.b.rel.Fields[w.b.form].Code("fingerprint")
	}
}

// deriveIdentifier gives the most direct identifier of a row of statistics. It
// is "none" only where every column was understood.
func (w *Worker) deriveIdentifier(r int) {
	s := &w.fields[w.b.identifier]
	switch {
	case !s.used:
	case w.identifier != 0:
		s.codes[r] = w.identifier
	case len(w.b.m.Unread) == 0:
		s.codes[r] = w.b.rel.Fields[w.b.identifier].Code("none")
	}
}
