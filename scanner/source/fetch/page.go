package fetch

import (
	"net/http"
	"time"

	"leadlint/scanner/source/robots"
)

// Page is what a visit came to. It is the caller's own.
type Page struct {
	// URL is the address asked for, normalised, without fragment; as given, but
	// without any password, when it is no address that can be visited.
	URL string
	// Hops are the requests in order, the last being the one that answered or
	// that was refused; empty when nothing could be asked.
	Hops []Hop
	// Status is the answer's HTTP status; 0 when there is none.
	Status int
	// NotModified is true when a conditional request was answered with 304.
	NotModified bool
	// Header holds the headers an audit reads; others are not kept.
	Header http.Header
	// ContentType is the media type in lower case without parameters; empty when
	// the site gave none that can be read.
	ContentType string
	// Charset is the encoding the body was read in; empty without a body.
	Charset string
	// Body is the body as UTF-8, at most Budget.PageBytes long; nil when there is
	// none, when it was not read, or when it is no text.
	Body []byte
	// Raw is the body as received, unpacked, when Options.KeepRaw is set.
	Raw []byte
	// RawSHA256 is the SHA-256 of the body as received, unpacked but not
	// converted, in hexadecimal; of its read part if Truncated, and empty when it
	// was not read.
	RawSHA256 string
	// Bytes is the length of the body as received over the network.
	Bytes int64
	// Truncated is true when there was more of the body than was read.
	Truncated bool
	// FetchedAt is when the answer was complete, in UTC.
	FetchedAt time.Time
	// Tries is the number of requests sent for the last hop.
	Tries int
	// Robots is what robots.txt says of the last hop.
	Robots RobotsAnswer
	// Err tells what kept the page from being read as a whole; nil when nothing
	// did. A status such as 404 or 403 is an answer, not a problem.
	Err *Problem
}

// FinalURL is the address of the last hop, URL when there is none.
func (p *Page) FinalURL() string {
	if len(p.Hops) == 0 {
		return p.URL
	}
	return p.Hops[len(p.Hops)-1].URL
}

// Hop is one request on the way to a page.
type Hop struct {
	// URL is the address asked for.
	URL string
	// Status is the answer's status; 0 when there was no answer, such as when
	// robots.txt forbade the request.
	Status int
	// Location is the header of a redirect as sent, at most 8 KiB.
	Location string
	// Robots is what robots.txt says of the address to our own token.
	Robots robots.Decision
}

// RobotsState tells in one word what robots.txt means for a page.
type RobotsState string

// The states of robots.txt for a page.
const (
	// RobotsAllowed: the file allows our token, or has no rule for the page.
	RobotsAllowed RobotsState = "allowed"
	// RobotsDisallowed: a line of the file forbids the page to our token.
	RobotsDisallowed RobotsState = "disallowed"
	// RobotsUnavailable: there is no such file (a status of 4xx, more than five
	// redirects) or only a page in its place; RFC 9309 lets crawlers in.
	RobotsUnavailable RobotsState = "unavailable"
	// RobotsUnreachable: it could not be had (5xx, 429, network); RFC 9309 asks
	// crawlers to stay away, and nothing was requested.
	RobotsUnreachable RobotsState = "unreachable"
	// RobotsAccessRefused: it was answered with 401 or 403. RFC 9309 lets
	// crawlers in; for an audit it is a reason to ask the site.
	RobotsAccessRefused RobotsState = "access_refused"
)

// RobotsAnswer is what robots.txt says of one page. The zero value means that it
// was not asked.
type RobotsAnswer struct {
	// URL is the address of the file, SHA256 the hash of the part that was read.
	URL, SHA256 string
	// Hops are the requests for it in order, the last being the one that answered. They
	// are shared.
	Hops []Hop
	// Status is the status that answered, 0 when none did.
	Status int
	// FetchedAt is when it was read, in UTC.
	FetchedAt time.Time
	State     RobotsState
	// Ours is the decision for our own token, Any that for "*".
	Ours, Any robots.Decision
	// Others holds the decisions for the tokens of Agent.Also; nil without any.
	Others map[string]robots.Decision
	// File is the file as read; nil when there is none. It is shared.
	File *robots.File
	// Raw is the file as received when Options.KeepRaw is set. It is shared and
	// must not be changed.
	Raw []byte
	// Header holds the chosen headers of the answer. It is shared as well.
	Header http.Header
}

// FinalURL is the address that answered for the file, URL when none did.
func (a *RobotsAnswer) FinalURL() string {
	if len(a.Hops) == 0 {
		return a.URL
	}
	return a.Hops[len(a.Hops)-1].URL
}

// allows tells whether the page may be requested.
func (a *RobotsAnswer) allows() bool {
	return a.State != RobotsDisallowed && a.State != RobotsUnreachable
}
