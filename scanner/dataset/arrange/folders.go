package arrange

import (
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"leadlint/scanner/dataset"
)

// Value is what a column holds in every record of a file.
type Value struct {
	Column string
	// Cell is nil where the value is absent.
	Cell []byte
}

// none is what those who write files in folders call the folder of records that have no
// value.
const none = "__HIVE_DEFAULT_PARTITION__"

// Named reads one name of a folder such as "country=FR", in which odd characters are
// written as %XX. It says no for any other name.
func Named(folder string) (Value, bool) {
	column, text, ok := strings.Cut(folder, "=")
	if !ok || column == "" || strings.ContainsAny(folder, "*?[") {
		return Value{}, false
	}
	v := Value{Column: unescaped(column)}
	if text != none {
		v.Cell = []byte(unescaped(text))
	}
	return v, true
}

// unescaped undoes %XX; a text with a % that starts none is left as it is.
func unescaped(text string) string {
	if plain, err := url.PathUnescape(text); err == nil {
		return plain
	}
	return text
}

// Above gives the folder above those whose names hold values, of a file, a folder or a
// pattern as a user names it: the names before the first that holds a value or a wildcard,
// "." when there are none.
func Above(name string) string {
	clean := filepath.Clean(name)
	above := "."
	if filepath.IsAbs(clean) {
		above = filepath.VolumeName(clean) + string(filepath.Separator)
	}
	for _, part := range strings.Split(strings.TrimPrefix(clean, above), string(filepath.Separator)) {
		if _, ok := Named(part); ok || strings.ContainsAny(part, "*?[") {
			break
		}
		above = filepath.Join(above, part)
	}
	return above
}

// Folders gives the values that the names of folders between above and a file hold, in
// the order of the folders. Of two folders that name one column the inner one counts.
func Folders(above, file string) []Value {
	rest, err := filepath.Rel(above, filepath.Clean(file))
	if err != nil {
		return nil
	}
	var out []Value
	for _, part := range strings.Split(filepath.Dir(rest), string(filepath.Separator)) {
		v, ok := Named(part)
		if !ok {
			continue
		}
		out = slices.DeleteFunc(out, func(o Value) bool { return o.Column == v.Column })
		out = append(out, v)
	}
	return out
}

// Lacking gives those of the values whose columns a table does not have, whether written
// in capitals or not: what a record says itself counts.
func Lacking(table dataset.Table, values []Value) []Value {
	own := table.Columns()
	return slices.DeleteFunc(slices.Clone(values), func(v Value) bool {
		return slices.ContainsFunc(own, func(c string) bool { return strings.EqualFold(c, v.Column) })
	})
}
