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

// TestDeep: what is nested deep, or is a long chain, is cut.
func TestDeep(t *testing.T) {
	lower := lowertest.Lowering(t, syntax.PHP, Lower)
	lowertest.Deep(t, lower, "<?php f", "(", "1", ")")
	lowertest.Deep(t, lower, "<?php $a = 'x'", " . 'y'", ";", "")
	lowertest.Deep(t, lower, "<?php $a", "->b()", ";", "")
	lowertest.Deep(t, lower, "<?php if ($a) b();", " else if ($a) b();", "", "")
	lowertest.Deep(t, lower, "<?php ", "{ ", "", "}")
}
