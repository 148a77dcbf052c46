package fetch

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"syscall"
	"time"
)

// dialTimeout bounds one attempt to connect, maxAddresses the attempts.
const (
	dialTimeout  = 10 * time.Second
	maxAddresses = 4
)

// errPrivate says that an address was refused before anything was sent to it.
var errPrivate = errors.New("the address is not a public one")

// guard decides which addresses are dialled. Every connection goes through it,
// so that a name whose address changes between two hops gains nothing.
type guard struct {
	allowPrivate bool
	never        []netip.Prefix
	private      []netip.Prefix
}

// newGuard lists the address space of the IANA registries for special purposes.
func newGuard(allowPrivate bool) *guard {
	return &guard{
		allowPrivate: allowPrivate,
		private: prefixes(
			"127.0.0.0/8",                                   // loopback
			"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", // private use
			"100.64.0.0/10", // shared, behind carriers' gateways
			"198.18.0.0/15", // benchmarking
			"::1/128",       // loopback
			"fc00::/7",      // unique local
			"fec0::/10",     // site-local, of old
		),
		never: prefixes(
			"0.0.0.0/8",                                         // this network
			"169.254.0.0/16",                                    // link-local, metadata of clouds
			"168.63.129.16/32",                                  // metadata of a cloud, in public space
			"100.100.100.200/32",                                // metadata of a cloud, in shared space
			"fd00:ec2::254/128",                                 // metadata of a cloud, unique local
			"192.0.0.0/24",                                      // protocol assignments
			"192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", // documentation
			"192.88.99.0/24",             // relays of 6to4
			"224.0.0.0/4",                // multicast
			"240.0.0.0/4",                // reserved and broadcast
			"2001::/23",                  // protocol assignments, Teredo
			"2001:db8::/32", "3fff::/20", // documentation
			"2002::/16", // 6to4, holds any IPv4 address
		),
	}
}

func prefixes(list ...string) []netip.Prefix {
	out := make([]netip.Prefix, len(list))
	for i, s := range list {
		out[i] = netip.MustParsePrefix(s)
	}
	return out
}

// allows tells whether an address may be dialled.
func (g *guard) allows(a netip.Addr) bool {
	if !a.IsValid() || a.Zone() != "" {
		return false
	}
	a = translated(a.Unmap())
	for _, p := range g.never {
		if p.Contains(a) {
			return false
		}
	}
	for _, p := range g.private {
		if p.Contains(a) {
			return g.allowPrivate
		}
	}
	return a.Is4() || netip.MustParsePrefix("2000::/3").Contains(a)
}

// translated gives the IPv4 address within one of NAT64 (RFC 6052), so that
// networks with IPv6 alone work and cannot be used to reach inside.
func translated(a netip.Addr) netip.Addr {
	if !netip.MustParsePrefix("64:ff9b::/96").Contains(a) {
		return a
	}
	b := a.As16()
	return netip.AddrFrom4([4]byte(b[12:]))
}

// control checks the address of a socket that is about to connect.
func (g *guard) control(_, address string, _ syscall.RawConn) error {
	ap, err := netip.ParseAddrPort(address)
	if err != nil || !g.allows(ap.Addr()) {
		return errPrivate
	}
	return nil
}

// dial connects to a host: it asks for the host's addresses, leaves out those
// that are refused, and tries the first few of the others in turn.
func (f *Fetcher) dial(ctx context.Context, network, hostPort string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(hostPort)
	if err != nil {
		return nil, err
	}
	addresses, err := f.lookup(ctx, host)
	if err != nil {
		return nil, err
	}
	err = errPrivate
	tried := 0
	for _, a := range addresses {
		if !f.guard.allows(a) || tried == maxAddresses {
			continue
		}
		tried++
		var conn net.Conn
		if conn, err = f.connect(ctx, network, net.JoinHostPort(a.Unmap().String(), port)); err == nil {
			return &countedConn{Conn: conn, spent: f.spent}, nil
		}
		if ctx.Err() != nil {
			break
		}
	}
	return nil, err
}

// lookup gives the addresses of a host, which may be one itself.
func (f *Fetcher) lookup(ctx context.Context, host string) ([]netip.Addr, error) {
	if a, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{a}, nil
	}
	ctx, cancel := context.WithTimeout(ctx, dialTimeout)
	defer cancel()
	addresses, err := f.opt.Resolver.LookupNetIP(ctx, "ip", host)
	if err == nil && len(addresses) == 0 {
		err = &net.DNSError{Err: "no addresses", Name: host, IsNotFound: true}
	}
	return addresses, err
}

func (f *Fetcher) connect(ctx context.Context, network, address string) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, dialTimeout)
	defer cancel()
	if f.opt.Dial != nil {
		return f.opt.Dial(ctx, network, address)
	}
	dialer := net.Dialer{Control: f.guard.control, KeepAlive: -1}
	return dialer.DialContext(ctx, network, address)
}
