package code_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"leadlint/scanner/code/files"
	"leadlint/scanner/code/syntax"
)

// sources gives a folder of real source code: LEADLINT_BENCH_CODE, else the sources of
// the Go toolchain that runs the benchmark.
func sources(b *testing.B) string {
	b.Helper()
	if dir := os.Getenv("LEADLINT_BENCH_CODE"); dir != "" {
		return dir
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		b.Skip("no toolchain to read the sources of")
	}
	return filepath.Join(string(bytes.TrimSpace(root)), "src", "net")
}

// BenchmarkScan scans real source code with one worker and all rules. It reports the
// megabytes a second, how many times the bare parsing of the same files it takes, and the
// greatest memory that the process held.
func BenchmarkScan(b *testing.B) {
	dir, bench := sources(b), newBench(b)
	opt := bench.options(b, dir)
	opt.Workers = 1
	bare := parsing(b, opt.Listing)
	var size int64
	start := time.Now()
	for b.Loop() {
		size = scan(b, opt).Code.Bytes
	}
	b.SetBytes(size)
	b.ReportMetric(float64(time.Since(start))/float64(b.N)/float64(bare), "x-parsing")
	var use syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &use); err == nil {
		b.ReportMetric(float64(use.Maxrss)/1024, "MiB-resident")
	}
}

// parsing gives the time that parsing all files takes, and nothing else.
func parsing(b *testing.B, l *files.Listing) time.Duration {
	b.Helper()
	parsers := map[syntax.Grammar]*syntax.Parser{}
	start := time.Now()
	for i := range l.Files {
		f := &l.Files[i]
		g := syntax.Grammar(f.Language)
		if parsers[g] == nil {
			p, err := syntax.NewParser(g)
			if err != nil {
				continue // not a language of a grammar
			}
			parsers[g] = p
		}
		src, err := l.Read(f)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := parsers[g].Parse(src); err != nil {
			b.Logf("%s: %v", f.Path, err)
		}
	}
	return time.Since(start)
}
