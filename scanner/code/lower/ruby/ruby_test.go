package ruby

import (
	"strings"
	"testing"

	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

func lower(t testing.TB, text string) *tree.File {
	t.Helper()
	p, err := syntax.NewParser(syntax.Ruby)
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
	if strings.TrimSpace(got.String()) != strings.TrimSpace(want) {
		t.Errorf("got\n%swant\n%s", got.String(), strings.TrimSpace(want))
	}
}

func TestExpressions(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"names", "f(@a, @@b, $c, D, A::B, ::C, self)", `(call f a b c D (member:B A) C self)`},
		{"members", `f(a.b[:c]["d"][i]&.e, params[:x][0])`, `(call f (member:e (index (member:d (member:c (member:b a))) i)) (index (member:x params) 0))`},
		{"texts", `f("a\n#{b}c", 'it\'s \n', %q(a\n), %(x #{y}), "a" 'b', ?a, "")`, `(call f (string "a\n" b "c") "it's \\n" "a\\n" (string "x " y) "ab" "a" "")`},
		{"symbols", `f(:a, :"b c", :"d#{x}", %w[a b], %i[c d])`, `(call f "a" "b c" (string "d" x) (list "a" "b") (list "c" "d"))`},
		{"expressions and shell", "f(/a#{b}/i, /\\d+/, `ls #{x}`)", `(call f (string type=regexp "a" b) (string:"\\d+" type=regexp) (call system (string "ls " x)))`},
		{"numbers", "f(1_000, 0x1f, 1.5, 3r, 2i, -1)", "(call f 1000 31 1.5 3 2 (unary:- 1))"},
		{"constants and ranges", "f(nil, true, false, 1..2, 18..)", "(call f #null #true #false (other 1 2) (other 18))"},
		{"hash", `f({a: 1, "b": 2, :c => 3, "d" => 4, e => 5, **g, h:, 6 => 7})`, `(call f (object (pair:a 1) (pair:b 2) (pair:c 3) (pair:d 4) (pair 5 e) (spread g) (pair:h h) (pair:6 7)))`},
		{"arguments", `f a, *b, c: 1, "d" => 2, **e`, `(call f a (spread b) (pair:c 1) (pair:d 2) (spread e))`},
		{"logic", "a && !b || c != nil", "(binary:|| (binary:&& a (unary:! b)) (binary:!= c #null))"},
		{"operators", "f(a === b, a !~ b, a <=> b, not(a), defined?(a))", "(call f (binary:== a b) (unary:! (binary:=~ a b)) (binary:<=> a b) (unary:! a) (binary:!= a #null))"},
		{"format", `"a %s" % [b]`, `(binary:% "a %s" (list b))`},
		{"choices", "f(a ? b : c)\nx = if a then b else c end\nx = (b unless a)\nx = if a\n b\n c\nend", `
(call f (choice a b c))
(assign:= x (choice a b c))
(assign:= x (choice (unary:! a) b #null))
(assign:= x (choice a (block b c) #null))`},
		{"case as a value", "x = case a when 1, 2 then 3 when *l then 4 when /r/, 1..2 then 5 else 6 end", `(assign:= x (choice (binary:|| (binary:== a 1) (binary:== a 2)) 3 (choice (binary:in a l) 4 (choice (binary:|| (binary:=~ a (string:r type=regexp)) (binary:in a (other 1 2))) 5 6))))`},
		{"rescue as a value", "x = f() rescue true", "(assign:= x (binary:|| (call f) #true))"},
		{"begin as a value", "@x ||= begin\n  a\nend", "(assign:||= x a)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { check(t, tt.text, tt.want) })
	}
}

func TestHeredocs(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"indented", "f(<<~SQL, 1)\n  UPDATE a\n    SET b = #{c}\n\n  WHERE d\nSQL\ng", "(call f (string \"UPDATE a\\n  SET b = \" c \"\\n\\nWHERE d\\n\") 1)\ng"},
		{"two, one raw", "f(<<-A, <<'B'.strip)\n  x\\n\n  A\ny\\n#{z}\nB\n", `(call f "  x\n\n" (call (member:strip "y\\n#{z}\n")))`},
		{"begins with a value", "x = <<~A\n  #{b} c\n  d\nA\n", `(assign:= x (string b " c\nd\n"))`},
		{"empty", "x = <<~A\nA\n", `(assign:= x "")`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { check(t, tt.text, tt.want) })
	}
}

func TestCalls(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"property or deed", "x = user.email\nuser.destroy\nx = a.b.strip\nx = a.empty?\nx = Time.now\nx = Rails.env.c\nUser.where(a: 1).delete_all", `
(assign:= x (member:email user))
(call (member:destroy user))
(assign:= x (call (member:strip (member:b a))))
(assign:= x (call (member:empty? a)))
(assign:= x (call (member:now Time)))
(assign:= x (member:c (member:env Rails)))
(call (member:delete_all (call (member:where User) (pair:a 1))))`},
		{"new", "x = A::B.new(1)\nx = A.new", "(assign:= x (call+new (member:new (member:B A)) 1))\n(assign:= x (call+new (member:new A)))"},
		{"blocks", "a.each do |x, (y, z), k: 1, *r, **o, &b; w|\n  next x\n  yield y\nend\nf(1) { |x| g x }", `
(call (member:each a) (function (param:x ()) (param:y ()) (param:z ()) (param:k 1) (param:r ()) (param:o ()) (param:b ()) (block (return x) (call yield y))))
(call f 1 (function (param:x ()) (block (call g x))))`},
		{"passed blocks", "a.map(&:email)\na.each(&f)\na.map(&:strip)", `
(call (member:map a) (function (param:it ()) (block (return (member:email it)))))
(call (member:each a) f)
(call (member:map a) (function (param:it ()) (block (return (call (member:strip it))))))`},
		{"lambdas", "x = ->(a, b = 1) { a }\ny = lambda { |c| c }\nz.(1)\nsuper(1)", `
(assign:= x (function:x (param:a ()) (param:b 1) (block a)))
(assign:= y (function:y (param:c ()) (block c)))
(call (member:call z) 1)
(call super 1)`},
		{"imports", "require 'net/http'\nrequire_relative \"../a\"\nautoload :A, 'b'\nrequire x\nparams.require(:u)", `
(import:net/http)
(import:../a)
(import:b)
(call require x)
(call (member:require params) "u")`},
		{"raise", "raise 'a'\nraise E.new(1)\nraise E, \"m\"\nraise\nx or raise 'b'", `
"a"
(return ())
(call+new (member:new E) 1)
(return ())
(call+new E "m")
(return ())
(return ())
(binary:|| x (block "b" (return ())))`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { check(t, tt.text, tt.want) })
	}
}

func TestStatements(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"assignments", "a = b = 1\na, (b, *c), d.e = f, g\nX = 1\nself.a = 2\nh[:k] ||= 3\na += 1\na &&= b\n@a ||= true", `
(assign:= a (assign:= b 1))
(assign:= (list a (list b (spread c)) (member:e d)) (list f g))
(assign:=+constant X 1)
(assign:= (member:a self) 2)
(assign:||= (member:k h) 3)
(assign:+= a 1)
(assign:&&= a b)
(assign:||= a #true)`},
		{"if and unless", "if a then b elsif c\n d\nelse\n e\nend\nunless a\n b\nelse\n c\nend\nb if a unless c\nreturn unless x", `
(if a (block b) (if c (block d) (block e)))
(if (unary:! a) (block b) (block c))
(if (unary:! c) (block (if a (block b) ())) ())
(if (unary:! x) (block (return ())) ())`},
		{"case", "case a.b\nwhen 1 then c\nwhen String\n d\nelse\n e\nend\ncase when a then b end", `
(if (binary:== (member:b a) 1) (block c) (if (binary:== (member:b a) String) (block d) (block e)))
(if a (block b) ())`},
		{"case in", "case h\nin {name: String => n, age:} if n then f\nin [1, *r] | nil then 2\nin ^x\n 3\nin y\n 4\nend", `(if (binary:&& (binary:== h (object (pair:name String) (pair:age age))) n) (block (assign:= n (member:name h)) (assign:= age (member:age h)) f) (if (binary:|| (binary:== h (list 1 (spread r))) (binary:== h #null)) (block (assign:= r (index h 1)) 2) (if (binary:== h x) (block 3) (block (assign:= y h) 4))))`},
		{"patterns alone", "a => {b:}\nf if a in {c: 1}", "(assign:= (object (pair:b b)) a)\n(if (binary:== a (object (pair:c 1))) (block f) ())"},
		{"loops", "while a do b end\nuntil a\n b\nend\nb until a\nfor i, j in c do d end\nloop do break end\nbegin; a; end while b", `
(loop a () (block b))
(loop (unary:! a) () (block b))
(loop (unary:! a) () (block b))
(loop c (list i j) (block d))
(loop () () (block (return ())))
(loop b () (block (block a)))`},
		{"begin", "begin\n  a\nrescue A, B => e\n  b\nrescue\n  c\nelse\n  d\nensure\n  e\nend\nf() rescue g()", `
(block a)
(block (assign:= e ()) b)
(block c)
(block d)
(block e)
(call f)
(block (call g))`},
		{"left out", "alias x y\nundef z\n# c\n__END__\nnot code", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { check(t, tt.text, tt.want) })
	}
}

func TestDefinitions(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"methods", "def f(a, b = 1, *c, d:, e: true, **g, &h)\n  a\nend\ndef self.m = 1\ndef n; x rescue y; end\ndef o\n  a\nrescue E\n  b\nend\ndef x=(v) = @x = v", `
(function:f (param:a ()) (param:b 1) (param:c ()) (param:d ()) (param:e #true) (param:g ()) (param:h ()) (block a))
(function:m+static (block (return 1)))
(function:n (block x (block y)))
(function:o (block (block a) (block b)))
(function:x= (param:v ()) (block (return (assign:= x v))))`},
		{"class", "class A::B < C::D\n  include E\n  attr_accessor :x\n  X = 1\n  @y = 2\n  has_many :leads, -> { order(:b) }, dependent: :destroy\n  validates :email, presence: true\n  private\n  def f; end\n  class << self\n    def g; end\n  end\nend", `(class:A.B base=C.D base=E (call include E) (call attr_accessor "x") (assign:=+constant X 1) (assign:= y 2) (call has_many "leads" (function (block (call order "b"))) (pair:dependent "destroy")) (call validates "email" (pair:presence #true)) private (function:f (block)) (function:g+static (block)))`},
		{"bases made by a call", "class A < Struct.new(:email); end\nclass B < ActiveRecord::Migration[7.0]; end\nmodule M; end", `
(class:A base=Struct (call+new (member:new Struct) "email"))
(class:B base=ActiveRecord.Migration)
(class:M)`},
		{"migration", "create_table :leads do |t|\n  t.boolean :optin, default: true, null: false\n  t.timestamps\nend", `(call create_table "leads" (function (param:t ()) (block (call (member:boolean t) "optin" (pair:default #true) (pair:null #false)) (call (member:timestamps t)))))`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { check(t, tt.text, tt.want) })
	}
}
