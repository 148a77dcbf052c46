package document

import (
	"context"
	"strings"
	"testing"
)

// BenchmarkHTML reads a page of about 3,000 words.
func BenchmarkHTML(b *testing.B) {
	page := load(b, "notice.html")
	head, rest, _ := strings.Cut(page, "<h2>")
	body, tail, _ := strings.Cut(rest, "</main>")
	data := []byte(head + strings.Repeat("<h2>"+body, 14) + "</main>" + tail)
	d := read(b, "a.html", string(data))
	b.ReportMetric(float64(d.Words()), "words")
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := Read(context.Background(), "a.html", data, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkPDF reads the one-page notice, starting the PDF reader included.
func BenchmarkPDF(b *testing.B) {
	data := []byte(load(b, "notice.pdf"))
	for b.Loop() {
		if _, err := Read(context.Background(), "a.pdf", data, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
