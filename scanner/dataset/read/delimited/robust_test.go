package delimited

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/blob"
)

// onDisk opens data as a file, so that it can be read at any place.
func onDisk(t testing.TB, data []byte) *table {
	t.Helper()
	path := filepath.Join(t.TempDir(), "in.csv")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	b, err := blob.File(path, "in.csv")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	tab, _, err := open(b)
	if err != nil {
		t.Fatal(err)
	}
	return tab
}

func TestLongRecords(t *testing.T) {
	long := strings.Repeat("x", 300)
	tests := []struct {
		name, body string
		rows       []string
		remarks    string
	}{
		{"plain line", "1,2\n" + long + ",y\n3,4\n", []string{"2:1|2", "4:3|4"}, "lost 3×1"},
		{"quoted cell on one line", "1,2\n\"" + long + "\",y\n3,4\n", []string{"2:1|2", "4:3|4"}, "lost 3×1"},
		{"quoted cell of many lines", "1,2\n\"" + strings.Repeat("text\n", 60) + "\",y\n3,4\n", []string{"2:1|2", "64:3|4"}, "lost 3×1"},
		{"first record", long + "\n3,4\n", []string{"3:3|4"}, "lost 2×1"},
		{"last record", "1,2\n" + long, []string{"2:1|2"}, "lost 3×1"},
		{"two in a row", long + "\n" + long + "\n3,4\n", []string{"4:3|4"}, "lost 2×2"},
		{"quote never closed", "\"1,2\n" + strings.Repeat("3,4\n", 50), append([]string{"2:\"1|2"}, manyRows(3, 50, "3|4")...), "warning 2×1"},
		{"doubled quotes", "\"" + strings.Repeat("\"\"", 100) + "\",y\n3,4\n", []string{"3:3|4"}, "lost 2×1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for size := 1; size < 80; size += 7 {
				for workers := 1; workers <= 2; workers++ {
					tab, _, err := open(blob.Bytes("x.csv", []byte("a,b\nc,d\ne,f\n")))
					if err != nil {
						t.Fatal(err)
					}
					tab.blob = blob.Bytes("x.csv", []byte("a,b\n"+tt.body))
					tab.blockSize, tab.recordMax = size, 100
					rows, stats := scanTable(t, tab, workers)
					if !slices.Equal(rows, tt.rows) {
						t.Fatalf("blocks of %d: got %q, want %q", size, rows, tt.rows)
					}
					if got := remarksOf(stats.Issues); got != tt.remarks {
						t.Fatalf("blocks of %d: got %s, want %s", size, got, tt.remarks)
					}
				}
			}
		})
	}
}

func manyRows(from, n int, row string) []string {
	var out []string
	for i := range n {
		out = append(out, fmt.Sprintf("%d:%s", from+i, row))
	}
	return out
}

func TestUnclosedQuoteNearTheStartOfALargeFile(t *testing.T) {
	data := []byte("id,name,city\n1,\"Ann,Lyon\n" + strings.Repeat("2,Bob,Paris\n", 600_000))
	tab := onDisk(t, data)
	stats, err := tab.Scan(context.Background(), []dataset.Sink{&tinySink{}, &tinySink{}})
	if err != nil || stats.Rows != 600_001 || remarksOf(stats.Issues) != "warning 2×1" {
		t.Errorf("got %d rows, %v, %s", stats.Rows, err, remarksOf(stats.Issues))
	}
	if got := strings.Join(tab.Columns(), "|"); got != "id|name|city" {
		t.Errorf("columns: got %s", got)
	}
}

// endless gives rows for ever.
type endless struct{ row string }

func (e endless) Read(p []byte) (int, error) {
	n := 0
	for n+len(e.row) <= len(p) {
		n += copy(p[n:], e.row)
	}
	if n == 0 {
		n = copy(p, e.row)
	}
	return n, nil
}

func TestCancel(t *testing.T) {
	silent, hold := io.Pipe()
	defer hold.Close()
	go hold.Write([]byte(strings.Repeat("a,b\n", 3<<20))) //nolint:errcheck // ends with the pipe
	for name, r := range map[string]io.Reader{"endless": endless{"1,2\n"}, "silent": silent} {
		t.Run(name, func(t *testing.T) {
			b, err := blob.Pipe("-", io.MultiReader(strings.NewReader("a,b\n"), r))
			if err != nil {
				t.Fatal(err)
			}
			tab, _, err := open(b)
			if err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithCancel(context.Background())
			time.AfterFunc(50*time.Millisecond, cancel)
			start := time.Now()
			_, err = tab.Scan(ctx, []dataset.Sink{&tinySink{}, &tinySink{}})
			if !errors.Is(err, context.Canceled) {
				t.Errorf("got %v, want context.Canceled", err)
			}
			if took := time.Since(start); took > 2*time.Second {
				t.Errorf("took %v to end", took)
			}
		})
	}
}

type tinySink struct{}

func (tinySink) Row(dataset.Place, [][]byte) {}

func TestScanAllocatesNothingPerRow(t *testing.T) {
	run := func(rows int) float64 {
		data := generate(rows)
		return testing.AllocsPerRun(2, func() {
			tab, _, err := open(blob.Bytes("b.csv", data))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := tab.Scan(context.Background(), []dataset.Sink{&tinySink{}}); err != nil {
				t.Fatal(err)
			}
		})
	}
	few, many := run(4000), run(40_000)
	if many-few > 100 {
		t.Errorf("36,000 more rows made %v more allocations", many-few)
	}
}

func TestMemoryOfALongLine(t *testing.T) {
	data := io.MultiReader(strings.NewReader("a,b\n"), io.LimitReader(endless{"xxxxxxxx"}, 64<<20), strings.NewReader("\n1,2\n"))
	b, err := blob.Pipe("-", data)
	if err != nil {
		t.Fatal(err)
	}
	tab, _, err := open(b)
	if err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	stats, err := tab.Scan(context.Background(), []dataset.Sink{&tinySink{}})
	runtime.ReadMemStats(&after)
	if err != nil || stats.Rows != 1 || stats.Skipped != 1 {
		t.Fatalf("got %+v, %v", stats, err)
	}
	if got := (after.TotalAlloc - before.TotalAlloc) >> 20; got > 40 {
		t.Errorf("a line of 64 MiB made %d MiB of allocations", got)
	}
}

func TestCutGzip(t *testing.T) {
	var buf bytes.Buffer
	z := gzip.NewWriter(&buf)
	z.Write(generate(20_000)) //nolint:errcheck // a buffer
	z.Close()                 //nolint:errcheck // a buffer
	b := blob.Bytes("in.csv.gz", buf.Bytes()[:buf.Len()/2])
	tab, _, err := open(b)
	if err != nil {
		t.Fatal(err)
	}
	stats, err := tab.Scan(context.Background(), []dataset.Sink{&tinySink{}})
	if !errors.Is(err, io.ErrUnexpectedEOF) || stats.Rows < 5000 {
		t.Errorf("got %d rows, %v; want the rows before the cut, and an error", stats.Rows, err)
	}
	if got, want := remarksOf(stats.Issues), fmt.Sprintf("lost %d×1", stats.Rows+2); got != want {
		t.Errorf("remarks: got %s, want %s: half a record was given", got, want)
	}
}

func TestSampleIsSpreadAndSteady(t *testing.T) {
	tab := onDisk(t, generate(40_000))
	first, err := tab.Sample(context.Background(), 500)
	if err != nil {
		t.Fatal(err)
	}
	second, err := tab.Sample(context.Background(), 500)
	if err != nil {
		t.Fatal(err)
	}
	if len(first) != 500 || fmt.Sprintf("%s", first) != fmt.Sprintf("%s", second) {
		t.Errorf("got %d and %d records, or not the same ones", len(first), len(second))
	}
	tenths := map[byte]bool{}
	for _, row := range first {
		if id := row[0]; len(id) == 5 {
			tenths[id[0]] = true
		}
		if string(row[1]) != "Camille" {
			t.Errorf("a cell is shifted: %q", row[1])
		}
	}
	if len(tenths) != 3 {
		t.Errorf("records 10,000 to 39,999 are sampled from %d of 3 ranges", len(tenths))
	}
}

func TestEncodingIsToldFromFurtherOn(t *testing.T) {
	data := generate(8000)
	data = append(data, bytes.Replace(generate(8000), []byte("Camille,"), []byte("Ren\xe9,"), -1)...)
	if tab := onDisk(t, data); tab.charset.Name != "windows-1252" {
		t.Errorf("got %s, want windows-1252", tab.charset.Name)
	}
}

func TestSinksAreUsedInParallel(t *testing.T) {
	tab := onDisk(t, generate(20_000))
	sinks := []dataset.Sink{&countingSink{}, &countingSink{}, &countingSink{}}
	stats, err := tab.Scan(context.Background(), sinks)
	if err != nil {
		t.Fatal(err)
	}
	var sum int64
	for _, s := range sinks {
		sum += s.(*countingSink).rows
	}
	if sum != 20_000 || stats.Rows != sum {
		t.Errorf("got %d rows, stats %d", sum, stats.Rows)
	}
}
