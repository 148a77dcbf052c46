package fetch

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	for header, want := range map[string]time.Duration{
		"120": 2 * time.Minute, " 5 ": 5 * time.Second, "0": 0, "99999999999999999999": 24 * time.Hour,
		"Mon, 02 Mar 2026 09:00:30 GMT": 30 * time.Second, "Mon, 02 Mar 2026 08:00:00 GMT": 0,
		"Monday, 02-Mar-26 09:01:00 GMT": time.Minute, "Mon Mar  2 09:00:01 2026": time.Second,
		"": 4 * time.Second, "soon": 4 * time.Second, "-5": 4 * time.Second, "1.5": 4 * time.Second,
	} {
		if got := retryAfter(header, now, 2); got != want {
			t.Errorf("%q: got %v, want %v", header, got, want)
		}
	}
}

// busyFirst answers with status and header a number of times, then with a page.
func busyFirst(times, status int, header string) (http.Handler, *atomic.Int64) {
	var n atomic.Int64
	return page(func(rw http.ResponseWriter, r *http.Request) {
		if n.Add(1) <= int64(times) {
			if header != "" {
				rw.Header().Set("Retry-After", header)
			}
			rw.WriteHeader(status)
			return
		}
		fmt.Fprint(rw, "hello")
	}), &n
}

func TestBusyHost(t *testing.T) {
	cases := []struct {
		name, header  string
		times, status int
		wantStatus    int
		requests      int64
		slept         string
	}{
		{"seconds", "7", 1, 429, 200, 2, "[7s]"},
		{"date", "Mon, 02 Mar 2026 09:00:20 GMT", 1, 503, 200, 2, "[20s]"},
		{"nothing said", "", 2, 503, 200, 3, "[2s 4s]"},
		{"for good", "1", 99, 429, 429, 3, "[1s 1s]"},
		{"at once, for good", "0", 99, 503, 503, 3, "[]"},
		{"longer than we wait", "3600", 99, 429, 429, 1, "[]"},
		{"date beyond what we wait", "Mon, 02 Mar 2026 19:00:00 GMT", 99, 503, 503, 1, "[]"},
		{"another status is an answer", "5", 99, 500, 500, 1, "[]"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			h, n := busyFirst(c.times, c.status, c.header)
			w.site("nest.example", h)
			p := w.get(w.fetcher(nil), "http://nest.example/")
			wantKind(t, p, "")
			if p.Status != c.wantStatus || n.Load() != c.requests || p.Tries != int(c.requests) || fmt.Sprint(w.slept) != c.slept {
				t.Errorf("got status %d after %d requests (%d told) and sleeps %v, want %d, %d, %s", p.Status, n.Load(), p.Tries, w.slept, c.wantStatus, c.requests, c.slept)
			}
		})
	}
}

func TestHostLeftAlone(t *testing.T) {
	w := newWorld(t)
	h, n := busyFirst(99, 429, "3600")
	w.site("nest.example", h)
	w.site("other.example", pages{"/": "hello"})
	f := w.fetcher(func(o *Options) { o.Budget.Time = 10 * time.Hour })
	wantKind(t, w.get(f, "http://nest.example/a"), "")
	p := w.get(f, "http://nest.example/b")
	wantKind(t, p, KindWait)
	if n.Load() != 1 || len(w.slept) != 0 {
		t.Errorf("got %d requests, sleeps %v", n.Load(), w.slept)
	}
	wantKind(t, w.get(f, "http://nest.example:443/c"), KindWait)
	wantKind(t, w.get(f, "http://other.example/"), "")
	w.now = w.now.Add(59*time.Minute + 30*time.Second)
	wantKind(t, w.get(f, "http://nest.example/d"), "")
	if n.Load() != 2 || fmt.Sprint(w.slept) != "[30s]" {
		t.Errorf("got %d requests, sleeps %v", n.Load(), w.slept)
	}
}

func TestDelays(t *testing.T) {
	for name, c := range map[string]struct {
		delay  time.Duration
		robots string
		slept  string
	}{
		"by default":                {0, "404", "[1s 1s 1s]"},
		"as asked by the user":      {3 * time.Second, "404", "[3s 3s 3s]"},
		"as asked by the site":      {0, "User-agent: *\nCrawl-delay: 5\n", "[5s 5s 5s]"},
		"the longer one":            {7 * time.Second, "User-agent: *\nCrawl-delay: 5\n", "[7s 7s 7s]"},
		"the longest one":           {0, "User-agent: leadlint\nCrawl-delay: 60\n", "[1m0s 1m0s 1m0s]"},
		"longer than is waited":     {0, "User-agent: leadlint\nCrawl-delay: 86000\n", "[1m0s 1m0s]"},
		"of another robot":          {0, "User-agent: heron\nCrawl-delay: 5\n", "[1s 1s 1s]"},
		"none wanted, but by site":  {-1, "User-agent: *\nCrawl-delay: 0.5\n", "[500ms 500ms 500ms]"},
		"none wanted, none by site": {-1, "404", "[]"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.site("nest.example", pages{"/robots.txt": c.robots, "/a": "302 /b", "/b": "hello", "/c": "hello"})
			f := w.fetcher(func(o *Options) { o.Delay = c.delay })
			wantKind(t, w.get(f, "http://nest.example/a"), "")
			last := Kind("")
			if strings.Contains(c.robots, "86000") {
				last = KindWait
			}
			wantKind(t, w.get(f, "http://nest.example/c"), last)
			if got := fmt.Sprint(w.slept); got != c.slept {
				t.Errorf("got sleeps %s, want %s", got, c.slept)
			}
		})
	}
}

// TestAnyAnswerMayAskToWait: a redirect or a refusal says when to come back as well.
func TestAnyAnswerMayAskToWait(t *testing.T) {
	w := newWorld(t)
	w.site("nest.example", page(func(rw http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/a":
			rw.Header().Set("Retry-After", "20")
			http.Redirect(rw, r, "/b", http.StatusFound)
		case "/b":
			rw.Header().Set("Retry-After", "7200")
			rw.WriteHeader(http.StatusForbidden)
		}
	}))
	f := w.fetcher(func(o *Options) { o.Delay = -1 })
	p := w.get(f, "http://nest.example/a")
	wantKind(t, p, "")
	if p.Status != 403 || fmt.Sprint(w.slept) != "[20s]" {
		t.Errorf("got status %d and sleeps %v, want 403 after 20 seconds", p.Status, w.slept)
	}
	wantKind(t, w.get(f, "http://nest.example/c"), KindWait)
}

func TestOneRequestAtATimeForAHost(t *testing.T) {
	w := newWorld(t)
	var now, most, all, mostAll atomic.Int64
	count := func(rw http.ResponseWriter, r *http.Request) {
		raise(&most, now.Add(1))
		raise(&mostAll, all.Add(1))
		time.Sleep(5 * time.Millisecond)
		now.Add(-1)
		all.Add(-1)
		fmt.Fprint(rw, "hello")
	}
	w.site("nest.example", page(count))
	w.site("other.example", page(func(rw http.ResponseWriter, r *http.Request) {
		raise(&mostAll, all.Add(1))
		time.Sleep(5 * time.Millisecond)
		all.Add(-1)
	}))
	f := w.fetcher(nil)
	var group sync.WaitGroup
	for i := range 20 {
		for _, name := range []string{"nest.example", "nest.example:443", "other.example"} {
			group.Go(func() {
				if p := f.Get(context.Background(), fmt.Sprintf("http://%s/%d", name, i)); p.Err != nil {
					t.Errorf("got problem %q", p.Err.Kind)
				}
			})
		}
	}
	group.Wait()
	if most.Load() != 1 {
		t.Errorf("got %d requests to a host at a time, want 1", most.Load())
	}
	if mostAll.Load() < 2 {
		t.Error("two hosts were never asked side by side")
	}
}

func raise(most *atomic.Int64, n int64) {
	for old := most.Load(); n > old && !most.CompareAndSwap(old, n); old = most.Load() {
	}
}

func TestBudgets(t *testing.T) {
	t.Run("pages", func(t *testing.T) {
		w := newWorld(t)
		w.site("nest.example", pages{"/a": "302 /b", "/b": "hello"})
		f := w.fetcher(func(o *Options) { o.Budget.Pages = 3 })
		wantKind(t, w.get(f, "http://nest.example/a"), "")
		p := w.get(f, "http://nest.example/a")
		wantKind(t, p, KindBudget)
		if len(p.Hops) != 2 || p.Hops[0].Status != 302 || p.Status != 0 {
			t.Errorf("got %+v", p)
		}
	})
	t.Run("bytes", func(t *testing.T) {
		w := newWorld(t)
		w.site("nest.example", page(func(rw http.ResponseWriter, r *http.Request) {
			rw.Header().Set("Content-Type", "text/plain")
			rw.Write(make([]byte, 100<<10))
		}))
		f := w.fetcher(func(o *Options) { o.Budget.Bytes = 150 << 10 })
		wantKind(t, w.get(f, "http://nest.example/a"), "")
		p := w.get(f, "http://nest.example/b")
		wantKind(t, p, KindBudget)
		if !p.Truncated || len(p.Body) == 0 || f.spent.bytes.Load() != 150<<10 {
			t.Errorf("got truncated %v with %d bytes of body, %d in all", p.Truncated, len(p.Body), f.spent.bytes.Load())
		}
		wantKind(t, w.get(f, "http://nest.example/c"), KindBudget)
	})
	t.Run("time", func(t *testing.T) {
		w := newWorld(t)
		w.site("nest.example", pages{"/a": "hello"})
		f := w.fetcher(func(o *Options) { o.Budget.Time = 10 * time.Second; o.Delay = 4 * time.Second })
		wantKind(t, w.get(f, "http://nest.example/a"), "")
		wantKind(t, w.get(f, "http://nest.example/a"), "")
		p := w.get(f, "http://nest.example/a")
		wantKind(t, p, KindBudget)
		if fmt.Sprint(w.slept) != "[4s 4s]" {
			t.Errorf("got sleeps %v: the last one would not have fitted", w.slept)
		}
		w.now = w.now.Add(time.Hour)
		q := w.get(f, "http://new.example/")
		wantKind(t, q, KindBudget)
		if q.Robots.State != "" {
			t.Errorf("got state %s of a file nobody asked for", q.Robots.State)
		}
	})
	t.Run("time between visits", func(t *testing.T) {
		w := newWorld(t)
		w.site("nest.example", pages{"/a": "hello"})
		f := w.fetcher(func(o *Options) { o.Budget.Time = 10 * time.Second; o.Delay = 4 * time.Second })
		w.now = w.now.Add(time.Hour) // nothing was visited yet
		wantKind(t, w.get(f, "http://nest.example/a"), "")
		f.Rest()
		w.now = w.now.Add(time.Hour)
		f.Rest()
		wantKind(t, w.get(f, "http://nest.example/a"), "")
		wantKind(t, w.get(f, "http://nest.example/a"), "")
		wantKind(t, w.get(f, "http://nest.example/a"), KindBudget)
	})
	t.Run("time within a request", func(t *testing.T) {
		w := newWorld(t)
		w.site("nest.example", page(func(rw http.ResponseWriter, r *http.Request) { <-r.Context().Done() }))
		f := w.fetcher(func(o *Options) { o.Budget.Time = 200 * time.Millisecond; o.Now = time.Now })
		began := time.Now()
		wantKind(t, w.get(f, "http://nest.example/a"), KindBudget)
		if took := time.Since(began); took > 2*time.Second {
			t.Errorf("took %v", took)
		}
	})
}

func TestRetriesCountAsPages(t *testing.T) {
	w := newWorld(t)
	h, n := busyFirst(99, 429, "1")
	w.site("nest.example", h)
	f := w.fetcher(func(o *Options) { o.Budget.Pages = 2 })
	p := w.get(f, "http://nest.example/")
	if n.Load() != 2 || p.Status != 429 {
		t.Errorf("got %d requests, status %d, problem %q", n.Load(), p.Status, kind(p))
	}
}

func TestCancel(t *testing.T) {
	w := newWorld(t)
	giveUp := make(chan context.CancelFunc, 1)
	var gaveUp time.Time
	// arm gives up the visit a moment after the site was reached.
	arm := func() {
		select {
		case cancel := <-giveUp:
			time.AfterFunc(100*time.Millisecond, func() { gaveUp = time.Now(); cancel() })
		default:
		}
	}
	w.site("nest.example", page(func(rw http.ResponseWriter, r *http.Request) {
		arm()
		switch r.URL.Path {
		case "/busy":
			rw.Header().Set("Retry-After", "30")
			rw.WriteHeader(429)
			return
		case "/body":
			fmt.Fprint(rw, "hello")
			rw.(http.Flusher).Flush()
		}
		<-r.Context().Done()
	}))
	w.site("robots.example", http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) { arm(); <-r.Context().Done() }))
	for _, url := range []string{"http://nest.example/headers", "http://nest.example/body", "http://nest.example/busy", "http://robots.example/"} {
		t.Run(url, func(t *testing.T) {
			f := w.fetcher(func(o *Options) { o.Sleep = nil; o.Now = nil })
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			giveUp <- cancel
			p := f.Get(ctx, url)
			wantKind(t, p, KindCanceled)
			if took := time.Since(gaveUp); took > 500*time.Millisecond {
				t.Errorf("took %v to notice", took)
			}
			if url == "http://nest.example/body" && (string(p.Body) != "hello" || !p.Truncated) {
				t.Errorf("got body %q, truncated %v", p.Body, p.Truncated)
			}
			f.Close()
		})
	}
	f := w.fetcher(nil)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	wantKind(t, f.Get(ctx, "http://nest.example/"), KindCanceled)
	ctx, cancel = context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	wantKind(t, f.Get(ctx, "http://nest.example/headers"), KindTimeout)
	f.Close()
}

// TestWaitingForAHostIsCanceled: the host's turn is held by another visit.
func TestWaitingForAHostIsCanceled(t *testing.T) {
	w := newWorld(t)
	entered, leave := make(chan struct{}), make(chan struct{})
	w.site("nest.example", page(func(rw http.ResponseWriter, r *http.Request) { close(entered); <-leave }))
	f := w.fetcher(nil)
	done := make(chan struct{})
	go func() { defer close(done); f.Get(context.Background(), "http://nest.example/a") }()
	<-entered
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Millisecond)
	defer cancel()
	wantKind(t, f.Get(ctx, "http://nest.example/b"), KindTimeout)
	close(leave)
	<-done
}
