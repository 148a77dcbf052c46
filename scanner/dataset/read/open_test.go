package read

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/xuri/excelize/v2"

	"leadlint/scanner/dataset"
)

type counter struct{ rows int }

func (c *counter) Row(dataset.Place, [][]byte) { c.rows++ }

func zipOf(t *testing.T, names ...string) string {
	t.Helper()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, name := range names {
		if _, err := z.Create(name); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.String()
}

func gzipOf(t *testing.T, data string) string {
	t.Helper()
	var buf bytes.Buffer
	z := gzip.NewWriter(&buf)
	if _, err := z.Write([]byte(data)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.String()
}

func workbook(t *testing.T) string {
	t.Helper()
	f := excelize.NewFile()
	for cell, value := range map[string]string{"A1": "First name", "B1": "E-mail", "A2": "Ann", "B2": "ann@lee.example"} {
		if err := f.SetCellStr("Sheet1", cell, value); err != nil {
			t.Fatal(err)
		}
	}
	var buf bytes.Buffer
	if err := f.Write(&buf); err != nil {
		t.Fatal(err)
	}
	return buf.String()
}

func TestOpenTellsTheFormatByContent(t *testing.T) {
	tests := []struct {
		name, in string
		format   string
		rows     int
	}{
		{"CSV", "a,b\n1,2\n3,4\n", "csv", 2},
		{"TSV", "a\tb\n1\t2\n", "tsv", 1},
		{"CSV with gzip", gzipOf(t, "a,b\n1,2\n3,4\n"), "csv+gzip", 2},
		{"JSON Lines", "{\"a\":1}\n{\"a\":2}\n", "jsonl", 2},
		{"JSON", "[{\"a\":1},\n{\"a\":2}]", "json", 2},
		{"JSON on several lines", "[\n  {\"a\":1},\n  {\"a\":2}\n]\n", "json", 2},
		{"vCard", "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann Lee\r\nEMAIL:ann@lee.example\r\nEND:VCARD\r\n", "vcard", 1},
		{"Excel", workbook(t), "xlsx", 1},
		{"Excel with gzip", gzipOf(t, workbook(t)), "xlsx+gzip", 1},
		{"a header in brackets", "[id],[name]\n1,x\n", "csv", 1},
		{"a header in braces", "{id};{name}\n1;x\n", "csv", 1},
		{"a column named ORC", "ORC,b\n1,2\n", "csv", 1},
		{"UTF-16 CSV", "\xff\xfea\x00,\x00b\x00\n\x001\x00,\x002\x00\n\x00", "csv", 1},
	}
	for _, tt := range tests {
		for _, kind := range []string{"file", "stdin"} {
			t.Run(tt.name+" from "+kind, func(t *testing.T) {
				name, stdin := Stdin, strings.NewReader(tt.in)
				if kind == "file" {
					name, stdin = filepath.Join(t.TempDir(), "leads.dat"), nil
					if err := os.WriteFile(name, []byte(tt.in), 0o400); err != nil {
						t.Fatal(err)
					}
				}
				s, err := Open(context.Background(), name, stdin, Options{Name: "leads"})
				if err != nil {
					t.Fatal(err)
				}
				defer s.Close()
				if s.Format != tt.format || s.Name != "leads" || len(s.Tables) != 1 {
					t.Fatalf("got %s %q with %d tables, want %s", s.Format, s.Name, len(s.Tables), tt.format)
				}
				var c counter
				stats, err := s.Tables[0].Scan(context.Background(), []dataset.Sink{&c})
				if err != nil || c.rows != tt.rows || stats.Rows != int64(tt.rows) {
					t.Errorf("got %d rows, %+v, %v; want %d", c.rows, stats, err, tt.rows)
				}
				want := sha256.Sum256([]byte(tt.in))
				if sum, size, err := s.Sum(); err != nil || sum != hex.EncodeToString(want[:]) || size != int64(len(tt.in)) {
					t.Errorf("sum: got %s, %d, %v", sum, size, err)
				}
			})
		}
	}
}

func TestOpenRefusesWhatItCannotRead(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"old Excel", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "an old Office file"},
		{"PDF", "%PDF-1.7\n", "a PDF document"},
		{"PNG", "\x89PNG\r\n\x1a\n", "an image"},
		{"HTML", "\n<!DOCTYPE HTML>\n<table>", "an HTML page"},
		{"XML", "<?xml version=\"1.0\"?>", "an XML document"},
		{"Word", zipOf(t, "[Content_Types].xml", "word/document.xml"), "a Word document"},
		{"OpenDocument", zipOf(t, "mimetype", "content.xml"), "an OpenDocument file"},
		{"archive", zipOf(t, "leads.csv"), "a ZIP archive; unpack"},
		{"cut archive", "PK\x03\x04xxxx", "a damaged"},
		{"binary", "\x00\x02\x03\x04\x05\x06\x07\x10\x11\x12" + strings.Repeat("\x0e\x0f", 50), "binary data"},
		{"compressed twice", gzipOf(t, gzipOf(t, "a,b\n1,2\n")), "compressed twice"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Open(context.Background(), Stdin, strings.NewReader(tt.in), Options{})
			if !errors.Is(err, ErrFormat) || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want it to say %q", err, tt.want)
			}
		})
	}
}

func TestOpenAsLines(t *testing.T) {
	log := "<?xml version=\"1.0\"?>\n{\"level\":\"info\"}\na,b\n"
	for _, in := range []string{log, gzipOf(t, log), strings.Repeat("\x00", 1<<17) + log} {
		s, err := Open(context.Background(), Stdin, strings.NewReader(in), Options{As: AsLines})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		var c counter
		stats, err := s.Tables[0].Scan(context.Background(), []dataset.Sink{&c})
		if err != nil || c.rows != 3 || stats.Rows != 3 || !strings.HasPrefix(s.Format, "lines") || s.Tables[0].Columns()[0] != "line" {
			t.Errorf("got %d rows of %s, %v", c.rows, s.Format, err)
		}
	}
	for _, tt := range []struct{ name, in, as, want string }{
		{"workbook", workbook(t), AsLines, "it is a xlsx file"},
		{"image", "\x89PNG\r\n\x1a\n", AsLines, "an image"},
		{"unknown way", "a\n", "words", "cannot be read as \"words\""},
	} {
		if _, err := Open(context.Background(), Stdin, strings.NewReader(tt.in), Options{As: tt.as}); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want it to say %q", tt.name, err, tt.want)
		}
	}
}

func TestOpenTellsNoPassword(t *testing.T) {
	_, err := Open(context.Background(), "postgres://user:hunter2@db.example/crm", nil, Options{})
	if err == nil || strings.Contains(err.Error(), "hunter2") || !strings.Contains(err.Error(), "PGPASSWORD") {
		t.Errorf("got %v", err)
	}
}

func TestOpenEmptyInput(t *testing.T) {
	s, err := Open(context.Background(), Stdin, strings.NewReader(""), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if len(s.Tables) != 0 || len(s.Issues) != 1 || s.Issues[0].Input != Stdin {
		t.Errorf("got %d tables, issues %+v", len(s.Tables), s.Issues)
	}
}

func TestOpenErrors(t *testing.T) {
	if _, err := Open(context.Background(), filepath.Join(t.TempDir(), "none.csv"), nil, Options{}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("missing file: got %v", err)
	}
	if _, err := Open(context.Background(), t.TempDir(), nil, Options{}); err == nil {
		t.Error("a folder was opened")
	}
	silent, hold := io.Pipe()
	defer hold.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer cancel()
	if _, err := Open(ctx, Stdin, silent, Options{}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("silent pipe: got %v", err)
	}
	ctx, cancel = context.WithCancel(context.Background())
	cancel()
	if _, err := Open(ctx, Stdin, strings.NewReader("a"), Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: got %v", err)
	}
}
