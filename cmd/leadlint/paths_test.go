package main

import (
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestDocumentedPaths runs what the pages docs/start-*.md tell their readers to type, in
// a folder with the files that the page takes, and holds every line of output that they
// show against what is printed. A page says in a comment which files it takes:
//
//	<!-- takes: fixtures/kaspr/contacts.csv fixtures/kaspr/requests.csv -->
//
// In a block ```console, a line that begins with "$ " is typed, and the lines below it
// must all be among what it prints, in their order; "…" stands for any lines between. A
// block with "file=NAME" after its language is a file that the reader writes.
func TestDocumentedPaths(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the pages are written for a shell")
	}
	pages, err := filepath.Glob("../../docs/start-*.md")
	if err != nil || len(pages) == 0 {
		t.Fatalf("no pages docs/start-*.md (%v)", err)
	}
	scripts := t.TempDir()
	for _, page := range pages {
		name := strings.TrimSuffix(filepath.Base(page), ".md")
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(scripts, name+".txtar"), []byte(scriptOf(t, name, string(text))), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	testscript.Run(t, testscript.Params{Dir: scripts, Cmds: map[string]func(*testscript.TestScript, bool, []string){
		"console": console,
	}, Setup: func(e *testscript.Env) error {
		root, err := filepath.Abs("../..")
		e.Setenv("ROOT", root)
		e.Setenv("CI", "")
		return err
	}})
}

// scriptOf makes a script of a page: a file for every block, and a line that runs it.
func scriptOf(t *testing.T, name, page string) string {
	t.Helper()
	var script, files strings.Builder
	script.WriteString("mkdir work\ncd work\n")
	if takes := regexp.MustCompile(`<!-- takes: (.+) -->`).FindStringSubmatch(page); takes != nil {
		for _, file := range strings.Fields(takes[1]) {
			script.WriteString("cp $ROOT/" + file + " .\n")
		}
	}
	blocks := 0
	for _, b := range regexp.MustCompile("(?ms)^```(\\w+)([^\n]*)\n(.*?)^```$").FindAllStringSubmatch(page, -1) {
		blocks++
		file := "block" + string(rune('a'+blocks/26)) + string(rune('a'+blocks%26))
		switch {
		case b[1] == "console":
			script.WriteString("console $WORK/" + file + "\n")
		case strings.Contains(b[2], "file="):
			to := strings.TrimSpace(b[2][strings.Index(b[2], "file=")+len("file="):])
			script.WriteString("exec sh -c 'mkdir -p $(dirname " + to + ") && cp $WORK/" + file + " " + to + "'\n")
		default:
			continue
		}
		files.WriteString("-- " + file + " --\n" + b[3])
	}
	if blocks == 0 {
		t.Errorf("docs/%s.md has nothing to type", name)
	}
	return script.String() + files.String()
}

// console FILE types the commands of a block and looks for what the page shows of their
// output.
func console(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 1 {
		ts.Fatalf("usage: console FILE")
	}
	var output []string
	for _, line := range strings.Split(strings.TrimRight(ts.ReadFile(args[0]), "\n"), "\n") {
		command, typed := strings.CutPrefix(line, "$ ")
		switch {
		case typed:
			output = typeIn(ts, command)
		case strings.TrimSpace(line) != "" && strings.TrimSpace(line) != "…":
			at := -1
			for i, got := range output {
				if strings.Contains(got, strings.TrimSpace(line)) {
					at = i
					break
				}
			}
			if at < 0 {
				ts.Fatalf("the page shows %q; what is left of the output:\n%s", line, strings.Join(output, "\n"))
			}
			output = output[at+1:]
		}
	}
}

// typeIn runs a command in a shell and gives the lines that it prints, its exit code last
// where it is not 0.
func typeIn(ts *testscript.TestScript, command string) []string {
	if name, value, ok := strings.Cut(strings.TrimPrefix(command, "export "), "="); ok && strings.HasPrefix(command, "export ") {
		ts.Setenv(name, value)
		return nil
	}
	err := ts.Exec("sh", "-c", command)
	output := ts.ReadFile("stdout") + "\n" + ts.ReadFile("stderr")
	if err != nil {
		code, ok := exitCode(err)
		if !ok {
			ts.Fatalf("%s: %v", command, err)
		}
		output += "\n[exit code " + code + "]"
	}
	return strings.Split(output, "\n")
}
