package database

import (
	"fmt"
	"slices"
	"strings"
)

// reading says what the columns of a child are to it: their places in Child.Columns, -1
// for none.
type reading struct {
	shape shape
	// status holds the state, refuse an objection as true or false; a channel says by
	// which means, date since when, purpose what for.
	status, refuse, channel, date, purpose int
	// moments are the dates of events.
	moments []moment
	// source, wording, reason and confirmed tell of how the state came about.
	source, wording, reason, confirmed int
	// kinds tell what an event was: its type and its direction.
	kinds []int
	// main marks the first among several, key is the number of the row.
	main, key int
	// values are columns that are given as they are.
	values []int
	// dates are those of values that hold a date.
	dates []bool
}

// moment is a date of an event: of that kind where its name says so.
type moment struct {
	column int
	// kind is kindCount where the row says it.
	kind kind
	// sure kinds hold whatever the row says.
	sure bool
}

// moment adds a date column of events. Of several that do not say what happened the
// likeliest is taken.
func (c *Child) moment(r *reading, name string, w []string) {
	var found [kindCount]bool
	tellWords(&found, w)
	k := decide(found)
	switch {
	case found == [kindCount]bool{}:
		r.date = c.better(r.date, name)
	case k == outward: // a message of the person has a date of sending too
		r.moments = append(r.moments, moment{column: c.add(name), kind: k})
	default:
		r.moments = append(r.moments, moment{column: c.add(name), kind: k, sure: true})
	}
}

// child adds a table whose rows name the record by to.
func (r *relater) child(s *Select, l link, to []string, used map[string]bool) {
	if slices.ContainsFunc(s.Children, func(c Child) bool { return c.Table == l.child }) ||
		slices.ContainsFunc(s.Parents, func(p Parent) bool { return p.Table == l.child }) || has(l.role, staffWords) {
		return
	}
	c := Child{Table: l.child, From: l.from, To: to}
	c.reading = c.understand(shapeOf(l.child, l.from))
	one := l.child.unique(l.from)
	switch {
	case one && holdsOf(l.child) != persons && (c.reading.shape == apart || c.reading.shape == points || len(c.reading.values) > 0):
		names := satellite(l)
		p := Parent{Table: l.child, Of: -1, From: to, To: l.from, Columns: names, Prefix: l.childPrefix()}
		if len(names) > 0 && !used[p.Prefix] {
			used[p.Prefix] = true
			s.Parents = append(s.Parents, p)
		}
		return
	case c.reading.shape == apart || len(c.Columns) == 0:
		return
	}
	// The names are those that the recogniser of columns knows.
	switch of := c.reading.shape; {
	case of == events:
		c.Prefix = "activity"
	case len(c.reading.values) > 0 && of == states:
		c.Prefix = "preference"
	case of == states:
		c.Prefix = "consent"
	case of == refusals:
		c.Prefix = "opt_out"
	default:
		c.Prefix = l.childPrefix()
	}
	first := c.Prefix
	for n := 2; used[c.Prefix]; n++ {
		c.Prefix = fmt.Sprintf("%s%d", first, n)
	}
	used[c.Prefix] = true
	s.Children = append(s.Children, c)
}

// satellite lists the columns of a table that has one row for a record at most.
func satellite(l link) []string {
	var names []string
	for _, c := range own(l.child, l.from) {
		names = append(names, c.Name)
	}
	return names
}

// childPrefix names a child by its table, without the words that name the record.
func (l link) childPrefix() string {
	w := slices.Clone(words(l.child.Name))
	for _, p := range words(l.parent.Name) {
		if i := slices.IndexFunc(w, func(x string) bool { return same([]string{x}, []string{p}) }); i >= 0 && len(w) > 1 {
			w = slices.Delete(w, i, i+1)
		}
	}
	w[len(w)-1] = singular(w[len(w)-1])
	return snake(w)
}

// understand finds what the columns of a child are, and sets those that are read.
func (c *Child) understand(of shape) reading {
	r := reading{shape: of, status: -1, refuse: -1, channel: -1, date: -1, purpose: -1, source: -1, wording: -1, reason: -1, confirmed: -1, main: -1, key: -1}
	var wide []Column
	place := func(at *int, name string) {
		if *at < 0 {
			*at = c.add(name)
		}
	}
	for _, col := range own(c.Table, c.From) {
		w := words(col.Name)
		last := w[len(w)-1]
		isDate := col.Kind == Date || col.Kind == Timestamp || len(w) > 1 && in(last, " at date on ") || len(w) == 1 && in(last, " date timestamp datum ")
		switch {
		case of == points && has(w, " primary main default principal "):
			place(&r.main, col.Name)
		case of == points && housekeeping(w):
		case of == points:
			r.values = append(r.values, c.add(col.Name))
			r.dates = append(r.dates, isDate)
		case isDate && of == events:
			c.moment(&r, col.Name, w)
		case isDate && has(w, " confirmed confirmation double doi "):
			place(&r.confirmed, col.Name)
		case isDate:
			r.date = c.better(r.date, col.Name)
		case of == events:
			if has(w, " type kind direction event action channel name status category verb inbound outbound incoming outgoing ") {
				r.kinds = append(r.kinds, c.add(col.Name))
			}
		case has(w, purposeWords):
			place(&r.purpose, col.Name)
		case strings.Contains(channelValues, " "+last+" ") || strings.Contains(channelValues, " "+snake(w)+" ") || has(w, " channel ") || strings.HasSuffix(snake(w), "contact_point_type"):
			place(&r.channel, col.Name)
		case has(w, " source origin form page url "):
			place(&r.source, col.Name)
		case has(w, " text wording version label "):
			place(&r.wording, col.Name)
		case has(w, " reason motif grund motivo "):
			place(&r.reason, col.Name)
		case isRefusal(w) || isChoice(w):
			wide = append(wide, col)
		}
	}
	c.choices(&r, wide)
	if of != points && len(c.Table.Primary) == 1 {
		if i := c.Table.Index(c.Table.Primary[0]); i >= 0 && c.Table.Columns[i].Kind == Integer {
			place(&r.key, c.Table.Primary[0])
		}
	}
	return r
}

// choices sorts out the columns that hold states: one beside a channel, or one for
// each channel or purpose.
func (c *Child) choices(r *reading, wide []Column) {
	if r.shape != states && r.shape != refusals {
		return
	}
	if r.channel < 0 && len(wide) > 1 {
		for _, col := range wide {
			r.values = append(r.values, c.add(col.Name))
			r.dates = append(r.dates, false)
		}
		return
	}
	for _, col := range wide {
		switch w := words(col.Name); {
		case isRefusal(w) && r.refuse < 0:
			r.refuse = c.add(col.Name)
		case !isRefusal(w) && (r.status < 0 || in(w[len(w)-1], " status statut ")):
			r.status = c.add(col.Name)
		}
	}
}

// add asks for a column and gives its place.
func (c *Child) add(name string) int {
	if i := slices.Index(c.Columns, name); i >= 0 {
		return i
	}
	c.Columns = append(c.Columns, name)
	return len(c.Columns) - 1
}

// better chooses between two date columns: when the state or event was, rather than
// when its row was written.
func (c *Child) better(old int, name string) int {
	rank := func(name string) int {
		w := words(name)
		switch {
		case has(w, " changed effective captured capture given consented granted occurred sent received date happened withdrawn unsubscribed started start "):
			return 3
		case has(w, " updated modified "):
			return 2
		case has(w, " expires expiry expired until end ended due deleted scheduled synced imported exported to "):
			return 0
		}
		return 1
	}
	if old >= 0 && rank(c.Columns[old]) >= rank(name) || rank(name) == 0 {
		return old
	}
	return c.add(name)
}
