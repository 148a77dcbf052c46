package observe_test

import (
	"net/http"
	"strings"
	"testing"

	"leadlint/scanner/source/observe"
)

// told writes the signals of some names as "name strength value".
func told(o *observe.Observation, names ...string) string {
	var out []string
	for _, n := range names {
		for _, s := range o.All(n) {
			out = append(out, strings.TrimSpace(string(s.Strength)+" "+s.Value))
		}
	}
	return strings.Join(out, "; ")
}

func TestDirectives(t *testing.T) {
	lex := lexicon(t)
	for _, c := range []struct {
		name   string
		header []string
		body   string
		want   string
	}{
		{"header", []string{"noindex, nofollow"}, "", "restriction noindex; advisory nofollow"},
		{"header repeated", []string{"noarchive", "NONE"}, "", "restriction none; advisory noarchive"},
		{"header for a search engine", []string{"googlebot: noindex"}, "", "restriction googlebot: noindex"},
		{"header for another robot", []string{"otherbot: noindex, nofollow"}, "", "advisory otherbot: noindex; advisory otherbot: nofollow"},
		{"header for two robots", []string{"gptbot: noindex, googlebot: nosnippet"}, "", "advisory gptbot: noindex; advisory googlebot: nosnippet"},
		{"date has colons and a comma", []string{"unavailable_after: 25 Jun 2027 15:00:00 GMT"}, "", "advisory unavailable_after"},
		{"snippet of nothing", []string{"max-snippet:0"}, "", "advisory max-snippet:0"},
		{"snippet of something", []string{"max-snippet:50, max-image-preview:none"}, "", ""},
		{"no machines", []string{"noai, noimageai"}, "", "advisory noai; advisory noimageai"},
		{"meta", nil, `<meta name="Robots" content="noindex,follow">`, "restriction noindex"},
		{"meta with blanks only", nil, `<meta name=robots content="noindex nofollow">`, "restriction noindex; advisory nofollow"},
		{"meta for a robot", nil, `<meta name="googlebot" content="noindex">`, "restriction googlebot: noindex"},
		{"meta of something else", nil, `<meta name="description" content="noindex, none">`, ""},
		{"index", []string{"index, follow, all"}, `<meta name=robots content=index>`, ""},
		{"a wordy robot", []string{"Jane Doe of Example Street: noindex"}, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := page(c.body + "<p>x")
			in.Header = http.Header{"X-Robots-Tag": c.header}
			if got := told(observe.Page(in, lex), observe.SignalHidden, observe.SignalRobots, observe.SignalMining); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestMining(t *testing.T) {
	lex := lexicon(t)
	tdm := observe.Root(observe.TDMRep, []byte(`[{"location":"/open/*","tdm-reservation":0},{"location":"/*.html$","tdm-reservation":1,"tdm-policy":"https://site.example/p"}]`))
	for _, c := range []struct {
		name   string
		url    string
		header http.Header
		body   string
		site   *observe.Site
		want   string
	}{
		{"header", "", http.Header{"Tdm-Reservation": {"1"}}, "", nil, "restriction tdm-reservation=1"},
		{"header open", "", http.Header{"Tdm-Reservation": {"0"}}, "", nil, "inventory tdm-reservation=0"},
		{"header beats file", "https://site.example/a.html", http.Header{"Tdm-Reservation": {"0"}}, "", &observe.Site{TDM: tdm}, "inventory tdm-reservation=0"},
		{"page beats header", "", http.Header{"Tdm-Reservation": {"0"}}, `<meta name="tdm-reservation" content="1">`, nil, "restriction tdm-reservation=1"},
		{"file", "https://site.example/a.html", nil, "", &observe.Site{TDM: tdm}, "restriction tdm-reservation=1"},
		{"file, first rule", "https://site.example/open/a.html", nil, "", &observe.Site{TDM: tdm}, "inventory tdm-reservation=0"},
		{"file, no rule", "https://site.example/a.pdf", nil, "", &observe.Site{TDM: tdm}, ""},
		{"content signal", "", nil, "", &observe.Site{Robots: []string{"Content-Signal: search=yes, ai-train=no"}}, "advisory ai-train=no"},
		{"content usage", "", nil, "", &observe.Site{Robots: []string{"Content-Usage: train-ai=n"}}, "advisory train-ai=n"},
		{"content signal allows", "", nil, "", &observe.Site{Robots: []string{"search=yes,ai-train=yes"}}, ""},
		{"not a signal", "", nil, "", &observe.Site{Robots: []string{"Disallow: /?ai-train=no"}}, ""},
		{"ai.txt", "", nil, "", &observe.Site{AI: observe.Root(observe.AIText, []byte("User-Agent: *\nDisallow: /\n"))}, "advisory ai.txt"},
		{"ai.txt on images only", "", nil, "", &observe.Site{AI: observe.Root(observe.AIText, []byte("User-Agent: *\nDisallow: *.jpg\n"))}, ""},
		{"home page as ai.txt", "", nil, "", &observe.Site{AI: observe.Root(observe.AIText, []byte("<!doctype html><p>Disallow: /"))}, ""},
		{"broken file", "https://site.example/a.html", nil, "", &observe.Site{TDM: observe.Root(observe.TDMRep, []byte(`{"location":`))}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := page(c.body + "<p>x")
			in.Header, in.Site = c.header, c.site
			if c.url != "" {
				in.URL = c.url
			}
			if got := told(observe.Page(in, lex), observe.SignalMining); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// TestPaidArticle holds that an article to be paid for says nothing of a
// contact point that stands open beside it.
func TestPaidArticle(t *testing.T) {
	lex := lexicon(t)
	article := `{"@type":"NewsArticle","isAccessibleForFree":false}`
	for name, c := range map[string]struct {
		body string
		want bool
	}{
		"article alone":          {`<script type="application/ld+json">` + article + `</script><p>Rain.</p>`, true},
		"beside a contact":       {`<script type="application/ld+json">` + article + `</script><a href="tel:+33199001234">Ada Quill</a>`, false},
		"page beside a contact":  {`<script type="application/ld+json">[` + article + `,{"@type":"ProfilePage","isAccessibleForFree":false}]</script><a href="tel:+33199001234">Ada Quill</a>`, true},
		"microdata":              {`<div itemscope itemtype="https://schema.org/NewsArticle"><meta itemprop="isAccessibleForFree" content="false"></div><a href="mailto:ada@quill.example">Ada Quill</a>`, false},
		"microdata of a profile": {`<div itemscope itemtype="https://schema.org/ProfilePage"><meta itemprop="isAccessibleForFree" content="false"></div><a href="mailto:ada@quill.example">Ada Quill</a>`, true},
	} {
		t.Run(name, func(t *testing.T) {
			o := observe.Page(page(c.body), lex)
			if got := o.Has(observe.SignalMembers); got != c.want || !o.Data.NotFree {
				t.Errorf("got members only %v, want %v: %+v", got, c.want, o.Signals)
			}
		})
	}
}

func TestMarkup(t *testing.T) {
	lex := lexicon(t)
	ld := func(s string) string { return `<script type="application/ld+json">` + s + `</script>` }
	for _, c := range []struct {
		name    string
		body    string
		persons int
		profile bool
		notFree bool
		broken  int
	}{
		{"person", ld(`{"@context":"https://schema.org","@type":"Person","name":"Ada Quill","email":"mailto:ada@quill.example"}`), 1, false, false, 0},
		{"types as a list", ld(`{"@type":["Person","Patient"],"name":"Ada Quill"}`), 1, false, false, 0},
		{"whole address of a type", ld(`{"@type":"http://schema.org/Person","name":"Ada Quill"}`), 1, false, false, 0},
		{"graph and references", ld(`{"@graph":[{"@type":"Person","@id":"#a","name":"Ada Quill"},{"@type":"Article","author":{"@type":"Person","@id":"#a"}}]}`), 1, false, false, 0},
		{"same name twice", ld(`[{"@type":"Person","name":"Ada Quill"},{"@type":"Person","name":"ADA QUILL"},{"@type":"Person","name":"Bo Reed"}]`), 2, false, false, 0},
		{"profile page", ld(`{"@type":"ProfilePage","mainEntity":{"@type":"Person","name":"Ada Quill"}}`), 1, true, false, 0},
		{"not free, with parts", ld(`{"@type":"WebPage","isAccessibleForFree":false,"hasPart":{"@type":"WebPageElement","isAccessibleForFree":"False","cssSelector":".profile"}}`), 0, false, true, 0},
		{"museum that takes a fee", ld(`{"@type":"Museum","isAccessibleForFree":false}`), 0, false, false, 0},
		{"free", ld(`{"@type":"WebPage","isAccessibleForFree":true}`), 0, false, false, 0},
		{"broken", ld(`{"@type":"Person","name":`) + ld(`{"@type":"Person","name":"Ada Quill"}`), 1, false, false, 1},
		{"in a comment, with a semicolon", ld("<!-- {\"@type\":\"Person\",\"name\":\"Ada Quill\"}; -->"), 1, false, false, 0},
		{"empty", ld(""), 0, false, false, 0},
		{"not linked data", `<script type="application/json">{"@type":"Person","name":"Ada Quill"}</script>`, 0, false, false, 0},
		{"microdata", `<div itemscope itemtype="https://schema.org/Person"><span itemprop="name">Ada Quill</span><a itemprop="email" href="mailto:ada@quill.example">mail</a></div>`, 1, false, false, 0},
		{"microdata, not free", `<div itemscope itemtype="https://schema.org/NewsArticle"><meta itemprop="isAccessibleForFree" content="false"></div>`, 0, false, true, 0},
		{"microdata, an event's fee", `<div itemscope itemtype="https://schema.org/Event"><meta itemprop="isAccessibleForFree" content="false"></div>`, 0, false, false, 0},
		{"RDFa", `<div vocab="https://schema.org/" typeof="Person"><span property="name">Ada Quill</span></div>`, 1, false, false, 0},
		{"h-card", `<p class="h-card"><span class="p-name">Ada Quill</span> <a class="p-tel">+33 1 99 00 12 34</a></p>`, 1, false, false, 0},
		{"hCard", `<div class="vcard"><span class="fn">Ada Quill</span><span class="tel">+33 1 99 00 12 34</span></div>`, 1, false, false, 0},
		{"hCard of a company", `<div class="vcard"><span class="fn org">Quill Ltd</span></div>`, 0, false, false, 0},
		{"class that only sounds alike", `<div class="vcard-list h-cards">Ada Quill</div>`, 0, false, false, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := observe.Page(page(c.body), lex)
			if o.Counts.Persons != c.persons || o.Data.Profile != c.profile || o.Data.NotFree != c.notFree || o.Data.Broken != c.broken {
				t.Errorf("got %d persons, profile %v, not free %v, %d broken; want %d, %v, %v, %d", o.Counts.Persons, o.Data.Profile, o.Data.NotFree, o.Data.Broken, c.persons, c.profile, c.notFree, c.broken)
			}
			if o.Has(observe.SignalMembers) != c.notFree {
				t.Errorf("got %+v", o.Signals)
			}
		})
	}
}

func TestContacts(t *testing.T) {
	lex := lexicon(t)
	for _, c := range []struct {
		name                      string
		body                      string
		emails, phones, protected int
	}{
		{"links", `<a href="mailto:a@b.example?subject=x">w</a><a href="MAILTO:A@b.example">w</a><a href="tel:+33199001234">w</a>`, 1, 1, 0},
		{"link to share", `<a href="mailto:?subject=Look&body=https://x.example">share</a>`, 0, 0, 0},
		{"plain text", `<p>Write to a.quill@quill.example, or (b@quill.example).</p>`, 2, 0, 0},
		{"same number twice", `<p>Tel.: <a href="tel:+493023125410">030 23125-410</a></p>`, 0, 1, 0},
		{"labelled number", `<p>Téléphone : 01 99 00 12 34</p><p>Hotel: 123456 rooms</p>`, 0, 1, 0},
		{"number of an order", `<p>Order 0199001234</p>`, 0, 0, 0},
		{"image at twice its size", `<p>logo@2x.png and photo@3x.webp</p>`, 0, 0, 0},
		{"placeholder", `<input type=email placeholder="you@company.example">`, 0, 0, 0},
		{"handle", `<p>Follow @quill and @b.example</p>`, 0, 0, 0},
		{"protected link", `<a href="/cdn-cgi/l/email-protection#0a0b"><span class="__cf_email__" data-cfemail="0a0b">[email&#160;protected]</span></a>`, 0, 0, 1},
		{"protected text", `<span data-cfemail="0a0b">[email protected]</span>`, 0, 0, 1},
		{"(at)", `<p>a.quill (at) quill.example</p>`, 0, 0, 1},
		{"[at] and [dot]", `<p>quill [at] quill [dot] example</p>`, 0, 0, 1},
		{"at and dot", `<p>Mail: quill at quill dot com</p>`, 0, 0, 1},
		{"(arobase)", `<p>contact (arobase) atelier.example</p>`, 0, 0, 1},
		{"reference", `<p>a&#64;quill.example</p>`, 0, 0, 1},
		{"link in references", `<a href="&#109;&#97;ilto:a&#x40;quill.example">mail</a>`, 0, 0, 1},
		{"script", `<script>document.write('<a href="mailto:'+'a'+'@'+'quill.example">')</script>`, 0, 0, 1},
		{"written by a program in pieces", `<p>Mail: <script>document.write('<a href="mai'+'lto:'+'ada'+'@'+'quill.example">mail</a>')</script></p>`, 0, 0, 1},
		{"program that shares by mail", `<script>document.write('<a href="mai'+'lto:?subject=Look">share</a>')</script>`, 0, 0, 0},
		{"spambots", `<p>This email address is being protected from spambots. You need JavaScript enabled to view it.</p>`, 0, 0, 1},
		{"backwards", `<span style="unicode-bidi:bidi-override;direction:rtl">elpmaxe.lliuq@a</span>`, 0, 0, 1},
		{"image", `<p>E-mail: <img src="/m.php?x=1" alt="e-mail address"></p>`, 0, 0, 1},
		{"icon", `<p>E-mail: <img src="/icon-mail.png" alt="e-mail"></p><p><img src="/envelope.png" alt="email address"></p>`, 0, 0, 0},
		{"meeting", `<p>Meet us at quill.example, or at the fair.</p>`, 0, 0, 0},
		{"price", `<p>Sold (at) cost.</p><p>Grade [a] students: see school.example</p>`, 0, 0, 0},
		{"reference in a sentence about it", `<p>Write &#64; for the sign.</p>`, 0, 0, 0},
		{"quoted in code", `<pre>name (at) quill.example</pre>`, 0, 0, 0},
		{"script that shares", `<script>el.href='mailto:?subject='+title</script>`, 0, 0, 0},
		{"apostrophe in a reference", `<a title="it&#39;s" href="mailto:a@quill.example">mail</a>`, 1, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := observe.Page(page(c.body), lex)
			if got := o.Counts; got.Emails != c.emails || got.Phones != c.phones || got.Protected != c.protected {
				t.Errorf("got %+v, want %d, %d, %d: %+v", got, c.emails, c.phones, c.protected, o.Signals)
			}
		})
	}
}
