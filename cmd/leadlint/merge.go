package main

import (
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func (e *environment) mergeCommand() *cobra.Command {
	var f auditFlags
	c := &cobra.Command{
		Use:   "merge FILE...",
		Short: "Make the report of datasets that were counted in parts",
		Long: `Make the report of datasets that were counted in parts: by leadlint audit --shard,
or by another engine. The FILEs are what --partial wrote, all of one audit: parts of
different days, rules, declarations or options are refused, and a part that is missing,
or was counted twice, is told in the coverage.

The audit file and the registers that it names are read as leadlint audit reads them;
give the same --config, --rules, --map, --examples and LEADLINT_KEY. Datasets are not
read again.

Exit codes: as those of leadlint audit; 2 also for partials that are not of one audit.`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			f.merged = args
			return e.audit(c.Context(), nil, f)
		},
	}
	f.addReport(c.Flags())
	// No rows are written out, so that their flags stay at what they are by default.
	f.lists.add(pflag.NewFlagSet("", pflag.ContinueOnError))
	return c
}
