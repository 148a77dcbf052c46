package ignore_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"leadlint/scanner/code/files/ignore"
)

func TestMatch(t *testing.T) {
	for _, c := range []struct {
		name, lines, path string
		dir               bool
		want              ignore.Verdict
	}{
		{"name anywhere", "secret.txt", "a/b/secret.txt", false, ignore.Ignored},
		{"name elsewhere", "secret.txt", "a/b/secret.txt.bak", false, ignore.Silent},
		{"anchored", "/secret.txt", "a/secret.txt", false, ignore.Silent},
		{"anchored at the top", "/secret.txt", "secret.txt", false, ignore.Ignored},
		{"anchored by a slash within", "a/b", "x/a/b", false, ignore.Silent},
		{"directory only", "logs/", "logs", false, ignore.Silent},
		{"directory", "logs/", "a/logs", true, ignore.Ignored},
		{"taken back", "*.log\n!keep.log", "a/keep.log", false, ignore.Kept},
		{"the last line counts", "!keep.log\n*.log", "keep.log", false, ignore.Ignored},
		{"star stays in a part", "a/*.py", "a/b/c.py", false, ignore.Silent},
		{"two stars before", "**/x.py", "x.py", false, ignore.Ignored},
		{"two stars between", "a/**/x.py", "a/b/c/x.py", false, ignore.Ignored},
		{"two stars between nothing", "a/**/x.py", "a/x.py", false, ignore.Ignored},
		{"two stars behind", "a/**", "a", true, ignore.Silent},
		{"two stars behind, below", "a/**", "a/b", false, ignore.Ignored},
		{"two stars in a word", "a**z", "abcz", false, ignore.Ignored},
		{"two stars joined to a name", "/a**", "ab/c", false, ignore.Ignored},
		{"two stars joined within", "ab**/c", "abx/y/c", false, ignore.Ignored},
		{"three stars", "x/***/a", "x/y/z/a", false, ignore.Ignored},
		{"class", "[a-c]?[!x].py", "bzq.py", false, ignore.Ignored},
		{"class refused", "[a-c]?[!x].py", "bzx.py", false, ignore.Silent},
		{"class without end", "[ab", "[ab", false, ignore.Silent},
		{"named class", "f[[:digit:]].py", "f7.py", false, ignore.Ignored},
		{"comment", "#a", "#a", false, ignore.Silent},
		{"no comment", `\#a`, "#a", false, ignore.Ignored},
		{"no negation", `\!a`, "!a", false, ignore.Ignored},
		{"blanks at the end", "a  ", "a", false, ignore.Ignored},
		{"protected blank", `a\ `, "a ", false, ignore.Ignored},
		{"line ends of two bytes", "a\r\nb\r\n", "a", false, ignore.Ignored},
		{"many stars", strings.Repeat("*a", 50) + "b", strings.Repeat("a", 5000), false, ignore.Silent},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := ignore.Parse([]byte(c.lines)).Match(c.path, c.dir); got != c.want {
				t.Errorf("Match(%q, %q, %v) = %v, want %v", c.lines, c.path, c.dir, got, c.want)
			}
		})
	}
}

// TestLikeGit compares single patterns with git check-ignore, where there is git.
func TestLikeGit(t *testing.T) {
	git, err := exec.LookPath("git")
	if err != nil {
		t.Skip("git is not installed")
	}
	root := t.TempDir()
	run := func(stdin string, args ...string) string {
		cmd := exec.Command(git, args...)
		cmd.Dir, cmd.Stdin = root, strings.NewReader(stdin)
		cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null")
		out, _ := cmd.Output() // check-ignore ends with 1 when nothing is ignored
		return string(out)
	}
	run("", "init", "-q")
	names := []string{"a", "b", "ab", "a.b", "abc", "#a", "!b", "a b", "b-"}
	for _, n := range names {
		if err := os.WriteFile(filepath.Join(root, n), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	pattern := rapid.StringMatching(`!?/?(\*\*/)?[ab.*?\[\]!\\# c^-]{1,8}`)
	rapid.Check(t, func(t *rapid.T) {
		text := pattern.Draw(t, "pattern") + "\n" + pattern.Draw(t, "second")
		if err := os.WriteFile(filepath.Join(root, ".gitignore"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		ignored := "\n" + run(strings.Join(names, "\n"), "-c", "core.quotePath=false", "check-ignore", "--stdin")
		list := ignore.Parse([]byte(text))
		for _, n := range names {
			want := strings.Contains(ignored, "\n"+n+"\n") || strings.Contains(ignored, "\n\""+n+"\"\n")
			if got := list.Match(n, false) == ignore.Ignored; got != want {
				t.Fatalf("%q ignored by %q: %v, want %v as git says", n, text, got, want)
			}
		}
	})
}

func TestMatcher(t *testing.T) {
	m := ignore.New([]string{"tests/", "*.gen.py", "!tests/keep.py"})
	for path, want := range map[string]bool{"tests/a.py": true, "x/tests/a/b.py": true, "tests": false, "a.gen.py": true, "a.py": false, "tests/keep.py": true} {
		if got := m.Match(path, false); got != want {
			t.Errorf("Match(%q) = %v, want %v", path, got, want)
		}
	}
	if ignore.New(nil).Match("a", true) {
		t.Error("no patterns match")
	}
}

func FuzzMatch(f *testing.F) {
	f.Add("a/**/[b-", "a/b")
	f.Fuzz(func(_ *testing.T, lines, path string) {
		ignore.Parse([]byte(lines)).Match(path, true)
	})
}
