package mysql

import (
	"bytes"
	sqldriver "database/sql/driver"
	"strconv"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/database"
)

// form is what makes the cell of a value, so that every make of database, and an export
// as CSV, give the same cells.
type form uint8

const (
	asIs form = iota
	truth
	day
	moment
	zoned
	list
	document
	year
	real
)

var (
	yes = []byte("true")
	no  = []byte("false")
)

// formOf gives the form of a column.
func formOf(c database.Column) form {
	switch c.Kind {
	case database.Boolean:
		return truth
	case database.Date:
		return day
	case database.Timestamp:
		if root(c.Type) == "timestamp" {
			return zoned
		}
		return moment
	case database.Array:
		return list
	case database.JSON:
		return document
	}
	switch root(c.Type) {
	case "year":
		return year
	case "float", "double":
		return real
	}
	return asIs
}

// cell gives the cell of a value, nil for an absent one. What has no bytes of its own is
// written behind room, which is given back; earlier cells may lie in it.
func (f form) cell(v sqldriver.Value, room []byte) (cell, after []byte) {
	start := len(room)
	switch v := v.(type) {
	case nil:
		return nil, room
	case []byte:
		return f.bytes(v, room)
	case int64:
		if f == truth && v>>1 == 0 {
			room = strconv.AppendBool(room, v == 1)
		} else if f == year && v == 0 {
			return nil, room
		} else {
			room = strconv.AppendInt(room, v, 10)
		}
	case uint64:
		if f == truth && v < 2 {
			room = strconv.AppendBool(room, v == 1)
		} else {
			room = strconv.AppendUint(room, v, 10)
		}
	case float64:
		room = strconv.AppendFloat(room, v, 'f', -1, 64)
	case float32:
		room = strconv.AppendFloat(room, float64(v), 'f', -1, 32)
	default:
		return nil, room
	}
	return room[start:len(room):len(room)], room
}

// bytes gives the cell of a value that came as text.
func (f form) bytes(v, room []byte) (cell, after []byte) {
	start := len(room)
	switch f {
	case truth:
		switch string(v) {
		case "1":
			return yes, room
		case "0":
			return no, room
		}
		return v, room
	case year:
		if string(v) == "0000" {
			return nil, room
		}
		return v, room
	case real:
		if bytes.IndexByte(v, 'e') < 0 {
			return v, room
		}
		n, err := strconv.ParseFloat(string(v), 64)
		if err != nil {
			return v, room
		}
		room = strconv.AppendFloat(room, n, 'f', -1, 64)
	case day:
		if bytes.HasPrefix(v, []byte("0000-00-00")) {
			return nil, room
		}
		return v, room
	case moment, zoned:
		if bytes.HasPrefix(v, []byte("0000-00-00")) {
			return nil, room
		}
		if bytes.IndexByte(v, '.') >= 0 {
			v = bytes.TrimSuffix(bytes.TrimRight(v, "0"), []byte("."))
		}
		if f == moment {
			return v, room
		}
		room = append(append(room, v...), 'Z')
	case list:
		for _, c := range v {
			if c == ',' {
				c = dataset.MultiSep
			}
			room = append(room, c)
		}
	case document:
		flat := database.Flatten(nil, v)
		return flat, room
	default:
		return v, room
	}
	return room[start:len(room):len(room)], room
}
