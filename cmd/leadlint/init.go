package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"leadlint/reports"
	"leadlint/reports/talk"
	"leadlint/reports/terminal"
	"leadlint/scanner/auditfile"
	"leadlint/scanner/propose"

	"github.com/spf13/cobra"
)

func (e *environment) initCommand() *cobra.Command {
	var out, lang string
	var force bool
	var folders []string
	c := &cobra.Command{
		Use:   "init [FOLDER]",
		Short: "Look at the files of a folder and propose an audit file",
		Long: `Look at every file of a folder and its subfolders, tell which are datasets and
which are registers and of what, and write a leadlint.yaml (mode 0600) that says
so, with the reason beside each line. What is unsure, and what the rules ask of
the controller, is written as comments to be completed. An audit file that is
there already is kept, unless --force is given.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			dir := "."
			if len(args) == 1 {
				dir = args[0]
			}
			if out == "" {
				out = filepath.Join(dir, auditfile.Name)
			}
			if err := language(lang); err != nil {
				return err
			}
			return e.propose(c.Context(), dir, out, lang, force, folders)
		},
	}
	c.Flags().StringVarP(&out, "out", "o", "", "write the audit file to this `FILE` (default: leadlint.yaml in the folder)")
	c.Flags().BoolVar(&force, "force", false, "replace an audit file that is there already")
	c.Flags().StringArrayVar(&folders, "rules", nil, "`FOLDER` of a further rule pack; may be repeated")
	c.Flags().StringVar(&lang, "lang", "en", "language of the comments: en or fr")
	return c
}

func (e *environment) propose(ctx context.Context, dir, out, lang string, force bool, folders []string) error {
	if _, err := os.Lstat(out); err == nil && !force {
		return usagef("%s is there already: name another file with --out, or replace it with --force", out)
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return usagef("%q is not a folder: name the folder that holds the files to audit", dir)
	}
	packs, err := load(folders)
	if err != nil {
		return err
	}
	p, err := propose.Folder(ctx, propose.Options{Dir: dir, Out: out, Packs: packs})
	switch {
	case ctx.Err() != nil:
		return &exitError{exitIncomplete, talk.Errorf("interrupted: nothing was written")}
	case errors.Is(err, propose.ErrOverwrite):
		return usagef("%s is a file of the folder, not an audit file: name another with --out", out)
	case err != nil:
		return &exitError{exitIncomplete, err}
	}
	var file bytes.Buffer
	if err := p.Write(&file, lang); err != nil {
		return &exitError{exitIncomplete, err}
	}
	if err := writeProposal(out, file.Bytes(), force); err != nil {
		return err
	}
	width, _ := screen(e.stdout)
	if err := terminal.Proposal(e.stdout, p, reports.Options{Width: width, Lang: lang}); err != nil {
		return err
	}
	_, err = fmt.Fprintln(e.stdout, e.talk.Say("Written to %s. Check it, complete it, then run leadlint audit in its folder.", out))
	return err
}

// writeProposal writes the audit file; without force, one that is there is kept.
func writeProposal(path string, data []byte, force bool) (err error) {
	mode := os.O_WRONLY | os.O_CREATE | os.O_EXCL
	if force {
		mode = os.O_WRONLY | os.O_CREATE | os.O_TRUNC
	}
	f, err := os.OpenFile(path, mode, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return usagef("%s is there already: name another file with --out, or replace it with --force", path)
	}
	if err != nil {
		return &exitError{exitIncomplete, talk.Errorf("write audit file: %w", err)}
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	_, err = f.Write(data)
	return err
}
