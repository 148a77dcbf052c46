package syntax

import (
	"strings"
	"testing"
)

// TestLayout: what the C walk takes for a node is one.
func TestLayout(t *testing.T) {
	if s := layouts(); s[0] != s[1] || s[2] != s[3] {
		t.Errorf("sizes of node and entry in Go and C: %v", s)
	}
}

// TestDeep: what lies too deep is left out, and counted; what follows is there.
func TestDeep(t *testing.T) {
	p, err := NewParser(Python)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	text := strings.Repeat("(", 9000) + "1" + strings.Repeat(")", 9000) + "\nlast = 2\n"
	tree, err := p.Parse([]byte(text))
	if err != nil || tree.Errors() == 0 {
		t.Fatalf("errors %d, %v", tree.Errors(), err)
	}
	found := false
	for n := range tree.Children(0) {
		found = found || tree.Text(n) == "last = 2"
	}
	if !found {
		t.Error("what follows is gone")
	}
}

func TestParse(t *testing.T) {
	texts := map[Grammar]string{
		Python: "x = f(a, b='c')", JavaScript: "const x = f(a, {b: 'c'})", TypeScript: "const x: T = f(a)", TSX: "const x = <A b='c'/>",
		Go: "package a\nvar x = f(a)", Java: "class A { int x = f(a); }", Ruby: "x = f(a, b: 'c')", PHP: "<?php $x = f($a);",
		HTML: "<p class=a>b</p>", Shell: "x=$(f a)",
	}
	for g, text := range texts {
		t.Run(string(g), func(t *testing.T) {
			p, err := NewParser(g)
			if err != nil {
				t.Fatal(err)
			}
			defer p.Close()
			tree, err := p.Parse([]byte(text))
			if err != nil || tree.Errors() != 0 {
				t.Fatalf("errors %d, %v", tree.Errors(), err)
			}
			if tree.Text(0) != text || tree.Len() < 4 {
				t.Errorf("root %q of %d nodes, want %q", tree.Text(0), tree.Len(), text)
			}
			seen := 0
			var walk func(Node)
			walk = func(n Node) {
				seen++
				for c := range tree.Children(n) {
					walk(c)
				}
			}
			walk(0)
			if seen != tree.Len() {
				t.Errorf("walked %d nodes of %d", seen, tree.Len())
			}
		})
	}
}
