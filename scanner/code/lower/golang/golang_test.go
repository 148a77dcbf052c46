package golang

import (
	"strings"
	"testing"

	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

func lower(t testing.TB, text string) *tree.File {
	t.Helper()
	p, err := syntax.NewParser(syntax.Go)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	parsed, err := p.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return Lower(parsed)
}

// check compares nodes with want, one a line.
func check(t *testing.T, nodes []*tree.Node, want string) {
	t.Helper()
	var got strings.Builder
	for _, k := range nodes {
		got.WriteString(tree.Line(k) + "\n")
	}
	if strings.TrimSpace(got.String()) != strings.TrimSpace(want) {
		t.Errorf("got\n%swant\n%s", got.String(), strings.TrimSpace(want))
	}
}

func TestDeclarations(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"imports", "import (\n\"net/http\"\nm \"x/y\"\n. \"z\"\n_ \"w\"\n\"github.com/gocolly/colly/v2\"\n\"gopkg.in/yaml.v3\"\n\"example.com/go-a-b\"\n`nats.go`)\nimport \"fmt\"", `
(import:net/http take="" as=http)
(import:x/y take="" as=m)
(import:z take=* as="")
(import:w)
(import:github.com/gocolly/colly/v2 take="" as=colly)
(import:gopkg.in/yaml.v3 take="" as=yaml)
(import:example.com/go-a-b take="" as=a_b)
(import:nats.go take="" as=nats)
(import:fmt take="" as=fmt)`},
		{"constants", "const (\nA = iota\nB\nC, D int = 1, 2\n)", `
(assign:=+constant A iota)
(assign:=+constant B ())
(assign:=+constant type=int C 1)
(assign:=+constant type=int D 2)`},
		{"variables", "var x, y int = 1, 2\nvar z []string\nvar a, b = f()\nvar (c = 1\nd T)\nvar h = func() {}\nvar _ = func() {}", `
(assign:= type=int x 1)
(assign:= type=int y 2)
(assign:= type=[]string z ())
(assign:= (list a b) (call f))
(assign:= c 1)
(assign:= type=T d ())
(assign:= h (function:h (block)))
(assign:= _ (function (block)))`},
		{"struct", "type T[K any] struct {\nEmail string `json:\"email,omitempty\" db:\"e\"`\nA, B *int\npkg.Embedded\n*Q\nL []map[string]T[int] \"x:\\\"y\\\"\"\nN []struct{ P string }\n}", `
(class:T base=pkg.Embedded base=Q (field:Email type=string (decorator:json "email,omitempty") (decorator:db "e") ()) (field:A type=*int ()) (field:B type=*int ()) (field:L type=[]map[string]T[int] (decorator:x "y") ()) (field:N type=[]struct ()) (class:N (field:P type=string ())))`},
		{"bad tag", "type T struct { A int `json` }", "(class:T (field:A type=int ()))"},
		{"interface", "type I interface { M(a int) error; ~int | string; pkg.J }", `(class:I type=interface base=pkg.J (function:M (param:a type=int ()) ()))`},
		{"other types", "type E = map[string]int\ntype F func(a int) error\ntype G pkg.H", "(class:E type=type)\n(class:F type=type)\n(class:G type=type base=pkg.H)"},
		{"function", "func f[T any](a, b int, c ...string) (n int, err error) { return 1, nil }", `(function:f (param:a type=int ()) (param:b type=int ()) (param:c type=string ()) (block (return (list 1 #null))))`},
		{"methods", "func (s *S[K]) M(int) {}\nfunc (T) N()", "(function:M type=S (param:s type=*S[K] ()) (param type=int ()) (block))\n(function:N type=T (param type=T ()) ())"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { check(t, lower(t, "package a\n"+tt.text).Root.Kids, tt.want) })
	}
}

// inside gives the statements of a function with the text as its body.
func inside(t *testing.T, text string) []*tree.Node {
	t.Helper()
	f := lower(t, "package a\nfunc f() {\n"+text+"\n}\n").Root.Kid(0)
	return f.Kids[len(f.Kids)-1].Kids
}

func TestStatements(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"assignments", "a, err := g(1)\na, b = b, a\na++\na--\na += 3\nx[0], y = 1, 2\nh := func() {}\nv, ok := m[\"k\"]\na &^= b", `
(assign:= (list a err) (call g 1))
(assign:= a b)
(assign:= b a)
(assign:+= a 1)
(assign:-= a 1)
(assign:+= a 3)
(assign:= (index x 0) 1)
(assign:= y 2)
(assign:= h (function:h (block)))
(assign:= (list v ok) (member:k m))
(assign:&^= a b)`},
		{"if", "if a := f(); a != nil { b() } else if c := g(); c { } else if d { } else { e() }", `
(assign:= a (call f))
(if (binary:!= a #null) (block (call b)) (block (assign:= c (call g)) (if c (block) (if d (block) (block (call e))))))`},
		{"switch", "switch x := y; x {\ndefault: z()\ncase 1, 2: f(); fallthrough\ncase 3: break\n}", `
(assign:= x y)
(if (binary:|| (binary:== x 1) (binary:== x 2)) (block (call f)) (if (binary:== x 3) (block) (block (call z))))`},
		{"switch over a call", "switch f() { case 1: case 2: }", `(if (binary:== (call f) 1) (block) (if (binary:== (other) 2) (block) ()))`},
		{"switch without subject", "switch { case a > b: c() }", `(if (binary:> a b) (block (call c)) ())`},
		{"switch with nothing", "switch f() { default: c() }", "(block (call c))\n(call f)"},
		{"type switch", "switch v := a.(type) { case nil: case string, *p.T: g(v)\ndefault: }", `
(assign:= v a)
(if (binary:== v #null) (block) (if (binary:|| (binary:is v string) (binary:is v (member:T p))) (block (call g v)) (block)))`},
		{"loops", "for i := 0; i < 3; i++ { break }\nfor k, v := range m { continue }\nfor range x {}\nfor { goto L }\nfor a < b {}\nfor i := range 3 { switch { case i > 1: break } }", `
(assign:= i 0)
(loop (binary:< i 3) () (block (return ()) (assign:+= i 1)))
(loop m (list k v) (block (return ())))
(loop x () (block))
(loop () () (block (return ())))
(loop (binary:< a b) () (block))
(loop 3 i (block (if (binary:> i 1) (block) ())))`},
		{"select", "select { case v := <-c: f(v)\ncase d <- 1:\ndefault: }", "(block (assign:= v c) (call f v))\n(block (other d 1))\n(block)"},
		{"go, defer and panic", "defer f()\ngo func() { x() }()\npanic(\"a\")\nL: g()\n{ h() }", `
(call f)
(call (function (block (call x))))
(call panic "a")
(return ())
(call g)
(block (call h))`},
		{"return", "return\nreturn a\nreturn a, b", "(return ())\n(return a)\n(return (list a b))"},
		{"local types", "type T struct { A int }\nvar x T\nconst y = 1", "(class:T (field:A type=int ()))\n(assign:= type=T x ())\n(assign:=+constant y 1)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { check(t, inside(t, tt.text), tt.want) })
	}
}

func TestExpressions(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"texts", "\"a\\n\\u00e9\", `b\\n`, 'c', '\\n', \"\"", `"a\né" "b\\n" "c" "\n" ""`},
		{"numbers", "1_000, 0x1f, 017, 1e3, 1i, -2", `1000 31 15 1000 1 (unary:- 2)`},
		{"constants", "true, false, nil, iota", `#true #false #null iota`},
		{"members", `a.b["c"].d[i]["e"](1)(2)`, `(call (call (member:e (index (member:d (member:c (member:b a))) i)) 1) 2)`},
		{"struct", "&http.Cookie{Name: \"a\", Value: v, HttpOnly: true}, T{}, T{1, x}, struct{A int}{1}, G[int]{A: 1}", `(unary:& (object:http.Cookie (pair:Name "a") (pair:Value v) (pair:HttpOnly #true))) (object:T) (list type=T 1 x) (list 1) (object:G (pair:A 1))`},
		{"lists", `[]string{"a", "b"}, [...]T{{A: 1}, {2}, {}}, []*p.T{{A: 1}}, []int{}, []string{x: "a"}`, `(list "a" "b") (list (object:T (pair:A 1)) (list type=T 2) (object:T)) (list (object:p.T (pair:A 1))) (list) (object (pair "a" x))`},
		{"maps", `map[string]T{"a": {B: 1}, k: {}}, map[string]int{}, bson.M{"email": e}, map[K]V{{A: 1}: x}`, `(object (pair:a (object:T (pair:B 1))) (pair (object:T) k)) (object) (object:bson.M (pair:email e)) (object (pair x (object:K (pair:A 1))))`},
		{"conversions", `[]byte(x), string(x), a.(string), (*T)(nil), p.T(x)`, `(call []byte x) (call string x) a (call (unary:* T) #null) (call (member:T p) x)`},
		{"pieces and pointers", `x[1:2], x[:], *p, <-c, ^x, !y`, `(index x (other 1 2)) (index x (other)) (unary:* p) c (unary:~ x) (unary:! y)`},
		{"generics", `g[int](1, 2), g[T](1, 2), g[p.T](1, 2), g[i](1, 2), g[int, string](1), p.G[T]{A: 1}`, `(call g 1 2) (call g 1 2) (call g 1 2) (call (index g i) 1 2) (call g 1) (object:p.G (pair:A 1))`},
		{"make and new", `make(chan int, 1), new(T), append(a, b...)`, `(call make (other type="chan int") 1) (call+new new T) (call append a (spread b))`},
		{"functions", `func(a int) int { return a }`, `(function (param:a type=int ()) (block (return a)))`},
		{"logic", `a && !b || c != 1, "a" + b, x == nil`, `(binary:|| (binary:&& a (unary:! b)) (binary:!= c 1)) (binary:+ "a" b) (binary:== x #null)`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			call := inside(t, "f("+tt.text+")")[0]
			check(t, []*tree.Node{call}, "(call f "+tt.want+")")
		})
	}
}
