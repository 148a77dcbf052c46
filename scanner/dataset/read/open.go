// Package read opens an input of any format: it tells the format by the
// content and hands the input to the package that reads it.
package read

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/blob"
	"leadlint/scanner/dataset/database"
	"leadlint/scanner/dataset/read/delimited"
	"leadlint/scanner/dataset/read/jsonrows"
	"leadlint/scanner/dataset/read/lines"
	"leadlint/scanner/dataset/read/mysql"
	"leadlint/scanner/dataset/read/parquet"
	"leadlint/scanner/dataset/read/postgres"
	"leadlint/scanner/dataset/read/sqlite"
	"leadlint/scanner/dataset/read/vcard"
	"leadlint/scanner/dataset/read/xlsx"
	"leadlint/scanner/finding"
)

// Options are how an input is opened; the zero value is the default.
type Options struct {
	// Name is the input's name in messages and reports; empty means the name
	// that it is opened by.
	Name string
	// As names how the input is to be read where its content alone would not
	// tell: AsLines for plain text of which each line is a record. Empty means by
	// the content; no other value is allowed.
	As string
	// Database chooses what of a database is read, a SQLite file included.
	Database database.Options
}

// AsLines reads any text, one record a line: see package lines.
const AsLines = "lines"

// ErrFormat is wrapped by the error of Open for content that cannot be read.
var ErrFormat = errors.New("not a format that can be read")

// Stdin is the name that stands for standard input.
const Stdin = "-"

// Open opens the file of that name, or stdin for "-", and finds its tables. The
// format is told by the content, never by the name alone. The caller closes the
// source. An input without any table is no error: Source.Issues tells why.
func Open(ctx context.Context, name string, stdin io.Reader, opt Options) (*dataset.Source, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if opt.As != "" && opt.As != AsLines {
		return nil, fmt.Errorf("an input cannot be read as %q; expected %q, or nothing to go by the content", opt.As, AsLines)
	}
	if database.IsAddress(name) {
		return server(ctx, name, stdin, opt)
	}
	return blob.Await(ctx, func() (*dataset.Source, error) {
		b, err := bytesOf(name, stdin, opt)
		if err != nil {
			return nil, err
		}
		s, err := source(b, opt)
		if err != nil {
			return nil, errors.Join(err, b.Close())
		}
		return s, nil
	}, func(s *dataset.Source) { s.Close() }) //nolint:errcheck // opened read-only, and no one waits
}

// server opens what an address of a database names. No error repeats the address.
func server(ctx context.Context, name string, stdin io.Reader, opt Options) (*dataset.Source, error) {
	addr, err := database.ParseAddress(name)
	if err != nil {
		return nil, err
	}
	if opt.As != "" {
		return nil, fmt.Errorf("%q is a database, and cannot be read as %q", addr, opt.As)
	}
	if addr.Make == database.SQLite {
		return Open(ctx, addr.Path, stdin, opt)
	}
	db, err := connect(ctx, addr, opt.Database)
	if err != nil {
		return nil, err
	}
	s, err := database.Source(ctx, db, addr, opt.Database)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return s, nil
}

// connect opens the database of a server.
func connect(ctx context.Context, addr database.Address, opt database.Options) (database.Database, error) {
	if addr.Make == database.Postgres {
		return postgres.Open(ctx, addr, opt)
	}
	return mysql.Open(ctx, addr, opt)
}

// bytesOf opens the bytes of the input.
func bytesOf(name string, stdin io.Reader, opt Options) (*blob.Blob, error) {
	shown := opt.Name
	if shown == "" {
		shown = name
	}
	if name != Stdin {
		return blob.File(name, shown)
	}
	if stdin == nil {
		return nil, errors.New("no standard input was given; expected data on it, or the name of a file")
	}
	return blob.Pipe(shown, stdin)
}

// FormatOf tells the format of a file by its content, as dataset.Source.Format does
// but without the compression; empty for what cannot be read, of which Open says why.
func FormatOf(name string) (string, error) {
	if database.IsAddress(name) {
		addr, err := database.ParseAddress(name)
		if err != nil || addr.Make != database.SQLite {
			return addr.Make, err
		}
		name = addr.Path
	}
	b, err := bytesOf(name, nil, Options{})
	if err != nil {
		return "", err
	}
	head, err := b.Head(sniffSize)
	if err != nil && len(head) == 0 {
		return "", errors.Join(err, b.Close())
	}
	k, text := sniffBinary(b, head)
	if k == (kind{}) {
		k = sniffText(bytes.TrimSpace(text))
	}
	return k.format, b.Close()
}

// source finds the tables of an input.
func source(b *blob.Blob, opt Options) (*dataset.Source, error) {
	as := opt.As
	head, err := b.Head(sniffSize)
	if err != nil && len(head) == 0 {
		return nil, err
	}
	k, text := sniffBinary(b, head)
	switch {
	case as == AsLines && k.format != "":
		return nil, fmt.Errorf("%q is %w as lines of text: it is a %s file; leave the choice to the content", b.Name, ErrFormat, k.format)
	case as == AsLines && (k.what == "" || cutDown(head)):
		k.format = AsLines
	case k == kind{}:
		k = sniffText(bytes.TrimSpace(text))
	}
	if k.format == "" {
		return nil, fmt.Errorf("%q is %w: it is %s; %s", b.Name, ErrFormat, k.what, k.advice)
	}
	format, tables, detail, issues, err := open(b, k.format, opt.Database)
	if err != nil {
		return nil, err
	}
	if b.Compression != "" {
		format += "+" + b.Compression
	}
	for i := range issues {
		issues[i].Input = b.Name
	}
	return dataset.NewSource(b.Name, format, detail, tables, issues, b.Close, b.Sum), nil
}

// cutDown says whether a text starts with NUL bytes alone: a log that was cut
// down while a program wrote on at its old end.
func cutDown(head []byte) bool {
	text := bytes.TrimLeft(head, "\x00")
	return len(text) < len(head) && !binary(text)
}

// opener is the Open of the packages for formats of one kind.
type opener func(*blob.Blob) ([]dataset.Table, string, []finding.Issue, error)

// open hands the input to the package of its format.
func open(b *blob.Blob, format string, opt database.Options) (string, []dataset.Table, string, []finding.Issue, error) {
	var by opener
	switch format {
	case "json", "jsonl":
		by = jsonrows.Open
	case "parquet":
		by = parquet.Open
	case "sqlite":
		by = func(b *blob.Blob) ([]dataset.Table, string, []finding.Issue, error) { return sqlite.Open(b, opt) }
	case "xlsx":
		by = xlsx.Open
	case "vcard":
		by = vcard.Open
	case AsLines:
		by = lines.Open
	default:
		return delimited.Open(b)
	}
	tables, detail, issues, err := by(b)
	return format, tables, detail, issues, err
}
