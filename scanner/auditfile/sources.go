package auditfile

import (
	"net/url"
	"strconv"
	"strings"

	"leadlint/rules/strict"
)

// PageSource is a page to visit, or a file whose pages are.
type PageSource struct {
	// URL is the page's address; empty when From is given.
	URL string `yaml:"url"`
	// Role says why it is visited; empty is source. Under profile, list only
	// pages of the controller's own site about persons who were erased; under export, only links that must not
	// answer without signing in.
	Role PageRole `yaml:"role"`
	// From is a file, relative to the audit file, whose column of addresses is
	// sampled.
	From string `yaml:"from"`
	// Column is the header of that column; empty for the one that is recognised.
	Column string `yaml:"column"`
	// Sample is the number of distinct addresses taken; 0 is 20.
	Sample int        `yaml:"sample"`
	Pos    strict.Pos `yaml:"-"`
}

// DefaultSample is the number of addresses taken of a file that names none.
const DefaultSample = 20

// Visits says how pages are visited.
type Visits struct {
	// Contact is where a site's owner can complain, told to every site: the
	// address of a page or a mailbox.
	Contact string `yaml:"contact"`
	// Pages, Megabytes and Minutes bound the visits of a run; 0 is 200 pages, 64
	// megabytes and 10 minutes.
	Pages     int `yaml:"pages"`
	Megabytes int `yaml:"megabytes"`
	Minutes   int `yaml:"minutes"`
	// Delay is the number of seconds between two requests to a host; 0 is one.
	Delay int `yaml:"delay"`
	// Languages are those wanted, best first.
	Languages []Language `yaml:"languages"`
	// Also names other collectors whose treatment in robots.txt is told.
	Also []string `yaml:"also"`
	// Allow lists hosts whose ports beyond 80 and 443 may be visited, as in
	// intranet.example:8080.
	Allow []string `yaml:"allow"`
	// Store is the folder, relative to the audit file, that keeps what visits
	// found for later runs; empty keeps nothing.
	Store string `yaml:"store"`
	// Fresh is how long what was found is good without asking again.
	Fresh Period `yaml:"fresh"`
	// KeepEvidence is how long the notices, terms and robots files that --evidence
	// writes are to be kept.
	KeepEvidence Period     `yaml:"keep_evidence"`
	Pos          strict.Pos `yaml:"-"`
}

// PageRole is a value of page.role.
type PageRole string

// Values lists the values accepted.
func (PageRole) Values() []string { return valuesOf("page", "role") }

// checkSources tells what in the sources cannot be visited.
func (f *File) checkSources(problems *strict.Collector) {
	for i := range f.Sources {
		s := &f.Sources[i]
		switch {
		case (s.URL == "") == (s.From == ""):
			problems.Add(s.Pos, "expected either url, the address of a page, or from, a file that holds addresses")
		case s.URL != "" && !WebAddress(s.URL):
			problems.Add(s.Pos.Value("url"), "this is no address of a page: expected one such as https://www.orvalie.example/team")
		case s.URL != "" && (s.Column != "" || s.Sample != 0):
			problems.Add(s.Pos, "column and sample go with from, not with url")
		case s.Sample < 0 || s.Sample > 10_000:
			problems.Add(s.Pos.Value("sample"), "expected a number from 1 to 10000")
		}
	}
	v := &f.Visits
	for _, n := range []struct {
		key   string
		value int
	}{{"pages", v.Pages}, {"megabytes", v.Megabytes}, {"minutes", v.Minutes}, {"delay", v.Delay}} {
		if n.value < 0 || n.value > 1_000_000 {
			problems.Add(v.Pos.Value(n.key), "expected a number from 1 to 1000000")
		}
	}
	for _, a := range v.Allow {
		if _, _, ok := SplitHost(a); !ok {
			problems.Add(v.Pos.Value("allow"), "%q is no host with a port: expected one such as intranet.example:8080", a)
		}
	}
}

// WebAddress says whether a text is the address of a page on the web.
func WebAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (strings.EqualFold(u.Scheme, "http") || strings.EqualFold(u.Scheme, "https")) && u.Host != "" && !strings.ContainsAny(s, " \t\n")
}

// SplitHost splits host:port; a bare host has port 0, any port.
func SplitHost(s string) (host string, port int, ok bool) {
	host, number, found := strings.Cut(s, ":")
	if host == "" || strings.ContainsAny(host, "/@ ") {
		return "", 0, false
	}
	if !found {
		return host, 0, true
	}
	port, err := strconv.Atoi(number)
	return host, port, err == nil && port > 0 && port < 65536
}
