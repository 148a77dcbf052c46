package document

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// read reads an input that must be readable.
func read(t testing.TB, name, data string) *Document {
	t.Helper()
	d, err := Read(context.Background(), name, []byte(data), Options{})
	if err != nil {
		t.Fatalf("read %s: %v", name, err)
	}
	return d
}

// sketch writes a block as one line: its kind with its level, the index of its
// lead, whether it is aside, its text.
func sketch(d *Document) []string {
	var out []string
	for _, b := range d.Blocks {
		s := b.Kind.String()[:1]
		if b.Level > 0 {
			s += fmt.Sprint(b.Level)
		}
		if b.Lead >= 0 {
			s += fmt.Sprintf("<%d", b.Lead)
		}
		if b.Aside {
			s += " aside"
		}
		out = append(out, s+" "+b.Text)
	}
	return out
}

func compare(t *testing.T, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

// archive packs the parts of a DOCX in the order given: name, content, name …
func archive(t testing.TB, parts ...string) string {
	t.Helper()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for i := 0; i+1 < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err == nil {
			_, err = w.Write([]byte(parts[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.String()
}

const docxSpace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`

const docxStyles = `<w:styles ` + docxSpace + `><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="de-DE"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:styleId="Rubrik"><w:name w:val="Our section"/><w:basedOn w:val="berschrift2"/></w:style>
<w:style w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>
<w:style w:styleId="Liste"><w:name w:val="List Bullet"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="Verzeichnis1"><w:name w:val="toc 1"/></w:style>
</w:styles>`

// docx packs a body into a Word file with the styles above.
func docx(t testing.TB, body string, more ...string) string {
	t.Helper()
	parts := append([]string{
		"[Content_Types].xml", "<Types/>",
		"word/document.xml", `<?xml version="1.0"?><w:document ` + docxSpace + `><w:body>` + body + `</w:body></w:document>`,
		"word/styles.xml", docxStyles,
	}, more...)
	return archive(t, parts...)
}

func wp(properties, text string) string {
	return `<w:p><w:pPr>` + properties + `</w:pPr><w:r><w:t xml:space="preserve">` + text + `</w:t></w:r></w:p>`
}

func wstyle(id, text string) string { return wp(`<w:pStyle w:val="`+id+`"/>`, text) }

func wbold(text string) string {
	return `<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>` + text + `</w:t></w:r></w:p>`
}

func witem(depth int, text string) string {
	return wp(fmt.Sprintf(`<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="1"/></w:numPr>`, depth-1), text)
}

func wtable(rows ...[]string) string {
	var b strings.Builder
	b.WriteString("<w:tbl>")
	for _, r := range rows {
		b.WriteString("<w:tr>")
		for _, c := range r {
			b.WriteString("<w:tc>" + c + "</w:tc>")
		}
		b.WriteString("</w:tr>")
	}
	return b.String() + "</w:tbl>"
}

// textPDF writes a PDF with one page a text, in one of the fonts that need not
// be embedded; a page without text is an empty one.
func textPDF(pages ...string) string {
	var b strings.Builder
	var offsets []int
	object := func(body string) {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(offsets), body)
	}
	b.WriteString("%PDF-1.4\n")
	var kids strings.Builder
	for i := range pages {
		fmt.Fprintf(&kids, "%d 0 R ", 4+2*i)
	}
	object("<< /Type /Catalog /Pages 2 0 R >>")
	object(fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d >>", kids.String(), len(pages)))
	object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
	for i, text := range pages {
		object(fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>", 5+2*i))
		stream := ""
		if text != "" {
			stream = "BT /F1 11 Tf 14 TL 60 780 Td "
			for line := range strings.SplitSeq(text, "\n") {
				stream += "(" + line + ") Tj T* "
			}
			stream += "ET"
		}
		object(fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(stream), stream))
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, start)
	return b.String()
}
