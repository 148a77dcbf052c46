package postgres

import (
	"bytes"
	"strconv"

	"leadlint/scanner/dataset/database"
)

// form is what has to be done to the text that the server sends of a column, so that
// every make of database gives the same cells.
type form uint8

const (
	asIs form = iota
	truth
	day
	zoned
	number
	document
)

// formOf gives the form of a column of a type; root is the type's name without its
// length, or that which a domain is made of.
func formOf(kind database.Kind, root string) form {
	switch kind {
	case database.Boolean:
		return truth
	case database.Date:
		return day
	case database.Timestamp:
		if root == "timestamptz" {
			return zoned
		}
		return day
	case database.Array, database.JSON:
		return document
	}
	switch root {
	case "float4", "float8", "numeric":
		return number
	}
	return asIs
}

var (
	yes = []byte("true")
	no  = []byte("false")
)

// cell turns the text of a value into the cell that is read; dst lends room for what
// does not fit in the text's place.
func (f form) cell(text, dst []byte) (cell, room []byte) {
	switch f {
	case truth:
		if len(text) == 1 && text[0] == 't' {
			return yes, dst
		}
		return no, dst
	case day:
		if infinite(text) {
			return nil, dst
		}
	case zoned:
		if infinite(text) {
			return nil, dst
		}
		// The session's zone is UTC; what lies before the year 1 has a " BC" behind.
		if bytes.HasSuffix(text, []byte("+00")) {
			text = text[:len(text)-2]
			text[len(text)-1] = 'Z'
		}
	case number:
		return plain(text, dst)
	case document:
		cell := database.Flatten(dst, text)
		return cell, cell
	}
	return text, dst
}

// infinite says whether a date is none: "infinity" or "-infinity".
func infinite(text []byte) bool { return bytes.HasSuffix(text, []byte("infinity")) }

// plain writes a number without an exponent, for telephone numbers that someone kept as
// numbers; one that is none (NaN, Infinity) is absent.
func plain(text, dst []byte) (cell, room []byte) {
	if len(text) == 0 {
		return text, dst
	}
	if c := text[len(text)-1]; c < '0' || c > '9' {
		return nil, dst
	}
	if bytes.IndexByte(text, 'e') < 0 {
		return text, dst
	}
	f, err := strconv.ParseFloat(string(text), 64)
	if err != nil {
		return text, dst
	}
	out := strconv.AppendFloat(dst[:0], f, 'f', -1, 64)
	return out, out
}
