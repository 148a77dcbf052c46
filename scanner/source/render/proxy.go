package render

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

var (
	// errPlace says that a host or port may not be visited.
	errPlace = errors.New("the proxy does not connect there")
	// errBounds says that the page has used up what it may.
	errBounds = errors.New("the proxy's bounds are reached")
)

// proxy is the one way from a browser to the network, for one page. It listens
// on loopback.
type proxy struct {
	guard     func(ctx context.Context, network, address string) (net.Conn, error)
	allow     func(host string, port int) bool
	maxBytes  int64
	until     time.Time
	server    *http.Server
	listener  net.Listener
	transport *http.Transport

	received, sent, dialled atomic.Int64
	// bounded is true once a bound was met.
	bounded atomic.Bool

	mu     sync.Mutex
	open   map[net.Conn]bool
	closed bool
}

// newProxy starts a proxy that serves until close, and connects until the time
// given.
func newProxy(o *Options, until time.Time) (*proxy, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	p := &proxy{
		guard: o.Guard, allow: o.Allow, maxBytes: o.MaxBytes, until: until,
		listener: listener, open: map[net.Conn]bool{},
	}
	p.transport = &http.Transport{
		DialContext:            func(ctx context.Context, _, address string) (net.Conn, error) { return p.dial(ctx, address) },
		DisableCompression:     true,
		MaxResponseHeaderBytes: 64 << 10,
		IdleConnTimeout:        5 * time.Second,
	}
	p.server = &http.Server{Handler: p, ReadHeaderTimeout: 10 * time.Second, MaxHeaderBytes: 64 << 10}
	go func() { _ = p.server.Serve(listener) }() // ends with close
	return p, nil
}

// address is where the browser finds the proxy.
func (p *proxy) address() string { return p.listener.Addr().String() }

// close ends all connections.
func (p *proxy) close() error {
	p.mu.Lock()
	p.closed = true
	var open []net.Conn
	for c := range p.open {
		open = append(open, c)
	}
	p.mu.Unlock()
	err := p.server.Close()
	for _, c := range open {
		_ = c.Close() // it is given up
	}
	p.transport.CloseIdleConnections()
	return err
}

// ServeHTTP serves one request of the browser.
func (p *proxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch r.Method {
	case http.MethodConnect:
		p.tunnel(w, r)
	case http.MethodGet, http.MethodHead:
		p.forward(w, r)
	default:
		http.Error(w, "only GET and HEAD", http.StatusMethodNotAllowed)
	}
}

// forward passes a plain request on, without what belongs to the hop.
func (p *proxy) forward(w http.ResponseWriter, r *http.Request) {
	if r.URL.Scheme != "http" || r.URL.Host == "" || r.URL.User != nil || r.ContentLength != 0 {
		http.Error(w, "not a request to pass on", http.StatusBadRequest)
		return
	}
	out := r.Clone(r.Context())
	out.RequestURI, out.Body = "", http.NoBody
	dropHop(out.Header)
	res, err := p.transport.RoundTrip(out)
	if err != nil {
		panic(http.ErrAbortHandler) // an answer of ours would pass for the site's
	}
	defer res.Body.Close()
	dropHop(res.Header)
	for k, v := range res.Header {
		w.Header()[k] = v
	}
	w.WriteHeader(res.StatusCode)
	if _, err := io.Copy(w, res.Body); err != nil {
		panic(http.ErrAbortHandler) // so that the browser sees a broken answer, not a short one
	}
}

// dropHop removes the headers that are for one connection.
func dropHop(h http.Header) {
	for _, list := range h.Values("Connection") {
		for _, name := range strings.Split(list, ",") {
			h.Del(strings.TrimSpace(name))
		}
	}
	for _, name := range []string{
		"Connection", "Proxy-Connection", "Proxy-Authorization", "Proxy-Authenticate",
		"Keep-Alive", "Te", "Trailer", "Transfer-Encoding", "Upgrade",
	} {
		h.Del(name)
	}
}

func refuse(w http.ResponseWriter, err error) {
	if errors.Is(err, errPlace) || errors.Is(err, errBounds) {
		http.Error(w, "refused", http.StatusForbidden)
		return
	}
	http.Error(w, "no connection", http.StatusBadGateway)
}

// handshake is the first byte of TLS.
const handshake = 0x16

// tunnel connects the browser to a host for TLS. Anything else within a tunnel,
// such as a socket without TLS, ends it.
func (p *proxy) tunnel(w http.ResponseWriter, r *http.Request) {
	up, err := p.dial(r.Context(), r.Host)
	if err != nil {
		refuse(w, err)
		return
	}
	defer up.Close()
	hijacker, ok := w.(http.Hijacker)
	if !ok {
		http.Error(w, "no tunnel", http.StatusInternalServerError)
		return
	}
	down, buffered, err := hijacker.Hijack()
	if err != nil {
		return
	}
	defer down.Close()
	_ = down.SetDeadline(p.until)
	if _, err := io.WriteString(down, "HTTP/1.1 200 Connection established\r\n\r\n"); err != nil {
		return
	}
	first, err := buffered.Peek(1)
	if err != nil || first[0] != handshake {
		return
	}
	go func() {
		_, _ = io.Copy(up, buffered) // ends with either connection
		_ = up.Close()
	}()
	_, _ = io.Copy(down, up)
}

// dial connects to a host by the guard, if port and bounds allow.
func (p *proxy) dial(ctx context.Context, address string) (net.Conn, error) {
	if _, _, err := net.SplitHostPort(address); err != nil {
		address = net.JoinHostPort(strings.Trim(address, "[]"), "80")
	}
	host, text, err := net.SplitHostPort(address)
	port, bad := strconv.Atoi(text)
	if err != nil || bad != nil || host == "" {
		return nil, errPlace
	}
	if port != 80 && port != 443 && (p.allow == nil || !p.allow(host, port)) {
		return nil, errPlace
	}
	p.mu.Lock()
	full := p.closed || len(p.open) >= maxOpen
	p.mu.Unlock()
	if full || p.dialled.Add(1) > maxConnections || p.received.Load() >= p.maxBytes {
		p.bounded.Store(true)
		return nil, errBounds
	}
	conn, err := p.guard(ctx, "tcp", address)
	if err != nil {
		return nil, err
	}
	return p.keep(conn)
}

// keep puts a connection within the bounds.
func (p *proxy) keep(conn net.Conn) (net.Conn, error) {
	if err := conn.SetDeadline(p.until); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return nil, errors.Join(errBounds, conn.Close())
	}
	c := &boundedConn{Conn: conn, p: p}
	p.open[c] = true
	return c, nil
}

// boundedConn counts what a page receives and sends.
type boundedConn struct {
	net.Conn
	p *proxy
}

// Read reads no more than the page has left.
func (c *boundedConn) Read(b []byte) (int, error) {
	left := c.p.maxBytes - c.p.received.Load()
	if left <= 0 {
		c.p.bounded.Store(true)
		return 0, errBounds
	}
	n, err := c.Conn.Read(b[:min(int64(len(b)), left)])
	c.p.received.Add(int64(n))
	return n, err
}

// Write sends no more than requests without bodies need.
func (c *boundedConn) Write(b []byte) (int, error) {
	if c.p.sent.Add(int64(len(b))) > maxSent {
		c.p.bounded.Store(true)
		return 0, errBounds
	}
	return c.Conn.Write(b)
}

// Close ends the connection.
func (c *boundedConn) Close() error {
	c.p.mu.Lock()
	delete(c.p.open, c)
	c.p.mu.Unlock()
	return c.Conn.Close()
}
