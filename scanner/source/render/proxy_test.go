package render

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

var errGuard = errors.New("not a public address")

// onlyTo makes a guard that connects to one place, whatever name asks for it,
// and refuses addresses of other places.
func onlyTo(t *testing.T, raw string) func(context.Context, string, string) (net.Conn, error) {
	t.Helper()
	u, err := url.Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		host, _, err := net.SplitHostPort(address)
		if err != nil || !strings.HasSuffix(host, ".example") && address != u.Host {
			return nil, errGuard
		}
		return (&net.Dialer{}).DialContext(ctx, network, u.Host)
	}
}

func startProxy(t *testing.T, o Options) *proxy {
	t.Helper()
	if o.MaxBytes == 0 {
		o.MaxBytes = 1 << 20
	}
	p, err := newProxy(&o, time.Now().Add(20*time.Second))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.close() })
	return p
}

// through sends a raw request to the proxy and gives the answer; without one, as
// one whose status is 0.
func through(t *testing.T, p *proxy, raw string) *http.Response {
	t.Helper()
	conn, err := net.Dial("tcp", p.address())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	if err := conn.SetDeadline(time.Now().Add(5 * time.Second)); err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(conn, raw)
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return &http.Response{Body: http.NoBody}
	}
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func TestProxyDecides(t *testing.T) {
	asked := 0
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked++
		fmt.Fprint(w, "hello ", r.Header.Get("Proxy-Authorization"), r.Header.Get("X-Hop"))
	}))
	defer site.Close()
	p := startProxy(t, Options{
		Guard: onlyTo(t, site.URL),
		Allow: func(host string, port int) bool { return host == "allowed.example" && port == 8080 },
	})
	tests := []struct {
		name, request string
		want          int
		reaches       bool
	}{
		{"a page", "GET http://orvalie.example/ HTTP/1.1\r\nHost: orvalie.example\r\n\r\n", 200, true},
		{"headers alone", "HEAD http://orvalie.example/ HTTP/1.1\r\nHost: orvalie.example\r\n\r\n", 200, true},
		{"a port that is allowed", "GET http://allowed.example:8080/ HTTP/1.1\r\nHost: x\r\n\r\n", 200, true},
		{"headers of the hop", "GET http://orvalie.example/ HTTP/1.1\r\nHost: x\r\nProxy-Authorization: secret\r\nX-Hop: secret\r\nConnection: X-Hop\r\n\r\n", 200, true},
		{"a form", "POST http://orvalie.example/ HTTP/1.1\r\nHost: orvalie.example\r\nContent-Length: 2\r\n\r\nab", 405, false},
		{"a body with GET", "GET http://orvalie.example/ HTTP/1.1\r\nHost: orvalie.example\r\nContent-Length: 2\r\n\r\nab", 400, false},
		{"another method", "DELETE http://orvalie.example/ HTTP/1.1\r\nHost: orvalie.example\r\n\r\n", 405, false},
		{"no proxy's request", "GET / HTTP/1.1\r\nHost: orvalie.example\r\n\r\n", 400, false},
		{"a password", "GET http://a:b@orvalie.example/ HTTP/1.1\r\nHost: orvalie.example\r\n\r\n", 400, false},
		{"another scheme", "GET ftp://orvalie.example/ HTTP/1.1\r\nHost: orvalie.example\r\n\r\n", 400, false},
		{"another port", "GET http://orvalie.example:8080/ HTTP/1.1\r\nHost: orvalie.example\r\n\r\n", 0, false},
		{"metadata of a cloud", "GET http://169.254.169.254/latest HTTP/1.1\r\nHost: 169.254.169.254\r\n\r\n", 0, false},
		{"loopback", "GET http://127.0.0.1/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 0, false},
		{"loopback at a port", "GET http://127.0.0.1:6379/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 0, false},
		{"itself", "GET http://" + p.address() + "/ HTTP/1.1\r\nHost: x\r\n\r\n", 0, false},
		{"a tunnel to loopback", "CONNECT 127.0.0.1:443 HTTP/1.1\r\nHost: 127.0.0.1:443\r\n\r\n", 502, false},
		{"a tunnel to mail", "CONNECT orvalie.example:25 HTTP/1.1\r\nHost: orvalie.example:25\r\n\r\n", 403, false},
		{"a tunnel to no port", "CONNECT orvalie.example:x HTTP/1.1\r\nHost: orvalie.example:443\r\n\r\n", 400, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			before := asked
			res := through(t, p, tt.request)
			if res.StatusCode != tt.want || asked > before != tt.reaches {
				t.Errorf("got status %d and %d requests, want %d and reached %t", res.StatusCode, asked-before, tt.want, tt.reaches)
			}
			body, _ := io.ReadAll(res.Body)
			if strings.Contains(string(body), "secret") {
				t.Error("a header of the hop was passed on")
			}
		})
	}
}

func TestProxyTunnelsTLSOnly(t *testing.T) {
	site := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "secure") }))
	site.Config.ErrorLog = log.New(io.Discard, "", 0)
	site.StartTLS()
	defer site.Close()
	p := startProxy(t, Options{Guard: onlyTo(t, site.URL)})
	client := site.Client()
	transport := client.Transport.(*http.Transport).Clone()
	transport.Proxy = http.ProxyURL(&url.URL{Scheme: "http", Host: p.address()})
	transport.TLSClientConfig.ServerName = "example.com"
	client.Transport = transport
	res, err := client.Get("https://orvalie.example/")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if body, err := io.ReadAll(res.Body); err != nil || string(body) != "secure" {
		t.Errorf("got %q and error %v", body, err)
	}
	conn, err := net.Dial("tcp", p.address())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(5 * time.Second))
	fmt.Fprint(conn, "CONNECT orvalie.example:80 HTTP/1.1\r\nHost: orvalie.example:80\r\n\r\nGET /socket HTTP/1.1\r\nHost: x\r\n\r\n")
	data, _ := io.ReadAll(conn)
	if got := string(data); !strings.HasSuffix(got, "established\r\n\r\n") {
		t.Errorf("got %q, want the tunnel closed without an answer", got)
	}
}

func TestProxyBounds(t *testing.T) {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		for range 1000 {
			if _, err := w.Write(make([]byte, 4096)); err != nil {
				return
			}
		}
	}))
	defer site.Close()
	p := startProxy(t, Options{Guard: onlyTo(t, site.URL), MaxBytes: 64 << 10})
	res := through(t, p, "GET http://orvalie.example/ HTTP/1.1\r\nHost: orvalie.example\r\n\r\n")
	if n, err := io.Copy(io.Discard, res.Body); err == nil || n > 64<<10 {
		t.Errorf("got %d bytes and error %v, want a broken answer within the bound", n, err)
	}
	if !p.bounded.Load() || p.received.Load() > 64<<10 {
		t.Errorf("got bounded %t after %d bytes", p.bounded.Load(), p.received.Load())
	}
	if res := through(t, p, "GET http://orvalie.example/ HTTP/1.1\r\nHost: orvalie.example\r\n\r\n"); res.StatusCode != 0 {
		t.Errorf("got status %d beyond the bound, want none", res.StatusCode)
	}
}

func TestProxyConnections(t *testing.T) {
	site, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer site.Close()
	p := startProxy(t, Options{Guard: onlyTo(t, "http://"+site.Addr().String())})
	for i := range maxOpen + 1 {
		_, err := p.dial(context.Background(), "orvalie.example:443")
		if refused := errors.Is(err, errBounds); refused != (i == maxOpen) {
			t.Fatalf("connection %d: got error %v", i, err)
		}
	}
	if err := p.close(); err != nil {
		t.Fatal(err)
	}
	if len(p.open) != 0 {
		t.Errorf("%d connections are open after close", len(p.open))
	}
	if _, err := p.dial(context.Background(), "orvalie.example:443"); err == nil {
		t.Error("a closed proxy connects")
	}
}

func TestNewNeedsGuardAndBrowser(t *testing.T) {
	if _, err := New(Options{}); err == nil || !strings.Contains(err.Error(), "guard") {
		t.Errorf("got error %v, want one about the guard", err)
	}
	if _, err := New(Options{Guard: onlyTo(t, "http://orvalie.example"), Path: "no-such-browser"}); err == nil || !strings.Contains(err.Error(), "install Chromium") {
		t.Errorf("got error %v, want one that says what to install", err)
	}
}
