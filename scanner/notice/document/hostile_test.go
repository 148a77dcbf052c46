package document

import (
	"context"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// TestLargeInputs gives inputs of sizes at which anything worse than linear
// shows, and holds each to a generous time.
func TestLargeInputs(t *testing.T) {
	if testing.Short() {
		t.Skip("large inputs")
	}
	n := 1 << 19
	times := func(s string) string { return strings.Repeat(s, n/len(s)) }
	cases := []struct{ name, file, data string }{
		{"one line of text", "a.txt", times("word ")},
		{"one word", "a.txt", times("x")},
		{"one word in HTML", "a.html", "<html>" + times("x")},
		{"short lines", "a.txt", times("a\n")},
		{"blank lines and numbers", "a.txt", times("\n\n\n\n1. A\n")},
		{"bullets", "a.txt", times("- a\n")},
		{"bars", "a.txt", times("a|b\n")},
		{"glued sentences", "a.txt", times("data.We")},
		{"hyphens", "a.txt", times("word-\n")},
		{"invalid UTF-8", "a.txt", times("\xff\xfea")[1:]},
		{"combining marks", "a.txt", "a" + times("\u0300")},
		{"mixed scripts", "a.txt", times("данные 数据 بيانات data ")},
		{"deep elements", "a.html", "<html>" + times("<div>") + "text"},
		{"deep lists", "a.html", "<html>" + times("<ul><li>") + "text"},
		{"deep formatting", "a.html", "<html>" + times("<b>") + "text"},
		{"unclosed formatting in paragraphs", "a.html", "<html>" + times("<p><b>x")},
		{"unclosed links", "a.html", "<html>" + times("<a href=x>y")},
		{"deep tables", "a.html", "<html>" + times("<table><tr><td>") + "text"},
		{"table rows", "a.html", "<html><table><tr><th>Heading<th>Another" + times("<tr><td>a<td>b")},
		{"spanning cells", "a.html", "<html><table>" + times("<tr><td rowspan=9999 colspan=99>aaaaaaaaaaaaaaaaaaaa<td>b")},
		{"terms", "a.html", "<html><dl><dt>" + times("word ") + strings.Repeat("<dd>x", 1000)},
		{"line breaks", "a.html", "<html><p>" + times("a<br>")},
		{"many classes", "a.html", "<html>" + times("<div class='cookie banner'>a</div>")},
		{"language menus", "a.html", "<html>" + times("<ul><li><a href=x>EN</a></ul>")},
		{"entities", "a.html", "<html>" + times("&shy;&nbsp;")},
		{"open tag", "a.html", "<html><p " + times("a=b ")},
		{"open comment", "a.html", "<html><!--" + times("-")},
		{"preformatted", "a.html", "<html><pre>" + times("a\n")},
		{"Markdown headings", "a.md", times("# a\n\n")},
		{"Markdown lists", "a.md", times("* a\n\n")},
		{"Markdown tables", "a.md", "|a|b|\n|-|-|\n" + times("|c|d|\n")},
		{"Markdown brackets", "a.md", times("[a](")},
		{"Markdown links in lines", "a.md", times("[a][\n")},
		{"Markdown emphasis in lines", "a.md", times("**a _b\n")},
		{"Markdown quotes", "a.md", times(">")},
		{"Markdown deep lists", "a.md", times("- ")},
		{"Markdown code", "a.md", times("`")},
		{"Markdown markup", "a.md", times("<a ")},
		{"Markdown references", "a.md", times("[a]: b\n")},
		{"mail header", "a.eml", "From: a@b.example\nSubject: x\n" + times("X: y\n") + "\nText"},
		{"mail parts", "a.eml", "From: a@b.example\nSubject: x\nContent-Type: multipart/mixed; boundary=b\n\n" + times("--b\n\nx\n")},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			start := time.Now()
			d, err := Read(context.Background(), c.file, []byte(c.data), Options{})
			if err != nil {
				t.Fatal(err)
			}
			if took := time.Since(start); took > 30*time.Second {
				t.Errorf("took %v", took)
			}
			check(t, d)
		})
	}
}

func TestDeepNestingKeepsItsText(t *testing.T) {
	cases := map[string]string{
		"elements": strings.Repeat("<div>", 100_000) + "Deep text.",
		"lists":    strings.Repeat("<ul><li>", 100_000) + "Deep text.",
		"spans":    strings.Repeat("<span>", 100_000) + "Deep text.",
	}
	for name, page := range cases {
		d := read(t, "a.html", "<html><body><h1>Top</h1><p>First.</p>"+page)
		texts := strings.Join(sketch(d), "|")
		if !strings.Contains(texts, "First.") || !strings.Contains(texts, "Deep text.") {
			t.Errorf("%s: got %.200s", name, texts)
		}
	}
}

func TestDeadline(t *testing.T) {
	big := strings.Repeat("<p>One <b>two</b> three.</p>", 1<<20)
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	start := time.Now()
	if _, err := Read(ctx, "a.html", []byte("<html>"+big), Options{}); err == nil {
		t.Skip("read within the time")
	}
	if took := time.Since(start); took > 15*time.Second {
		t.Errorf("ended only after %v", took)
	}
}

// check holds a document to what Document promises of every one.
func check(t testing.TB, d *Document) {
	t.Helper()
	for i, b := range d.Blocks {
		switch {
		case b.Kind < Heading || b.Kind > Row:
			t.Fatalf("block %d: got kind %d", i, b.Kind)
		case b.Text == "" || !utf8.ValidString(b.Text) || strings.ContainsAny(b.Text, "\n\t\r\u00ad\u200b\ufeff\u00a0"):
			t.Fatalf("block %d: got text %.100q", i, b.Text)
		case b.Text != clean(b.Text):
			t.Fatalf("block %d: got unclean text %.100q", i, b.Text)
		case b.Lead < -1 || b.Lead >= i || b.Head < -1 || b.Head >= i:
			t.Fatalf("block %d: got lead %d, head %d", i, b.Lead, b.Head)
		case b.Head >= 0 && d.Blocks[b.Head].Kind != Heading:
			t.Fatalf("block %d: got head %d, a %s", i, b.Head, d.Blocks[b.Head].Kind)
		case b.Lead >= 0 && d.Blocks[b.Lead].Kind != Paragraph && d.Blocks[b.Lead].Kind != Item:
			t.Fatalf("block %d: got lead %d, a %s", i, b.Lead, d.Blocks[b.Lead].Kind)
		case b.Level < 0 || b.Kind == Heading && (b.Level < 1 || b.Level > 6) || b.Line < 0:
			t.Fatalf("block %d: got level %d, line %d", i, b.Level, b.Line)
		}
		for _, s := range append(b.Cells, b.Lang) {
			if !utf8.ValidString(s) {
				t.Fatalf("block %d: got an invalid cell or language", i)
			}
		}
	}
	if !utf8.ValidString(d.Title) || !utf8.Valid(d.HTML) {
		t.Fatal("got invalid UTF-8 in the title or the HTML")
	}
}
