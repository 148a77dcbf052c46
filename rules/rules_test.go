package rules_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"leadlint/rules"
	"leadlint/rules/condition/oracle"
	"leadlint/rules/facts"
	"leadlint/rules/law"
)

func embedded(t testing.TB) []*rules.Pack {
	t.Helper()
	packs, err := rules.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return packs
}

func TestEmbeddedPacks(t *testing.T) {
	names := ""
	for _, p := range embedded(t) {
		names += p.Name + " "
		if len(p.Warnings) > 0 || len(p.SHA256) != 64 || p.Version == "" {
			t.Errorf("pack %s %s: hash %q, warnings %q", p.Name, p.Version, p.SHA256, p.Warnings)
		}
		for _, r := range p.Rules {
			if r.Pack != p.Name || r.Line == 0 || r.File == "" || r.Breach == nil || r.Catalogue == "" {
				t.Errorf("rule %s is incomplete: %s:%d of pack %q", r.ID, r.File, r.Line, r.Pack)
			}
		}
	}
	if names != "gdpr eprivacy-fr code " {
		t.Errorf("packs: got %q", names)
	}
}

// Every article that the embedded rules cite is in the table of articles, by
// itself or by the provision that holds it.
func TestEmbeddedArticles(t *testing.T) {
	for _, p := range embedded(t) {
		for _, r := range p.Rules {
			for _, code := range slices.Concat(r.Articles.Primary, r.Articles.Related) {
				if !cited(code) {
					t.Errorf("%s:%d: rule %s cites %q, which is not in the table of articles", r.File, r.Line, r.ID, code)
				}
			}
		}
	}
}

func cited(code string) bool {
	for code != "" && !strings.HasPrefix(code, "rec. ") {
		if _, ok := law.FindArticle(code); ok {
			return true
		}
		code = code[:max(0, strings.LastIndexByte(code, '('))]
	}
	return code != ""
}

// Every example of the embedded rules comes out as it says, by CEL's own
// interpreter.
func TestExamples(t *testing.T) {
	o, err := oracle.New(facts.NewSchema())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range embedded(t) {
		for _, r := range p.Rules {
			t.Run(r.ID, func(t *testing.T) {
				for _, example := range r.Tests {
					got, err := outcome(o, r, example)
					if err != nil || got != example.Want {
						t.Errorf("%s:%d: %s: got %s, %v; want %s", r.File, example.Line, example.Name, got, err, example.Want)
					}
				}
			})
		}
	}
}

// A row of which nothing is known, or observed, is never a breach: what a dataset does not
// record is not held against it as if it were recorded.
func TestNothingKnown(t *testing.T) {
	o, err := oracle.New(facts.NewSchema())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range embedded(t) {
		for _, r := range p.Rules {
			got, err := outcome(o, r, rules.Test{})
			if err != nil || got == rules.WantBreach {
				t.Errorf("%s: got %s, %v for a row without columns", r.ID, got, err)
			}
		}
	}
}

// Every relation that an embedded rule joins is missing from one of its
// examples and has rows in another.
func TestEmbeddedJoins(t *testing.T) {
	for _, p := range embedded(t) {
		for _, r := range p.Rules {
			for _, relation := range r.Joins() {
				missing, filled := false, false
				for _, example := range r.Tests {
					rows, supplied := example.Joined[relation]
					missing, filled = missing || !supplied, filled || len(rows) > 0
				}
				if !missing || !filled {
					t.Errorf("%s:%d: rule %s: expected an example without the relation %s and one with rows of it", r.File, r.Line, r.ID, relation)
				}
			}
		}
	}
}

// outcome evaluates an example as the engine's judgement is defined.
func outcome(o *oracle.Oracle, r *rules.Rule, example rules.Test) (string, error) {
	now := example.Now
	if now == "" {
		now = "2026-01-01"
	}
	eval := func(text string) (oracle.Truth, error) {
		return o.Eval(r.On, text, facts.NewSchema().Relation(r.On).Filled(example.Facts[r.On]), example.Facts["case"], example.Joined, now)
	}
	applies := oracle.True
	if r.Applies != nil {
		var err error
		if applies, err = eval(r.AppliesText); err != nil {
			return "", fmt.Errorf("applies: %w", err)
		}
	}
	breach, err := eval(r.BreachText)
	switch {
	case err != nil:
		return "", fmt.Errorf("breach: %w", err)
	case applies == oracle.False:
		return rules.WantNotExamined, nil
	case applies == oracle.True && breach == oracle.True:
		return rules.WantBreach, nil
	case applies == oracle.True && breach == oracle.False:
		return rules.WantClear, nil
	}
	return rules.WantNotShown, nil
}

func BenchmarkEmbedded(b *testing.B) {
	for b.Loop() {
		embedded(b)
	}
}
