package main

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
)

// parquetFiles writes rows and gives the files' bytes in their order.
func parquetFiles(t *testing.T, rows int64, files int) [][]byte {
	t.Helper()
	dir := t.TempDir()
	if err := writeParquet(dir, rows, 7, files); err != nil {
		t.Fatal(err)
	}
	paths, err := filepath.Glob(filepath.Join(dir, "contacts-*.parquet"))
	if err != nil || len(paths) != files {
		t.Fatalf("got files %q and error %v, want %d files", paths, err, files)
	}
	var out [][]byte
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, data)
	}
	return out
}

// TestParquetHoldsTheRowsOfCSV: cell by cell, in order, over all files.
func TestParquetHoldsTheRowsOfCSV(t *testing.T) {
	const rows = 2*chunkRows + 100
	want, err := csv.NewReader(bytes.NewReader(generate(t, rows, 7))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, files := range []int{1, 2, 5} {
		var got [][]string
		for _, data := range parquetFiles(t, rows, files) {
			got = append(got, records(t, data)...)
		}
		if !slices.EqualFunc(got, want[1:], slices.Equal[[]string]) {
			t.Errorf("%d files: the rows are not those of the CSV file", files)
		}
	}
}

// records gives the cells of a file, empty for what has no value, and checks the names
// of its columns.
func records(t *testing.T, data []byte) [][]string {
	t.Helper()
	f, err := parquet.OpenFile(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, c := range f.Root().Columns() {
		names = append(names, c.Name())
	}
	if got := strings.Join(names, ",") + "\n"; got != header {
		t.Fatalf("got the columns %q, want %q", got, header)
	}
	var out [][]string
	r := parquet.NewGenericReader[any](f)
	defer r.Close()
	buf := make([]parquet.Row, 1000)
	for {
		n, err := r.ReadRows(buf)
		for _, row := range buf[:n] {
			cells := make([]string, 0, len(row))
			for _, v := range row {
				cells = append(cells, string(v.ByteArray()))
			}
			out = append(out, cells)
		}
		if err != nil || n == 0 {
			return out
		}
	}
}

func TestParquetSameSeedSameBytes(t *testing.T) {
	const rows = 3 * chunkRows
	want := parquetFiles(t, rows, 3)
	old := runtime.GOMAXPROCS(1)
	got := parquetFiles(t, rows, 3)
	runtime.GOMAXPROCS(old)
	if !slices.EqualFunc(got, want, bytes.Equal) {
		t.Error("one processor and several gave different bytes for the same seed")
	}
}
