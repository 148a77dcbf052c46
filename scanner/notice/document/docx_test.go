package document

import (
	"context"
	"strings"
	"testing"
)

func TestDOCX(t *testing.T) {
	run := func(s string) string { return "<w:r><w:t>" + s + "</w:t></w:r>" }
	field := func(code, text string) string {
		return `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>` + code + `</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>` +
			run(text) + `<w:r><w:fldChar w:fldCharType="end"/></w:r>`
	}
	cases := []struct {
		name, body string
		want       []string
	}{
		{"localised and derived headings", wstyle("berschrift1", "Eins") + wstyle("Rubrik", "Zwei") + wp(`<w:outlineLvl w:val="2"/>`, "Drei") + wp("", "Text"),
			[]string{"h1 Eins", "h2 Zwei", "h3 Drei", "p Text"}},
		{"heading by looks", wbold("Ihre Rechte") + wp("", "Text"), []string{"h1 Ihre Rechte", "p Text"}},
		{"lists", wp("", "Sie haben:") + witem(1, "Auskunft") + witem(2, "Kopie") + wstyle("Liste", "Widerspruch"),
			[]string{"p Sie haben:", "i1<0 Auskunft", "i2<1 Kopie", "i1<0 Widerspruch"}},
		{"numbering switched off", wp(`<w:pStyle w:val="Liste"/><w:numPr><w:numId w:val="0"/></w:numPr>`, "Text"), []string{"p Text"}},
		{"revisions", "<w:p>" + run("Wir ") + "<w:del><w:r><w:delText>nicht</w:delText></w:r></w:del><w:moveFrom>" + run("weg") + "</w:moveFrom><w:ins>" + run("löschen.") + "</w:ins></w:p>",
			[]string{"p Wir löschen."}},
		{"hidden run", "<w:p>" + run("A ") + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>geheim</w:t></w:r>" + run("B") + "</w:p>", []string{"p A B"}},
		{"breaks, tabs, hyphens", "<w:p>" + run("Eins") + "<w:r><w:br/></w:r>" + run("zwei") + "<w:r><w:tab/></w:r>" + run("drei") + "<w:r><w:noBreakHyphen/></w:r>" + run("vier") + "<w:r><w:softHyphen/></w:r>" + run("fünf") + "</w:p>",
			[]string{"p Eins zwei drei-vierfünf"}},
		{"fields", "<w:p>" + run("Siehe ") + field(`HYPERLINK "https://a.example"`, "hier") + field("PAGE", "7") + "</w:p>", []string{"p Siehe hier7"}},
		{"text box once", `<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>` + wp("", "Kasten") + `</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>` + wp("", "Kasten") + `</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>` + run("Text") + `</w:p>`,
			[]string{"p Kasten", "p Text"}},
		{"contents", wstyle("Verzeichnis1", "Rechte 3") + wp("", "Text"), []string{"p aside Rechte 3", "p Text"}},
		{"table", wtable([]string{wbold("Zweck"), wbold("Dauer")}, []string{wp("", "Werbung"), wp("", "1 Jahr") + wp("", "danach Sperre")}),
			[]string{"r Zweck: Werbung · Dauer: 1 Jahr; danach Sperre"}},
		{"merged cells", wtable([]string{wbold("Zweck"), wbold("Dauer")}, []string{`<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>` + wp("", "Werbung"), wp("", "1 Jahr")}, []string{`<w:tcPr><w:vMerge/></w:tcPr><w:p/>`, wp("", "2 Jahre")}),
			[]string{"r Zweck: Werbung · Dauer: 1 Jahr", "r Zweck: Werbung · Dauer: 2 Jahre"}},
		{"layout table", wtable([]string{wp("", "Links"), wp("", "Rechts")}), []string{"p Links", "p Rechts"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			compare(t, sketch(read(t, "a.docx", docx(t, c.body))), c.want)
		})
	}
}

func TestDOCXParts(t *testing.T) {
	data := docx(t, `<w:p><w:hyperlink r:id="r1"><w:r><w:t>Mail</w:t></w:r></w:hyperlink></w:p>`,
		"word/_rels/document.xml.rels", `<Relationships><Relationship Id="r1" Type="x/hyperlink" Target="mailto:a@acorn.example"/></Relationships>`,
		"word/footnotes.xml", "<w:footnotes "+docxSpace+"><w:footnote>"+wp("", "Die Fußnote.")+"</w:footnote></w:footnotes>",
		"word/header1.xml", "<w:hdr "+docxSpace+">"+wp("", "Acorn Ltd")+"</w:hdr>",
		"docProps/core.xml", `<cp:coreProperties xmlns:dc="d"><dc:title>Hinweise</dc:title></cp:coreProperties>`)
	d := read(t, "", data)
	compare(t, sketch(d), []string{"p Mail", "p Die Fußnote.", "p aside Acorn Ltd"})
	if d.Title != "Hinweise" || d.Lang != "de" || len(d.Blocks[0].Links) != 1 || d.Blocks[0].Links[0].Target != "mailto:a@acorn.example" {
		t.Errorf("got title %q, lang %q, links %v", d.Title, d.Lang, d.Blocks[0].Links)
	}
}

func TestDOCXProblems(t *testing.T) {
	cases := []struct {
		name, data string
		want       Problem
	}{
		{"password", "\xd0\xcf\x11\xe0" + strings.Repeat("\x00", 600) + wide("EncryptedPackage"), Encrypted},
		{"old format", "\xd0\xcf\x11\xe0" + strings.Repeat("\x00", 600), Damaged},
		{"cut zip", docx(t, wp("", "Text"))[:200], Damaged},
		{"zip without document", archive(t, "word/styles.xml", docxStyles), Damaged},
		{"broken XML", archive(t, "word/document.xml", "<w:document><w:body><w:p"), Damaged},
		{"no text", docx(t, "<w:p/>"), Empty},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if d := read(t, "a.docx", c.data); d.Problem != c.want || d.Format != FormatDOCX {
				t.Errorf("got %q (%s), want %q", d.Problem, d.Format, c.want)
			}
		})
	}
}

func TestDOCXBombs(t *testing.T) {
	body := strings.Repeat(wp("", "All of this is the same text over and over."), 200_000)
	bomb := docx(t, body)
	d, err := Read(context.Background(), "a.docx", []byte(bomb), Options{MaxBytes: 1 << 20})
	if err != nil || !d.Truncated || len(d.Blocks) == 0 {
		t.Errorf("got error %v, truncated %v, %d blocks; want a beginning, truncated", err, d.Truncated, len(d.Blocks))
	}
	deep := docx(t, strings.Repeat("<w:tbl><w:tr><w:tc>", 50_000)+wp("", "Deep text"))
	compare(t, sketch(read(t, "a.docx", deep)), []string{"p Deep text"})
	nested := docx(t, strings.Repeat("<w:p><w:r><w:t>a", 50_000))
	read(t, "a.docx", nested)
}
