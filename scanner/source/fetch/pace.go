package fetch

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// maxTries is how often a host that is busy is asked, firstWait the pause
// before the second time if the host names none; it doubles.
const (
	maxTries  = 3
	firstWait = 2 * time.Second
)

// hosts knows when each host may be asked again.
type hosts struct {
	mu   sync.Mutex
	list map[string]*host
}

// host is one host, whatever the port. Its turn is taken by one request at a time;
// last, notBefore and first belong to who holds it.
type host struct {
	turn chan struct{}
	last time.Time
	// notBefore is when a host that was busy may be asked again.
	notBefore time.Time
	// first is the first page that was asked for; nil before.
	first *Page
	// delay is the longest Crawl-delay the host's robots.txt asked for.
	delay atomic.Int64
}

// setDelay takes note of a Crawl-delay; the longest of a host's ports holds.
func (h *host) setDelay(d time.Duration) {
	for {
		old := h.delay.Load()
		if int64(d) <= old || h.delay.CompareAndSwap(old, int64(d)) {
			return
		}
	}
}

func (h *hosts) get(name string) *host {
	h.mu.Lock()
	defer h.mu.Unlock()
	one := h.list[name]
	if one == nil {
		one = &host{turn: make(chan struct{}, 1)}
		h.list[name] = one
	}
	return one
}

// take waits for the host's turn.
func (h *host) take(ctx context.Context) error {
	select {
	case h.turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (h *host) give() { <-h.turn }

// await waits until the host may be asked for a page, nil for a robots.txt. The turn
// must be held.
func (f *Fetcher) await(ctx context.Context, h *host, page *Page) *Problem {
	now := f.opt.Now()
	delay := time.Duration(h.delay.Load())
	if page != nil && h.first == nil {
		h.first = page
	}
	if delay > f.opt.MaxDelay {
		if page != nil && page != h.first && h.last.Add(delay).After(now) {
			return problem(KindWait)
		}
		delay = f.opt.MaxDelay
	}
	if busy := h.notBefore.Sub(now); busy > f.opt.MaxWait {
		return problem(KindWait)
	}
	next := h.notBefore
	if !h.last.IsZero() {
		if paced := h.last.Add(max(f.opt.Delay, delay)); paced.After(next) {
			next = paced
		}
	}
	wait := next.Sub(now)
	if f.spent.out() || wait >= f.spent.timeLeft() {
		return problem(KindBudget)
	}
	if wait <= 0 {
		return f.given(ctx.Err())
	}
	return f.given(f.opt.Sleep(ctx, wait))
}

// busy tells whether a status asks to come back later.
func busy(status int) bool {
	return status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable
}

// retryAfter reads the header of that name: seconds, or a date counted from now.
// Without one that can be read the wait grows with the number of tries so far.
func retryAfter(header string, now time.Time, tries int) time.Duration {
	header = strings.TrimSpace(header)
	if header != "" && strings.Trim(header, "0123456789") == "" {
		seconds, err := strconv.ParseInt(header, 10, 32)
		if err != nil {
			return 24 * time.Hour
		}
		return time.Duration(seconds) * time.Second
	}
	if at, err := http.ParseTime(header); err == nil {
		return max(at.Sub(now), 0)
	}
	return firstWait << (tries - 1)
}
