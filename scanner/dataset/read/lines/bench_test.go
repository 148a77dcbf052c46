package lines

import (
	"bytes"
	"context"
	"fmt"
	"testing"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/blob"
)

type dropped struct{ n int }

func (d *dropped) Row(dataset.Place, [][]byte) { d.n++ }

func BenchmarkScan(b *testing.B) {
	var in bytes.Buffer
	for i := 0; in.Len() < 64<<20; i++ {
		fmt.Fprintf(&in, "2026-03-01T10:00:00Z INFO request handled in %d ms, status 200, account %d\n", i%900, i)
	}
	for _, sinks := range []int{1, 2} {
		b.Run(fmt.Sprintf("%d sinks", sinks), func(b *testing.B) {
			b.SetBytes(int64(in.Len()))
			for b.Loop() {
				tables, _, _, err := Open(blob.Bytes("app.log", in.Bytes()))
				if err != nil {
					b.Fatal(err)
				}
				var list []dataset.Sink
				for range sinks {
					list = append(list, &dropped{})
				}
				if _, err := tables[0].Scan(context.Background(), list); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
