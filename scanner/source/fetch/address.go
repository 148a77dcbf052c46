package fetch

import (
	"net"
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"leadlint/scanner/finding"

	"golang.org/x/net/idna"
)

// maxURL is the greatest length of an address, in bytes.
const maxURL = 8 << 10

// address reads an address that a caller gave.
func (f *Fetcher) address(raw string) (*url.URL, *Problem) {
	raw = strings.TrimSpace(raw)
	if raw == "" || len(raw) > maxURL {
		return nil, problem(KindNotAURL)
	}
	u, err := url.Parse(raw)
	if err != nil {
		return nil, problem(KindNotAURL)
	}
	return f.checked(u)
}

// target reads the Location of a redirect seen at from.
func (f *Fetcher) target(from *url.URL, location string) (*url.URL, *Problem) {
	if len(location) > maxURL {
		return nil, problem(KindRedirects)
	}
	u, err := from.Parse(strings.TrimSpace(location))
	if err != nil {
		return nil, problem(KindRedirects)
	}
	next, p := f.checked(u)
	if p != nil {
		p.Message = finding.Text{
			EN: "it redirects to an address that is not visited: " + p.Message.EN,
			FR: "elle redirige vers une adresse qui n'est pas visitée : " + p.Message.FR,
		}
	}
	return next, p
}

// checked normalises an absolute address and refuses what is never visited.
func (f *Fetcher) checked(u *url.URL) (*url.URL, *Problem) {
	scheme := strings.ToLower(u.Scheme)
	if scheme != "http" && scheme != "https" {
		if scheme == "" {
			return nil, problem(KindNotAURL)
		}
		return nil, problem(KindScheme)
	}
	if u.Opaque != "" || u.User != nil {
		return nil, problem(KindNotAURL)
	}
	host, ok := hostName(u.Hostname())
	if !ok {
		return nil, problem(KindNotAURL)
	}
	port, p := f.port(scheme, host, u.Port())
	if p != nil {
		return nil, p
	}
	clean := &url.URL{Scheme: scheme, Host: authority(scheme, host, port), RawQuery: escapeQuery(u.RawQuery)}
	setPath(clean, u)
	if len(clean.String()) > maxURL {
		return nil, problem(KindNotAURL)
	}
	return clean, nil
}

// port gives the port to connect to, if it may be.
func (f *Fetcher) port(scheme, host, written string) (int, *Problem) {
	if written == "" {
		if scheme == "https" {
			return 443, nil
		}
		return 80, nil
	}
	port, err := strconv.Atoi(written)
	if err != nil || port < 1 || port > 65535 {
		return 0, problem(KindNotAURL)
	}
	if port == 80 || port == 443 {
		return port, nil
	}
	for _, a := range f.opt.Allow {
		if strings.EqualFold(a.Host, host) && (a.Port == port || a.Port == 0) {
			return port, nil
		}
	}
	return 0, problem(KindPort)
}

// authority writes host and port as in an address, without the usual port.
func authority(scheme, host string, port int) string {
	if scheme == "http" && port == 80 || scheme == "https" && port == 443 {
		if strings.Contains(host, ":") {
			return "[" + host + "]"
		}
		return host
	}
	return net.JoinHostPort(host, strconv.Itoa(port))
}

// hostName gives a host in lower-case ASCII. An IPv4 address in a disguise that
// some resolvers understand (decimal, octal, hexadecimal, short) is refused, and
// so is an IPv6 address with a zone.
func hostName(host string) (string, bool) {
	if strings.Contains(host, ":") {
		a, err := netip.ParseAddr(host)
		return a.Unmap().String(), err == nil && a.Zone() == ""
	}
	if !ascii(host) {
		mapped, err := idna.New(idna.MapForLookup(), idna.Transitional(false), idna.BidiRule()).ToASCII(host)
		if err != nil {
			return "", false
		}
		host = mapped
	}
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	if !hostCharacters(host) {
		return "", false
	}
	if last := host[strings.LastIndexByte(host, '.')+1:]; numeric(last) {
		a, err := netip.ParseAddr(host)
		return host, err == nil && a.Is4()
	}
	return host, true
}

func ascii(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// hostCharacters tells whether host is made of labels of letters, digits,
// hyphens and underscores.
func hostCharacters(host string) bool {
	if len(host) > 253 {
		return false
	}
	for _, label := range strings.Split(host, ".") {
		if label == "" || len(label) > 63 {
			return false
		}
		for i := 0; i < len(label); i++ {
			c := label[i]
			if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' && c != '_' {
				return false
			}
		}
	}
	return true
}

// numeric tells whether a label is a number, as the last one of an address is.
func numeric(label string) bool {
	if strings.HasPrefix(label, "0x") {
		return true
	}
	return label != "" && strings.Trim(label, "0123456789") == ""
}

// setPath gives clean the path of u without dot segments, also not encoded ones:
// a server may follow them past a rule of robots.txt.
func setPath(clean, u *url.URL) {
	path := u.EscapedPath()
	path = strings.NewReplacer("%2e", ".", "%2E", ".").Replace(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	if decoded, err := url.PathUnescape(path); err == nil {
		resolved := clean.ResolveReference(&url.URL{Path: decoded, RawPath: path})
		clean.Path, clean.RawPath = resolved.Path, resolved.RawPath
	}
}

// escapeQuery percent-encodes what may not stand in a request line; the rest of
// the query, its order too, stays as written.
func escapeQuery(query string) string {
	const hexDigits = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(query); i++ {
		c := query[i]
		if c <= ' ' || c >= 0x7F || strings.IndexByte("\"<>#", c) >= 0 {
			b.WriteByte('%')
			b.WriteByte(hexDigits[c>>4])
			b.WriteByte(hexDigits[c&15])
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}

// robotsPath is the path with query that robots.txt is asked about.
func robotsPath(u *url.URL) string {
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	if u.RawQuery != "" || u.ForceQuery {
		path += "?" + u.RawQuery
	}
	return path
}

// withoutPassword gives an address that could not be used, safe to be shown.
func withoutPassword(raw string) string {
	if len(raw) > maxURL {
		raw = raw[:maxURL]
	}
	if u, err := url.Parse(strings.TrimSpace(raw)); err == nil {
		u.User, u.Fragment, u.RawFragment = nil, "", ""
		return strings.ToValidUTF8(u.String(), "")
	}
	// A password may hold any character, also one that seems to begin a fragment.
	if i := strings.LastIndexByte(raw, '@'); i >= 0 {
		raw = raw[i+1:]
	}
	raw, _, _ = strings.Cut(raw, "#")
	return strings.ToValidUTF8(raw, "")
}
