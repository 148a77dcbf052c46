package main

import (
	"errors"
	"fmt"
	"os"

	"leadlint/scanner/source/warc"

	"github.com/spf13/cobra"
)

func (e *environment) evidenceCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "evidence",
		Short: "Check what leadlint audit --evidence has written",
		Args:  cobra.NoArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(&cobra.Command{
		Use:   "verify FILE...",
		Short: "Hash the records of WARC files again and compare",
		Long: `Hash every record of the WARC files again and compare with what stands in them,
and count the records. This shows damage and careless changes. It is no signature:
whoever can write the file can write another. The last day on which a file may be kept
is told, where it has one.

Exit codes: 0 all hold, 1 one does not, 2 usage, 3 one cannot be read.`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return e.verifyEvidence(args) },
	})
	return c
}

// verifyEvidence checks files; one that does not hold is a finding, one that
// cannot be read a failure.
func (e *environment) verifyEvidence(names []string) error {
	changed := false
	for _, name := range names {
		sum, err := verifyFile(name)
		switch {
		case errors.Is(err, warc.ErrDigest), errors.Is(err, warc.ErrFormat), errors.Is(err, warc.ErrUnfinished):
			changed = true
			fmt.Fprintf(e.stdout, "%s: does not hold: %v\n", name, err)
		case err != nil:
			return &exitError{exitIncomplete, fmt.Errorf("%s: %w", name, err)}
		default:
			fmt.Fprintf(e.stdout, "%s: %d records hold%s\n", name, sum.Records, e.expiry(sum.Expires))
		}
	}
	if changed {
		return &exitError{exitFindings, nil}
	}
	return nil
}

// expiry words the last day on which a file may be kept.
func (e *environment) expiry(day string) string {
	switch {
	case day == "":
		return ""
	case day < e.clock().Format("2006-01-02"):
		return "; it was to be deleted after " + day
	}
	return "; it may be kept until " + day
}

func verifyFile(name string) (sum warc.Summary, err error) {
	f, err := os.Open(name)
	if err != nil {
		return sum, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return warc.Verify(f)
}
