package spark

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/arrange"
	"leadlint/scanner/dataset/read"
)

// bare is a record that says little itself.
type bare struct {
	Email string `parquet:"email"`
}

// putBare writes a file of records into folders.
func putBare[T any](t *testing.T, path string, rows ...T) {
	t.Helper()
	var data bytes.Buffer
	w := parquet.NewGenericWriter[T](&data)
	if _, err := w.Write(rows); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

// lake is a dataset whose folders say the country and the source of its records.
func lake(t *testing.T) string {
	dir := filepath.Join(t.TempDir(), "lake's")
	for _, f := range []string{"country=01/source=__HIVE_DEFAULT_PARTITION__", "country=FR/source=fair%202024", "country=IT/source=a%3Db"} {
		putBare(t, filepath.Join(dir, filepath.FromSlash(f), "part-0.parquet"), bare{f[:10] + ".1@north.example"}, bare{f[:10] + ".2@north.example"})
	}
	return dir
}

func TestValuesOfFoldersInStatements(t *testing.T) {
	dir := lake(t)
	for _, tt := range []struct{ name, target, columns, above string }{
		{"folder", dir, "email country source", "lake\\'s"},
		{"pattern", filepath.Join(dir, "country=*", "*", "*.parquet"), "email country source", "lake\\'s"},
		{"one of the folders", filepath.Join(dir, "country=FR"), "email country source", "lake\\'s"},
		{"a file by itself", filepath.Join(dir, "country=FR", "source=fair%202024", "part-0.parquet"), "email", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			src, err := openFiles(context.Background(), tt.target)
			if err != nil {
				t.Fatal(err)
			}
			defer src.Close()
			table := src.Tables[0]
			if got := strings.Join(table.Columns(), " "); got != tt.columns {
				t.Errorf("got columns %s, want %s", got, tt.columns)
			}
			r, _, err := relationOf(table)
			if err != nil {
				t.Fatal(err)
			}
			if s := r.Statements("leadlint", []int{0}); strings.Contains(s, "basePath") != (tt.above != "") || !strings.Contains(s, tt.above+"'") {
				t.Errorf("got %s, want the values below %q", s, tt.above)
			}
			rows, err := table.Sample(context.Background(), 10)
			if err != nil || len(rows) == 0 || len(rows[0]) != len(table.Columns()) {
				t.Errorf("got the sample %q, %v, want rows as wide as the columns", rows, err)
			}
		})
	}
}

// What Spark would understand otherwise is refused.
func TestFoldersThatSparkReadsOtherwise(t *testing.T) {
	type said struct {
		Country string `parquet:"country"`
	}
	for _, tt := range []struct {
		name, want string
		put        func(dir string)
	}{
		{"a column of the file's own", "has a column that the names of its folders have too", func(dir string) {
			putBare(t, filepath.Join(dir, "country=FR", "a.parquet"), said{"DE"})
		}},
		{"folders of other names", "name other columns than those of", func(dir string) {
			putBare(t, filepath.Join(dir, "country=FR", "a.parquet"), bare{"x"})
			putBare(t, filepath.Join(dir, "land=FR", "a.parquet"), bare{"x"})
		}},
		{"an empty value", "with an empty value", func(dir string) {
			putBare(t, filepath.Join(dir, "country=", "a.parquet"), bare{"x"})
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			tt.put(dir)
			if _, err := openFiles(context.Background(), dir); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want an error that says %q", err, tt.want)
			}
		})
	}
}

func TestSparkReadsTheValuesOfFolders(t *testing.T) {
	s := real(t)
	dir := lake(t)
	for _, target := range []string{dir, filepath.Join(dir, "country=*", "*", "*.parquet"), filepath.Join(dir, "country=IT")} {
		src, err := openFiles(context.Background(), target)
		if err != nil {
			t.Fatal(err)
		}
		r, _, err := relationOf(src.Tables[0])
		if err != nil {
			t.Fatal(err)
		}
		r.extra = nil // the rows come of several partitions
		got, err := s.Rows(context.Background(), r, "ORDER BY country, email")
		if err != nil {
			t.Fatal(err)
		}
		var want kept
		_, files, err := listed(target)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			one, err := read.Open(context.Background(), f, nil, read.Options{})
			if err != nil {
				t.Fatal(err)
			}
			table := arrange.Add(one.Tables[0], arrange.Folders(arrange.Above(target), f))
			if _, err := table.Scan(context.Background(), []dataset.Sink{&want}); err != nil {
				t.Fatal(err)
			}
			one.Close()
		}
		if g, w := cells(got), cells(want.rows); g != w {
			t.Errorf("%s\n got %s\nwant %s", target, g, w)
		}
		src.Close()
	}
}
