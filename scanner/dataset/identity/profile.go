package identity

import (
	"bytes"

	"leadlint/rules/facts"
	"leadlint/scanner/dataset/values"
)

// Profile appends the keys of the addresses of profile pages in a cell: those
// that values.ProfileURL knows. Scheme, country subdomain, case, parameters and
// what follows the person's own step do not count. Other addresses (a company's
// page, a site) give nothing.
func (h *Hasher) Profile(dst []facts.Hash, cell []byte) []facts.Hash {
	if h.buf = quickPage(h.buf[:0], cell); len(h.buf) > 0 {
		return h.put(dst, facts.KindProfile, h.buf)
	}
	for len(cell) > 0 {
		var one []byte
		one, cell = next(cell)
		if one = trim(one); len(one) == 0 || !values.ProfileURL(one) {
			continue
		}
		if h.buf = page(h.buf[:0], one); len(h.buf) > 0 {
			dst = h.put(dst, facts.KindProfile, h.buf)
		}
	}
	return dst
}

// sites are the networks that values.ProfileURL knows, with the number of steps
// of a path that name the person.
var sites = [...]struct {
	host, name string
	steps      int
}{
	{"linkedin.com", "linkedin", 2}, {"xing.com", "xing", 2}, {"viadeo.com", "viadeo", 2},
	{"facebook.com", "facebook", 1}, {"twitter.com", "x", 1}, {"x.com", "x", 1}, {"instagram.com", "instagram", 1},
	{"github.com", "github", 1}, {"tiktok.com", "tiktok", 1},
}

// page appends the normal form of a profile's address, nothing when the person
// is not named in it.
func page(dst, url []byte) []byte {
	host := values.URLHost(url)
	rest := url[bytes.Index(url, host)+len(host):]
	if i := bytes.IndexByte(rest, '/'); i >= 0 {
		rest = rest[i+1:]
	} else {
		return dst
	}
	path, query := rest, []byte(nil)
	if i := bytes.IndexAny(rest, "?#"); i >= 0 {
		path, query = rest[:i], rest[i:]
	}
	path = bytes.Trim(path, "/ ")
	for _, s := range sites {
		if !below(host, s.host) {
			continue
		}
		dst = append(append(dst, s.name...), '/')
		return person(dst, path, query, s.name, s.steps)
	}
	return dst
}

// person appends the steps that name the person: those of the path, or an
// identifier among the parameters of a page that serves all persons.
func person(dst, path, query []byte, site string, steps int) []byte {
	switch {
	case site == "facebook" && hasWord(path, "profile.php"), site == "linkedin" && hasWord(path, "profile/view"):
		id := parameter(query, "id")
		if len(id) == 0 {
			return dst[:0]
		}
		return unescape(append(dst, "id="...), id)
	case site == "facebook" && hasWord(path, "people"):
		steps = 3 // people/Name/number: names recur
	case site == "linkedin" && hasWord(path, "pub"):
		steps = 5 // pub/name/1/2/3
	}
	end := len(path)
	for i, b := range path {
		if b == '/' {
			if steps--; steps == 0 {
				end = i
				break
			}
		}
	}
	return unescape(dst, path[:end])
}

// hasWord says whether a path is a word or begins with its step.
func hasWord(path []byte, word string) bool {
	return len(path) >= len(word) && bytes.EqualFold(path[:len(word)], []byte(word)) && (len(path) == len(word) || path[len(word)] == '/')
}

// parameter gives the value of a parameter of a query, nil when it is not there.
func parameter(query []byte, name string) []byte {
	for len(query) > 0 {
		query = query[1:] // ? or &
		end := bytes.IndexAny(query, "&#")
		if end < 0 {
			end = len(query)
		}
		if one := query[:end]; len(one) > len(name) && string(one[:len(name)]) == name && one[len(name)] == '=' {
			return one[len(name)+1:]
		}
		query = query[end:]
	}
	return nil
}

// unescape appends a path in lower case with its %-escapes resolved.
func unescape(dst, path []byte) []byte {
	start := len(dst)
	for i := 0; i < len(path); i++ {
		b := path[i]
		if b == '%' && i+2 < len(path) && nibble(path[i+1]) < 16 && nibble(path[i+2]) < 16 {
			b = nibble(path[i+1])<<4 | nibble(path[i+2])
			i += 2
		}
		dst = append(dst, b)
	}
	end := len(dst)
	dst = lower(dst, dst[start:end])
	n := copy(dst[start:], dst[end:])
	return dst[:start+n]
}

// below says whether a host is a site or one below it.
func below(host []byte, site string) bool {
	n := len(host) - len(site)
	return n >= 0 && bytes.EqualFold(host[n:], []byte(site)) && (n == 0 || host[n-1] == '.')
}
