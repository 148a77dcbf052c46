package main

import (
	"fmt"
	"io"
	"strings"

	"leadlint/reports"
	"leadlint/reports/terminal"
	"leadlint/rules"
	"leadlint/rules/facts"
	"leadlint/rules/strict"
	"leadlint/scanner"
	"leadlint/scanner/ruletest"

	"github.com/spf13/cobra"
)

func (e *environment) explainCommand() *cobra.Command {
	var lang string
	var folders []string
	c := &cobra.Command{
		Use: "explain RULE", Short: "Explain a rule: law, condition, precedents, remedy, evidence, examples",
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := language(lang); err != nil {
				return err
			}
			packs, err := loadWhole(folders)
			if err != nil {
				return err
			}
			r, err := find(packs, args[0])
			if err != nil {
				return err
			}
			width, _ := screen(e.stdout)
			return terminal.Explain(e.stdout, r, reports.Options{Lang: lang, Width: width})
		},
	}
	c.Flags().StringVar(&lang, "lang", "en", "language: en or fr")
	c.Flags().StringArrayVar(&folders, "rules", nil, "`FOLDER` of a further rule pack; may be repeated")
	return c
}

// load reads the embedded packs and those in the folders, to judge by or to list.
func load(folders []string) ([]*rules.Pack, error) { return loadBy(rules.Ready, folders) }

// loadWhole does so with the examples of the rules.
func loadWhole(folders []string) ([]*rules.Pack, error) { return loadBy(rules.LoadAll, folders) }

func loadBy(read func(*facts.Schema, ...string) ([]*rules.Pack, error), folders []string) ([]*rules.Pack, error) {
	packs, err := read(facts.NewSchema(), folders...)
	if err != nil {
		return nil, &scanner.ConfigError{Err: err}
	}
	return packs, nil
}

// find gives the rule of an id, in any case of letters; of a number of the catalogue
// that several rules implement, these are named.
func find(packs []*rules.Pack, id string) (*rules.Rule, error) {
	var ids []string
	for _, p := range packs {
		for _, r := range p.Rules {
			if strings.EqualFold(r.ID, id) {
				return r, nil
			}
			ids = append(ids, r.ID)
		}
	}
	for _, entry := range rules.Catalogue() {
		if strings.EqualFold(entry.ID, id) {
			return nil, usagef("%s (%s) is a number of the catalogue: name one of the rules that implement it, %s", entry.ID, entry.Title, strings.Join(implementing(packs, entry.ID), ", "))
		}
	}
	if near := strict.Nearest(strings.ToUpper(id), ids); near != "" {
		return nil, usagef("there is no rule %q; did you mean %s? leadlint rules list shows all", id, near)
	}
	return nil, usagef("there is no rule %q; leadlint rules list shows all", id)
}

// implementing lists the rules that implement a number of the catalogue.
func implementing(packs []*rules.Pack, number string) []string {
	var out []string
	for _, p := range packs {
		for _, r := range p.Rules {
			if r.Catalogue == number {
				out = append(out, r.ID)
			}
		}
	}
	return out
}

func (e *environment) rulesCommand() *cobra.Command {
	var folders []string
	var lang string
	c := &cobra.Command{Use: "rules", Short: "List, show and test rules"}
	c.PersistentFlags().StringArrayVar(&folders, "rules", nil, "`FOLDER` of a further rule pack; may be repeated")
	c.PersistentFlags().StringVar(&lang, "lang", "en", "language: en or fr")
	c.AddCommand(
		&cobra.Command{Use: "list", Short: "List the rules of all packs", Args: cobra.NoArgs, RunE: func(*cobra.Command, []string) error {
			if err := language(lang); err != nil {
				return err
			}
			packs, err := load(folders)
			if err != nil {
				return err
			}
			width, _ := screen(e.stdout)
			return terminal.RuleList(e.stdout, packs, reports.Options{Lang: lang, Width: width})
		}},
		&cobra.Command{Use: "show RULE", Short: "Show where a rule stands and its conditions as written", Args: cobra.ExactArgs(1), RunE: func(_ *cobra.Command, args []string) error {
			packs, err := load(folders)
			if err != nil {
				return err
			}
			r, err := find(packs, args[0])
			if err != nil {
				return err
			}
			return terminal.Conditions(e.stdout, r, reports.Options{})
		}},
		&cobra.Command{Use: "test [RULE...]", Short: "Run the examples that stand beside the rules", Long: `Run the examples that stand beside the rules, of the rules named or of all.

Exit codes: 0 all passed, 1 some failed, 2 the rules are wrong in themselves.`, RunE: func(_ *cobra.Command, args []string) error {
			packs, err := loadWhole(folders)
			if err != nil {
				return err
			}
			return testRules(e.stdout, packs, args)
		}},
		e.catalogCommand(&folders, &lang),
	)
	return c
}

// testRules runs the examples of the rules named, all when none is.
func testRules(w io.Writer, packs []*rules.Pack, ids []string) error {
	var chosen []*rules.Rule
	for _, id := range ids {
		r, err := find(packs, id)
		if err != nil {
			return err
		}
		chosen = append(chosen, r)
	}
	for _, p := range packs {
		for _, warning := range p.Warnings {
			fmt.Fprintln(w, "warning:", warning)
		}
		if len(ids) == 0 {
			chosen = append(chosen, p.Rules...)
		}
	}
	schema := facts.NewSchema()
	run, failed := 0, 0
	for _, r := range chosen {
		for _, res := range ruletest.Run(schema, r) {
			run++
			if res.Err != nil {
				failed++
				fmt.Fprintf(w, "FAIL %s %s:%d: %v\n", r.ID, r.File, res.Line, res.Err)
			}
		}
	}
	fmt.Fprintf(w, "%d examples of %d rules: %d passed, %d failed\n", run, len(chosen), run-failed, failed)
	if failed > 0 {
		return &exitError{exitFindings, nil}
	}
	return nil
}
