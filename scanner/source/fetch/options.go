package fetch

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strings"
	"time"
)

// Token is the product token that robots.txt files are asked about.
const Token = "leadlint"

// Agent says who visits.
type Agent struct {
	// Version is the version of leadlint; "dev" when empty.
	Version string
	// Contact is where a site's owner can complain: an address of a page or of a
	// mailbox. Left out of the header when empty.
	Contact string
	// Also lists the product tokens of other collectors whose treatment in
	// robots.txt is reported beside ours.
	Also []string
}

// String gives the User-Agent header: "leadlint/<version> (+contact)".
func (a Agent) String() string {
	version := a.Version
	if version == "" {
		version = "dev"
	}
	if a.Contact == "" {
		return Token + "/" + version
	}
	return Token + "/" + version + " (+" + a.Contact + ")"
}

// HostPort names a host whose ports beyond 80 and 443 may be visited.
type HostPort struct {
	// Host is a name or an address without brackets.
	Host string
	// Port is the one port allowed; 0 allows every port of the host.
	Port int
}

// Budget bounds a whole run. The zero value of each field is its default.
type Budget struct {
	// Pages is the number of requests for pages, redirects and new tries counted
	// one by one, robots.txt not; 200 by default.
	Pages int
	// Bytes is what may be received over the network in all, headers included;
	// 64 MiB by default.
	Bytes int64
	// Time is how long the visits may take, from the first one on, what lies between
	// them included unless Fetcher.Rest was called; ten minutes by default.
	Time time.Duration
	// PageBytes is the greatest length of one page, both as received and as
	// unpacked; 2 MiB by default.
	PageBytes int64
}

// Resolver finds the addresses of a host; *net.Resolver is one.
type Resolver interface {
	LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error)
}

// Options say how to visit. The zero value is a careful visitor.
type Options struct {
	Agent  Agent
	Budget Budget
	// Allow lists hosts with other ports than 80 and 443.
	Allow []HostPort
	// AllowPrivate permits loopback, private and shared address space, for tests
	// and intranets. Link-local addresses, where clouds answer with secrets, stay
	// refused.
	AllowPrivate bool
	// Delay is the pause between two requests to a host, one second by default;
	// below zero there is none. A longer Crawl-delay of the site is honoured.
	Delay time.Duration
	// MaxDelay is the longest Crawl-delay of a site that is waited, one minute by
	// default. Of a site that asks for a longer one a single page is visited.
	MaxDelay time.Duration
	// MaxWait is the longest wait for a host that asks to come back later, one
	// minute by default; a longer one ends the visits to the host.
	MaxWait time.Duration
	// Timeout bounds one request from dialling to the last byte, 30 seconds by
	// default.
	Timeout time.Duration
	// Languages are the languages wanted, best first, for Accept-Language.
	Languages []string
	// KeepRaw keeps the body as received in Page.Raw, for evidence.
	KeepRaw bool
	// RootCAs are the authorities that certificates are checked against; the
	// system's when nil.
	RootCAs *x509.CertPool

	// Now tells the time; time.Now when nil.
	Now func() time.Time
	// Sleep waits, or gives the context's error; a timer when nil.
	Sleep func(ctx context.Context, d time.Duration) error
	// Resolver finds addresses; the system's when nil.
	Resolver Resolver
	// Dial connects to an address that was checked; a net.Dialer, which checks it
	// once more, when nil.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
}

// withDefaults fills in what is zero and refuses what would break a header.
func (o Options) withDefaults() (Options, error) {
	if !headerSafe(o.Agent.Version, "/()") || strings.Contains(o.Agent.Version, " ") {
		return o, fmt.Errorf("the version %q cannot stand in a User-Agent header: use letters, digits, dots and hyphens", o.Agent.Version)
	}
	if !headerSafe(o.Agent.Contact, "()") {
		return o, errors.New("the contact of the agent cannot stand in a User-Agent header: use one line of ASCII without parentheses")
	}
	for _, l := range o.Languages {
		if !headerSafe(l, ",;() ") {
			return o, fmt.Errorf("%q is no language tag: write it as in \"fr\" or \"de-AT\"", l)
		}
	}
	b := &o.Budget
	b.Pages = orDefault(b.Pages, 200)
	b.Bytes = orDefault(b.Bytes, 64<<20)
	b.PageBytes = orDefault(b.PageBytes, 2<<20)
	b.Time = orDefault(b.Time, 10*time.Minute)
	o.MaxDelay = orDefault(o.MaxDelay, time.Minute)
	o.MaxWait = orDefault(o.MaxWait, time.Minute)
	o.Timeout = orDefault(o.Timeout, 30*time.Second)
	if o.Delay == 0 {
		o.Delay = time.Second
	}
	o.Delay = max(o.Delay, 0)
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Sleep == nil {
		o.Sleep = sleep
	}
	if o.Resolver == nil {
		o.Resolver = net.DefaultResolver
	}
	return o, nil
}

func orDefault[T int | int64 | time.Duration](v, otherwise T) T {
	if v <= 0 {
		return otherwise
	}
	return v
}

// headerSafe tells whether s is printable ASCII without any of the characters
// in but.
func headerSafe(s, but string) bool {
	for _, r := range s {
		if r < ' ' || r > '~' || strings.ContainsRune(but, r) {
			return false
		}
	}
	return true
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
