package visit

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"leadlint/scanner/dataset/identity"
	"leadlint/scanner/source/fetch"
)

// BenchmarkVisit fetches and reads pages of 26 KB of a local server, which runs
// in the same process; pages/s is what one visitor does.
func BenchmarkVisit(b *testing.B) {
	var body strings.Builder
	body.WriteString(`<!doctype html><html lang="fr"><body><nav><a href="/">Accueil</a> <a href="/mentions">Mentions légales</a></nav><main><h1>Équipe</h1>`)
	for i := range 100 {
		fmt.Fprintf(&body, `<section class="vcard"><h2 class="fn">Prénom%d Nom%d</h2><p>Responsable des ventes, présent à Lyon et à Lille, à votre écoute toute la semaine.</p><a href="mailto:p%d@orvalie.example">écrire</a></section>`, i, i, i)
	}
	body.WriteString(`<p>Merci de ne pas nous démarcher.</p></main><footer><a href="/confidentialite">Confidentialité</a></footer></body></html>`)
	page := []byte(body.String())
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, ".txt") || strings.HasSuffix(r.URL.Path, ".json") {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write(page)
	}))
	defer s.Close()
	u, err := url.Parse(s.URL)
	if err != nil {
		b.Fatal(err)
	}
	v, err := New(Options{Hasher: identity.New([2]uint64{1, 2}, identity.Options{}), Fetch: fetch.Options{
		AllowPrivate: true, Delay: -1, Allow: []fetch.HostPort{{Host: u.Hostname()}},
		Budget: fetch.Budget{Pages: 1 << 30, Bytes: 1 << 50, Time: 24 * time.Hour},
	}})
	if err != nil {
		b.Fatal(err)
	}
	defer v.Close()
	b.ReportAllocs()
	b.SetBytes(int64(len(page)))
	for i := 0; b.Loop(); i++ {
		r, _, err := v.Visit(context.Background(), Target{URL: fmt.Sprintf("%s/equipe/%d", s.URL, i), Role: Source})
		if err != nil || r.Access != "open" || r.Emails != 100 {
			b.Fatalf("got %+v and error %v", r, err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pages/s")
}
