package jsonl_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"

	"leadlint/reports/internal/specimen"
	"leadlint/reports/jsonl"
	"leadlint/reports/jsonout"
	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

var update = flag.Bool("update", false, "write the golden files")

type failer interface {
	Helper()
	Fatal(args ...any)
}

func write(t failer, r *finding.Report) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jsonl.Write(&b, r, view.Options{}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs from what is written now; look at the difference after -update", path)
	}
}

func TestGolden(t *testing.T) {
	for name, r := range map[string]*finding.Report{"living": specimen.Living(), "incomplete": specimen.Incomplete(), "sampled": specimen.Sampled()} {
		t.Run(name, func(t *testing.T) { golden(t, filepath.Join("..", "testdata", name+".jsonl"), write(t, r)) })
	}
}

// TestPublishedSchema: the schema in the documentation is the one made from the model's.
func TestPublishedSchema(t *testing.T) {
	schema, err := jsonl.Schema()
	if err != nil {
		t.Fatal(err)
	}
	golden(t, filepath.Join("..", "..", "docs", "findings-lines.schema.json"), schema)
}

func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	data, err := jsonl.Schema()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("lines.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("lines.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestLinesFollowTheSchema(t *testing.T) {
	schema := compiled(t)
	for name, r := range map[string]*finding.Report{"breaching": specimen.Breaching(), "living": specimen.Living(), "code": specimen.Code(),
		"incomplete": specimen.Incomplete(), "sampled": specimen.Sampled(), "empty": {Schema: finding.SchemaVersion, Now: "2026-01-05"}} {
		t.Run(name, func(t *testing.T) {
			for line := range bytes.Lines(write(t, r)) {
				doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(line))
				if err != nil {
					t.Fatalf("not JSON: %v", err)
				}
				if err := schema.Validate(doc); err != nil {
					t.Errorf("%.60s: %v", line, err)
				}
			}
		})
	}
	for _, wrong := range []string{`{"type":"end","lines":1}`, `{"type":"surprise"}`, `{"type":"note","en":"a"}`, `{"type":"note","en":"a","fr":"b","de":"c"}`} {
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(wrong))
		if err != nil {
			t.Fatal(err)
		}
		if schema.Validate(doc) == nil {
			t.Errorf("%s was accepted", wrong)
		}
	}
}

// TestFirstAndLast: the first line says whether the audit is complete, the last one how
// many there were, so that a partial audit and a cut file are both noticed.
func TestFirstAndLast(t *testing.T) {
	lines := bytes.Split(bytes.TrimSuffix(write(t, specimen.Incomplete()), []byte("\n")), []byte("\n"))
	var first struct {
		Type     string
		Coverage struct{ Complete bool }
	}
	var last struct {
		Type                    string
		Lines, Findings, Issues int
		Complete                bool
	}
	if err := json.Unmarshal(lines[0], &first); err != nil || first.Type != "audit" || first.Coverage.Complete {
		t.Errorf("the first line is %.200s (%v)", lines[0], err)
	}
	if err := json.Unmarshal(lines[len(lines)-1], &last); err != nil || last.Type != "end" || last.Complete {
		t.Errorf("the last line is %s (%v)", lines[len(lines)-1], err)
	}
	if last.Lines != len(lines)-1 || last.Findings != 4 || last.Issues != 1 {
		t.Errorf("got %+v of %d lines", last, len(lines))
	}
}

// TestNothingIsLost: the report can be put together again from its lines.
func TestNothingIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := rapid.SampledFrom([]func() *finding.Report{specimen.Breaching, specimen.Living, specimen.Code, specimen.Incomplete}).Draw(t, "report")()
		pool, n := rapid.SliceOfN(rapid.String(), 1, 6).Draw(t, "texts"), 0
		specimen.Strings(r, func(string) string { n++; return pool[n%len(pool)] })
		var want, got bytes.Buffer
		if err := jsonout.Write(&want, r, view.Options{}); err != nil {
			t.Fatal(err)
		}
		if err := jsonout.Write(&got, joined(t, write(t, r)), view.Options{}); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(want.Bytes(), got.Bytes()) {
			t.Errorf("the lines give another report")
		}
	})
}

// joined puts a report together from its lines.
func joined(t failer, data []byte) *finding.Report {
	r := &finding.Report{}
	for line := range bytes.Lines(data) {
		var kind struct{ Type string }
		if err := json.Unmarshal(line, &kind); err != nil {
			t.Fatal(err)
		}
		var err error
		switch kind.Type {
		case "audit":
			err = json.Unmarshal(line, r)
		case "finding":
			r.Findings, err = one(line, r.Findings)
		case "issue":
			r.Coverage.Issues, err = one(line, r.Coverage.Issues)
		case "waiver":
			r.Waivers, err = one(line, r.Waivers)
		case "table":
			r.Mapping, err = one(line, r.Mapping)
		case "statistics":
			r.Statistics, err = one(line, r.Statistics)
		case "relation":
			r.Relations, err = one(line, r.Relations)
		case "source":
			r.Sources, err = one(line, r.Sources)
		case "notice":
			r.Notices, err = one(line, r.Notices)
		case "form":
			r.Forms, err = one(line, r.Forms)
		case "code":
			r.Code, err = one(line, r.Code)
		case "change":
			r.Changes, err = one(line, r.Changes)
		case "note":
			r.Notes, err = one(line, r.Notes)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return r
}

func one[T any](line []byte, list []T) ([]T, error) {
	var v T
	err := json.Unmarshal(line, &v)
	return append(list, v), err
}
