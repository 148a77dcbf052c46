package document

import (
	"strings"
	"testing"
)

func TestTextBlocks(t *testing.T) {
	cases := []struct {
		name, text string
		want       []string
	}{
		{"wrapped lines", "We process your data in order to send offers to\nyour employer and to nobody else.\n\nSecond paragraph.",
			[]string{"p We process your data in order to send offers to your employer and to nobody else.", "p Second paragraph."}},
		{"words parted at the end", "We use your infor-\nmation and third-\nparty sources, name- and\naddress lists, Daten-\nund Adresslisten, opt-\u00ad\nin.",
			[]string{"p We use your information and third-party sources, name- and address lists, Daten- und Adresslisten, opt-in."}},
		{"heading alone", "Your rights\n\nYou may object.", []string{"h1 Your rights", "p You may object."}},
		{"headings underlined", "Notice\n======\nText one.\n\nRights\n------\nText two.", []string{"h1 Notice", "p Text one.", "h2 Rights", "p Text two."}},
		{"heading in capitals", "YOUR RIGHTS\nYou may object to all of it.", []string{"h1 YOUR RIGHTS", "p You may object to all of it."}},
		{"numbered headings", "Notice\n\n1. Who we are\n\nAcorn Ltd.\n\n2. Rights\n\n2.1 Access\n\nYou may ask.",
			[]string{"h1 Notice", "h2 1. Who we are", "p Acorn Ltd.", "h2 2. Rights", "h3 2.1 Access", "p You may ask."}},
		{"numbered list", "You may ask for:\n1. access\n2. erasure\n3. a copy", []string{"p You may ask for:", "i1<0 access", "i1<0 erasure", "i1<0 a copy"}},
		{"spaced numbered list", "You may ask for:\n\n1. Access to data\n\n2. Erasure of data\n\nEnd of text.",
			[]string{"p You may ask for:", "i1<0 Access to data", "i1<0 Erasure of data", "p End of text."}},
		{"bullets of all kinds", "You may:\n• ask\n– object\n* erase\n\u00b7 move\n\uf0b7 restrict",
			[]string{"p You may:", "i1<0 ask", "i1<0 object", "i1<0 erase", "i1<0 move", "i1<0 restrict"}},
		{"nested bullets", "You may:\n- ask\n    - by mail\n- object", []string{"p You may:", "i1<0 ask", "i2<1 by mail", "i1<0 object"}},
		{"item on two lines", "You may:\n- ask for a copy of\n  what we hold\n- object", []string{"p You may:", "i1<0 ask for a copy of what we hold", "i1<0 object"}},
		{"address lines", "Acorn Ltd\n1 Mill Lane\nLeeds", []string{"p Acorn Ltd 1 Mill Lane Leeds"}},
		{"table with tabs", "Purpose\tKept\nSales\t1 year\n", []string{"r Purpose: Sales · Kept: 1 year"}},
		{"rules and signs", "One.\n\n*****\n\n_____\n\nTwo.", []string{"p One.", "p Two."}},
		{"a date is no heading", "2021/02/04\n\nText of the notice.", []string{"p 2021/02/04", "p Text of the notice."}},
		{"table of contents", "Who we are ........ 2\nYour rights . . . . . 14\n\nName: ........ is the controller.",
			[]string{"p aside Who we are ........ 2", "p aside Your rights . . . . . 14", "p Name: ........ is the controller."}},
		{"old line ends", "One.\r\rTwo.\r\n\r\nThree.", []string{"p One.", "p Two.", "p Three."}},
		{"entities left in", "Sales &amp; service&nbsp;team.", []string{"p Sales & service team."}},
		{"other scripts", "隐私政策\n\n我们处理您的数据。\n\nПолитика\n\nМы обрабатываем данные.",
			[]string{"h1 隐私政策", "p 我们处理您的数据。", "h2 Политика", "p Мы обрабатываем данные."}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			compare(t, sketch(read(t, "a.txt", c.text)), c.want)
		})
	}
}

func TestTextOneLineAParagraph(t *testing.T) {
	long := strings.Repeat("We process the business contacts of companies. ", 5) + "That is all."
	text := "Notice\nWho we are\n" + long + "\nRights\n" + long + "\nYou may ask for:\n- access\n" + long
	compare(t, sketch(read(t, "a.txt", text)), []string{
		"p Notice", "h1 Who we are", "p " + long, "h2 Rights", "p " + long, "p You may ask for:", "i1<5 access", "p " + long,
	})
	text = long + "\nYou may ask for:\naccess to data\nerasure\nWe answer soon.\n" + long
	compare(t, sketch(read(t, "a.txt", text)), []string{
		"p " + long, "p You may ask for:", "i1<1 access to data", "i1<1 erasure", "p We answer soon.", "p " + long,
	})
}

func TestTextLines(t *testing.T) {
	d := read(t, "a.txt", "Notice\n\n\nText on two\nlines.\n\n- item\n")
	var got []int
	for _, b := range d.Blocks {
		got = append(got, b.Line)
	}
	if len(got) != 3 || got[0] != 1 || got[1] != 4 || got[2] != 7 {
		t.Errorf("got lines %v, want [1 4 7]", got)
	}
}

func TestMarkdown(t *testing.T) {
	text := "---\ntitle: \"Our notice\"\nlang: fr-FR\n---\n# Notice\n\nHard\nwrapped [site](https://a.example/x).\n\n" +
		"> Quoted\n\n<details>\n<summary>More</summary>\n<p>Raw\nhtml</p>\n</details>\n\n| A | B |\n|---|---|\n| one | two |\n\nTerm\n: Meaning\n"
	d := read(t, "a.md", text)
	compare(t, sketch(d), []string{"h1 Notice", "p Hard wrapped site.", "p Quoted", "h2 More", "p Raw html", "r A: one · B: two", "r Term: Meaning"})
	if d.Title != "Our notice" || d.Lang != "fr" || d.Format != FormatMarkdown {
		t.Errorf("got title %q, lang %q, format %q", d.Title, d.Lang, d.Format)
	}
	want := []int{5, 7, 10, 13, 14, 20, 22}
	for i, b := range d.Blocks {
		if b.Line != want[i] {
			t.Errorf("%q: got line %d, want %d", b.Text, b.Line, want[i])
		}
	}
	if l := d.Blocks[1].Links; len(l) != 1 || l[0].Target != "https://a.example/x" {
		t.Errorf("got links %v, want one", l)
	}
}

func TestMarkdownBeyondItsParser(t *testing.T) {
	for name, text := range map[string]string{
		"brackets": "# A\n\n" + strings.Repeat("[", 20000) + "\n\nText.",
		"emphasis": "# A\n\n" + strings.Repeat("*a _b ", 5000) + "\n\nText.",
		"quotes":   strings.Repeat(">", 100000) + " deep\n\nText.",
	} {
		d := read(t, "a.md", text)
		if last := d.Blocks[len(d.Blocks)-1]; last.Text != "Text." {
			t.Errorf("%s: got last block %q, want the text", name, last.Text)
		}
	}
}
