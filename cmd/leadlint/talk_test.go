package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"leadlint/reports/talk"
)

// sentences gives every sentence that the commands say on standard error, by the call that
// says it, and where it stands. The commands init and sample word theirs by themselves.
func sentences(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	said := map[string][]int{"usagef": {0}, "tell": {0}, "note": {0}, "Errorf": {0}, "Phrasef": {0}, "Say": {0}, "Count": {1, 2}}
	out := map[string]string{}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") || name == "sample.go" || strings.HasPrefix(name, "init") {
			continue
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			for _, at := range said[calledAs(call)] {
				if at >= len(call.Args) {
					continue
				}
				if lit, ok := call.Args[at].(*ast.BasicLit); ok && lit.Kind == token.STRING {
					text, err := strconv.Unquote(lit.Value)
					if err != nil {
						t.Fatal(err)
					}
					out[text] = set.Position(lit.Pos()).String()
				}
			}
			return true
		})
	}
	return out
}

// calledAs gives the name of the function called; fmt.Errorf is none that is looked for.
func calledAs(call *ast.CallExpr) string {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		if pkg, ok := f.X.(*ast.Ident); ok && (pkg.Name == "fmt" || pkg.Name == "errors") {
			return ""
		}
		return f.Sel.Name
	}
	return ""
}

// TestEverySentenceHasItsFrench keeps what is told on standard error from being half
// French: a sentence added to a command needs its line in reports/talk/talk.tsv.
func TestEverySentenceHasItsFrench(t *testing.T) {
	words := regexp.MustCompile(`[a-z]{2,}`)
	verbs := regexp.MustCompile(`%[-+#0-9.\[\]]*[a-z]|--[a-z-]+`)
	keys := talk.Keys()
	for text, where := range sentences(t) {
		if slices.Contains(keys, text) || !words.MatchString(verbs.ReplaceAllString(text, "")) {
			continue
		}
		t.Errorf("%s: no French for %q in reports/talk/talk.tsv", where, text)
	}
}

// TestFrenchTalk runs what a French user meets in an everyday audit.
func TestFrenchTalk(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	contacts := "email,first name,opted out\nanna.keller@firma.example,Anna,no\n"
	if err := os.WriteFile("leads.csv", []byte(contacts), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("broken.parquet", []byte("PAR1"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name string
		args []string
		want string
		code int
	}{
		{"nothing to audit", []string{"audit", "--lang", "fr"}, "leadlint: rien à auditer", exitUsage},
		{"incomplete", []string{"audit", "--lang=fr", "--format", "json=a.json", "broken.parquet"}, "leadlint: l'audit est incomplet", exitIncomplete},
		{"unknown format", []string{"audit", "--lang", "fr", "--format", "doc", "leads.csv"}, `leadlint: --format "doc" : attendu`, exitUsage},
		{"what has no French", []string{"audit", "--lang", "fr", "--nonesuch"}, "leadlint: message technique, en anglais : unknown flag: --nonesuch", exitUsage},
		{"list", []string{"audit", "--lang", "fr", "--format", "json=b.json", "--fail-on", "none", "--out", "removed=gone.csv", "leads.csv"}, "lignes de \"leads.csv\" ne peuvent être utilisées", exitClean},
		{"English stays", []string{"audit"}, "leadlint: nothing to audit: name a file, or run in a folder with a leadlint.yaml\n", exitUsage},
	} {
		t.Run(tt.name, func(t *testing.T) {
			code, _, stderr := runIn(tt.args...)
			if !strings.Contains(stderr, tt.want) || code != tt.code {
				t.Errorf("got exit code %d and %q, want %d and %q", code, stderr, tt.code, tt.want)
			}
		})
	}
}
