package scanner_test

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"leadlint/scanner"
	"leadlint/scanner/finding"
	"leadlint/scanner/source/warc"
)

// TestPagesThatAreNotRead: a page that was named and not read makes the audit
// incomplete; one that a sample met and that answered otherwise is told.
func TestPagesThatAreNotRead(t *testing.T) {
	answer := func(status int, kind, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", kind)
			w.Header().Set("Retry-After", "0")
			w.WriteHeader(status)
			fmt.Fprint(w, body)
		}
	}
	const page = `<!doctype html><html lang="en"><body><main><h1>Our people</h1><p>Our office looks after customers in the whole of the south, and has done so for more than twenty years.</p></main></body></html>`
	tests := []struct {
		name           string
		robots, page   http.HandlerFunc
		named, sampled string
	}{
		{"read", nil, answer(200, "text/html", page), "", ""},
		{"refused", nil, answer(403, "text/html", page), "", ""},
		{"kept out", answer(200, "text/plain", "User-agent: *\nDisallow: /\n"), answer(200, "text/html", page), "warning", "warning"},
		{"rules not to be had", answer(500, "text/plain", ""), answer(200, "text/html", page), "lost", "lost"},
		{"in error", nil, answer(500, "text/html", page), "lost", "lost"},
		{"busy", nil, answer(503, "text/html", page), "lost", "lost"},
		{"a document", nil, answer(200, "application/pdf", "%PDF-1.7"), "lost", "warning"},
		{"empty", nil, answer(200, "text/html", ""), "lost", "warning"},
		{"shown by programs", nil, answer(200, "text/html", `<!doctype html><html><body><div id="root"></div><script src="/a.js"></script></body></html>`), "lost", "warning"},
		{"shown by a program within it", nil, answer(200, "text/html", `<!doctype html><html><body><div id="root"></div><script>show()</script></body></html>`), "lost", "warning"},
		{"nothing but a program", nil, answer(200, "text/html", `<!doctype html><html><body><x-app></x-app><script src="/a.js"></script></body></html>`), "lost", "warning"},
		{"in an unknown charset", nil, answer(200, "text/html; charset=x-klingon", "<p>\xe9\xe8\xff"), "lost", "warning"},
		{"too long", nil, answer(200, "text/html", page+strings.Repeat("<p>And so on.</p>", 150_000)), "lost", "warning"},
		{"in a circle", nil, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/people", http.StatusFound) }, "lost", "lost"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				switch {
				case r.URL.Path == "/robots.txt" && tt.robots != nil:
					tt.robots(w, r)
				case r.URL.Path == "/people":
					tt.page(w, r)
				default:
					w.WriteHeader(http.StatusNotFound)
				}
			}))
			defer s.Close()
			severity := func(sources string) string {
				opt := scanner.Options{AuditFile: visiting(t, s.URL, sources), AllowPrivate: true, Workers: 1, Clock: visitingClock}
				if err := os.WriteFile(filepath.Join(filepath.Dir(opt.AuditFile), "pages.csv"), []byte("page\n"+s.URL+"/people\n"), 0o600); err != nil {
					t.Fatal(err)
				}
				r := audit(t, opt)
				got := ""
				for _, i := range r.Coverage.Issues {
					if strings.Contains(i.Input, "/people") {
						got += i.Severity
					}
				}
				if r.Coverage.Complete != (got != "lost") {
					t.Errorf("%s: got complete %t", sources, r.Coverage.Complete)
				}
				return got
			}
			if got := severity("sources: [{url: \"" + s.URL + "/people\"}]\n"); got != tt.named {
				t.Errorf("named: got %q, want %q", got, tt.named)
			}
			if got := severity("sources: [{from: pages.csv, column: page}]\n"); got != tt.sampled {
				t.Errorf("sampled: got %q, want %q", got, tt.sampled)
			}
		})
	}
}

// TestAddressesShowNoPassword: what is meant as an address is never taken for a file,
// whose name would be told with the password in it.
func TestAddressesShowNoPassword(t *testing.T) {
	for _, address := range []string{
		"http://klara:s3cr#et@veltana.example/x", "http://klara:s3cr%zz@veltana.example/x", "http://klara:s3cret@[::1/x",
		"ftp://klara:s3cret@veltana.example/x", "HTTPS://klara:s3cret@veltana.example/", "https://kla ra:s3cret@veltana.example/",
	} {
		for _, as := range []scanner.As{"", scanner.AsSource, scanner.AsNotice} {
			r := audit(t, scanner.Options{Targets: []string{address}, As: as, Workers: 1, Now: "2026-11-22", Clock: visitingClock})
			if text := fmt.Sprintf("%+v", *r); r.Coverage.Complete || strings.Contains(text, "s3cr") || strings.Contains(text, "klara") {
				t.Errorf("%q as %q: got complete %t and %+v, %+v", address, as, r.Coverage.Complete, r.Coverage.Issues, r.Sources)
			}
		}
	}
}

// TestOneVisitor: notices, forms and sources of one host are asked for by one visitor,
// with one robots file and one budget.
func TestOneVisitor(t *testing.T) {
	hits, agents := map[string]int{}, map[string]bool{}
	const page = `<!doctype html><html lang="en"><body><main><h1>%s</h1><p>We process your personal data to answer you. You have the right of access, to rectification and to erasure; write to us.</p></main></body></html>`
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		hits[r.URL.Path]++
		agents[r.UserAgent()] = true
		if !strings.HasPrefix(r.URL.Path, "/p/") {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, page, "Privacy policy")
	}))
	defer s.Close()
	more := "notices: [{url: \"" + s.URL + "/p/notice\"}]\nsources: [{url: \"" + s.URL + "/p/team\"}, {url: \"" + s.URL + "/p/last\"}]\n"
	run := func(budget string) *finding.Report {
		clear(hits)
		name := visiting(t, s.URL, more)
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		text = []byte(strings.Replace(string(text), "visits: {", "visits: {"+budget, 1))
		if err := os.WriteFile(name, text, 0o600); err != nil {
			t.Fatal(err)
		}
		return audit(t, scanner.Options{AuditFile: name, AllowPrivate: true, Workers: 1, Clock: visitingClock})
	}
	if r := run(""); hits["/robots.txt"] != 1 || hits["/p/notice"] != 1 || hits["/p/team"] != 1 || len(agents) != 1 || !r.Coverage.Complete {
		t.Errorf("got requests %v by %v, complete %t", hits, agents, r.Coverage.Complete)
	}
	// The notice, the first source and the three files at the root use it up.
	if r := run("pages: 5, "); hits["/p/team"] != 1 || hits["/p/last"] != 0 || r.Coverage.Complete {
		t.Errorf("a budget of five: got requests %v, complete %t", hits, r.Coverage.Complete)
	}
}

// TestEvidenceOfNotices: a notice that was named is kept as it was answered, with the
// headers that were sent and the way there, in one file that is whole.
func TestEvidenceOfNotices(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/robots.txt":
			http.Redirect(w, r, "/rules.txt", http.StatusFound)
		case "/rules.txt":
			fmt.Fprint(w, "User-agent: *\nDisallow: /private\n")
		case "/notice":
			http.Redirect(w, r, "/en/notice", http.StatusMovedPermanently)
		case "/en/notice":
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprint(w, "<!doctype html><html lang=\"en\"><body><h1>Privacy policy</h1><p>You have the right of access, to rectification and to erasure.</p></body></html>")
		default:
			w.WriteHeader(http.StatusNotFound)
		}
	}))
	defer s.Close()
	dir := filepath.Join(t.TempDir(), "evidence")
	name := visiting(t, s.URL, "notices: [{url: \""+s.URL+"/notice\"}]\nsources: [{url: \""+s.URL+"/people\"}]\n")
	audit(t, scanner.Options{AuditFile: name, AllowPrivate: true, Workers: 1, Clock: visitingClock, Evidence: dir, Version: "1.2"})
	files, err := filepath.Glob(filepath.Join(dir, "*.warc"))
	if err != nil || len(files) != 1 {
		t.Fatalf("got %d files and error %v, want one", len(files), err)
	}
	data, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	if sum, err := warc.Verify(bytes.NewReader(data)); err != nil || sum.Records != 8 {
		t.Errorf("got %d records and %v, want a whole file with a notice and a robots file", sum.Records, err)
	}
	for _, want := range []string{
		"software: leadlint/1.2", "WARC-Target-URI: " + s.URL + "/en/notice", "via: 301 " + s.URL + "/notice", "kind: notice", "Accept-Encoding: gzip",
		"WARC-Target-URI: " + s.URL + "/rules.txt", "via: 302 " + s.URL + "/robots.txt", "to erasure.</p>",
	} {
		if !strings.Contains(string(data), want) {
			t.Errorf("%q is missing from\n%s", want, data)
		}
	}
}

// TestSourceIsEvidence: a source is told with its chain, what its answer is, and the line
// of robots.txt for each robot that is kept out.
func TestSourceIsEvidence(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/robots.txt":
			fmt.Fprint(w, "User-agent: leadlint\nAllow: /people/ # for Jean Dupont's audit\n\nUser-agent: *\nDisallow: /\n\nUser-agent: GPTBot\nDisallow: /people/jean-dupont\n")
		case "/people":
			http.Redirect(w, r, "/people/jean-dupont", http.StatusFound)
		case "/people/jean-dupont":
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.Header().Set("Last-Modified", "Mon, 02 Mar 2026 09:00:00 GMT")
			w.Header().Set("Cache-Control", "Max-Age=60, private=\"jean@dupont.example\"")
			fmt.Fprint(w, "<!doctype html><html lang=\"en\"><body><main><p>Our office looks after customers in the whole of the south, and has done so for more than twenty years.</p></main></body></html>")
		default:
			w.WriteHeader(http.StatusNotFound)
		}
	}))
	defer s.Close()
	name := visiting(t, s.URL, "sources: [{url: \""+s.URL+"/people\"}]\n")
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(strings.Replace(string(text), "visits: {", "visits: {also: [GPTBot], ", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	r := audit(t, scanner.Options{AuditFile: name, AllowPrivate: true, Workers: 1, Clock: visitingClock})
	got := r.Sources[0]
	want := finding.Source{
		RobotsLine: 2, RobotsText: "Allow: /people/", KeptOut: []string{"*", "GPTBot"},
		KeptOutBy: []finding.SourceRule{{Robot: "*", Line: 5, Text: "Disallow: /"}, {Robot: "GPTBot", Line: 8, Text: "Disallow: /people/…"}},
		Chain:     []finding.SourceHop{{Address: s.URL + "/people", Status: 302}, {Address: s.URL + "/people/…", Status: 200}},
	}
	if got.RobotsLine != want.RobotsLine || got.RobotsText != want.RobotsText || !reflect.DeepEqual(got.KeptOut, want.KeptOut) ||
		!reflect.DeepEqual(got.KeptOutBy, want.KeptOutBy) || !reflect.DeepEqual(got.Chain, want.Chain) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	headers := fmt.Sprint(got.Headers)
	if !strings.Contains(headers, "{Content-Type text/html}") || !strings.Contains(headers, "{Last-Modified Mon, 02 Mar 2026 09:00:00 GMT}") || strings.Contains(headers, "dupont") {
		t.Errorf("got headers %s", headers)
	}
}

// TestExpiredEvidence: evidence of earlier runs that should be gone is told of.
func TestExpiredEvidence(t *testing.T) {
	s := site(t, map[string]int{})
	dir := t.TempDir()
	old := filepath.Join(dir, "leadlint-20260101T000000Z.warc")
	w, err := warc.Create(old, warc.Info{Software: "leadlint", Date: visitingClock().AddDate(-1, 0, 0), Fields: []warc.Field{{Name: "expires", Value: "2026-11-21"}}})
	if err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	opt := scanner.Options{AuditFile: visiting(t, s.URL, "sources: [{url: \""+s.URL+"/team\"}]\n"), AllowPrivate: true, Workers: 1, Clock: visitingClock, Evidence: dir}
	told := 0
	for _, i := range audit(t, opt).Coverage.Issues {
		if i.Input == old && i.Severity == "warning" && strings.Contains(i.Message.EN, "2026-11-21") {
			told++
		}
	}
	if told != 1 {
		t.Errorf("told %d times of the evidence that is past its day, want once", told)
	}
}

// TestNoticesThatAreNotRead: a notice that did not come as text is no notice with
// everything missing.
func TestNoticesThatAreNotRead(t *testing.T) {
	tests := []struct {
		name, kind, packing, body string
	}{
		{"in an unknown charset", "text/html; charset=x-klingon", "", "<h1>Privacy policy</h1><p>\xe9\xe8\xff We process personal data.</p>"},
		{"packed otherwise", "text/html", "br", "<h1>Privacy policy</h1><p>We process personal data.</p>"},
		{"a picture", "image/png", "", "<h1>Privacy policy</h1>"},
	}
	for _, tt := range tests {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/notice" {
				w.WriteHeader(http.StatusNotFound)
				return
			}
			w.Header().Set("Content-Type", tt.kind)
			if tt.packing != "" {
				w.Header().Set("Content-Encoding", tt.packing)
			}
			fmt.Fprint(w, tt.body)
		}))
		defer s.Close()
		r := audit(t, scanner.Options{AuditFile: visiting(t, s.URL, "notices: [{url: \""+s.URL+"/notice\"}]\n"), AllowPrivate: true, Workers: 1, Clock: visitingClock})
		if r.Coverage.Complete || len(r.Notices) != 0 {
			t.Errorf("%s: got complete %t and %d notices read", tt.name, r.Coverage.Complete, len(r.Notices))
		}
	}
}
