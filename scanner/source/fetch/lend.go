package fetch

import (
	"context"
	"net"
	"strconv"
)

// Dial connects to a host as requests do: the guard refuses addresses that are
// not public, and what is received counts against the run's bytes. It is for
// others who visit on the fetcher's behalf; the port is theirs to check with
// AllowsPort. The error is the guard's or the network's.
func (f *Fetcher) Dial(ctx context.Context, network, hostPort string) (net.Conn, error) {
	f.spent.wake()
	return f.dial(ctx, network, hostPort)
}

// AllowsPort tells whether a host may be visited at a port: 80, 443, or one of
// Options.Allow.
func (f *Fetcher) AllowsPort(host string, port int) bool {
	_, p := f.port("http", host, strconv.Itoa(port))
	return p == nil
}

// Permits tells whether an address may be requested: it is one that is visited,
// and its site's robots.txt, which is asked for if need be, allows it. It is no
// when the run's budget is used up.
func (f *Fetcher) Permits(ctx context.Context, rawURL string) bool {
	f.spent.wake()
	u, p := f.address(rawURL)
	if p != nil || f.spent.out() {
		return false
	}
	answer, p := f.robotsFor(ctx, u)
	return p == nil && answer.allows()
}
