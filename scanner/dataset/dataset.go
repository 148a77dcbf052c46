// Package dataset opens lead files of any supported format and streams their
// records. Its sub-packages understand the columns (recognise), the values
// (values) and turn records into columns of facts (bind).
package dataset

import (
	"context"

	"leadlint/scanner/finding"
)

// Place says where a record stands in its input, for messages and samples.
type Place struct {
	// Line is the 1-based physical line on which the record starts; for formats
	// without lines the 1-based row (its header, if any, counted as row 1).
	Line int64
}

// Sink receives the records of one worker, in no particular order between
// workers. The cells are valid only during the call.
type Sink interface {
	// Row receives one record: one entry per column of the table, nil where the
	// record has no such cell (a JSON key not there, an SQL NULL, a short row).
	// A cell that holds several values has them joined by MultiSep. A cell may
	// have a capacity beyond its length: a sink may read there (what it finds is
	// of no meaning) and must neither append to a cell nor change it.
	Row(at Place, cells [][]byte)
}

// MultiSep separates several values in one cell (arrays in JSON, repeated
// properties in vCard).
const MultiSep = '\x1f'

// Table is one table of records: a CSV file, a sheet, a database table.
type Table interface {
	// Name is the sheet's or table's name; empty for a file that is one table.
	Name() string
	// Columns are the headers as written, in order; nested keys are joined with
	// "." ("name.givenName"). Duplicates are possible.
	Columns() []string
	// Sample gives up to n records spread over the table, each as long as
	// Columns; nil cells are absent. It gives the same records every time.
	Sample(ctx context.Context, n int) ([][][]byte, error)
	// Scan streams every record to the sinks: each sink is used by one
	// goroutine at a time, and len(sinks) is the number of workers allowed.
	// It may be called once. A cancelled ctx ends it within a fraction of a
	// second with ctx.Err() and the Stats so far. Damage is repaired or
	// skipped and told in Stats.Issues; only an error that ends the reading is
	// returned, and Stats is valid all the same.
	Scan(ctx context.Context, sinks []Sink) (Stats, error)
}

// Stats is what a Scan read.
type Stats struct {
	// Rows were handed to the sinks; Skipped were passed over, each with an issue.
	Rows, Skipped int64
	// Issues have Input and Table left empty: the caller fills them.
	Issues []finding.Issue
}

// Source is an opened input.
type Source struct {
	// Name is the input's name as the user gave it ("-" for standard input).
	Name string
	// Format is "csv", "tsv", "jsonl", "json", "xlsx", "parquet", "sqlite",
	// "vcard", "lines"; with "+gzip" or "+zstd" when compressed.
	Format string
	// Detail describes dialect and encoding for the trace ("delimiter ';',
	// windows-1252, header on line 4"); may be empty.
	Detail string
	// Tables are the tables found; each may hold persons or not.
	Tables []Table
	// Issues are those met on opening.
	Issues []finding.Issue
	// State is the same as long as nothing is written to what the tables are read from,
	// of an input that gives no Sum; empty where that cannot be told. It says nothing of
	// what is written.
	State string

	close func() error
	sum   func() (string, int64, error)
}

// Close releases the input. Nothing is ever written to it.
func (s *Source) Close() error {
	if s.close == nil {
		return nil
	}
	return s.close()
}

// Sum gives the SHA-256 (hex) and size of the input's bytes as stored. It may
// be called after every table was scanned; an input that was not read to its
// end gives an empty sum.
func (s *Source) Sum() (string, int64, error) {
	if s.sum == nil {
		return "", 0, nil
	}
	return s.sum()
}
