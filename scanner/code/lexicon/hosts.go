package lexicon

import (
	"net/netip"
	"strings"
)

// hostTable is known hosts: their kinds; 0 for those that are named and not called
// (namespaces, schemas, licences).
type hostTable struct{ kinds map[string]uint64 }

func (l *Lexicon) readHosts() error {
	table, err := rows("hosts.tsv", 2)
	if err != nil {
		return err
	}
	l.hosts.kinds = map[string]uint64{}
	for _, r := range table {
		var set uint64
		if r.cells[1] != "none" {
			if set, err = members(l.hostBit, r.cells[1]); err != nil {
				return r.errorf("%v", err)
			}
		}
		for host := range strings.FieldsSeq(r.cells[0]) {
			if _, twice := l.hosts.kinds[host]; twice {
				return r.errorf("%q is entered twice", host)
			}
			l.hosts.kinds[host] = set
		}
	}
	return nil
}

// longestText bounds what is read of one text, in bytes.
const longestText = 1 << 16

// Hosts tells what kinds of hosts the addresses in a text lead to, as bits over the
// order of facts.CodeHosts. Addresses with a scheme (also //host, and percent-encoded)
// give the kind of their host, else other, and plain_http besides where the scheme is
// http, ws or ftp. Without a scheme (api.hunter.io/v2, site:linkedin.com/in,
// .linkedin.com) only known hosts count. One's own machine, private addresses and
// names reserved for tests and documentation are loopback and nothing else. What
// only names a thing (XML namespaces, schemas, licences, documentation of libraries)
// gives nothing, nor do hosts put together from variables, nor domains of mail
// addresses.
func (l *Lexicon) Hosts(text string) uint64 {
	if len(text) > longestText {
		text = text[:longestText]
	}
	text = decoded(text)
	var set uint64
	if strings.Contains(text, "//[::1]") {
		set |= l.hostBit["loopback"]
	}
	for i := 0; i < len(text); {
		if !inHost(text[i]) {
			i++
			continue
		}
		end := i + 1
		for end < len(text) && inHost(text[end]) {
			end++
		}
		set |= l.host(text, i, end)
		i = end
	}
	return set
}

// decoded writes out what is percent-encoded of the marks around a host, in small letters.
func decoded(text string) string {
	text = strings.ToLower(text)
	if !strings.Contains(text, "%") {
		return text
	}
	return strings.NewReplacer("%253a", ":", "%252f", "/", "%3a", ":", "%2f", "/", "%22", `"`, "%20", " ", "%40", "@", "%3d", "=").Replace(text)
}

func inHost(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '-' || c == '_'
}

// host judges the run of host letters text[from:end].
func (l *Lexicon) host(text string, from, end int) uint64 {
	before, after := text[:from], text[end:]
	host := strings.Trim(text[from:end], ".-_")
	scheme := schemeBefore(before)
	if login, ok := strings.CutSuffix(before, "@"); ok {
		if scheme = schemeBeforeUser(login); scheme == "" {
			return 0
		}
	} else if scheme != "" && userOf(after) {
		return 0
	}
	if host == "" || strings.HasPrefix(after, "@") {
		return 0
	}
	open := strings.HasPrefix(after, "{") || strings.HasPrefix(after, "$") || strings.HasPrefix(after, "%") ||
		strings.HasPrefix(after, "…") || strings.HasPrefix(after, "<") || strings.HasPrefix(after, "*")
	return l.kindOf(host, scheme, open)
}

// kindOf gives the kinds of a host; open where more of its name may follow.
func (l *Lexicon) kindOf(host, scheme string, open bool) uint64 {
	if open && !strings.HasSuffix(host, ".com") {
		return 0
	}
	if kinds, known := l.knownHost(host); known {
		if kinds != 0 && (scheme == "http" || scheme == "ws" || scheme == "ftp") {
			kinds |= l.hostBit["plain_http"]
		}
		return kinds
	}
	if ownHost(host, scheme != "") {
		return l.hostBit["loopback"]
	}
	switch scheme {
	case "http", "ws", "ftp":
		if complete(host) {
			return l.hostBit["other"] | l.hostBit["plain_http"]
		}
	case "https", "wss", "//":
		if complete(host) {
			return l.hostBit["other"]
		}
	}
	return 0
}

// complete tells whether a host is written out: a dot in it and a top level after it.
func complete(host string) bool {
	dot := strings.LastIndexByte(host, '.')
	return dot > 0 && len(host)-dot > 2 || isAddress(host)
}

func isAddress(host string) bool {
	_, err := netip.ParseAddr(host)
	return err == nil
}

// knownHost looks a host and the domains it lies under up.
func (l *Lexicon) knownHost(host string) (uint64, bool) {
	for {
		if kinds, ok := l.hosts.kinds[host]; ok {
			return kinds, true
		}
		dot := strings.IndexByte(host, '.')
		if dot < 0 {
			return 0, false
		}
		host = host[dot+1:]
	}
}

// ownHost tells hosts that are one's own machine or network, or reserved for tests
// and documentation (RFC 2606, RFC 6761, RFC 1918, RFC 5737). Names below .example are
// not among them: they stand for the host of a company in programs that are shown.
func ownHost(host string, inAddress bool) bool {
	if address, err := netip.ParseAddr(host); err == nil {
		return address.IsLoopback() || address.IsPrivate() || address.IsUnspecified() || address.IsLinkLocalUnicast() || documentation(address)
	}
	last := host[strings.LastIndexByte(host, '.')+1:]
	switch last {
	case "localhost":
		return true
	case "test", "invalid", "internal", "local", "localdomain", "lan":
		return inAddress
	}
	switch {
	case underDomain(host, "example.com"), underDomain(host, "example.org"), underDomain(host, "example.net"), underDomain(host, "example.edu"):
		return inAddress
	}
	// A host without a dot is a name of the local network or of a container.
	return inAddress && !strings.Contains(host, ".") && host != ""
}

func documentation(a netip.Addr) bool {
	for _, block := range []string{"192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"} {
		if netip.MustParsePrefix(block).Contains(a) {
			return true
		}
	}
	return false
}

func underDomain(host, domain string) bool {
	return host == domain || strings.HasSuffix(host, "."+domain)
}

// schemeBefore gives the scheme at whose host a text ends: the word before ://, or //
// itself where none stands before it. A subdomain put in from a variable
// (https://{sub}.host) counts as nothing.
func schemeBefore(before string) string {
	rest, ok := strings.CutSuffix(before, "//")
	if !ok {
		return ""
	}
	rest, ok = strings.CutSuffix(rest, ":")
	if !ok {
		if rest == "" || strings.ContainsAny(rest[len(rest)-1:], "\"'=( \t\n`>") {
			return "//"
		}
		return ""
	}
	for _, scheme := range []string{"https", "http", "wss", "ws", "sftp", "ftps", "ftp"} {
		if strings.HasSuffix(rest, scheme) && !letterBefore(rest, len(rest)-len(scheme)) {
			return scheme
		}
	}
	return ""
}

func letterBefore(s string, i int) bool { return i > 0 && s[i-1] >= 'a' && s[i-1] <= 'z' }

// longestUser bounds user:password in an address, in bytes.
const longestUser = 200

// schemeBeforeUser gives the scheme of an address of which user:password stand before
// the @ at which the text ends.
func schemeBeforeUser(before string) string {
	before = before[max(0, len(before)-longestUser):]
	at := strings.LastIndex(before, "//")
	if at < 0 || strings.ContainsAny(before[at+2:], "/ \t\n\"'<>") {
		return ""
	}
	return schemeBefore(before[:at+2])
}

// userOf tells whether what begins an address was a user and not its host.
func userOf(after string) bool {
	after = after[:min(len(after), longestUser)]
	end := strings.IndexAny(after, "/ \t\n\"'<>?#")
	if end < 0 {
		end = len(after)
	}
	return strings.Contains(after[:end], "@")
}
