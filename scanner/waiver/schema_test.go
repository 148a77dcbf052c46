package waiver_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"leadlint/rules/strict"
	"leadlint/scanner/waiver"
)

const schemaFile = "../../docs/waivers.schema.json"

var update = flag.Bool("update", false, "write docs/waivers.schema.json")

// object is a part of a JSON Schema.
type object = map[string]any

// TestSchemaFile holds the JSON Schema to the types and their comments.
func TestSchemaFile(t *testing.T) {
	out := section(reflect.TypeFor[waiver.File](), comments(t))
	out["$schema"], out["$id"] = "https://json-schema.org/draft/2020-12/schema", "urn:leadlint:waivers:1"
	out["title"], out["description"] = waiver.Name, "The findings that are accepted for a time, each limited to one rule and one subject."
	properties := out["properties"].(object)
	properties["version"] = object{"const": 1, "description": "The version of the file."}
	subject := properties["waivers"].(object)["items"].(object)["properties"].(object)["subject"].(object)
	subject["minProperties"] = 1
	subject["properties"].(object)["fingerprint"].(object)["pattern"] = `^[0-9]+:[0-9a-f]{32}$`

	var want bytes.Buffer
	e := json.NewEncoder(&want)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(out); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(schemaFile, want.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(schemaFile)
	if err != nil || !bytes.Equal(got, want.Bytes()) {
		t.Fatalf("%s is not what the types say (%v): run go test ./scanner/waiver -update", schemaFile, err)
	}
}

// section gives the schema of a struct with the comments of its fields.
func section(t reflect.Type, docs map[string]string) object {
	properties, required := object{}, []string{}
	for i := range t.NumField() {
		f := t.Field(i)
		name, option, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		if name == "-" {
			continue
		}
		s := value(f.Type, docs)
		s["description"] = strings.ReplaceAll(strings.Replace(docs[t.Name()+"."+f.Name], f.Name, name, 1), "nil is", "left out is")
		properties[name] = s
		if option == "required" {
			required = append(required, name)
		}
	}
	out := object{"type": "object", "properties": properties, "additionalProperties": false}
	if len(required) > 0 {
		out["required"] = required
	}
	return out
}

func value(t reflect.Type, docs map[string]string) object {
	switch {
	case t == reflect.TypeFor[strict.Date]():
		return object{"type": "string", "pattern": `^[0-9]{4}-[0-9]{2}-[0-9]{2}$`}
	case t.Kind() == reflect.Struct:
		return section(t, docs)
	case t.Kind() == reflect.Slice:
		return object{"type": []string{"array", "null"}, "items": value(t.Elem(), docs)}
	}
	return object{"type": []string{"string", "number", "boolean"}, "pattern": `\S`} // as in the audit file, a number may stand for a text
}

// comments reads the comments of the fields ("Entry.Rule").
func comments(t *testing.T) map[string]string {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), "waiver.go", nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	ast.Inspect(f, func(n ast.Node) bool {
		typ, ok := n.(*ast.TypeSpec)
		if !ok {
			return true
		}
		if s, ok := typ.Type.(*ast.StructType); ok {
			for _, field := range s.Fields.List {
				for _, name := range field.Names {
					out[typ.Name.Name+"."+name.Name] = strings.Join(strings.Fields(field.Doc.Text()), " ")
				}
			}
		}
		return false
	})
	return out
}

// TestSchemaAgreesWithParse says that editors refuse what Parse refuses of single
// values, and accept what it accepts.
func TestSchemaAgreesWithParse(t *testing.T) {
	data, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, text string
		ok         bool
	}{
		{"whole", entry(), true},
		{"no entry", "version: 1\nwaivers:\n", true},
		{"no list", "version: 1\n", true},
		{"number as text", entry("head of data", "7"), true},
		{"no reason", entry("    reason: purge on 1 March\n", ""), false},
		{"blank owner", entry("head of data", `" "`), false},
		{"no subject", entry("{dataset: leads.csv}", "{}"), false},
		{"unknown key", entry("owner:", "ownr:"), false},
		{"no day", entry("2026-12-31", "soon"), false},
		{"no fingerprint", entry("dataset: leads.csv", "fingerprint: abc"), false},
		{"version to come", entry("version: 1", "version: 2"), false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := waiver.Parse("w.yaml", []byte(tt.text)); (err == nil) != tt.ok {
				t.Errorf("Parse: got %v, want accepted: %v", err, tt.ok)
			}
			var tree any
			if err := strict.Decode("w.yaml", []byte(tt.text), &tree); err != nil {
				t.Fatal(err)
			}
			text, err := json.Marshal(tree)
			if err != nil {
				t.Fatal(err)
			}
			v, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(v); (err == nil) != tt.ok {
				t.Errorf("the JSON Schema: got %v, want accepted: %v", err, tt.ok)
			}
		})
	}
}
