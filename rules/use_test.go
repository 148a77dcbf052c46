package rules_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"leadlint/rules"

	"go.yaml.in/yaml/v4"
)

// TestUseIsStated: what becomes of records is decided rule by rule in the packs that
// come with the program, never by default, and a recommendation bars nobody.
func TestUseIsStated(t *testing.T) {
	stated := map[string]rules.Use{}
	var files []string
	for _, pattern := range []string{"gdpr/*.yaml", "eprivacy-fr/*.yaml", "code/*.yaml"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var file struct {
			Rules []struct {
				ID, On string
				Use    rules.Use
			}
		}
		if err := yaml.Unmarshal(data, &file); err != nil {
			t.Fatal(err)
		}
		for _, r := range file.Rules {
			if r.On == "contact" {
				stated[r.ID] = r.Use
			}
		}
	}
	for _, p := range embedded(t) {
		for _, r := range p.Rules {
			switch {
			case r.On != "contact" && r.Use != "":
				t.Errorf("%s: got use %q on %s", r.ID, r.Use, r.On)
			case r.On != "contact":
			case stated[r.ID] == "":
				t.Errorf("%s: use is not stated", r.ID)
			case r.Use != stated[r.ID]:
				t.Errorf("%s: got use %q, want %q", r.ID, r.Use, stated[r.ID])
			case r.Use.Bars() && r.Kind == rules.Guidance:
				t.Errorf("%s: a rule of kind %s bars the use of records", r.ID, r.Kind)
			}
		}
	}
	if len(stated) < 50 {
		t.Errorf("got %d rules on contact", len(stated))
	}
}

// TestUseByDefault: a pack of one's own may leave it to the kind.
func TestUseByDefault(t *testing.T) {
	for kind, want := range map[string]rules.Use{"breach": rules.Stop, "inferred": rules.Cure, "evidence_gap": rules.Cure, "guidance": rules.Keep} {
		p, err := load(head, strings.Replace(sound, "kind: breach", "kind: "+kind, 1))
		if err != nil {
			t.Fatal(err)
		}
		if got := p.Rules[0].Use; got != want {
			t.Errorf("%s: got %q, want %q", kind, got, want)
		}
	}
}
