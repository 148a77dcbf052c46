package main

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"leadlint/reports"
)

// TestNoCanaryInAnyFormat plants a value in every personal cell and looks for it in a file
// of every format, of one run; what is packed is unpacked.
func TestNoCanaryInAnyFormat(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	for _, name := range []string{"contacts.csv", "contacts.jsonl"} {
		if err := os.WriteFile(name, []byte(canaryFiles()[name]), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	args := []string{"audit", "--quiet", "-v", "--explain-scope", "--sample", "50", "contacts.csv", "contacts.jsonl"}
	for _, f := range reports.Formats() {
		args = append(args, "--format", f.Name+"=report-"+f.Name+f.Extension)
	}
	var out, errs bytes.Buffer
	env := environment{stdin: strings.NewReader(""), stdout: &out, stderr: &errs,
		getenv: func(string) string { return "" }, clock: func() time.Time { return time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC) }}
	env.run(context.Background(), args)
	for _, f := range reports.Formats() {
		data, err := os.ReadFile(filepath.Join(dir, "report-"+f.Name+f.Extension))
		if err != nil || len(data) == 0 {
			t.Errorf("%s was not written: %v: %s", f.Name, err, errs.String())
			continue
		}
		text := strings.ToLower(string(unpacked(t, data)))
		// The texts of a PDF file are glyphs of its fonts and cannot be searched so.
		if f.Name != "pdf" && !strings.Contains(text, "contacts.csv") {
			t.Errorf("%s does not even name its input: nothing was searched", f.Name)
		}
		if i := strings.Index(text, strings.ToLower(canary)); i >= 0 {
			t.Errorf("%s shows the planted value: …%s…", f.Name, text[max(0, i-80):min(len(text), i+40)])
		}
	}
}

// unpacked gives the files of a zip archive one after the other, and other data as they are.
func unpacked(t *testing.T, data []byte) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return data
	}
	var out bytes.Buffer
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&out, r); err != nil {
			t.Fatal(err)
		}
		r.Close()
	}
	return out.Bytes()
}
