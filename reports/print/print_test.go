package print_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"leadlint/reports/internal/specimen"
	"leadlint/reports/print"
	"leadlint/reports/view"
)

func browser(t *testing.T) string {
	t.Helper()
	path, err := print.Browser()
	if err != nil {
		t.Skip("no browser is installed")
	}
	return path
}

func TestPrinted(t *testing.T) {
	path, temp := browser(t), t.TempDir()
	t.Setenv("TMPDIR", temp)
	var b bytes.Buffer
	if err := print.Write(t.Context(), &b, specimen.Breaching(), view.Options{Lang: "fr"}, path); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"%PDF-", "/StructTreeRoot", "/MarkInfo", "/Outlines", "/Lang (fr"} {
		if !bytes.Contains(b.Bytes(), []byte(want)) {
			t.Errorf("the file lacks %s", want)
		}
	}
	left, err := filepath.Glob(filepath.Join(temp, "*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %q, %v", left, err)
	}
}

func TestNotPrinted(t *testing.T) {
	path := browser(t)
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	broken := filepath.Join(t.TempDir(), "browser")
	if err := os.WriteFile(broken, []byte("#!/bin/sh\nexit 1\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, err := range map[string]error{
		"cancelled": print.Write(gone, &bytes.Buffer{}, specimen.Incomplete(), view.Options{}, path),
		"broken":    print.Write(t.Context(), &bytes.Buffer{}, specimen.Incomplete(), view.Options{}, broken),
	} {
		if err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestNoBrowser(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if _, err := print.Browser(); err == nil || !strings.Contains(err.Error(), "install Chromium") {
		t.Errorf("got %v, want what to install", err)
	}
}
