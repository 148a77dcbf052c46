package main

import (
	"bytes"
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func generate(t *testing.T, rows int64, seed uint64) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b, rows, seed); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestSameSeedSameBytes(t *testing.T) {
	const rows = 3*chunkRows + 17
	want := generate(t, rows, 7)
	old := runtime.GOMAXPROCS(1)
	got := generate(t, rows, 7)
	runtime.GOMAXPROCS(old)
	if !bytes.Equal(got, want) {
		t.Error("one processor and several gave different bytes for the same seed")
	}
	if bytes.Equal(generate(t, rows, 8), want) {
		t.Error("two seeds gave the same bytes")
	}
}

func TestRowsAreWellFormed(t *testing.T) {
	for _, rows := range []int64{0, 1, 10, chunkRows, chunkRows + 1, 20_000} {
		data := generate(t, rows, 1)
		r := csv.NewReader(bytes.NewReader(data))
		head, err := r.Read()
		if err != nil {
			t.Fatalf("%d rows: %v", rows, err)
		}
		if len(head) != 25 {
			t.Fatalf("%d rows: got %d columns, want 25", rows, len(head))
		}
		var n int64
		for {
			if _, err = r.Read(); err != nil {
				break
			}
			n++
		}
		if err != io.EOF || n != rows {
			t.Errorf("got %d rows and error %v, want %d and EOF", n, err, rows)
		}
	}
}

func TestRowSize(t *testing.T) {
	const rows = 50_000
	if got := len(generate(t, rows, 1)) / rows; got < 280 || got > 340 {
		t.Errorf("got %d bytes a row, want about 310", got)
	}
}

func TestRunRefusesWrongUsage(t *testing.T) {
	var stderr strings.Builder
	if got := run([]string{"-rows", "5"}, &stderr); got != 2 || !strings.Contains(stderr.String(), "-out") {
		t.Errorf("got exit code %d and %q, want 2 and a hint at -out", got, stderr.String())
	}
	out := filepath.Join(t.TempDir(), "five.csv")
	if got := run([]string{"-rows", "5", "-out", out}, &stderr); got != 0 {
		t.Fatalf("got exit code %d, want 0", got)
	}
	if data, err := os.ReadFile(out); err != nil || bytes.Count(data, []byte("\n")) < 6 {
		t.Errorf("got %d bytes and error %v, want six lines", len(data), err)
	}
}

// TestRegistersNameTheContacts: every entry of a register is about a person of
// the contacts written for the same seed, and there are as many as asked for.
func TestRegistersNameTheContacts(t *testing.T) {
	const contacts = 2*chunkRows + 5
	known := map[string]bool{}
	emails, err := emailsOf(generate(t, contacts, 3)[len(header):])
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range emails {
		known[e] = true
	}
	for name, column := range map[string]int{"send": 1, "suppression": 0} {
		kind, _ := registerNamed(name)
		var b bytes.Buffer
		if err := writeRegister(&b, kind, 5000, contacts, 3); err != nil {
			t.Fatal(err)
		}
		records, err := csv.NewReader(&b).ReadAll()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if len(records) < 4990 || len(records) > 5001 {
			t.Errorf("%s: got %d entries, want about 5000", name, len(records)-1)
		}
		for _, r := range records[1:] {
			if !known[r[column]] {
				t.Fatalf("%s: an entry is about nobody of the contacts", name)
			}
		}
	}
}
