package ruletest_test

import (
	"testing"

	"leadlint/rules"
	"leadlint/rules/facts"
	"leadlint/scanner/ruletest"
)

// TestEmbeddedRules runs the examples of every rule that leadlint comes with.
func TestEmbeddedRules(t *testing.T) {
	packs, err := rules.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	schema := facts.NewSchema()
	for _, p := range packs {
		for _, r := range p.Rules {
			t.Run(r.ID, func(t *testing.T) {
				for _, res := range ruletest.Run(schema, r) {
					if res.Err != nil {
						t.Errorf("%s:%d: %v", r.File, res.Line, res.Err)
					}
				}
			})
		}
	}
}
