package python

import (
	"strings"
	"testing"

	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

func lower(t testing.TB, text string) *tree.File {
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
	return Lower(parsed)
}

// check compares the statements of a text, one a line in want.
func check(t *testing.T, text, want string) {
	t.Helper()
	var got strings.Builder
	for _, k := range lower(t, text).Root.Kids {
		got.WriteString(tree.Line(k) + "\n")
	}
	if want = strings.TrimPrefix(want, "\n"); strings.TrimSpace(got.String()) != strings.TrimSpace(want) {
		t.Errorf("got\n%swant\n%s", got.String(), want)
	}
}

func TestExpressions(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"names and members", `a.b["c"].d`, `(member:d (member:c (member:b a)))`},
		{"index", `a[i][0][1:2]["k", 1]`, `(index (index (index (index a i) 0) (other 1 2)) (list "k" 1))`},
		{"texts", `f("a\n", r'\d', b"\x41", "a" 'b', u"é", """c""")`, `(call f "a\n" "\\d" "A" "ab" "é" "c")`},
		{"f-string", `f(f"a{b!r:>{w}}{{c}}" "d", f"x", f"{y=}", rf"\d{z}")`, `(call f (string "a" b "{c}d") "x" (string y) (string "\\d" z))`},
		{"f-string with text inside", `f(f"{a['b']}")`, `(call f (string (member:b a)))`},
		{"format and %", `f("a {}".format(b), "c %s" % d)`, `(call f (call (member:format "a {}") b) (binary:% "c %s" d))`},
		{"numbers", `f(1_000, 0x1f, 1e3, -2, 1.5)`, `(call f 1000 31 1000 (unary:- 2) 1.5)`},
		{"constants", `f(True, False, None, ...)`, `(call f #true #false #null (other))`},
		{"arguments", `f(a, *b, c=1, **d)`, `(call f a (spread b) (pair:c 1) (spread d))`},
		{"dict", `d({"a": 1, b: 2, **c, 3: 4, f"{x}": 5})`, `(call d (object (pair:a 1) (pair 2 b) (spread c) (pair:3 4) (pair 5 (string x))))`},
		{"lists", `f([1, 2], (3, 4), {5}, ())`, `(call f (list 1 2) (list 3 4) (list 5) (list))`},
		{"list comprehension", `f([a.b for a, c in d if e if g])`, `(call f (list (loop d (list a c) (block (if e (block (if g (block (member:b a)) ())) ())))))`},
		{"two loops", `f({a for b in c for a in b})`, `(call f (list (loop c b (block (loop b a (block a))))))`},
		{"dict comprehension", `f({k: v for k in x})`, `(call f (object (loop x k (block (pair v k)))))`},
		{"generator", `any(x for x in y)`, `(call any (list (loop y x (block x))))`},
		{"choice", `a if b is not None else c`, `(choice (binary:"is not" b #null) a c)`},
		{"logic", `a and not b or c`, `(binary:|| (binary:&& a (unary:! b)) c)`},
		{"comparisons", `f(a == 1, a != 1, a is not False, a not in b, a in b, a // b)`, `(call f (binary:== a 1) (binary:!= a 1) (binary:"is not" a #false) (binary:"not in" a b) (binary:in a b) (binary:/ a b))`},
		{"chain of comparisons", `a < b.c <= d`, `(binary:&& (binary:< a (member:c b)) (binary:<= (member:c b) d))`},
		{"chain over a call", `a < f() < d`, `(binary:< (binary:< a (call f)) d)`},
		{"walrus", `f(n := g(x))`, `(call f (assign:= n (call g x)))`},
		{"lambda", `sorted(x, key=lambda a, *b, c=1: a.d)`, `(call sorted x (pair:key (function (param:a ()) (param:b ()) (param:c 1) (block (return (member:d a))))))`},
		{"await and yield", "async def f():\n  await a\n  yield b\n  x = yield", `(function:f (block a b (assign:= x (other))))`},
		{"old print", `print >>f, "x %s" % y`, `(call print f (binary:% "x %s" y))`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { check(t, tt.text, tt.want) })
	}
}

func TestStatements(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"imports", "import os.path as p, q, a.b\nfrom . import x as y\nfrom ..a.b import (c, d as e)\nfrom m import *\nfrom __future__ import annotations", `
(import:os.path take="" as=p)
(import:q take="" as=q)
(import:a.b take="" as=a.b)
(import:. take=x as=y)
(import:..a.b take=c as=c take=d as=e)
(import:m take=* as="")
(import:__future__)`},
		{"assignments", "A = 1\nx: Optional[int] = 2\ny: str\na, b = c\n(a, *b) = c\nx = y = z\nx.y += 1\nx //= 2\nd['k'] = 1\nf = lambda: 1", `
(assign:=+constant A 1)
(assign:= type=Optional[int] x 2)
(assign:= type=str y ())
(assign:= (list a b) c)
(assign:= (list a (spread b)) c)
(assign:= x (assign:= y z))
(assign:+= (member:y x) 1)
(assign:/= x 2)
(assign:= (member:k d) 1)
(assign:= f (function:f (block (return 1))))`},
		{"constants are of the top", "if x:\n  A_B = 1\ndef f():\n  A = 1", `
(if x (block (assign:=+constant A_B 1)) ())
(function:f (block (assign:= A 1)))`},
		{"if", "if a: b()\nelif c:\n  d()\nelse:\n  pass", `(if a (block (call b)) (if c (block (call d)) (block)))`},
		{"loops", "for a, b in c:\n  continue\nelse: d()\nwhile True:\n  break", `
(loop c (list a b) (block (return ())))
(block (call d))
(loop #true () (block (return ())))`},
		{"with", "with open(f) as g, h() as (i, j), k:\n  g.read()", `(block (assign:= g (call open f)) (assign:= (list i j) (call h)) k (call (member:read g)))`},
		{"try", "try:\n  a()\nexcept (A, B) as e:\n  b(e)\nexcept C:\n  pass\nelse:\n  c()\nfinally:\n  d()", `
(block (call a))
(block (assign:= e ()) (call b e))
(block)
(block (call c))
(block (call d))`},
		{"leaving", "def f():\n  if not a: raise E('x') from e\n  raise\n  return\n  return a, b", `(function:f (block (if (unary:! a) (block (call E "x") (return ())) ()) (return ()) (return ()) (return (list a b))))`},
		{"rest", "del a['b'], c\nassert a, 'm'\nglobal x\nexec 'a'", `
(other (list (member:b a) c))
(call assert a "m")
(call exec "a")`},
		{"docstrings", "'''a'''\ndef f():\n  \"\"\"b\"\"\"\nclass A:\n  'c'\n  x = 1\n  'about x'", `
(function:f (block))
(class:A (field:x 1))`},
		{"semicolons and comments", "a(); b() # c\n# d", "(call a)\n(call b)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { check(t, tt.text, tt.want) })
	}
}

func TestDefinitions(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"parameters", "async def f(self, a, /, b: List[int] = 3, *args: int, c=None, **kw) -> int: pass", `(function:f (param:self ()) (param:a ()) (param:b type=List[int] 3) (param:args type=int ()) (param:c #null) (param:kw ()) (block))`},
		{"only keywords", "def f(*, a=True): pass", `(function:f (param:a #true) (block))`},
		{"decorators", "@app.route('/x', methods=['POST'])\n@login\n@staticmethod\ndef f(): pass", `(function:f+static (decorator:app.route "/x" (pair:methods (list "POST"))) (decorator:login) (decorator:staticmethod) (block))`},
		{"decorator of another kind", "@a[0]\ndef f(): pass", `(function:f (decorator (index a 0)) (block))`},
		{"class", "@dataclass(frozen=True)\nclass A(b.C, Generic[T], metaclass=M):\n  x: int\n  y: str = 'z'\n  e = models.EmailField(default='')\n  a, b = 1, 2\n  class Meta:\n    db_table = 't'\n  def f(self): self.x = 1\n  register('q')", `(class:A base=b.C base=Generic (decorator:dataclass (pair:frozen #true)) (decorator:metaclass M) (field:x type=int ()) (field:y type=str "z") (field:e (call (member:EmailField models) (pair:default ""))) (assign:= (list a b) (list 1 2)) (class:Meta (field:db_table "t")) (function:f (param:self ()) (block (assign:= (member:x self) 1))) (call register "q"))`},
		{"bases made by a call", "class A(with_metaclass(M, b.C)): pass", `(class:A base=with_metaclass base=M base=b.C)`},
		{"fields are not constants of the top", "class A:\n  X = 1\nX = 1", "(class:A (field:X 1))\n(assign:=+constant X 1)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { check(t, tt.text, tt.want) })
	}
}

func TestMatch(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"values", "match a.b:\n  case 'x' | 'y' if g: f()\n  case None: pass\n  case B.C: pass\n  case _: h()", `(if (binary:&& (binary:|| (binary:== (member:b a) "x") (binary:== (member:b a) "y")) g) (block (call f)) (if (binary:== (member:b a) #null) (block) (if (binary:== (member:b a) (member:C B)) (block) (block (call h)))))`},
		{"keys", "match d:\n  case {'consent': c, **rest}: f(c)", `(if (binary:== d (object (pair:consent c) (spread rest))) (block (assign:= c (member:consent d)) (assign:= rest d) (call f c)) ())`},
		{"class", "match d:\n  case A(x, email=e, n=1) as w: pass", `(if (binary:is d A) (block (assign:= w d) (assign:= x (index d 0)) (assign:= e (member:email d))) ())`},
		{"list and capture", "match d, e:\n  case [1, x, *y]: pass\n  case z: pass", `(if (binary:== (list d e) (list 1 x (spread y))) (block (assign:= x (index (other) 1)) (assign:= y (index (other) 2))) (block (assign:= z (other))))`},
		{"only a capture", "match f():\n  case z: pass", "(block (assign:= z (other)))\n(call f)"},
		{"no parentheses", "match a:\n  case 1, x: pass", `(if (binary:== a (list 1 x)) (block (assign:= x (index a 1))) ())`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { check(t, tt.text, tt.want) })
	}
}
