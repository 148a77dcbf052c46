package markup

import (
	"strings"
	"testing"

	"leadlint/scanner/code/tree"
)

// lines gives the nodes at the top of a page, one a line.
func lines(f *tree.File) string {
	var out []string
	for _, k := range f.Root.Kids {
		out = append(out, tree.Line(k))
	}
	return strings.Join(out, "\n")
}

type example struct{ name, in, want string }

func check(t *testing.T, dialect string, tests []example) {
	t.Helper()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, err := Lower([]byte(tt.in), dialect)
			if err != nil {
				t.Fatal(err)
			}
			if got := lines(f); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
			sane(t, f)
		})
	}
}

// sane checks what holds of every tree: offsets inside the file, no node twice, the
// depth bounded.
func sane(t testing.TB, f *tree.File) {
	t.Helper()
	seen := map[*tree.Node]bool{}
	var walk func(n *tree.Node, depth int)
	walk = func(n *tree.Node, depth int) {
		if n == nil {
			return
		}
		if seen[n] {
			t.Fatalf("node %s stands twice", tree.Line(n))
		}
		seen[n] = true
		if n.Start > n.End || int(n.End) > len(f.Source) {
			t.Fatalf("node %s from %d to %d in a text of %d", n.Kind, n.Start, n.End, len(f.Source))
		}
		if depth > 5000 {
			t.Fatal("the tree is too deep")
		}
		for _, k := range n.Kids {
			walk(k, depth+1)
		}
	}
	walk(f.Root, 0)
}
