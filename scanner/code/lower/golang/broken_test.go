package golang

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// TestBroken: what stands around a mistake is read all the same.
func TestBroken(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"open bracket", "package a\nfunc f() { b(1) }\nfunc g( {", "(call b 1)"},
		{"stray sign", "package a\nfunc f() { x = f(a, $, b); y = 2 }", "y"},
		{"half a struct", "package a\ntype T struct {\nEmail string\nName", "Email"},
		{"no package", "x := 1\nb(3)", "b"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tree.Line(lower(t, tt.text).Root); !strings.Contains(got, tt.want) {
				t.Errorf("got %s, want %s in it", got, tt.want)
			}
		})
	}
}

// TestDeep: nesting is bounded, and chains of else do not nest.
func TestDeep(t *testing.T) {
	for _, text := range []string{
		"x = " + strings.Repeat("(", 5000) + "1" + strings.Repeat(")", 5000),
		"x = " + strings.Repeat("a + ", 5000) + "1",
		"x = " + strings.Repeat("[]T{", 3000) + strings.Repeat("}", 3000),
		"x = T" + strings.Repeat("{", 3000) + strings.Repeat("}", 3000),
		"type T " + strings.Repeat("struct { A ", 3000) + strings.Repeat("}", 3000),
		"if a { b() }" + strings.Repeat(" else if a { b() }", 5000),
		strings.Repeat("func() {", 3000),
	} {
		f := lower(t, "package a\nfunc f() {\n"+text+"\n}\n")
		if d := depth(f.Root); d > 5000 {
			t.Errorf("depth %d of %.30q...", d, text)
		}
	}
}

func depth(n *tree.Node) int {
	d := 0
	if n != nil {
		for _, k := range n.Kids {
			d = max(d, depth(k))
		}
	}
	return d + 1
}

func FuzzLower(f *testing.F) {
	for _, s := range []string{
		"import (m \"x/y\"; . \"z\")", "type T struct { A, B int `json:\"a\"`; p.Q }", "type I interface { M(); ~int | string }", "const (A = iota; B)",
		"func (s *S[K]) M(a ...int) (n int) { return a, nil }", "func f() { switch v := a.(type) { case nil: default: } }", "func f() { for k, v := range m { x[k]++ } }",
		"func f() { if a := b; a { } else if c { } }", "var x = &T{A: {1}, \"k\": []p.T{{B: 2}}}", "func f() { select { case v := <-c: case d <- 1: } }", "var y = g[int](map[string]int{k: 1})",
	} {
		f.Add("package a\n" + s)
	}
	p, err := syntax.NewParser(syntax.Go)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, s string) {
		parsed, err := p.Parse([]byte(s))
		if err != nil {
			t.Skip()
		}
		file := Lower(parsed)
		if file.Root == nil || file.Root.Kind != tree.Block {
			t.Fatal("the root is no block")
		}
		var walk func(n *tree.Node)
		walk = func(n *tree.Node) {
			if n == nil {
				return
			}
			if n.Start > n.End || int(n.End) > len(s) {
				t.Fatalf("%s stands at %d to %d of %d bytes", n.Kind, n.Start, n.End, len(s))
			}
			for _, k := range n.Kids {
				walk(k)
			}
		}
		walk(file.Root)
		_ = tree.Line(file.Root)
	})
}

// BenchmarkLower parses and lowers the sources of net/http.
func BenchmarkLower(b *testing.B) {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		b.Skip("there is no toolchain to read the sources of")
	}
	files, err := filepath.Glob(filepath.Join(strings.TrimSpace(string(root)), "src/net/http/*.go"))
	if err != nil || len(files) == 0 {
		b.Skip("the sources of Go are not there")
	}
	p, err := syntax.NewParser(syntax.Go)
	if err != nil {
		b.Fatal(err)
	}
	defer p.Close()
	var texts [][]byte
	var trees []*syntax.Tree
	size := 0
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			b.Fatal(err)
		}
		parsed, err := p.Parse(text)
		if err != nil {
			b.Fatal(err)
		}
		texts, trees, size = append(texts, text), append(trees, parsed), size+len(text)
	}
	b.Run("parse", func(b *testing.B) {
		b.SetBytes(int64(size))
		for b.Loop() {
			for _, text := range texts {
				if _, err := p.Parse(text); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
	b.Run("lower", func(b *testing.B) {
		b.SetBytes(int64(size))
		for b.Loop() {
			for _, parsed := range trees {
				Lower(parsed)
			}
		}
	})
}
