package main

import (
	"leadlint/rules"
	"leadlint/rules/facts"
	"leadlint/scanner"
	"leadlint/scanner/code"
	"leadlint/scanner/code/files"
	"leadlint/scanner/engine"

	"github.com/spf13/cobra"
)

func (e *environment) factsCommand() *cobra.Command {
	var packs []string
	c := &cobra.Command{
		Use:   "facts TARGET",
		Short: "Show what is observed in code, for who writes rules on it",
		Long: `Show the facts that rules on collection code are held against (relation code in
docs/rules.md): one place a line, with the fields that say anything. Values that could
be somebody's are masked. What the project as a whole tells is left out.

Exit codes: 0 shown, 2 usage or configuration, 3 something could not be read.`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return e.facts(args[0], packs) },
	}
	c.Flags().StringArrayVar(&packs, "rules", nil, "`FOLDER` of a further rule pack, whose names are looked for too; may be repeated")
	return c
}

func (e *environment) facts(target string, folders []string) error {
	schema := facts.NewSchema()
	packs, err := rules.Ready(schema, folders...)
	if err != nil {
		return &scanner.ConfigError{Err: err}
	}
	var list []*rules.Rule
	for _, p := range packs {
		list = append(list, p.Rules...)
	}
	listing, err := files.Walk(target, files.Options{})
	if err != nil {
		return usagef("%w", err)
	}
	if err := code.Show(e.stdout, code.Options{Listing: listing, Name: target, Schema: schema, Rules: list, Env: engine.Env{}}); err != nil {
		return &exitError{exitIncomplete, err}
	}
	return nil
}
