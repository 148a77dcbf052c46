package markdown_test

import (
	"io"
	"testing"

	"leadlint/reports/internal/specimen"
	"leadlint/reports/markdown"
	"leadlint/reports/view"
)

// BenchmarkWrite measures a report of 300 findings, from the findings to the file.
func BenchmarkWrite(b *testing.B) {
	r := specimen.Large(300)
	for b.Loop() {
		if err := markdown.Write(io.Discard, r, view.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
