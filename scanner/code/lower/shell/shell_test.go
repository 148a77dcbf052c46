package shell

import (
	"testing"

	"leadlint/scanner/code/lower/lowertest"
	"leadlint/scanner/code/syntax"
)

const cases = "testdata/cases.txt"

// TestLower owns testdata/cases.txt.
func TestLower(t *testing.T) {
	lowertest.Cases(t, cases, lowertest.Lowering(t, syntax.Shell, Lower))
}

func FuzzLower(f *testing.F) { lowertest.Fuzz(f, cases, syntax.Shell, Lower) }

func BenchmarkLower(b *testing.B) { lowertest.Benchmark(b, cases, syntax.Shell, Lower) }

// TestDeep: what is nested deep, or is a long chain, is cut.
func TestDeep(t *testing.T) {
	lower := lowertest.Lowering(t, syntax.Shell, Lower)
	lowertest.Deep(t, lower, "echo ", "$(", "a", ")")
	lowertest.Deep(t, lower, "", "if a; then ", "b", "; fi")
	lowertest.Deep(t, lower, "case $x in ", "a) b;; ", "c) d;; esac", "")
	lowertest.Deep(t, lower, "a", " && a", "", "")
}
