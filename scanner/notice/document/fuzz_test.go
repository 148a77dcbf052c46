package document

import (
	"context"
	"os"
	"testing"
	"time"
)

func fuzzRead(t *testing.T, name string, data []byte) {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	d, err := Read(ctx, name, data, Options{MaxBlocks: 5000})
	if err != nil {
		if name != "" && ctx.Err() == nil {
			t.Fatalf("got error %v", err)
		}
		return
	}
	check(t, d)
}

func FuzzHTML(f *testing.F) {
	f.Add([]byte(load(f, "notice.html")))
	f.Add([]byte("<html><table><tr><th>A<th colspan=2>B<tr><td rowspan=3>x<td>y</table><dl><dt>a<dd>b</dl>"))
	f.Add([]byte("<html><div id=cookie-banner><button>OK</button>cookies</div><details><summary>x</summary>y</details>"))
	f.Fuzz(func(t *testing.T, data []byte) { fuzzRead(t, "a.html", append([]byte("<html>"), data...)) })
}

func FuzzMarkdown(f *testing.F) {
	f.Add([]byte(load(f, "notice.md")))
	f.Add([]byte("---\ntitle: x\n---\n<div>\n\n**a**\n\n|a|\n|-|\n: b\n"))
	f.Fuzz(func(t *testing.T, data []byte) { fuzzRead(t, "a.md", data) })
}

func FuzzText(f *testing.F) {
	f.Add([]byte(load(f, "notice.txt")))
	f.Add([]byte("A\n===\n1. a\n2. b\na) x\n\tb\n| a | b |\n| c | d |"))
	f.Fuzz(func(t *testing.T, data []byte) { fuzzRead(t, "a.txt", data) })
}

func FuzzDOCX(f *testing.F) {
	f.Add([]byte(wtable([]string{wp("", "a"), wp("", "b")}, []string{wp("", "c"), wp("", "d")}) + witem(2, "e") + wbold("f")))
	f.Add([]byte("<w:p><w:hyperlink><w:r><w:fldChar w:fldCharType=\"begin\"/><w:t>a"))
	f.Fuzz(func(t *testing.T, data []byte) { fuzzRead(t, "a.docx", []byte(docx(t, string(data)))) })
}

func FuzzMail(f *testing.F) {
	f.Add([]byte(mailNotice(f, load(f, "notice.html"), load(f, "notice.txt"))))
	f.Add([]byte("From: =?x?Q?=\nContent-Type: multipart/mixed; boundary=\"\"\nList-Unsubscribe: <\n\n--\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		fuzzRead(t, "a.eml", append([]byte("From: a@b.example\nSubject: x\n"), data...))
	})
}

func FuzzPDF(f *testing.F) {
	f.Add([]byte(textPDF("One line\nanother", "- item")))
	data, err := os.ReadFile("testdata/notice.pdf")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Fuzz(func(t *testing.T, data []byte) { fuzzRead(t, "a.pdf", append([]byte("%PDF-1.4\n"), data...)) })
}

func FuzzAny(f *testing.F) {
	f.Add("a.html", []byte("<html>x"))
	f.Add("", []byte("PK\x03\x04word/"))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		d, err := Read(context.Background(), name, data, Options{MaxBytes: 1 << 16})
		if err == nil {
			check(t, d)
		}
	})
}
