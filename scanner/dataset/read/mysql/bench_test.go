package mysql

import (
	"os"
	"testing"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/database"
)

// empty is a sink that only counts.
type empty struct{ cells int }

func (e *empty) Row(_ dataset.Place, cells [][]byte) { e.cells += len(cells) }

// BenchmarkScan reads a table of a server into nothing: LEADLINT_BENCH_MARIADB is the
// address of a database with a table contacts.
func BenchmarkScan(b *testing.B) {
	text := os.Getenv("LEADLINT_BENCH_MARIADB")
	if text == "" {
		b.Skip("no database to read: give its address as LEADLINT_BENCH_MARIADB, with a table contacts in it")
	}
	addr, err := database.ParseAddress(text)
	if err != nil {
		b.Fatal(err)
	}
	s := open(b, addr, database.Options{})
	for _, sinks := range []int{1, 2} {
		b.Run([]string{"one", "two"}[sinks-1], func(b *testing.B) {
			var rows int64
			for b.Loop() {
				list := make([]dataset.Sink, sinks)
				for i := range list {
					list[i] = &empty{}
				}
				stats, err := tableOf(b, s, "contacts").Scan(b.Context(), list)
				if err != nil {
					b.Fatal(err)
				}
				rows += stats.Rows
			}
			b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}
