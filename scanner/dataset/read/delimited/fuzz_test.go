package delimited

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/blob"
)

// plain makes a table of n columns over data as it is: commas, no header.
func plain(data []byte, n, size, limit int) *table {
	b := blob.Bytes("f.csv", data)
	b.Compression, b.Seekable = "", true
	return &table{
		blob: b, blockSize: size, recordMax: limit,
		dialect: dialect{form: form{',', '\n'}, width: n, bodyLine: 1},
	}
}

// reference reads data strictly with encoding/csv: the records that hold a
// value, padded to the width of the widest. It is nil where encoding/csv finds
// a fault or reads on purpose differently.
func reference(data []byte) (rows []string, width int) {
	if bytes.Contains(data, []byte("\r")) {
		return nil, 0 // it rewrites \r\n within cells
	}
	r := csv.NewReader(bytes.NewReader(data))
	r.FieldsPerRecord = -1
	var records [][]string
	var starts []int
	for {
		rec, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, 0
		}
		line, _ := r.FieldPos(0)
		records, starts = append(records, rec), append(starts, line)
		width = max(width, len(rec))
	}
	for i, rec := range records {
		if strings.Join(rec, "") == "" {
			continue
		}
		for len(rec) < width {
			rec = append(rec, "∅")
		}
		rows = append(rows, fmt.Sprintf("%d:%s", starts[i], strings.Join(rec, "|")))
	}
	return rows, width
}

func FuzzCSV(f *testing.F) {
	for _, seed := range []string{
		"a,b,c\n1,2,3\n", "a,b\r\n1,2\r\n", "\"a\",\"b\"\n\"x\ny\",\"z\"\"\"\n", "a\n\n\nb", "\"\"\n,\n", "\"open\nx,y\n",
		"a,\"b\"c\",d\n1,2,3\n", "x\"y,\"z\n", "\"a\n1,\"b\",c\n2,3,4\n", "\"\"\"\"\"\n\"", "a,\"\r\n\",b\r", ",\"\"x\n", strings.Repeat("\"a,b\n", 40),
		strings.Repeat("x", 300) + ",\"" + strings.Repeat("y\n", 200) + "\"\n1,2\n", "a,b\n\"" + strings.Repeat("1,2\n", 100),
	} {
		f.Add([]byte(seed), uint8(16))
	}
	f.Fuzz(func(t *testing.T, data []byte, size uint8) {
		if len(data) == 0 || len(data) > 1<<16 {
			return
		}
		want, width := reference(data)
		strict := width > 0
		if !strict {
			width = 3
		}
		whole, stats := scanTable(t, plain(data, width, 1<<20, recordMax), 1)
		if strict && !slices.Equal(whole, want) {
			t.Errorf("one block of %q:\ngot  %q\nwant %q", data, whole, want)
		}
		small, smallStats := scanTable(t, plain(data, width, int(size)+1, recordMax), 2)
		if !slices.Equal(small, whole) {
			t.Errorf("blocks of %d bytes of %q:\ngot  %q\nwant %q", int(size)+1, data, small, whole)
		}
		if got, want := fmt.Sprint(smallStats), fmt.Sprint(stats); got != want {
			t.Errorf("blocks of %d bytes of %q: got %s, want %s", int(size)+1, data, got, want)
		}
		// With a tiny limit nothing is promised but an end, and that two runs agree.
		one, _ := scanTable(t, plain(data, width, int(size)+1, 40), 1)
		two, _ := scanTable(t, plain(data, width, int(size)+1, 40), 2)
		if !slices.Equal(one, two) {
			t.Errorf("limit of 40 bytes, %q: got %q with two workers, %q with one", data, two, one)
		}
	})
}

func FuzzOpen(f *testing.F) {
	for _, seed := range []string{
		"a;b\n1;2\n", "sep=|\na|b\n", "\xff\xfea\x00\n\x00", "\"a,b\"\n\"1,2\"\n", "x", "\n\n", "\x00\x00", "\xef\xbb\xbf",
		"Notes:\n\nFirst,Last\nAnn,Lee\n", "a,b\r1,2\r", "sep=\"\n\"\n", "sep=\n\n\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		tab, _, err := open(blob.Bytes("f.csv", data))
		if err != nil || tab == nil {
			return
		}
		if len(tab.Columns()) != tab.dialect.width {
			t.Fatalf("%d columns, width %d", len(tab.Columns()), tab.dialect.width)
		}
		one, _ := scanTable(t, tab, 1)
		tab.blockSize = 32
		two, _ := scanTable(t, tab, 2)
		if !slices.Equal(one, two) {
			t.Errorf("%q: got %q with two workers, %q with one", data, two, one)
		}
		sample, err := tab.Sample(context.Background(), 1000)
		if err != nil {
			t.Fatal(err)
		}
		if tab.charset.Unit == 1 && len(sample) != min(len(one), 1000) {
			t.Errorf("%q: sample has %d records, scan %d", data, len(sample), len(one))
		}
		for _, row := range sample {
			if len(row) != tab.dialect.width {
				t.Errorf("a sampled record has %d cells, want %d", len(row), tab.dialect.width)
			}
		}
	})
}

var _ dataset.Sink = (*countingSink)(nil)
