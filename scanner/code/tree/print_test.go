package tree

import (
	"strings"
	"testing"
)

func TestLine(t *testing.T) {
	name := &Node{Kind: Name, Text: "f"}
	tests := []struct {
		name string
		node *Node
		want string
	}{
		{"none", nil, "()"},
		{"name", name, "f"},
		{"text", &Node{Kind: String, Text: "a b"}, `"a b"`},
		{"empty text", &Node{Kind: String}, `""`},
		{"constant", &Node{Kind: Null}, "#null"},
		{"new", &Node{Kind: Call, Flag: New, Kids: []*Node{name, {Kind: Pair, Text: "b", Kids: []*Node{{Kind: True}}}}}, "(call+new f (pair:b #true))"},
		{"operator", &Node{Kind: Binary, Text: "is not", Kids: []*Node{name, nil}}, `(binary:"is not" f ())`},
		{"class", &Node{Kind: Class, Text: "A", Types: []string{"b.C"}, Kids: []*Node{{Kind: Field, Text: "x", Type: "int", Flag: Constant | Static}}}, "(class:A base=b.C (field:x+constant+static type=int))"},
		{"import", &Node{Kind: Import, Text: "os", Names: []ImportedName{{"", "o"}, {"*", ""}}}, `(import:os take="" as=o take=* as="")`},
		{"unknown kind", &Node{Kind: 200}, "(kind(200))"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Line(tt.node); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// TestPrint: a long node is broken over lines, and says the same as Line.
func TestPrint(t *testing.T) {
	long := &Node{Kind: String, Text: strings.Repeat("x", 60)}
	root := &Node{Kind: Block, Kids: []*Node{{Kind: Return, Kids: []*Node{long}}, {Kind: List, Kids: []*Node{long, nil}}}}
	var out strings.Builder
	if err := Print(&out, root); err != nil {
		t.Fatal(err)
	}
	quoted := `"` + long.Text + `"`
	want := "(block\n  (return " + quoted + ")\n  (list " + quoted + " ()))\n"
	if out.String() != want {
		t.Errorf("got\n%swant\n%s", out.String(), want)
	}
	if got := strings.Join(strings.Fields(out.String()), " "); got != Line(root) {
		t.Errorf("got %s, want the words of %s", got, Line(root))
	}
}
