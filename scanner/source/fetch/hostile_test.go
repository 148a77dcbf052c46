package fetch

import (
	"bufio"
	"context"
	"crypto/x509"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// raw serves whatever answer writes on each connection, but a plain 404 for
// robots.txt.
func (w *world) raw(name string, answer func(net.Conn)) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		w.t.Fatal(err)
	}
	var group sync.WaitGroup
	group.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			group.Go(func() {
				defer conn.Close()
				req, err := http.ReadRequest(bufio.NewReader(conn))
				if err == nil && req.URL.Path == "/robots.txt" {
					io.WriteString(conn, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
				} else if err == nil {
					answer(conn)
				}
			})
		}
	})
	w.t.Cleanup(func() { l.Close(); group.Wait() })
	w.route(name, l.Addr().String())
}

func TestAnswersThatAreNone(t *testing.T) {
	forever := func(first, again string, pause time.Duration) func(net.Conn) {
		return func(c net.Conn) {
			io.WriteString(c, first)
			for {
				if _, err := io.WriteString(c, again); err != nil {
					return
				}
				time.Sleep(pause)
			}
		}
	}
	cases := map[string]struct {
		answer func(net.Conn)
		want   Kind
	}{
		"closed":     {func(net.Conn) {}, KindNetwork},
		"no HTTP":    {func(c net.Conn) { io.WriteString(c, "SSH-2.0-nest\r\n") }, KindNetwork},
		"bad status": {func(c net.Conn) { io.WriteString(c, "HTTP/1.1 2x0 OK\r\n\r\n") }, KindNetwork},
		"bad header": {func(c net.Conn) { io.WriteString(c, "HTTP/1.1 200 OK\r\nno header\r\n\r\n") }, KindNetwork},
		"two lengths": {func(c net.Conn) {
			io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab")
		}, KindNetwork},
		"bad chunk":              {func(c net.Conn) { io.WriteString(c, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n") }, KindNetwork},
		"endless headers":        {forever("HTTP/1.1 200 OK\r\n", "X-A: "+strings.Repeat("a", 1000)+"\r\n", 0), KindTooLarge},
		"one endless header":     {forever("HTTP/1.1 200 OK\r\nX-A: ", strings.Repeat("a", 1000), 0), KindTooLarge},
		"endless early hints":    {forever("", "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", 0), ""},
		"headers drop by drop":   {forever("HTTP/1.1 200 OK\r\n", "X-A: b\r\n", 5*time.Millisecond), KindTimeout},
		"nothing at all":         {func(c net.Conn) { io.Copy(io.Discard, c) }, KindTimeout},
		"endless chunks of one":  {forever("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\na\r\n", 0), ""},
		"endless chunk comments": {forever("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n", "1;"+strings.Repeat("x", 900)+"\r\na\r\n", 0), ""},
		"switching protocols": {func(c net.Conn) {
			io.WriteString(c, "HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n")
		}, ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.raw("nest.example", c.answer)
			f := w.fetcher(func(o *Options) { o.Timeout = 700 * time.Millisecond; o.Budget.PageBytes = 64 << 10 })
			began := time.Now()
			p := w.get(f, "http://nest.example/")
			if c.want != "" {
				wantKind(t, p, c.want)
			}
			t.Log(kind(p), p.Status, len(p.Body), p.Truncated)
			if took := time.Since(began); took > 5*time.Second {
				t.Errorf("took %v", took)
			}
			if len(p.Body) > 64<<10 {
				t.Errorf("got a body of %d bytes", len(p.Body))
			}
			f.Close()
		})
	}
}

func TestConnectionRefused(t *testing.T) {
	w := newWorld(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	w.route("nest.example", l.Addr().String())
	p := w.get(w.fetcher(nil), "http://nest.example/")
	wantKind(t, p, KindRefused)
	if p.Robots.State != RobotsUnreachable {
		t.Errorf("got state %s", p.Robots.State)
	}
}

// TestResolverThatHangs and never gives an answer by itself.
func TestResolverThatHangs(t *testing.T) {
	w := newWorld(t)
	f := w.fetcher(func(o *Options) { o.Resolver = hanging{}; o.Timeout = 100 * time.Millisecond })
	began := time.Now()
	if p := w.get(f, "http://nest.example/"); kind(p) != KindTimeout && kind(p) != KindDNS || time.Since(began) > time.Second {
		t.Errorf("got problem %q after %v", kind(p), time.Since(began))
	}
}

// secureSite serves a name over TLS, with HTTP/2 if two is true.
func (w *world) secureSite(name string, two bool, h http.Handler) *httptest.Server {
	s := httptest.NewUnstartedServer(h)
	s.EnableHTTP2 = two
	s.Config.ErrorLog = nil
	s.StartTLS()
	w.t.Cleanup(func() { s.CloseClientConnections(); s.Close() })
	w.route(name, s.Listener.Addr().String())
	return s
}

func TestSecureConnections(t *testing.T) {
	for _, two := range []bool{false, true} {
		t.Run(fmt.Sprintf("HTTP/2 %v", two), func(t *testing.T) {
			w := newWorld(t)
			var proto string
			// The certificate of httptest names example.com.
			s := w.secureSite("example.com", two, page(func(rw http.ResponseWriter, r *http.Request) {
				proto = r.Proto
				rw.Header().Set("Content-Type", "text/html")
				rw.Header().Set("Set-Cookie", "a=b")
				switch r.URL.Path {
				case "/endless":
					io.Copy(rw, zeros{})
				case "/zip":
					rw.Header().Set("Content-Encoding", "gzip")
					rw.Write(zipped([]byte("hello")))
				case "/headers":
					for i := range 200 {
						rw.Header().Set(fmt.Sprintf("X-%d", i), strings.Repeat("a", 1000))
					}
				case "/abort":
					panic(http.ErrAbortHandler)
				case "/slow":
					rw.(http.Flusher).Flush()
					<-r.Context().Done()
				default:
					fmt.Fprint(rw, "hello", r.Header.Get("Cookie"))
				}
			}))
			s.Config.ErrorLog = quiet()
			roots := x509.NewCertPool()
			roots.AddCert(s.Certificate())
			f := w.fetcher(func(o *Options) {
				o.RootCAs = roots
				o.Budget.PageBytes = 1 << 20
				o.Timeout = time.Second
			})
			for _, path := range []string{"/", "/zip", "/again"} {
				p := w.get(f, "https://example.com"+path)
				wantKind(t, p, "")
				if string(p.Body) != "hello" {
					t.Errorf("got body %q", p.Body)
				}
			}
			if want := map[bool]string{false: "HTTP/1.1", true: "HTTP/2.0"}[two]; proto != want {
				t.Errorf("got %s, want %s", proto, want)
			}
			if p := w.get(f, "https://example.com/endless"); !p.Truncated || len(p.Body) != 1<<20 {
				t.Errorf("endless: got truncated %v, %d bytes", p.Truncated, len(p.Body))
			}
			// HTTP/2 has no word of its own for headers that are too long.
			long := map[bool]Kind{false: KindTooLarge, true: KindNetwork}[two]
			wantKind(t, w.get(f, "https://example.com/headers"), long)
			wantKind(t, w.get(f, "https://example.com/abort"), KindNetwork)
			wantKind(t, w.get(f, "https://example.com/slow"), KindTimeout)
			f.Close()
		})
	}
}

func TestCertificatesThatDoNotHold(t *testing.T) {
	w := newWorld(t)
	s := w.secureSite("example.com", true, pages{"/": "hello"})
	s.Config.ErrorLog = quiet()
	w.route("nest.example", s.Listener.Addr().String())
	w.site("plain.example", pages{"/": "hello"})
	roots := x509.NewCertPool()
	roots.AddCert(s.Certificate())
	trusting := w.fetcher(func(o *Options) { o.RootCAs = roots })
	for name, c := range map[string]struct {
		f   *Fetcher
		url string
	}{
		"unknown authority": {w.fetcher(func(o *Options) { o.RootCAs = x509.NewCertPool() }), "https://example.com/"},
		"another name":      {trusting, "https://nest.example/"},
		"no TLS":            {trusting, "https://plain.example/"},
	} {
		t.Run(name, func(t *testing.T) {
			p := w.get(c.f, c.url)
			wantKind(t, p, KindTLS)
			if p.Robots.State != RobotsUnreachable {
				t.Errorf("got state %s", p.Robots.State)
			}
		})
	}
	wantKind(t, w.get(trusting, "https://example.com/"), "")
}

func BenchmarkGet(b *testing.B) {
	s := httptest.NewServer(pages{"/": strings.Repeat("<p>hello</p>", 2000)})
	defer s.Close()
	f, err := New(Options{
		AllowPrivate: true, Allow: []HostPort{{"127.0.0.1", 0}}, Delay: -1,
		Budget: Budget{Pages: 1 << 30, Bytes: 1 << 50, Time: time.Hour},
	})
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	b.ReportAllocs()
	for b.Loop() {
		if p := f.Get(context.Background(), s.URL+"/"); p.Err != nil {
			b.Fatal(p.Err.Kind)
		}
	}
}
