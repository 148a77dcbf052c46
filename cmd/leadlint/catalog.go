package main

import (
	"time"

	"leadlint/reports"
	"leadlint/reports/oscal"
	"leadlint/scanner"

	"github.com/spf13/cobra"
)

// catalogCommand writes the articles that the rules cite as a catalog of controls. The
// folders and the language are those of leadlint rules.
func (e *environment) catalogCommand(folders *[]string, lang *string) *cobra.Command {
	var format, now string
	c := &cobra.Command{
		Use: "catalog", Short: "Write the articles that rules cite as an OSCAL catalog",
		Long: `Write the articles that rules cite as controls of an OSCAL 1.1.3 catalog, with the
rules as assessment objectives. The controls and objectives named in results
written with --format oscal are those of the catalog.`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if format != "oscal" {
				return usagef("--format %q: a catalog is written as oscal only", format)
			}
			if err := language(*lang); err != nil {
				return err
			}
			if now == "" {
				now = scanner.Today(e.clock())
			}
			if _, err := time.Parse(time.DateOnly, now); err != nil {
				return usagef("--now %q is no day: write it as 2026-01-31", now)
			}
			packs, err := load(*folders)
			if err != nil {
				return err
			}
			return oscal.WriteCatalog(e.stdout, packs, now, reports.Options{Lang: *lang})
		},
	}
	c.Flags().StringVar(&format, "format", "oscal", "format of the catalog: oscal")
	c.Flags().StringVar(&now, "now", "", "day of the document, `YYYY-MM-DD` (default: today)")
	return c
}
