package docx_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"leadlint/reports/decision"
	"leadlint/reports/docx"
	"leadlint/reports/internal/specimen"
	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

func check(t testing.TB, data []byte) map[string]*element {
	t.Helper()
	parts := unpack(t, data)
	checkPackage(t, parts)
	checkStyles(t, parts)
	checkMarks(t, parts["word/document.xml"])
	checkOrder(t, parts)
	checkTables(t, parts["word/document.xml"])
	return parts
}

func TestExample(t *testing.T) {
	data := render(t, example())
	check(t, data)
	if !bytes.Equal(data, render(t, example())) {
		t.Error("the same document is written in two ways")
	}
	check(t, render(t, &decision.Document{}))
}

// TestReports: the documents of audits of every kind hold together, in both languages.
func TestReports(t *testing.T) {
	for name, r := range map[string]*finding.Report{
		"breaching": specimen.Breaching(), "incomplete": specimen.Incomplete(), "sampled": specimen.Sampled(), "code": specimen.Code(), "hostile": specimen.Hostile(), "empty": {}, "nil": nil,
	} {
		for _, lang := range []string{"en", "fr"} {
			t.Run(name+" "+lang, func(t *testing.T) {
				var b bytes.Buffer
				if err := docx.Write(&b, r, view.Options{Lang: lang}); err != nil {
					t.Fatal(err)
				}
				parts := check(t, b.Bytes())
				for _, r := range parts["word/_rels/document.xml.rels"].named("Relationship") {
					if r.attrs["TargetMode"] == "External" && !strings.HasPrefix(r.attrs["Target"], "http") {
						t.Errorf("a link to %s", r.attrs["Target"])
					}
				}
			})
		}
	}
}

// TestHeadsAreHeads: who edits the document finds its parts in the navigation, and the
// contents name the same.
func TestHeadsAreHeads(t *testing.T) {
	main := unpack(t, render(t, example()))["word/document.xml"]
	var heads, contents []string
	for _, p := range main.named("w:p") {
		style := p.named("w:pStyle")[0].attrs["w:val"]
		if level, ok := strings.CutPrefix(style, "Heading"); ok {
			heads = append(heads, level+" "+p.said())
		}
		if level, ok := strings.CutPrefix(style, "TOC"); ok && level != "Heading" {
			contents = append(contents, level+" "+p.said())
		}
	}
	want := []string{"1 I.Facts", "1 II.Reasons", "2 B.On the legal basis", "3 B.1Contacts of limited visibility", "4 In law", "2 C.On another", "1 Measures"}
	if !slices.Equal(heads, want) {
		t.Errorf("heads: got %q, want %q", heads, want)
	}
	want = slices.DeleteFunc(want, func(s string) bool { return s[0] == '4' })
	if !slices.Equal(contents, want) {
		t.Errorf("contents: got %q, want %q", contents, want)
	}
}

// TestNumbersOfParagraphs: paragraphs are numbered by the program as the document says.
func TestNumbersOfParagraphs(t *testing.T) {
	parts := unpack(t, render(t, example()))
	starts := map[string]string{}
	for _, n := range parts["word/numbering.xml"].named("w:num") {
		starts[n.attrs["w:numId"]] = n.named("w:abstractNumId")[0].attrs["w:val"]
		for _, s := range n.named("w:startOverride") {
			starts[n.attrs["w:numId"]] += " from " + s.attrs["w:val"]
		}
	}
	var got []string
	for _, p := range parts["word/document.xml"].named("w:p") {
		for _, n := range p.named("w:numId") {
			if kind := starts[n.attrs["w:val"]]; strings.HasPrefix(kind, "0") {
				got = append(got, kind+": "+p.said())
			}
		}
	}
	want := []string{"0 from 1: See SAN-2024-020 and measure 1", "0 from 1: Constituted.", "0 from 7: A number that leaps."}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestLinks(t *testing.T) {
	tests := []struct{ name, href, want string }{
		{"https", "https://cnil.example/a?b=c&d=e#f", "https://cnil.example/a?b=c&d=e#f"},
		{"letters that are no URI", "https://cnil.example/é à", "https://cnil.example/%C3%A9%20%C3%A0"},
		{"a program", "javascript:alert(1)", ""},
		{"a file", "file:///etc/passwd", ""},
		{"no host", "http:/x", ""},
		{"a name to log in with", "https://cnil.example@evil.example/", ""},
		{"a host that is none", "https://a b/", ""},
		{"quote", "https://cnil.example/?q=\"<x>", ""},
		{"an anchor that is not there", "#nowhere", ""},
		{"nothing", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := &decision.Document{Sections: []*decision.Section{{ID: "a", Title: "A", Blocks: []decision.Block{
				&decision.Paragraph{Runs: []decision.Run{{Text: "link", Href: tt.href}}}}}}}
			parts := check(t, render(t, d))
			got := ""
			for _, r := range parts["word/_rels/document.xml.rels"].named("Relationship") {
				if r.attrs["TargetMode"] == "External" {
					got = r.attrs["Target"]
				}
			}
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if !strings.Contains(parts["word/document.xml"].said(), "link") {
				t.Error("the text of the link is lost")
			}
		})
	}
}

// TestPropertiesOfTheFile: day, language and title are those of the audit.
func TestPropertiesOfTheFile(t *testing.T) {
	d := example()
	d.Lang = "fr"
	parts := unpack(t, render(t, d))
	for name, want := range map[string]string{"dcterms:created": "2026-01-05T00:00:00Z", "dc:language": "fr-FR", "dc:title": d.Title, "dc:creator": "leadlint 1"} {
		if got := parts["docProps/core.xml"].named(name)[0].text; got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	if got := parts["word/styles.xml"].named("w:lang")[0].attrs["w:val"]; got != "fr-FR" {
		t.Errorf("language of the text: got %q", got)
	}
	if got := parts["word/settings.xml"].named("w:decimalSymbol")[0].attrs["w:val"]; got != "," {
		t.Errorf("decimal mark: got %q", got)
	}
}

// TestWhateverTheTextsSay: no text breaks the document, and none is lost.
func TestWhateverTheTextsSay(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[<>&"'\]\[ -~]{0,40}`))
		s, id := text.Draw(rt, "text"), rapid.StringMatching(`[a-zA-Z0-9-]{0,60}`).Draw(rt, "id")
		d := &decision.Document{Title: s, Head: []decision.Pair{{Term: s, Text: said(s)}}, Words: decision.Words{Page: s, Contents: s}, Sections: []*decision.Section{
			{ID: id, Number: s, Title: s, Blocks: []decision.Block{
				&decision.Paragraph{Runs: []decision.Run{{Text: s, Href: s}}},
				&decision.Table{Caption: s, Head: []decision.Column{{Text: s}}, Rows: [][]decision.Cell{{{Text: s, Sub: s}, {Text: s, Hash: true}}}},
			}},
			{ID: id + "-", Title: s}, {ID: strings.ToUpper(id), Title: s},
		}}
		data := render(t, d)
		parts := check(t, data)
		if t.Failed() {
			rt.Fatalf("with the text %q and the ID %q", s, id)
		}
		want := strings.Map(func(r rune) rune {
			if r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 {
				return r
			}
			return '\uFFFD'
		}, s)
		if got := parts["word/document.xml"].said(); !strings.Contains(got, want) {
			rt.Fatalf("the text %q is not in %q", want, got)
		}
	})
}

// TestColumnsFillThePage: columns get what they need and fill the page.
func TestColumnsFillThePage(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		row := rapid.SliceOfN(rapid.StringMatching(`[a-z ]{0,90}`), 1, 9).Draw(rt, "row")
		var cells []decision.Cell
		for i, s := range row {
			cells = append(cells, decision.Cell{Text: s, Hash: i%3 == 1, Keep: i%4 == 2})
		}
		d := &decision.Document{Sections: []*decision.Section{{Title: "A", Blocks: []decision.Block{&decision.Table{Rows: [][]decision.Cell{cells}}}}}}
		sum := 0
		for _, c := range unpack(t, render(t, d))["word/document.xml"].named("w:gridCol") {
			n := 0
			fmt.Sscan(c.attrs["w:w"], &n)
			if n < 1 {
				rt.Errorf("a column of width %d", n)
			}
			sum += n
		}
		if sum != 9185 {
			rt.Errorf("got a width of %d, want 9185", sum)
		}
	})
}

// TestWordsAreNotBroken: what holds together by no-break spaces has room in its column,
// however much text the others hold.
func TestWordsAreNotBroken(t *testing.T) {
	long := strings.Repeat("a long text of many words ", 20)
	d := &decision.Document{Sections: []*decision.Section{{Title: "A", Blocks: []decision.Block{&decision.Table{Rows: [][]decision.Cell{
		{{Text: "31\u00a0janvier\u00a02025"}, {Text: long}, {Text: long}, {Text: "VIS-01", Keep: true}, {Text: "4\u202f812\u202f377", Number: true}}}}}}}}
	// The widths of these texts in Arial of 8.5 points, in twentieths of a point.
	for i, want := range []int{1162, 0, 0, 520, 745} {
		got := 0
		fmt.Sscan(unpack(t, render(t, d))["word/document.xml"].named("w:gridCol")[i].attrs["w:w"], &got)
		if got < want+180 {
			t.Errorf("column %d: got a width of %d, want %d and the space beside it", i+1, got, want)
		}
	}
}

// TestLibreOffice opens the document in a program that people use and reads back its
// heads, numbers and page numbers.
func TestLibreOffice(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: starting LibreOffice takes seconds")
	}
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("skipped: LibreOffice is not installed")
	}
	dir := t.TempDir()
	in := filepath.Join(dir, "report.docx")
	if err := os.WriteFile(in, render(t, example()), 0o600); err != nil {
		t.Fatal(err)
	}
	c := exec.CommandContext(t.Context(), office, "-env:UserInstallation=file://"+dir+"/profile", "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", dir, in)
	c.WaitDelay = time.Second
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	text, err := os.ReadFile(filepath.Join(dir, "report.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"I.\tFacts\n", "B.1\tContacts of limited visibility", "1.See SAN-2024-020 and measure 1", "7.A number that leaps.", "archive.parquet: not read", "1.\tDelete."} {
		plain := strings.NewReplacer("\t", "", " ", "", "\r", "")
		if !strings.Contains(plain.Replace(string(text)), plain.Replace(want)) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
}
