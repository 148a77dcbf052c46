// Command benchdata writes invented contact records for measuring speed, and
// registers of messages and objections about the same persons: the same bytes
// for the same number of rows and seed, on any machine and with any number of
// processors. The persons, firms and numbers do not exist.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

func main() { os.Exit(run(os.Args[1:], os.Stderr)) }

// run gives 0, 1 when the file could not be written, 2 for wrong usage.
func run(args []string, stderr io.Writer) int {
	flags := flag.NewFlagSet("benchdata", flag.ContinueOnError)
	flags.SetOutput(stderr)
	rows := flags.Int64("rows", 1_000_000, "number of records")
	seed := flags.Uint64("seed", 1, "seed; the same seed gives the same bytes")
	out := flags.String("out", "", "file to write, or the folder of -format parquet (required)")
	relation := flags.String("relation", "contact", "what to write: contact, send or suppression")
	contacts := flags.Int64("contacts", 1_000_000, "send, suppression: number of contacts that the persons are taken from")
	format := flags.String("format", "csv", "format to write: csv, or parquet for contacts")
	files := flags.Int("files", 1, "parquet: number of files that the rows are split among")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	known := *format == "csv" || *format == "parquet" && *relation == "contact" && *files > 0
	if *out == "" || *rows < 0 || !known || flags.NArg() > 0 {
		fmt.Fprintln(stderr, "benchdata: expected -out, -rows of at least 0, -format csv or (contacts only) parquet with -files of at least 1, and no further arguments")
		return 2
	}
	if *format == "parquet" {
		return told(stderr, writeParquet(*out, *rows, *seed, *files))
	}
	content := func(w io.Writer) error { return write(w, *rows, *seed) }
	if *relation != "contact" {
		kind, ok := registerNamed(*relation)
		if !ok || *contacts < 1 {
			fmt.Fprintln(stderr, "benchdata: expected -relation contact, send or suppression, and -contacts of at least 1")
			return 2
		}
		content = func(w io.Writer) error { return writeRegister(w, kind, *rows, *contacts, *seed) }
	}
	return told(stderr, writeFile(*out, content))
}

// told gives the exit code, with a message when there is an error.
func told(stderr io.Writer, err error) int {
	if err != nil {
		fmt.Fprintf(stderr, "benchdata: %v\n", err)
		return 1
	}
	return 0
}

// writeFile writes to a file beside path and renames it at the end, so that a
// file found under path is always whole.
func writeFile(path string, content func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".part-*")
	if err != nil {
		return fmt.Errorf("create output: %w", err)
	}
	defer os.Remove(f.Name())
	if err := content(f); err != nil {
		f.Close()
		return fmt.Errorf("write %q: %w", path, err)
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("close %q: %w", path, err)
	}
	return os.Rename(f.Name(), path)
}
