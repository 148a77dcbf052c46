package message

import (
	"net/url"
	"strings"
)

// reach is where a link's target leads.
type reach uint8

const (
	live   reach = iota // somewhere
	dead                // nowhere: empty, "#", a script
	merged              // a field of a template that was not filled
)

// reachOf judges a target as it is written; nothing is fetched.
func reachOf(target string) reach {
	t := strings.ToLower(strings.TrimSpace(target))
	if isField(t) {
		return merged
	}
	scheme, rest, ok := strings.Cut(t, ":")
	switch {
	case t == "" || t[0] == '#':
		return dead
	case ok && (scheme == "javascript" || scheme == "about" || scheme == "data"):
		return dead
	case ok && scheme == "mailto":
		address, _, _ := strings.Cut(rest, "?")
		if !strings.Contains(address, "@") {
			return dead
		}
	case ok && (scheme == "http" || scheme == "https"):
		if strings.Trim(rest, "/#?") == "" || !strings.Contains(rest, ".") {
			return dead
		}
	case strings.ContainsAny(t[:1], "[<*%$"), t == "url", t == "link", t == "tbd", t == "xxx":
		return dead
	}
	return live
}

// isField says whether a target is, or begins with, a field that sending software
// fills: {{…}}, {…}, ${…}, *|…|*, %%…%%, %…%, [[…]], [%…%], <%…%>, ##…##.
func isField(t string) bool {
	for _, p := range []string{"", "http://", "https://", "mailto:"} {
		rest, ok := strings.CutPrefix(t, p)
		if !ok || rest == "" {
			continue
		}
		for _, open := range []string{"{", "${", "*|", "%%", "[[", "[%", "<%", "##", "%7b%7b", "[unsub", "[link", "[url"} {
			if strings.HasPrefix(rest, open) {
				return true
			}
		}
		if len(rest) > 2 && rest[0] == '%' && rest[len(rest)-1] == '%' {
			return true
		}
	}
	return false
}

// isMail says whether a target opens a message to somebody.
func isMail(target string) bool {
	return strings.HasPrefix(strings.ToLower(strings.TrimSpace(target)), "mailto:")
}

// isWeb says whether a target is a page.
func isWeb(target string) bool {
	t := strings.ToLower(strings.TrimSpace(target))
	return strings.HasPrefix(t, "http://") || strings.HasPrefix(t, "https://") || strings.HasPrefix(t, "www.")
}

// isRoot says whether a target is the first page of a site.
func isRoot(target string) bool {
	u, err := url.Parse(strings.TrimSpace(target))
	return err == nil && strings.Trim(u.Path, "/") == "" && u.RawQuery == ""
}
