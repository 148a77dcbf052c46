package reports_test

import (
	"bytes"
	"testing"

	"leadlint/reports"
	"leadlint/reports/internal/specimen"
)

// BenchmarkFormats writes a report of 300 findings in each format.
func BenchmarkFormats(b *testing.B) {
	r := specimen.Large(300)
	for _, f := range reports.Formats() {
		b.Run(f.Name, func(b *testing.B) {
			var out bytes.Buffer
			for b.Loop() {
				out.Reset()
				if err := f.Write(&out, r, reports.Options{}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(out.Len()), "bytes")
		})
	}
}
