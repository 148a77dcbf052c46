package scanner_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"leadlint/scanner"
	"leadlint/scanner/finding"
	"leadlint/scanner/source/warc"
)

const objecting = `<!doctype html><html lang="de"><body><main><h1>Unser Team</h1>
<p>Klara Benning, <a href="mailto:klara.benning@veltana.example">schreiben</a></p>
<p>Der Nutzung unserer Kontaktdaten zur Übersendung von nicht angeforderter Werbung wird hiermit ausdrücklich widersprochen.</p>
</main></body></html>`

// site serves a page that refuses advertising, one that does not, one that is
// gone and one that asks to sign in; hits counts the requests for pages.
func site(t *testing.T, hits map[string]int) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		hits[r.URL.Path]++
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		switch r.URL.Path {
		case "/team":
			w.Header().Set("ETag", `"1"`)
			if r.Header.Get("If-None-Match") == `"1"` {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			fmt.Fprint(w, objecting)
		case "/people":
			fmt.Fprint(w, `<!doctype html><html lang="en"><body><main><h1>Our people</h1><p>Paul Dorsan works in our office in Lyon and looks after our customers in the south.</p></main></body></html>`)
		case "/export":
			w.WriteHeader(http.StatusUnauthorized)
		default:
			w.WriteHeader(http.StatusNotFound)
		}
	}))
	t.Cleanup(s.Close)
	return s
}

// visiting writes an audit of records taken from the site's pages.
func visiting(t *testing.T, base, more string) string {
	t.Helper()
	dir := t.TempDir()
	u, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{
		"leads.csv": "email,first_name,last_name,collected_at,source_type,source_url\n" +
			"klara.benning@veltana.example,Klara,Benning,2026-01-05,website," + base + "/team\n" +
			"paul.dorsan@veltana.example,Paul,Dorsan,2026-01-05,website," + base + "/people\n" +
			"ines.marchand@brumeval.example,Inès,Marchand,2026-01-05,website,https://elsewhere.example/x\n",
		"leadlint.yaml": "version: 1\nnow: 2026-11-22\ncontroller: {name: Exemple SAS, country: FR, established_in_eu: true}\n" +
			"processing: {channels: [email]}\ndatasets: [{path: leads.csv, mapping: leads.map.yaml}]\nvisits: {allow: [\"" + u.Host + "\"], store: store, fresh: P30D}\n" + more,
	}
	// The addresses of test servers do not look like pages of the web.
	files["leads.map.yaml"] = "version: 1\ncolumns:\n  source_url: {field: source_url}\n"
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, "leadlint.yaml")
}

func visitingClock() time.Time { return time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC) }

// TestPagesDecideOnRecords: a record from a page that refuses advertising is a
// breach, one from another page is not, and one whose page was not visited is
// not examined.
func TestPagesDecideOnRecords(t *testing.T) {
	hits := map[string]int{}
	s := site(t, hits)
	opt := scanner.Options{
		AuditFile:    visiting(t, s.URL, "sources: [{url: \""+s.URL+"/team\"}, {url: \""+s.URL+"/people\"}, {url: \""+s.URL+"/export\", role: export}]\n"),
		AllowPrivate: true, Workers: 1, Examples: 3, Clock: visitingClock,
	}
	r := audit(t, opt)
	if len(r.Sources) != 3 || r.Sources[0].Access != "open" || r.Sources[2].Access != "refused" {
		t.Fatalf("got sources %+v", r.Sources)
	}
	refused := false
	for _, g := range r.Sources[0].Signals {
		refused = refused || g.Name == "no_canvassing" && g.Strength == "refusal" && g.Snippet != ""
		if strings.Contains(g.Snippet, "klara") {
			t.Errorf("a snippet holds an address in clear: %q", g.Snippet)
		}
	}
	if !refused {
		t.Errorf("got signals %+v, want the refusal of advertising", r.Sources[0].Signals)
	}
	if c := outcomeOf(t, r, "VIS-06"); c.Breach != 1 || c.Clear != 1 || c.NotShown != 0 {
		t.Errorf("VIS-06: got %+v, want one breach and one clear: the third page was not visited", c)
	}
	if hits["/team"] != 1 {
		t.Errorf("got %d requests for a page, want 1", hits["/team"])
	}

	s.Close()
	opt.Offline = true
	again := audit(t, opt)
	if !again.Sources[0].Recorded || again.Sources[0].VisitedAt == "" {
		t.Errorf("offline: got %+v, want what was recorded, with its age", again.Sources[0])
	}
	if c := outcomeOf(t, again, "VIS-06"); c.Breach != 1 {
		t.Errorf("offline: got %+v, want one breach", c)
	}
}

// TestUnreachablePageIsIncomplete: a page in scope that does not answer is not
// covered.
func TestUnreachablePageIsIncomplete(t *testing.T) {
	s := site(t, map[string]int{})
	name := visiting(t, s.URL, "sources: [{url: \""+s.URL+"/team\"}]\n")
	s.Close()
	r := audit(t, scanner.Options{AuditFile: name, AllowPrivate: true, Workers: 1, Clock: visitingClock})
	if r.Coverage.Complete {
		t.Error("got a complete run, want an incomplete one")
	}
	for _, f := range r.Findings {
		if f.Rule == "VIS-06" && f.Outcome != finding.NotShown {
			t.Errorf("VIS-06: got %s, want not shown", f.Outcome)
		}
	}
}

// TestSampleOfPages: pages are taken from the records themselves.
func TestSampleOfPages(t *testing.T) {
	hits := map[string]int{}
	s := site(t, hits)
	r := audit(t, scanner.Options{AuditFile: visiting(t, s.URL, "sources: [{from: leads.csv, column: source_url, sample: 10}]\n"), AllowPrivate: true, Workers: 1, Clock: visitingClock})
	if len(r.Sources) != 3 {
		t.Fatalf("got %d pages, want the 3 that the rows name", len(r.Sources))
	}
	if hits["/team"] != 1 || hits["/people"] != 1 {
		t.Errorf("got requests %v, want each page once", hits)
	}
}

// TestEvidenceKeepsNoPersons: what is kept holds robots files, terms and
// notices, never the page that records were taken from.
func TestEvidenceKeepsNoPersons(t *testing.T) {
	s := site(t, map[string]int{})
	dir := filepath.Join(t.TempDir(), "evidence")
	audit(t, scanner.Options{
		AuditFile: visiting(t, s.URL, "sources: [{url: \""+s.URL+"/team\"}]\n"), AllowPrivate: true, Workers: 1, Clock: visitingClock, Evidence: dir,
	})
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 1 {
		t.Fatalf("got %d files and error %v, want one", len(files), err)
	}
	path := filepath.Join(dir, files[0].Name())
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("got mode %v and error %v, want 0600", info.Mode(), err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if text := string(data); strings.Contains(text, "klara") || !strings.Contains(text, "/robots.txt") {
		t.Errorf("got a file with %d bytes; want the robots file in it and nobody's address", len(data))
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if sum, err := warc.Verify(f); err != nil || sum.Records < 4 {
		t.Errorf("got %d records and error %v", sum.Records, err)
	}
}

// TestErasedPersonsPages: pages of the controller's own site that the list of
// erased persons holds are checked to be gone; those of other sites are not asked.
func TestErasedPersonsPages(t *testing.T) {
	hits := map[string]int{}
	s := site(t, hits)
	name := visiting(t, s.URL, "sources: [{url: \""+s.URL+"/people\", role: home}]\nregisters: [{relation: suppression, path: erased.csv, facts: {kind: erasure}}]\n")
	erased := "email,profile page,recorded_at\nklara.benning@veltana.example," + s.URL + "/team,2026-01-12\n" +
		"paul.dorsan@veltana.example," + s.URL + "/gone,2026-01-12\nines.marchand@brumeval.example,https://elsewhere.example/in/ines,2026-01-12\n"
	if err := os.WriteFile(filepath.Join(filepath.Dir(name), "erased.csv"), []byte(erased), 0o600); err != nil {
		t.Fatal(err)
	}
	r := audit(t, scanner.Options{AuditFile: name, AllowPrivate: true, Workers: 1, Clock: visitingClock})
	if c := outcomeOf(t, r, "RTS-07"); c.Breach != 1 || c.Clear != 1 || c.NotShown != 0 {
		t.Errorf("RTS-07: got %+v, want one page still served and one gone; sources %+v", c, r.Sources)
	}
}
