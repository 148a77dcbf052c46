package render

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// event notes what happens in the browser. It must not wait.
func (s *session) event(ev any) {
	switch ev := ev.(type) {
	case *fetch.EventRequestPaused:
		go s.decide(ev)
	case *page.EventJavascriptDialogOpening:
		go func() {
			_, _ = chromedp.Call(s.tab, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{}) // refused; gone is as good
		}()
	default:
		s.note(ev)
	}
}

// note keeps count of requests and loading.
func (s *session) note(ev any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	switch ev := ev.(type) {
	case *page.EventLoadEventFired:
		s.loaded = now
	case *network.EventRequestWillBeSent:
		if ev.Type == network.ResourceTypeDocument && ev.FrameID == s.main {
			s.loaded = time.Time{} // another page takes its place
		}
		s.waiting[string(ev.RequestID)], s.changed = true, now
	case *network.EventResponseReceived:
		if ev.Type == network.ResourceTypeDocument && ev.FrameID == s.main {
			s.status = int(ev.Response.Status)
		}
	case *network.EventLoadingFinished:
		delete(s.waiting, string(ev.RequestID))
		s.changed = now
	case *network.EventLoadingFailed:
		delete(s.waiting, string(ev.RequestID))
		s.changed = now
		s.partial = s.partial || brings(ev.Type)
	case *network.EventWebSocketCreated, *target.EventAttachedToTarget:
		s.partial = true // neither sockets nor workers bring anything here
	}
}

// brings tells whether a request of that kind can bring what a page shows. Frames are
// looked at when the page is read.
func brings(kind network.ResourceType) bool {
	switch kind {
	case network.ResourceTypeScript, network.ResourceTypeXHR, network.ResourceTypeFetch, network.ResourceTypeEventSource:
		return true
	}
	return false
}

// decide lets a request through or not.
func (s *session) decide(ev *fetch.EventRequestPaused) {
	main := ev.ResourceType == network.ResourceTypeDocument && ev.FrameID == s.main
	if s.passes(ev, main) {
		_, _ = chromedp.Call(s.tab, fetch.ContinueRequest, fetch.ContinueRequestParams{RequestID: ev.RequestID}) // given up meanwhile: as good
		return
	}
	s.mu.Lock()
	s.refused = s.refused || main
	s.partial = s.partial || brings(ev.ResourceType)
	s.mu.Unlock()
	_, _ = chromedp.Call(s.tab, fetch.FailRequest, fetch.FailRequestParams{RequestID: ev.RequestID, ErrorReason: network.ErrorReasonBlockedByClient})
}

// passes tells whether a request may be made.
func (s *session) passes(ev *fetch.EventRequestPaused, main bool) bool {
	u, err := url.Parse(ev.Request.URL)
	if err != nil || u.User != nil || u.Scheme != "http" && u.Scheme != "https" || ev.Request.Method != "GET" && ev.Request.Method != "HEAD" {
		return false
	}
	kinds := []network.ResourceType{network.ResourceTypeScript, network.ResourceTypeStylesheet, network.ResourceTypeXHR, network.ResourceTypeFetch}
	if !main && !slices.Contains(kinds, ev.ResourceType) && !s.ownFrame(ev, u) || decodes(u) {
		return false
	}
	s.mu.Lock()
	if main {
		s.origin = originOf(u)
	}
	s.requests++
	over := s.requests > maxRequests
	s.partial = s.partial || over
	s.mu.Unlock()
	if over {
		return false
	}
	u.Fragment = ""
	return s.opt.Permit == nil || s.opt.Permit(s.tab, u.String())
}

// ownFrame tells whether a request is for a frame of the page's own site, which can be
// read like the page itself.
func (s *session) ownFrame(ev *fetch.EventRequestPaused, u *url.URL) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if ev.ResourceType != network.ResourceTypeDocument || ev.Request.Method != "GET" || originOf(u) != s.origin {
		return false
	}
	s.frames++
	return s.frames <= maxFrames
}

func originOf(u *url.URL) string { return u.Scheme + "://" + u.Host }

// decodes tells whether a script is one that only puts protected addresses of
// mailboxes back into a page: what is protected stays so.
func decodes(u *url.URL) bool {
	return strings.Contains(u.Path, "/cdn-cgi/") && strings.Contains(u.Path, "email-decode")
}
