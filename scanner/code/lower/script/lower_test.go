package script

import (
	"testing"

	"leadlint/scanner/code/syntax"
)

func TestImports(t *testing.T) {
	check(t, syntax.JavaScript, []example{
		{"default and named", `import d, {a, b as c} from "m";`,
			`(import:m take=default as=d take=a as=a take=b as=c)`},
		{"namespace", `import * as ns from "n"`,
			`(import:n take="" as=ns)`},
		{"effect", `import "side"`,
			`(import:side)`},
		{"require", `const x = require("p")`,
			`(import:p take="" as=x)`},
		{"require names", `const {y, z: w} = require("q")`,
			`(import:q take=y as=y take=z as=w)`},
		{"require member", `const q = require("r").s`,
			`(import:r take=s as=q)`},
		{"awaited import", `const pup = await import("puppeteer")`,
			`(import:puppeteer take="" as=pup)`},
		{"inside an expression", "const s = require(\"st\")(); require(`dotenv`).config()",
			`(assign:=+constant s (call (import:st)))
(call (member:config (import:dotenv)))`},
		{"not constant", `const x = require(name)`,
			`(assign:=+constant x (call require name))`},
		{"assigned", `fs = require("fs")`,
			`(import:fs take="" as=fs)`},
		{"exported again", `export * from "m"; export {default as K} from "k"; export {x}`,
			`(import:m take=* as="")
(import:k take=default as="")`},
		{"lazy", `const A = lazy(() => import("./a"))`,
			`(assign:=+constant A (call lazy (function (block (return (import:./a))))))`},
	})
}

func TestExpressions(t *testing.T) {
	check(t, syntax.JavaScript, []example{
		{"optional chains", `f?.(a?.b?.["c"], o[0], ...z)`,
			`(call f (member:c (member:b a)) (index o 0) (spread z))`},
		{"new", `new Foo.Bar(1)`,
			`(call+new (member:Bar Foo) 1)`},
		{"numbers", `[1_000, 0x1f, 1e3, 10n]`,
			`(list 1000 31 1000 10)`},
		{"template", "`hi ${name} and ${a.b}!`",
			`(string "hi " name " and " (member:b a) "!")`},
		{"tagged template", "gql`q ${x}`",
			`(call gql (string "q " x))`},
		{"plain template", "`a\\tb`",
			`"a\tb"`},
		{"comparisons", `a === b && c !== d || !e`,
			`(binary:|| (binary:&& (binary:== a b) (binary:!= c d)) (unary:! e))`},
		{"nullish", `a ?? b`,
			`(binary:?? a b)`},
		{"choice", `a ? b : c`,
			`(choice a b c)`},
		{"logical assignment", `x ||= 1; y ??= 2; i++`,
			`(assign:||= x 1)
(assign:??= y 2)
(assign:+= i 1)`},
		{"typeof undefined", `typeof w === "undefined"; typeof w`,
			`(binary:== w #null)
w`},
		{"nothing", `void 0; undefined; null`,
			`#null
#null
#null`},
		{"regular expression", `/^a+$/i.test(s)`,
			`(call (member:test (string:^a+$ type=regexp)) s)`},
		{"deleted", `delete o.p`,
			`(other (member:p o))`},
		{"object", `x = {a, "b-c": 1, [k]: 2, ["d"]: 3, 4: 5, ...r}`,
			`(assign:= x (object (pair:a a) (pair:b-c 1) (pair 2 k) (pair:d 3) (pair:4 5) (spread r)))`},
		{"methods", `x = {fn() {}, get g() { return 1 }, h: () => 2}`,
			`(assign:= x (object (pair:fn (function:fn (block))) (pair:g (function:g (block (return 1)))) (pair:h (function:h (block (return 2))))))`},
		{"holes", `[, a, , b]`,
			`(list (other) a (other) b)`},
		{"escapes", `"\u00e9\n" + 'it\'s'`,
			`(binary:+ "é\n" "it's")`},
		{"meta", `import.meta.env.KEY`,
			`(member:KEY (member:env (member:meta import)))`},
		{"private", `this.#token = 1`,
			`(assign:= (member:token this) 1)`},
		{"await and yield", `async function* f() { yield await g() }`,
			`(function:f (block (call g)))`},
	})
}

func TestPatterns(t *testing.T) {
	check(t, syntax.JavaScript, []example{
		{"defaults", `const {consent = true, n: {m = 1}, ...rest} = props`,
			`(assign:=+constant (object (pair:consent (assign:= consent #true)) (pair:n (object (pair:m (assign:= m 1)))) (spread rest)) props)`},
		{"list", `const [, s, ...t] = arr`,
			`(assign:=+constant (list (other) s (spread t)) arr)`},
		{"parameters", `const f = (a, {b = true, c} = {}, ...r) => a`,
			`(assign:=+constant f (function:f (param:a ()) (param (object)) (param:r ()) (block (assign:= (object (pair:b (assign:= b #true)) (pair:c c)) ()) (return a))))`},
		{"only declared", `let u, v`,
			`(assign:= u ())
(assign:= v ())`},
		{"assigned", `({a, b: c.d} = o)`,
			`(assign:= (object (pair:a a) (pair:b (member:d c))) o)`},
		{"loop over entries", `for (const [k, v] of Object.entries(o)) f(k)`,
			`(loop (call (member:entries Object) o) (list k v) (block (call f k)))`},
	})
}

func TestStatements(t *testing.T) {
	check(t, syntax.JavaScript, []example{
		{"if chain", `if (!ok) return; else if (b) { c() } else d`,
			`(if (unary:! ok) (block (return ())) (if b (block (call c)) (block d)))`},
		{"loops", `for (const k of ks) { if (k) continue; g(k) }
for (let i = 0; i < n; i++) f(i);
for (;;) { break }
do x(); while (y)`,
			`(loop ks k (block (if k (block (return ())) ()) (call g k)))
(assign:= i 0)
(loop (binary:< i n) () (block (call f i) (assign:+= i 1)))
(loop () () (block (return ())))
(loop y () (block (call x)))`},
		{"switch", `switch (user.kind) { case "a": case "b": f(); break; default: g(); break; case "c": h() }`,
			`(if (binary:|| (binary:== (member:kind user) "a") (binary:== (member:kind user) "b")) (block (call f)) (if (binary:== (member:kind user) "c") (block (call h)) (block (call g))))`},
		{"switch on a call", `switch (kind(a)) { case 1: f(); break; case 2: g() }`,
			`(if (binary:== (call kind a) 1) (block (call f)) (if (binary:== (other) 2) (block (call g)) ()))`},
		{"switch on true", `switch (true) { case a > 1: f() }`,
			`(if (binary:> a 1) (block (call f)) ())`},
		{"switch of default alone", `switch (a) { default: f() }`,
			`a
(block (call f))`},
		{"try", `try { a() } catch ({message}) { b() } finally { c() }`,
			`(block (call a))
(block (assign:= (object (pair:message message)) ()) (call b))
(block (call c))`},
		{"throw", `if (!consent) throw new Error("no")`,
			`(if (unary:! consent) (block (call+new Error "no") (return ())) ())`},
		{"function", `function h(a, b = 1) { return b }`,
			`(function:h (param:a ()) (param:b 1) (block (return b)))`},
		{"named by what holds it", `const f = async () => 1; exports.g = function () {}; const K = class {}`,
			`(assign:=+constant f (function:f (block (return 1))))
(assign:= (member:g exports) (function:g (block)))
(assign:=+constant K (class:K))`},
		{"default export", `export default { data() { return {newsletter: true} } }`,
			`(object (pair:data (function:data (block (return (object (pair:newsletter #true)))))))`},
		{"comments", `// a
f() /* b */
/** c */`,
			`(call f)`},
		{"label", `l: for (const a in b) { break l }`,
			`(loop b a (block (return ())))`},
	})
}

func TestClasses(t *testing.T) {
	check(t, syntax.TypeScript, []example{
		{"class", `@Entity("t") export class A<T> extends m.B<T> implements I, J<K> { @Column({default: true}) email?: string = "x"; static p = 1; [idx: string]: any; h = () => 1 }`,
			`(class:A base=m.B base=I base=J (decorator:Entity "t") (field:email type=string (decorator:Column (object (pair:default #true))) "x") (field:p+static 1) (field:h (function:h (block (return 1)))))`},
		{"methods", `class A { constructor(private readonly e: string, f) { super(e) } @On() m(): void {} static { init() } }`,
			`(class:A (function:constructor (param:e type=string ()) (param:f ()) (block (call super e))) (field:e type=string ()) (function:m (decorator:On) (block)) (function+static (block (call init))))`},
		{"mixin", `class A extends Mixin(Base) {}`,
			`(class:A base=Mixin base=Base)`},
		{"abstract", `abstract class C { abstract foo(): void }`,
			`(class:C (function:foo ()))`},
		{"interface", `interface I extends Base<X> { email: string; m?(): void; "k-k"?: number | null }`,
			`(class:I type=interface base=Base (field:email type=string ()) (function:m ()) (field:k-k type="number | null" ()))`},
		{"type aliases", `type U = { a: string } & V; type S = "a" | "b"`,
			`(class:U type=type base=V (field:a type=string ()))
(class:S type=type)`},
		{"enum", `enum E { A = "a", B }`,
			`(class:E type=enum (field:A "a") (field:B ()))`},
		{"namespaces", `declare module "m" { function f(): void }
namespace N { const a = 1 }`,
			`(block (function:f ()))
(block (assign:=+constant a 1))`},
		{"types left out", `x = y as any as T; z!; <T>w; f<T>(a); v satisfies T`,
			`(assign:= x y)
z
w
(call f a)
v`},
		{"typed", `function h(this: X, @Body("e") p?: string, q: P = {}) { const u: string | null = null }`,
			`(function:h (param:p type=string () (decorator:Body "e")) (param:q type=P (object)) (block (assign:=+constant type="string | null" u #null)))`},
		{"import equals", `import fs = require("fs"); import L = A.B; import type {T} from "./t"`,
			`(import:fs take="" as=fs)
(assign:=+constant L (member:B A))
(import:./t take=T as=T)`},
	})
}

func TestJSX(t *testing.T) {
	check(t, syntax.TSX, []example{
		{"attributes", `<div className="x" htmlFor="y" {...p} onClick={() => f(1)} data-a="b &amp; c" defaultChecked/>`,
			`(element:div (attribute:class "x") (attribute:for "y") (spread p) (attribute:onclick (function (block (return (call f 1))))) (attribute:data-a "b & c") (attribute:defaultchecked))`},
		{"content", `<p>text {name} &amp; more {/* no */}{ok && <br/>}<></></p>`,
			`(element:p "text" name "& more" (binary:&& ok (element:br)) (element))`},
		{"component", `<Foo.Bar v={1}><Baz/></Foo.Bar>`,
			`(element:Foo.Bar (attribute:v 1) (element:Baz))`},
		{"in a function", `const A = ({email, consent = true}: P) => <input type="checkbox" checked={consent}/>`,
			`(assign:=+constant A (function:A (param type=P ()) (block (assign:= (object (pair:email email) (pair:consent (assign:= consent #true))) ()) (return (element:input (attribute:type "checkbox") (attribute:checked consent))))))`},
	})
}

func TestBroken(t *testing.T) {
	check(t, syntax.JavaScript, []example{
		{"half a call", `f(a, `,
			`(other+recovered (name:f+recovered) (name:a+recovered))`},
		{"stray signs", `a = ; b }} c(`,
			`(assign:= a b)
(other+recovered (name:c+recovered))`},
		{"half a template", "`a ${b",
			`(other+recovered (other+recovered) (name:b+recovered))`},
		{"no name", `const = 1; class { }`,
			`(other+recovered)
1
(class)`},
		{"empty", ``,
			``},
		{"JSX without end", `<div><p>a`,
			`(other+recovered (other+recovered (name:div+recovered)) (other+recovered (name:p+recovered)) (other+recovered))`},
		{"bad import", `import {a from "m"`,
			`(other+recovered (other+recovered (other+recovered (name:a+recovered)) (name:from+recovered)) (string:m+recovered))`},
		{"types in JavaScript", `function f(a: string) { return a }`,
			`(function:f (param ()) (param:string ()) (block (assign:= (other+recovered (name:a+recovered)) ()) (return a)))`},
	})
}
