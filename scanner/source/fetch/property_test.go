package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"leadlint/scanner/source/robots"
)

// TestMannersOnAnyPath leads the visitor through random redirects between hosts
// with random files, and looks at what the hosts were asked.
func TestMannersOnAnyPath(t *testing.T) {
	w := newWorld(t)
	var mu sync.Mutex
	sites := map[string]pages{}
	hosts := []string{"a.example", "b.example", "c.example"}
	for _, name := range hosts {
		w.site(name, http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
			mu.Lock()
			p := sites[name]
			mu.Unlock()
			p.ServeHTTP(rw, r)
		}))
	}
	paths := []string{"/1", "/2", "/3?q=1", "/4/x"}
	rapid.Check(t, func(rt *rapid.T) {
		mu.Lock()
		for _, name := range hosts {
			sites[name] = drawSite(rt, hosts, paths)
		}
		mu.Unlock()
		w.asked = nil
		f := w.fetcher(nil)
		defer f.Close()
		p := w.get(f, "http://a.example"+rapid.SampledFrom(paths).Draw(rt, "start"))
		asked := map[string]bool{}
		requests := 0
		for _, request := range w.asked {
			host, path, _ := strings.Cut(request, "/")
			path = "/" + path
			if path == "/robots.txt" {
				asked[host] = true
				continue
			}
			requests++
			file := sites[host]["/robots.txt"]
			if !asked[host] || file == "500" || file != "404" && !robots.Parse([]byte(file)).Decide(Token, path).Allowed {
				rt.Fatalf("%s was asked for: %v", request, w.asked)
			}
		}
		if requests > maxRedirects+1 {
			rt.Fatalf("%d requests", requests)
		}
		if (p.Err == nil) != (string(p.Body) == "hello") || p.Err != nil && p.Err.Kind != KindRobots && p.Err.Kind != KindRedirects {
			rt.Fatalf("got body %q and problem %q", p.Body, kind(p))
		}
	})
}

func drawSite(rt *rapid.T, hosts, paths []string) pages {
	p := pages{"/robots.txt": rapid.SampledFrom([]string{
		"404", "500", "User-agent: *\nDisallow: /1\nDisallow: /*?\n", "User-agent: leadlint\nDisallow: /\nAllow: /2\nAllow: /4\n", "User-agent: heron\nDisallow: /\n",
	}).Draw(rt, "robots")}
	for _, path := range paths {
		p[path] = "hello"
		if rapid.IntRange(0, 3).Draw(rt, "kind") > 0 {
			p[path] = "302 http://" + rapid.SampledFrom(hosts).Draw(rt, "host") + rapid.SampledFrom(paths).Draw(rt, "path")
		}
	}
	return p
}

// TestTransportLetsNothingElseThrough asks it for what this package never sends.
func TestTransportLetsNothingElseThrough(t *testing.T) {
	var seen http.Header
	s := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) { seen = r.Header }))
	defer s.Close()
	base := &http.Transport{}
	defer base.CloseIdleConnections()
	send := func(ctx context.Context, method, body string) error {
		var content *strings.Reader
		req, err := http.NewRequestWithContext(ctx, method, s.URL, nil)
		if body != "" {
			content = strings.NewReader(body)
			req, err = http.NewRequestWithContext(ctx, method, s.URL, content)
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"Cookie", "Authorization", "Proxy-Authorization", "Referer"} {
			req.Header.Set(name, "x")
		}
		res, err := (&transport{base: base}).RoundTrip(req)
		if err == nil {
			res.Body.Close()
		}
		return err
	}
	inside := withExchange(context.Background(), &exchange{})
	for name, err := range map[string]error{
		"a stray request": send(context.Background(), "GET", ""), "POST": send(inside, "POST", ""),
		"HEAD": send(inside, "HEAD", ""), "a body": send(inside, "GET", "a=b"),
	} {
		if !errors.Is(err, errStray) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if err := send(inside, "GET", ""); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Cookie", "Authorization", "Proxy-Authorization", "Referer"} {
		if seen.Get(name) != "" {
			t.Errorf("%s was sent", name)
		}
	}
}

// TestTruncationAtAnyPlace cuts UTF-8 without declaration anywhere.
func TestTruncationAtAnyPlace(t *testing.T) {
	w := newWorld(t)
	w.site("nest.example", answer([]byte(strings.Repeat("a", 2000)+strings.Repeat("卵œ", 500)), "Content-Type: text/html"))
	for limit := range 8 {
		t.Run(fmt.Sprint(limit), func(t *testing.T) {
			f := w.fetcher(func(o *Options) { o.Budget.PageBytes = int64(2100 + limit) })
			defer f.Close()
			p := w.get(f, "http://nest.example/")
			if p.Charset != "utf-8" || !p.Truncated || strings.ContainsRune(string(p.Body), '\uFFFD') || len(p.Body) < 2097+limit {
				t.Errorf("got %d bytes in %q, truncated %v", len(p.Body), p.Charset, p.Truncated)
			}
		})
	}
}
