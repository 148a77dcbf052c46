package visit

import (
	"context"
	"net/url"
	"strings"
	"testing"
	"time"

	"leadlint/scanner/source/fetch"
	"leadlint/scanner/source/render"
)

// shows is a browser that shows what it is told to.
type shows struct {
	page    *render.Page
	problem *render.Problem
	asked   int
}

func (s *shows) Render(context.Context, string) (*render.Page, *render.Problem) {
	s.asked++
	if s.problem != nil {
		return nil, s.problem
	}
	copied := *s.page
	return &copied, nil
}

func (s *shows) Close() {}

const shell = `<!doctype html><html lang="en"><body><div id="root"></div><script src="/app.js"></script></body></html>`

func TestRendered(t *testing.T) {
	w := newWorld(t, map[string]string{
		"/app": shell, "/plain": page("en", filler), "/privacy": page("en", "<h1>Privacy policy</h1>"+filler),
	})
	noCanvassing := page("en", "<p>Unsolicited commercial e-mail is not wanted: please do not send us any advertising.</p>"+filler+filler)
	linked := page("en", filler+filler+`<a href="/privacy">Privacy policy</a>`)
	tests := []struct {
		name, path string
		role       Role
		browser    *shows
		asked      int
		check      func(r *Record) bool
	}{
		{"read in place", "/app", Source, &shows{page: &render.Page{HTML: []byte(noCanvassing), Status: 200}}, 1, func(r *Record) bool {
			return r.Rendered && r.Access == "open" && r.Canvassing != Unknown && r.Members == No && r.Protected == Unknown && r.SHA256 != ""
		}},
		{"no shell", "/plain", Source, &shows{}, 0, func(r *Record) bool { return !r.Rendered && r.Access == "open" }},
		{"only its status is asked for", "/app", Export, &shows{}, 0, func(r *Record) bool { return !r.Rendered }},
		{"not all of it came", "/app", Source, &shows{page: &render.Page{HTML: []byte(page("en", filler+filler)), Truncated: true}}, 1, func(r *Record) bool {
			return r.Rendered && r.Truncated && r.Canvassing == Unknown
		}},
		{"a policy that was found", "/app", Home, &shows{page: &render.Page{HTML: []byte(linked), Truncated: true}}, 1, func(r *Record) bool {
			return r.PolicyLinked == Yes && r.Truncated
		}},
		{"a policy that may be missing", "/app", Home, &shows{page: &render.Page{HTML: []byte(page("en", filler+filler)), Truncated: true}}, 1, func(r *Record) bool {
			return r.PolicyLinked == Unknown
		}},
		{"a policy that is missing", "/app", Home, &shows{page: &render.Page{HTML: []byte(page("en", filler+filler))}}, 1, func(r *Record) bool {
			return r.PolicyLinked == No
		}},
		{"still nothing", "/app", Source, &shows{page: &render.Page{HTML: []byte(shell)}}, 1, func(r *Record) bool {
			return r.Rendered && r.Access == "script_only" && !r.Assessed && r.Canvassing == Unknown
		}},
		{"refused to a browser", "/app", Source, &shows{page: &render.Page{HTML: []byte(page("en", filler)), Status: 403}}, 1, func(r *Record) bool {
			return r.Access == "refused" && r.Canvassing == Unknown
		}},
		{"led to a login", "/app", Source, &shows{page: &render.Page{HTML: []byte(page("en", filler)), FinalURL: w.URL + "/login"}}, 1, func(r *Record) bool {
			return r.Access == "login_wall" && strings.HasSuffix(r.Final, "/login")
		}},
		{"a failure", "/app", Source, &shows{problem: &render.Problem{Kind: render.KindTimeout}}, 1, func(r *Record) bool {
			return !r.Rendered && r.Access == "script_only" && r.Problem != nil && r.Problem.Kind == "render_timeout"
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v := w.visitor(t, morning(), nil)
			v.browser = tt.browser
			if p := tt.browser.page; p != nil && p.FinalURL == "" {
				p.FinalURL = w.URL + tt.path
			}
			r, _, err := v.Visit(context.Background(), Target{URL: w.URL + tt.path, Role: tt.role})
			if err != nil {
				t.Fatal(err)
			}
			if !tt.check(r) || tt.browser.asked != tt.asked {
				t.Errorf("got %+v after %d pages rendered", *r, tt.browser.asked)
			}
		})
	}
}

func TestRenderedRecords(t *testing.T) {
	w := newWorld(t, map[string]string{"/app": shell})
	store, err := OpenStore(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	target := Target{URL: w.URL + "/app", Role: Source}
	visit := func(v *Visitor, b browser) *Record {
		t.Helper()
		v.browser = b
		r, _, err := v.Visit(context.Background(), target)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	with := func(fresh time.Duration) *Visitor {
		return w.visitor(t, morning(), func(o *Options) { o.Store, o.Fresh = store, fresh })
	}
	wants := func(v *Visitor) *Visitor {
		v.opt.Render = &render.Options{}
		return v
	}
	b := &shows{page: &render.Page{HTML: []byte(page("en", filler+filler)), FinalURL: target.URL}}
	if r := visit(with(time.Hour), nil); r.Rendered || r.Access != "script_only" {
		t.Errorf("not wanted: got %+v", *r)
	}
	if r := visit(wants(with(time.Hour)), b); !r.Rendered || r.Recorded || b.asked != 1 {
		t.Errorf("wanted now: got %+v, want it read anew", *r)
	}
	if r := visit(wants(with(time.Hour)), b); !r.Rendered || !r.Recorded || b.asked != 1 {
		t.Errorf("fresh: got %+v, want what was recorded", *r)
	}
	if r := visit(wants(with(0)), b); !r.Rendered || r.Recorded || b.asked != 2 {
		t.Errorf("old: got %+v: that the shell is not modified says nothing", *r)
	}
}

// TestRenderedByABrowser goes the whole way, from the fetcher's guard to the
// observation.
func TestRenderedByABrowser(t *testing.T) {
	w := newWorld(t, map[string]string{
		"/robots.txt": "User-agent: *\nDisallow: /api/\n",
		"/app":        strings.Replace(shell, ` src="/app.js"`, ` src="/app.js" defer`, 1),
		"/app.js":     `document.getElementById("root").innerHTML = ` + "`<main>" + filler + filler + "</main>`" + `; fetch("/api/leads").catch(() => {})`,
	})
	u, err := url.Parse(w.URL)
	if err != nil {
		t.Fatal(err)
	}
	v, err := New(Options{
		Hasher: w.visitor(t, morning(), nil).opt.Hasher, Render: &render.Options{},
		Fetch: fetch.Options{AllowPrivate: true, Delay: -1, Allow: []fetch.HostPort{{Host: u.Hostname()}}},
	})
	if err != nil {
		if strings.Contains(err.Error(), "install Chromium") {
			t.Skip("skipped: no Chromium or Chrome is installed to render with")
		}
		t.Fatal(err)
	}
	t.Cleanup(v.Close)
	r, _, err := v.Visit(context.Background(), Target{URL: w.URL + "/app", Role: Source})
	if err != nil {
		t.Fatal(err)
	}
	if !r.Rendered || r.Access != "open" || !r.Assessed || !r.Truncated || r.Problem != nil {
		t.Errorf("got %+v, problem %+v", *r, r.Problem)
	}
	if w.asked["/api/leads"] != 0 {
		t.Error("a program asked for what robots.txt forbids")
	}
}
