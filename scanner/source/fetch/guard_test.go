package fetch

import (
	"errors"
	"net/netip"
	"net/url"
	"strings"
	"testing"
)

func TestGuard(t *testing.T) {
	cases := []struct {
		address         string
		public, private bool
	}{
		{"8.8.8.8", true, true}, {"93.184.215.14", true, true}, {"2606:2800:21f::1", true, true},
		{"127.0.0.1", false, true}, {"127.255.0.9", false, true}, {"::1", false, true},
		{"10.1.2.3", false, true}, {"172.16.0.1", false, true}, {"172.31.255.255", false, true}, {"192.168.1.1", false, true},
		{"172.32.0.1", true, true}, {"100.64.0.1", false, true}, {"100.128.0.1", true, true}, {"198.18.0.1", false, true},
		{"fc00::1", false, true}, {"fd12:3456::1", false, true}, {"fec0::1", false, true},
		{"169.254.169.254", false, false}, {"169.254.1.1", false, false}, {"fe80::1", false, false}, {"168.63.129.16", false, false},
		{"100.100.100.200", false, false}, {"fd00:ec2::254", false, false},
		{"0.0.0.0", false, false}, {"0.1.2.3", false, false}, {"::", false, false}, {"255.255.255.255", false, false},
		{"224.0.0.1", false, false}, {"240.0.0.1", false, false}, {"ff02::1", false, false},
		{"192.0.2.1", false, false}, {"198.51.100.1", false, false}, {"203.0.113.1", false, false}, {"192.0.0.192", false, false},
		{"2001:db8::1", false, false}, {"3fff::1", false, false}, {"2002:7f00:1::", false, false}, {"2001::1", false, false},
		{"::ffff:8.8.8.8", true, true}, {"::ffff:127.0.0.1", false, true}, {"::ffff:169.254.169.254", false, false},
		{"::127.0.0.1", false, false}, {"64:ff9b::808:808", true, true}, {"64:ff9b::7f00:1", false, true},
		{"64:ff9b::a9fe:a9fe", false, false}, {"64:ff9b:1::1", false, false}, {"fe80::1%eth0", false, false}, {"2606::1%eth0", false, false},
	}
	public, private := newGuard(false), newGuard(true)
	for _, c := range cases {
		a := netip.MustParseAddr(c.address)
		if got := public.allows(a); got != c.public {
			t.Errorf("%s: got %v, want %v", c.address, got, c.public)
		}
		if got := private.allows(a); got != c.private {
			t.Errorf("%s with private addresses: got %v, want %v", c.address, got, c.private)
		}
		if c.address == strings.TrimSuffix(c.address, "%eth0") {
			err := public.control("tcp", netip.AddrPortFrom(a, 80).String(), nil)
			if (err == nil) != c.public || err != nil && !errors.Is(err, errPrivate) {
				t.Errorf("%s at the socket: got %v", c.address, err)
			}
		}
	}
	if public.allows(netip.Addr{}) || public.control("tcp", "host:80", nil) == nil {
		t.Error("what is no address was allowed")
	}
}

// TestGuardOnEveryHop redirects to where nobody should go.
func TestGuardOnEveryHop(t *testing.T) {
	cases := map[string]Kind{
		"http://127.0.0.1/":                     KindPrivateAddress,
		"http://169.254.169.254/latest/":        KindPrivateAddress,
		"http://[::1]/":                         KindPrivateAddress,
		"http://[::ffff:127.0.0.1]/":            KindPrivateAddress,
		"http://[::ffff:a9fe:a9fe]/":            KindPrivateAddress,
		"http://[64:ff9b::7f00:1]/":             KindPrivateAddress,
		"http://0.0.0.0/":                       KindPrivateAddress,
		"http://inside.example/":                KindPrivateAddress,
		"http://INSIDE.example./":               KindPrivateAddress,
		"https://inside.example/":               KindPrivateAddress,
		"//inside.example/":                     KindPrivateAddress,
		"http://2130706433/":                    KindNotAURL,
		"http://0177.0.0.1/":                    KindNotAURL,
		"http://0x7f000001/":                    KindNotAURL,
		"http://0x7f.0.0.1/":                    KindNotAURL,
		"http://127.1/":                         KindNotAURL,
		"http://127.0.0.1.2/":                   KindNotAURL,
		"http://1２7.0.0.1/":                     KindPrivateAddress,
		"http://①②⑦.⓪.⓪.①/":                     KindPrivateAddress,
		"http://[fe80::1%25eth0]/":              KindNotAURL,
		"http://nest.example:8080/":             KindPort,
		"http://nest.example:22/":               KindPort,
		"http://nest.example:0/":                KindNotAURL,
		"ftp://nest.example/":                   KindScheme,
		"file:///etc/passwd":                    KindScheme,
		"javascript:alert(1)":                   KindScheme,
		"gopher://nest.example/":                KindScheme,
		"http://user:pass@nest.example/":        KindNotAURL,
		"http:///path":                          KindNotAURL,
		"http:nest.example":                     KindNotAURL,
		"http://nowhere.example/":               KindDNS,
		"http://nest.example\\@inside.example/": KindRedirects,
		"http://a..b.example/":                  KindNotAURL,
	}
	w := newWorld(t)
	targets := pages{}
	w.site("nest.example", targets)
	w.names["inside.example"] = [][]netip.Addr{{netip.MustParseAddr("10.0.0.7"), netip.MustParseAddr("::ffff:127.0.0.1")}}
	for target := range cases {
		targets["/?"+url.QueryEscape(target)] = "302 " + target
	}
	for target, want := range cases {
		t.Run(target, func(t *testing.T) {
			f := w.fetcher(nil)
			defer f.Close()
			p := w.get(f, "http://nest.example/?"+url.QueryEscape(target))
			wantKind(t, p, want)
			if p.Hops[0].Status != 302 || p.Body != nil {
				t.Errorf("got %+v", p)
			}
			if direct := w.get(f, target); !strings.HasPrefix(target, "//") && want != KindRedirects {
				wantKind(t, direct, want)
				if strings.Contains(direct.URL, "pass") && strings.Contains(direct.URL, "user") {
					t.Errorf("the password is told: %s", direct.URL)
				}
			}
		})
	}
	for _, address := range w.dialled {
		if !strings.HasPrefix(address, "8.0.0.") {
			t.Errorf("%s was dialled", address)
		}
	}
}

// TestAddressThatChanges: a name answers with a public address first and a
// private one later, or with both.
func TestAddressThatChanges(t *testing.T) {
	w := newWorld(t)
	w.site("rebind.example", pages{"/": "hello"})
	w.names["rebind.example"] = append(w.names["rebind.example"], []netip.Addr{netip.MustParseAddr("127.0.0.1")})
	f := w.fetcher(nil)
	wantKind(t, w.get(f, "http://rebind.example/"), "")
	f.Close()
	wantKind(t, w.get(f, "http://rebind.example/"), KindPrivateAddress)

	w.site("both.example", pages{"/": "hello"})
	w.names["both.example"] = [][]netip.Addr{{netip.MustParseAddr("192.168.0.1"), w.names["both.example"][0][0]}}
	wantKind(t, w.get(f, "http://both.example/"), "")
	for _, address := range w.dialled {
		if !strings.HasPrefix(address, "8.0.0.") {
			t.Errorf("%s was dialled", address)
		}
	}
}

func TestAddressIsNormalised(t *testing.T) {
	f := newWorld(t).fetcher(func(o *Options) { o.Allow = []HostPort{{"Nest.example", 8443}} })
	cases := map[string]string{
		" https://NEST.example ":                             "https://nest.example/",
		"https://nest.example:443/":                          "https://nest.example/",
		"http://nest.example:443/":                           "http://nest.example:443/",
		"https://nest.example:8443":                          "https://nest.example:8443/",
		"http://nest.example./a//b":                          "http://nest.example/a//b",
		"http://nest.example/a/../../b":                      "http://nest.example/b",
		"http://nest.example/open/%2e%2E/secret":             "http://nest.example/secret",
		"http://nest.example/a%2Fb":                          "http://nest.example/a%2Fb",
		"http://nest.example/é?q=é b&<a>=\"1\"#é":            "http://nest.example/%C3%A9?q=%C3%A9%20b&%3Ca%3E=%221%22",
		"http://nest.example/?b=1&a=2&b=%zz":                 "http://nest.example/?b=1&a=2&b=%zz",
		"http://nid-d'œuf.example/":                          "",
		"http://œuf.example/":                                "http://xn--uf-dsa.example/",
		"http://[2606:2800:21F:0:0:0:0:1]:80/":               "http://[2606:2800:21f::1]/",
		"http://a_b.example/":                                "http://a_b.example/",
		"http://" + strings.Repeat("a", 64) + ".a/":          "",
		"http://nest.example/" + strings.Repeat("a", maxURL): "",
		"nest.example/a":                                     "", "": "", "http://": "", "://": "", "http://nest.example:99999/": "", "http://a b/": "", "http://nest.example/%zz": "",
	}
	for raw, want := range cases {
		u, p := f.address(raw)
		got := ""
		if p == nil {
			got = u.String()
		}
		if got != want {
			t.Errorf("%.60q: got %q, want %q", raw, got, want)
		}
	}
}

func TestRobotsAreAskedAboutWhatIsSent(t *testing.T) {
	w := newWorld(t)
	w.site("nest.example", pages{
		"/robots.txt": "User-agent: *\nDisallow: /secret\nDisallow: /s?b=1&a=2\n", "/secret": "no", "/s?b=1&a=2": "no",
	})
	f := w.fetcher(nil)
	for _, url := range []string{"/secret", "/open/../secret", "/open/%2e%2e/secret", "/./secret", "/%73ecret", "/s?b=1&a=2"} {
		wantKind(t, w.get(f, "http://nest.example"+url), KindRobots)
	}
	if got := w.requests(); got != "nest.example/robots.txt" {
		t.Errorf("got requests %s", got)
	}
}

func FuzzAddress(f *testing.F) {
	for _, s := range []string{"http://nest.example/a?b#c", "HTTPS://[::1]:443/%2e%2e/", "http://0x7f.1", "http://a@b", "http://é.example:80"} {
		f.Add(s)
	}
	fetcher, err := New(Options{})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		withoutPassword(raw)
		u, p := fetcher.address(raw)
		if p != nil {
			return
		}
		written := u.String()
		again, p := fetcher.address(written)
		if p != nil || again.String() != written {
			t.Fatalf("%q became %q, then %v %v", raw, written, again, p)
		}
		if u.Scheme != "http" && u.Scheme != "https" || u.User != nil || u.Fragment != "" || u.Host == "" {
			t.Fatalf("%q became %q", raw, written)
		}
		if port := u.Port(); port != "" && port != "80" && port != "443" {
			t.Fatalf("%q goes to port %s", raw, port)
		}
		if strings.ContainsAny(written, " \r\n\t") {
			t.Fatalf("%q became %q, which breaks a request", raw, written)
		}
	})
}
