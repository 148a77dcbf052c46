package fetch

import (
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// world is a network of its own: names resolve to public addresses, and these
// lead to servers on loopback. Its clock moves only when somebody sleeps.
type world struct {
	t  *testing.T
	mu sync.Mutex
	// names holds the answers for a name; the last one stays.
	names   map[string][][]netip.Addr
	servers map[string]string
	dialled []string
	asked   []string
	now     time.Time
	slept   []time.Duration
	next    int
}

func newWorld(t *testing.T) *world {
	w := &world{
		t: t, names: map[string][][]netip.Addr{}, servers: map[string]string{},
		now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC),
	}
	before := runtime.NumGoroutine()
	t.Cleanup(func() { noLeak(t, before) })
	return w
}

// noLeak waits a little for goroutines to end and complains about those that do not.
func noLeak(t *testing.T, before int) {
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	stacks := make([]byte, 64<<10)
	stacks = stacks[:runtime.Stack(stacks, true)]
	t.Errorf("%d goroutines before, %d after\n%s", before, runtime.NumGoroutine(), stacks)
}

// pages serves a body for each path, "302 URL" as a redirect; other paths are 404.
type pages map[string]string

func (p pages) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, ok := p[r.URL.RequestURI()]
	var status int
	var location string
	if n, _ := fmt.Sscanf(body, "%d %s", &status, &location); n == 2 && status >= 300 {
		w.Header().Set("Location", location)
		w.WriteHeader(status)
		return
	}
	if n, _ := fmt.Sscanf(body, "%d", &status); n == 1 && status >= 200 {
		w.WriteHeader(status)
		return
	}
	if !ok {
		w.WriteHeader(404)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprint(w, body)
}

// site serves a name on ports 80 and 443 (without TLS on both).
func (w *world) site(name string, h http.Handler) *httptest.Server {
	s := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		w.mu.Lock()
		w.asked = append(w.asked, r.Host+r.URL.RequestURI())
		w.mu.Unlock()
		h.ServeHTTP(rw, r)
	}))
	w.t.Cleanup(func() { s.CloseClientConnections(); s.Close() })
	w.route(name, s.Listener.Addr().String())
	return s
}

// route leads a name to a listener.
func (w *world) route(name, listener string) netip.Addr {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.next++
	a := netip.AddrFrom4([4]byte{8, 0, 0, byte(w.next)})
	w.names[name] = append(w.names[name], []netip.Addr{a})
	w.servers[a.String()] = listener
	return a
}

// LookupNetIP answers with what the name has next.
func (w *world) LookupNetIP(_ context.Context, _, host string) ([]netip.Addr, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	answers := w.names[host]
	if len(answers) == 0 {
		return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
	}
	if len(answers) > 1 {
		w.names[host] = answers[1:]
	}
	return answers[0], nil
}

func (w *world) dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, _, _ := net.SplitHostPort(address)
	w.mu.Lock()
	w.dialled = append(w.dialled, address)
	listener := w.servers[host]
	w.mu.Unlock()
	if listener == "" {
		return nil, fmt.Errorf("%s is nowhere in this world", address)
	}
	return (&net.Dialer{}).DialContext(ctx, network, listener)
}

func (w *world) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *world) sleep(ctx context.Context, d time.Duration) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.slept = append(w.slept, d)
	w.now = w.now.Add(d)
	return ctx.Err()
}

// fetcher visits this world, without delay unless change sets one.
func (w *world) fetcher(change func(*Options)) *Fetcher {
	w.t.Helper()
	o := Options{
		Agent: Agent{Version: "1.2.3", Contact: "https://audit.example/robot"},
		Delay: -1, Timeout: 5 * time.Second, Resolver: w, Dial: w.dial, Now: w.clock, Sleep: w.sleep,
	}
	if change != nil {
		change(&o)
	}
	f, err := New(o)
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(f.Close)
	return f
}

func (w *world) get(f *Fetcher, url string) *Page {
	return f.Get(context.Background(), url)
}

// requests gives what the servers were asked, in order.
func (w *world) requests() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return strings.Join(w.asked, " ")
}

// kind gives the kind of a page's problem, empty if there is none.
func kind(p *Page) Kind {
	if p.Err == nil {
		return ""
	}
	return p.Err.Kind
}

func wantKind(t *testing.T, p *Page, want Kind) {
	t.Helper()
	if got := kind(p); got != want {
		t.Errorf("got problem %q (status %d, hops %+v), want %q", got, p.Status, p.Hops, want)
	}
	if p.Err != nil && (p.Err.Message.EN == "" || p.Err.Message.FR == "" || strings.Contains(p.Err.Message.EN, "://h")) && want != KindNotAURL {
		t.Errorf("got message %+v, want words in both languages without the address", p.Err.Message)
	}
}

// page answers everything but robots.txt.
func page(h http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			w.WriteHeader(404)
			return
		}
		h(w, r)
	})
}

// hanging resolves nothing and waits for its context.
type hanging struct{}

func (hanging) LookupNetIP(ctx context.Context, _, _ string) ([]netip.Addr, error) {
	<-ctx.Done()
	return nil, ctx.Err()
}

// quiet is a log that nobody reads.
func quiet() *log.Logger { return log.New(io.Discard, "", 0) }
