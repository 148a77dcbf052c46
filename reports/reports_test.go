package reports_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"leadlint/reports"
	"leadlint/reports/internal/specimen"
)

func TestEveryFormat(t *testing.T) {
	for _, f := range reports.Formats() {
		t.Run(f.Name, func(t *testing.T) {
			if f.Description == "" || !strings.HasPrefix(f.Extension, ".") {
				t.Errorf("no description or extension: %+v", f.Extension)
			}
			r := specimen.Breaching()
			var first, second bytes.Buffer
			for _, b := range []*bytes.Buffer{&first, &second} {
				if err := reports.Write(f.Name, b, r, reports.Options{Lang: "fr"}); err != nil {
					t.Fatal(err)
				}
			}
			if !bytes.Equal(first.Bytes(), second.Bytes()) {
				t.Error("the same report is written in two ways")
			}
			// What is a zip file ends as such.
			if packed := bytes.HasPrefix(first.Bytes(), []byte("PK")); !packed && !bytes.HasSuffix(first.Bytes(), []byte("\n")) {
				t.Error("no newline at the end")
			}
			var again bytes.Buffer
			if err := reports.Write(f.Name, &again, specimen.Breaching(), reports.Options{Lang: "fr"}); err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(first.Bytes(), again.Bytes()) {
				t.Error("writing changed the report")
			}
		})
	}
}

func TestErrorsOfTheWriterAreReturned(t *testing.T) {
	for _, f := range reports.Formats() {
		if err := f.Write(full{}, specimen.Incomplete(), reports.Options{}); !errors.Is(err, errFull) {
			t.Errorf("%s: got %v, want %v", f.Name, err, errFull)
		}
	}
}

var errFull = errors.New("no space left")

// full is a writer that has no room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestUnknownFormat(t *testing.T) {
	err := reports.Write("papyrus", &bytes.Buffer{}, specimen.Incomplete(), reports.Options{})
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{`"papyrus"`, "terminal", "json", "html"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("got %q, want it to hold %s", err, want)
		}
	}
}

// TestEveryFormatIsDocumented: each format has its place in the pages on reports.
func TestEveryFormatIsDocumented(t *testing.T) {
	pages := ""
	for _, name := range []string{"formats-of-reports.md", "reports.md", "oscal.md"} {
		page, err := os.ReadFile(filepath.Join("..", "docs", name))
		if err != nil {
			t.Fatal(err)
		}
		pages += string(page)
	}
	for _, f := range reports.Formats() {
		if f.Name != "terminal" && !strings.Contains(pages, "`"+f.Name+"`") && !strings.Contains(pages, "--format "+f.Name) {
			t.Errorf("%s is documented nowhere", f.Name)
		}
	}
}
