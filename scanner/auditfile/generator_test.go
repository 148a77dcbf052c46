package auditfile_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"leadlint/rules/expr"
	"leadlint/rules/facts"
	"leadlint/rules/strict"
	"leadlint/scanner/auditfile"
)

// object is a part of a JSON Schema.
type object = map[string]any

const (
	dayPattern    = `^[0-9]{4}-[0-9]{2}-[0-9]{2}$`
	momentPattern = `^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?|T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2}))?$`
	periodPattern = `^P([0-9]+[YMWD])+$`
)

// generator makes the JSON Schema of the audit file from its types, their
// comments, and the schema of facts.
type generator struct {
	facts *facts.Schema
	// docs are the comments of types ("Processing") and fields ("Processing.Stores").
	docs map[string]string
	defs object
}

func newGenerator(t *testing.T) *generator {
	t.Helper()
	return &generator{facts: facts.NewSchema(), docs: comments(t), defs: object{}}
}

// comments reads the comments of the package's types and fields.
func comments(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range f.Decls {
			gen, ok := decl.(*ast.GenDecl)
			if !ok {
				continue
			}
			for _, spec := range gen.Specs {
				typ, ok := spec.(*ast.TypeSpec)
				if !ok {
					continue
				}
				out[typ.Name.Name] = sentence(gen.Doc)
				if typ.Doc != nil {
					out[typ.Name.Name] = sentence(typ.Doc)
				}
				section, ok := typ.Type.(*ast.StructType)
				if !ok {
					continue
				}
				for _, field := range section.Fields.List {
					for _, n := range field.Names {
						out[typ.Name.Name+"."+n.Name] = sentence(field.Doc)
					}
				}
			}
		}
	}
	return out
}

func sentence(doc *ast.CommentGroup) string {
	return strings.Join(strings.Fields(doc.Text()), " ")
}

func (g *generator) document() object {
	out := g.section(reflect.TypeFor[auditfile.File](), "")
	out["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	out["$id"] = "urn:leadlint:audit-file:1"
	out["title"] = "leadlint.yaml"
	out["description"] = "The audit file of leadlint: who is audited, what is declared, and what is examined. What is not given is unknown, never false."
	out["type"] = "object"
	p := out["properties"].(object)
	p["version"] = object{"const": 1, "description": "The version of the audit file."}
	p["absent"] = object{"type": []string{"array", "null"}, "uniqueItems": true, "description": strings.Replace(g.docs["File.Absent"], "Absent", "absent", 1), "items": g.relations()}
	out["$defs"] = g.defs
	return out
}

func (g *generator) relations() object {
	return object{"enum": auditfile.RegisterRelations(g.facts)}
}

// section gives the schema of a struct; name is the key it stands under.
func (g *generator) section(t reflect.Type, name string) object {
	properties := object{}
	var required []string
	for _, k := range keys(t) {
		if k.inline {
			for n, p := range g.section(k.field.Type, name)["properties"].(object) {
				properties[n] = p
			}
			continue
		}
		s := g.value(k.field.Type, k.name)
		if d := g.describe(t, name, k); d != "" {
			s["description"] = d
		}
		properties[k.name] = s
		if k.required {
			required = append(required, k.name)
		}
	}
	out := object{"type": []string{"object", "null"}, "properties": properties, "additionalProperties": false}
	if required != nil {
		out["type"], out["required"] = "object", required
	}
	return out
}

// describe gives the meaning of the fact of the case, of an activity or of a
// recipient that a key declares, else the comment of its field or type.
func (g *generator) describe(t reflect.Type, section string, k key) string {
	relation := map[string]string{"activities": "activity", "recipients": "recipient"}[section]
	if relation == "" {
		relation = "case"
	}
	item := k.field.Type
	for item.Kind() == reflect.Pointer || item.Kind() == reflect.Slice {
		item = item.Elem()
	}
	if section != "" && section != "datasets" && section != "registers" {
		for _, field := range []string{section + "_" + k.name, k.name, k.name + "_at", section} {
			if f := g.facts.Relation(relation).Field(field); f != nil {
				return f.Meaning
			}
		}
	}
	comment := g.docs[t.Name()+"."+k.field.Name]
	name := k.field.Name
	if comment == "" {
		comment, name = g.docs[item.Name()], item.Name()
	}
	if rest, ok := strings.CutPrefix(comment, name+" "); ok {
		comment = k.name + " " + rest
	}
	if comment == "" {
		return ""
	}
	comment, _, _ = strings.Cut(comment, ". ")
	return strings.TrimSuffix(strings.ReplaceAll(comment, "nil is", "left out is"), ".") + "."
}

// value gives the schema of a value of a type.
func (g *generator) value(t reflect.Type, name string) object {
	switch t {
	case reflect.TypeFor[strict.Date]():
		return object{"type": "string", "pattern": dayPattern}
	case reflect.TypeFor[auditfile.Period]():
		return object{"type": "string", "pattern": periodPattern, "examples": []string{expr.Period{Months: 36}.String()}}
	case reflect.TypeFor[auditfile.DateOrNever]():
		return object{"anyOf": []object{{"type": "string", "pattern": dayPattern}, {"const": "never"}}}
	case reflect.TypeFor[auditfile.ActivityRetention]():
		return object{"anyOf": []object{
			{"type": "string", "pattern": periodPattern}, {"const": "none"},
			{"type": "object", "required": []string{"criterion"}, "additionalProperties": false, "properties": object{"criterion": scalar()}},
		}}
	case reflect.TypeFor[auditfile.Count]():
		return object{"type": "integer", "minimum": 0}
	case reflect.TypeFor[auditfile.Register]():
		return g.register()
	case reflect.TypeFor[auditfile.Row]():
		return object{"type": []string{"object", "null"}}
	}
	if e, ok := reflect.Zero(t).Interface().(interface{ Values() []string }); ok && t.Kind() == reflect.String {
		return g.enum(e.Values())
	}
	switch t.Kind() {
	case reflect.Pointer:
		inner := g.value(t.Elem(), name)
		if kind, ok := inner["type"].(string); ok {
			inner["type"] = []string{kind, "null"}
		}
		return inner
	case reflect.Struct:
		return g.section(t, name)
	case reflect.Slice:
		return object{"type": []string{"array", "null"}, "items": g.value(t.Elem(), name)}
	case reflect.Map:
		return object{"type": []string{"object", "null"}, "additionalProperties": g.value(t.Elem(), name)}
	case reflect.Bool:
		return object{"type": "boolean"}
	case reflect.Int, reflect.Int64:
		return object{"type": "integer"}
	}
	return scalar()
}

// enum gives the schema of a member of a list; the long ones are written once.
func (g *generator) enum(values []string) object {
	name := map[string]string{"AD": "country", "bg": "language"}[values[0]]
	if name == "" {
		return object{"enum": values}
	}
	g.defs[name] = object{"enum": values}
	return object{"$ref": "#/$defs/" + name}
}

// scalar is a text; numbers and the like are read as they are written.
func scalar() object { return object{"type": []string{"string", "number", "boolean"}} }

// register gives the schema of a register: its keys, and for each relation
// what they hold.
func (g *generator) register() object {
	out := g.section(reflect.TypeFor[auditfile.Register](), "registers")
	p := out["properties"].(object)
	p["relation"] = object{"enum": auditfile.RegisterRelations(g.facts), "description": strings.Replace(g.docs["Register.Relation"], "Relation", "relation", 1)}
	file := object{"required": []string{"path"}, "not": object{"required": []string{"rows"}}}
	rows := object{"required": []string{"rows"}, "properties": object{}}
	for _, k := range []string{"path", "table", "mapping", "columns", "values", "dates"} {
		rows["properties"].(object)[k] = false
	}
	out["oneOf"] = []object{file, rows}
	var each []object
	for _, name := range auditfile.RegisterRelations(g.facts) {
		rel := g.facts.Relation(name)
		g.defs["row of "+name] = g.row(rel)
		then := object{
			"rows":    object{"items": object{"$ref": "#/$defs/row of " + name}},
			"facts":   g.factsOf(rel),
			"columns": object{"additionalProperties": g.targets(rel)},
			"values":  g.words(rel),
			"dates":   g.dates(rel),
		}
		if auditfile.Datasetlike(name) {
			then["columns"], then["values"], then["dates"] = false, false, false
		}
		each = append(each, object{
			"if":   object{"properties": object{"relation": object{"const": name}}, "required": []string{"relation"}},
			"then": object{"properties": then},
		})
	}
	out["allOf"] = each
	g.defs["register"] = out
	return object{"$ref": "#/$defs/register"}
}
