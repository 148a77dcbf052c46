package scanner

import (
	"context"
	"os"
	"testing"
)

func BenchmarkAudit(b *testing.B) {
	for range b.N {
		r, err := Audit(context.Background(), Options{Targets: []string{os.Getenv("BD")}, Now: "2026-11-22", Sample: 5, Workers: 1})
		if err != nil {
			b.Fatal(err)
		}
		_ = r
	}
}
