package observe_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"leadlint/rules/facts"
	"leadlint/scanner/code/lexicon"
	"leadlint/scanner/code/lower/golang"
	"leadlint/scanner/code/lower/java"
	"leadlint/scanner/code/lower/markup"
	"leadlint/scanner/code/lower/php"
	"leadlint/scanner/code/lower/python"
	"leadlint/scanner/code/lower/ruby"
	"leadlint/scanner/code/lower/script"
	"leadlint/scanner/code/lower/settings"
	"leadlint/scanner/code/lower/shell"
	"leadlint/scanner/code/observe"
	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

var update = flag.Bool("update", false, "write the facts that come out into the files of cases")

// wanted are the names and texts that stand for those of rules in the tests.
type wanted struct{}

func (wanted) Name(leaf, _ string) bool {
	switch leaf {
	case "robotstxt_obey", "ignore_robots_txt", "respect_robots_txt_file":
		return true
	}
	return false
}

func (wanted) Text(s string) bool {
	return strings.Contains(s, "AutomationControlled") || strings.Contains(s, "robots=off")
}

// lowered brings a text into the common tree, by the ending of its name.
func lowered(t testing.TB, name string, src []byte) *tree.File {
	t.Helper()
	if d := markup.Dialect(name); d != "" {
		f, err := markup.Lower(src, d)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	grammars := map[string]syntax.Grammar{
		".py": syntax.Python, ".js": syntax.JavaScript, ".jsx": syntax.JavaScript, ".ts": syntax.TypeScript, ".tsx": syntax.TSX,
		".go": syntax.Go, ".java": syntax.Java, ".rb": syntax.Ruby, ".php": syntax.PHP, ".sh": syntax.Shell,
	}
	g, ok := grammars[filepath.Ext(name)]
	if !ok {
		f, err := settings.Lower(name, src)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	p, err := syntax.NewParser(g)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	parsed, err := p.Parse(src)
	if err != nil {
		t.Fatal(err)
	}
	switch g {
	case syntax.Python:
		return python.Lower(parsed)
	case syntax.JavaScript:
		return script.Lower(parsed, "javascript")
	case syntax.TypeScript, syntax.TSX:
		return script.Lower(parsed, "typescript")
	case syntax.Go:
		return golang.Lower(parsed)
	case syntax.Java:
		return java.Lower(parsed)
	case syntax.Ruby:
		return ruby.Lower(parsed)
	case syntax.PHP:
		return php.Lower(parsed)
	}
	return shell.Lower(parsed)
}

func observed(t testing.TB, o *observe.Observer, name string, src []byte) *observe.Result {
	t.Helper()
	if strings.HasSuffix(name, ".sql") {
		return o.ObserveSQL(src, name)
	}
	return o.Observe(lowered(t, name, src), name)
}

// left out of the dumps: what the kind of file tells, and what every row of it shares.
var quiet = map[string]bool{"language": true, "leaf": true, "file_does": true, "file_about": true, "file_hosts": true, "function_about": true, "project_has": true, "deleted": true}

// dump writes facts in a short form: the kind and name, then what is not empty.
func dump(rel *facts.Relation, rows []observe.Fact) string {
	var out strings.Builder
	b := observe.Batch(rel, rows, observe.Project{})
	for i := range rows {
		fmt.Fprintf(&out, "%s %s", facts.CodeKinds()[rows[i].Kind], rows[i].Name)
		for j := range rel.Fields {
			f, v := &rel.Fields[j], &b.Cols[j]
			if quiet[f.Name] || j == 0 || f.Name == "name" {
				continue
			}
			if s := shown(f, v, i); s != "" {
				fmt.Fprintf(&out, " %s=%s", f.Name, s)
			}
		}
		out.WriteByte('\n')
	}
	return out.String()
}

func shown(f *facts.Field, v *facts.Vec, i int) string {
	switch f.Type {
	case facts.Text:
		if len(v.Texts[i]) > 0 {
			return fmt.Sprintf("%q", v.Texts[i])
		}
	case facts.Set:
		if s := v.Sets[i] &^ facts.SetKnown; s != 0 {
			return strings.ReplaceAll(f.Members(s), " ", "+")
		}
	case facts.Int:
		if v.Ints[i] != facts.UnknownInt {
			return fmt.Sprint(v.Ints[i])
		}
	case facts.Bool:
		if v.Codes[i] == facts.TrueCode {
			return "yes"
		}
	case facts.Enum:
		if v.Codes[i] > 1 {
			return f.Values[v.Codes[i]-1]
		}
	}
	return ""
}

// TestCases runs the cases of the files in testdata: "### name of the file", the text,
// a line "--->" and the facts.
func TestCases(t *testing.T) {
	rel := facts.NewSchema().Relation("code")
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	o := observe.New(lexicon.New(), wanted{})
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) { runCases(t, o, rel, file) })
	}
}

func runCases(t *testing.T, o *observe.Observer, rel *facts.Relation, file string) {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for i, part := range strings.Split("\n"+string(data), "\n### ") {
		if i == 0 {
			continue
		}
		head, rest, _ := strings.Cut(part, "\n")
		src, want, _ := strings.Cut(rest+"\n", "--->\n")
		name, _, _ := strings.Cut(head, " ")
		got := ""
		t.Run(head, func(t *testing.T) {
			got = dump(rel, observed(t, o, name, []byte(src)).Facts)
			if !*update && strings.TrimSpace(got) != strings.TrimSpace(want) {
				t.Errorf("got\n%swant\n%s", got, want)
			}
		})
		fmt.Fprintf(&out, "### %s\n%s--->\n%s\n", head, src, got)
	}
	if *update {
		if err := os.WriteFile(file, []byte(strings.TrimRight(out.String(), "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
