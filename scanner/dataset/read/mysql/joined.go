package mysql

import (
	"bytes"
	"strconv"
	"strings"

	"leadlint/scanner/dataset/database"
)

// The server sends most cells of a record as one text, which costs it little and spares
// the driver a value for every cell.
const (
	// between stands between cells, absent for NULL. Neither is found in a text that
	// anybody wrote; should the first one be, the cells are too many and the record is
	// told as one that could not be read. Its bytes differ, so that it cannot begin within
	// a cell and end within another separator.
	between = "\x1e\x1d\x1c"
	absent  = "\x1c\x1d\x1c"
	// narrowest and widest bound how many bytes the cells of one text may hold together:
	// the server gives NULL for more than its max_allowed_packet, of which 1 MiB is the
	// least in use.
	narrowest, widest = 768 << 10, 12 << 20
)

// widestOf is how many bytes the cells of one text may hold together, of a server that
// says its max_allowed_packet.
func widestOf(packet string) int {
	n, err := strconv.Atoi(packet)
	if err != nil {
		return narrowest
	}
	return min(max(n/4*3, narrowest), widest)
}

// widthOf is how many bytes the text of a value may have.
func widthOf(columnType string) int {
	length := 0
	if _, rest, ok := strings.Cut(columnType, "("); ok {
		number, _, _ := strings.Cut(rest, ")")
		if n, err := strconv.Atoi(number); err == nil {
			length = n
		}
	}
	switch root(columnType) {
	case "tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "float", "double", "date", "datetime", "timestamp", "time", "year", "bit":
		return 128
	case "char", "varchar":
		if length > 0 {
			return 4 * length
		}
	case "tinytext":
		return 4 * 255
	case "text": // bytes of a charset whose characters have up to four in UTF-8
		return 4 * 65535
	case "enum", "set":
		return 4 * len(columnType)
	}
	return 256 << 10
}

// joinable says whether the cell of a column may be one of several in a text.
func joinable(c database.Column) bool { return c.Type != "" && !long(c.Type) }

// join writes the text of several cells. Each column may have a charset and collation of
// its own; that of the separator decides.
func join(cells []string) string {
	var parts []string
	for _, cell := range cells {
		parts = append(parts, "IFNULL("+cell+", '"+absent+"')")
	}
	return "CONCAT_WS(_utf8mb4'" + between + "' COLLATE utf8mb4_bin, " + strings.Join(parts, ", ") + ")"
}

// split cuts such a text into n cells, nil for NULL, and hands each to take; false when
// there are not n, in which case nothing was handed on.
func split(text []byte, ends []int, take func(i int, cell []byte)) bool {
	from := 0
	for i := range len(ends) - 1 {
		end := indexBetween(text, from)
		if end < 0 {
			return false
		}
		ends[i] = end
		from = end + len(between)
	}
	if indexBetween(text, from) >= 0 {
		return false
	}
	ends[len(ends)-1] = len(text)
	from = 0
	for i, end := range ends {
		cell := text[from:end:end]
		if len(cell) == len(absent) && string(cell) == absent {
			cell = nil
		}
		take(i, cell)
		from = end + len(between)
	}
	return true
}

// indexBetween finds the next separator from a place on; -1 without one.
func indexBetween(text []byte, from int) int {
	for {
		at := bytes.IndexByte(text[from:], between[0])
		if at < 0 || from+at+len(between) > len(text) {
			return -1
		}
		from += at
		if text[from+1] == between[1] && text[from+2] == between[2] {
			return from
		}
		from++
	}
}
