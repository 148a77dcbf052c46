package java

import (
	"testing"

	"leadlint/scanner/code/lower/lowertest"
	"leadlint/scanner/code/syntax"
)

const cases = "testdata/cases.txt"

// TestLower owns testdata/cases.txt.
func TestLower(t *testing.T) {
	lowertest.Cases(t, cases, lowertest.Lowering(t, syntax.Java, Lower))
}

func FuzzLower(f *testing.F) { lowertest.Fuzz(f, cases, syntax.Java, Lower) }

func BenchmarkLower(b *testing.B) { lowertest.Benchmark(b, cases, syntax.Java, Lower) }
