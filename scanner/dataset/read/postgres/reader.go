package postgres

import (
	"bytes"
	"fmt"
	"strconv"
	"unicode/utf8"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/read/damage"
)

var (
	longRow = damage.Text("skipped: a row longer than 16 MiB", "ignorée : une ligne de plus de 16 Mio")
	odd     = damage.Text("skipped: a row with another number of cells than the statement asks for",
		"ignorée : une ligne dont le nombre de cellules n'est pas celui demandé")
	mended = damage.Text("text that is not UTF-8, in a database that does not know its encoding (SQL_ASCII); what could not be read was replaced",
		"texte qui n'est pas en UTF-8, dans une base qui ignore son encodage (SQL_ASCII) ; l'illisible a été remplacé")
)

// layout is how the fields of a statement become the cells of a record.
type layout struct {
	// width is the number of columns, names their names; to are the columns of the fields
	// and forms what is done to them.
	width int
	names []string
	to    []int
	forms []form
	// keyed says that the field before them is the key.
	keyed bool
	// mark stands before the length of a value that was not sent.
	mark string
	// ascii says that text may be of any encoding.
	ascii bool
}

// reader hands the rows of one connection to a sink.
type reader struct {
	layout
	sink dataset.Sink
	// line gives the place of a record that has no key, by its number in this reader.
	line func(n int64) int64
	log  *damage.Log

	fields, cells [][]byte
	room          [][]byte
	rows, skipped int64
	long          []long
}

// long counts the values of a column that were too long.
type long struct{ count, first, largest int64 }

func newReader(l layout, sink dataset.Sink, log *damage.Log, line func(int64) int64) *reader {
	n := len(l.to)
	if l.keyed {
		n++
	}
	return &reader{layout: l, sink: sink, log: log, line: line, fields: make([][]byte, max(n, 1)), cells: make([][]byte, l.width),
		room: make([][]byte, n), long: make([]long, l.width)}
}

// row takes a row in COPY's text.
func (r *reader) row(text []byte) {
	n := split(text, r.fields)
	if n != len(r.fields) {
		r.skipped++
		r.log.Add(damage.Lost, r.place(nil), 0, odd)
		return
	}
	fields, at := r.fields, int64(0)
	if r.keyed {
		at, fields = r.place(fields[0]), fields[1:]
	} else {
		at = r.place(nil)
	}
	for i, column := range r.to {
		r.cells[column] = r.cell(i, fields[i], at)
	}
	r.rows++
	r.sink.Row(dataset.Place{Line: at}, r.cells)
}

// cell makes the cell of a field.
func (r *reader) cell(i int, field []byte, at int64) []byte {
	if field == nil {
		return nil
	}
	if len(field) > maxCell {
		r.tooBig(r.to[i], int64(len(field)), at)
		return nil
	}
	if r.mark != "" && len(field) > len(r.mark) && field[0] == r.mark[0] && string(field[:len(r.mark)]) == r.mark {
		size, err := strconv.ParseInt(string(field[len(r.mark):]), 10, 64)
		if err == nil {
			r.tooBig(r.to[i], size, at)
			return nil
		}
	}
	if r.ascii && !utf8.Valid(field) {
		r.log.Add(damage.Warning, at, 0, mended)
		field = bytes.ToValidUTF8(field, []byte("\uFFFD"))
	}
	if f := r.forms[i]; f != asIs {
		var room []byte
		if field, room = f.cell(field, r.room[i]); room != nil {
			r.room[i] = room
		}
	}
	return field
}

// place is the line of a record.
func (r *reader) place(key []byte) int64 {
	if r.keyed {
		return max(integer(key), 0)
	}
	return r.line(r.rows + r.skipped + 1)
}

// tooBig counts a value that was not read.
func (r *reader) tooBig(column int, size, at int64) {
	l := &r.long[column]
	if l.count == 0 {
		l.first = at
	}
	l.count++
	l.largest = max(l.largest, size)
}

// tooLong counts a row that was passed over.
func (r *reader) tooLong(int64) {
	r.skipped++
	r.log.Add(damage.Lost, 0, 0, longRow)
}

// tellLong tells of the values of all readers that were too long.
func tellLong(readers []*reader, log *damage.Log) {
	if len(readers) == 0 {
		return
	}
	for column, name := range readers[0].names {
		var all long
		for _, r := range readers {
			l := r.long[column]
			if l.count > 0 && (all.count == 0 || l.first < all.first) {
				all.first = l.first
			}
			all.count += l.count
			all.largest = max(all.largest, l.largest)
		}
		if all.count == 0 {
			continue
		}
		shown := damage.Names([]string{name})
		log.AddN(damage.Lost, all.first, 0, all.count, damage.Text(
			fmt.Sprintf("a value of %d bytes in column %s was not read; at most 1 MiB is", all.largest, shown),
			fmt.Sprintf("une valeur de %d octets de la colonne %s n'a pas été lue ; 1 Mio au plus", all.largest, shown)))
	}
}
