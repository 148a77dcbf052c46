package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"leadlint/reports"
	"leadlint/reports/terminal"
	"leadlint/scanner"

	"github.com/spf13/cobra"
)

func (e *environment) mapCommand() *cobra.Command {
	var out, mapping, lang string
	c := &cobra.Command{
		Use:   "map FILE",
		Short: "Show how the columns of a file are understood, and write the mapping to edit",
		Long: `Show for every column of a file what it was taken for and why, with the table of
distinct governance values and their meaning. With --out the same is written as
a mapping file (mode 0600): edit it and give it to leadlint audit --map. The
mapping file holds the distinct governance values as they stand in the file; the
table on the terminal masks those that could be personal.

Exit codes: 0 shown, 2 usage or configuration, also where the file cannot be read, 3 the
mapping could not be written.`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := language(lang); err != nil {
				return err
			}
			opt := scanner.Options{Targets: args, Mapping: mapping, Stdin: e.stdin, Version: version(), Now: scanner.Today(e.clock())}
			tables, err := scanner.Recognise(c.Context(), opt)
			if err != nil {
				return err
			}
			width, _ := screen(e.stdout)
			if err := terminal.Columns(e.stdout, tables.Report, reports.Options{Lang: lang, Width: width}); err != nil {
				return err
			}
			if out == "" {
				return nil
			}
			return writeMapping(out, tables)
		},
	}
	c.Flags().StringVarP(&out, "out", "o", "", "write the mapping to this `FILE`")
	c.Flags().StringVar(&mapping, "map", "", "mapping `FILE` to start from")
	c.Flags().StringVar(&lang, "lang", "en", "language: en or fr")
	return c
}

// writeMapping writes the mapping file; one that is there already is kept.
func writeMapping(path string, tables *scanner.Recognition) (err error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, os.ErrExist) {
		return usagef("%s is there already: name another file, or remove it first", path)
	}
	if err != nil {
		return &exitError{exitIncomplete, fmt.Errorf("write mapping: %w", err)}
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return tables.WriteMapping(io.Writer(f))
}
