package split_test

import (
	"context"
	"encoding/csv"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"leadlint/scanner"
	"leadlint/scanner/split"
	"leadlint/scanner/take"
)

// sound writes CSV without damage.
func sound(list []person) string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Write(header()) //nolint:errcheck // a strings.Builder does not fail
	for _, p := range list {
		w.Write(p.cells()) //nolint:errcheck // as above
	}
	w.Flush()
	return b.String()
}

// BenchmarkSplit reads a table of every format and writes both parts of it, beside the
// audit alone: writing may take as long again.
func BenchmarkSplit(b *testing.B) {
	folder := b.TempDir()
	r := rand.New(rand.NewPCG(1, 1))
	list := persons(r, 200_000, "row")
	for name, text := range map[string]string{"a.csv": sound(list), "a.jsonl": jsonl(r, list), "a.vcf": cards(r, list)} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			b.Fatal(err)
		}
	}
	columns(b, filepath.Join(folder, "a.parquet"), list, nil)
	book(b, filepath.Join(folder, "a.xlsx"), list[:20_000])
	for _, name := range []string{"a.csv", "a.jsonl", "a.vcf", "a.parquet", "a.xlsx"} {
		for _, write := range []bool{false, true} {
			b.Run(name+map[bool]string{false: "/audit", true: "/split"}[write], func(b *testing.B) {
				for range b.N {
					opt := scanner.Options{Targets: []string{filepath.Join(folder, name)}, Now: "2026-01-01", Workers: 2}
					if write {
						for part := range split.Part(2) {
							opt.Takers = append(opt.Takers, split.New(part, split.Options{Lang: "en", Create: func(*take.Table) (io.Writer, string, error) {
								return io.Discard, filepath.Join(folder, "out"), nil
							}}))
						}
					}
					if _, err := scanner.Audit(context.Background(), opt); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
