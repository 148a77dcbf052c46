package robots

import (
	"strings"
	"testing"
)

// wants maps "token path" to whether the visit is allowed.
type wants map[string]bool

// TestRFC9309 holds the evaluator to the rules of RFC 9309, section by section;
// names and paths are our own.
func TestRFC9309(t *testing.T) {
	cases := []struct {
		name, file string
		want       wants
	}{
		// 2.1 and 2.2: lines and groups.
		{"empty file", "", wants{"leadlint /": true}},
		{"several names share a group", "User-agent: heron\nUser-agent: ibis\nDisallow: /eggs\n",
			wants{"heron /eggs": false, "ibis /eggs": false, "stork /eggs": true}},
		{"group without rules at the end", "User-agent: *\nDisallow: /\n\nUser-agent: heron\n",
			wants{"heron /": true, "ibis /": false}},
		{"blank line does not end a group", "User-agent: heron\n\nDisallow: /a\n\nDisallow: /b\n",
			wants{"heron /a": false, "heron /b": false}},
		{"no blank line between groups", "User-agent: heron\nDisallow: /a\nUser-agent: ibis\nDisallow: /b\n",
			wants{"heron /a": false, "heron /b": true, "ibis /a": true, "ibis /b": false}},
		{"rule before any name is skipped", "Disallow: /\nUser-agent: heron\nDisallow: /a\n",
			wants{"heron /": true, "heron /a": false, "ibis /": true}},
		{"field names in any case", "USER-AGENT: heron\nDISALLOW: /a\nALLOW: /a/b\n",
			wants{"heron /a": false, "heron /a/b": true}},
		{"space around everything", " \tUser-agent \t:\t heron \n  Disallow :  /a  \n",
			wants{"heron /a": false, "heron /b": true}},
		{"no space at all", "user-agent:heron\ndisallow:/a", wants{"heron /a": false}},
		{"last line without end", "User-agent: *\nDisallow: /a", wants{"x /a": false}},

		// 2.2.1: the user-agent line.
		{"name in any case", "User-agent: HeRoN\nDisallow: /\n", wants{"heron /": false, "HERON /": false}},
		{"name matches as a whole, not its start", "User-agent: hero\nDisallow: /\nUser-agent: heron2\nDisallow: /\n",
			wants{"heron /": true}},
		{"longer name is another", "User-agent: heron-images\nDisallow: /\n", wants{"heron /": true, "heron-images /": false}},
		{"groups of one name are merged", "User-agent: heron\nDisallow: /a\nDisallow: /b\n\nUser-agent: *\nDisallow: /x\n\nUser-agent: Heron\nDisallow: /c\n",
			wants{"heron /a": false, "heron /b": false, "heron /c": false, "heron /x": true}},
		{"groups of the star are merged", "User-agent: *\nDisallow: /a\nUser-agent: ibis\nDisallow: /b\nUser-agent: *\nDisallow: /c\n",
			wants{"heron /a": false, "heron /b": true, "heron /c": false}},
		{"star only if nobody names us", "User-agent: *\nDisallow: /\nUser-agent: heron\nAllow: /\n",
			wants{"heron /a": true, "ibis /a": false}},
		{"star beside a name", "User-agent: *\nUser-agent: heron\nDisallow: /a\n", wants{"heron /a": false, "ibis /a": false}},
		{"nobody is named and there is no star", "User-agent: ibis\nDisallow: /\n", wants{"heron /": true}},
		{"version behind the name", "User-agent: heron/2.1\nDisallow: /\n", wants{"heron /": false}},
		{"words behind the name", "User-agent: heron of the marsh\nDisallow: /\n", wants{"heron /": false, "marsh /": true}},
		{"names in a list", "User-agent: heron, ibis\nDisallow: /a\nUser-agent: stork;\nDisallow: /b\n",
			wants{"heron /a": false, "ibis /a": true, "stork /b": false}},
		{"star in a list", "User-agent: *, ibis\nDisallow: /a\n", wants{"heron /a": false}},
		{"name with digits", "User-agent: H2robot\nDisallow: /\n", wants{"h2robot /": false, "h /": true}},
		{"empty name starts a group of nobody", "User-agent: heron\nDisallow: /a\nUser-agent:\nDisallow: /b\n",
			wants{"heron /a": false, "heron /b": true, " /b": true}},
		{"star with more is no star", "User-agent: *bot\nDisallow: /\n", wants{"heron /": true}},

		// 2.2.2: allow and disallow.
		{"longest match wins, allow", "User-agent: *\nDisallow: /a/\nAllow: /a/b/\n",
			wants{"x /a/": false, "x /a/c": false, "x /a/b/": true, "x /a/b/c": true, "x /a": true}},
		{"longest match wins, disallow", "User-agent: *\nAllow: /a/b\nDisallow: /a/b/secret.gif\n",
			wants{"x /a/b/c": true, "x /a/b/secret.gif": false}},
		{"order of rules does not matter", "User-agent: *\nAllow: /a/b/\nDisallow: /a/\n", wants{"x /a/b/c": true, "x /a/c": false}},
		{"allow wins between equals", "User-agent: *\nDisallow: /a\nAllow: /a\n", wants{"x /a": true, "x /ab": true}},
		{"allow wins between equals, other order", "User-agent: *\nAllow: /a\nDisallow: /a\n", wants{"x /a": true}},
		{"equal length with wildcard", "User-agent: *\nDisallow: /a*c\nAllow: /abc\n", wants{"x /abc": true, "x /axc": false}},
		{"no rule matches", "User-agent: *\nDisallow: /a\n", wants{"x /b": true}},
		{"robots.txt itself is allowed", "User-agent: *\nDisallow: /\n", wants{"x /robots.txt": true, "x /robots.txt2": false}},
		{"paths in their own case", "User-agent: *\nDisallow: /Eggs\n", wants{"x /Eggs": false, "x /eggs": true}},
		{"a path matches from its start", "User-agent: *\nDisallow: /eggs\n", wants{"x /eggshell": false, "x /my/eggs": true}},
		{"empty disallow forbids nothing", "User-agent: *\nDisallow:\n", wants{"x /": true}},
		{"empty disallow undoes nothing", "User-agent: *\nDisallow: /a\nDisallow:\n", wants{"x /a": false}},
		{"empty allow allows nothing", "User-agent: *\nDisallow: /\nAllow:\n", wants{"x /a": false}},
		{"empty disallow ends the names", "User-agent: heron\nDisallow:\nUser-agent: ibis\nDisallow: /\n",
			wants{"heron /": true, "ibis /": false}},
		{"path without slash is skipped", "User-agent: *\nDisallow: eggs\nDisallow: /a\n", wants{"x /eggs": true, "x /a": false}},
		{"path without slash ends the names", "User-agent: heron\nDisallow: eggs\nUser-agent: ibis\nDisallow: /\n",
			wants{"heron /": true, "ibis /": false}},
		{"folder without its index page", "User-agent: *\nDisallow: /\nAllow: /a/\n", wants{"x /a/": true, "x /a/index.html": true, "x /a": false}},

		// 2.2.2: percent-encoding.
		{"query as it is", "User-agent: *\nDisallow: /bird?kind=owl\n", wants{"x /bird?kind=owl": false, "x /bird?kind=owl&x=1": false, "x /bird?kind=hawk": true}},
		{"reserved octets in a query", "User-agent: *\nDisallow: /go?to=https://nest.example\n",
			wants{"x /go?to=https%3A%2F%2Fnest.example": false, "x /go?to=https://nest.example": false}},
		{"encoded reserved octets in a rule", "User-agent: *\nDisallow: /go?to=https%3A%2F%2Fnest.example\n",
			wants{"x /go?to=https://nest.example/a": false}},
		{"octets beyond ASCII in the rule", "User-agent: *\nDisallow: /nid/œuf\n",
			wants{"x /nid/%C5%93uf": false, "x /nid/%c5%93uf": false, "x /nid/œuf": false, "x /nid/oeuf": true}},
		{"encoded octets beyond ASCII in the rule", "User-agent: *\nDisallow: /nid/%c5%93uf\n", wants{"x /nid/œufs": false}},
		{"encoded unreserved octets in the path", "User-agent: *\nDisallow: /eggs\n", wants{"x /%65%67gs": false}},
		{"encoded unreserved octets in the rule", "User-agent: *\nDisallow: /%65%67%67%73\n", wants{"x /eggs": false}},
		{"encoded slash is no slash", "User-agent: *\nDisallow: /a/b\n", wants{"x /a%2Fb": true, "x /a/b": false}},
		{"encoded slash in the rule", "User-agent: *\nDisallow: /a%2fb\n", wants{"x /a%2Fb": false, "x /a/b": true}},
		{"reserved octets of a path", "User-agent: *\nDisallow: /a(1)\nDisallow: /b:c\n", wants{"x /a%281%29": false, "x /b%3ac": false}},
		{"octets that are no UTF-8", "User-agent: *\nDisallow: /caf\xe9\n", wants{"x /caf%E9": false, "x /caf%C3%A9": true}},
		{"percent sign that encodes nothing", "User-agent: *\nDisallow: /100%\nDisallow: /5%zz\n", wants{"x /100%25": false, "x /5%zz": false}},
		{"query is not sorted", "User-agent: *\nDisallow: /s?b=1&a=2\n", wants{"x /s?b=1&a=2": false, "x /s?a=2&b=1": true}},

		// 2.2.3: special characters.
		{"number sign starts a comment", "User-agent: heron # the grey one\nDisallow: /a # not yet\n#Disallow: /b\n",
			wants{"heron /a": false, "heron /b": true}},
		{"comment without space", "User-agent: heron#x\nDisallow: /a#b\n", wants{"heron /a": false, "heron /ac": false}},
		{"encoded number sign", "User-agent: *\nDisallow: /a%23b\n", wants{"x /a%23b": false, "x /a": true}},
		{"dollar ends the path", "User-agent: *\nDisallow: /a/exactly$\n", wants{"x /a/exactly": false, "x /a/exactly/": true, "x /a/exactly?q": true}},
		{"dollar in the middle is itself", "User-agent: *\nDisallow: /a$b\n", wants{"x /a$b": false, "x /a%24b": false, "x /a": true}},
		{"encoded dollar at the end", "User-agent: *\nDisallow: /a%24\n", wants{"x /a$": false, "x /a$b": false, "x /a": true}},
		{"star stands for anything", "User-agent: *\nDisallow: /a/*/c\n",
			wants{"x /a/b/c": false, "x /a//c": false, "x /a/b/b/cd": false, "x /a/c": true}},
		{"star at the end changes nothing", "User-agent: *\nDisallow: /a*\n", wants{"x /a": false, "x /ab": false, "x /b": true}},
		{"star at the start", "User-agent: *\nDisallow: *.gif$\n", wants{"x /a/b.gif": false, "x /a/b.gif?x": true, "x /b.png": true}},
		{"several stars", "User-agent: *\nDisallow: /*/b*c*$\n", wants{"x /a/b/c": false, "x /a/c/b": true}},
		{"stars in a row", "User-agent: *\nDisallow: /a***b\n", wants{"x /ab": false, "x /a-b": false, "x /a": true}},
		{"encoded star is itself", "User-agent: *\nDisallow: /a-%2A.html\n", wants{"x /a-*.html": false, "x /a-%2a.html": false, "x /a-b.html": true}},
		{"star over a query", "User-agent: *\nDisallow: /*?sort=\n", wants{"x /list?sort=up": false, "x /list": true}},
		{"star over a value", "User-agent: *\nDisallow: /*sort=up\n", wants{"x /list?sort=up": false, "x /list?page=2&sort=up": false}},
		{"star over an address in a query", "User-agent: *\nDisallow: /*/login\n", wants{"x /go?to=/login": false}},
		{"star and dollar alone", "User-agent: *\nDisallow: *$\n", wants{"x /": false, "x /a?b": false}},
		{"slash and dollar", "User-agent: *\nDisallow: /$\n", wants{"x /": false, "x /a": true}},

		// 2.2.4: other records.
		{"other records do not end the names", "User-agent: heron\nSitemap: https://nest.example/map.xml\nUser-agent: ibis\nDisallow: /a\n",
			wants{"heron /a": false, "ibis /a": false}},
		{"other records do not end a group", "User-agent: heron\nDisallow: /a\nCrawl-delay: 5\nDisallow: /b\n", wants{"heron /b": false}},
		{"bad value of another record", "User-agent: heron\nCrawl-delay: soon\nDisallow: /a\n", wants{"heron /a": false}},

		// 2.2: what cannot be understood is skipped, the rest holds.
		{"line without colon", "User-agent: heron\nDisallow /b\nDisallow: /a\n", wants{"heron /a": false, "heron /b": true}},
		{"misspelled field", "User-agent: heron\nDisalow: /b\nDisallow: /a\n", wants{"heron /a": false, "heron /b": true}},
		{"binary in the middle", "User-agent: heron\n\x00\x01\xff\xfe\nDisallow: /a\n", wants{"heron /a": false}},
		{"byte order mark", "\xEF\xBB\xBFUser-agent: heron\nDisallow: /a\n", wants{"heron /a": false}},
		{"half a byte order mark", "\xEF\xBBUser-agent: heron\nDisallow: /a\n", wants{"heron /a": false}},
		{"byte order mark in the middle", "User-agent: heron\n\xEF\xBB\xBFDisallow: /b\nDisallow: /a\n", wants{"heron /a": false, "heron /b": true}},

		// Line ends.
		{"CR alone", "User-agent: heron\rDisallow: /a\rDisallow: /b", wants{"heron /a": false, "heron /b": false}},
		{"CR LF", "User-agent: heron\r\nDisallow: /a\r\nDisallow: /b\r\n", wants{"heron /a": false, "heron /b": false}},
		{"all of them", "User-agent: heron\nDisallow: /a\rDisallow: /b\r\nDisallow: /c\n\rDisallow: /d",
			wants{"heron /a": false, "heron /b": false, "heron /c": false, "heron /d": false}},

		// Paths as asked.
		{"no path is the root", "User-agent: *\nDisallow: /$\n", wants{"x ": false}},
		{"fragment is left out", "User-agent: *\nDisallow: /a$\n", wants{"x /a#top": false}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			f := Parse([]byte(c.file))
			for visit, want := range c.want {
				token, path, _ := strings.Cut(visit, " ")
				if got := f.Decide(token, path); got.Allowed != want {
					t.Errorf("%s to %q: got allowed %v (line %d %q), want %v", token, path, got.Allowed, got.Line, got.Text, want)
				}
			}
		})
	}
}

// TestMarshExample follows a file of several groups as section 5.1 does.
func TestMarshExample(t *testing.T) {
	f := Parse([]byte(`User-agent: *
Disallow: *.gif$
Disallow: /nests/
Allow: /news/

User-agent: heron
Disallow:/
Allow:/nests/open.html
Allow:/nests/pretty.gif

User-agent: ibis
User-agent: stork
Disallow: /nests/open.html

User-agent: owl
`))
	want := wants{
		"heron /": false, "heron /news/": false, "heron /nests/open.html": true, "heron /nests/pretty.gif": true, "heron /nests/": false,
		"ibis /nests/open.html": false, "ibis /nests/other.html": true, "ibis /a.gif": true, "stork /nests/open.html": false, "stork /": true,
		"owl /nests/": true, "owl /a.gif": true,
		"wren /nests/": false, "wren /news/": true, "wren /news/a.gif": true, "wren /a.gif": false, "wren /": true,
	}
	for visit, allowed := range want {
		token, path, _ := strings.Cut(visit, " ")
		if got := f.Decide(token, path); got.Allowed != allowed {
			t.Errorf("%s to %s: got %v by line %d, want %v", token, path, got.Allowed, got.Line, allowed)
		}
	}
}
