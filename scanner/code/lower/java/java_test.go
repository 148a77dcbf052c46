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

// TestDeep: what is nested deep, or is a long chain, is cut.
func TestDeep(t *testing.T) {
	lower := lowertest.Lowering(t, syntax.Java, Lower)
	lowertest.Deep(t, lower, "class A { int x = f", "(", "1", ")")
	lowertest.Deep(t, lower, `class A { String s = "x"`, ` + "y"`, "; }", "")
	lowertest.Deep(t, lower, "class A { int x = a", ".b()", "; }", "")
	lowertest.Deep(t, lower, "class A { void m() { if (a) b();", " else if (a) b();", "} }", "")
	lowertest.Deep(t, lower, "", "class A { ", "", "}")
}
