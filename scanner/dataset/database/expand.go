package database

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"strings"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/values"
)

// A channel is a place among the columns of a child that holds states by channel.
const (
	anyChannel = iota
	byEmail
	byPhone
	bySMS
	channelCount
)

// Expanded lists the columns that Wrap makes of a child's one.
func Expanded(c Child) []string { return newExpander(&c).names }

// expander makes columns of the rows of one child. It is used by one goroutine.
type expander struct {
	child *Child
	names []string
	rows  childRows
	order []sorted
	bufs  [][]byte
	cells [][]byte
	// channels, states and kinds remember what cells mean.
	channels map[string]uint8
	denials  map[string]denial
	kinds    map[string]eventKind
	// strange counts rows whose channel is not understood.
	strange int64
	at      expandedAt
	// once says of which channels a consent was met in the rows of a record.
	once [channelCount]bool
}

// expandedAt are the places of the columns of states and objections; -1 for none.
type expandedAt struct {
	status, date, refuse     [channelCount]int
	refusedAt                int
	source, wording, confirm int
	reason                   int
}

// sorted is a row with what it is ordered by.
type sorted struct {
	row  [][]byte
	date []byte
	key  int64
	deny bool
}

// denial is what a state says of dates.
type denial uint8

const (
	// open states have no date of consent or objection.
	open denial = iota
	// unread states are not in the vocabulary; a mapping file may know them, and as a
	// consent, so their date is given as one of consent.
	unread
	given
	// bare is a no, of one who refused or was never asked.
	bare
	// denied states have a date of objection.
	denied
)

func newExpander(c *Child) *expander {
	e := &expander{child: c, channels: map[string]uint8{}, denials: map[string]denial{}, kinds: map[string]eventKind{}}
	switch r := &c.reading; {
	case r.shape == events:
		for _, k := range kindNames() {
			e.column(c.Prefix + "." + k)
		}
	case len(r.values) > 0 || r.shape == points || r.shape == apart:
		e.plain()
	default:
		e.byChannel()
	}
	e.bufs, e.cells = make([][]byte, len(e.names)), make([][]byte, len(e.names))
	return e
}

// column adds a column and gives its place.
func (e *expander) column(name string) int {
	e.names = append(e.names, name)
	return len(e.names) - 1
}

// plain names the columns that are given as they are.
func (e *expander) plain() {
	c := e.child
	if c.reading.shape == apart { // a Child that Relate did not make: all of its columns
		for i := range c.Columns {
			c.reading.values, c.reading.dates = append(c.reading.values, i), append(c.reading.dates, false)
		}
	}
	for _, i := range c.reading.values {
		name := c.Columns[i]
		if w := words(name); has(words(c.Prefix), noteWords) && len(w) == 1 && in(w[0], " body content message note notes description ") {
			name = "text" // what a note says, by whatever name
		}
		e.column(c.Prefix + "." + name)
	}
}

// byChannel names the columns of states and objections.
func (e *expander) byChannel() {
	r, p := &e.child.reading, e.child.Prefix
	e.at = expandedAt{refusedAt: -1, source: -1, wording: -1, confirm: -1, reason: -1}
	objects := r.refuse >= 0 || r.shape == refusals
	for ch := range channelCount {
		e.at.status[ch], e.at.date[ch], e.at.refuse[ch] = -1, -1, -1
		if r.channel < 0 && ch != anyChannel {
			continue
		}
		name := [channelCount]string{"", ".email", ".phone", ".sms"}[ch]
		if r.shape == states && r.status >= 0 {
			e.at.status[ch] = e.column(p + name + ".status")
			if r.date >= 0 {
				e.at.date[ch] = e.column(p + name + ".date")
			}
		}
		if objects {
			e.at.refuse[ch] = e.column(e.refusal() + cmp.Or(name, ".all"))
		}
	}
	if r.date >= 0 {
		e.at.refusedAt = e.column(e.refusal() + ".date")
	}
	for _, more := range []struct {
		from int
		to   *int
		name string
	}{{r.source, &e.at.source, p + ".source"}, {r.wording, &e.at.wording, p + ".text"}, {r.confirmed, &e.at.confirm, p + ".confirmed_at"}, {r.reason, &e.at.reason, e.refusal() + ".reason"}} {
		if more.from >= 0 && (r.shape == states || more.to == &e.at.reason) {
			*more.to = e.column(more.name)
		}
	}
}

// refusal is the prefix of columns about objections.
func (e *expander) refusal() string {
	if e.child.reading.shape == refusals {
		return e.child.Prefix
	}
	return e.child.Prefix + ".opt_out"
}

// expand gives the cells made of the child's cell, nil for absent ones; they are valid
// until the next call. false means that the cell is not what was promised.
func (e *expander) expand(cell []byte) ([][]byte, bool) {
	clear(e.cells)
	rows, ok := e.rows.read(cell, len(e.child.Columns))
	if !ok || len(rows) == 0 {
		return e.cells, ok
	}
	e.arrange(rows)
	switch r := &e.child.reading; {
	case r.shape == events:
		e.events()
	case r.shape == points || r.shape == apart:
		e.joined()
	case len(r.values) > 0:
		last := e.order[len(e.order)-1].row
		for i, v := range r.values {
			e.cells[i] = last[v]
		}
	default:
		e.latest()
	}
	return e.cells, true
}

// arrange orders the rows by their time: first the date, then the number of the row,
// then objections behind consents, then the texts, so that the order in which the
// database gave them does not matter. Further addresses begin with the main one.
func (e *expander) arrange(rows [][][]byte) {
	r := &e.child.reading
	e.order = e.order[:0]
	for _, row := range rows {
		s := sorted{row: row, deny: r.status >= 0 && e.denial(row[r.status]) == denied}
		if r.date >= 0 {
			s.date = row[r.date]
		}
		if r.key >= 0 {
			s.key, _ = strconv.ParseInt(string(row[r.key]), 10, 64)
		}
		if r.main >= 0 && truth(row[r.main]) {
			s.key = -1 << 63
		}
		e.order = append(e.order, s)
	}
	slices.SortFunc(e.order, func(a, b sorted) int {
		return cmp.Or(compareDates(a.date, b.date), cmp.Compare(a.key, b.key), compareBool(a.deny, b.deny), slices.CompareFunc(a.row, b.row, bytes.Compare))
	})
}

// latest fills the columns of states and objections from the last row of each channel.
func (e *expander) latest() {
	e.once = [channelCount]bool{}
	r := &e.child.reading
	for i := range e.order {
		row := e.order[i].row
		if r.purpose >= 0 && has(words(string(row[r.purpose])), notMarketing) {
			continue
		}
		set := uint8(1 << anyChannel)
		if r.channel >= 0 {
			if set = e.channel(row[r.channel]); set == 0 {
				e.strange++
			}
		}
		for ch := range channelCount {
			if set&(1<<ch) != 0 {
				e.state(row, ch)
			}
		}
		if set == 0 {
			continue
		}
		e.put(e.at.source, row, r.source)
		e.put(e.at.wording, row, r.wording)
		e.put(e.at.confirm, row, r.confirmed)
		e.put(e.at.reason, row, r.reason)
	}
}

// state takes over what a row says of one channel.
func (e *expander) state(row [][]byte, ch int) {
	r, refused := &e.child.reading, false
	if at := e.at.refuse[ch]; at >= 0 {
		switch {
		case r.refuse >= 0:
			e.cells[at] = row[r.refuse]
		case r.status >= 0:
			e.cells[at] = row[r.status]
		default:
			e.cells[at] = []byte("true")
		}
		refused = truth(e.cells[at])
	}
	if at := e.at.status[ch]; at >= 0 {
		e.cells[at] = row[r.status]
		of := e.denial(row[r.status])
		if of == bare && e.once[ch] && (r.date >= 0 || r.key >= 0) { // a no behind a yes takes it back
			e.cells[at], of = []byte("withdrawn"), denied
		}
		e.once[ch] = of == given || e.once[ch] && of != denied
		refused = refused || of == denied
		if d := e.at.date[ch]; d >= 0 {
			e.cells[d] = nil
			if of == given || of == unread {
				e.cells[d] = row[r.date]
			}
		}
	}
	if refused {
		e.put(e.at.refusedAt, row, r.date)
	}
}

// put takes a cell over, unless it is empty.
func (e *expander) put(at int, row [][]byte, from int) {
	if at >= 0 && len(row[from]) > 0 {
		e.cells[at] = row[from]
	}
}

// joined gives the distinct values of each column, dates with the earliest first.
func (e *expander) joined() {
	r := &e.child.reading
	for i, v := range r.values {
		var list [][]byte
		for _, s := range e.order {
			if c := s.row[v]; len(c) > 0 && !slices.ContainsFunc(list, func(x []byte) bool { return bytes.Equal(x, c) }) {
				list = append(list, c)
			}
		}
		if len(list) == 0 {
			continue
		}
		if r.dates[i] {
			slices.SortFunc(list, compareDates)
		}
		e.bufs[i] = append(e.bufs[i][:0], list[0]...)
		for _, c := range list[1:] {
			e.bufs[i] = append(append(e.bufs[i], dataset.MultiSep), c...)
		}
		e.cells[i] = e.bufs[i]
	}
}

// channel gives the set of channels that a cell names; 0 when it is not understood, or
// names none by which leads are approached.
func (e *expander) channel(cell []byte) uint8 {
	if set, ok := e.channels[string(cell)]; ok {
		return set
	}
	set := uint8(0)
	m, ok := values.Meaning("consent_channel", cell)
	switch text := strings.Join(words(string(cell)), " "); {
	case ok && m == "unknown", in(text, " all any everything general global alle tous toutes ") || text == "all channels":
		set = 1 << anyChannel
	case ok:
		for name := range strings.SplitSeq(m, ",") {
			switch name {
			case "email":
				set |= 1 << byEmail
			case "phone", "autocall":
				set |= 1 << byPhone
			case "sms", "mms":
				set |= 1 << bySMS
			}
		}
	case strings.HasSuffix(text, "email address") || strings.HasPrefix(text, "email "):
		set = 1 << byEmail
	case strings.HasPrefix(text, "phone ") || strings.HasPrefix(text, "mobile"):
		set = 1 << byPhone
	}
	if len(e.channels) < 1000 {
		e.channels[string(cell)] = set
	}
	return set
}

// denial says what a state is for dates.
func (e *expander) denial(cell []byte) denial {
	if d, ok := e.denials[string(cell)]; ok {
		return d
	}
	d := open
	switch m, ok := values.Meaning("consent_email", cell); {
	case !ok:
		d = unread
	case m == "given":
		d = given
	case m == "not_given":
		d = bare
	case m == "refused" || m == "withdrawn":
		d = denied
	}
	if len(e.denials) < 1000 {
		e.denials[string(cell)] = d
	}
	return d
}

// truth says whether a cell states a yes.
func truth(cell []byte) bool {
	m, ok := values.Meaning("opt_out_email", cell)
	return ok && m == "true"
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}
