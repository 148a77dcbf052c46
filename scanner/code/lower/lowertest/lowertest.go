// Package lowertest is what the tests of packages that lower a language share: cases
// with their trees in a file, and what must hold of every tree.
package lowertest

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

var update = flag.Bool("update", false, "write the trees that come out into the file of cases")

const (
	head  = "### "
	arrow = "--->\n"
)

// Cases runs the cases of a file. A case is a line "### name", the text, a line "--->"
// and the tree as tree.Print writes it, after which the number of places not understood
// may stand as "errors N". With -update the trees are written anew.
func Cases(t *testing.T, file string, lower func(name string, src []byte) *tree.File) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for i, part := range strings.Split("\n"+string(data), "\n"+head) {
		if i == 0 {
			out.WriteString(strings.TrimPrefix(part, "\n"))
			continue
		}
		name, rest, _ := strings.Cut(part, "\n")
		src, want, _ := strings.Cut(rest+"\n", arrow)
		got := ""
		t.Run(name, func(t *testing.T) {
			f := lower(name, []byte(src))
			got = dump(t, f)
			if !*update && strings.TrimSpace(got) != strings.TrimSpace(want) {
				t.Errorf("got\n%swant\n%s", got, want)
			}
		})
		fmt.Fprintf(&out, "%s%s\n%s%s%s\n", head, name, src, arrow, got)
	}
	if *update {
		if err := os.WriteFile(file, []byte(strings.TrimRight(out.String(), "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func dump(t *testing.T, f *tree.File) string {
	t.Helper()
	if err := Check(f); err != nil {
		t.Error(err)
	}
	var out bytes.Buffer
	for _, n := range f.Root.Kids {
		if err := tree.Print(&out, n); err != nil {
			t.Fatal(err)
		}
	}
	if f.Errors > 0 {
		fmt.Fprintf(&out, "errors %d\n", f.Errors)
	}
	return out.String()
}

// Check tells what is wrong with the form of a tree: a root that is no Block, a span
// out of the text or upside down, too few kids, or nil where a kid must be.
func Check(f *tree.File) error {
	if f == nil || f.Root == nil || f.Root.Kind != tree.Block {
		return fmt.Errorf("the root is no block")
	}
	for _, c := range f.Comments {
		if c.Start > c.End || int(c.End) > len(f.Source) {
			return fmt.Errorf("comment from %d to %d of %d", c.Start, c.End, len(f.Source))
		}
	}
	return check(f.Root, len(f.Source))
}

func check(n *tree.Node, size int) error {
	if n.Start > n.End || int(n.End) > size {
		return fmt.Errorf("%s from %d to %d of %d", n.Kind, n.Start, n.End, size)
	}
	least, open := shape(n.Kind)
	if len(n.Kids) < least {
		return fmt.Errorf("%s has %d kids, want %d: %s", n.Kind, len(n.Kids), least, tree.Line(n))
	}
	for i, k := range n.Kids {
		if k == nil {
			if !open(i, len(n.Kids)) {
				return fmt.Errorf("kid %d is absent: %s", i, tree.Line(n))
			}
			continue
		}
		if err := check(k, size); err != nil {
			return err
		}
	}
	return nil
}

// shape gives how many kids a kind has at least and which may be absent.
func shape(k tree.Kind) (least int, open func(i, n int) bool) {
	closed := func(int, int) bool { return false }
	last := func(i, n int) bool { return i == n-1 }
	switch k {
	case tree.Member, tree.Spread, tree.Pair, tree.Call, tree.Unary:
		return 1, closed
	case tree.Index, tree.Binary:
		return 2, closed
	case tree.Choice:
		return 3, closed
	case tree.Function, tree.Field:
		return 1, last
	case tree.Param:
		return 0, func(i, _ int) bool { return i == 0 }
	case tree.Return, tree.Attribute:
		return 0, last
	case tree.Assign:
		return 2, last
	case tree.If:
		return 2, func(i, _ int) bool { return i == 2 }
	case tree.Loop:
		return 3, func(i, _ int) bool { return i < 2 }
	}
	return 0, closed
}

// Lowering gives a function that parses with a grammar and lowers, for Cases.
func Lowering(t testing.TB, g syntax.Grammar, lower func(*syntax.Tree) *tree.File) func(string, []byte) *tree.File {
	t.Helper()
	p, err := syntax.NewParser(g)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Close)
	return func(_ string, src []byte) *tree.File {
		parsed, err := p.Parse(src)
		if err != nil {
			t.Skip(err)
		}
		return lower(parsed)
	}
}

// Fuzz adds the texts of a file of cases as seeds and fuzzes: nothing may panic, and
// Check must hold.
func Fuzz(f *testing.F, file string, g syntax.Grammar, lower func(*syntax.Tree) *tree.File) {
	f.Helper()
	for _, src := range Texts(f, file) {
		f.Add(src)
	}
	p, err := syntax.NewParser(g)
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(p.Close)
	f.Fuzz(func(t *testing.T, src []byte) {
		parsed, err := p.Parse(src)
		if err != nil {
			return
		}
		if err := Check(lower(parsed)); err != nil {
			t.Error(err)
		}
	})
}

// Texts gives the texts of a file of cases.
func Texts(t testing.TB, file string) [][]byte {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out [][]byte
	for _, part := range strings.Split("\n"+string(data), "\n"+head)[1:] {
		_, rest, _ := strings.Cut(part, "\n")
		src, _, _ := strings.Cut(rest+"\n", arrow)
		out = append(out, []byte(src))
	}
	return out
}

// Benchmark measures parsing and lowering of the texts of a file of cases, repeated to
// the size of a large file, and reports the cost of lowering as a share of that of parsing.
func Benchmark(b *testing.B, file string, g syntax.Grammar, lower func(*syntax.Tree) *tree.File) {
	b.Helper()
	p, err := syntax.NewParser(g)
	if err != nil {
		b.Fatal(err)
	}
	defer p.Close()
	src := bytes.Repeat(bytes.Join(Texts(b, file), []byte("\n")), 20)
	b.Run("parse", func(b *testing.B) {
		b.SetBytes(int64(len(src)))
		for b.Loop() {
			if _, err := p.Parse(src); err != nil {
				b.Fatal(err)
			}
		}
	})
	parsed, err := p.Parse(src)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("lower", func(b *testing.B) {
		b.SetBytes(int64(len(src)))
		for b.Loop() {
			lower(parsed)
		}
	})
}

// Deep lowers texts that repeat an opening many times around a core, for the bound on
// depth: nothing may panic, and Check must hold.
func Deep(t *testing.T, lower func(string, []byte) *tree.File, before, open, core, shut string) {
	t.Helper()
	for _, n := range []int{500, 5_000, 20_000} {
		t.Run(fmt.Sprintf("%d of %s", n, open), func(t *testing.T) {
			src := before + strings.Repeat(open, n) + core + strings.Repeat(shut, n)
			if err := Check(lower("deep", []byte(src))); err != nil {
				t.Error(err)
			}
		})
	}
}
