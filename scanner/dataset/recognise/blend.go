package recognise

import (
	"fmt"
	"strings"

	"leadlint/scanner/dataset/values"
)

// The weights of header, values and neighbours, and the thresholds.
const (
	headerWeight    = 0.45
	valuesWeight    = 0.45
	neighbourWeight = 0.10

	useFrom  = 0.80
	flagFrom = 0.50
	// enoughAlone is the number of filled cells from which values under no real
	// header speak for themselves, aloneMost the confidence they can give.
	enoughAlone = 8
	aloneMost   = 0.70
	// contradicted is the greatest confidence of a column whose values
	// contradict the field: just too little to be used.
	contradicted = 0.49
)

// column weighs the guesses for column i and takes the best.
func (r *Recogniser) column(t *tableView, i int) Column {
	s := &t.samples[i]
	col := Column{Header: t.headers[i], State: NotUnderstood}
	guesses := t.neighbours(i, t.guesses[i])
	for _, g := range r.byValues(s) {
		if !speaksFor(guesses, g.field, r.book) {
			guesses = append(guesses, g)
		}
	}
	for _, g := range guesses {
		c, trace := r.blend(t, i, g)
		if c > col.Confidence {
			col.Field, col.Confidence, col.By, col.Trace = g.field, c, g.by, trace
		}
	}
	if col.Field == "" || col.Confidence < flagFrom {
		col.Trace = notUnderstood(col, s)
		col.Field, col.By = "", ""
	}
	return col
}

// speaksFor says whether a guess of the same type is there already, such as
// email_work where the values say e-mail.
func speaksFor(guesses []guess, field string, b *book) bool {
	for _, g := range guesses {
		if b.field(g.field).Type == b.field(field).Type {
			return true
		}
	}
	return false
}

func notUnderstood(col Column, s *sample) []string {
	if col.Field == "" {
		if s.filled == 0 {
			return []string{"header is not known and the sampled cells are empty"}
		}
		return []string{"header is not known; " + formOf(s)}
	}
	return append([]string{fmt.Sprintf("might be %s, but with a confidence of %.2f only", col.Field, col.Confidence)}, col.Trace...)
}

// formOf says what the values of an unknown column look like.
func formOf(s *sample) string {
	n := &s.shares
	best, what := 0.6, ""
	for _, f := range []struct {
		part float64
		what string
	}{
		{n.email, "e-mail addresses"}, {s.dates.share, "dates"}, {n.url, "web addresses"}, {n.phone, "telephone numbers"},
		{n.country, "countries"}, {n.flag, "yes or no"}, {n.number, "numbers"}, {n.uuid, "identifiers"}, {n.long, "long texts"},
	} {
		if f.part > best {
			best, what = f.part, f.what
		}
	}
	if what == "" {
		return "values are texts of no known form"
	}
	return fmt.Sprintf("%d %% of distinct values are %s", percent(best), what)
}

// blend gives the confidence in a guess: 0.45 for the header, 0.45 for the
// values, 0.10 for the neighbours. With fewer than 20 filled cells the values
// count half, without any not at all.
func (r *Recogniser) blend(t *tableView, i int, g guess) (float64, []string) {
	s := &t.samples[i]
	e := r.fits(r.book.field(g.field), s)
	if g.by == "values" {
		e = evidence{score: g.part}
	}
	n, why := t.agrees(i, g.field)
	weight := valuesWeight
	// An e-mail address is known by its form: one cell tells as much as twenty.
	few := s.filled < fewCells && !(g.by == "values" && s.shares.email == 1)
	switch {
	case len(s.cells) == 0:
		weight = 0
	case few:
		weight /= 2
	}
	c := (headerWeight*g.score + weight*e.score + neighbourWeight*n) / (headerWeight + weight + neighbourWeight)
	if g.by == "values" && s.filled >= enoughAlone && placeholder(t.keys[i]) {
		// There is no header to agree or disagree.
		c = max(c, aloneMost*e.score)
	}
	trace := []string{g.why}
	if g.score > 0 && e.why != "" {
		trace = append(trace, e.why)
	}
	if len(s.cells) == 0 {
		trace = append(trace, "the sampled cells are empty: recognised by its header alone")
	} else if few {
		trace = append(trace, fmt.Sprintf("only %d filled cells: values count half", s.filled))
	}
	if why != "" {
		trace = append(trace, why)
	}
	if e.contra {
		c = min(c, contradicted)
	}
	return c, trace
}

// placeholder says whether a header is none: blank, or a counted column.
func placeholder(key string) bool {
	words, _ := dropNumbers(strings.Fields(key))
	switch strings.Join(words, " ") {
	case "", "column", "col", "field", "unnamed", "f", "c", "x", "v", "var", "colonne", "spalte", "columna", "colonna", "champ", "feld", "campo":
		return true
	}
	return digits(key)
}

// settle gives a column its state, and reads the governance values and the
// order of dates.
func (r *Recogniser) settle(col *Column, s *sample) {
	if col.By == "mapping" && col.State == Ignored {
		return
	}
	if col.Field == "" {
		col.State = NotUnderstood
		return
	}
	f := r.book.field(col.Field)
	switch {
	case f.Name == "ops" || f.Name == "none":
		col.State = Ignored
	case col.Confidence >= useFrom || col.By == "mapping":
		col.State = Used
	case col.Confidence >= flagFrom && !f.Governance:
		col.State = Flagged
		col.Trace = append(col.Trace, "to be confirmed in the mapping file")
	default:
		col.State = NotUnderstood
	}
	if f.Governance {
		r.governance(col, s)
	}
	if f.Type == "date" && col.State != NotUnderstood {
		r.dates(col, s)
	}
}

// dates notes the one order in which the column's dates are read. A column
// without one is to be confirmed: its numeric dates are unknown till then.
func (r *Recogniser) dates(col *Column, s *sample) {
	if col.By == "mapping" && col.Dates != (values.DateFormat{}) {
		return
	}
	col.Dates = s.dates.format
	if s.dates.ambiguous {
		col.State = Flagged
		col.Trace = append(col.Trace, `no one order of day and month can be told: both readings are possible and such cells count as unknown; settle it with format: "DD/MM/YYYY" or "MM/DD/YYYY" in the mapping file`)
	} else if o := col.Dates.Order; o != "" && s.filled > 0 {
		col.Trace = append(col.Trace, "dates are read as "+strings.Join(strings.Split(o, ""), "/"))
	}
}

// hintDates tells, of columns whose dates have no one order, how the other date
// columns of the table are read. It is a hint: each column is decided by its own.
func (r *Recogniser) hintDates(m *Mapping, t *tableView) {
	order := ""
	for i := range m.Columns {
		switch o := m.Columns[i].Dates.Order; {
		case o == "" || o == "YMD" || o == order:
		case order == "":
			order = o
		default:
			return
		}
	}
	for i := range m.Columns {
		c := &m.Columns[i]
		if order != "" && c.State == Flagged && r.book.field(c.Field).Type == "date" && t.samples[i].dates.ambiguous && c.Dates == (values.DateFormat{}) {
			c.Trace = append(c.Trace, "the table's other dates are read as "+strings.Join(strings.Split(order, ""), "/"))
		}
	}
}
