package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"
	"time"

	"leadlint/reports/talk"
	"leadlint/reports/text"
	"leadlint/scanner"

	"github.com/spf13/cobra"
	"golang.org/x/term"
)

// Exit codes. The greater one wins.
const (
	// exitClean: everything in scope was examined, and nothing was found at or
	// above the threshold.
	exitClean = 0
	// exitFindings: a breach, inferred breach or lack of proof at or above the
	// threshold.
	exitFindings = 1
	// exitUsage: the command line, audit file, mapping or rules are wrong.
	exitUsage = 2
	// exitIncomplete: something in scope was not covered, or the run failed.
	exitIncomplete = 3
)

// environment is what the process gives the commands.
type environment struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	getenv         func(string) string
	clock          func() time.Time
	// talk says what goes to stderr, in the language of --lang.
	talk *talk.Talk
}

// exitError carries an exit code; its cause, if any, is printed.
type exitError struct {
	code  int
	cause error
}

func (e *exitError) Error() string {
	if e.cause == nil {
		return ""
	}
	return e.cause.Error()
}

// Unwrap gives the cause.
func (e *exitError) Unwrap() error { return e.cause }

// run executes the command line and gives the exit code.
func (e *environment) run(ctx context.Context, args []string) int {
	e.talk = talk.New(spoken(args))
	root := e.root()
	root.SetArgs(args)
	root.SetIn(e.stdin)
	root.SetOut(e.stdout)
	root.SetErr(e.stderr)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitClean
	}
	if err.Error() != "" {
		for i, line := range strings.Split(withoutAddresses(e.talk.Error(err), args), "\n") {
			lead := "          "
			if i == 0 {
				lead = "leadlint: "
			}
			fmt.Fprintln(e.stderr, lead+text.Verbatim(line))
		}
	}
	var exit *exitError
	var config *scanner.ConfigError
	switch {
	case errors.As(err, &exit):
		return exit.code
	case errors.As(err, &config):
		return exitUsage
	}
	return exitUsage
}

// spoken gives the value of --lang, which is looked for here so that a mistake in the
// command line is told in that language too.
func spoken(args []string) string {
	lang := ""
	for i, arg := range args {
		if value, ok := strings.CutPrefix(arg, "--lang="); ok {
			lang = value
		} else if arg == "--lang" && i+1 < len(args) {
			lang = args[i+1]
		}
	}
	return lang
}

const about = `leadlint audits lead and contact-enrichment data as a data-protection authority
would: what was found, which duty it breaches, on what evidence, for how many
people, and what to do by when.

Exit codes: 0 nothing found at or above the threshold, 1 something found,
2 usage or configuration, 3 incomplete or failed (3 beats 1).`

func (e *environment) root() *cobra.Command {
	root := &cobra.Command{
		Use: "leadlint", Short: "Audit lead data under the GDPR", Long: about,
		SilenceUsage: true, SilenceErrors: true, Version: version(),
	}
	root.AddCommand(e.auditCommand(), e.mergeCommand(), e.initCommand(), e.mapCommand(), e.sampleCommand(), e.dossierCommand(), e.letterCommand(), e.baselineCommand(), e.exceptionsCommand(), e.waiveCommand(), e.waiversCommand(), e.factsCommand(), e.evidenceCommand(), e.rulesCommand(), e.explainCommand(), e.reportCommand(), e.compareCommand(), e.historyCommand(), e.doctorCommand(), e.manCommand(), e.sparkCommand(), e.sparkPartCommand())
	return root
}

// version gives the module's version, or "devel" for a build from a checkout.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return "devel"
	}
	return info.Main.Version
}

// screen gives the width of a terminal and whether w is one.
func screen(w io.Writer) (width int, ok bool) {
	f, isFile := w.(*os.File)
	if !isFile || !term.IsTerminal(int(f.Fd())) {
		return 0, false
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return 0, true
	}
	return width, true
}

// language checks the value of --lang.
func language(lang string) error {
	if lang != "en" && lang != "fr" {
		return usagef("--lang %q: expected en or fr", lang)
	}
	return nil
}

func usagef(format string, args ...any) error {
	return &exitError{exitUsage, talk.Errorf(format, args...)}
}
