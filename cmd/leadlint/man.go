package main

import (
	"fmt"
	"os"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

func (e *environment) manCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "man FOLDER",
		Short: "Write a man page for every command into a folder",
		Long: `Write a man page (section 1) for leadlint and each of its commands into a folder,
which is made if it is not there. Pages of an earlier version are replaced.

To read one: man -l FOLDER/leadlint-audit.1`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return writeMan(c.Root(), args[0]) },
	}
}

// writeMan writes the pages. They carry the day of the version's last change, so that a
// version's pages are the same whenever they are made.
func writeMan(root *cobra.Command, folder string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return usagef("man: make the folder: %w", err)
	}
	root.DisableAutoGenTag = true
	day := built()
	header := &doc.GenManHeader{Section: "1", Date: &day, Source: "leadlint " + version(), Manual: "leadlint"}
	if err := doc.GenManTree(root, header, folder); err != nil {
		return &exitError{exitIncomplete, fmt.Errorf("man: write the pages: %w", err)}
	}
	return nil
}

// built gives the time of the last change that the program was built from; the first of
// January 1970 where the build does not know it.
func built() time.Time {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.time" {
				if t, err := time.Parse(time.RFC3339, s.Value); err == nil {
					return t.UTC()
				}
			}
		}
	}
	return time.Unix(0, 0).UTC()
}
