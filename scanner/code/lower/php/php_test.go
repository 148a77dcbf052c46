package php

import (
	"testing"

	"leadlint/scanner/code/lower/lowertest"
	"leadlint/scanner/code/syntax"
)

const cases = "testdata/cases.txt"

// TestLower owns testdata/cases.txt.
func TestLower(t *testing.T) {
	lowertest.Cases(t, cases, lowertest.Lowering(t, syntax.PHP, Lower))
}

func FuzzLower(f *testing.F) { lowertest.Fuzz(f, cases, syntax.PHP, Lower) }

func BenchmarkLower(b *testing.B) { lowertest.Benchmark(b, cases, syntax.PHP, Lower) }
