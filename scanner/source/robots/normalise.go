package robots

import "strings"

const hexDigits = "0123456789ABCDEF"

// normalisePath brings the path of a URL into the form that patterns are
// compared with.
func normalisePath(path string) string {
	path, _, _ = strings.Cut(path, "#")
	if path == "" {
		return "/"
	}
	norm, _ := normalise(path, false)
	return norm
}

// normalise percent-encodes as RFC 9309, 2.2.2 asks: octets outside ASCII and
// reserved ones are encoded, encoded unreserved ones are decoded. "/" and "?"
// give a path its form, so they stay, and in the path itself differ from their
// encoded forms; behind a "?" the two forms mean the same and become the plain
// one, so that a part behind a wildcard reads the same wherever it is found. In
// a pattern "*" stays too. It also gives the number of octets, each counted once
// however it is written.
func normalise(s string, isPattern bool) (string, int) {
	if plain(s) {
		return s, len(s)
	}
	var b strings.Builder
	b.Grow(len(s) + 16)
	octets, query := 0, false
	for i := 0; i < len(s); octets++ {
		c, width, encoded := octet(s[i:])
		i += width
		switch {
		case unreserved(c):
			b.WriteByte(c)
		case c == '*' && isPattern && !encoded:
			b.WriteByte(c)
		case (c == '/' || c == '?') && (query || !encoded):
			b.WriteByte(c)
			query = query || c == '?'
		default:
			b.WriteByte('%')
			b.WriteByte(hexDigits[c>>4])
			b.WriteByte(hexDigits[c&15])
		}
	}
	return b.String(), octets
}

// plain tells whether s is normalised already, as most paths are.
func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		if !unreserved(s[i]) && s[i] != '/' {
			return false
		}
	}
	return true
}

// octet reads one octet, written as itself or as a percent triplet. A percent
// sign that starts no triplet is an octet of its own.
func octet(s string) (c byte, width int, encoded bool) {
	if s[0] != '%' || len(s) < 3 {
		return s[0], 1, false
	}
	hi, lo := unhex(s[1]), unhex(s[2])
	if hi < 0 || lo < 0 {
		return s[0], 1, false
	}
	return byte(hi<<4 | lo), 3, true
}

func unhex(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

// unreserved are the characters of RFC 3986, 2.3.
func unreserved(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' ||
		c == '-' || c == '.' || c == '_' || c == '~'
}
