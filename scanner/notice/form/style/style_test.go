package style

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// styled gives the style of the element with the id "x".
func styled(t *testing.T, page string, read func(string) ([]byte, bool)) (Style, *Engine, int) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var x *html.Node
	walk(root, func(n *html.Node) {
		if Attr(n, "id") == "x" {
			x = n
		}
	})
	if x == nil {
		t.Fatal("no element has the id x")
	}
	e, missing := New(root, read, nil)
	return e.Of(x), e, missing
}

func show[T any](v Value[T]) string {
	if !v.Known {
		return "?"
	}
	if c, ok := any(v.V).(Colour); ok {
		return fmt.Sprintf("%.0f,%.0f,%.0f,%.2g", c.R*255, c.G*255, c.B*255, c.A)
	}
	if f, ok := any(v.V).(float64); ok {
		return fmt.Sprintf("%.4g", f)
	}
	return fmt.Sprint(v.V)
}

// TestCascade checks which declaration wins, and what is left open.
func TestCascade(t *testing.T) {
	for _, c := range []struct{ name, css, body, colour, size string }{
		{"nothing", ``, `<p id=x>`, "0,0,0,1", "16"},
		{"class before element", `.a{color:red} p{color:blue}`, `<p id=x class=a>`, "255,0,0,1", "16"},
		{"later of the same weight", `p{color:red} p{color:blue}`, `<p id=x>`, "0,0,255,1", "16"},
		{"important before id", `#x{color:red} p{color:blue!important}`, `<p id=x>`, "0,0,255,1", "16"},
		{"attribute before id", `#x{color:red}`, `<p id=x style="color:lime">`, "0,255,0,1", "16"},
		{"important before attribute", `p{color:red !important}`, `<p id=x style="color:lime">`, "255,0,0,1", "16"},
		{"inherited", `div{color:#123456;font-size:20px}`, `<div><p id=x>`, "18,52,86,1", "20"},
		{"in shares of the parent", `div{font-size:20px} p{font-size:1.5em}`, `<div><p id=x>`, "0,0,0,1", "30"},
		{"percent and rem", `html{font-size:10px} div{font-size:200%} p{font-size:3rem}`, `<div><p id=x>`, "0,0,0,1", "30"},
		{"shorthand", `p{font:italic bold 12px/1.5 Arial, sans-serif}`, `<p id=x>`, "0,0,0,1", "12"},
		{"own property", `:root{--c:#0f0} p{color:var(--c);font-size:var(--none, 9px)}`, `<p id=x>`, "0,255,0,1", "9"},
		{"own property inherited and set again", `:root{--c:red} div{--c:blue} p{color:var(--c)}`, `<div><p id=x>`, "0,0,255,1", "16"},
		{"own property that names itself", `:root{--a:var(--b);--b:var(--a)} p{color:var(--a)}`, `<p id=x>`, "?", "16"},
		{"print does not count", `@media print{p{color:red}}`, `<p id=x>`, "0,0,0,1", "16"},
		{"screen counts", `@media screen{p{color:red}}`, `<p id=x>`, "255,0,0,1", "16"},
		{"the window decides", `@media (max-width:600px){p{color:red}}`, `<p id=x>`, "?", "16"},
		{"the window decides nothing", `p{color:red} @media (max-width:600px){p{color:red}}`, `<p id=x>`, "255,0,0,1", "16"},
		{"the window is overruled", `@media (max-width:600px){p{color:red}} #x{color:blue}`, `<p id=x>`, "0,0,255,1", "16"},
		{"layers", `@layer a,b; @layer b{p{color:red}} @layer a{#x{color:blue}}`, `<p id=x>`, "255,0,0,1", "16"},
		{"no layer before layers", `@layer a{#x{color:blue}} p{color:red}`, `<p id=x>`, "255,0,0,1", "16"},
		{"hover", `p{color:blue} p:hover{color:red} p::before{color:lime}`, `<p id=x>`, "0,0,255,1", "16"},
		{"not", `p:not(.a){color:red}`, `<p id=x>`, "255,0,0,1", "16"},
		{"nested", `div{color:blue; & p{color:red} .z{color:lime}}`, `<div><p id=x>`, "255,0,0,1", "16"},
		{"what is not known may match", `p:is(.a,.b){color:red}`, `<p id=x>`, "?", "16"},
		{"what is not known and elsewhere", `b:is(.a,.b){color:red}`, `<p id=x>`, "0,0,0,1", "16"},
		{"child and sibling", `div>b+p{color:red}`, `<div><b></b><p id=x>`, "255,0,0,1", "16"},
		{"calculated", `p{font-size:calc(1em + 2px)}`, `<p id=x>`, "0,0,0,1", "?"},
		{"keywords", `div{font-size:large} p{font-size:smaller;color:inherit}`, `<div><p id=x>`, "0,0,0,1", "15"},
		{"hsl", `p{color:hsl(120 100% 25% / 50%)}`, `<p id=x>`, "0,128,0,0.5", "16"},
		{"link", ``, `<a href=/ id=x>`, "0,0,238,1", "16"},
		{"button", ``, `<button id=x>`, "0,0,0,1", "13.33"},
		{"button that inherits", `button{font:inherit;color:inherit} div{font-size:20px;color:red}`, `<div><button id=x>`, "255,0,0,1", "20"},
		{"damaged", `p{color:red;;}}} .a{ p{`, `<p id=x>`, "255,0,0,1", "16"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, _, _ := styled(t, "<!doctype html><style>"+c.css+"</style><body>"+c.body, nil)
			if got := show(s.Colour); got != c.colour {
				t.Errorf("colour: got %s, want %s", got, c.colour)
			}
			if got := show(s.FontSize); got != c.size {
				t.Errorf("size: got %s, want %s", got, c.size)
			}
		})
	}
}

// TestLook checks grounds, borders, sight and contrast.
func TestLook(t *testing.T) {
	for _, c := range []struct{ name, css, body, filled, bordered, shown, contrast string }{
		{"text", ``, `<p id=x>`, "false", "false", "true", "21"},
		{"button", ``, `<button id=x>`, "true", "true", "true", "18.26"},
		{"link as a button", `a{background:#000;color:#fff}`, `<a href=/ id=x>`, "true", "false", "true", "21"},
		{"button as a link", `button{background:none;border:0}`, `<button id=x>`, "false", "false", "true", "21"},
		{"ground of the page", `body{background:#000} a{background:#000;color:#fff}`, `<a href=/ id=x>`, "false", "false", "true", "21"},
		{"faint", `p{color:#999}`, `<p id=x>`, "false", "false", "true", "2.849"},
		{"picture", `a{background:url(x.png)}`, `<a href=/ id=x>`, "true", "false", "true", "?"},
		{"frame", `a{border:1px solid red}`, `<a href=/ id=x>`, "false", "true", "true", "9.398"},
		{"not displayed", `div{display:none}`, `<div><p id=x>`, "false", "false", "false", "21"},
		{"hidden attribute", ``, `<div hidden><p id=x>`, "false", "false", "false", "21"},
		{"out of the page", `p{position:absolute;left:-9999px}`, `<p id=x>`, "false", "false", "false", "21"},
		{"see through", `p{opacity:.3}`, `<p id=x>`, "false", "false", "true", "2.108"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, _, _ := styled(t, "<!doctype html><style>"+c.css+"</style><body>"+c.body, nil)
			for _, g := range [][3]string{{"filled", show(s.Filled), c.filled}, {"bordered", show(s.Bordered), c.bordered}, {"shown", show(s.Shown), c.shown}, {"contrast", show(s.Contrast()), c.contrast}} {
				if g[1] != g[2] {
					t.Errorf("%s: got %s, want %s", g[0], g[1], g[2])
				}
			}
		})
	}
}

// TestSheetsElsewhere checks that a sheet which was not read leaves everything open,
// and that one that is given is read.
func TestSheetsElsewhere(t *testing.T) {
	page := `<!doctype html><link rel=stylesheet href=a.css><style>p{color:red} #x{font-size:9px}</style><body><p id=x style="visibility:visible!important">`
	s, e, missing := styled(t, page, nil)
	if missing != 1 || e.Complete() || s.Colour.Known || s.FontSize.Known {
		t.Errorf("not read: got missing %d, colour %s, size %s", missing, show(s.Colour), show(s.FontSize))
	}
	s, e, missing = styled(t, page, func(href string) ([]byte, bool) { return []byte("p{color:blue} @import 'b.css';"), href == "a.css" })
	if missing != 1 || e.Complete() {
		t.Errorf("imports another: got missing %d", missing)
	}
	s, e, missing = styled(t, page, func(href string) ([]byte, bool) { return []byte("p{color:blue}"), href == "a.css" })
	if missing != 0 || !e.Complete() || show(s.Colour) != "255,0,0,1" || show(s.FontSize) != "9" {
		t.Errorf("read: got missing %d, colour %s, size %s", missing, show(s.Colour), show(s.FontSize))
	}
}

// TestContrast checks the contrast against values of WCAG 2.
func TestContrast(t *testing.T) {
	white, black := Colour{1, 1, 1, 1}, Colour{0, 0, 0, 1}
	if got := Contrast(white, black); math.Abs(got-21) > 1e-9 {
		t.Errorf("got %v, want 21", got)
	}
	grey, _ := hexColour("#767676")
	if got := Contrast(grey, white); got < 4.5 || got > 4.6 {
		t.Errorf("grey: got %v, want a little over 4.5", got)
	}
}

// FuzzSheet checks that no sheet stops the engine.
func FuzzSheet(f *testing.F) {
	f.Add("p{color:red}", "color:blue")
	f.Add("@media (a){@layer x{&:not(b)>c{font:bold 1em/2 x}}}", "--a:var(--a)")
	f.Fuzz(func(t *testing.T, sheet, inline string) {
		root := &html.Node{Type: html.DocumentNode}
		st := &html.Node{Type: html.ElementNode, Data: "style", DataAtom: atom.Style}
		st.AppendChild(&html.Node{Type: html.TextNode, Data: sheet})
		p := &html.Node{Type: html.ElementNode, Data: "p", Attr: []html.Attribute{{Key: "class", Val: "a"}, {Key: "style", Val: inline}}}
		root.AppendChild(st)
		root.AppendChild(p)
		e, _ := New(root, nil, nil)
		e.sheet(sheet)
		s := e.Of(p)
		if s.FontSize.Known && math.IsNaN(s.FontSize.V) {
			t.Error("got a size that is no number")
		}
	})
}
