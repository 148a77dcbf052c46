package fetch

import (
	"context"
	"net/http"
	"net/url"
)

// request is what is asked of one address.
type request struct {
	url    *url.URL
	header http.Header
	limit  int64
	wanted func(status int, header http.Header) bool
	// page is the visit that the request belongs to, one of the budget's pages; nil for a
	// robots.txt.
	page *Page
}

// ask sends a request, and again a few times if the host is busy. It holds the
// host's turn meanwhile. The exchange is nil when nothing was answered, and the
// problem then tells why.
func (f *Fetcher) ask(ctx context.Context, r request) (*exchange, int, *Problem) {
	h := f.hosts.get(r.url.Hostname())
	if err := h.take(ctx); err != nil {
		return nil, 0, f.given(err)
	}
	defer h.give()
	var answer *exchange
	for tries := 1; ; tries++ {
		ex, p := f.once(ctx, h, r)
		if p != nil {
			if answer != nil && (p.Kind == KindWait || p.Kind == KindBudget) {
				return answer, tries - 1, nil
			}
			return nil, tries - 1, p
		}
		answer = ex
		now, later := f.opt.Now(), ex.header.Get("Retry-After")
		if later != "" || busy(ex.status) {
			h.notBefore = now.Add(retryAfter(later, now, tries))
		}
		if !busy(ex.status) || tries == maxTries {
			return ex, tries, nil
		}
	}
}

// once waits until the host may be asked, and sends the request.
func (f *Fetcher) once(ctx context.Context, h *host, r request) (*exchange, *Problem) {
	if p := f.await(ctx, h, r.page); p != nil {
		return nil, p
	}
	if r.page != nil && !f.spent.page() {
		return nil, problem(KindBudget)
	}
	ex := &exchange{limit: r.limit, wanted: r.wanted}
	err := f.send(ctx, r.url, r.header, ex)
	h.last = f.opt.Now()
	if err != nil {
		return nil, f.failed(ctx, err)
	}
	return ex, nil
}
