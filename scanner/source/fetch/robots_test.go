package fetch

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestRobotsByStatus(t *testing.T) {
	cases := []struct {
		name, robots string
		state        RobotsState
		visited      bool
	}{
		{"allows", "User-agent: *\nDisallow: /secret\n", RobotsAllowed, true},
		{"disallows", "User-agent: leadlint\nDisallow: /\n", RobotsDisallowed, false},
		{"no content", "204", RobotsAllowed, true},
		{"not found", "404", RobotsUnavailable, true},
		{"gone", "410", RobotsUnavailable, true},
		{"legal reasons", "451", RobotsUnavailable, true},
		{"unauthorised", "401", RobotsAccessRefused, true},
		{"forbidden", "403", RobotsAccessRefused, true},
		{"rate limited", "429", RobotsUnreachable, false},
		{"error", "500", RobotsUnreachable, false},
		{"busy", "503", RobotsUnreachable, false},
		{"a status of its own", "999", RobotsUnreachable, false},
		{"redirect to nowhere", "302", RobotsUnavailable, true},
		{"page", "<html>User-agent: *\nDisallow: /", RobotsUnavailable, true},
		{"redirect to another scheme", "302 ftp://nest.example/robots.txt", RobotsUnreachable, false},
		{"redirect within", "302 /other.txt", RobotsDisallowed, false},
		{"circle", "302 /robots.txt", RobotsUnavailable, true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.site("nest.example", pages{"/": "hello", "/robots.txt": c.robots, "/other.txt": "User-agent: *\nDisallow: /\n"})
			p := w.get(w.fetcher(nil), "http://nest.example/")
			if p.Robots.State != c.state {
				t.Errorf("got state %s, want %s", p.Robots.State, c.state)
			}
			if got := string(p.Body) == "hello"; got != c.visited {
				t.Errorf("got visited %v (problem %q), want %v", got, kind(p), c.visited)
			}
			if !c.visited {
				wantKind(t, p, KindRobots)
				if strings.HasSuffix(w.requests(), "example/") {
					t.Error("the page was asked for all the same")
				}
			}
			if p.Robots.Ours.Allowed != c.visited {
				t.Errorf("got decision %+v", p.Robots.Ours)
			}
		})
	}
}

func TestRobotsThatBreakOff(t *testing.T) {
	for name, answer := range map[string]http.HandlerFunc{
		"connection closed": func(rw http.ResponseWriter, r *http.Request) { panic(http.ErrAbortHandler) },
		"half a file": func(rw http.ResponseWriter, r *http.Request) {
			rw.Header().Set("Content-Length", "100")
			fmt.Fprint(rw, "User-agent: *\nAllow: /")
		},
		"packed strangely": func(rw http.ResponseWriter, r *http.Request) {
			rw.Header().Set("Content-Encoding", "br")
			fmt.Fprint(rw, "?")
		},
		"too slow": func(rw http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.site("nest.example", answer)
			p := w.get(w.fetcher(func(o *Options) { o.Timeout = 100 * time.Millisecond }), "http://nest.example/")
			if p.Robots.State != RobotsUnreachable || p.Err == nil || strings.HasSuffix(w.requests(), "example/") {
				t.Errorf("got state %s, problem %q, requests %s", p.Robots.State, kind(p), w.requests())
			}
		})
	}
}

func TestRobotsRedirects(t *testing.T) {
	for redirects, want := range map[int]RobotsState{5: RobotsDisallowed, 6: RobotsUnavailable} {
		w := newWorld(t)
		w.site("nest.example", http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/robots.txt" {
				http.Redirect(rw, r, "http://other.example/1", http.StatusMovedPermanently)
			}
		}))
		w.site("other.example", http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
			var n int
			fmt.Sscanf(r.URL.Path, "/%d", &n)
			if n < redirects {
				http.Redirect(rw, r, fmt.Sprintf("/%d", n+1), http.StatusMovedPermanently)
				return
			}
			fmt.Fprint(rw, "User-agent: *\nDisallow: /\n")
		}))
		p := w.get(w.fetcher(nil), "http://nest.example/")
		if p.Robots.State != want || p.Robots.URL != "http://nest.example/robots.txt" {
			t.Errorf("%d redirects: got %s, want %s", redirects, p.Robots.State, want)
		}
	}
	w := newWorld(t)
	w.site("nest.example", pages{"/robots.txt": "302 http://127.0.0.1/robots.txt", "/": "hello"})
	p := w.get(w.fetcher(nil), "http://nest.example/")
	wantKind(t, p, KindPrivateAddress)
	if p.Robots.State != RobotsUnreachable || p.Body != nil {
		t.Errorf("got %+v", p)
	}
}

func TestRobotsOfOthers(t *testing.T) {
	w := newWorld(t)
	body := "User-agent: *\nDisallow: /\nContent-Signal: ai-train=no\n\nUser-agent: leadlint\nUser-agent: HeronBot\nAllow: /team\n"
	w.site("nest.example", pages{"/robots.txt": body, "/team": "hello"})
	f := w.fetcher(func(o *Options) { o.Agent.Also = []string{"heronbot", "IbisBot"}; o.KeepRaw = true })
	p := w.get(f, "http://nest.example/team")
	wantKind(t, p, "")
	r := p.Robots
	if !r.Ours.Allowed || r.Ours.Line != 7 || r.Any.Allowed || r.Any.Line != 2 || r.Others["heronbot"].Line != 7 || r.Others["IbisBot"].Allowed {
		t.Errorf("got %+v", r)
	}
	if string(r.Raw) != body || len(r.SHA256) != 64 || r.Status != 200 || r.FetchedAt.IsZero() || len(r.File.Signals()) != 1 {
		t.Errorf("got %+v", r)
	}
}

func TestRobotsAreRemembered(t *testing.T) {
	w := newWorld(t)
	n := 0
	status := 404
	w.site("nest.example", http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			n++
			rw.WriteHeader(status)
		}
	}))
	f := w.fetcher(func(o *Options) { o.Budget.Time = 1000 * time.Hour })
	visit := func(after time.Duration, want int) {
		t.Helper()
		w.now = w.now.Add(after)
		w.get(f, "http://nest.example/")
		if n != want {
			t.Errorf("after %v: got %d requests for robots.txt, want %d", after, n, want)
		}
	}
	visit(0, 1)
	visit(23*time.Hour, 1)
	status = 500
	visit(2*time.Hour, 2)
	visit(9*time.Minute, 2)
	visit(2*time.Minute, 3)
	w.get(f, "http://nest.example:443/")
	if n != 4 {
		t.Errorf("another port: got %d requests for robots.txt, want 4", n)
	}
}

func TestSitesForgottenFirstCameFirst(t *testing.T) {
	s := &sites{list: map[string]*site{}}
	first := s.get("http://0")
	for i := range maxSites {
		if s.get(fmt.Sprint("http://", i)) == first != (i == 0) {
			t.Fatalf("site %d is mistaken", i)
		}
	}
	s.get("http://new")
	if s.get("http://0") == first || len(s.list) != maxSites || len(s.order) != maxSites {
		t.Errorf("got %d sites, %d in order", len(s.list), len(s.order))
	}
}

func TestEndlessRobots(t *testing.T) {
	w := newWorld(t)
	w.site("nest.example", http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/robots.txt" {
			fmt.Fprint(rw, "hello")
			return
		}
		fmt.Fprint(rw, "User-agent: *\nDisallow: /secret\n")
		line := strings.Repeat("Disallow: /a\n", 1000)
		for {
			if _, err := fmt.Fprint(rw, line); err != nil {
				return
			}
		}
	}))
	f := w.fetcher(nil)
	p := w.get(f, "http://nest.example/")
	wantKind(t, p, "")
	wantKind(t, w.get(f, "http://nest.example/secret"), KindRobots)
	if !p.Robots.File.Truncated {
		t.Error("nobody noticed")
	}
	if got := f.spent.bytes.Load(); got > 2<<20 {
		t.Errorf("received %d bytes", got)
	}
}
