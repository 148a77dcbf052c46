package partial

import (
	"bytes"
	"encoding/json"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"reflect"
	"strings"
	"testing"
)

const schemaFile = "../../docs/partials.schema.json"

var update = flag.Bool("update", false, "write docs/partials.schema.json")

// object is a part of a JSON Schema.
type object = map[string]any

// TestSchemaFile holds the JSON Schema to the types of the document and their comments.
func TestSchemaFile(t *testing.T) {
	text, err := os.ReadFile("testdata/count.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var defs object
	if err := json.Unmarshal(text, &defs); err != nil {
		t.Fatal(err)
	}
	s := schemas{docs: comments(t), defs: defs}
	out := maps.Clone(s.section(reflect.TypeFor[wirePartial]()))
	out["$schema"], out["$id"], out["title"] = "https://json-schema.org/draft/2020-12/schema", "urn:leadlint:partial:1", "The document of a partial of leadlint"
	out["$defs"] = defs

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
		t.Fatalf("%s is not what the types say (%v): run go test ./scanner/partial -update", schemaFile, err)
	}
}

// schemas makes schemas of types.
type schemas struct {
	docs map[string]string
	defs object
}

// section gives the schema of a struct with the comments of its fields.
func (s schemas) section(t reflect.Type) object {
	properties, required := object{}, []string{}
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		of := s.value(f.Type)
		of["description"] = strings.Replace(s.docs[t.Name()+"."+f.Name], f.Name, name, 1)
		properties[name] = of
		if options == "" {
			required = append(required, name)
		}
	}
	doc := s.docs[t.Name()]
	return object{"type": "object", "description": strings.ToUpper(doc[:1]) + doc[1:], "properties": properties, "required": required, "additionalProperties": false}
}

func (s schemas) value(t reflect.Type) object {
	switch {
	case t == reflect.TypeFor[json.RawMessage]():
		return object{"$ref": "#/$defs/Count"}
	case t.Kind() == reflect.Pointer:
		return s.value(t.Elem())
	case t.Kind() == reflect.Struct && strings.HasSuffix(t.PkgPath(), "/finding"):
		return object{"$ref": "urn:leadlint:findings:1#/$defs/" + t.Name()}
	case t.Kind() == reflect.Struct:
		name := strings.TrimPrefix(t.Name(), "wire")
		if s.defs[name] == nil {
			s.defs[name] = s.section(t)
		}
		return object{"$ref": "#/$defs/" + name}
	case t.Kind() == reflect.Slice:
		return object{"type": "array", "items": s.value(t.Elem())}
	case t.Kind() == reflect.Map:
		return object{"type": "object", "additionalProperties": s.value(t.Elem())}
	case t.Kind() == reflect.Bool:
		return object{"type": "boolean"}
	case t.Kind() == reflect.String:
		return object{"type": "string"}
	}
	return object{"$ref": "#/$defs/Number"}
}

// comments reads the comments of types and their fields ("wireShard.Of"); those of types
// go without the name.
func comments(t *testing.T) map[string]string {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), "wiretypes.go", nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, d := range f.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.TYPE {
			continue
		}
		typ := g.Specs[0].(*ast.TypeSpec)
		_, said, _ := strings.Cut(strings.Join(strings.Fields(g.Doc.Text()), " "), " ")
		_, said, _ = strings.Cut(said, " ") // "is" or "are"
		out[typ.Name.Name] = said
		for _, field := range typ.Type.(*ast.StructType).Fields.List {
			out[typ.Name.Name+"."+field.Names[0].Name] = strings.Join(strings.Fields(field.Doc.Text()), " ")
		}
	}
	return out
}
