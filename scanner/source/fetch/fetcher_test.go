package fetch

import (
	"context"
	"crypto/sha256"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"
)

func TestPageIsTold(t *testing.T) {
	w := newWorld(t)
	var seen http.Header
	w.site("nest.example", page(func(rw http.ResponseWriter, r *http.Request) {
		seen = r.Header.Clone()
		rw.Header().Set("Content-Type", "text/html; charset=ISO-8859-1")
		rw.Header().Set("Set-Cookie", "id=1")
		rw.Header().Add("X-Robots-Tag", "noindex")
		rw.Header().Add("X-Robots-Tag", "heron: none")
		rw.Header().Set("ETag", `"v1"`)
		rw.WriteHeader(403)
		rw.Write([]byte("caf\xe9"))
	}))
	f := w.fetcher(func(o *Options) { o.Languages = []string{"fr", "de-AT", "en"}; o.KeepRaw = true })
	p := w.get(f, "HTTP://Nest.Example:80/a/./b/../c?y=2&x=1#top")
	wantKind(t, p, "")
	if p.URL != "http://nest.example/a/c?y=2&x=1" || p.FinalURL() != p.URL || p.Status != 403 || p.Tries != 1 {
		t.Errorf("got %q, final %q, status %d, tries %d", p.URL, p.FinalURL(), p.Status, p.Tries)
	}
	if string(p.Body) != "café" || p.Charset != "windows-1252" || string(p.Raw) != "caf\xe9" || p.Bytes != 4 || p.Truncated {
		t.Errorf("got body %q in %q, raw %q, %d bytes, truncated %v", p.Body, p.Charset, p.Raw, p.Bytes, p.Truncated)
	}
	if p.ContentType != "text/html" || p.RawSHA256 != fmt.Sprintf("%x", sha256.Sum256([]byte("caf\xe9"))) {
		t.Errorf("got type %q, hash %q", p.ContentType, p.RawSHA256)
	}
	if !p.FetchedAt.Equal(w.now) || p.FetchedAt.Location() != time.UTC {
		t.Errorf("got time %v", p.FetchedAt)
	}
	if got := fmt.Sprintf("%s %s %s", p.Header["X-Robots-Tag"], p.Header.Get("Etag"), p.Header["Set-Cookie"]); got != `[noindex heron: none] "v1" []` {
		t.Errorf("got headers %s", got)
	}
	want := map[string]string{
		"User-Agent": "leadlint/1.2.3 (+https://audit.example/robot)", "Accept-Language": "fr, de-AT;q=0.8, en;q=0.7",
		"Cookie": "", "Authorization": "", "Referer": "", "Accept-Encoding": "gzip", "From": "",
	}
	for name, value := range want {
		if got := seen.Get(name); got != value {
			t.Errorf("header %s: got %q, want %q", name, got, value)
		}
	}
}

// TestAddressIsSentAsJudged: colly would write some addresses in another way.
func TestAddressIsSentAsJudged(t *testing.T) {
	w := newWorld(t)
	var got string
	w.site("nest.example", page(func(rw http.ResponseWriter, r *http.Request) { got = r.RequestURI }))
	f := w.fetcher(nil)
	for sent, want := range map[string]string{
		"/a%2Fb?b=1&a=2&x=%zz": "/a%2Fb?b=1&a=2&x=%zz", "/a|b^c`{d}": "/a%7Cb%5Ec%60%7Bd%7D", "/a'b(c)*!$&+,;=:@": "/a'b(c)*!$&+,;=:@",
		"/?q='|^`{}[]\\": "/?q='|^`{}[]\\", "/a%7eb%41": "/a%7eb%41", "/[a]\\b": "/%5Ba%5D%5Cb", "/%": "", "?": "/", "//a": "//a", "/é?é": "/%C3%A9?%C3%A9",
	} {
		got = ""
		w.get(f, "http://nest.example"+sent)
		if got != want {
			t.Errorf("%s: got %q on the wire, want %q", sent, got, want)
		}
	}
}

// TestHostThatCollyRefuses is an address too many for its parser.
func TestHostThatCollyRefuses(t *testing.T) {
	w := newWorld(t)
	w.site("xn--a.example", pages{"/": "hello"})
	if p := w.get(w.fetcher(nil), "http://xn--a.example/"); kind(p) != KindNotAURL && kind(p) != "" {
		t.Errorf("got problem %q", kind(p))
	}
}

func TestEveryKindHasWords(t *testing.T) {
	broken := message(KindNetwork)
	seen := map[string]Kind{}
	for _, k := range []Kind{
		KindNotAURL, KindScheme, KindPort, KindPrivateAddress, KindDNS, KindTLS, KindTimeout, KindRefused, KindTooLarge, KindBudget,
		KindRedirects, KindRobots, KindContentType, KindEncoding, KindCharset, KindWait, KindCanceled,
	} {
		m := message(k)
		if m == broken || m.FR == "" || seen[m.EN] != "" {
			t.Errorf("%s: got %+v, as for %q", k, m, seen[m.EN])
		}
		seen[m.EN] = k
	}
	if keptOut(RobotsUnreachable).Message == keptOut(RobotsDisallowed).Message {
		t.Error("a file that forbids and one that is not there are told in the same words")
	}
}

func TestRequestHeaderIsTheCallers(t *testing.T) {
	f := newWorld(t).fetcher(nil)
	f.RequestHeader().Set("Cookie", "a=b")
	if got := f.RequestHeader(); got.Get("Cookie") != "" || got.Get("User-Agent") == "" {
		t.Errorf("got %v", got)
	}
}

func TestRedirectsAreVisitsOfTheirOwn(t *testing.T) {
	w := newWorld(t)
	var seen []http.Header
	log := func(h http.Handler) http.Handler {
		return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
			seen = append(seen, r.Header.Clone())
			rw.Header().Set("Set-Cookie", "id=1; Path=/")
			h.ServeHTTP(rw, r)
		})
	}
	w.site("a.example", log(pages{"/start": "302 /next?q=1", "/next?q=1": "301 http://b.example/end"}))
	w.site("b.example", log(pages{"/end": "hello", "/robots.txt": "User-agent: *\nAllow: /end\n"}))
	p := w.get(w.fetcher(nil), "http://a.example/start")
	wantKind(t, p, "")
	if got, want := w.requests(), "a.example/robots.txt a.example/start a.example/next?q=1 b.example/robots.txt b.example/end"; got != want {
		t.Errorf("got requests %s, want %s", got, want)
	}
	var hops []string
	for _, h := range p.Hops {
		hops = append(hops, fmt.Sprint(h.URL, " ", h.Status, " ", h.Location, " ", h.Robots.Line))
	}
	want := "http://a.example/start 302 /next?q=1 0|http://a.example/next?q=1 301 http://b.example/end 0|http://b.example/end 200  2"
	if got := strings.Join(hops, "|"); got != want {
		t.Errorf("got hops %s, want %s", got, want)
	}
	if p.FinalURL() != "http://b.example/end" || string(p.Body) != "hello" || p.Robots.URL != "http://b.example/robots.txt" {
		t.Errorf("got %q %q %q", p.FinalURL(), p.Body, p.Robots.URL)
	}
	for i, h := range seen {
		if h.Get("Cookie") != "" || h.Get("Referer") != "" || h.Get("Authorization") != "" {
			t.Errorf("request %d carries %v", i, h)
		}
	}
}

func TestRedirectTargetIsForbidden(t *testing.T) {
	w := newWorld(t)
	w.site("a.example", pages{"/start": "302 http://b.example/secret"})
	w.site("b.example", pages{"/secret": "no", "/robots.txt": "User-agent: *\nAllow: /\nUser-agent: leadlint\nDisallow: /secret\n"})
	p := w.get(w.fetcher(nil), "http://a.example/start")
	wantKind(t, p, KindRobots)
	if p.Status != 0 || len(p.Hops) != 2 || p.Hops[1].Status != 0 || p.Robots.State != RobotsDisallowed || p.Robots.Ours.Line != 4 || !p.Robots.Any.Allowed {
		t.Errorf("got %+v", p)
	}
	if strings.Contains(w.requests(), "b.example/secret") {
		t.Error("the page was asked for all the same")
	}
}

func TestCirclesAndEndlessRedirects(t *testing.T) {
	w := newWorld(t)
	w.site("circle.example", pages{"/a": "302 /b", "/b": "302 /a", "/self": "302 /self"})
	n := 0
	w.site("endless.example", page(func(rw http.ResponseWriter, r *http.Request) {
		n++
		http.Redirect(rw, r, fmt.Sprintf("/%d", n), http.StatusFound)
	}))
	w.site("odd.example", pages{"/bad": "302 http://[::1", "/none": "302", "/long": "302 /" + strings.Repeat("a", 9000), "/300": "300 /a"})
	f := w.fetcher(nil)
	for url, want := range map[string]Kind{
		"http://circle.example/a": KindRedirects, "http://circle.example/self": KindRedirects,
		"http://endless.example/": KindRedirects, "http://odd.example/bad": KindRedirects, "http://odd.example/long": KindRedirects,
	} {
		wantKind(t, w.get(f, url), want)
	}
	if n != maxRedirects+1 {
		t.Errorf("got %d requests, want %d", n, maxRedirects+1)
	}
	for url, status := range map[string]int{"http://odd.example/none": 302, "http://odd.example/300": 300} {
		if p := w.get(f, url); p.Status != status || p.Err != nil && p.Err.Kind != KindContentType {
			t.Errorf("%s: got status %d, problem %q", url, p.Status, kind(p))
		}
	}
}

func TestConditionalVisit(t *testing.T) {
	w := newWorld(t)
	var seen []string
	w.site("nest.example", page(func(rw http.ResponseWriter, r *http.Request) {
		seen = append(seen, r.URL.Path+" "+r.Header.Get("If-None-Match")+" "+r.Header.Get("If-Modified-Since"))
		switch {
		case r.URL.Path == "/moved":
			http.Redirect(rw, r, "/page", http.StatusFound)
		case r.Header.Get("If-None-Match") == `"v1"`:
			rw.Header().Set("ETag", `"v1"`)
			rw.WriteHeader(304)
		default:
			fmt.Fprint(rw, "new")
		}
	}))
	at := func(path, etag, modified string) func(string) (string, string) {
		return func(address string) (string, string) {
			if address != "http://nest.example"+path {
				return "", ""
			}
			return etag, modified
		}
	}
	f := w.fetcher(nil)
	ctx := context.Background()
	p := f.GetIf(ctx, "http://nest.example/page", at("/page", `"v1"`, "Mon, 02 Mar 2026 08:00:00 GMT"))
	wantKind(t, p, "")
	if !p.NotModified || p.Status != 304 || p.Body != nil || p.Header.Get("Etag") != `"v1"` {
		t.Errorf("got %+v", p)
	}
	if p := f.GetIf(ctx, "http://nest.example/page", at("/page", `"v0"`, "")); p.NotModified || string(p.Body) != "new" {
		t.Errorf("got %+v", p)
	}
	if p := f.GetIf(ctx, "http://nest.example/moved", at("/moved", `"v1"`, "")); p.NotModified || string(p.Body) != "new" {
		t.Errorf("a validator was sent to another address: %+v", p)
	}
	if p := f.GetIf(ctx, "http://nest.example/moved", at("/page", `"v1"`, "")); !p.NotModified || p.Status != 304 || len(p.Hops) != 2 {
		t.Errorf("behind a redirect: got %+v, want the page unchanged", p)
	}
	f.GetIf(ctx, "http://nest.example/page", at("/page", "a\r\nX: y", "b\n"))
	want := `/page "v1" Mon, 02 Mar 2026 08:00:00 GMT|/page "v0" |/moved "v1" |/page  |/moved  |/page "v1" |/page  `
	if got := strings.Join(seen, "|"); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestProbeReadsNoBody(t *testing.T) {
	w := newWorld(t)
	w.site("nest.example", page(func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Content-Type", "text/csv")
		for range 1000 {
			if _, err := rw.Write(make([]byte, 64<<10)); err != nil {
				return
			}
		}
	}))
	f := w.fetcher(nil)
	p := f.Probe(context.Background(), "http://nest.example/export.csv")
	wantKind(t, p, "")
	if p.Status != 200 || p.ContentType != "text/csv" || p.Body != nil || p.RawSHA256 != "" || p.Bytes != 0 {
		t.Errorf("got %+v", p)
	}
	if got := f.spent.bytes.Load(); got > 64<<10 {
		t.Errorf("received %d bytes for a probe", got)
	}
}

func TestOptionsThatCannotBe(t *testing.T) {
	for name, o := range map[string]Options{
		"version": {Agent: Agent{Version: "1 2"}}, "version with line end": {Agent: Agent{Version: "1\r\nX: y"}},
		"contact": {Agent: Agent{Contact: "a)b"}}, "contact beyond ASCII": {Agent: Agent{Contact: "é"}},
		"language": {Languages: []string{"fr;q=1"}},
	} {
		if _, err := New(o); err == nil {
			t.Errorf("%s: got no error", name)
		}
	}
}

func TestAgent(t *testing.T) {
	for want, a := range map[string]Agent{
		"leadlint/dev":                       {},
		"leadlint/1.0":                       {Version: "1.0"},
		"leadlint/dev (+dpo@audit.example)":  {Contact: "dpo@audit.example"},
		"leadlint/v1 (+https://a.example/b)": {Version: "v1", Contact: "https://a.example/b"},
	} {
		if got := a.String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// TestEnvironmentChangesNothing: colly's usual constructor reads variables.
func TestEnvironmentChangesNothing(t *testing.T) {
	t.Setenv("COLLY_USER_AGENT", "someone else")
	t.Setenv("COLLY_CACHE_DIR", t.TempDir())
	t.Setenv("HTTP_PROXY", "http://127.0.0.1:1")
	w := newWorld(t)
	var agent string
	w.site("nest.example", page(func(rw http.ResponseWriter, r *http.Request) { agent = r.UserAgent() }))
	wantKind(t, w.get(w.fetcher(nil), "http://nest.example/"), "")
	if agent != "leadlint/1.2.3 (+https://audit.example/robot)" {
		t.Errorf("got agent %q", agent)
	}
}

// TestLoopback visits a real loopback server through the real dialler.
func TestLoopback(t *testing.T) {
	s := httptest.NewServer(pages{"/": "hello"})
	defer s.Close()
	_, written, _ := net.SplitHostPort(s.Listener.Addr().String())
	port, _ := strconv.Atoi(written)
	for _, c := range []struct {
		name    string
		private bool
		allow   []HostPort
		want    Kind
	}{
		{"allowed", true, []HostPort{{"127.0.0.1", port}}, ""},
		{"every port allowed", true, []HostPort{{"127.0.0.1", 0}}, ""},
		{"another port allowed", true, []HostPort{{"127.0.0.1", port + 1}}, KindPort},
		{"another host allowed", true, []HostPort{{"127.0.0.2", port}}, KindPort},
		{"port not allowed", true, nil, KindPort},
		{"address not allowed", false, []HostPort{{"127.0.0.1", port}}, KindPrivateAddress},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, err := New(Options{AllowPrivate: c.private, Allow: c.allow, Delay: -1})
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			p := f.Get(context.Background(), s.URL)
			wantKind(t, p, c.want)
			if c.want == "" && string(p.Body) != "hello" {
				t.Errorf("got body %q", p.Body)
			}
		})
	}
}
