package main

import (
	"os"
	"path/filepath"
	"testing"

	"leadlint/scanner"

	"github.com/xuri/excelize/v2"
)

// TestOutOfWorkbook holds what --out says of a workbook before it is audited: the sheets
// of persons are counted, each needs a file of its own, and other sheets need none.
func TestOutOfWorkbook(t *testing.T) {
	t.Chdir(t.TempDir())
	person := [][]any{{"Work email", "Full name", "Visibility"}, {"ada@nord.example", "Ada Vernet", "Public web"}, {"bo@nord.example", "Bo Lansky", "Only me"}}
	price := [][]any{{"Article", "Price"}, {"Paper", 12}, {"Pens", 3}}
	workbook(t, "one.xlsx", map[string][][]any{"Contacts": person, "Prices": price})
	workbook(t, "two.xlsx", map[string][][]any{"Contacts": person, "Leads": person, "Prices": price})
	write(t, "tables.yaml", "version: 1\nnow: 2026-01-01\ndatasets:\n  - {path: two.xlsx, table: Contacts}\n  - {path: two.xlsx, table: Leads}\n")
	write(t, "table.yaml", "version: 1\nnow: 2026-01-01\ndatasets:\n  - {path: two.xlsx, table: Leads}\n")
	write(t, "old-two-Leads.xlsx", "mine")
	for _, c := range []struct{ name, file, config, out, want string }{
		{"one sheet of persons", "one.xlsx", "", "clean=c.xlsx", ""},
		{"two of them", "two.xlsx", "", "clean=c.xlsx",
			`--out clean=c.xlsx: "two.xlsx" holds 2 tables of persons (Contacts, Leads), and each gets a file of its own: write {name} in the path, as in c-{name}.xlsx, or name a folder`},
		{"two with {name}", "two.xlsx", "", "clean={name}-c.xlsx", ""},
		{"two into a folder", "two.xlsx", "", "clean=out/", ""},
		{"two declared", "", "tables.yaml", "clean=c.xlsx",
			`--out clean=c.xlsx: "two.xlsx" holds 2 tables of persons (Contacts, Leads), and each gets a file of its own: write {name} in the path, as in c-{name}.xlsx, or name a folder`},
		{"two declared, with {name}", "", "tables.yaml", "clean={name}-c.xlsx", ""},
		{"the file of a sheet is there", "two.xlsx", "", "clean=old-{name}.xlsx", "old-two-Leads.xlsx is there already: name another file, or replace it with --force"},
		{"one declared of two", "", "table.yaml", "clean=c.xlsx", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			list, err := parseOuts([]string{c.out}, false, "en")
			if err != nil {
				t.Fatal(err)
			}
			opt := scanner.Options{AuditFile: c.config, Now: "2026-01-01"}
			if c.file != "" {
				opt.Targets = []string{c.file}
			}
			got := ""
			if err := list.start(t.Context(), &opt, nil); err != nil {
				got = err.Error()
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if left, _ := filepath.Glob(".leadlint-*"); len(left) > 0 {
				t.Errorf("files were left: %q", left)
			}
		})
	}
}

// workbook writes a workbook with these sheets, in the order of their names.
func workbook(t *testing.T, path string, sheets map[string][][]any) {
	t.Helper()
	book := excelize.NewFile()
	for _, name := range []string{"Contacts", "Leads", "Prices"} {
		if sheets[name] == nil {
			continue
		}
		if _, err := book.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for i, row := range sheets[name] {
			at, err := excelize.CoordinatesToCellName(1, i+1)
			if err == nil {
				err = book.SetSheetRow(name, at, &row)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := book.DeleteSheet("Sheet1"); err != nil {
		t.Fatal(err)
	}
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestReadsOfFolder holds that looking at a folder ahead of the audit leaves it to the
// audit to tell that the folder cannot be listed.
func TestReadsOfFolder(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root lists every folder")
	}
	t.Chdir(t.TempDir())
	if err := os.Mkdir("locked", 0); err != nil {
		t.Fatal(err)
	}
	if _, err := scanner.Reads(scanner.Options{Targets: []string{"locked"}, Now: "2026-01-01"}, true); err != nil {
		t.Errorf("got %v", err)
	}
	r, err := scanner.Audit(t.Context(), scanner.Options{Targets: []string{"locked"}, Now: "2026-01-01"})
	if err != nil || r.Coverage.Complete {
		t.Errorf("the audit: got %v; want a report that is not complete", err)
	}
}
