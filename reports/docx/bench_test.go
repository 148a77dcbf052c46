package docx_test

import (
	"io"
	"testing"

	"leadlint/reports/docx"
	"leadlint/reports/internal/specimen"
	"leadlint/reports/view"
)

// BenchmarkWrite measures a report of 300 findings, from the findings to the file.
func BenchmarkWrite(b *testing.B) {
	r := specimen.Large(300)
	for b.Loop() {
		if err := docx.Write(io.Discard, r, view.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
