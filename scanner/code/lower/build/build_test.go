package build

import (
	"strings"
	"testing"
	"unicode/utf8"

	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

func TestUnescape(t *testing.T) {
	tests := []struct {
		name, in, want string
		unknown        Unknown
	}{
		{"plain", "abc", "abc", Keep},
		{"letters", `a\tb\n\\\"`, "a\tb\n\\\"", Keep},
		{"hex", `\x41\xe9`, "A\xe9", Keep},
		{"octal", `\101\0`, "A\x00", Keep},
		{"four digits", `caf\u00e9`, "café", Keep},
		{"braces", `\u{1F600}`, "😀", Drop},
		{"eight digits", `\U0001F600`, "😀", Keep},
		{"pair of halves", `\ud83d\ude00`, "😀", Drop},
		{"half a pair", `\ud83dx`, "\uFFFDx", Drop},
		{"too large", `\UFFFFFFFF`, "\uFFFD", Drop},
		{"short", `\u12`, `\u12`, Keep},
		{"unknown kept", `\d+`, `\d+`, Keep},
		{"unknown dropped", `\d+`, `d+`, Drop},
		{"line joined", "a\\\nb\\\r\nc", "abc", Keep},
		{"alone at the end", `a\`, `a\`, Drop},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Unescape(tt.in, tt.unknown); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestNumber(t *testing.T) {
	for in, want := range map[string]string{
		"0": "0", "10": "10", "1_000": "1000", "0x1F": "31", "0b101": "5", "0o17": "15", "017": "15", "0.5": "0.5", "08": "08",
		"10L": "10", "1.5f": "1.5", "3n": "3", "2j": "2", "1e3": "1000", "1.5e-3": "0.0015", "1e300": "1e300", "0xFFn": "255", "0xZZ": "0xZZ", "": "",
	} {
		if got := Number(in); got != want {
			t.Errorf("Number(%q): got %q, want %q", in, got, want)
		}
	}
}

func TestOperator(t *testing.T) {
	for in, want := range map[string]string{"and": "&&", "or": "||", "not": "!", "===": "==", "!==": "!=", "<>": "!=", "//": "/", "+": "+", "is not": "is not"} {
		if got := Operator(in); got != want {
			t.Errorf("Operator(%q): got %q, want %q", in, got, want)
		}
	}
}

func TestDedent(t *testing.T) {
	for in, want := range map[string]string{"  a\n   b\n\n  c\n": "a\n b\n\nc\n", "a\n  b": "a\n  b", "": "", "  \n  x": "\nx"} {
		if got := Dedent(in); got != want {
			t.Errorf("Dedent(%q): got %q, want %q", in, got, want)
		}
	}
}

// TestBuilder: nodes keep their kids apart, the depth is bounded, and what is recovered is marked.
func TestBuilder(t *testing.T) {
	p, err := syntax.NewParser(syntax.Python)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	parsed, err := p.Parse([]byte("x = 1 # why\n"))
	if err != nil {
		t.Fatal(err)
	}
	b := New(parsed)
	one, two := b.Node(tree.Name, 1, "a"), b.Node(tree.Name, 1, "b")
	list, other := b.Node(tree.List, 1, "", one), b.Node(tree.List, 1, "", two)
	list.Kids = append(list.Kids, two)
	if got := tree.Line(list) + tree.Line(other); got != "(list a b)(list b)" {
		t.Errorf("got %s, want (list a b)(list b)", got)
	}
	for range MaxDepth {
		if !b.Enter() {
			t.Fatal("the depth ends too early")
		}
	}
	if b.Enter() {
		t.Error("the depth has no end")
	}
	b.Recover(func() {
		if n := b.Cut(0); n.Flag != tree.Recovered {
			t.Errorf("flag %d, want Recovered", n.Flag)
		}
	})
	f := b.File("python", list)
	if got := tree.Line(f.Root); got != "(block (list a b))" || len(f.Comments) != 1 || f.Errors != 0 {
		t.Errorf("got %s with %d comments", got, len(f.Comments))
	}
	if b.Text(0) != "x = 1 # why\n" || b.Text(syntax.None) != "" || b.Slice(3, 99) == "" || b.Slice(9, 2) != "" {
		t.Error("the texts of nodes are not those of the file")
	}
}

func FuzzUnescape(f *testing.F) {
	f.Add(`\u{1F600}\x4\ud83d\ude00\`)
	f.Fuzz(func(t *testing.T, s string) {
		for _, u := range []Unknown{Keep, Drop} {
			got := Unescape(s, u)
			if !strings.Contains(s, `\`) && got != s {
				t.Errorf("got %q, want %q", got, s)
			}
			if len(got) > len(s)+2*utf8.UTFMax*strings.Count(s, `\`) {
				t.Errorf("%d bytes grew to %d", len(s), len(got))
			}
		}
		Number(s)
		Dedent(s)
	})
}
