package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"leadlint/reports/jsonout"
	"leadlint/reports/terminal"
	"leadlint/reports/text"
	"leadlint/reports/view"
	"leadlint/scanner/history"
	"leadlint/scanner/history/store"

	"github.com/spf13/cobra"
)

// historyFlags are the flags of leadlint history.
type historyFlags struct {
	file, lang      string
	json            bool
	ascii, noColour bool
	// heads and key are what verify holds the history to, before is purge's day, keyFile
	// the file of the key that key goes on with.
	heads       []string
	key, before string
	keyFile     string
}

func (e *environment) historyCommand() *cobra.Command {
	var f historyFlags
	parent := &cobra.Command{
		Use:   "history",
		Short: "List, show, check and purge the audits that are kept",
		Long: `List, show, check and purge the audits that leadlint audit --history FILE, or the key
history of an audit file, has kept. They hold findings, counts and coverage, and nothing
that stems from a row of data.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return e.historyList(c.Context(), f) },
	}
	parent.PersistentFlags().StringVar(&f.file, "history", "", "`FILE` of the history (default: $LEADLINT_HISTORY, else that of leadlint.yaml)")
	parent.PersistentFlags().BoolVar(&f.json, "json", false, "as JSON, for programs")
	listing := func(c *cobra.Command) {
		c.Flags().StringVar(&f.lang, "lang", "en", "language: en or fr")
		c.Flags().BoolVar(&f.ascii, "ascii", false, "draw with ASCII characters only")
		c.Flags().BoolVar(&f.noColour, "no-colour", false, "no colour (also: NO_COLOR)")
	}
	list := &cobra.Command{Use: "list", Short: "List the audits that are kept, the earliest first", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return e.historyList(c.Context(), f) }}
	listing(parent)
	listing(list)
	show := &cobra.Command{Use: "show AUDIT", Short: "Show what is kept of an audit", Args: cobra.ExactArgs(1),
		Long: `Show what is kept of an audit: AUDIT is its id, a day for the last of that day, or
"last". leadlint report writes its whole report again.`,
		RunE: func(c *cobra.Command, args []string) error { return e.historyShow(c.Context(), args[0], f) }}
	listing(show)
	purge := &cobra.Command{Use: "purge", Short: "Drop what was kept long enough", Args: cobra.NoArgs,
		Long: `Drop what was stored before a day, or longer ago than history.keep of the audit file
says. That it was dropped, and when, stays as an event; nothing else of it does.`,
		RunE: func(c *cobra.Command, _ []string) error { return e.historyPurge(c.Context(), f) }}
	purge.Flags().StringVar(&f.before, "before", "", "drop what was stored before `YYYY-MM-DD` (default: by history.keep of leadlint.yaml)")
	purge.Flags().StringVar(&f.keyFile, "key-file", "", "`FILE` of the key that signs (default: that of leadlint.yaml, else the history's name with .key)")
	parent.AddCommand(list, show, e.historyVerifyCommand(&f), purge, e.historyKeyCommand(&f))
	return parent
}

// openHistory opens the history to read.
func (e *environment) openHistory(ctx context.Context, f historyFlags) (kept, *store.Reader, error) {
	k, err := e.history(f.file)
	if err != nil {
		return k, nil, err
	}
	r, err := store.Open(ctx, k.path)
	if err != nil {
		return k, nil, usagef("%w", err)
	}
	return k, r, nil
}

func (e *environment) historyList(ctx context.Context, f historyFlags) (err error) {
	if err := language(f.lang); err != nil {
		return err
	}
	_, r, err := e.openHistory(ctx, f)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	list, err := r.List(ctx)
	if err != nil {
		return &exitError{exitIncomplete, err}
	}
	if f.json {
		if list == nil {
			list = []history.Entry{}
		}
		return e.writeJSON(list)
	}
	return terminal.History(e.stdout, list, e.listOptions(f))
}

// listOptions gives the options by which tables are written to standard output.
func (e *environment) listOptions(f historyFlags) view.Options {
	opt := view.Options{Lang: f.lang, ASCII: f.ascii}
	if width, ok := screen(e.stdout); ok {
		opt.Width, opt.Colour = width, !f.noColour && e.getenv("NO_COLOR") == ""
	}
	return opt
}

func (e *environment) writeJSON(v any) error {
	data, err := jsonout.Marshal(v)
	var out bytes.Buffer
	if err == nil {
		err = json.Indent(&out, data, "", "  ")
	}
	if err == nil {
		out.WriteByte('\n')
		_, err = e.stdout.Write(out.Bytes())
	}
	if err != nil {
		return &exitError{exitIncomplete, err}
	}
	return nil
}

func (e *environment) historyShow(ctx context.Context, name string, f historyFlags) error {
	if err := language(f.lang); err != nil {
		return err
	}
	k, err := e.history(f.file)
	if err != nil {
		return err
	}
	old, err := e.readKept(ctx, k, name)
	if err != nil {
		return err
	}
	if f.json {
		return e.writeJSON(struct {
			*history.Entry
			Head     string `json:"head"`
			Key      string `json:"key"`
			Packs    any    `json:"packs"`
			Inputs   any    `json:"inputs"`
			Coverage any    `json:"coverage"`
		}{old.entry, old.report.Record.Head, old.report.Record.Key, old.report.Packs, old.report.Inputs, old.report.Coverage})
	}
	return terminal.Kept(e.stdout, old.entry, old.report, e.listOptions(f))
}

func (e *environment) historyPurge(ctx context.Context, f historyFlags) (err error) {
	k, err := e.history(f.file)
	if err != nil {
		return err
	}
	if f.before == "" && !k.keep.Known {
		return usagef("say what to drop: --before YYYY-MM-DD, or history.keep in leadlint.yaml")
	}
	if f.keyFile != "" {
		k.key = f.keyFile
	}
	if err := there(k.path); err != nil {
		return err
	}
	w, err := store.OpenWriter(ctx, k.path, e.storing(k))
	if err != nil {
		return usagef("%w", err)
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	var gone []history.PurgedAudit
	if f.before != "" {
		if err := day(f.before); err != nil {
			return err
		}
		gone, err = w.Purge(ctx, f.before, store.Asked)
	} else {
		gone, err = w.Keep(ctx, k.keep.Period)
	}
	for _, a := range gone {
		fmt.Fprintf(e.stdout, "%s: dropped\n", text.Verbatim(a.ID))
	}
	if err != nil {
		return &exitError{exitIncomplete, err}
	}
	if len(gone) == 0 {
		e.note("nothing was stored as long ago as that")
	}
	return nil
}
