package auditfile_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"leadlint/rules/facts"
	"leadlint/rules/strict"
	"leadlint/scanner/auditfile"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

const schemaFile = "../../docs/audit-file.schema.json"

// TestSchemaFile holds the JSON Schema to the types and to the schema of facts.
func TestSchemaFile(t *testing.T) {
	var want bytes.Buffer
	e := json.NewEncoder(&want)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(newGenerator(t).document()); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(schemaFile)
	if err == nil && bytes.Equal(got, want.Bytes()) {
		return
	}
	if !*update {
		t.Fatalf("%s is not what the types say: run go test ./scanner/auditfile -update", schemaFile)
	}
	if err := os.WriteFile(schemaFile, want.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

// compiled gives the JSON Schema as editors use it.
func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	data, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// validate holds an audit file to the JSON Schema.
func validate(t *testing.T, schema *jsonschema.Schema, name string, data []byte) error {
	t.Helper()
	var tree any
	if err := strict.Decode(name, data, &tree); err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(tree)
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return schema.Validate(value)
}

// TestSchemaAcceptsFixtures holds every audit file of the cases, and the
// documented one, to the JSON Schema.
func TestSchemaAcceptsFixtures(t *testing.T) {
	schema := compiled(t)
	if err := validate(t, schema, "leadlint.yaml", []byte(documented(t))); err != nil {
		t.Errorf("the documented example: %v", err)
	}
	n := 0
	err := filepath.WalkDir("../../fixtures", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.Name() != auditfile.Name {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		n++
		if _, err := auditfile.Parse(path, data); err != nil {
			return nil // a case of what is refused, or one that is being written
		}
		if err := validate(t, schema, path, data); err != nil {
			t.Errorf("%s: %v", path, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if n < 20 {
		t.Errorf("got %d audit files, want at least 20: the test no longer sees them", n)
	}
}

// TestSchemaAgreesWithParse says that the JSON Schema refuses what Parse
// refuses of single values, and accepts what Parse accepts.
func TestSchemaAgreesWithParse(t *testing.T) {
	tests := []struct {
		name, file string
		ok         bool
	}{
		{"nothing but the version", "", true},
		{"an empty section", "processing:\n", true},
		{"a number as text", "case: {reference: 2026}", true},
		{"unknown section", "procesing: {}", false},
		{"unknown key", "controller: {nam: A}", false},
		{"unknown value", "processing: {audience: all}", false},
		{"text for a number", "controller: {turnover: much}", false},
		{"no such form of date", "now: 22/11/2026", false},
		{"no period", "retention: {period: 3 years}", false},
		{"a period", "retention: {period: P1Y6M}", true},
		{"never purged", "retention: {last_purge: never}", true},
		{"purged some day", "retention: {last_purge: recently}", false},
		{"criterion of an activity", "activities: [{purpose: A, retention: {criterion: 'until then'}}]", true},
		{"activity without purpose", "activities: [{legal_basis: consent}]", false},
		{"unknown relation", "registers: [{relation: mails, path: a.csv}]", false},
		{"a dataset as register", "registers: [{relation: contact, path: a.csv}]", false},
		{"register of nothing", "registers: [{relation: send}]", false},
		{"register of both", "registers: [{relation: send, path: a.csv, rows: []}]", false},
		{"columns", "registers: [{relation: send, path: a.csv, columns: {A: sent_at, B: person.email, C: ignore, D: consent=given, E: consent@sms}}]", true},
		{"columns of another relation", "registers: [{relation: send, path: a.csv, columns: {A: called_at}}]", false},
		{"values", "registers: [{relation: send, path: a.csv, values: {channel: {A: email}, first: {1: true}}}]", true},
		{"unknown meaning", "registers: [{relation: send, path: a.csv, values: {channel: {A: mail}}}]", false},
		{"forms of dates", "registers: [{relation: send, path: a.csv, dates: {sent_at: DD.MM.YYYY}}]", true},
		{"form of no date", "registers: [{relation: send, path: a.csv, dates: {channel: DD.MM.YYYY}}]", false},
		{"facts", "registers: [{relation: suppression, path: a.csv, facts: {kind: erasure, recorded_at: 2026-01-01}}]", true},
		{"unknown fact", "registers: [{relation: suppression, path: a.csv, facts: {sort: erasure}}]", false},
		{"fact that is worked out", "registers: [{relation: preference, path: a.csv, facts: {latest: true}}]", false},
		{"rows", "registers: [{relation: request, rows: [{person: [a, 33], answered_at: never, produced: null, stores_searched: 1}]}]", true},
		{"time in an incident", "registers: [{relation: incident, rows: [{aware_at: '2026-01-01T10:00+01:00'}]}]", true},
		{"time elsewhere", "registers: [{relation: send, rows: [{sent_at: '2026-01-01T10:00'}]}]", false},
		{"rows with columns", "registers: [{relation: send, rows: [], columns: {A: sent_at}}]", false},
		{"columns of a snapshot", "registers: [{relation: snapshot, path: a.csv, columns: {A: person}}]", false},
		{"absent", "absent: [send, call]", true},
		{"unknown absent", "absent: [mails]", false},
		{"threshold", "fail_on: none", true},
		{"unknown threshold", "fail_on: all", false},
	}
	schema := compiled(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			data := []byte("version: 1\n" + tt.file + "\n")
			_, err := auditfile.Parse("leadlint.yaml", data)
			if (err == nil) != tt.ok {
				t.Errorf("Parse: got %v, want accepted: %v", err, tt.ok)
			}
			if err := validate(t, schema, "leadlint.yaml", data); (err == nil) != tt.ok {
				t.Errorf("the JSON Schema: got %v, want accepted: %v", err, tt.ok)
			}
		})
	}
}

// TestSchemaSuggestsEveryField says that an editor can complete every field of
// every register.
func TestSchemaSuggestsEveryField(t *testing.T) {
	data, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Defs map[string]struct {
			Properties  map[string]any
			Description string
		} `json:"$defs"`
	}
	if err := json.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	schema := facts.NewSchema()
	for _, name := range auditfile.RegisterRelations(schema) {
		def, ok := doc.Defs["row of "+name]
		if !ok || def.Description == "" {
			t.Errorf("the JSON Schema describes no row of %s", name)
		}
		for _, f := range schema.Relation(name).Fields {
			_, given := def.Properties[f.Name]
			worked := f.Name == facts.LatestField || strings.HasPrefix(f.Name, "hours_") || f.Name == "adequacy"
			if given == worked {
				t.Errorf("%s.%s: got given %v, want %v", name, f.Name, given, !worked)
			}
		}
	}
}
