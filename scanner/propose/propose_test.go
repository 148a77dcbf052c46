package propose

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"leadlint/rules"
	"leadlint/rules/facts"
	"leadlint/scanner/auditfile"

	"github.com/xuri/excelize/v2"
)

// folder writes files into a folder of its own.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// embedded are the packs of the program, read once.
var embedded = sync.OnceValues(func() ([]*rules.Pack, error) { return rules.LoadAll(facts.NewSchema()) })

func packs(t *testing.T) []*rules.Pack {
	t.Helper()
	list, err := embedded()
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// proposed looks at a folder, holds the file that is written to the audit
// file's form, and gives both: entries one a line, and the file.
func proposed(t *testing.T, dir string) (entries, file string) {
	t.Helper()
	out := filepath.Join(dir, "leadlint.yaml")
	p, err := Folder(context.Background(), Options{Dir: dir, Out: out, Packs: packs(t)})
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	if err := p.Write(&text, "en"); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(out, []byte(text.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := auditfile.Load(facts.NewSchema(), out); err != nil {
		t.Errorf("the file cannot be read back: %v\n%s", err, text.String())
	}
	var lines []string
	for _, e := range p.Entries {
		s := e.Path
		if e.Table != "" {
			s += "|" + e.Table
		}
		s += " " + string(e.Kind)
		for _, c := range e.Choices {
			s += " " + c.Relation
		}
		lines = append(lines, s)
	}
	return strings.Join(lines, "\n"), text.String()
}

const (
	contacts = "First name,Last name,Work email,Company,Job title\nAnna,Vogt,anna.vogt@harzer-land.example,Harzer Land,Buyer\nDario,Rossi,d.rossi@valdorba.example,Valdorba,CEO\n"
	calls    = "Phone number,Called at,Informed,Purpose\n+33 6 39 98 00 01,2026-03-01,yes,prospecting\n+33 6 39 98 00 02,2026-03-02,no,prospecting\n"
)

func TestFolder(t *testing.T) {
	tests := []struct {
		name  string
		files map[string]string
		want  string
	}{
		{"folders, hidden files and documents", map[string]string{"b/contacts.csv": contacts, ".hidden.csv": contacts, ".git/a.csv": contacts, "a.md": "# A", "b/c.yaml": "a: b"},
			"a.md left_out\nb/c.yaml left_out\nb/contacts.csv dataset contact"},
		{"a log under another name, with addresses in it", map[string]string{"trace.txt": "2026-06-01 10:00:00 INFO sent to anna.vogt@harzer-land.example\n2026-06-01 10:00:01 INFO sent to d.rossi@valdorba.example\n"},
			"trace.txt register log"},
		{"a table that starts with times", map[string]string{"calls.csv": "Called at,Phone number,Purpose,Informed\n2026-06-01 10:00:00,+33 6 39 98 00 01,prospecting,yes\n2026-06-01 11:00:00,+33 6 39 98 00 02,prospecting,no\n"},
			"calls.csv register call"},
		{"prose and programs", map[string]string{"notes.txt": "These are the exports\nof the sales team, as agreed.\n", "run.sh": "#!/bin/sh\necho done\n"},
			"notes.txt left_out\nrun.sh code code"},
		{"a project beside exports", map[string]string{"scraper/go.mod": "module x", "scraper/main.go": "package main", "scraper/README.md": "# A", "scraper/pages/privacy.html": "<p>We process your e-mail address.</p>",
			"scraper/c.yaml": "a: b", "scraper/testdata/contacts.csv": contacts, "scraper/node_modules/x/contacts.csv": contacts, "exports/contacts.csv": contacts},
			"exports/contacts.csv dataset contact\nscraper code code\nscraper/testdata/contacts.csv dataset contact"},
		{"a project at the top", map[string]string{"a.py": "", "b.py": "", "c.py": "", "privacy.md": "# A", "contacts.csv": contacts}, ". code code\ncontacts.csv dataset contact"},
		{"folders of code in folders", map[string]string{"a/b/one.py": "", "a/b/two.sql": "", "a/b/three.rb": "", "a/c/requirements.txt": "x", "a/c/src/d.py": "", "e/contacts.csv": contacts},
			"a/b code code\na/c code code\ne/contacts.csv dataset contact"},
		{"addresses alone", map[string]string{"list.csv": "email\nanna.vogt@harzer-land.example\nd.rossi@valdorba.example\n"},
			"list.csv unsure contact"},
		{"states of one dataset", map[string]string{"contacts.csv": contacts, "contacts-2025-01.csv": contacts},
			"contacts-2025-01.csv unsure snapshot contact\ncontacts.csv dataset contact"},
		{"names that say what the columns do not", map[string]string{"Violations 2026.csv": "A,B\nx,2\ny,3\n", "blacklist.csv": "email\nanna.vogt@harzer-land.example\n"},
			"Violations 2026.csv unsure incident\nblacklist.csv unsure contact suppression"},
		{"an empty file", map[string]string{"empty.csv": ""}, "empty.csv left_out"},
		{"nothing", nil, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got, _ := proposed(t, folder(t, tt.files)); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

func TestWorkbook(t *testing.T) {
	sheet := func(book *excelize.File, name, csv string) {
		if _, err := book.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(strings.TrimSpace(csv), "\n") {
			cells := strings.Split(line, ",")
			if err := book.SetSheetRow(name, fmt.Sprintf("A%d", i+1), &cells); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, tt := range []struct {
		name   string
		sheets [][2]string
		want   string
	}{
		{"registers", [][2]string{{"Calls, old", calls}, {"Calls", calls}}, "book.xlsx|Calls, old register call\nbook.xlsx|Calls register call"},
		{"a register beside contacts", [][2]string{{"Contacts", contacts}, {"Calls", calls}}, "book.xlsx|Contacts dataset contact\nbook.xlsx|Calls register call"},
		{"one sheet", [][2]string{{"Calls", calls}}, "book.xlsx register call"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			book := excelize.NewFile()
			for _, s := range tt.sheets {
				sheet(book, s[0], s[1])
			}
			if err := book.DeleteSheet("Sheet1"); err != nil {
				t.Fatal(err)
			}
			if err := book.SaveAs(filepath.Join(dir, "book.xlsx")); err != nil {
				t.Fatal(err)
			}
			if got, _ := proposed(t, dir); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

// TestNotesOfRegisters says that what of a register is not read is told where it
// is proposed.
func TestNotesOfRegisters(t *testing.T) {
	_, text := proposed(t, folder(t, map[string]string{"calls.csv": strings.Replace(calls, "Phone number,Called at,Informed,Purpose", "Phone number,Called at,Informed,Quokka", 1)}))
	if want := `not understood, and not read unless columns says as what: "Quokka"`; !strings.Contains(text, want) {
		t.Errorf("the file lacks %q:\n%s", want, text)
	}
}

// TestNoValueIsWritten says that the audit file holds no cell, also where the
// first record stands in place of headers.
func TestNoValueIsWritten(t *testing.T) {
	_, text := proposed(t, folder(t, map[string]string{
		"contacts.csv":   contacts,
		"calls.csv":      calls,
		"headless.csv":   "anna.vogt@harzer-land.example,+33639980001,Harzer Land\nd.rossi@valdorba.example,+33639980002,Valdorba\n",
		"trace.log":      "2026-06-01 10:00:00 INFO sent to anna.vogt@harzer-land.example\n",
		"keyed.json":     `[{"anna.vogt@harzer-land.example": "yes"}, {"d.rossi@valdorba.example": "no"}]`,
		"suppressed.csv": "email,recorded_at\nanna.vogt@harzer-land.example,2026-01-01\n",
	}))
	for _, value := range []string{"anna.vogt", "d.rossi", "39 98 00", "639980001", "Harzer"} {
		if strings.Contains(text, value) {
			t.Errorf("the file holds %q:\n%s", value, text)
		}
	}
}

func TestNamesThatNoFileCanHold(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a\xff.csv"), []byte(contacts), 0o600); err != nil {
		t.Skip("the system has no such names")
	}
	if err := os.WriteFile(filepath.Join(dir, "b\n# c: {d}.csv"), []byte(contacts), 0o600); err != nil {
		t.Skip("the system has no such names")
	}
	got, _ := proposed(t, dir)
	if want := "a\xff.csv left_out\nb\n# c: {d}.csv dataset contact"; got != want {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}

func TestProblemsOfFolders(t *testing.T) {
	dir := folder(t, map[string]string{"contacts.csv": contacts})
	if _, err := Folder(context.Background(), Options{Dir: dir, Out: filepath.Join(dir, "contacts.csv")}); !errors.Is(err, ErrOverwrite) {
		t.Errorf("got %v for an audit file in place of a dataset, want ErrOverwrite", err)
	}
	if _, err := Folder(context.Background(), Options{Dir: filepath.Join(dir, "nowhere"), Out: "leadlint.yaml"}); err == nil {
		t.Error("got no error for a folder that is not there")
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Folder(ctx, Options{Dir: dir, Out: filepath.Join(dir, "leadlint.yaml")}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v after a cancel, want context.Canceled", err)
	}
}
