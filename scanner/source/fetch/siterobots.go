package fetch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"sync"
	"time"

	"leadlint/scanner/source/robots"
)

// RFC 9309: redirects followed for a robots.txt (2.3.1.2), and how long a file
// may be kept (2.4). One that could not be had is asked for again earlier.
const (
	maxRobotsRedirects = 5
	robotsFresh        = 24 * time.Hour
	robotsRetry        = 10 * time.Minute
)

// maxSites bounds the files that are remembered: one takes up to a few MiB. The
// one that came first is forgotten first, and asked for again if need be.
const maxSites = 64

// sites remembers the robots.txt of each scheme, host and port.
type sites struct {
	mu    sync.Mutex
	list  map[string]*site
	order []string
}

// site is the robots.txt of one place. Its turn is taken by who reads or fetches
// it.
type site struct {
	turn   chan struct{}
	answer *RobotsAnswer
	// problem is why the file could not be had, nil when it was answered.
	problem *Problem
	until   time.Time
}

func (s *sites) get(origin string) *site {
	s.mu.Lock()
	defer s.mu.Unlock()
	one := s.list[origin]
	if one == nil {
		if len(s.order) == maxSites {
			delete(s.list, s.order[0])
			s.order = s.order[1:]
		}
		one = &site{turn: make(chan struct{}, 1)}
		s.list[origin] = one
		s.order = append(s.order, origin)
	}
	return one
}

// robotsFor asks the robots.txt of u's site about u. A problem tells why the
// file could not be had at all; the state is then unreachable, or empty if we
// ourselves gave up before asking.
func (f *Fetcher) robotsFor(ctx context.Context, u *url.URL) (RobotsAnswer, *Problem) {
	s := f.sites.get(u.Scheme + "://" + u.Host)
	select {
	case s.turn <- struct{}{}:
	case <-ctx.Done():
		return RobotsAnswer{}, f.given(ctx.Err())
	}
	defer func() { <-s.turn }()
	if s.answer == nil || f.opt.Now().After(s.until) {
		answer, p := f.fetchRobots(ctx, u)
		if p != nil && (p.ours() || ctx.Err() != nil) {
			return RobotsAnswer{}, p
		}
		f.keep(s, answer, p, u)
	}
	return f.decided(*s.answer, u), s.problem
}

// keep remembers an answer, and the delay it asks for. The file's text is shared
// by all pages of the site.
func (f *Fetcher) keep(s *site, answer *RobotsAnswer, p *Problem, u *url.URL) {
	fresh := robotsFresh
	if answer.State == RobotsUnreachable {
		fresh = robotsRetry
	}
	s.answer, s.problem, s.until = answer, p, f.opt.Now().Add(fresh)
	if answer.File == nil {
		return
	}
	h := f.hosts.get(u.Hostname())
	h.setDelay(answer.File.Delay(Token))
}

// fetchRobots reads the robots.txt of u's site.
func (f *Fetcher) fetchRobots(ctx context.Context, u *url.URL) (*RobotsAnswer, *Problem) {
	at := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	answer := &RobotsAnswer{URL: at.String(), State: RobotsUnreachable}
	for redirects := 0; ; redirects++ {
		ex, _, p := f.ask(ctx, request{url: at, header: f.RequestHeader(), limit: robots.MaxBytes + 1, wanted: successful})
		if p != nil {
			return answer, p
		}
		location := ex.header.Get("Location")
		answer.Status, answer.Header, answer.FetchedAt = ex.status, chosen(ex.header), f.opt.Now().UTC()
		answer.Hops = append(answer.Hops, Hop{URL: at.String(), Status: ex.status, Location: cut(location, maxURL)})
		if ex.read && ex.broken != nil {
			return answer, f.failed(ctx, ex.broken)
		}
		if !redirect(ex.status) || location == "" {
			return f.readRobots(answer, ex), nil
		}
		if redirects == maxRobotsRedirects {
			answer.State = RobotsUnavailable
			return answer, nil
		}
		if at, p = f.target(at, location); p != nil {
			return answer, nil
		}
	}
}

func successful(status int, _ http.Header) bool { return status >= 200 && status < 300 }

// readRobots judges the answer for a robots.txt by its status.
func (f *Fetcher) readRobots(answer *RobotsAnswer, ex *exchange) *RobotsAnswer {
	switch {
	case ex.status == http.StatusUnauthorized || ex.status == http.StatusForbidden:
		answer.State = RobotsAccessRefused
	case ex.status == http.StatusTooManyRequests:
		answer.State = RobotsUnreachable
	case ex.status >= 300 && ex.status < 500:
		answer.State = RobotsUnavailable
	case !successful(ex.status, nil):
		answer.State = RobotsUnreachable
	default:
		sum := sha256.Sum256(ex.body)
		answer.SHA256 = hex.EncodeToString(sum[:])
		answer.File = robots.Parse(ex.body)
		answer.State = RobotsAllowed
		if !answer.File.Usable {
			answer.State = RobotsUnavailable
		}
		if f.opt.KeepRaw {
			answer.Raw = ex.body
		}
	}
	return answer
}

// decided gives the answer for one page.
func (f *Fetcher) decided(a RobotsAnswer, u *url.URL) RobotsAnswer {
	allowed := robots.Decision{Allowed: a.State != RobotsUnreachable}
	decide := func(string, string) robots.Decision { return allowed }
	if a.File != nil {
		decide = a.File.Decide
	}
	path := robotsPath(u)
	a.Ours, a.Any = decide(Token, path), decide("*", path)
	for _, token := range f.opt.Agent.Also {
		if a.Others == nil {
			a.Others = map[string]robots.Decision{}
		}
		a.Others[token] = decide(token, path)
	}
	if a.State == RobotsAllowed && !a.Ours.Allowed {
		a.State = RobotsDisallowed
	}
	return a
}
