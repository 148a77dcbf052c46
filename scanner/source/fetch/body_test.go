package fetch

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"context"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// answer serves one body with its headers, given as "Name: value".
func answer(body []byte, headers ...string) http.Handler {
	return page(func(rw http.ResponseWriter, r *http.Request) {
		for _, h := range headers {
			name, value, _ := strings.Cut(h, ": ")
			rw.Header().Add(name, value)
		}
		rw.Write(body)
	})
}

func zipped(b []byte) []byte {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	z.Write(b)
	z.Close()
	return out.Bytes()
}

func TestCharsets(t *testing.T) {
	html := "Content-Type: text/html"
	cases := []struct {
		name, header, body string
		charset, want      string
		kind               Kind
	}{
		{"UTF-8 by header", html + "; charset=utf-8", "œuf", "utf-8", "œuf", ""},
		{"UTF-8 in quotes", html + `; charset="UTF-8"`, "œuf", "utf-8", "œuf", ""},
		{"UTF-8 by its octets", html, "œuf", "utf-8", "œuf", ""},
		{"UTF-8 far down", html, strings.Repeat("a", 3000) + "œ", "utf-8", strings.Repeat("a", 3000) + "œ", ""},
		{"plain ASCII", "Content-Type: text/plain", "egg", "utf-8", "egg", ""},
		{"mark is left out", html, "\xEF\xBB\xBFegg", "utf-8", "egg", ""},
		{"mark beats header", html + "; charset=latin1", "\xEF\xBB\xBFœuf", "utf-8", "œuf", ""},
		{"UTF-16 by mark", html, "\xFF\xFEe\x00g\x00g\x00", "utf-16le", "egg", ""},
		{"latin by header", html + "; charset=iso-8859-1", "caf\xe9", "windows-1252", "café", ""},
		{"by its own words", html, `<meta charset="windows-1251">` + "\xff\xe9\xf6\xee", "windows-1251", `<meta charset="windows-1251">яйцо`, ""},
		{"old words", html, `<meta http-equiv=content-type content="text/html; charset=shift_jis">` + "\x97\x91", "shift_jis", `<meta http-equiv=content-type content="text/html; charset=shift_jis">卵`, ""},
		{"header beats words", html + "; charset=iso-8859-2", `<meta charset="utf-8">` + "\xb1", "iso-8859-2", `<meta charset="utf-8">ą`, ""},
		{"western by default", html, "caf\xe9", "windows-1252", "café", ""},
		{"UTF-8 with mistakes", html + "; charset=utf-8", "caf\xe9 \xff!", "utf-8", "caf\uFFFD \uFFFD!", ""},
		{"unknown but UTF-8", html + "; charset=klingon", "œuf", "utf-8", "œuf", ""},
		{"unknown", html + "; charset=klingon", "caf\xe9", "", "caf\uFFFD", KindCharset},
		{"unknown with words", html + "; charset=klingon", "<meta charset=iso-8859-2>\xb1", "iso-8859-2", "<meta charset=iso-8859-2>ą", ""},
		{"dangerous", html + "; charset=iso-2022-kr", "a\x1b$)C\x0e\xb0\xb0", "", "a\x1b$)C\x0e\uFFFD", KindCharset},
		{"malformed parameter", html + "; charset==;;\"", "œuf", "utf-8", "œuf", ""},
		{"malformed parameter, odd octets", html + "; charset=\"\xff", "caf\xe9", "windows-1252", "café", ""},
		{"no type", "X-None: 1", "egg", "utf-8", "egg", ""},
		{"JSON", "Content-Type: application/ld+json", `{"n":"œ"}`, "utf-8", `{"n":"œ"}`, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			headers := []string{c.header}
			if strings.HasPrefix(c.header, "X-") {
				headers = []string{"Content-Type: "}
			}
			w.site("nest.example", answer([]byte(c.body), headers...))
			p := w.get(w.fetcher(nil), "http://nest.example/")
			wantKind(t, p, c.kind)
			if p.Charset != c.charset || string(p.Body) != c.want {
				t.Errorf("got %q in %q, want %q in %q", p.Body, p.Charset, c.want, c.charset)
			}
		})
	}
}

func TestContentTypes(t *testing.T) {
	for header, read := range map[string]bool{
		"text/html": true, "TEXT/HTML ;charset=utf-8": true, "application/xhtml+xml": true, "text/plain": true, "text/vcard": true,
		"application/json": true, "application/ld+json": true, "application/xml": true, "text/csv": true,
		"application/pdf": false, "image/png": false, "image/svg+xml": false, "video/mp4": false, "application/zip": false,
		"application/octet-stream": false, "application/vnd.ms-excel": false, "audio/mpeg": false, "font/woff2": false, "multipart/mixed; boundary=x": false,
	} {
		t.Run(header, func(t *testing.T) {
			w := newWorld(t)
			w.site("nest.example", answer([]byte("hello"), "Content-Type: "+header))
			p := w.get(w.fetcher(nil), "http://nest.example/")
			want := Kind("")
			if !read {
				want = KindContentType
			}
			wantKind(t, p, want)
			if got := string(p.Body) == "hello"; got != read || p.Status != 200 || (p.RawSHA256 != "") != read {
				t.Errorf("got body %q, status %d, hash %q", p.Body, p.Status, p.RawSHA256)
			}
		})
	}
	t.Run("octets without type", func(t *testing.T) {
		w := newWorld(t)
		w.site("nest.example", answer([]byte("\x89PNG\x00\x00"), "Content-Type: "))
		p := w.get(w.fetcher(nil), "http://nest.example/")
		wantKind(t, p, KindContentType)
		if p.Body != nil {
			t.Errorf("got body %q", p.Body)
		}
	})
}

func TestLongBodies(t *testing.T) {
	const limit = 10000
	for name, c := range map[string]struct {
		length    int
		zip       bool
		truncated bool
	}{
		"at the limit": {limit, false, false}, "one more": {limit + 1, false, true}, "much more": {50 * limit, false, true},
		"packed at the limit": {limit, true, false}, "packed one more": {limit + 1, true, true}, "packed much more": {500 * limit, true, true},
		"empty": {0, false, false}, "packed and empty": {0, true, false},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			body := bytes.Repeat([]byte("a"), c.length)
			headers := []string{"Content-Type: text/plain; charset=utf-8"}
			if c.zip {
				body, headers = zipped(body), append(headers, "Content-Encoding: gzip")
			}
			w.site("nest.example", answer(body, headers...))
			p := w.get(w.fetcher(func(o *Options) { o.Budget.PageBytes = limit }), "http://nest.example/")
			wantKind(t, p, "")
			if p.Truncated != c.truncated || len(p.Body) != min(c.length, limit) {
				t.Errorf("got truncated %v, %d bytes; want %v, %d", p.Truncated, len(p.Body), c.truncated, min(c.length, limit))
			}
			if c.zip && p.Bytes >= limit || !c.zip && p.Bytes != int64(min(c.length, limit+1)) {
				t.Errorf("got %d bytes received", p.Bytes)
			}
		})
	}
}

func TestTruncationKeepsRunesWhole(t *testing.T) {
	w := newWorld(t)
	w.site("nest.example", answer([]byte(strings.Repeat("œ", 5000)), "Content-Type: text/html"))
	w.site("wide.example", answer(bytes.Repeat([]byte("\xe9"), 900), "Content-Type: text/html; charset=latin1"))
	f := w.fetcher(func(o *Options) { o.Budget.PageBytes = 1001 })
	p := w.get(f, "http://nest.example/")
	if len(p.Body) != 1000 || !utf8.Valid(p.Body) || bytes.ContainsRune(p.Body, utf8.RuneError) || p.Charset != "utf-8" || !p.Truncated {
		t.Errorf("got %d bytes in %q, truncated %v", len(p.Body), p.Charset, p.Truncated)
	}
	q := w.get(f, "http://wide.example/")
	if len(q.Body) != 1000 || !q.Truncated || q.Bytes != 900 || !utf8.Valid(q.Body) {
		t.Errorf("got %d bytes of %d, truncated %v", len(q.Body), q.Bytes, q.Truncated)
	}
}

func TestPackedBodies(t *testing.T) {
	good := zipped([]byte("hello"))
	broken := append([]byte{}, zipped(bytes.Repeat([]byte("hello "), 100))...)
	broken[len(broken)-5] ^= 1
	var deflated bytes.Buffer
	z := zlib.NewWriter(&deflated)
	z.Write([]byte("hello"))
	z.Close()
	cases := []struct {
		name, encoding string
		body           []byte
		want           string
		kind           Kind
	}{
		{"gzip", "gzip", good, "hello", ""},
		{"gzip by its old name", "X-GZip", good, "hello", ""},
		{"not packed", "identity", []byte("hello"), "hello", ""},
		{"two members", "gzip", append(append([]byte{}, good...), good...), "hellohello", ""},
		{"not gzip", "gzip", []byte("hello, this is no gzip"), "", KindEncoding},
		{"wrong checksum", "gzip", broken, strings.Repeat("hello ", 100), KindEncoding},
		{"cut", "gzip", good[:len(good)-9], "hello", KindNetwork},
		{"something behind", "gzip", append(append([]byte{}, good...), "xyzxyzxyzxyz"...), "hello", KindEncoding},
		{"brotli", "br", []byte("hello"), "", KindEncoding},
		{"deflate", "deflate", deflated.Bytes(), "", KindEncoding},
		{"twice", "gzip, gzip", zipped(good), "", KindEncoding},
		{"gzip that the type tells", "", good, "", KindContentType},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			headers := []string{"Content-Type: text/plain", "Content-Encoding: " + c.encoding}
			if c.encoding == "" {
				headers = []string{"Content-Type: application/gzip"}
			}
			w.site("nest.example", answer(c.body, headers...))
			p := w.get(w.fetcher(nil), "http://nest.example/archive.xml.gz")
			wantKind(t, p, c.kind)
			if string(p.Body) != c.want {
				t.Errorf("got body %q, want %q", p.Body, c.want)
			}
		})
	}
}

// TestBomb serves a gzip stream that unpacks to a hundred times its length, and
// one that unpacks to nothing at all for ever.
func TestBomb(t *testing.T) {
	w := newWorld(t)
	zeros := zipped(make([]byte, 16<<20))
	w.site("bomb.example", answer(zeros, "Content-Type: text/html; charset=utf-8", "Content-Encoding: gzip"))
	nothing := zipped(nil)
	w.site("nothing.example", page(func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Content-Type", "text/html")
		rw.Header().Set("Content-Encoding", "gzip")
		for {
			if _, err := rw.Write(bytes.Repeat(nothing, 100)); err != nil {
				return
			}
		}
	}))
	f := w.fetcher(func(o *Options) { o.Budget.PageBytes = 1 << 20 })
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	p := w.get(f, "http://bomb.example/")
	runtime.ReadMemStats(&after)
	if !p.Truncated || len(p.Body) != 1<<20 || p.Bytes > 100<<10 {
		t.Errorf("got truncated %v, %d bytes from %d", p.Truncated, len(p.Body), p.Bytes)
	}
	if grown := after.TotalAlloc - before.TotalAlloc; grown > 20<<20 {
		t.Errorf("allocated %d bytes", grown)
	}
	q := w.get(f, "http://nothing.example/")
	if !q.Truncated || len(q.Body) != 0 || q.Bytes > 1<<20+1 {
		t.Errorf("got truncated %v, %d bytes from %d", q.Truncated, len(q.Body), q.Bytes)
	}
}

func TestLengthThatIsWrong(t *testing.T) {
	w := newWorld(t)
	w.site("nest.example", answer([]byte("hello"), "Content-Type: text/html", "Content-Length: 5000"))
	p := w.get(w.fetcher(nil), "http://nest.example/")
	wantKind(t, p, KindNetwork)
	if string(p.Body) != "hello" || !p.Truncated || p.Status != 200 {
		t.Errorf("got body %q, truncated %v, status %d", p.Body, p.Truncated, p.Status)
	}
}

// TestLargeFileIsNotRead announces 300 MB of PDF.
func TestLargeFileIsNotRead(t *testing.T) {
	w := newWorld(t)
	w.site("nest.example", page(func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Content-Type", "application/pdf")
		rw.Header().Set("Content-Length", fmt.Sprint(300<<20))
		io.CopyN(rw, zeros{}, 300<<20)
	}))
	w.site("html.example", page(func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Content-Type", "text/html")
		io.CopyN(rw, zeros{}, 300<<20)
	}))
	f := w.fetcher(func(o *Options) { o.Budget.PageBytes = 1 << 20 })
	wantKind(t, w.get(f, "http://nest.example/"), KindContentType)
	if p := w.get(f, "http://html.example/"); !p.Truncated || len(p.Body) != 1<<20 {
		t.Errorf("got truncated %v, %d bytes", p.Truncated, len(p.Body))
	}
	if got := f.spent.bytes.Load(); got > 3<<20 {
		t.Errorf("received %d bytes", got)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

// TestMemoryIsFlat visits many pages and forgets them.
func TestMemoryIsFlat(t *testing.T) {
	w := newWorld(t)
	w.site("nest.example", answer(bytes.Repeat([]byte("hello "), 100<<10), "Content-Type: text/html; charset=latin1"))
	f := w.fetcher(func(o *Options) { o.Budget = Budget{Pages: 1000, Bytes: 1 << 30} })
	heap := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	visit := func(n int) {
		for i := range n {
			if p := f.Get(context.Background(), fmt.Sprintf("http://nest.example/%d", i)); p.Err != nil {
				t.Fatalf("got problem %q", p.Err.Kind)
			}
		}
		w.asked, w.dialled = nil, nil
	}
	visit(10)
	before := heap()
	visit(100)
	if after := heap(); after > before+1<<20 {
		t.Errorf("the heap grew from %d to %d bytes over 60 MB of pages", before, after)
	}
}

func TestSlowSites(t *testing.T) {
	drip := func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Content-Type", "text/html")
		for {
			if _, err := rw.Write([]byte("a")); err != nil || r.Context().Err() != nil {
				return
			}
			rw.(http.Flusher).Flush()
			time.Sleep(5 * time.Millisecond)
		}
	}
	w := newWorld(t)
	w.site("drip.example", page(drip))
	f := w.fetcher(func(o *Options) { o.Timeout = 500 * time.Millisecond })
	began := time.Now()
	p := w.get(f, "http://drip.example/")
	wantKind(t, p, KindTimeout)
	if took := time.Since(began); took > 3*time.Second || !p.Truncated || len(p.Body) == 0 || p.Status != 200 {
		t.Errorf("took %v, truncated %v, body of %d, status %d", took, p.Truncated, len(p.Body), p.Status)
	}
	f.Close()
}
