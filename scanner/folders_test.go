package scanner_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"leadlint/scanner"
	"leadlint/scanner/partial"
)

// lake writes records whose country and source stand in the names of folders alone.
func lake(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "lake")
	for i, folder := range []string{"country=FR/source=fair%202024", "country=DE/source=__HIVE_DEFAULT_PARTITION__", "country=IT/source=web"} {
		var rows strings.Builder
		rows.WriteString("email;first_name;created_at\n")
		for n := range 4 {
			fmt.Fprintf(&rows, "ada%d.%d@north.example;Ada;2015-01-0%d\n", i, n, n+1)
		}
		path := filepath.Join(dir, filepath.FromSlash(folder), "part-0.csv")
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(rows.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestValuesInNamesOfFolders has records judged by what the names of folders say of them.
func TestValuesInNamesOfFolders(t *testing.T) {
	dir := lake(t)
	for _, name := range []string{dir, filepath.Join(dir, "*", "*", "*.csv"), filepath.Join(dir, "country=*", "source=*", "part-*")} {
		r := audit(t, scanner.Options{Targets: []string{name}, Now: "2026-01-01", Examples: 3, Workers: 2})
		if len(r.Statistics) != 1 || r.Coverage.Rows != 12 {
			t.Fatalf("%q: got %d datasets and %d rows, want one of 12", name, len(r.Statistics), r.Coverage.Rows)
		}
		var countries []string
		for _, c := range r.Statistics[0].Countries {
			countries = append(countries, fmt.Sprint(c.Name, c.Count))
		}
		slices.Sort(countries)
		if got := strings.Join(countries, " "); got != "DE4 FR4 IT4" {
			t.Errorf("%q: countries: got %s, want DE4 FR4 IT4", name, got)
		}
		if last := r.Mapping[0].Columns[4]; last.Header != "source" {
			t.Errorf("%q: got the last column %q, want source", name, last.Header)
		}
	}
	one := audit(t, scanner.Options{Targets: []string{filepath.Join(dir, "country=FR")}, Now: "2026-01-01", Workers: 1})
	if got := one.Statistics[0].Countries; len(got) != 1 || got[0].Name != "FR" {
		t.Errorf("one of the folders: got %+v, want FR alone", got)
	}
}

// TestShardsOfFolders counts files of folders by rows and by files.
func TestShardsOfFolders(t *testing.T) {
	opt := scanner.Options{Targets: []string{lake(t)}, Now: "2026-01-01", Version: "test", Examples: 3, Workers: 2, Key: []byte("k")}
	want := told(t, audit(t, opt))
	for _, of := range []int{2, 5} {
		merger := partial.NewMerger()
		for i := range of {
			o := opt
			o.Shard = partial.Shard{Index: i + 1, Of: of}
			p, _, err := scanner.Count(t.Context(), o)
			if err != nil {
				t.Fatal(err)
			}
			if err := merger.Add(p, fmt.Sprint(i)); err != nil {
				t.Fatal(err)
			}
		}
		whole, issues, err := merger.Finish()
		if err != nil || len(issues) > 0 {
			t.Fatalf("merge: %v, %v", err, issues)
		}
		merged := opt
		merged.Targets, merged.Counted = nil, whole
		if got := told(t, audit(t, merged)); got != want {
			t.Errorf("%d shards: the merged report differs: %s", of, whereTheyDiffer(got, want))
		}
	}
}

// TestLinksToFilesOfADataset counts a file once, whatever leads to it.
func TestLinksToFilesOfADataset(t *testing.T) {
	dir := lake(t)
	file := filepath.Join(dir, "country=IT", "source=web", "part-0.csv")
	outside := filepath.Join(t.TempDir(), "more.csv")
	if err := os.WriteFile(outside, []byte("email;first_name;created_at\nbo@north.example;Bo;2015-01-01\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for from, to := range map[string]string{"a-link.csv": file, "z-link.csv": outside} {
		if err := os.Symlink(to, filepath.Join(filepath.Dir(file), from)); err != nil {
			t.Skip("this system has no links:", err)
		}
	}
	for _, name := range []string{dir, filepath.Join(dir, "*", "*", "*.csv")} {
		r := audit(t, scanner.Options{Targets: []string{name}, Now: "2026-01-01", Workers: 1})
		if r.Coverage.Rows != 13 {
			t.Errorf("%q: got %d rows, want 12 of the files and 1 of the one elsewhere", name, r.Coverage.Rows)
		}
		if len(r.Coverage.Issues) != 1 || !strings.Contains(r.Coverage.Issues[0].Message.EN, "is the same file as") {
			t.Errorf("%q: issues: got %+v, want the link told", name, r.Coverage.Issues)
		}
	}
}

// TestRecogniseSeveralFiles understands the columns of a dataset of files as its audit does.
func TestRecogniseSeveralFiles(t *testing.T) {
	dir := lake(t)
	for _, name := range []string{dir, filepath.Join(dir, "*", "*", "*.csv")} {
		found, err := scanner.Recognise(t.Context(), scanner.Options{Targets: []string{name}, Now: "2026-01-01"})
		if err != nil {
			t.Fatal(err)
		}
		var text bytes.Buffer
		if err := found.WriteMapping(&text); err != nil {
			t.Fatal(err)
		}
		if len(found.Report.Mapping) != 1 || !strings.Contains(text.String(), "country") {
			t.Errorf("%q: got %d tables and\n%s\nwant one with the country", name, len(found.Report.Mapping), &text)
		}
		want := audit(t, scanner.Options{Targets: []string{name}, Now: "2026-01-01", Workers: 1}).Mapping[0]
		for i, c := range found.Report.Mapping[0].Columns {
			if c.Field != want.Columns[i].Field {
				t.Errorf("%q: column %q: got %q, want %q as in the audit", name, c.Header, c.Field, want.Columns[i].Field)
			}
		}
	}
}
