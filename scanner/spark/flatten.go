package spark

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"slices"
	"strconv"
)

// flatten turns the nested rows of a sample into rows whose keys are the numbers of
// columns, as the statements of an audit write them.
func flatten(places []place, sample io.Reader) (*bytes.Buffer, error) {
	out := &bytes.Buffer{}
	in := json.NewDecoder(sample)
	in.UseNumber()
	for {
		var row any
		if err := in.Decode(&row); errors.Is(err, io.EOF) {
			return out, nil
		} else if err != nil {
			return nil, errors.New("the sample that Spark gives is no JSON")
		}
		flat := map[string]any{}
		for i, p := range places {
			if v := valuesAt(row, p.path); v != nil {
				flat[strconv.Itoa(i)] = v
			}
		}
		if err := write(out, flat); err != nil {
			return nil, err
		}
	}
}

// write writes one row on a line, without escapes that no one needs.
func write(out *bytes.Buffer, row map[string]any) error {
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	return e.Encode(row)
}

// valuesAt gives the value at a path, or an array of the values where there can be
// several; nil where there is none.
func valuesAt(v any, path []step) any {
	if list, ok := v.([]any); ok {
		var out []any
		for _, one := range list {
			switch found := valuesAt(one, path).(type) {
			case nil:
			case []any:
				out = append(out, found...)
			default:
				out = append(out, found)
			}
		}
		if out == nil {
			return nil
		}
		return out
	}
	if len(path) == 0 {
		return v
	}
	object, ok := v.(map[string]any)
	if !ok {
		return nil
	}
	if !path[0].entries {
		return valuesAt(object[path[0].name], path[1:])
	}
	return valuesAt(entries(object, path[0].name), path[1:])
}

// entries gives the keys or the values of a map.
func entries(object map[string]any, which string) []any {
	out := []any{}
	for _, key := range slices.Sorted(maps.Keys(object)) {
		if which == "key" {
			out = append(out, key)
		} else {
			out = append(out, object[key])
		}
	}
	return out
}
