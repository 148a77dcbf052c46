package ignore

import "strings"

// class matches a byte with the class in brackets that a pattern begins with, and gives
// the length of the class; 0 when the byte is not in it, or the class has no end.
func class(pattern string, c byte) int {
	i := 1
	negated := i < len(pattern) && (pattern[i] == '!' || pattern[i] == '^')
	if negated {
		i++
	}
	found := false
	for first := true; ; first = false {
		if i >= len(pattern) {
			return 0
		}
		if pattern[i] == ']' && !first {
			break
		}
		if strings.HasPrefix(pattern[i:], "[:") {
			if n := strings.Index(pattern[i:], ":]"); n > 0 {
				in, known := named(pattern[i+2:i+n], c)
				if !known {
					return 0
				}
				found = found || in
				i += n + 2
				continue
			}
		}
		low, n := letter(pattern[i:])
		if n == 0 {
			return 0
		}
		i += n
		high := low
		if i+1 < len(pattern) && pattern[i] == '-' && pattern[i+1] != ']' {
			if high, n = letter(pattern[i+1:]); n == 0 {
				return 0
			}
			i += n + 1
		}
		found = found || low <= c && c <= high
	}
	if found == negated {
		return 0
	}
	return i + 1
}

// letter reads one byte of a class, protected by a backslash or not.
func letter(s string) (c byte, length int) {
	if s[0] != '\\' {
		return s[0], 1
	}
	if len(s) < 2 {
		return 0, 0
	}
	return s[1], 2
}

// named tells whether a byte is of a named class ([:digit:]), and whether there is such
// a class.
func named(name string, c byte) (in, known bool) {
	lower, upper, digit := c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9'
	switch name {
	case "alnum":
		return lower || upper || digit, true
	case "alpha":
		return lower || upper, true
	case "blank":
		return c == ' ' || c == '\t', true
	case "cntrl":
		return c < 32 || c == 127, true
	case "digit":
		return digit, true
	case "graph":
		return c > 32 && c < 127, true
	case "lower":
		return lower, true
	case "print":
		return c >= 32 && c < 127, true
	case "punct":
		return c > 32 && c < 127 && !lower && !upper && !digit, true
	case "space":
		return c == ' ' || c >= 9 && c <= 13, true
	case "upper":
		return upper, true
	case "xdigit":
		return digit || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F', true
	}
	return false, false
}
