package register

import (
	"strings"
	"testing"

	"leadlint/rules/facts"
)

// TestVocabulary says that the tables name what there is, and that no word
// stands for two fields that values cannot tell apart.
func TestVocabulary(t *testing.T) {
	schema := facts.NewSchema()
	b := vocabulary()
	for relation, entries := range b.exact {
		rel := schema.Relation(relation)
		if rel == nil && relation != everyRelation {
			t.Errorf("headers.tsv: %q is no relation", relation)
			continue
		}
		for _, list := range entries {
			for i, e := range list {
				if rel != nil {
					checkTarget(t, rel, e)
				}
				for _, o := range list[:i] {
					if rel != nil && alike(rel, e.target, o.target) {
						t.Errorf("headers.tsv: in %s %q stands for %s and for %s", relation, e.key, e.target, o.target)
					}
				}
			}
		}
	}
	for _, p := range b.presets {
		rel := schema.Relation(p.relation)
		for header, target := range p.headers {
			checkTarget(t, rel, entry{key: header, target: target})
		}
	}
	for class, words := range b.cells {
		relation, field, _ := strings.Cut(class, ".")
		rel := schema.Relation(relation)
		if rel == nil {
			continue // a class that fields share
		}
		f := rel.Field(field)
		if f == nil {
			t.Errorf("cells.tsv: %q is no field", class)
			continue
		}
		for word, value := range words {
			if f.Named(value) == 0 {
				t.Errorf("cells.tsv: %q stands for %q, which %s does not have", word, value, class)
			}
		}
	}
}

func checkTarget(t *testing.T, rel *facts.Relation, e entry) {
	t.Helper()
	if e.target.Field == "person" || e.target.helper() {
		return
	}
	f := rel.Field(e.target.Field)
	switch {
	case f == nil:
		t.Errorf("%q stands for %s, which %s does not have", e.key, e.target, rel.Name)
	case e.target.Value != "" && f.Named(e.target.Value) == 0:
		t.Errorf("%q stands for a value of %s that there is not", e.key, e.target)
	case e.target.ImpliedField != "" && rel.Field(e.target.ImpliedField).Named(e.target.ImpliedValue) == 0:
		t.Errorf("%q implies a value of %s that there is not", e.key, e.target)
	}
}

// alike says whether values of the two cannot be told apart.
func alike(rel *facts.Relation, a, b Target) bool {
	if a.helper() || b.helper() || a.Value != "" && b.Value != "" {
		return a.Value != "" && b.Value != ""
	}
	f, g := rel.Field(a.Field), rel.Field(b.Field)
	if f == nil || g == nil || f.Type != g.Type {
		return false
	}
	return f.Type == facts.Date || f.Type == facts.Bool || f.Type == facts.Int || f.Type == facts.Text
}

// TestLanguages says that every field has words in the languages promised.
func TestLanguages(t *testing.T) {
	for _, row := range rows("headers.tsv", 10) {
		for i, lang := range strings.Fields(languages) {
			if strings.TrimSpace(row[2+i]) == "" {
				t.Errorf("%s %s has no words in %s", row[0], row[1], lang)
			}
		}
	}
}

// TestFields says that a column can be headed for every field that is read.
func TestFields(t *testing.T) {
	schema, b := facts.NewSchema(), vocabulary()
	for _, name := range Relations(schema) {
		rel := schema.Relation(name)
		for i := range rel.Fields {
			f := &rel.Fields[i]
			if f.Derived || f.Type == facts.Key {
				continue
			}
			found := false
			for _, e := range b.entries[name] {
				found = found || e.target.Field == f.Name || e.target.Field == "."+f.Name
			}
			if !found {
				t.Errorf("headers.tsv has no words for %s.%s", name, f.Name)
			}
		}
	}
}
