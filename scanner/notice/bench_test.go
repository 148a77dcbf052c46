package notice_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"leadlint/scanner/notice"
)

// longNotice is a notice of words words in one language, up to the end of a paragraph.
func longNotice(tb testing.TB, lang string, words int) []byte {
	tb.Helper()
	var all, out []byte
	for _, kind := range []string{"complete", "traps", "poor"} {
		data, err := os.ReadFile(filepath.Join("..", "..", "fixtures", "notices", "parallel", kind, lang+".md"))
		if err != nil {
			tb.Fatal(err)
		}
		all = append(append(all, data...), "\n\n"...)
	}
	for n := 0; n < words; {
		for part := range bytes.SplitSeq(all, []byte("\n\n")) {
			if n >= words {
				break
			}
			out = append(append(out, part...), "\n\n"...)
			n += len(bytes.Fields(part))
		}
	}
	return out
}

// BenchmarkNotice reads a notice of 3,000 words, everything included: text,
// language, items, quotations.
func BenchmarkNotice(b *testing.B) {
	for _, lang := range []string{"en", "fr", "de", "pl"} {
		b.Run(lang, func(b *testing.B) {
			r, err := notice.NewReader()
			if err != nil {
				b.Fatal(err)
			}
			in := notice.Input{Name: "notice.md", Data: longNotice(b, lang, 3000), Notice: true}
			if _, err := r.Read(context.Background(), in); err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(len(in.Data)))
			for b.Loop() {
				if _, err := r.Read(context.Background(), in); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "notices/s")
		})
	}
}

// BenchmarkMemory tells what is held once notices in every language were read.
func BenchmarkMemory(b *testing.B) {
	files, err := filepath.Glob(filepath.Join("..", "..", "fixtures", "notices", "parallel", "complete", "*.md"))
	if err != nil || len(files) == 0 {
		b.Fatal("no texts", err)
	}
	for b.Loop() {
		r, err := notice.NewReader()
		if err != nil {
			b.Fatal(err)
		}
		for _, f := range files {
			data, err := os.ReadFile(f)
			if err != nil {
				b.Fatal(err)
			}
			if _, err := r.Read(context.Background(), notice.Input{Name: f, Data: data, Notice: true}); err != nil {
				b.Fatal(err)
			}
		}
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		b.ReportMetric(float64(m.HeapAlloc)/(1<<20), "MiB-held")
		b.ReportMetric(float64(m.Sys)/(1<<20), "MiB-taken")
		runtime.KeepAlive(r)
	}
}
