package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"leadlint/scanner"
	"leadlint/scanner/dataset"
	"leadlint/scanner/finding"
	"leadlint/scanner/partial"
	"leadlint/scanner/spark"

	"github.com/spf13/cobra"
)

func (e *environment) sparkCommand() *cobra.Command {
	var f auditFlags
	var dir string
	c := &cobra.Command{
		Use:   "spark --out FOLDER [TARGET]",
		Short: "Write what it takes to have Apache Spark count a dataset",
		Long: `Write a folder with all that it takes to have the rows of a dataset counted by Apache
Spark, for those who submit to their cluster by themselves: the statements, the plan,
what rows are compared with, and a page that says what to run. What the run answers is
made a report by leadlint merge, with the same --config, --rules, --map, --examples and
LEADLINT_KEY.

leadlint audit --engine spark does all of it in one go.

The folder is for its owner alone: it holds the key by which persons are compared.

Exit codes: 0 written, 2 usage or configuration, 3 something could not be read.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			for _, name := range ofReports() {
				if c.Flags().Changed(name) {
					return usagef("no report is written here: --%s belongs to leadlint merge, which makes it", name)
				}
			}
			return e.sparkFolder(c.Context(), args, f, dir)
		},
	}
	f.addReport(c.Flags())
	f.addSpark(c.Flags())
	for _, name := range ofReports() {
		c.Flags().Lookup(name).Hidden = true
	}
	c.Flags().StringVar(&dir, "out", "", "`FOLDER` to write, which must not be there yet")
	return c
}

// ofReports are the flags of an audit that are about its report, which leadlint merge makes.
func ofReports() []string {
	return []string{
		"ascii", "baseline", "explain-scope", "fail-on", "format", "history", "no-colour", "pdf-engine",
		"show-waived", "template", "verbose", "waivers",
	}
}

// sparkFolder writes the folder.
func (e *environment) sparkFolder(ctx context.Context, args []string, f auditFlags, dir string) error {
	if dir == "" {
		return usagef("name the folder to write: --out FOLDER")
	}
	opt, err := e.options(args, f)
	if err != nil {
		return err
	}
	if !opt.Sampling.Whole() {
		return usagef("--sample: Spark counts every row")
	}
	e.dated(&opt)
	if err := os.Mkdir(dir, 0o700); err != nil {
		return usagef("--out: %w; name a folder that is not there yet", err)
	}
	w := &sparkWriter{sparkReader: sparkReader{spark: spark.Unfound(f.sparkFlags.options(e))}, dir: dir}
	opt.Elsewhere = w
	_, report, err := scanner.Count(ctx, opt)
	switch {
	case err != nil:
	case w.fault != nil:
		err = w.fault
	case w.done == nil:
		err = &exitError{exitIncomplete, nothingToCount(report)}
	default:
		if err = w.readme(opt.Version, report.Now); err == nil {
			e.tell("%s: read README.md there for what to run", dir)
			return nil
		}
	}
	return errors.Join(err, os.RemoveAll(dir))
}

// nothingToCount tells why no table of persons was met.
func nothingToCount(r *finding.Report) error {
	for _, i := range r.Coverage.Issues {
		return fmt.Errorf("there is nothing to count: %s: %s", i.Input, i.Message.EN)
	}
	return errors.New("there is nothing to count: the dataset holds no persons")
}

// sparkWriter writes what Spark would be given.
type sparkWriter struct {
	sparkReader
	dir   string
	done  *spark.Submission
	fault error
}

// errWritten ends the count of a table of which only the files are wanted.
var errWritten = errors.New("the files were written")

// Count writes the files of the one dataset.
func (w *sparkWriter) Count(_ context.Context, target string, table dataset.Table, plan *scanner.TablePlan) ([]*partial.Table, dataset.Stats, error) {
	if w.done != nil {
		w.fault = usagef("the audit has several datasets: name the one that is to be counted")
		return nil, dataset.Stats{}, w.fault
	}
	counting, err := sparkCounting(target, plan)
	if err == nil {
		w.done, err = w.spark.Submit(w.dir, table, counting)
	}
	if err != nil {
		w.fault = &exitError{exitIncomplete, err}
		return nil, dataset.Stats{}, err
	}
	return nil, dataset.Stats{}, errWritten
}

// readme writes the page that says what to run.
func (w *sparkWriter) readme(version, now string) error {
	var args []string
	for i, a := range w.done.Arguments {
		if last := len(args) - 1; i > 0 && strings.HasPrefix(args[last], "-") && !strings.Contains(args[last], " ") && !strings.HasPrefix(a, "-") {
			args[last] += " " + quoted(a)
			continue
		}
		args = append(args, quoted(a))
	}
	text := fmt.Sprintf(`# Counting on Apache Spark

This folder was written by leadlint %[1]s for the day %[2]s. It holds the key by which
persons are compared: keep it as you keep the data, and remove it behind the audit.

1. Put the program leadlint %[1]s, made for the machines of the cluster, into this folder
   under the name %[3]q:

       cp "$(command -v leadlint)" .

2. Run in this folder, with the address of your cluster as --master where your Spark does
   not know it (spark-sql takes the same arguments from --conf on):

       spark-submit \
         %[4]s \
         > partials.txt

   Spark has ended well when its exit code is 0. It must not be told to pass over files
   that it cannot read.

3. Make the report, with the options that the plan was made with (--config, --rules, --map,
   --examples, LEADLINT_KEY):

       leadlint merge --now %[2]s --format html=report.html partials.txt

   The number of rows that Spark counts is in partials.txt too: where fewer were examined,
   the report says so and the exit code is 3.

Files: audit.sql (the statements), %[5]s.
`, version, now, w.done.Program, strings.Join(args, " \\\n         "), strings.Join(w.done.Files, ", "))
	return os.WriteFile(filepath.Join(w.dir, "README.md"), []byte(text), 0o600)
}

// quoted writes an argument for a shell.
func quoted(arg string) string {
	if !strings.ContainsAny(arg, " \t\n'\"\\$`*?[]{}()<>|&;#!~") && arg != "" {
		return arg
	}
	return "'" + strings.ReplaceAll(arg, "'", `'\''`) + "'"
}

// sparkOutput reads a file as the output of Spark; ok is false where it is none.
func sparkOutput(name string) (out *spark.Output, ok bool, err error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, false, fmt.Errorf("read the partial: %w", err)
	}
	defer f.Close()
	in := bufio.NewReaderSize(f, 64<<10)
	head, _ := in.Peek(64 << 10) // a shorter file is looked at whole
	if !bytes.Contains(head, []byte(spark.PartialMark)) && !bytes.Contains(head, []byte(spark.CountMark)) {
		return nil, false, nil
	}
	out, err = spark.ReadOutput(name, in)
	return out, true, err
}

// gatherSpark adds the partitions in a file that holds the output of Spark, and tells of
// rows that are missing; false for any other file.
func gatherSpark(m *partial.Merger, name string, opt *scanner.Options) (bool, error) {
	out, ok, err := sparkOutput(name)
	if !ok || err != nil {
		return false, err
	}
	for _, p := range out.Parts {
		if err := m.Add(p, name+", partition "+p.Partition); err != nil {
			return false, err
		}
	}
	for _, i := range out.Missing(0) {
		i.Input = name
		opt.Troubles = append(opt.Troubles, i)
	}
	return true, nil
}
