package doctor

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"leadlint/scanner/auditfile"
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

// TestNamed looks at what an audit file may name as a dataset.
func TestNamed(t *testing.T) {
	dir := t.TempDir()
	for name, content := range map[string]string{"crm.db": "", "2026-01.csv": "email\n", "2026-02.csv": "email\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, tc := range []struct {
		name, path string
		want       State
		says       string
	}{
		{"file", "2026-01.csv", OK, "1, all there"},
		{"files of one shape", "2026-*.csv", OK, "1, all there"},
		{"a shape that no file has", "2025-*.csv", Fault, "no file matches the pattern"},
		{"missing file", "leads.csv", Fault, "cannot be read"},
		{"address of a file", "sqlite:" + filepath.Join(dir, "crm.db"), OK, "1, all there"},
		{"address of a file that is missing", "sqlite:" + filepath.Join(dir, "other.db"), Fault, "cannot be read"},
		{"server that does not answer", "postgres://auditor@127.0.0.1:1/crm", Fault, "cannot be reached"},
		{"make that is not read", "oracle://auditor@127.0.0.1/crm", Fault, "oracle"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			file := &auditfile.File{Datasets: []auditfile.Dataset{{Path: tc.path}}}
			checks := named(t.Context(), filepath.Join(dir, auditfile.Name), file, Options{Getenv: func(string) string { return "" }})
			if len(checks) != 1 || checks[0].State != tc.want || !strings.Contains(checks[0].Says, tc.says) {
				t.Errorf("got %+v, want one that is %s and says %q", checks, tc.want, tc.says)
			}
		})
	}
}

func TestSparkIsOptional(t *testing.T) {
	for _, tc := range []struct {
		name, home string
		want       State
	}{
		{"none", "", Note},
		{"named, and not there", filepath.Join(t.TempDir(), "spark"), Warning},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Setenv("PATH", t.TempDir())
			c := cluster(t.Context(), Options{Getenv: func(name string) string {
				if name == "SPARK_HOME" {
					return tc.home
				}
				return ""
			}})
			if c.State != tc.want || c.Do == "" {
				t.Errorf("got %+v, want %s with what to do", c, tc.want)
			}
		})
	}
}
