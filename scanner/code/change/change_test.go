package change

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// repository makes a folder with one commit of some files.
func repository(t *testing.T, files map[string]string) (string, func(args ...string)) {
	t.Helper()
	dir := t.TempDir()
	git := func(args ...string) {
		t.Helper()
		c := exec.Command("git", append([]string{"-C", dir, "-c", "user.name=n", "-c", "user.email=n@x.example", "-c", "commit.gpgsign=false"}, args...)...)
		c.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null")
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v: %s", args, err, out)
		}
	}
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	git("init", "-q", "-b", "main")
	for name, text := range files {
		write(t, dir, name, text)
	}
	git("add", ".")
	git("commit", "-qm", "first")
	return dir, git
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestSince(t *testing.T) {
	dir, git := repository(t, map[string]string{"src/a.py": "1\n2\n3\n4\n", "src/b c.py": "x\n", "src/old.py": "same\ntext\nhere\n", "src/gone.py": "x\n", "other.py": "x\n"})
	git("checkout", "-qb", "work")
	write(t, dir, "src/a.py", "1\n2x\n3\n4\n5\n")
	write(t, dir, "src/b c.py", "")
	git("mv", "src/old.py", "src/newer.py")
	git("rm", "-q", "src/gone.py")
	write(t, dir, "other.py", "y\n")
	git("commit", "-qam", "second")
	write(t, dir, "src/fresh é.py", "new\n")
	s, err := Since(context.Background(), filepath.Join(dir, "src"), "main")
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Files) != 4 {
		t.Errorf("got %d files: %v", len(s.Files), s.Files)
	}
	a := s.Files["a.py"]
	if a == nil || !a.Touches(2, 2) || a.Touches(3, 4) || !a.Touches(4, 9) {
		t.Errorf("a.py: %+v", a)
	}
	if got := string(s.Before(context.Background(), a)); got != "1\n2\n3\n4\n" {
		t.Errorf("before: %q", got)
	}
	if f := s.Files["newer.py"]; f == nil || f.Old != "old.py" || f.Touches(1, 3) {
		t.Errorf("newer.py: %+v", f)
	}
	if f := s.Files["fresh é.py"]; f == nil || !f.Touches(1, 1) || s.Before(context.Background(), f) != nil {
		t.Errorf("fresh é.py: %+v", f)
	}
	if f := s.Files["b c.py"]; f == nil || f.Old != "b c.py" {
		t.Errorf("b c.py: %+v", f)
	}
}

func TestSinceNothing(t *testing.T) {
	dir, _ := repository(t, map[string]string{"a.py": "1\n"})
	cases := []struct{ name, root, base, want string }{
		{"no commit", dir, "nowhere", `git knows no commit "nowhere"`},
		{"an option", dir, "--output=x", "not the name of a commit"},
		{"no repository", t.TempDir(), "main", "is not in a git repository"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if _, err := Since(context.Background(), c.root, c.base); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	f.Add("diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,0 +2,3 @@\n+a\n")
	f.Fuzz(func(t *testing.T, diff string) {
		s := &Set{Files: map[string]*File{}}
		s.parse(diff)
	})
}
