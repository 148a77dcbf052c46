package values

import "bytes"

// URLHost gives the host of a web address as written, a slice of cell, without
// port and credentials. The scheme may be missing ("www.example.com/page",
// "example.com"). It is nil when the cell is no web address.
func URLHost(cell []byte) []byte {
	c := trimQuotes(cell)
	if i := bytes.Index(c, []byte("://")); i > 0 && i <= 10 {
		c = c[i+3:]
	} else {
		c = bytes.TrimPrefix(c, []byte("//"))
	}
	for i, b := range c {
		if b == '/' || b == '?' || b == '#' {
			c = c[:i]
			break
		}
	}
	if i := bytes.IndexByte(c, '@'); i >= 0 {
		if len(c) == len(trimQuotes(cell)) {
			return nil // an e-mail address
		}
		c = c[i+1:]
	}
	if i := bytes.IndexByte(c, ':'); i > 0 {
		c = c[:i]
	}
	if !isDomain(c) {
		return nil
	}
	return c
}

// ProfileURL says whether a cell holds the address of a person's profile on a
// network (linkedin.com/in/…, xing.com/profile/…, github.com/name); companies'
// pages, groups and posts are none.
func ProfileURL(cell []byte) bool {
	host := URLHost(cell)
	if host == nil {
		return false
	}
	i := bytes.Index(cell, host)
	path := cell[i+len(host):]
	for i, b := range path {
		if b == '?' || b == '#' {
			path = path[:i]
			break
		}
	}
	path = bytes.Trim(path, "/ \t\r\n'\"")
	if len(path) == 0 {
		return false
	}
	switch {
	case isSite(host, "linkedin.com"):
		return hasStep(path, "in") || hasStep(path, "pub") || hasStep(path, "profile")
	case isSite(host, "xing.com"):
		return hasStep(path, "profile")
	case isSite(host, "viadeo.com"):
		return hasStep(path, "p") || hasStep(path, "profile")
	case isSite(host, "facebook.com"), isSite(host, "twitter.com"), isSite(host, "x.com"), isSite(host, "instagram.com"), isSite(host, "github.com"), isSite(host, "tiktok.com"):
		return !isReserved(path) && (bytes.IndexByte(path, '/') < 0 || hasStep(path, "people"))
	}
	return false
}

// isSite says whether host is site or one below it.
func isSite(host []byte, site string) bool {
	n := len(host) - len(site)
	return n >= 0 && equalFold(host[n:], site) && (n == 0 || host[n-1] == '.')
}

// hasStep says whether path is that step and another.
func hasStep(path []byte, step string) bool {
	return len(path) > len(step)+1 && path[len(step)] == '/' && equalFold(path[:len(step)], step)
}

func isReserved(path []byte) bool {
	for _, p := range [...]string{"pages", "groups", "events", "search", "explore", "login", "home", "hashtag", "share", "sharer.php", "intent", "about", "help", "marketplace", "watch", "orgs", "topics", "features"} {
		if equalFold(path, p) || hasStep(path, p) {
			return true
		}
	}
	return false
}
