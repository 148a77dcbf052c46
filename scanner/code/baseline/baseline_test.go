package baseline

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestWrite(t *testing.T) {
	old := &Baseline{Schema: Schema, Places: []Place{{"1:a", "R-1", "a.py", "2026-01-01"}, {"1:b", "R-1", "b.py", "2026-01-01"}}}
	there := []Place{{Fingerprint: "1:c", Rule: "R-2", File: "a.py"}, {Fingerprint: "1:a", Rule: "R-1", File: "a.py"}}
	got, added, dropped := old.Write(there, "2026-11-23", false)
	if added != 1 || dropped != 1 || len(got.Places) != 2 || got.Places[0].Since != "2026-01-01" || got.Places[1].Since != "2026-11-23" {
		t.Errorf("got %+v, %d added, %d dropped", got, added, dropped)
	}
	got, added, dropped = old.Write(there, "2026-11-23", true)
	if added != 0 || dropped != 1 || len(got.Places) != 1 {
		t.Errorf("prune: got %+v, %d added, %d dropped", got, added, dropped)
	}
	path := filepath.Join(t.TempDir(), Name)
	if err := got.Save(path); err != nil {
		t.Fatal(err)
	}
	again, err := Load(path)
	if err != nil || !again.Has("1:a") || again.Has("1:b") {
		t.Errorf("read again: %+v, %v", again, err)
	}
}

func TestParse(t *testing.T) {
	cases := []struct{ name, text, want string }{
		{"empty", "", "b.json:1:1: not a baseline: it ends too early"},
		{"not json", "{\n nonsense", "b.json:2:"},
		{"unknown key", `{"schema":"leadlint.baseline/1","place":[]}`, `unknown field "place"`},
		{"another schema", `{"schema":"x","places":[]}`, `schema "x"`},
		{"a place without a rule", `{"schema":"leadlint.baseline/1","places":[{"fingerprint":"1:a","file":"a","since":"2026-01-01"}]}`, "places[0]: expected"},
		{"twice", `{"schema":"leadlint.baseline/1","places":[{"fingerprint":"1:a","rule":"R","file":"a","since":"2026-01-01"},{"fingerprint":"1:a","rule":"R","file":"a","since":"2026-01-01"}]}`, "stands there twice"},
		{"more after it", `{"schema":"leadlint.baseline/1","places":[]} {}`, "expected the end of the file"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if _, err := Parse("b.json", []byte(c.text)); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"schema":"leadlint.baseline/1","places":[]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if b, err := Parse("b", data); err == nil && b.Schema != Schema {
			t.Error("another schema")
		}
	})
}
