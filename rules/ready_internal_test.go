package rules

import (
	"strings"
	"testing"

	"leadlint/rules/facts"
)

// Packs compiled of other files, or damaged, are not taken.
func TestReadyOfOtherFiles(t *testing.T) {
	packs, ok := ready(readyPacks)
	if !ok {
		t.Fatal("the packs that are embedded are not taken")
	}
	sum := packs[1].SHA256
	for name, data := range map[string]string{
		"another hash": strings.Replace(readyPacks, sum, strings.Repeat("0", len(sum)), 1),
		"cut":          readyPacks[:len(readyPacks)/2],
		"longer":       readyPacks + "x",
		"nothing":      "",
		"another type": strings.Replace(readyPacks, "Severity", "Severely", 1),
	} {
		if _, ok := ready(data); ok {
			t.Errorf("%s: taken", name)
		}
	}
}

func BenchmarkReady(b *testing.B) {
	for b.Loop() {
		if _, err := Ready(facts.NewSchema()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLoadAll(b *testing.B) {
	for b.Loop() {
		if _, err := LoadAll(facts.NewSchema()); err != nil {
			b.Fatal(err)
		}
	}
}
