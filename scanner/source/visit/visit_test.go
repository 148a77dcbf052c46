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

	"leadlint/rules/facts"
	"leadlint/scanner/dataset/identity"
	"leadlint/scanner/source/fetch"
)

// world is a test server with its pages, and what was asked of it.
type world struct {
	*httptest.Server
	pages map[string]string
	asked map[string]int
}

func newWorld(t *testing.T, pages map[string]string) *world {
	t.Helper()
	w := &world{pages: pages, asked: map[string]int{}}
	w.Server = httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		w.asked[r.URL.Path]++
		body, ok := w.pages[r.URL.Path]
		if !ok {
			out.WriteHeader(http.StatusNotFound)
			return
		}
		if to, found := strings.CutPrefix(body, "302 "); found {
			http.Redirect(out, r, to, http.StatusFound)
			return
		}
		if r.URL.Path == "/robots.txt" || r.URL.Path == "/ai.txt" {
			out.Header().Set("Content-Type", "text/plain")
		} else {
			out.Header().Set("Content-Type", "text/html; charset=utf-8")
			out.Header().Set("ETag", `"v1"`)
			if r.Header.Get("If-None-Match") == `"v1"` {
				out.WriteHeader(http.StatusNotModified)
				return
			}
		}
		fmt.Fprint(out, body)
	}))
	t.Cleanup(w.Close)
	return w
}

// visitor makes a visitor of the world whose clock stands at the time given.
func (w *world) visitor(t *testing.T, now time.Time, change func(*Options)) *Visitor {
	t.Helper()
	u, err := url.Parse(w.URL)
	if err != nil {
		t.Fatal(err)
	}
	opt := Options{
		Controller: "Exemple SAS", Hasher: identity.New([2]uint64{1, 2}, identity.Options{}),
		Fetch: fetch.Options{AllowPrivate: true, Delay: -1, Allow: []fetch.HostPort{{Host: u.Hostname()}}, Now: func() time.Time { return now }},
	}
	if change != nil {
		change(&opt)
	}
	v, err := New(opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(v.Close)
	return v
}

func page(lang, body string) string {
	return `<!doctype html><html lang="` + lang + `"><body><main>` + body + `</main></body></html>`
}

const filler = "<p>Our office looks after customers in the whole of the south, and has done so for more than twenty years with pleasure.</p>"

func morning() time.Time { return time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC) }

func TestRolesAreRead(t *testing.T) {
	w := newWorld(t, map[string]string{
		"/robots.txt": "User-agent: *\nDisallow: /secret\n",
		"/":           page("en", filler+`<footer><a href="/privacy">Privacy policy</a></footer>`),
		"/bare":       page("en", filler),
		"/far":        page("en", filler+`<a href="/legal">Legal notice</a>`),
		"/legal":      page("en", filler+`<a href="/privacy">Privacy policy</a>`),
		"/privacy":    page("en", "<h1>Privacy policy</h1>"+filler),
		"/shut":       page("en", filler+`<a href="/secret/privacy">Privacy policy</a>`),
		"/around":     page("en", filler+`<nav><a href="/team">Team</a> <a href="/logo.png">Logo</a></nav>`),
		"/team":       page("en", filler+`<footer><a href="/imprint">Imprint</a></footer>`),
		"/imprint":    page("en", filler+`<a href="/privacy">Privacy policy</a>`),
		"/near":       page("en", filler+`<footer><a href="/contact">Contact</a> <a href="/bare">About us</a></footer>`),
		"/contact":    page("en", filler+`<a href="/privacy">Privacy policy</a>`),
		"/box":        page("en", filler+`<p>Protected by a box of <a href="https://policies.google.com/privacy">Privacy Policy</a>.</p>`),
		"/dead":       page("en", filler+`<a href="/nowhere">Privacy policy</a>`),
		"/partners":   page("en", "<h1>Our partners</h1><ul><li>Exemple SAS</li><li>Other Ltd</li></ul>"+filler),
		"/others":     page("en", "<h1>Our partners</h1><ul><li>Other Ltd</li><li>Third GmbH</li></ul>"+filler),
		"/form":       page("en", "<h1>Your rights</h1>"+filler+`<form method="post" action="/send"><label>E-mail <input type="email" name="email"></label><label>Your request <textarea name="m"></textarea></label><button>Send</button></form>`),
		"/noform":     page("en", "<h1>Your rights</h1>"+filler),
		"/widget":     page("en", "<h1>Your rights</h1>"+filler+`<iframe src="https://desk.example/form" width="600" height="400"></iframe>`),
		"/tracked":    page("en", "<h1>Your rights</h1>"+filler+`<noscript><iframe src="https://tag.example/x"></iframe></noscript><iframe src="https://tag.example/y" style="display: none"></iframe><iframe src="https://tag.example/z" width=1 height=1></iframe>`),
		"/listed":     page("en", "<h1>Our partners</h1><p>Those who receive your data are listed here and there.</p>"+filler+`<iframe src="/list"></iframe>`),
		"/wall":       "302 /wall",
		"/members":    page("en", filler+`<a href="/terms">Terms of use</a>`),
		"/terms":      page("en", "<h1>Terms of use</h1><p>You may not use any robot, spider or other automated means to collect data from this site.</p>"+filler),
	})
	v := w.visitor(t, morning(), nil)
	tests := []struct {
		path  string
		role  Role
		check func(r *Record) bool
	}{
		{"/", Home, func(r *Record) bool { return r.PolicyLinked == Yes && r.PolicyClicks == 1 }},
		{"/bare", Home, func(r *Record) bool { return r.PolicyLinked == No && r.PolicyClicks == 0 }},
		{"/far", Home, func(r *Record) bool { return r.PolicyLinked == Yes && r.PolicyClicks == 2 }},
		{"/near", Home, func(r *Record) bool { return r.PolicyLinked == Yes && r.PolicyClicks == 2 }},
		{"/around", Home, func(r *Record) bool { return r.PolicyLinked == Yes && r.PolicyClicks == 3 }},
		{"/box", Home, func(r *Record) bool { return r.PolicyLinked == No }},
		{"/dead", Home, func(r *Record) bool { return r.PolicyLinked == No }},
		{"/shut", Home, func(r *Record) bool { return r.PolicyLinked == Unknown }},
		{"/partners", Partners, func(r *Record) bool { return r.Named == Yes }},
		{"/others", Partners, func(r *Record) bool { return r.Named == No }},
		{"/form", RequestForm, func(r *Record) bool { return r.Form == Yes }},
		{"/noform", RequestForm, func(r *Record) bool { return r.Form == No }},
		{"/widget", RequestForm, func(r *Record) bool { return r.Form == Unknown }},
		{"/tracked", RequestForm, func(r *Record) bool { return r.Form == No }},
		{"/listed", Partners, func(r *Record) bool { return r.Named == Unknown }},
		{"/wall", RequestForm, func(r *Record) bool {
			return r.Access == "unreachable" && r.Form == Unknown && r.Problem != nil && r.Problem.Kind == "redirects"
		}},
		{"/members", Source, func(r *Record) bool { return r.TermsForbid == Yes }},
		{"/bare", Source, func(r *Record) bool { return r.TermsForbid == Unknown && r.Canvassing == No }},
		{"/gone", Profile, func(r *Record) bool { return r.Access == "gone" }},
		{"/bare", Export, func(r *Record) bool { return r.Access == "open" && r.Status == 200 }},
		{"/secret", Source, func(r *Record) bool {
			return r.Access == "disallowed" && r.Robots.State == "disallowed" && r.Robots.Line == 2 && r.Canvassing == Unknown
		}},
	}
	for _, tt := range tests {
		r, _, err := v.Visit(context.Background(), Target{URL: w.URL + tt.path, Role: tt.role})
		if err != nil {
			t.Fatal(err)
		}
		if !tt.check(r) {
			t.Errorf("%s as %s: got %+v", tt.path, tt.role, *r)
		}
	}
	if w.asked["/secret"] != 0 {
		t.Error("a page that robots.txt forbids was asked for")
	}
}

func TestStore(t *testing.T) {
	w := newWorld(t, map[string]string{
		"/jean-dupont": page("fr", "<h1>Jean Dupont</h1><p>jean.dupont@orvalie.example</p><p>Merci de ne pas démarcher : toute sollicitation commerciale est refusée.</p>"+filler),
	})
	dir := filepath.Join(t.TempDir(), "visits")
	store, err := OpenStore(dir)
	if err != nil {
		t.Fatal(err)
	}
	with := func(fresh time.Duration, offline bool) func(*Options) {
		return func(o *Options) { o.Store, o.Fresh, o.Offline = store, fresh, offline }
	}
	target := Target{URL: w.URL + "/jean-dupont", Role: Source}
	visit := func(v *Visitor) *Record {
		r, _, err := v.Visit(context.Background(), target)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	if r := visit(w.visitor(t, morning(), with(0, true))); r.Problem == nil || r.Problem.Kind != "offline" {
		t.Errorf("offline, nothing recorded: got %+v", *r)
	}
	first := visit(w.visitor(t, morning(), with(0, false)))
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 {
		t.Fatalf("got %d files and error %v, want one", len(entries), err)
	}
	data, err := os.ReadFile(filepath.Join(dir, entries[0].Name()))
	if err != nil {
		t.Fatal(err)
	}
	for _, raw := range []string{"dupont", "Dupont", "orvalie", target.URL} {
		if strings.Contains(string(data)+entries[0].Name(), raw) {
			t.Errorf("the store holds %q", raw)
		}
	}
	later := morning().AddDate(0, 0, 3)
	if r := visit(w.visitor(t, later, with(7*24*time.Hour, false))); !r.Recorded || w.asked["/jean-dupont"] != 1 {
		t.Errorf("fresh: got recorded=%t after %d requests, want what was recorded", r.Recorded, w.asked["/jean-dupont"])
	}
	if r := visit(w.visitor(t, later, with(time.Hour, false))); r.Recorded || !r.VisitedAt.After(first.VisitedAt) || r.Canvassing != first.Canvassing || w.asked["/jean-dupont"] != 2 {
		t.Errorf("not modified: got %+v", *r)
	}
	if r := visit(w.visitor(t, later, with(0, true))); !r.Recorded || r.Canvassing != first.Canvassing {
		t.Errorf("offline: got %+v, want what was recorded", *r)
	}
}

func TestBatch(t *testing.T) {
	records := []*Record{
		{Role: Home, Access: "open", Assessed: true, PolicyLinked: No, VisitedAt: morning(), Emails: 2},
		{Role: Source, Access: "unreachable"},
	}
	schema := facts.NewSchema()
	rel := schema.Relation("page")
	b := Batch(schema, records, [][]facts.Hash{{{1, 6}}, nil})
	at := func(field string) *facts.Vec { return &b.Cols[rel.Index(field)] }
	if b.N != 2 || at("policy_linked").Codes[0] != facts.FalseCode || at("policy_linked").Codes[1] != facts.UnknownCode {
		t.Errorf("got policy_linked %v", at("policy_linked").Codes)
	}
	if at("emails").Ints[0] != 2 || at("emails").Ints[1] != facts.UnknownInt || at("visited_at").Days[1] != facts.UnknownDay {
		t.Error("a page that was not read must leave its counts and day unknown")
	}
	if len(at("page").RowKeys(0)) != 1 || len(at("page").RowKeys(1)) != 0 {
		t.Error("the keys of the pages are not those given")
	}
	if got := rel.Fields[rel.Index("access")].Values[at("access").Codes[1]-1]; got != "unreachable" {
		t.Errorf("got access %q", got)
	}
}

func TestServedAndRemoved(t *testing.T) {
	tests := []struct {
		access          string
		homeward        bool
		served, removed Fact
	}{
		{"open", false, Yes, No}, {"open", true, Unknown, Unknown}, {"gone", false, No, Yes}, {"refused", false, No, Unknown},
		{"login_wall", false, No, Unknown}, {"challenge", false, Unknown, Unknown}, {"unreachable", false, Unknown, Unknown},
	}
	for _, tt := range tests {
		r := &Record{Access: tt.access, Homeward: tt.homeward}
		if r.served() != tt.served || r.removed() != tt.removed {
			t.Errorf("%s (homeward %t): got served %d, removed %d", tt.access, tt.homeward, r.served(), r.removed())
		}
	}
	for _, a := range [][2]string{{"https://a.example/p/7", "https://a.example/"}, {"https://a.example/p", "https://www.a.example"}} {
		if !homeward(a[0], a[1]) {
			t.Errorf("%s to %s: got no way home", a[0], a[1])
		}
	}
	for _, a := range [][2]string{{"https://a.example/", "https://a.example/"}, {"http://a.example/", "https://a.example/"}, {"https://a.example/p", "https://a.example/en/p"}} {
		if homeward(a[0], a[1]) {
			t.Errorf("%s to %s: got a way home", a[0], a[1])
		}
	}
}

func TestMaskAddress(t *testing.T) {
	for raw, want := range map[string]string{
		"https://orvalie.example":                             "https://orvalie.example/",
		"https://Orvalie.example/equipe":                      "https://orvalie.example/equipe",
		"https://orvalie.example/equipe/jean-dupont":          "https://orvalie.example/equipe/…",
		"https://orvalie.example/?who=jean":                   "https://orvalie.example/…",
		"https://orvalie.example/equipe?who=jean":             "https://orvalie.example/equipe/…",
		"https://orvalie.example/jean.dupont@orvalie.example": "https://orvalie.example/…",
		"https://orvalie.example/jean-dupont":                 "https://orvalie.example/…",
	} {
		if got := maskAddress(raw); got != want {
			t.Errorf("%q: got %q, want %q", raw, got, want)
		}
	}
	if got := maskAddress("https://www.linkedin.com/in/jean-dupont"); strings.Contains(got, "dupont") {
		t.Errorf("got %q, want the profile masked", got)
	}
}

func TestMaskRule(t *testing.T) {
	for line, want := range map[string]string{
		"Disallow: /":                              "Disallow: /",
		"disallow:/private":                        "disallow: /private",
		"Disallow: /members/*":                     "Disallow: /members/*",
		"Disallow: *.pdf$":                         "Disallow: …",
		"Allow: /*/open$":                          "Allow: /*/open$",
		"Disallow: /people/jean-dupont":            "Disallow: /people/…",
		"Disallow: /jean-dupont":                   "Disallow: /…",
		"Disallow: /team # asked for by J. Dupont": "Disallow: /team",
		"Disallow: /find?name=dupont":              "Disallow: /…",
		"Disallow: /équipe":                        "Disallow: /…",
		"":                                         "",
	} {
		if got := maskRule(line); got != want {
			t.Errorf("%q: got %q, want %q", line, got, want)
		}
	}
}
