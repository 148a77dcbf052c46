package warc

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"pgregory.net/rapid"
)

var update = flag.Bool("update", false, "write the golden file anew")

var day = time.Date(2026, 3, 2, 10, 30, 0, 0, time.FixedZone("", 3600))

func notice() Visit {
	return Visit{
		URL: "https://nest.example/privacy?lang=fr", Date: day,
		RequestHeader: http.Header{"User-Agent": {"leadlint/1.0 (+https://audit.example)"}, "Accept-Language": {"fr"}, "Cookie": {"no"}},
		Status:        200,
		Header: http.Header{
			"Content-Type": {"text/html; charset=utf-8"}, "X-Robots-Tag": {"noindex", "heron: none"}, "Set-Cookie": {"id=1"},
			"Content-Encoding": {"gzip"}, "Content-Length": {"9"}, "Transfer-Encoding": {"chunked"}, "X-Odd": {"a\r\nb"},
		},
		Body:     []byte("<h1>Vie privée</h1>\r\n\r\n<p>Les œufs</p>"),
		Metadata: []Field{{"role", "notice"}, {"expires", "2026-09-02"}},
	}
}

func robots() Visit {
	return Visit{
		URL: "https://nest.example/robots.txt", Date: day.Add(time.Second), Status: 999, Truncated: true,
		Header: http.Header{"Content-Type": {"text/plain"}}, Body: []byte("User-agent: *\nDisallow: /\n"),
	}
}

func written(t testing.TB, visits ...Visit) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := NewWriter(&b, Info{Software: "leadlint/1.0", Date: day, Fields: []Field{{"expires", "2026-09-02"}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range visits {
		if err := w.Write(v); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestGolden(t *testing.T) {
	got := written(t, notice(), robots())
	path := filepath.Join("testdata", "visits.warc")
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	for _, absent := range []string{"Cookie", "Content-Encoding", "chunked", "X-Odd"} {
		if bytes.Contains(got, []byte(absent)) {
			t.Errorf("%s was kept", absent)
		}
	}
}

func TestVerify(t *testing.T) {
	file := written(t, notice(), robots())
	for name, r := range map[string]io.Reader{
		"at once": bytes.NewReader(file), "byte by byte": iotest.OneByteReader(bytes.NewReader(file)), "with its end": iotest.DataErrReader(bytes.NewReader(file)),
	} {
		if n, err := Verify(r); n.Records != 7 || n.Expires != "2026-09-02" || err != nil {
			t.Errorf("%s: got %+v, %v; want 7 records", name, n, err)
		}
	}
}

func TestExpires(t *testing.T) {
	file := written(t, notice())
	for name, tt := range map[string]struct {
		file []byte
		want string
	}{"a file": {file, "2026-09-02"}, "its start": {file[:600], "2026-09-02"}, "nothing": {nil, ""}, "something else": {[]byte("expires: 2026-01-01\r\n"), ""}} {
		if got := Expires(bytes.NewReader(tt.file)); got != tt.want {
			t.Errorf("%s: got %q, want %q", name, got, tt.want)
		}
	}
}

// TestEveryChangeIsNoticed changes each byte of a file in turn.
func TestEveryChangeIsNoticed(t *testing.T) {
	file := written(t, notice(), robots())
	for i := range file {
		for _, bit := range []byte{1, 0x20} {
			changed := append([]byte{}, file...)
			changed[i] ^= bit
			if _, err := Verify(bytes.NewReader(changed)); err == nil {
				t.Errorf("a change of byte %d went unnoticed: %q", i, changed[max(i-20, 0):min(i+20, len(changed))])
			}
		}
	}
}

func TestFilesThatDoNotHold(t *testing.T) {
	file := string(written(t, notice()))
	cases := []struct {
		name, file string
		records    int
		want       error
	}{
		{"empty", "", 0, ErrFormat},
		{"no WARC", "hello\r\n", 0, ErrFormat},
		{"older version", strings.Replace(file, "WARC/1.1", "WARC/1.0", 1), 0, ErrFormat},
		{"line ends of another system", strings.ReplaceAll(file, "\r\n", "\n"), 0, ErrFormat},
		{"body longer", strings.Replace(file, "œufs", "oiseaux", 1), 1, ErrFormat},
		{"body changed, same length", strings.Replace(file, "privée", "privæe", 1), 1, ErrDigest},
		{"request changed", strings.Replace(file, "GET /privacy", "GET /prjvacy", 1), 2, ErrDigest},
		{"metadata changed", strings.Replace(file, "role: notice", "role: nothin", 1), 3, ErrDigest},
		{"records left out", file[:strings.Index(file[8:], "WARC/1.1")+8] + file[strings.LastIndex(file, "WARC/1.1"):], 1, ErrDigest},
		{"address changed", strings.Replace(file, "Target-URI: https://nest", "Target-URI: https://best", 1), 1, ErrDigest},
		{"digest left out", strings.Replace(file, "WARC-Block-Digest", "WARC-Other-Digest", 1), 0, ErrDigest},
		{"payload's digest left out", strings.Replace(file, "WARC-Payload-Digest", "WARC-Payload-Digost", 1), 1, ErrDigest},
		{"cut in a block", file[:len(file)-10], 4, ErrFormat},
		{"cut at the end", file[:len(file)-1], 4, ErrFormat},
		{"last record cut off", file[:strings.LastIndex(file, "WARC/1.1")], 4, ErrUnfinished},
		{"something behind", file + "x", 5, ErrFormat},
		{"another file behind", file + file, 5, ErrDigest},
		{"count changed", strings.Replace(file, "records: 5", "records: 4", 1), 4, ErrDigest},
		{"negative length", strings.Replace(file, "Content-Length: ", "Content-Length: -", 1), 0, ErrFormat},
		{"huge length", strings.Replace(file, "Content-Length: ", "Content-Length: 99999999999", 1), 0, ErrFormat},
		{"field twice", strings.Replace(file, "WARC-Date", "WARC-Type", 1), 0, ErrFormat},
		{"endless header", "WARC/1.1\r\n" + strings.Repeat("a", 1<<20), 0, ErrFormat},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			n, err := Verify(strings.NewReader(c.file))
			if n.Records != c.records || !errors.Is(err, c.want) {
				t.Errorf("got %d records, %v; want %d, %v", n.Records, err, c.records, c.want)
			}
			if err != nil && !strings.HasPrefix(err.Error(), fmt.Sprintf("record %d: ", c.records+1)) {
				t.Errorf("got %q, want the number of the record", err)
			}
		})
	}
	if _, err := Verify(iotest.ErrReader(io.ErrClosedPipe)); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("got %v, want the reader's error", err)
	}
}

func TestVisitsThatCannotBeWritten(t *testing.T) {
	for name, change := range map[string]func(*Visit){
		"no address":       func(v *Visit) { v.URL = "" },
		"relative":         func(v *Visit) { v.URL = "/a" },
		"line end":         func(v *Visit) { v.URL = "http://a.example/\r\nX: y" },
		"no status":        func(v *Visit) { v.Status = 0 },
		"no date":          func(v *Visit) { v.Date = time.Time{} },
		"field of lines":   func(v *Visit) { v.Metadata = []Field{{"a", "b\r\nc: d"}} },
		"field with colon": func(v *Visit) { v.Metadata = []Field{{"a:", "b"}} },
	} {
		var b bytes.Buffer
		w, err := NewWriter(&b, Info{Software: "leadlint", Date: day})
		if err != nil {
			t.Fatal(err)
		}
		before := b.Len()
		v := notice()
		change(&v)
		if err := w.Write(v); err == nil || b.Len() != before {
			t.Errorf("%s: got %v and %d bytes", name, err, b.Len()-before)
		}
		if err := w.Write(notice()); err != nil {
			t.Errorf("%s: the next visit: %v", name, err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if n, err := Verify(&b); n.Records != 5 || err != nil {
			t.Errorf("%s: got %d records, %v", name, n.Records, err)
		}
	}
}

func TestCreate(t *testing.T) {
	path := filepath.Join(t.TempDir(), "evidence.warc")
	w, err := Create(path, Info{Software: "leadlint/1.0", Date: day})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Write(notice()); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("got mode %v, %v; want 0600", info.Mode(), err)
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if n, err := Verify(f); n.Records != 5 || err != nil {
		t.Errorf("got %d records, %v", n.Records, err)
	}
	if _, err := Create(path, Info{Date: day}); !errors.Is(err, os.ErrExist) {
		t.Errorf("a file that exists: got %v", err)
	}
	if _, err := Create(path+"2", Info{}); err == nil {
		t.Error("without a date: got no error")
	}
	if _, err := os.Stat(path + "2"); !errors.Is(err, os.ErrNotExist) {
		t.Error("a file that could not be begun was left behind")
	}
}

// full takes some bytes and then fails.
type full int

func (f *full) Write(b []byte) (int, error) {
	if *f -= full(len(b)); *f < 0 {
		return 0, io.ErrShortWrite
	}
	return len(b), nil
}

func TestDiskIsFull(t *testing.T) {
	room := full(1200)
	w, err := NewWriter(&room, Info{Date: day})
	if err != nil {
		t.Fatal(err)
	}
	first := w.Write(notice())
	if second := w.Write(notice()); first == nil || !errors.Is(second, io.ErrShortWrite) || !errors.Is(w.Close(), io.ErrShortWrite) {
		t.Errorf("got %v, then %v, then %v", first, second, w.Close())
	}
}

func TestWhateverIsWrittenHolds(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		v := notice()
		v.Body = rapid.SliceOf(rapid.SampledFrom([]byte("\r\n\r\na:"))).Draw(rt, "body")
		v.Header = http.Header{rapid.String().Draw(rt, "name"): {rapid.String().Draw(rt, "value")}}
		v.Status = rapid.IntRange(100, 999).Draw(rt, "status")
		file := written(t, v, robots())
		if n, err := Verify(bytes.NewReader(file)); n.Records != 7 || err != nil {
			rt.Fatalf("got %d records, %v", n.Records, err)
		}
		if !bytes.Equal(file, written(t, v, robots())) {
			rt.Fatal("the same visits gave other bytes")
		}
	})
}

func FuzzVerify(f *testing.F) {
	f.Add(written(f, notice(), robots()))
	f.Add([]byte("WARC/1.1\r\nContent-Length: 0\r\n\r\n\r\n\r\n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		if n, err := Verify(bytes.NewReader(file)); err == nil && n.Records == 0 {
			t.Fatal("nothing holds")
		}
	})
}

func BenchmarkVerify(b *testing.B) {
	v := notice()
	v.Body = bytes.Repeat([]byte("a"), 1<<20)
	file := written(b, v)
	b.SetBytes(int64(len(file)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Verify(bytes.NewReader(file)); err != nil {
			b.Fatal(err)
		}
	}
}
