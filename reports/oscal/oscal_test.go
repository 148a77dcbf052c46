package oscal_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"leadlint/reports/internal/specimen"
	"leadlint/reports/oscal"
	"leadlint/reports/view"
	"leadlint/rules"
	"leadlint/scanner/finding"
)

var update = flag.Bool("update", false, "write the golden files anew")

// fataler is what tests and their properties have in common.
type fataler interface {
	Helper()
	Fatal(args ...any)
}

func written(t fataler, r *finding.Report, lang string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := oscal.Write(&b, r, view.Options{Lang: lang}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; run the test with -update and read the difference", name)
	}
}

func TestGolden(t *testing.T) {
	golden(t, "living.en.json", written(t, specimen.Living(), "en"))
	golden(t, "incomplete.fr.json", written(t, specimen.Incomplete(), "fr"))
	golden(t, "sampled.en.json", written(t, specimen.Sampled(), "en"))
	golden(t, "catalog.en.json", catalogue(t, []*rules.Pack{specimen.Pack()}, "en"))
}

func catalogue(t fataler, packs []*rules.Pack, lang string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := oscal.WriteCatalog(&b, packs, "2026-01-05", view.Options{Lang: lang}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
