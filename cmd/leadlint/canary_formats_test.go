package main

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"leadlint/reports"
	"leadlint/scanner/notice/document"
)

// TestNoCanaryInAnyFormat plants values in every cell of contacts, in code and in notices,
// and looks for them in the report in every format there is, with all examples.
func TestNoCanaryInAnyFormat(t *testing.T) {
	tests := []struct {
		name   string
		files  map[string]string
		args   []string
		absent []string
	}{
		{"contacts", canaryFiles(), []string{"--examples", "100", "contacts.csv", "contacts.jsonl"}, []string{strings.ToLower(canary)}},
		{"code", canaryCode, []string{"--as", "code", "."}, identifying},
		{"notices", canaryDocuments(t), []string{"."}, nameless},
	}
	for i, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			for name, content := range tt.files {
				path := filepath.Join(dir, name)
				if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			t.Chdir(dir)
			for name, said := range inEveryFormat(t, []string{"en", "fr"}[i%2], tt.args) {
				for _, one := range tt.absent {
					if i := strings.Index(said, one); i >= 0 {
						t.Errorf("%s shows %q: …%s…", name, one, said[max(0, i-80):min(len(said), i+40)])
					}
				}
			}
		})
	}
}

// inEveryFormat audits and gives the texts of the reports in small letters, by format.
func inEveryFormat(t *testing.T, lang string, targets []string) map[string]string {
	t.Helper()
	dir := t.TempDir()
	args := []string{"audit", "--quiet", "-v", "--explain-scope", "--show-waived", "--lang", lang}
	for _, f := range reports.Formats() {
		args = append(args, "--format", f.Name+"="+filepath.Join(dir, f.Name+f.Extension))
	}
	code, out, errs := runIn(append(args, targets...)...)
	if code == exitUsage {
		t.Fatalf("exit code %d: %s", code, errs)
	}
	said := map[string]string{"stdout": strings.ToLower(out), "stderr": strings.ToLower(errs)}
	for _, f := range reports.Formats() {
		data, err := os.ReadFile(filepath.Join(dir, f.Name+f.Extension))
		if err != nil {
			t.Fatal(err)
		}
		said[f.Name] = strings.ToLower(spelled(t, f.Extension, data))
		if len(said[f.Name]) < 50 {
			t.Errorf("%s says nothing", f.Name)
		}
	}
	return said
}

// spelled gives all that a file holds, unpacked.
func spelled(t *testing.T, extension string, data []byte) string {
	t.Helper()
	switch extension {
	case ".xlsx", ".docx":
		z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		for _, f := range z.File {
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			if _, err := io.Copy(&b, r); err != nil {
				t.Fatal(err)
			}
		}
		return b.String()
	case ".pdf":
		doc, err := document.Read(t.Context(), "report.pdf", data, document.Options{})
		if err != nil || doc.Problem != "" {
			t.Fatalf("the PDF cannot be read: %v %s", err, doc.Problem)
		}
		var b strings.Builder
		for i := range doc.Blocks {
			b.WriteString(doc.Blocks[i].Text + "\n")
		}
		return b.String()
	}
	return string(data)
}
