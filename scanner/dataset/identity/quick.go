package identity

import "bytes"

// quickPage appends the normal form of a profile's address as nearly all are
// written, https://www.linkedin.com/in/name in lower case; nothing for every
// other cell. A test holds it to the long way.
func quickPage(dst, cell []byte) []byte {
	c := cell
	for _, start := range [...]string{"https://", "www."} {
		if len(c) > len(start) && string(c[:len(start)]) == start {
			c = c[len(start):]
		}
	}
	const site = "linkedin.com/in/"
	if len(c) <= len(site) || string(c[:len(site)]) != site {
		return dst
	}
	name := c[len(site):]
	if n := len(name) - 1; name[n] == '/' {
		name = name[:n]
	}
	for _, b := range name {
		if b-'a' >= 26 && b-'0' >= 10 && b != '-' {
			return dst
		}
	}
	if len(name) == 0 {
		return dst
	}
	return append(append(dst, "linkedin/in/"...), name...)
}

// quickPhone appends the normal form of a number written as + and digits with
// blanks, points or dashes between them, which needs no plan of a country;
// nothing for every other cell. A test holds it to the long way.
func quickPhone(dst, cell []byte) []byte {
	if len(cell) < shortest+1 || len(cell) > 24 || cell[0] != '+' {
		return dst
	}
	from := len(dst)
	dst = append(dst, '+')
	for _, b := range cell[1:] {
		if b-'0' < 10 {
			dst = append(dst, b)
		} else if b != ' ' && b != '.' && b != '-' {
			return dst[:from]
		}
	}
	// A nought in third or fourth place may be a trunk prefix left standing.
	if n := dst[from+1:]; len(n) < shortest || len(n) > 17 || bytes.IndexByte(n[2:4], '0') >= 0 {
		return dst[:from]
	}
	return dst
}
