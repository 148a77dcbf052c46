package lines

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/klauspost/compress/gzip"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/blob"
)

// kept are the lines of all sinks, by number.
type kept struct {
	mu   sync.Mutex
	text map[int64]string
}

func (k *kept) Row(at dataset.Place, cells [][]byte) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if _, ok := k.text[at.Line]; ok {
		panic("a line was handed on twice")
	}
	k.text[at.Line] = string(cells[0])
}

// scan reads an input with so many sinks.
func scan(t testing.TB, in []byte, sinks int) (map[int64]string, dataset.Stats, error) {
	t.Helper()
	tables, _, _, err := Open(blob.Bytes("app.log", in))
	if err != nil || len(tables) == 0 {
		return nil, dataset.Stats{}, err
	}
	k := &kept{text: map[int64]string{}}
	var list []dataset.Sink
	for range sinks {
		list = append(list, k)
	}
	stats, err := tables[0].Scan(context.Background(), list)
	return k.text, stats, err
}

func gzipped(t *testing.T, in string) []byte {
	t.Helper()
	var buf bytes.Buffer
	z := gzip.NewWriter(&buf)
	if _, err := z.Write([]byte(in)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func TestLines(t *testing.T) {
	long := strings.Repeat("x", maxLine+1)
	for _, c := range []struct {
		name, in string
		want     map[int64]string
		issues   []string // severity:line
		skipped  int64
	}{
		{"lines", "INFO a\nWARN b, \"c\"\n", map[int64]string{1: "INFO a", 2: `WARN b, "c"`}, nil, 0},
		{"no line end", "a\r\n\r\n  \nb", map[int64]string{1: "a", 4: "b"}, nil, 0},
		{"carriage returns", "a\rb\r", map[int64]string{1: "a", 2: "b"}, nil, 0},
		{"byte order mark", "\xef\xbb\xbfa\nb\n", map[int64]string{1: "a", 2: "b"}, nil, 0},
		{"UTF-16", "\xff\xfea\x00\n\x00\xe9\x00\n\x00", map[int64]string{1: "a", 2: "é"}, nil, 0},
		{"windows-1252", "a\nd\xe9j\xe0\n", map[int64]string{1: "a", 2: "déjà"}, nil, 0},
		{"damaged UTF-8", strings.Repeat("é", 50) + "\na\xffb\n", map[int64]string{1: strings.Repeat("é", 50), 2: "a\uFFFDb"}, []string{"warning:2"}, 0},
		{"a long line", "a\n" + long + "\nb\n", map[int64]string{1: "a", 3: "b"}, []string{"lost:2"}, 1},
		{"a very long line", "a\n" + long + long + long + "\nb\n", map[int64]string{1: "a", 3: "b"}, []string{"lost:2"}, 1},
		{"a long last line", "a\n" + long + long, map[int64]string{1: "a"}, []string{"lost:2"}, 1},
		{"the longest line", "a\n" + long[1:] + "\nb\n", map[int64]string{1: "a", 2: long[1:], 3: "b"}, nil, 0},
		{"cut down while written", "a\n" + strings.Repeat("\x00", 99) + "b\nc\n", map[int64]string{1: "a", 2: "b", 3: "c"}, []string{"warning:2"}, 0},
	} {
		for _, sinks := range []int{1, 3} {
			for _, in := range [][]byte{[]byte(c.in), gzipped(t, c.in)} {
				t.Run(c.name, func(t *testing.T) {
					got, stats, err := scan(t, in, sinks)
					if err != nil {
						t.Fatal(err)
					}
					if fmt.Sprint(got) != fmt.Sprint(c.want) || stats.Rows != int64(len(c.want)) || stats.Skipped != c.skipped {
						t.Errorf("got %.200v (%d rows, %d skipped), want %.200v", got, stats.Rows, stats.Skipped, c.want)
					}
					var issues []string
					for _, i := range stats.Issues {
						issues = append(issues, fmt.Sprintf("%s:%d", i.Severity, i.Line))
					}
					if !slices.Equal(issues, c.issues) {
						t.Errorf("got issues %q, want %q", issues, c.issues)
					}
				})
			}
		}
	}
}

// TestManyBlocks: lines keep their numbers where they cross blocks.
func TestManyBlocks(t *testing.T) {
	var in bytes.Buffer
	for i := 1; in.Len() < 3*blockSize; i++ {
		fmt.Fprintf(&in, "%d %s\n", i, strings.Repeat("y", i%700))
	}
	for _, sinks := range []int{1, 4} {
		got, stats, err := scan(t, in.Bytes(), sinks)
		if err != nil {
			t.Fatal(err)
		}
		for line, text := range got {
			if !strings.HasPrefix(text, fmt.Sprintf("%d ", line)) {
				t.Fatalf("line %d: got %.20q", line, text)
			}
		}
		if want := int64(bytes.Count(in.Bytes(), []byte{'\n'})); stats.Rows != want {
			t.Errorf("got %d rows, want %d", stats.Rows, want)
		}
	}
	tables, _, _, err := Open(blob.Bytes("app.log", in.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	a, err := tables[0].Sample(context.Background(), 100)
	b, again := tables[0].Sample(context.Background(), 100)
	if err != nil || again != nil || len(a) != 100 || fmt.Sprint(a) != fmt.Sprint(b) {
		t.Errorf("got samples of %d and %d lines (%v, %v), want 100 twice the same", len(a), len(b), err, again)
	}
	for _, row := range a {
		number, text, _ := strings.Cut(string(row[0]), " ")
		if strings.Trim(text, "y") != "" || strings.Trim(number, "0123456789") != "" {
			t.Errorf("a sampled line is no whole line: %.40q", row[0])
		}
	}
}

func TestBroken(t *testing.T) {
	whole := gzipped(t, strings.Repeat("a line of the log\n", 1000)+strings.Repeat("0123456789abcdef", 9000))
	got, stats, err := scan(t, whole[:len(whole)-12], 2)
	if err == nil || len(got) != 1000 || len(stats.Issues) != 1 || stats.Issues[0].Line != 1001 || stats.Issues[0].Severity != "lost" {
		t.Errorf("got %d lines, issues %+v, error %v; want 1000 lines and the broken one told", len(got), stats.Issues, err)
	}
}

func TestEmpty(t *testing.T) {
	tables, _, issues, err := Open(blob.Bytes("app.log", []byte(" \n\n")))
	if err != nil || len(tables) != 0 || len(issues) != 1 {
		t.Errorf("got %d tables, issues %+v, error %v", len(tables), issues, err)
	}
}

func TestCancelled(t *testing.T) {
	tables, _, _, err := Open(blob.Bytes("app.log", bytes.Repeat([]byte("a\n"), 4*blockSize)))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := tables[0].Scan(ctx, []dataset.Sink{&kept{text: map[int64]string{}}}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the cancellation", err)
	}
}

func FuzzLines(f *testing.F) {
	for _, s := range []string{"a\nb", "\x00\x00a\r\n\xff", "\xff\xfea\x00\n\x00", "\xef\xbb\xbf\n\n", "\r\r"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		if bytes.HasPrefix(in, []byte{0x1f, 0x8b}) || bytes.HasPrefix(in, []byte{0x28, 0xb5}) {
			return // a compressed input may be any size
		}
		one, stats, err := scan(t, in, 1)
		two, again, err2 := scan(t, in, 3)
		if (err == nil) != (err2 == nil) || fmt.Sprint(one) != fmt.Sprint(two) || stats.Rows != again.Rows || stats.Rows != int64(len(one)) {
			t.Errorf("one sink: %v %+v %v; three: %v %+v %v", one, stats, err, two, again, err2)
		}
		for line, text := range one {
			if strings.TrimSpace(text) == "" || line < 1 {
				t.Errorf("line %d: got %q", line, text)
			}
		}
	})
}
