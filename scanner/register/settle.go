package register

import (
	"fmt"
	"slices"
	"strings"

	"leadlint/rules/facts"
	"leadlint/scanner/dataset/recognise"
	"leadlint/scanner/dataset/values"
)

// maxListed is the number of distinct values listed of an enumerated column.
const maxListed = 200

// settle reads how a used column's cells are written.
func (r *recogniser) settle(i int) {
	c, s := &r.m.Columns[i], &r.samples[i]
	if c.State == recognise.NotUnderstood && len(c.Trace) == 1 && c.Trace[0] == "header is not known" {
		c.Trace[0] += "; " + formOf(s)
	}
	if !c.used() {
		return
	}
	c.Meanings = r.meanings(c.Use)
	switch f := r.rel.Field(c.Use.Field); {
	case c.Use.Field == "person":
		r.settleKey(c, s)
	case c.Use.Value != "" || c.Use.Field == ".entry" || c.Use.Field == ".event" || c.Use.Field == ".state":
		r.list(c, s)
	case f == nil:
	case f.Type == facts.Date:
		r.settleDates(c, s)
	case f.Type == facts.Enum || f.Type == facts.Bool || f.Type == facts.Set:
		r.list(c, s)
	}
}

// settleKey makes the kind of a key what nearly all its values are.
func (r *recogniser) settleKey(c *Column, s *sample) {
	if c.By != "mapping" || c.Use.Kind == "any" {
		for _, k := range []struct {
			kind  string
			share float64
		}{{"email", s.email}, {"profile", s.profile}, {"phone", s.phone}} { // a column of e-mail addresses may hold other keys too
			if k.share >= 0.9 && c.Use.Kind != k.kind && !(k.kind == "phone" && c.Use.Kind == "id") {
				c.Trace = append(c.Trace, fmt.Sprintf("read as person.%s, for %s", k.kind, formOf(s)))
				c.Use.Kind = k.kind
				break
			}
		}
	}
	if c.Use.Kind != "id" && c.Use.Kind != "name" {
		c.Digests = s.digests
	}
}

// settleDates notes the one order in which a column's dates are read. In a
// column without one, numeric dates are unknown.
func (r *recogniser) settleDates(c *Column, s *sample) {
	if text, ok := r.spec.Dates[c.Use.Field]; ok {
		c.Dates, _ = values.ParseDateFormat(text)
		c.Trace = append(c.Trace, fmt.Sprintf("dates are read as %q, as the specification says", text))
		return
	}
	c.Dates = s.dates
	switch {
	case s.ambiguous:
		c.State = recognise.Flagged
		if o := r.otherOrder(c); o != "" {
			c.Trace = append(c.Trace, "the table's other dates are read as "+strings.Join(strings.Split(o, ""), "/"))
		}
		c.Trace = append(c.Trace, `no one order of day and month can be told: such cells count as unknown; settle it with "DD/MM/YYYY" or "MM/DD/YYYY" under dates:`)
	case c.Dates.Order != "" && s.filled > 0:
		c.Trace = append(c.Trace, "dates are read as "+strings.Join(strings.Split(c.Dates.Order, ""), "/"))
	}
}

// otherOrder gives the one order in which the table's other dates are written, a
// hint only: each column is decided by its own. Empty when there is none.
func (r *recogniser) otherOrder(c *Column) string {
	order := ""
	for i := range r.m.Columns {
		o := r.samples[i].dates.Order
		f := r.rel.Field(r.m.Columns[i].Use.Field)
		if &r.m.Columns[i] == c || f == nil || f.Type != facts.Date || o == "" || o == "YMD" || o == order {
			continue
		}
		if order != "" {
			return ""
		}
		order = o
	}
	return order
}

// list lists the distinct values of an enumerated column with their meanings.
func (r *recogniser) list(c *Column, s *sample) {
	if described(r.rel.Name, c.Use.Field) {
		return // the cells are texts of their own
	}
	strange, rows := 0, 0
	for _, cell := range s.cells {
		d := recognise.Distinct{Raw: string(cell.raw), Count: cell.count}
		d.Meaning, d.Understood = r.read(c, cell.raw)
		if !d.Understood {
			strange, rows = strange+1, rows+cell.count
		}
		if len(c.Distinct) < maxListed {
			c.Distinct = append(c.Distinct, d)
		}
	}
	if blank := s.rows - s.filled; blank > 0 && len(c.Distinct) < maxListed {
		c.Distinct = append(c.Distinct, recognise.Distinct{Count: blank, Meaning: unknown, Understood: true})
	}
	switch strange {
	case 0:
	case 1:
		c.Trace = append(c.Trace, fmt.Sprintf("a value in %d sampled rows is not understood (not shown): say under values: what it means", rows))
	default:
		c.Trace = append(c.Trace, fmt.Sprintf("%d distinct values in %d sampled rows are not understood (not shown): say under values: what they mean", strange, rows))
	}
}

// read gives the meaning of a cell of an enumerated column, for the report.
func (r *recogniser) read(c *Column, cell []byte) (string, bool) {
	f := r.rel.Field(c.Use.Field)
	if f == nil || f.Type != facts.Set {
		m, ok := r.cells.meaning(r.rel, c.Use, c.Meanings, cell)
		if list := r.cells.several(r.rel, c.Use, c.Meanings, cell); !ok && list != nil {
			return strings.Join(list, " "), true
		}
		return m, ok
	}
	bits, ok := r.cells.set(r.rel, c.Use, c.Meanings, cell)
	if !ok {
		return "", false
	}
	return f.Members(bits), true
}

// sending says whether a log of events has rows for the sending itself, so that
// those for the delivery repeat it.
func (r *recogniser) sending() bool {
	for i := range r.m.Columns {
		if r.m.Columns[i].Use.Field != ".event" || !r.m.Columns[i].used() {
			continue
		}
		for _, cell := range r.samples[i].cells {
			if slices.Contains(sendingWords(), cellKey(string(cell.raw))) {
				return true
			}
		}
	}
	return false
}

// sendingWords are the events that stand for the sending itself.
func sendingWords() []string {
	return []string{"sent", "send", "processed", "emailsent", "messagesent", "envoye", "envoi", "gesendet", "versendet", "enviado", "envio", "inviato", "invio", "verzonden", "wyslano"}
}

// deliveryWords are the events that follow a sending and repeat it.
func deliveryWords() []string {
	return []string{"delivered", "delivery", "delivre", "livre", "distribue", "zugestellt", "ausgeliefert", "entregado", "consegnato", "recapitato", "afgeleverd", "dostarczono", "entregue"}
}

// readableDates counts the sampled cells that are dates of the format.
func readableDates(s *sample, format values.DateFormat) int {
	reader := values.NewDateReader(format)
	n := 0
	for _, c := range s.cells {
		if reader.Day(c.raw) != facts.UnknownDay {
			n += c.count
		}
	}
	return n
}
