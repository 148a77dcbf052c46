package main

import (
	"context"
	"fmt"
	"strings"

	"leadlint/reports/text"

	"github.com/spf13/cobra"
)

func (e *environment) exceptionsCommand() *cobra.Command {
	var f baselineFlags
	c := &cobra.Command{
		Use:   "exceptions [TARGET...]",
		Short: "List the places in code that comments excuse, with reason and date",
		Long: `List the places in collection code that comments excuse from a rule, for who has to
account for them (Art. 5(2) GDPR): rule, place, last day and reason, one a line with
tabs between. A comment reads

    leadlint:ignore RULE[,RULE] reason="why it is fine" until=YYYY-MM-DD

and stands on the line it excuses or above it. One without a reason or past its day
excuses nothing, and is a finding of the audit itself.

Exit codes: 0 listed, 2 usage or configuration, 3 something in scope was not read.`,
		RunE: func(c *cobra.Command, args []string) error { return e.exceptions(c.Context(), args, f) },
	}
	c.Flags().StringVar(&f.file, "config", "", "audit `FILE` (default: leadlint.yaml of the current folder, when no target is given)")
	c.Flags().StringVar(&f.now, "now", "", "day that the dates are held against, `YYYY-MM-DD` (default: the audit file's, else today)")
	c.Flags().StringArrayVar(&f.rules, "rules", nil, "`FOLDER` of a further rule pack; may be repeated")
	return c
}

func (e *environment) exceptions(ctx context.Context, args []string, f baselineFlags) error {
	report, err := e.codeReport(ctx, args, f)
	if err != nil {
		return err
	}
	for _, c := range report.Code {
		for _, s := range c.Suppressed {
			fields := []string{s.Rule, fmt.Sprintf("%s:%d", s.File, s.Line), s.Until, s.Reason}
			for i := range fields {
				fields[i] = text.Line(fields[i], 500)
			}
			fmt.Fprintln(e.stdout, strings.Join(fields, "\t"))
		}
	}
	if !report.Coverage.Complete {
		return &exitError{exitIncomplete, fmt.Errorf("something in scope was not read; leadlint audit says what")}
	}
	return nil
}
