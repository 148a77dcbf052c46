package identity

import (
	"bytes"

	"leadlint/rules/facts"
)

// Page appends the key of the address of a page, whoever the page is about.
// Scheme, case of the host, "www.", a default port, what stands after # and
// slashes at the end do not count; path and parameters do. What is no address
// with a scheme of the web gives nothing.
func (h *Hasher) Page(dst []facts.Hash, cell []byte) []facts.Hash {
	for len(cell) > 0 {
		var one []byte
		one, cell = next(cell)
		if h.buf = AppendPage(h.buf[:0], trim(one)); len(h.buf) > 0 {
			dst = h.put(dst, facts.KindPage, h.buf)
		}
	}
	return dst
}

// AppendPage appends the form of a page's address by which Page tells pages
// apart, nothing for what is none.
func AppendPage(dst, url []byte) []byte {
	rest, found := webAddress(url)
	if !found {
		return dst
	}
	if i := bytes.IndexByte(rest, '#'); i >= 0 {
		rest = rest[:i]
	}
	end := bytes.IndexAny(rest, "/?")
	if end < 0 {
		end = len(rest)
	}
	host := rest[:end]
	if i := bytes.LastIndexByte(host, '@'); i >= 0 {
		host = host[i+1:]
	}
	host = bytes.TrimSuffix(bytes.TrimSuffix(host, []byte(":80")), []byte(":443"))
	if len(host) >= 4 && bytes.EqualFold(host[:4], []byte("www.")) {
		host = host[4:]
	}
	host = bytes.TrimSuffix(host, []byte("."))
	if bytes.IndexByte(host, '.') < 0 && bytes.IndexByte(host, ':') < 0 {
		return dst // no host of the web
	}
	from := len(dst)
	dst = append(dst, host...)
	for i := from; i < len(dst); i++ {
		if 'A' <= dst[i] && dst[i] <= 'Z' {
			dst[i] += 'a' - 'A'
		}
	}
	path, query, _ := bytes.Cut(rest[end:], []byte("?"))
	dst = append(dst, bytes.TrimRight(path, "/")...)
	if len(query) > 0 {
		dst = append(append(dst, '?'), query...)
	}
	return dst
}

// webAddress gives what follows the scheme of an address of the web.
func webAddress(url []byte) ([]byte, bool) {
	for _, scheme := range []string{"https://", "http://"} {
		if len(url) > len(scheme) && bytes.EqualFold(url[:len(scheme)], []byte(scheme)) {
			return url[len(scheme):], true
		}
	}
	return nil, false
}
