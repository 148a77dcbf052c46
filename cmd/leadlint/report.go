package main

import (
	"github.com/spf13/cobra"
)

func (e *environment) reportCommand() *cobra.Command {
	var f outputFlags
	var flag string
	c := &cobra.Command{
		Use:   "report AUDIT",
		Short: "Write the report of an earlier audit again",
		Long: `Write the report of an earlier audit again, in other formats or the other language.
AUDIT is a JSON report, as leadlint audit --format json writes it, or an audit of the
history: its id, a day for the last of that day, or "last".

The history keeps no examples, quotations or excerpts, and a report made from it says
so. Nothing is audited, and the exit code is 0 whatever the report says.`,
		Args: cobra.ExactArgs(1),
	}
	f.add(c.Flags())
	c.Flags().StringVar(&flag, "history", "", "`FILE` of the history (default: $LEADLINT_HISTORY, else that of leadlint.yaml)")
	c.RunE = func(c *cobra.Command, args []string) error {
		outputs, err := f.outputs(e.stdout)
		if err != nil {
			return err
		}
		old, err := e.readReport(c.Context(), args[0], flag)
		if err != nil {
			return err
		}
		if err := apart(outputs, old.files); err != nil {
			return err
		}
		return e.writeAll(outputs, old.report, f)
	}
	return c
}
