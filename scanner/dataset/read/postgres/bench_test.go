package postgres

import (
	"fmt"
	"io"
	"testing"

	"leadlint/scanner/dataset"
)

// counter is a sink that looks at every cell and keeps none.
type counter struct{ rows, bytes int64 }

func (c *counter) Row(_ dataset.Place, cells [][]byte) {
	c.rows++
	for _, cell := range cells {
		c.bytes += int64(len(cell))
	}
}

// BenchmarkScan reads 200,000 records of 24 columns: as the server sends them to whoever
// throws them away, and into one sink and two.
func BenchmarkScan(b *testing.B) {
	columns := ""
	for i := range 20 {
		columns += fmt.Sprintf(", CASE WHEN n %% %d = 0 THEN NULL ELSE 'value '||n*%d END AS c%d", i+2, i+1, i)
	}
	db, _ := server(b, `CREATE TABLE leads AS SELECT n AS id, n||'@lead.example' AS email, now() - n * interval '1 min' AS seen, n % 2 = 0 AS ok`+columns+
		` FROM generate_series(1, 200000) AS n`, `ALTER TABLE leads ADD PRIMARY KEY (id)`, `VACUUM ANALYZE leads`)
	b.Run("copy", func(b *testing.B) {
		for b.Loop() {
			if _, err := db.control.conn.CopyTo(b.Context(), io.Discard, "COPY leads TO STDOUT"); err != nil {
				b.Fatal(err)
			}
		}
	})
	for _, n := range []int{1, 2} {
		b.Run(fmt.Sprintf("sinks=%d", n), func(b *testing.B) {
			for b.Loop() {
				sinks := make([]dataset.Sink, n)
				for i := range sinks {
					sinks[i] = &counter{}
				}
				stats, err := tableOf(b, db, "leads").Scan(b.Context(), sinks)
				if err != nil || stats.Rows != 200000 {
					b.Fatal(stats.Rows, err)
				}
			}
		})
	}
}
