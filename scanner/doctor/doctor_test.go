package doctor

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestWorst(t *testing.T) {
	for _, tc := range []struct {
		name   string
		states []State
		want   State
	}{
		{"none", nil, OK},
		{"a note among what is well", []State{OK, Note, OK}, Note},
		{"a fault before a warning", []State{Fault, Warning}, Fault},
		{"a warning after a note", []State{Note, Warning}, Warning},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var checks []Check
			for _, s := range tc.states {
				checks = append(checks, Check{State: s})
			}
			if got := Worst(checks); got != tc.want {
				t.Errorf("Worst: got %q, want %q", got, tc.want)
			}
		})
	}
}

func TestTemporaryFolder(t *testing.T) {
	dir := t.TempDir()
	if c := temporary(dir); c.State != OK {
		t.Errorf("a folder that can be written: got %+v", c)
	}
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Errorf("files left behind: got %d, want 0", len(left))
	}
	if c := temporary(filepath.Join(dir, "absent")); c.State != Fault || c.Do == "" {
		t.Errorf("a folder that is not there: got %+v, want a fault with what to do", c)
	}
}

func TestFaultyRulesAreAFault(t *testing.T) {
	dir := t.TempDir()
	for name, content := range map[string]string{"pack.yaml": "name: own\nversion: \"1\"\n", "own.yaml": "rules:\n  - idd: X\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range Examine(t.Context(), Options{Rules: []string{dir}, Getenv: func(string) string { return "" }}) {
		if c.About != "rules" {
			continue
		}
		if c.State != Fault || !strings.Contains(c.Says, "own.yaml:2") {
			t.Errorf("rules: got %q %q, want a fault at own.yaml:2", c.State, c.Says)
		}
		return
	}
	t.Error("no check of the rules")
}
