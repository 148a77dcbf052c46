package tmpl

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// TestDocumented: the page on templates names every function and every field of their
// data.
func TestDocumented(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "..", "docs", "formats-of-reports.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, templates, _ := strings.Cut(string(page), "## Templates")
	for name := range functions("en") {
		if !strings.Contains(templates, "`"+name+"`") && !strings.Contains(templates, "`"+name+" ") {
			t.Errorf("the function %q is not documented", name)
		}
	}
	for _, f := range reflect.VisibleFields(reflect.TypeFor[Data]()) {
		if len(f.Index) == 1 && !f.Anonymous && !strings.Contains(templates, "`."+f.Name+"`") {
			t.Errorf("the field %q is not documented", f.Name)
		}
	}
}
