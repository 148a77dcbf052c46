package blob

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"testing/iotest"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

func gzipped(t *testing.T, members ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	for _, m := range members {
		z := gzip.NewWriter(&out)
		if _, err := io.WriteString(z, m); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return out.Bytes()
}

func zstandard(t *testing.T, data string) []byte {
	t.Helper()
	z, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	return z.EncodeAll([]byte(data), nil)
}

func hexSum(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

func open(t *testing.T, kind string, stored []byte) *Blob {
	t.Helper()
	if kind == "pipe" {
		b, err := Pipe("-", iotest.OneByteReader(bytes.NewReader(stored)))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	path := filepath.Join(t.TempDir(), "in")
	if err := os.WriteFile(path, stored, 0o600); err != nil {
		t.Fatal(err)
	}
	b, err := File(path, "in")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestReadAndSum(t *testing.T) {
	long := string(bytes.Repeat([]byte("0123456789abcdef"), 20_000))
	tests := []struct {
		name, compression string
		stored            []byte
		want              string
	}{
		{"empty", "", nil, ""},
		{"one byte", "", []byte("a"), "a"},
		{"plain", "", []byte(long), long},
		{"gzip", "gzip", gzipped(t, long), long},
		{"gzip of two members", "gzip", gzipped(t, "ab", "cd"), "abcd"},
		{"zstd", "zstd", zstandard(t, long), long},
		{"two zstd frames", "zstd", append(zstandard(t, "ab"), zstandard(t, "cd")...), "abcd"},
	}
	for _, tt := range tests {
		for _, kind := range []string{"file", "pipe"} {
			t.Run(tt.name+" "+kind, func(t *testing.T) {
				b := open(t, kind, tt.stored)
				defer b.Close()
				if b.Compression != tt.compression {
					t.Errorf("compression: got %q, want %q", b.Compression, tt.compression)
				}
				head, err := b.Head(3)
				if err != nil || string(head) != tt.want[:min(3, len(tt.want))] {
					t.Errorf("head: got %q, %v", head, err)
				}
				s, err := b.Open()
				if err != nil {
					t.Fatal(err)
				}
				got, err := io.ReadAll(s)
				if err != nil || string(got) != tt.want {
					t.Fatalf("read: got %d bytes, %v; want %d", len(got), err, len(tt.want))
				}
				if err := s.Close(); err != nil {
					t.Fatal(err)
				}
				sum, size, err := b.Sum()
				if err != nil || sum != hexSum(tt.stored) || size != int64(len(tt.stored)) {
					t.Errorf("sum: got %s, %d, %v; want %s, %d", sum, size, err, hexSum(tt.stored), len(tt.stored))
				}
			})
		}
	}
}

func TestReadBlockHashesTheBlock(t *testing.T) {
	stored := bytes.Repeat([]byte("some text, "), 50_000)
	b := open(t, "file", stored)
	defer b.Close()
	s, err := b.Open()
	if err != nil {
		t.Fatal(err)
	}
	block := make([]byte, 10_000)
	var hold sync.WaitGroup
	for err == nil {
		_, err = s.ReadBlock(block, &hold)
		hold.Wait()
		clear(block)
	}
	if !errors.Is(err, io.EOF) {
		t.Fatal(err)
	}
	if sum, _, _ := b.Sum(); sum != hexSum(stored) {
		t.Errorf("got %s, want %s", sum, hexSum(stored))
	}
}

func TestPipeOpensOnce(t *testing.T) {
	b := open(t, "pipe", []byte("abc"))
	if _, err := b.Open(); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Open(); !errors.Is(err, ErrConsumed) {
		t.Errorf("second open: got %v, want ErrConsumed", err)
	}
}

func TestShortPipeOpensAgain(t *testing.T) {
	b := open(t, "pipe", []byte("abc"))
	if _, err := b.Head(100); err != nil || !b.Whole() {
		t.Fatalf("head: whole %v, %v", b.Whole(), err)
	}
	for range 2 {
		s, err := b.Open()
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := io.ReadAll(s); string(got) != "abc" {
			t.Errorf("got %q, want abc", got)
		}
	}
	if sum, _, _ := b.Sum(); sum != hexSum([]byte("abc")) {
		t.Errorf("sum: got %s", sum)
	}
}

func TestCutCompressionGivesWhatCanBeRead(t *testing.T) {
	for _, stored := range [][]byte{gzipped(t, "hello, world"), zstandard(t, "hello, world")} {
		b := open(t, "file", stored[:len(stored)-2])
		s, err := b.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err = io.ReadAll(s); err == nil {
			t.Error("a cut stream was read without an error")
		}
		if sum, _, _ := b.Sum(); sum != hexSum(stored[:len(stored)-2]) {
			t.Error("the sum of a cut file is wrong")
		}
	}
}

func TestReaderAt(t *testing.T) {
	for _, kind := range []string{"file", "pipe"} {
		for _, stored := range [][]byte{[]byte("abcdef"), gzipped(t, "abcdef")} {
			b := open(t, kind, stored)
			if _, _, err := b.ReaderAt(); err != nil {
				t.Fatal(err)
			}
			at, size, err := b.ReaderAt()
			if err != nil {
				t.Fatalf("%s, second time: %v", kind, err)
			}
			got := make([]byte, 3)
			if _, err := at.ReadAt(got, 2); err != nil || string(got) != "cde" || size != 6 {
				t.Errorf("%s: got %q of %d, %v", kind, got, size, err)
			}
		}
	}
}

func TestReaderAtRefusesABomb(t *testing.T) {
	b := Bytes("bomb.gz", gzipped(t, string(make([]byte, 2<<20))))
	b.limit = 1 << 20
	if _, _, err := b.ReaderAt(); !errors.Is(err, ErrTooLarge) {
		t.Errorf("got %v, want ErrTooLarge", err)
	}
}

func TestFolderIsRefused(t *testing.T) {
	if _, err := File(t.TempDir(), "folder"); err == nil {
		t.Error("a folder was opened")
	}
}
