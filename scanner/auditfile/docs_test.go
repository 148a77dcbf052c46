package auditfile_test

import (
	"flag"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"leadlint/rules/facts"
	"leadlint/rules/strict"
	"leadlint/scanner/auditfile"
)

var update = flag.Bool("update", false, "write docs/audit-file.md's relations and docs/audit-file.schema.json")

const document = "../../docs/audit-file.md"

// documented gives the complete example of the documentation.
func documented(t *testing.T) string {
	t.Helper()
	doc, err := os.ReadFile(document)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllStringSubmatch(string(doc), -1) {
		if strings.HasPrefix(m[1], "version:") {
			return m[1]
		}
	}
	t.Fatalf("%s has no example that starts with a version", document)
	return ""
}

// TestExampleHasEveryKey says that the documented example is read, and leaves
// no key out.
func TestExampleHasEveryKey(t *testing.T) {
	text := documented(t)
	if _, err := auditfile.Parse("leadlint.yaml", []byte(text)); err != nil {
		t.Fatal(err)
	}
	var tree any
	if err := strict.Decode("leadlint.yaml", []byte(text), &tree); err != nil {
		t.Fatal(err)
	}
	got := map[string]bool{}
	keysIn(tree, "", got)
	for _, key := range keysOf(reflect.TypeFor[auditfile.File](), "") {
		if !got[key] {
			t.Errorf("the example has no %s", key)
		}
	}
}

// TestExampleOfMapping reads the documented mapping file of a register.
func TestExampleOfMapping(t *testing.T) {
	doc, err := os.ReadFile(document)
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile("(?s)  ```yaml\n(  columns:.*?)```").FindSubmatch(doc)
	if m == nil {
		t.Fatalf("%s has no example of a mapping file", document)
	}
	text := strings.ReplaceAll(string(m[1]), "\n  ", "\n")[2:]
	if _, err := auditfile.ParseRegisterMapping(facts.NewSchema(), "send", "sends.map.yaml", []byte(text)); err != nil {
		t.Errorf("%v\n%s", err, text)
	}
}

// keysIn collects the paths of the keys of a document.
func keysIn(v any, path string, into map[string]bool) {
	switch v := v.(type) {
	case map[string]any:
		for key, value := range v {
			into[path+"."+key] = true
			keysIn(value, path+"."+key, into)
		}
	case []any:
		for _, item := range v {
			keysIn(item, path, into)
		}
	}
}

// keysOf lists the paths of the keys that a type is decoded from.
func keysOf(t reflect.Type, path string) []string {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || reflect.PointerTo(t).Implements(reflect.TypeFor[strict.Unmarshaler]()) {
		return nil
	}
	var out []string
	for _, k := range keys(t) {
		if k.inline {
			out = append(out, keysOf(k.field.Type, path)...)
			continue
		}
		out = append(append(out, path+"."+k.name), keysOf(k.field.Type, path+"."+k.name)...)
	}
	return out
}

// key is a key of a section.
type key struct {
	name             string
	required, inline bool
	field            reflect.StructField
}

func keys(t reflect.Type) []key {
	var out []key
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		if name == "-" || f.Type == reflect.TypeFor[strict.Pos]() {
			continue
		}
		out = append(out, key{name, options == "required", options == "inline", f})
	}
	return out
}

// TestDocumentedRelations holds the tables of relations to the schema.
func TestDocumentedRelations(t *testing.T) {
	const start, end = "<!-- relations -->\n", "<!-- end of relations -->"
	data, err := os.ReadFile(document)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, ok := strings.Cut(string(data), start)
	_, tail, also := strings.Cut(rest, end)
	if !ok || !also {
		t.Fatalf("%s has no %q and %q", document, start, end)
	}
	want := head + start + relationTables(facts.NewSchema()) + end + tail
	if string(data) == want {
		return
	}
	if !*update {
		t.Fatalf("the tables of %s are not those of the schema: run go test ./scanner/auditfile -update", document)
	}
	if err := os.WriteFile(document, []byte(want), 0o600); err != nil {
		t.Fatal(err)
	}
}

func relationTables(schema *facts.Schema) string {
	var b strings.Builder
	for _, name := range auditfile.RegisterRelations(schema) {
		rel := schema.Relation(name)
		fmt.Fprintf(&b, "\n### %s\n\n%s\n\n| field | holds | meaning |\n|---|---|---|\n", name, rel.Meaning)
		for i := range rel.Fields {
			f := &rel.Fields[i]
			fmt.Fprintf(&b, "| `%s` | %s | %s |\n", f.Name, holds(rel, f), f.Meaning)
		}
	}
	return b.String() + "\n"
}

// holds says what values a field has.
func holds(rel *facts.Relation, f *facts.Field) string {
	if f.Name == facts.LatestField {
		return "worked out"
	}
	derived := ""
	if f.Derived {
		derived = " (worked out)"
	}
	switch f.Type {
	case facts.Key:
		return "a person's identities"
	case facts.Bool:
		return "true or false" + derived
	case facts.Date:
		if rel.Name == "incident" {
			return "day, with the time where known"
		}
		return "day"
	case facts.Int:
		return "number of " + f.Unit + derived
	case facts.Enum, facts.Set:
		list := strings.Join(f.Values, ", ")
		if len(f.Values) > 40 {
			list = "ISO 3166-1 alpha-2"
		}
		if f.Type == facts.Set {
			list = "any of " + list
		}
		return list + derived
	}
	return "text" + derived
}

// TestKeysOfTheCase holds the list of keys to the types and to the case.
func TestKeysOfTheCase(t *testing.T) {
	known := map[string]bool{}
	for _, k := range keysOf(reflect.TypeFor[auditfile.File](), "") {
		known[k] = true
	}
	for _, k := range auditfile.Keys() {
		if !known["."+k.Section+"."+k.Name] {
			t.Errorf("the audit file has no key %s in %s", k.Name, k.Section)
		}
	}
	for _, f := range facts.NewSchema().Relation("case").Fields {
		declared := slices.ContainsFunc(auditfile.Keys(), func(k auditfile.Key) bool { return k.Field == f.Name })
		if !declared && f.Name != "individual_notice" && f.Name != "preference_store" { // which follow from the notice and the registers
			t.Errorf("no key is said to declare case.%s", f.Name)
		}
	}
}
