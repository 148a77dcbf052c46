package database

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"leadlint/scanner/dataset"
)

func TestFlatten(t *testing.T) {
	for in, want := range map[string]string{
		`["a@north.example","b@north.example"]`: "a@north.example+b@north.example", `[]`: "∅", `{}`: "∅", `null`: "∅", `[null,null]`: "∅", `[""]`: "", `["",""]`: "+",
		`{"email":"a@north.example","tags":["x",null,{"deep":1.50}],"ok":true}`: "a@north.example+x+1.50+true", `"alone"`: "alone", `7`: "7",
		`[{"a":"b:c"}, [ [ "d" ] ]]`: "b:c+d", `{"a":{"b":null}}`: "∅", `["é\n\u0041\/"]`: "é\nA/", `no json`: "no json", `[1,`: "[1,", ``: "",
	} {
		got := "∅"
		if cell := Flatten(nil, []byte(in)); cell != nil {
			got = strings.ReplaceAll(string(cell), string(rune(dataset.MultiSep)), "+")
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", in, got, want)
		}
	}
}

func FuzzFlatten(f *testing.F) {
	f.Add([]byte(`{"a":["x",null,{"b":1}],"c":"é\u0000"}`))
	f.Add([]byte(`[[],{},""]`))
	f.Fuzz(func(t *testing.T, text []byte) {
		got := Flatten(make([]byte, 0, 4), text)
		if !json.Valid(text) {
			if !bytes.Equal(got, text) {
				t.Fatalf("%q: got %q, want it as it is", text, got)
			}
			return
		}
		if want := flattened(t, text); !bytes.Equal(got, want) || (got == nil) != (want == nil) {
			t.Fatalf("%q: got %q, want %q", text, got, want)
		}
	})
}

// flattened does what Flatten does by the tokens of encoding/json.
func flattened(t *testing.T, text []byte) []byte {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var values []string
	var keys []bool // of each object or array around, whether a key comes next; arrays never
	var objects []bool
	for {
		token, err := d.Token()
		if err != nil {
			break
		}
		n := len(objects)
		if n > 0 && objects[n-1] && keys[n-1] && token != json.Delim('}') {
			keys[n-1] = false
			continue
		}
		switch token {
		case json.Delim('{'), json.Delim('['):
			if n > 0 {
				keys[n-1] = true
			}
			objects, keys = append(objects, token == json.Delim('{')), append(keys, true)
			continue
		case json.Delim('}'), json.Delim(']'):
			objects, keys = objects[:n-1], keys[:n-1]
			continue
		case nil:
		default:
			values = append(values, fmt.Sprint(token))
		}
		if n > 0 {
			keys[n-1] = true
		}
	}
	if len(values) == 0 {
		return nil
	}
	return []byte(strings.Join(values, string(rune(dataset.MultiSep))))
}

func TestChildRows(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want string
		ok   bool
	}{
		{`[["a",null],["b\"c","é"]]`, `[a ∅] [b"c é]`, true}, {``, "", true}, {`[]`, "", true}, {` [ [ "1" , 2 ] ] `, "[1 2]", true},
		{`[["a"]]`, "", false}, {`[["a","b","c"]]`, "", false}, {`[["a","b"]`, "", false}, {`{}`, "", false}, {`[["a","b"]]x`, "", false}, {`[["a",b]]`, "", false}, {`[["a","b]]`, "", false},
	} {
		rows, ok := new(childRows).read([]byte(tt.in), 2)
		var shown []string
		for _, row := range rows {
			cells := make([]string, len(row))
			for i, c := range row {
				cells[i] = string(c)
				if c == nil {
					cells[i] = "∅"
				}
			}
			shown = append(shown, fmt.Sprint(cells))
		}
		if got := strings.Join(shown, " "); got != tt.want || ok != tt.ok {
			t.Errorf("%s: got %q, %v, want %q, %v", tt.in, got, ok, tt.want, tt.ok)
		}
	}
}

func FuzzChildRows(f *testing.F) {
	f.Add([]byte(`[["a",null],["b","é\u00e9"]]`))
	f.Fuzz(func(t *testing.T, cell []byte) {
		rows, ok := new(childRows).read(cell, 2)
		var want [][]*string
		if err := json.Unmarshal(cell, &want); err != nil || !ok {
			return
		}
		if len(rows) != len(want) {
			t.Fatalf("%q: got %d rows, want %d", cell, len(rows), len(want))
		}
		for i, row := range rows {
			for k, c := range row {
				if (c == nil) != (want[i][k] == nil) || c != nil && string(c) != *want[i][k] {
					t.Fatalf("%q: row %d: got %q", cell, i, row)
				}
			}
		}
	})
}
