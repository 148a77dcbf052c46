package document

import (
	"strings"
	"testing"
)

func TestHTMLBlocks(t *testing.T) {
	cases := []struct {
		name, page string
		want       []string
	}{
		{"glued inline elements", `<p><b>Contact</b><span>Write to us</span>, <a href="/a">one</a><a href="/b">two</a></p>`,
			[]string{"p Contact Write to us, one two"}},
		{"words of one element stay whole", `<p><b>D</b>ear <i>i</i>Phone user, e<b>mail</b> us</p>`,
			[]string{"p Dear i Phone user, email us"}},
		{"blanks, soft hyphens, zero width", "<p>data&nbsp;&nbsp;pro&shy;tec&#8203;tion\u2060 \u200eofficer</p>",
			[]string{"p data protection officer"}},
		{"entities and composed letters", "<p>Gru&szlig; &amp; Ko&#x308;ln &#xfb01;le</p>", []string{"p Gruß & Köln file"}},
		{"double break parts paragraphs", `<p>One line<br>goes on<br> <br>Second</p>`, []string{"p One line goes on", "p Second"}},
		{"text between blocks", `<div>Loose<div>inner</div>tail</div>`, []string{"p Loose", "p inner", "p tail"}},
		{"bold line as heading", `<p><b>Your rights</b></p><p>Text of it.</p>`, []string{"h1 Your rights", "p Text of it."}},
		{"bold sentence is none", `<p><b>We do not sell your data.</b></p>`, []string{"p We do not sell your data."}},
		{"bold lead of a list", `<p><b>You may ask for:</b></p><ul><li>access</li></ul>`, []string{"p You may ask for:", "i1<0 access"}},
		{"bold by style", `<p><span style="font-weight: 700">Purposes</span></p><p>x y</p>`, []string{"h1 Purposes", "p x y"}},
		{"numbered titles", `<p>§ 1 Who we are</p><p>Acorn Ltd in Leeds.</p><p>2. Your rights</p><p>You may object at any time.</p><p>1. Name</p><p>2. Address</p>`,
			[]string{"h1 § 1 Who we are", "p Acorn Ltd in Leeds.", "h1 2. Your rights", "p You may object at any time.", "p 1. Name", "p 2. Address"}},
		{"long paragraph introduces nothing", `<p>` + strings.Repeat("We delete data when the time is over. ", 8) + `</p><ul><li>access</li></ul>`,
			[]string{"p " + strings.TrimSpace(strings.Repeat("We delete data when the time is over. ", 8)), "i1 access"}},
		{"role heading", `<div role="heading" aria-level="3">Purposes</div>`, []string{"h3 Purposes"}},
		{"heading of several blocks", `<h2><div>1.</div><div>Purposes</div></h2>`, []string{"h2 1. Purposes"}},
		{"nested lists", `<p>You may:</p><ol><li>ask<ul><li>by mail</li></ul></li><li>object</li></ol>`,
			[]string{"p You may:", "i1<0 ask", "i2<1 by mail", "i1<0 object"}},
		{"list without lead", `<h2>Rights</h2><ul><li>access</li></ul>`, []string{"h2 Rights", "i1 access"}},
		{"bullets typed by hand", `<p>You may:<br>• ask<br>• object</p>`, []string{"p You may:", "i1<0 ask", "i1<0 object"}},
		{"letters typed by hand", `<p>You may:<br>a) ask<br>b) object</p>`, []string{"p You may:", "i1<0 ask", "i1<0 object"}},
		{"definition list", `<dl><dt>Controller</dt><dd>Acorn Ltd</dd><dd>London</dd><dt>Basis</dt><dd><ul><li>consent</li></ul></dd></dl>`,
			[]string{"r Controller: Acorn Ltd", "r Controller: London", "p Basis", "i1<2 consent"}},
		{"preformatted text", "<pre>One\nline\n\nTwo\n- item</pre>", []string{"p One line", "p Two", "i1<1 item"}},
		{"unread elements", `<p>Seen<script>x="<p>no</p>"</script><style>p{}</style><svg><title>no</title></svg><select><option>no</select></p>`,
			[]string{"p Seen"}},
		{"buttons", `<p>Text</p><button>Accept</button><h3><button>Rights</button></h3><button aria-expanded="false">Purposes</button><p>Sales</p>`,
			[]string{"p Text", "h3 Rights", "h4 Purposes", "p Sales"}},
		{"unclosed elements", `<p>One<p>Two<ul><li>a<li>b`, []string{"p One", "p Two", "i1<1 a", "i1<1 b"}},
		{"right to left", `<p dir="rtl">` + "\u200f" + `سياسة الخصوصية</p>`, []string{"p سياسة الخصوصية"}},
		{"sentence glued to the next", `<p>We keep your data.They are safe at booking.example/Path.Html and A.B.C.</p>`,
			[]string{"p We keep your data. They are safe at booking.example/Path.Html and A.B.C."}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			compare(t, sketch(read(t, "a.html", "<html><body>"+c.page)), c.want)
		})
	}
}

func TestHTMLTables(t *testing.T) {
	cases := []struct {
		name, page string
		want       []string
	}{
		{"header cells", `<table><tr><th>Purpose<th>Kept<tr><td>Sales<td>1 year</table>`, []string{"r Purpose: Sales · Kept: 1 year"}},
		{"header by thead and caption", `<table><caption>Periods</caption><thead><tr><td>Purpose<td>Kept</thead><tr><td>Sales<td>1 year</table>`,
			[]string{"p Periods", "r Purpose: Sales · Kept: 1 year"}},
		{"bold first row", `<table><tr><td><b>Purpose</b><td><b>Kept</b><tr><td>Sales<td>1 year</table>`, []string{"r Purpose: Sales · Kept: 1 year"}},
		{"short first row", `<table><tr><td>Purpose<td>Kept<tr><td>Sales of our payroll software<td>one year<tr><td>Answers to your questions<td>two years</table>`,
			[]string{"r Purpose: Sales of our payroll software · Kept: one year", "r Purpose: Answers to your questions · Kept: two years"}},
		{"no headings", `<table><tr><td>We sell.<td>x<tr><td>We buy.<td>y</table>`, []string{"r We sell. · x", "r We buy. · y"}},
		{"headings at the left", `<table><tr><th>Controller<td>Acorn Ltd<tr><th>Officer<td>none</table>`, []string{"r Controller: Acorn Ltd", "r Officer: none"}},
		{"spanning rows", `<table><tr><th>Purpose<th>Kept<tr><td rowspan=2>Sales<td>1 year<tr><td>2 years</table>`,
			[]string{"r Purpose: Sales · Kept: 1 year", "r Purpose: Sales · Kept: 2 years"}},
		{"spanning heading", `<table><tr><th>Data<th colspan=2>Period<tr><th><th>EU<th>UK<tr><td>Name<td>1<td>2</table>`,
			[]string{"r Data: Name · Period EU: 1 · Period UK: 2"}},
		{"empty cells", `<table><tr><th>Purpose<th>Kept<tr><td>Sales<td></table>`, []string{"r Purpose: Sales"}},
		{"lines in a cell", `<table><tr><th>Purpose<th>Data<tr><td>Sales<td>Name<br>Role<ul><li>mail</ul></table>`,
			[]string{"r Purpose: Sales · Data: Name; Role; mail"}},
		{"layout of one column", `<table><tr><td><h2>Rights</h2><p>You may object.</p></td></tr></table>`, []string{"h2 Rights", "p You may object."}},
		{"layout of one row", `<table><tr><td><p>Left</p><td><p>Right</p></table>`, []string{"p Left", "p Right"}},
		{"layout around a table", `<table><tr><td>Top<td>x<tr><td><table><tr><th>A<th>B<tr><td>1<td>2</table></table>`,
			[]string{"p Top", "p x", "r A: 1 · B: 2"}},
		{"presentation", `<table role=presentation><tr><td>a one<td>b<tr><td>c<td>d</table>`, []string{"p a one", "p b", "p c", "p d"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			compare(t, sketch(read(t, "a.html", "<html><body>"+c.page)), c.want)
		})
	}
}

func TestHTMLAsideAndHidden(t *testing.T) {
	filler := "<p>" + strings.Repeat("We process data of business contacts. ", 30) + "</p>"
	cases := []struct {
		name, page string
		want       []string
	}{
		{"frame of the page", `<header><a href="/">Start</a></header><nav><a href="/x">Prices</a></nav><main>§</main><aside>Ad</aside><footer>Imprint</footer>`,
			[]string{"p aside Start", "p aside Prices", "p F", "p aside Ad", "p aside Imprint"}},
		{"header of the article", `<article><header><h1>Notice</h1><p>May 2026</p></header>§<footer>Version 3</footer></article>`,
			[]string{"h1 Notice", "p May 2026", "p F", "p Version 3"}},
		{"roles", `<div role=navigation>Menu</div>§<div role=contentinfo>Imprint</div>`, []string{"p aside Menu", "p F", "p aside Imprint"}},
		{"menu by class", `<div class="site-menu"><a href="/a">One</a> <a href="/b">Two</a></div>§`, []string{"p aside One Two", "p F"}},
		{"body class is none", `<div class="has-sidebar menu-open">§</div>`, []string{"p F"}},
		{"language menu", `<ul><li><a href="/de">Deutsch</a><li><a href="/fr">Français</a></ul>§`, []string{"i1 aside Deutsch", "i1 aside Français", "p F"}},
		{"contents", `<ul><li><a href="#a">Purposes</a><li><a href="#b">Rights</a><li><a href="#c">Complaint</a></ul>§`,
			[]string{"i1 aside Purposes", "i1 aside Rights", "i1 aside Complaint", "p F"}},
		{"partners are content", `§<p>Our partners are:</p><ul><li><a href="/a">A</a><li><a href="/b">B</a><li><a href="/c">C</a><li><a href="/d">D</a></ul>`,
			[]string{"p F", "p Our partners are:", "i1<1 A", "i1<1 B", "i1<1 C", "i1<1 D"}},
		{"cookie banner", `<div id="cookie-banner"><p>We use cookies.</p><button>OK</button></div>§`, []string{"p aside We use cookies.", "p F"}},
		{"section on cookies", `§<section id="cookie-notice"><h2>Cookies</h2><p>We set two cookies.</p></section>`,
			[]string{"p F", "h2 Cookies", "p We set two cookies."}},
		{"hidden", `§<p hidden>a</p><p style="DISPLAY: none">b</p><span aria-hidden="true">icon</span>`, []string{"p F"}},
		{"details", `§<details><summary>Rights</summary><p>Object.</p></details>`, []string{"p F", "h2 Rights", "p Object."}},
		{"tabs and accordions", `§<div role=tabpanel hidden>One</div><div class="accordion-body" style="display:none">Two</div><a aria-controls="t3">x</a><div id=t3 hidden>Three</div>`,
			[]string{"p F", "p One", "p Two", "p x", "p Three"}},
		{"page behind a dialogue", `<div aria-hidden=true>§</div>`, []string{"p F"}},
		{"body hidden until scripts ran", `<div style="visibility:hidden">§</div>`, []string{"p F"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := sketch(read(t, "a.html", "<html><body>"+strings.Replace(c.page, "§", filler, 1)))
			for i := range got {
				if strings.HasPrefix(got[i], "p We process data") {
					got[i] = "p F"
				}
			}
			compare(t, got, c.want)
		})
	}
}

func TestHTMLPlaces(t *testing.T) {
	page := "<!doctype html>\r\n<html lang=de-AT>\r\n<title>Daten &amp; wir</title>\r\n<body>\r\n<!-- a\r\n comment -->\r\n<h1\r\n id=x>Titel</h1>\r\n<p>\r\n\r\nText <a\nhref=' /x '>Link</a><br><br>Zweiter</p><p lang=en>English</p>\r\n<script>a\nb</script><table><tr><th>A<th>B\n<tr><td>1<td>2</table>"
	d := read(t, "x.html", page)
	want := []struct {
		text, lang string
		line       int
	}{{"Titel", "de", 8}, {"Text Link", "de", 11}, {"Zweiter", "de", 12}, {"English", "en", 12}, {"A: 1 · B: 2", "de", 15}}
	if d.Title != "Daten & wir" || d.Lang != "de" || len(d.Blocks) != len(want) {
		t.Fatalf("got title %q, lang %q, blocks %v", d.Title, d.Lang, sketch(d))
	}
	for i, w := range want {
		if b := d.Blocks[i]; b.Text != w.text || b.Lang != w.lang || b.Line != w.line {
			t.Errorf("got %q %q line %d, want %q %q line %d", b.Text, b.Lang, b.Line, w.text, w.lang, w.line)
		}
	}
	if l := d.Blocks[1].Links; len(l) != 1 || l[0] != (Link{Text: "Link", Target: "/x"}) {
		t.Errorf("got links %v, want one to /x", l)
	}
}

func TestCharsets(t *testing.T) {
	want := "Über Größe"
	cases := []struct{ name, data string }{
		{"UTF-8", "<html><p>Über Größe"},
		{"UTF-8 with mark", "\xef\xbb\xbf<html><p>Über Größe"},
		{"UTF-8 that declares Latin-1", "<html><meta charset=iso-8859-1><p>Über Größe"},
		{"Latin-1 by meta", "<html><meta charset=iso-8859-1><p>\xdcber Gr\xf6\xdfe"},
		{"Latin-1 by http-equiv", `<html><meta http-equiv=Content-Type content="text/html; charset=iso-8859-15"><p>` + "\xdcber Gr\xf6\xdfe"},
		{"Windows without declaration", "<html><p>\xdcber Gr\xf6\xdfe"},
		{"Latin-1 that declares UTF-8", "<html><meta charset=utf-8><p>\xdcber Gr\xf6\xdfe"},
		{"UTF-16 with mark", "\xff\xfe" + wide("<html><p>Über Größe")},
		{"UTF-16 without mark", wide("<html><p>Über Größe")},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			compare(t, sketch(read(t, "a.html", c.data)), []string{"p " + want})
		})
	}
	central := "<html><meta charset=windows-1250><p>\xf8\xe1d a po\xe8et"
	compare(t, sketch(read(t, "a.html", central)), []string{"p řád a počet"})
	compare(t, sketch(read(t, "a.html", "<html><p>Größe ü \xff Straße öä")), []string{"p Größe ü \uFFFD Straße öä"})
}

func wide(s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteByte(byte(r))
		b.WriteByte(byte(r >> 8))
	}
	return b.String()
}
