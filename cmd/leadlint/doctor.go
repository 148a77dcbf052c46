package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"leadlint/reports/text"
	"leadlint/scanner/doctor"

	"github.com/spf13/cobra"
)

func (e *environment) doctorCommand() *cobra.Command {
	var file string
	var folders []string
	c := &cobra.Command{
		Use:   "doctor",
		Short: "Look whether everything that an audit needs is there",
		Long: `Look at the program, its rules, the audit file and the files that it names, the
environment, and what the machine has, before an audit is run. A database that the
audit file names is asked which tables can be read. No record of a dataset is read and
nothing is changed.

Exit codes: 0 an audit can run, 2 something would make it fail or leave it incomplete.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return e.doctor(c.Context(), doctor.Options{AuditFile: file, Rules: folders, Version: version(), Getenv: e.getenv, Password: e.password()})
		},
	}
	c.Flags().StringVar(&file, "config", "", "audit `FILE` (default: leadlint.yaml of the current folder, if there is one)")
	c.Flags().StringArrayVar(&folders, "rules", nil, "`FOLDER` of a further rule pack; may be repeated")
	return c
}

// doctor prints the checks, what to do about one below it.
func (e *environment) doctor(ctx context.Context, o doctor.Options) error {
	checks := doctor.Examine(ctx, o)
	for _, c := range checks {
		lines := strings.Split(c.Says, "\n")
		fmt.Fprintf(e.stdout, "%-8s %s: %s\n", c.State, text.Verbatim(c.About), text.Verbatim(lines[0]))
		for _, l := range lines[1:] {
			fmt.Fprintf(e.stdout, "%-8s %s\n", "", text.Verbatim(l))
		}
		if c.Do != "" {
			fmt.Fprintf(e.stdout, "%-8s → %s\n", "", text.Verbatim(c.Do))
		}
	}
	if doctor.Worst(checks) == doctor.Fault {
		return &exitError{exitUsage, errors.New("an audit would fail or be incomplete: see what is marked fault")}
	}
	return nil
}
