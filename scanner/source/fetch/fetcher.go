package fetch

import (
	"context"
	"net/http"
	"net/url"
	"slices"

	"github.com/gocolly/colly/v2"
)

// maxRedirects bounds the redirects followed for a page.
const maxRedirects = 10

// Fetcher visits pages within one budget. It may be used by several goroutines:
// different hosts are then asked side by side.
type Fetcher struct {
	opt       Options
	guard     *guard
	spent     *spent
	hosts     *hosts
	sites     *sites
	base      *http.Transport
	collector *colly.Collector
}

// New makes a fetcher; its time begins to run with the first visit. It fails if the agent's name or
// a language cannot stand in a header.
func New(o Options) (*Fetcher, error) {
	o, err := o.withDefaults()
	if err != nil {
		return nil, err
	}
	f := &Fetcher{
		opt:   o,
		guard: newGuard(o.AllowPrivate),
		spent: &spent{budget: o.Budget, now: o.Now},
		hosts: &hosts{list: map[string]*host{}},
		sites: &sites{list: map[string]*site{}},
	}
	f.base = f.newTransport()
	f.collector = f.newCollector()
	return f, nil
}

// Close closes the connections that are kept for the next request. The fetcher
// may still be used.
func (f *Fetcher) Close() { f.base.CloseIdleConnections() }

// Rest says that nothing is visited for a while: the time of the budget stops until the
// next visit, and connections are closed.
func (f *Fetcher) Rest() {
	f.spent.rest()
	f.Close()
}

// Get visits a page. It gives a page whatever happens.
func (f *Fetcher) Get(ctx context.Context, rawURL string) *Page {
	return f.visit(ctx, rawURL, visit{})
}

// GetIf visits a page that was read before. known gives the validators of what was
// read at an address, either or both of them empty; it is asked at each address on the
// way, so that those of one are never sent to another. Page.NotModified tells that the
// page is still the same; it then has no body.
func (f *Fetcher) GetIf(ctx context.Context, rawURL string, known func(address string) (etag, lastModified string)) *Page {
	return f.visit(ctx, rawURL, visit{known: known})
}

// Probe visits a page for its status and headers and never reads a body, such as
// that of a file that should not be there. Page.Body is nil.
func (f *Fetcher) Probe(ctx context.Context, rawURL string) *Page {
	return f.visit(ctx, rawURL, visit{headersOnly: true})
}

// visit is what is asked beyond the address.
type visit struct {
	// known gives the validators of an address; nil for none.
	known       func(address string) (etag, lastModified string)
	headersOnly bool
}

// visit follows an address to the page that answers.
func (f *Fetcher) visit(ctx context.Context, rawURL string, v visit) *Page {
	f.spent.wake()
	u, p := f.address(rawURL)
	if p != nil {
		return &Page{URL: withoutPassword(rawURL), Err: p, FetchedAt: f.opt.Now().UTC()}
	}
	page := &Page{URL: u.String()}
	for u != nil && page.Err == nil {
		u, page.Err = f.hop(ctx, page, u, v)
	}
	page.FetchedAt = f.opt.Now().UTC()
	return page
}

// hop asks for one address and gives the next one, nil at the end.
func (f *Fetcher) hop(ctx context.Context, page *Page, u *url.URL, v visit) (*url.URL, *Problem) {
	if len(page.Hops) > maxRedirects || slices.ContainsFunc(page.Hops, func(h Hop) bool { return h.URL == u.String() }) {
		return nil, problem(KindRedirects)
	}
	answer, p := f.robotsFor(ctx, u)
	page.Robots = answer
	page.Hops = append(page.Hops, Hop{URL: u.String(), Robots: answer.Ours})
	page.Status = 0
	if p != nil {
		return nil, p
	}
	if !answer.allows() {
		return nil, keptOut(answer.State)
	}
	ex, tries, p := f.ask(ctx, request{url: u, header: f.conditional(u, v), limit: f.opt.Budget.PageBytes, wanted: v.wants, page: page})
	page.Tries = tries
	if p != nil {
		return nil, p
	}
	last := &page.Hops[len(page.Hops)-1]
	last.Status, page.Status = ex.status, ex.status
	location := ex.header.Get("Location")
	if redirect(ex.status) && location != "" {
		last.Location = cut(location, maxURL)
		return f.target(u, location)
	}
	return nil, f.fill(ctx, page, ex, v)
}

// conditional gives the headers of a request with the validators known of the address.
func (f *Fetcher) conditional(u *url.URL, v visit) http.Header {
	h := f.RequestHeader()
	if v.known == nil {
		return h
	}
	etag, lastModified := v.known(u.String())
	if headerSafe(etag, "") && etag != "" {
		h.Set("If-None-Match", etag)
	}
	if headerSafe(lastModified, "") && lastModified != "" {
		h.Set("If-Modified-Since", lastModified)
	}
	return h
}

// wants tells whether to read the body of an answer.
func (v visit) wants(status int, header http.Header) bool {
	if v.headersOnly || status == http.StatusNotModified || status < 200 {
		return false
	}
	if redirect(status) && header.Get("Location") != "" {
		return false
	}
	return textual(mediaType(header.Get("Content-Type")))
}

// redirect tells whether a status sends the visitor elsewhere.
func redirect(status int) bool {
	switch status {
	case 301, 302, 303, 307, 308:
		return true
	}
	return false
}
