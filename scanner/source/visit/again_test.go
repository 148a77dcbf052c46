package visit

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"leadlint/scanner/dataset/identity"
	"leadlint/scanner/source/fetch"
)

// changing is a site whose pages may change between two runs, and what it was asked.
type changing struct {
	*httptest.Server
	// pages holds bodies; one that starts with ">" leads to another path, with a
	// number is a status.
	pages map[string]string
	log   []string
}

func newChanging(t *testing.T, pages map[string]string) *changing {
	t.Helper()
	c := &changing{pages: pages}
	c.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, found := c.pages[r.URL.Path]
		tag := fmt.Sprintf(`"%d"`, len(body))
		status := 0
		_, numbered := fmt.Sscanf(body, "%d", &status)
		switch {
		case !found:
			status = http.StatusNotFound
		case strings.HasPrefix(body, ">"):
			status = http.StatusFound
			w.Header().Set("Location", body[1:])
		case numbered == nil:
		case r.Header.Get("If-None-Match") == tag:
			status = http.StatusNotModified
		default:
			status = http.StatusOK
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			if strings.HasSuffix(r.URL.Path, ".txt") {
				w.Header().Set("Content-Type", "text/plain")
			}
			w.Header().Set("ETag", tag)
		}
		c.log = append(c.log, fmt.Sprintf("%s %d", r.URL.Path, status))
		w.WriteHeader(status)
		if status == http.StatusOK {
			fmt.Fprint(w, body)
		}
	}))
	t.Cleanup(c.Close)
	return c
}

// run visits a path once, as a run of its own, and gives what was asked besides
// robots.txt.
func (c *changing) run(t *testing.T, store *Store, target Target, change func(*Options)) (*Record, string) {
	t.Helper()
	u, err := url.Parse(c.URL)
	if err != nil {
		t.Fatal(err)
	}
	opt := Options{
		Store: store, Hasher: identity.New([2]uint64{1, 2}, identity.Options{}), Controller: "Exemple SAS",
		Fetch: fetch.Options{
			AllowPrivate: true, Delay: -1, Allow: []fetch.HostPort{{Host: u.Hostname()}}, Agent: fetch.Agent{Version: "1"},
			Sleep: func(context.Context, time.Duration) error { return nil },
		},
	}
	if change != nil {
		change(&opt)
	}
	v, err := New(opt)
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	c.log = nil
	target.URL = c.URL + target.URL
	r, _, err := v.Visit(context.Background(), target)
	if err != nil {
		t.Fatal(err)
	}
	var asked []string
	for _, line := range c.log {
		if !strings.HasPrefix(line, "/robots.txt") {
			asked = append(asked, line)
		}
	}
	return r, strings.Join(asked, " | ")
}

func newStore(t *testing.T) *Store {
	t.Helper()
	store, err := OpenStore(filepath.Join(t.TempDir(), "visits"))
	if err != nil {
		t.Fatal(err)
	}
	return store
}

const forbidding = "<p>You may not use any robot, spider or other automated means to collect data from this site.</p>"

// TestChangesAreAskedFor: a page that was read is asked whether it changed, at the
// address that answered, and what its record holds from elsewhere is asked for too.
func TestChangesAreAskedFor(t *testing.T) {
	const root = "/ai.txt 404 | /llms.txt 404 | /.well-known/tdmrep.json 404"
	team := page("en", filler+`<a href="/terms-of-use">Terms of use</a>`)
	tests := []struct {
		name   string
		pages  map[string]string
		target Target
		then   map[string]string
		change func(*Options)
		asked  string
		check  func(r *Record) bool
	}{
		{"unchanged", map[string]string{"/team": page("en", filler)}, Target{URL: "/team", Role: Source}, nil, nil, "/team 304 | " + root, nil},
		{"unchanged behind a redirect", map[string]string{"/team": ">/people/all", "/people/all": page("en", filler)}, Target{URL: "/team", Role: Source}, nil, nil,
			"/team 302 | /people/all 304 | " + root, func(r *Record) bool { return len(r.Hops) == 2 && r.Assessed }},
		{"another page behind the redirect", map[string]string{"/team": ">/a", "/a": page("en", filler), "/b": page("en", filler)}, Target{URL: "/team", Role: Source},
			map[string]string{"/team": ">/b"}, nil, "/team 302 | /b 200 | " + root, nil},
		{"changed", map[string]string{"/team": page("en", filler)}, Target{URL: "/team", Role: Source},
			map[string]string{"/team": page("fr", filler+"<p>Merci de ne pas nous démarcher.</p>")}, nil, "/team 200 | " + root,
			func(r *Record) bool { return r.Canvassing == Yes }},
		{"its terms forbid now", map[string]string{"/team": team, "/terms-of-use": page("en", filler)}, Target{URL: "/team", Role: Source},
			map[string]string{"/terms-of-use": page("en", filler+forbidding)}, nil, "/team 304 | " + root + " | /terms-of-use 200",
			func(r *Record) bool {
				return r.TermsForbid == Yes && strings.HasPrefix(r.Signals[len(r.Signals)-1].Where, "terms")
			}},
		{"its terms no longer forbid", map[string]string{"/team": team, "/terms-of-use": page("en", forbidding)}, Target{URL: "/team", Role: Source},
			map[string]string{"/terms-of-use": page("en", filler)}, nil, "/team 304 | " + root + " | /terms-of-use 200",
			func(r *Record) bool { return r.TermsForbid != Yes && len(r.Signals) == 0 }},
		{"terms whose address is not kept", map[string]string{"/team": page("en", filler+`<a href="/x/jean-dupont">Terms of use</a>`), "/x/jean-dupont": page("en", filler)},
			Target{URL: "/team", Role: Source}, nil, nil, "/team 200 | " + root + " | /x/jean-dupont 200", nil},
		{"the site reserves mining now", map[string]string{"/team": page("en", filler)}, Target{URL: "/team", Role: Source},
			map[string]string{"/ai.txt": "User-Agent: *\nDisallow: /\n"}, nil, "/team 304 | /ai.txt 200 | /llms.txt 404 | /.well-known/tdmrep.json 404 | /team 200",
			func(r *Record) bool { return r.Mining == Yes }},
		{"its root files do not come now", map[string]string{"/team": page("en", filler)}, Target{URL: "/team", Role: Source},
			map[string]string{"/ai.txt": "500"}, nil, "/team 304 | /ai.txt 500 | /llms.txt 404 | /.well-known/tdmrep.json 404 | /team 200",
			func(r *Record) bool { return r.Mining == Unknown && r.Canvassing == No }},
		{"a policy may be gone", map[string]string{"/": page("en", filler+`<a href="/privacy">Privacy policy</a>`), "/privacy": page("en", filler)},
			Target{URL: "/", Role: Home}, map[string]string{"/privacy": "404"}, nil, "/ 200 | /privacy 404", func(r *Record) bool { return r.PolicyLinked == No }},
		{"read by another version", map[string]string{"/team": page("en", filler)}, Target{URL: "/team", Role: Source}, nil,
			func(o *Options) { o.Fetch.Agent.Version = "2" }, "/team 200 | " + root, nil},
		{"another controller", map[string]string{"/partners": page("en", "<h1>Our partners</h1><ul><li>Exemple SAS</li><li>Other Ltd</li></ul>"+filler)},
			Target{URL: "/partners", Role: Partners}, nil, func(o *Options) { o.Controller, o.Fresh = "Brumeval GmbH", 24*time.Hour }, "/partners 200",
			func(r *Record) bool { return r.Named == No }},
		{"another controller, offline", map[string]string{"/partners": page("en", "<h1>Our partners</h1><ul><li>Exemple SAS</li><li>Other Ltd</li></ul>"+filler)},
			Target{URL: "/partners", Role: Partners}, nil, func(o *Options) { o.Controller, o.Offline = "Brumeval GmbH", true }, "",
			func(r *Record) bool { return r.Named == Unknown }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, store := newChanging(t, tt.pages), newStore(t)
			first, _ := c.run(t, store, tt.target, nil)
			for path, body := range tt.then {
				c.pages[path] = body
			}
			r, asked := c.run(t, store, tt.target, tt.change)
			if asked != tt.asked {
				t.Errorf("the second run asked %s\nwant %s", asked, tt.asked)
			}
			if tt.check != nil && !tt.check(r) || !r.VisitedAt.After(first.VisitedAt) && asked != "" {
				t.Errorf("got %+v", *r)
			}
		})
	}
}

// TestAnswersThatSayNothing: what a page does not show is unknown where the site
// answered with an error or with nothing, and such an answer is not kept.
func TestAnswersThatSayNothing(t *testing.T) {
	tests := []struct {
		name, body string
		role       Role
		kind       string
		gap        Gap
	}{
		{"error", "500", Source, KindStatus, GapMissed},
		{"busy", "503", Source, KindStatus, GapMissed},
		{"later", "429", Source, KindRateLimited, GapMissed},
		{"empty", "", Source, KindEmpty, GapUnread},
		{"blank", " \n\t ", Source, KindEmpty, GapUnread},
		{"frames alone", `<!doctype html><html><head><title>Home</title></head><frameset cols="20%,*"><frame src="/nav"><frame src="/main"><noframes>Your browser shows no frames.</noframes></frameset></html>`, Source, KindFramed, GapUnread},
		{"frames alone, only its status counts", `<html><frameset><frame src="/main"></frameset></html>`, Profile, KindFramed, GapNone},
		{"no content", "204", Profile, KindEmpty, GapUnread},
		{"export down", "502", Export, KindStatus, GapMissed},
		{"refused", "403", Source, "", GapNone},
		{"gone", "410", Profile, "", GapNone},
		{"a page", page("en", filler), Source, "", GapNone},
		{"needs its programs", `<!doctype html><html><body><div id="root"></div><script src="/app.js"></script></body></html>`, Source, "", GapUnread},
		{"too long", page("en", strings.Repeat(filler, 20_000)), Source, "", GapUnread},
		{"too long, only its status counts", page("en", strings.Repeat(filler, 20_000)), Profile, "", GapNone},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, store := newChanging(t, map[string]string{"/x": tt.body}), newStore(t)
			r, _ := c.run(t, store, Target{URL: "/x", Role: tt.role}, nil)
			kind := ""
			if r.Problem != nil {
				kind = r.Problem.Kind
			}
			gap, why := r.Gap()
			if kind != tt.kind || gap != tt.gap || (why == nil) != (gap == GapNone) {
				t.Fatalf("got problem %q and gap %d, want %q and %d", kind, gap, tt.kind, tt.gap)
			}
			if why != nil && (why.EN == "" || why.FR == "") {
				t.Errorf("got %+v, want words in both languages", *why)
			}
			entries, err := os.ReadDir(store.dir)
			if err != nil || (len(entries) == 1) != (kind == "") {
				t.Errorf("got %d files and error %v: only what a page said is kept", len(entries), err)
			}
			if gap == GapNone {
				return
			}
			for i, f := range r.facts() {
				if *f == No {
					t.Errorf("fact %d is no, though the page was not read whole", i)
				}
			}
			if kind != "" && kind != KindFramed && r.served() != Unknown {
				t.Errorf("got served %d, want unknown", r.served())
			}
		})
	}
}

// TestGapOfRenderedPages: a page that may show more than its browser let through was read
// in part, whoever named it.
func TestGapOfRenderedPages(t *testing.T) {
	for _, truncated := range []bool{false, true} {
		r := &Record{Role: Source, Access: "open", Rendered: true, Truncated: truncated}
		if gap, why := r.Gap(); gap != map[bool]Gap{true: GapPart}[truncated] || (why != nil) != truncated {
			t.Errorf("truncated %t: got gap %d, %v", truncated, gap, why)
		}
	}
}

// TestStorable: the store holds no address that could name somebody.
func TestStorable(t *testing.T) {
	for link, want := range map[string]string{
		"https://orvalie.example/terms-of-use":          "https://orvalie.example/terms-of-use",
		"https://orvalie.example/fr/mentions-legales":   "https://orvalie.example/fr/mentions-legales",
		"https://orvalie.example/legal/terms.html#robo": "https://orvalie.example/legal/terms.html",
		"https://orvalie.example/jean-dupont/terms":     elsewhere,
		"https://orvalie.example/terms?u=jean":          elsewhere,
		"https://jean:secret@orvalie.example/terms":     elsewhere,
		"/terms": elsewhere,
	} {
		if got := storable(link); got != want {
			t.Errorf("%q: got %q, want %q", link, got, want)
		}
	}
}
