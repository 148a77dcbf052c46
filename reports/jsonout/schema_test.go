package jsonout_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"leadlint/reports/jsonout"
	"leadlint/scanner/finding"
)

type object struct {
	Properties map[string]any    `json:"properties"`
	Required   []string          `json:"required"`
	Additional *bool             `json:"additionalProperties"`
	Defs       map[string]object `json:"$defs"`
}

// TestSchemaCoversTheModel compares the schema with the Go structs, so that a
// field added to the model cannot be forgotten.
func TestSchemaCoversTheModel(t *testing.T) {
	var top object
	if err := json.Unmarshal(jsonout.Schema, &top); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	covers(t, top.Defs, top, reflect.TypeFor[finding.Report](), seen)
	for name := range top.Defs {
		if !seen[name] {
			t.Errorf("the schema defines %s, which the model does not have", name)
		}
	}
}

func covers(t *testing.T, defs map[string]object, o object, typ reflect.Type, seen map[string]bool) {
	t.Helper()
	if o.Additional == nil || *o.Additional {
		t.Errorf("%s: additionalProperties is not false", typ.Name())
	}
	if got, want := len(o.Properties), typ.NumField(); got != want {
		t.Errorf("%s: got %d properties, want %d", typ.Name(), got, want)
	}
	for i := range typ.NumField() {
		f := typ.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if o.Properties[name] == nil {
			t.Errorf("%s: no property %q", typ.Name(), name)
		}
		if got, want := slices.Contains(o.Required, name), options != "omitempty"; got != want {
			t.Errorf("%s.%s: required: got %v, want %v", typ.Name(), name, got, want)
		}
		inner := f.Type
		for inner.Kind() == reflect.Slice || inner.Kind() == reflect.Pointer {
			inner = inner.Elem()
		}
		if inner.Kind() == reflect.Struct && !seen[inner.Name()] {
			seen[inner.Name()] = true
			covers(t, defs, defs[inner.Name()], inner, seen)
		}
	}
}
