package rules_test

import (
	"testing"

	"leadlint/rules"
)

func TestEmbeddedPacksLoad(t *testing.T) {
	packs, err := rules.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range packs {
		for _, w := range p.Warnings {
			t.Logf("%s: %s", p.Name, w)
		}
		if len(p.SHA256) != 64 {
			t.Errorf("pack %s: hash %q", p.Name, p.SHA256)
		}
	}
}
