package script

import (
	"bytes"
	"strings"
	"testing"

	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

func parse(t testing.TB, g syntax.Grammar, src []byte) *syntax.Tree {
	t.Helper()
	p, err := syntax.NewParser(g)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	parsed, err := p.Parse(src)
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

// lines gives the statements of a text, one a line.
func lines(f *tree.File) string {
	var out []string
	for _, k := range f.Root.Kids {
		out = append(out, tree.Line(k))
	}
	return strings.Join(out, "\n")
}

type example struct{ name, in, want string }

func check(t *testing.T, g syntax.Grammar, tests []example) {
	t.Helper()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := Lower(parse(t, g, []byte(tt.in)), "javascript")
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
			t.Fatalf("node %s stands twice", n.Kind)
		}
		seen[n] = true
		if n.Start > n.End || int(n.End) > len(f.Source) {
			t.Fatalf("node %s from %d to %d in a text of %d", n.Kind, n.Start, n.End, len(f.Source))
		}
		if depth > 4000 {
			t.Fatal("the tree is too deep")
		}
		for _, k := range n.Kids {
			walk(k, depth+1)
		}
	}
	walk(f.Root, 0)
}

const sample = `import axios, { get as fetchIt } from "axios";
const { consent = true, ...rest } = await load(user?.id ?? "none");
export default class Leads extends Base {
	static limit = 1_000;
	async send(lead, { retry = 3 } = {}) {
		for (const [key, value] of Object.entries(lead)) {
			if (!value || key === "internal") continue;
			console.log(` + "`sending ${key} of ${lead.email}`" + `, { page: this.page, "user-agent": agents[0] });
		}
		switch (lead.kind) {
		case "a": case "b": return axios.post("https://crm.example/leads", { email: lead.email, ok: consent !== false });
		default: throw new Error("no " + lead.kind);
		}
	}
}
export const Box = (props) => <label className="c"><input type="checkbox" defaultChecked {...props} /> Yes {props.name}</label>;
`

// TestDepth: what lies too deep is cut, not followed; long chains stay flat.
func TestDepth(t *testing.T) {
	for name, text := range map[string]string{
		"brackets": strings.Repeat("[", 1500) + strings.Repeat("]", 1500),
		"calls":    strings.Repeat("f(", 1500) + strings.Repeat(")", 1500),
		"sum":      "x = 1" + strings.Repeat(" + 1", 1500),
		"members":  "x" + strings.Repeat(".a", 1500),
		"blocks":   strings.Repeat("{", 1500) + strings.Repeat("}", 1500),
		"else":     strings.Repeat("if (a) b; else ", 1500) + "c",
		"elements": strings.Repeat("<a>", 1500) + strings.Repeat("</a>", 1500),
		"cases":    "switch (a) {" + strings.Repeat("case 1: f(); break;", 5000) + "}",
		"grouped":  "switch (a) {" + strings.Repeat("case 1:", 5000) + " f() }",
		"arrows":   strings.Repeat("a => ", 1500) + "a",
		"types":    "type A = " + strings.Repeat("(", 1500) + "B" + strings.Repeat(")", 1500),
	} {
		t.Run(name, func(t *testing.T) {
			sane(t, Lower(parse(t, syntax.TSX, []byte(text)), "typescript"))
		})
	}
}

func FuzzLower(f *testing.F) {
	parsers := map[syntax.Grammar]*syntax.Parser{}
	for _, g := range []syntax.Grammar{syntax.JavaScript, syntax.TypeScript, syntax.TSX} {
		p, err := syntax.NewParser(g)
		if err != nil {
			f.Fatal(err)
		}
		defer p.Close()
		parsers[g] = p
	}
	f.Add([]byte(sample), uint8(0))
	f.Add([]byte("@A() class B { @C() d?: E = 1; constructor(private f: g) {} } enum H { I } type J = { k: 1 } & L"), uint8(1))
	f.Add([]byte("const {a: [b, , c = 1]} = require('d'), e = f`g${h}`; import i = require('j')"), uint8(2))
	f.Fuzz(func(t *testing.T, src []byte, grammar uint8) {
		g := []syntax.Grammar{syntax.JavaScript, syntax.TypeScript, syntax.TSX}[grammar%3]
		parsed, err := parsers[g].Parse(src)
		if err != nil {
			return
		}
		sane(t, Lower(parsed, "javascript"))
	})
}

func BenchmarkLower(b *testing.B) {
	src := bytes.Repeat([]byte(strings.ReplaceAll(sample, "export default ", "")), 200)
	p, err := syntax.NewParser(syntax.JavaScript)
	if err != nil {
		b.Fatal(err)
	}
	defer p.Close()
	b.Run("parse", func(b *testing.B) {
		b.SetBytes(int64(len(src)))
		for b.Loop() {
			if _, err := p.Parse(src); err != nil {
				b.Fatal(err)
			}
		}
	})
	parsed := parse(b, syntax.JavaScript, src)
	b.Run("lower", func(b *testing.B) {
		b.SetBytes(int64(len(src)))
		b.ReportAllocs()
		for b.Loop() {
			Lower(parsed, "javascript")
		}
	})
}
