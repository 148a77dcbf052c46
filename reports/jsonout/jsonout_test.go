package jsonout_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"leadlint/reports/internal/specimen"
	"leadlint/reports/jsonout"
	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

var update = flag.Bool("update", false, "write the golden files")

func write(t *testing.T, r *finding.Report) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jsonout.Write(&b, r, view.Options{}); err != nil {
		t.Fatalf("Write: %v", err)
	}
	return b.Bytes()
}

func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(jsonout.Schema))
	if err != nil {
		t.Fatalf("read the schema: %v", err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("findings.schema.json", doc); err != nil {
		t.Fatalf("add the schema: %v", err)
	}
	s, err := c.Compile("findings.schema.json")
	if err != nil {
		t.Fatalf("compile the schema: %v", err)
	}
	return s
}

func TestGolden(t *testing.T) {
	for name, r := range map[string]*finding.Report{"breaching": specimen.Breaching(), "incomplete": specimen.Incomplete(), "sampled": specimen.Sampled()} {
		t.Run(name, func(t *testing.T) {
			got := write(t, r)
			path := filepath.Join("..", "testdata", name+".json")
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
		})
	}
}

func TestReportsFollowTheSchema(t *testing.T) {
	schema := compiled(t)
	reports := map[string]*finding.Report{
		"breaching": specimen.Breaching(), "incomplete": specimen.Incomplete(), "large": specimen.Large(40),
		"empty": {Schema: finding.SchemaVersion, Now: "2026-01-05"},
	}
	for name, r := range reports {
		t.Run(name, func(t *testing.T) {
			doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(write(t, r)))
			if err != nil {
				t.Fatalf("not JSON: %v", err)
			}
			if err := schema.Validate(doc); err != nil {
				t.Errorf("not as the schema says: %v", err)
			}
		})
	}
}

func TestSchemaRefuses(t *testing.T) {
	schema := compiled(t)
	tests := []struct {
		name, old, new string
	}{
		{"an unknown key", `"complete": true`, `"complete": true, "surprise": 1`},
		{"an unknown outcome", `"outcome": "clear"`, `"outcome": "fine"`},
		{"null for a list", `"notes": []`, `"notes": null`},
		{"a negative count", `"skipped": 42`, `"skipped": -42`},
		{"another version", finding.SchemaVersion, "leadlint.findings/2"},
		{"a clock time for a day", `"now": "2026-01-05"`, `"now": "2026-01-05T10:00"`},
	}
	whole := strings.Replace(string(write(t, specimen.Breaching())), `"statistics":`, `"notes": [], "statistics":`, 1)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if !strings.Contains(whole, tt.old) {
				t.Fatalf("the report has no %s to change", tt.old)
			}
			doc, err := jsonschema.UnmarshalJSON(strings.NewReader(strings.Replace(whole, tt.old, tt.new, 1)))
			if err != nil {
				t.Fatal(err)
			}
			if schema.Validate(doc) == nil {
				t.Errorf("%s was accepted", tt.name)
			}
		})
	}
}

func TestPublishedSchemaIsTheSame(t *testing.T) {
	published, err := os.ReadFile(filepath.Join("..", "..", "docs", "findings.schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(published, jsonout.Schema) {
		t.Error("docs/findings.schema.json differs from reports/jsonout/findings.schema.json: copy the latter")
	}
}

func TestReadBack(t *testing.T) {
	first := write(t, specimen.Breaching())
	var r finding.Report
	if err := json.Unmarshal(first, &r); err != nil {
		t.Fatal(err)
	}
	if second := write(t, &r); !bytes.Equal(first, second) {
		t.Error("a report that was read back is written otherwise")
	}
}

func TestHostileTexts(t *testing.T) {
	got := write(t, specimen.Hostile())
	if !utf8.Valid(got) || !json.Valid(got) {
		t.Fatal("not valid UTF-8 JSON")
	}
	for _, bad := range []string{"\x1b", "\u202e", "\u2066", "\u009b", "\x00"} {
		if bytes.Contains(got, []byte(bad)) {
			t.Errorf("raw %q in the output", bad)
		}
	}
	if !bytes.Contains(got, []byte(`<script>`)) {
		t.Error("angle brackets are escaped, though JSON needs no such thing")
	}
	if got[len(got)-1] != '\n' {
		t.Error("no newline at the end")
	}
}
