package render

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// browserSite serves pages by their paths and counts what is asked of them.
type browserSite struct {
	*httptest.Server
	mu    sync.Mutex
	asked map[string]int
	agent string
}

func newSite(t *testing.T, pages map[string]string) *browserSite {
	t.Helper()
	s := unstarted(pages)
	s.Start()
	t.Cleanup(s.Close)
	return s
}

func unstarted(pages map[string]string) *browserSite {
	s := &browserSite{asked: map[string]int{}}
	s.Server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.asked[r.Method+" "+r.URL.Path]++
		s.agent = r.UserAgent()
		s.mu.Unlock()
		body, ok := pages[r.URL.Path]
		switch {
		case strings.HasPrefix(body, "->"):
			http.Redirect(w, r, body[2:], http.StatusFound)
		case !ok:
			w.WriteHeader(http.StatusNotFound)
		default:
			if strings.HasSuffix(r.URL.Path, ".js") {
				w.Header().Set("Content-Type", "text/javascript")
			} else {
				w.Header().Set("Content-Type", "text/html; charset=utf-8")
			}
			fmt.Fprint(w, body)
		}
	}))
	return s
}

func (s *browserSite) count(key string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked[key]
}

// renderer makes a renderer that may reach the site alone.
func (s *browserSite) renderer(t *testing.T, change func(*Options)) (*Renderer, string) {
	t.Helper()
	if _, err := Find(""); err != nil {
		t.Skip("skipped: no Chromium or Chrome is installed to render with")
	}
	u, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	dir, err := os.MkdirTemp("", "r") // short: the browser makes sockets in it
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	o := Options{
		Guard: onlyTo(t, s.URL), Agent: "leadlint/dev", TempDir: dir, Timeout: 30 * time.Second,
		Allow: func(host string, port int) bool { return host == u.Hostname() && strconv.Itoa(port) == u.Port() },
	}
	if change != nil {
		change(&o)
	}
	r, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.Close)
	return r, dir
}

// gone checks that nothing of the browser is left.
func gone(t *testing.T, dir string) {
	t.Helper()
	left, err := os.ReadDir(dir)
	if err != nil || len(left) > 0 {
		t.Errorf("left in the folder: %v, error %v", left, err)
	}
	commands, err := filepath.Glob("/proc/[0-9]*/cmdline")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range commands {
		if data, err := os.ReadFile(name); err == nil && strings.Contains(string(data), dir+string(filepath.Separator)) {
			t.Errorf("a process is left: %s", name)
		}
	}
}

func (s *browserSite) render(t *testing.T, path string, change func(*Options)) (*Page, *Problem) {
	t.Helper()
	r, dir := s.renderer(t, change)
	page, p := r.Render(context.Background(), s.URL+path)
	gone(t, dir)
	return page, p
}

func app(script string) string {
	return `<!doctype html><html lang="en"><body><div id="root"></div><script>` + script + `</script></body></html>`
}

const write = `const say = s => { const p = document.createElement("p"); p.textContent = s; document.getElementById("root").append(p) };`

func TestRenderShowsWhatProgramsWrite(t *testing.T) {
	t.Parallel()
	s := newSite(t, map[string]string{
		"/":       `<!doctype html><div id="root"></div><script src="/app.js"></script>`,
		"/app.js": write + `fetch("/data").then(r => r.text()).then(t => setTimeout(() => say("Written: " + t), 200)); history.replaceState(null, "", "/shown#part")`,
		"/data":   "please do not canvass",
		"/fake":   app(write + `say("true text"); Object.defineProperty(Element.prototype, "outerHTML", {get() { return "forged" }})`),
	})
	page, p := s.render(t, "/", nil)
	if p != nil {
		t.Fatalf("got problem %+v", p)
	}
	if !strings.Contains(string(page.HTML), "Written: please do not canvass") {
		t.Errorf("got %s", page.HTML)
	}
	if page.FinalURL != s.URL+"/shown" || page.Status != 200 || page.Requests != 3 || page.Bytes == 0 || page.Truncated {
		t.Errorf("got address %s, status %d, %d requests, %d bytes, truncated %t", page.FinalURL, page.Status, page.Requests, page.Bytes, page.Truncated)
	}
	if s.agent != "leadlint/dev" {
		t.Errorf("got agent %q", s.agent)
	}
	page, p = s.render(t, "/fake", nil)
	if p != nil || !strings.Contains(string(page.HTML), "true text") || strings.Contains(string(page.HTML), "<html>forged") {
		t.Errorf("got page %+v, problem %+v: want what is shown, not what the page pretends", page, p)
	}
}

func TestRenderReachesNothingElse(t *testing.T) {
	t.Parallel()
	other := newSite(t, map[string]string{"/": "secret", "/frame": "secret"})
	udp, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer udp.Close()
	try := func(what, code string) string {
		return `jobs.push((async () => { ` + code + ` })().then(() => say("` + what + `: reached"), () => say("` + what + `: kept")));`
	}
	socket := func(address string) string {
		return `await new Promise((yes, no) => { const w = new WebSocket("` + address + `"); w.onopen = yes; w.onerror = no; w.onclose = no })`
	}
	here := strings.TrimPrefix(other.URL, "http://")
	s := newSite(t, map[string]string{
		"/": app(write + `const jobs = [];` +
			try("metadata", `await fetch("http://169.254.169.254/latest/meta-data/", {mode: "no-cors"})`) +
			try("loopback", `await fetch("`+other.URL+`/", {mode: "no-cors"})`) +
			try("name", `await fetch("http://localhost:`+here[strings.LastIndex(here, ":")+1:]+`/", {mode: "no-cors"})`) +
			try("form", `await fetch("/post", {method: "POST", body: "x"})`) +
			try("socket", socket("ws://"+here+"/")) +
			try("own socket", socket("ws://' + location.host + '/socket")) +
			try("worker", `await new Promise((yes, no) => { setTimeout(no, 1000); const w = new Worker(URL.createObjectURL(new Blob(["fetch('`+other.URL+`/worker', {mode: 'no-cors'}).then(() => postMessage(1))"]))); w.onmessage = yes })`) +
			`navigator.sendBeacon("/beacon", "x"); new Image().src = "/image"; window.open("/window");
			const f = document.createElement("iframe"); f.src = "` + other.URL + `/frame"; document.body.append(f);
			const a = document.createElement("a"); a.href = "/file"; a.download = "x"; a.click();
			try { const r = new RTCPeerConnection({iceServers: [{urls: "stun:` + udp.LocalAddr().String() + `"}]}); r.createDataChannel("x"); r.createOffer().then(o => r.setLocalDescription(o)) } catch (e) {}
			Promise.all(jobs).then(() => say("all tried"))`),
		"/file": "x",
	})
	r, dir := s.renderer(t, nil)
	page, p := r.Render(context.Background(), s.URL+"/")
	if p != nil {
		t.Fatalf("got problem %+v", p)
	}
	gone(t, dir)
	html := string(page.HTML[strings.Index(string(page.HTML), "<body>"):])
	if strings.Contains(html, `<p>`) && strings.Contains(html, ": reached</p>") || !strings.Contains(html, "<p>all tried</p>") {
		t.Errorf("got %s", html[:strings.Index(html, "<script>")])
	}
	if len(other.asked) != 0 {
		t.Errorf("another place was asked: %v", other.asked)
	}
	for _, key := range []string{"POST /post", "POST /beacon", "GET /image", "GET /window", "GET /socket", "GET /favicon.ico"} {
		if s.count(key) != 0 {
			t.Errorf("%s was asked", key)
		}
	}
	if !page.Truncated {
		t.Error("what was not let through must count as missing")
	}
	_ = udp.SetReadDeadline(time.Now().Add(100 * time.Millisecond))
	if n, _, err := udp.ReadFrom(make([]byte, 100)); err == nil {
		t.Errorf("%d bytes came round the proxy", n)
	}
}

// TestRenderWithinTLS looks at requests that the proxy cannot see.
func TestRenderWithinTLS(t *testing.T) {
	t.Parallel()
	s := unstarted(map[string]string{
		"/": app(write + `const w = new WebSocket("wss://" + location.host + "/socket"); w.onopen = () => say("socket");
			const f = document.createElement("iframe"); document.body.append(f); new f.contentWindow.WebSocket("wss://" + location.host + "/socket");
			new Worker(URL.createObjectURL(new Blob(["fetch('" + location.origin + "/worker', {method: 'POST', body: 'x'})"])));
			navigator.sendBeacon("/beacon", "x");
			fetch("/post", {method: "POST", body: "x"}).catch(() => fetch("/data")).then(r => r.text()).then(say)`),
		"/data": "came over TLS",
	})
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	t.Cleanup(s.Close)
	page, p := s.render(t, "/", func(o *Options) { o.trusting = true })
	if p != nil || !strings.Contains(string(page.HTML), "<p>came over TLS</p>") || !page.Truncated {
		t.Errorf("got page %+v, problem %+v", page, p)
	}
	for _, key := range []string{"POST /post", "POST /beacon", "POST /worker", "OPTIONS /worker"} {
		if s.count(key) != 0 {
			t.Errorf("%s was asked", key)
		}
	}
	if n := s.count("GET /socket"); n != 0 {
		t.Errorf("a socket was asked for")
	}
	if _, p := s.render(t, "/", nil); p == nil || p.Kind != KindNetwork {
		t.Errorf("a certificate that does not hold: got problem %+v", p)
	}
}

func TestRenderAsksRobots(t *testing.T) {
	t.Parallel()
	s := newSite(t, map[string]string{
		"/":        app(write + `fetch("/private").then(() => say("reached"), () => say("kept out"))`),
		"/private": "x", "/moved": "->/private", "/leads": app(`location.href = "/private"`),
	})
	permit := func(o *Options) {
		o.Permit = func(_ context.Context, u string) bool { return !strings.HasSuffix(u, "/private") }
	}
	page, p := s.render(t, "/", permit)
	if p != nil || !strings.Contains(string(page.HTML), "<p>kept out</p>") || !page.Truncated {
		t.Errorf("got page %+v, problem %+v", page, p)
	}
	for _, path := range []string{"/private", "/moved", "/leads"} {
		if _, p := s.render(t, path, permit); p == nil || p.Kind != KindRobots {
			t.Errorf("%s: got problem %+v, want robots", path, p)
		}
	}
	if s.count("GET /private") != 0 {
		t.Error("a page that robots.txt forbids was asked for")
	}
}

func TestRenderHostile(t *testing.T) {
	t.Parallel()
	s := newSite(t, map[string]string{
		"/endless": app(`for (;;) {}`),
		"/alert":   app(write + `alert("stop"); say(confirm("sure?") ? "accepted" : "declined")`),
		"/huge":    app(`let h = ""; for (let i = 0; i < 40000; i++) h += "<p>paragraph " + i + "</p>"; document.getElementById("root").innerHTML = h`),
		"/polls":   app(write + `say("shown"); setInterval(() => fetch("/data"), 50)`),
		"/jumps":   app(`location.href = "/jumps?" + Math.random()`),
		"/data":    "x",
	})
	tests := []struct {
		path    string
		timeout time.Duration
		check   func(page *Page, p *Problem) bool
	}{
		{"/endless", 4 * time.Second, func(_ *Page, p *Problem) bool { return p != nil && p.Kind == KindTimeout }},
		{"/alert", 0, func(page *Page, p *Problem) bool {
			return p == nil && strings.Contains(string(page.HTML), "<p>declined</p>")
		}},
		{"/huge", 0, func(page *Page, p *Problem) bool { return p == nil && page.Truncated && len(page.HTML) < 110_000 }},
		{"/polls", 8 * time.Second, func(page *Page, p *Problem) bool {
			return p == nil && strings.Contains(string(page.HTML), "<p>shown</p>")
		}},
		{"/jumps", 4 * time.Second, func(page *Page, p *Problem) bool { return p != nil || page.Truncated }},
		{"/missing", 0, func(page *Page, p *Problem) bool {
			return p == nil && page.Status == 404 || p != nil && p.Kind == KindNetwork
		}},
	}
	for _, tt := range tests {
		t.Run(tt.path, func(t *testing.T) {
			t.Parallel()
			begun := time.Now()
			page, p := s.render(t, tt.path, func(o *Options) { o.Timeout, o.MaxHTML = cmp.Or(tt.timeout, o.Timeout), 100_000 })
			if !tt.check(page, p) {
				t.Errorf("got page %+v, problem %+v", page, p)
			}
			if took := time.Since(begun); took > 40*time.Second {
				t.Errorf("it took %v", took)
			}
		})
	}
}

func TestRenderGivesUp(t *testing.T) {
	t.Parallel()
	s := newSite(t, map[string]string{"/endless": app(`for (;;) {}`), "/": app(`1`)})
	r, dir := s.renderer(t, func(o *Options) { o.Budget = 20 * time.Second })
	for _, address := range []string{"file:///etc/hosts", "ftp://orvalie.example/", "about:blank", "http://a:b@orvalie.example/", "chrome://version", ""} {
		if _, p := r.Render(context.Background(), address); p == nil || p.Kind != KindAddress {
			t.Errorf("%q: got problem %+v", address, p)
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
	defer cancel()
	if _, p := r.Render(ctx, s.URL+"/endless"); p == nil {
		t.Error("got a page of an endless program")
	}
	time.AfterFunc(2*time.Second, r.Close)
	if _, p := r.Render(context.Background(), s.URL+"/endless"); p == nil || p.Kind != KindCanceled {
		t.Errorf("closed: got problem %+v", p)
	}
	if _, p := r.Render(context.Background(), s.URL+"/"); p == nil || p.Kind != KindCanceled {
		t.Errorf("after close: got problem %+v", p)
	}
	gone(t, dir)
	broken, err := exec.LookPath("false")
	if err != nil {
		t.Skip("skipped: no program that fails")
	}
	r, dir = s.renderer(t, func(o *Options) { o.Path = broken })
	if _, p := r.Render(context.Background(), s.URL+"/"); p == nil || p.Kind != KindBrowser {
		t.Errorf("a program that is no browser: got problem %+v", p)
	}
	gone(t, dir)
}
