package fetch

import (
	"cmp"
	"context"
	"crypto/tls"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"time"

	"github.com/gocolly/colly/v2"
)

// maxHeader bounds the headers of an answer, in bytes.
const maxHeader = 64 << 10

// newTransport makes connections that go through the guard alone: no proxy, no
// unpacking of its own.
func (f *Fetcher) newTransport() *http.Transport {
	return &http.Transport{
		DialContext:            f.dial,
		TLSClientConfig:        &tls.Config{RootCAs: f.opt.RootCAs, MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout:    10 * time.Second,
		DisableCompression:     true,
		MaxIdleConns:           8,
		MaxIdleConnsPerHost:    1,
		IdleConnTimeout:        15 * time.Second,
		MaxResponseHeaderBytes: maxHeader,
		ForceAttemptHTTP2:      true,
	}
}

// newCollector makes the downloader. Init instead of NewCollector, which would
// let environment variables change it.
func (f *Fetcher) newCollector() *colly.Collector {
	c := &colly.Collector{}
	c.Init()
	c.UserAgent = f.opt.Agent.String()
	c.IgnoreRobotsTxt = true
	c.AllowURLRevisit = true
	c.ParseHTTPErrorResponse = true
	c.DetectCharset = false
	c.MaxBodySize = 0
	c.DisableCookies()
	c.SetRequestTimeout(0)
	c.WithTransport(&transport{base: f.base})
	c.SetRedirectHandler(func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse })
	return c
}

// send asks for u once. It gives an error when there was no answer; what the
// answer was, and whether its body broke off, is in ex.
func (f *Fetcher) send(ctx context.Context, u *url.URL, header http.Header, ex *exchange) error {
	timeout := min(f.opt.Timeout, f.spent.timeLeft())
	if timeout <= 0 {
		return errBudget
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	ctx = onceMore(ctx, cancel)
	c := f.collector.Clone()
	c.Context = withExchange(ctx, ex)
	c.OnRequest(func(r *colly.Request) {
		// Colly parses the address anew, in another way; ours was judged.
		if r.URL.Host != u.Host || r.URL.Scheme != u.Scheme {
			ex.foreign = true
			r.Abort()
			return
		}
		*r.URL = *u
	})
	c.OnResponseHeaders(func(r *colly.Response) {
		ex.read = ex.wanted(ex.status, ex.header)
		if !ex.read {
			r.Request.Abort()
		}
	})
	c.OnResponse(func(r *colly.Response) { ex.body = r.Body })
	err := c.Request(http.MethodGet, u.String(), nil, nil, header)
	if ex.foreign || !ex.sent && ctx.Err() == nil {
		return errStray
	}
	if ex.status != 0 {
		if ex.broken == nil && ex.read {
			// A site that sees us hang up may end its answer well at that very moment.
			ex.broken = cmp.Or(err, ctx.Err())
		}
		return nil
	}
	return err
}

// maxAttempts is how often a request may be put on a connection: once more than once,
// since a connection that was kept may have ended meanwhile.
const maxAttempts = 2

// onceMore gives a context that ends when a request is begun a third time. A site that
// turns each connection away over HTTP/2 would otherwise be asked as often as the time
// allows, without any pause.
func onceMore(ctx context.Context, cancel context.CancelFunc) context.Context {
	attempts := 0
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) {
		if attempts++; attempts > maxAttempts {
			cancel()
		}
	}})
}

// RequestHeader gives the headers that every request carries, besides Host and
// the validators of a conditional one. It is the caller's own.
func (f *Fetcher) RequestHeader() http.Header {
	h := http.Header{}
	h.Set("User-Agent", f.opt.Agent.String())
	h.Set("Accept", "text/html,application/xhtml+xml,application/json;q=0.9,application/xml;q=0.9,text/*;q=0.8,*/*;q=0.1")
	h.Set("Accept-Encoding", "gzip")
	if l := acceptLanguage(f.opt.Languages); l != "" {
		h.Set("Accept-Language", l)
	}
	return h
}

// acceptLanguage weighs the languages in their order; empty when there is none.
func acceptLanguage(languages []string) string {
	var b strings.Builder
	for i, l := range languages {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(l)
		if i > 0 {
			b.WriteString(";q=0.")
			b.WriteByte(byte('0' + max(9-i, 1)))
		}
	}
	return b.String()
}
