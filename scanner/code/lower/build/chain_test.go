package build

import (
	"testing"

	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

func builder(t *testing.T, text string) *Builder {
	t.Helper()
	p, err := syntax.NewParser(syntax.Python)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	parsed, err := p.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return New(parsed)
}

func TestChain(t *testing.T) {
	b := builder(t, "x\n")
	at := b.Mark()
	c := b.Chain()
	c.Add(0, b.Node(tree.Name, 0, "a"), b.Node(tree.Block, 0, ""))
	inner := b.Node(tree.If, 0, "", b.Node(tree.Name, 0, "b"), nil, nil)
	c.Join(b.Node(tree.Block, 0, "", inner), inner)
	c.Else(b.Node(tree.Block, 0, ""))
	got := tree.Line(b.Collect(at, tree.Block, 0, ""))
	if want := "(block (if a (block) (block (if b () (block)))))"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestLongChain: a chain of many goes on beside itself.
func TestLongChain(t *testing.T) {
	b := builder(t, "x\n")
	at := b.Mark()
	c := b.Chain()
	for range 2*chained + 1 {
		c.Add(0, nil, nil)
	}
	if got := len(b.Take(at)); got != 3 || b.Mark() != at {
		t.Errorf("got %d chains, want 3", got)
	}
	lone := b.Chain()
	lone.Else(nil)
	lone.Else(b.Node(tree.Block, 0, ""))
	if got := b.Pushed(at); got != 1 {
		t.Errorf("got %d nodes, want the block of else alone", got)
	}
}

func TestConditions(t *testing.T) {
	b := builder(t, "x\n")
	name := func(s string) *tree.Node { return b.Node(tree.Name, 0, s) }
	call := b.Node(tree.Call, 0, "", name("f"))
	path := b.Node(tree.Member, 0, "y", b.Node(tree.Member, 0, "x", call))
	at := b.Node(tree.Index, 0, "", name("a"), b.Node(tree.Number, 0, "1"))
	tests := []struct {
		name string
		got  *tree.Node
		want string
	}{
		{"none", b.Any(nil), "()"},
		{"one", b.Any([]*tree.Node{name("a")}), "a"},
		{"three", b.Any([]*tree.Node{name("a"), name("b"), name("c")}), "(binary:|| a (binary:|| b c))"},
		{"not", b.Not(name("a")), "(unary:! a)"},
		{"path again", b.Again(path), "(member:y (member:x (other)))"},
		{"element again", b.Again(at), "(index a 1)"},
		{"nothing again", b.Again(nil), "()"},
		{"christened", Christen(b.Node(tree.Function, 0, "", nil), Called(path)), "(function:y ())"},
		{"not christened", Christen(name("a"), Called(call)), "a"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tree.Line(tt.got); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}
