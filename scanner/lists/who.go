package lists

import (
	"bytes"
	"slices"
	"strconv"

	"leadlint/scanner/dataset/bind"
	"leadlint/scanner/dataset/recognise"
	"leadlint/scanner/take"
)

// whoHeads are the columns that say who and where a row is, in every list.
func whoHeads(more ...string) []string {
	return append([]string{"dataset", "table", "line", "email", "phone", "profile", "id", "name"}, more...)
}

// who says who a row is about, by the person's own identifiers as they stand in the input.
type who struct {
	t                               *take.Table
	email, phone, profile, id, name []int
}

func newWho(t *take.Table) *who {
	w := &who{t: t, email: bind.Feeders(t.Mapping, "email"), phone: bind.Feeders(t.Mapping, "phone"),
		profile: bind.Feeders(t.Mapping, "profile_url"), name: bind.Feeders(t.Mapping, "name")}
	for i, c := range t.Mapping.Columns {
		if c.Field == "record_id" && (c.State == recognise.Used || c.State == recognise.Flagged || c.State == recognise.Ignored) {
			w.id = append(w.id, i)
		}
		if c.Field == "person_name" && slices.Contains(w.name, i) {
			w.name = []int{i} // its parts are superfluous
		}
	}
	return w
}

func (w *who) columns() []int {
	return slices.Concat(w.email, w.phone, w.profile, w.id, w.name)
}

// write adds the cells of whoHeads.
func (w *who) write(l *list, e entry) {
	l.texts(w.t.Dataset, w.t.Name, strconv.FormatInt(e.b.Rows[e.row].Line, 10))
	for _, columns := range [][]int{w.email, w.phone, w.profile, w.id} {
		l.cell(together(e.cells(), columns, "; "))
	}
	l.cell(together(e.cells(), w.name, " "))
}

// together joins the filled cells of some columns.
func together(cells [][]byte, columns []int, between string) []byte {
	var out []byte
	for _, c := range columns {
		cell := trimmed(cells, c)
		if len(cell) == 0 {
			continue
		}
		if len(out) > 0 {
			out = append(out, between...)
		}
		out = append(out, cell...)
	}
	return out
}

// trimmed gives a cell without white space around it, nil when there is none.
func trimmed(cells [][]byte, column int) []byte {
	if column < 0 || column >= len(cells) {
		return nil
	}
	return bytes.TrimSpace(cells[column])
}
