package postgres

import "bytes"

// split cuts a row in COPY's text format into fields, and gives how many there are,
// which may be more than fields has room for. A NULL is nil. What is escaped is undone
// in the row itself, of which the fields are parts.
//
// The format: https://www.postgresql.org/docs/current/sql-copy.html, "Text Format".
func split(row []byte, fields [][]byte) int {
	escaped := hasEscapes(row)
	n := 0
	for {
		end := bytes.IndexByte(row, '\t')
		field := row
		if end >= 0 {
			field = row[:end]
		}
		if n < len(fields) {
			switch {
			case len(field) == 2 && field[0] == '\\' && field[1] == 'N':
				fields[n] = nil
			case escaped:
				fields[n] = unescape(field)
			default:
				fields[n] = field
			}
		}
		n++
		if end < 0 {
			return n
		}
		row = row[end+1:]
	}
}

// hasEscapes says whether a row has a backslash that is not that of a NULL.
func hasEscapes(row []byte) bool {
	for {
		at := bytes.IndexByte(row, '\\')
		if at < 0 {
			return false
		}
		if at+1 >= len(row) || row[at+1] != 'N' {
			return true
		}
		row = row[at+2:]
	}
}

// unescape undoes the backslashes of a field in place.
func unescape(field []byte) []byte {
	at := bytes.IndexByte(field, '\\')
	if at < 0 {
		return field
	}
	to := at
	for i := at; i < len(field); i++ {
		c := field[i]
		if c == '\\' && i+1 < len(field) {
			i++
			c = meant(field[i])
		}
		field[to] = c
		to++
	}
	return field[:to]
}

// meant is the character that a backslash and c stand for. The server writes no octal or
// hexadecimal ones.
func meant(c byte) byte {
	switch c {
	case 'b':
		return '\b'
	case 'f':
		return '\f'
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	case 'v':
		return '\v'
	}
	return c
}
