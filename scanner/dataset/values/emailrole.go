package values

// isRole says whether a local part names a desk or department rather than a person.
func (r *EmailReader) isRole(local []byte) bool {
	if !r.starts.may(local) {
		return false
	}
	var buf [64]byte
	c := lowerASCII(buf[:0], local)
	for i, b := range c {
		if b == '+' {
			c = c[:i]
			break
		}
	}
	if r.locals[string(c)] != 0 {
		return true
	}
	found := false
	for start := 0; start < len(c); {
		end := start
		for end < len(c) && c[end] != '.' && c[end] != '-' && c[end] != '_' {
			end++
		}
		word := withoutDigits(c[start:end])
		switch kind := r.locals[string(word)]; {
		case kind == localFirst && start == 0:
			return true
		case kind != 0:
			found = true
		case len(word) > 2: // neither a number nor a country or language
			return false
		case len(word) > 0 && start == 0:
			return false // "j.sales" may be a person
		}
		start = end + 1
	}
	return found
}

// withoutDigits cuts the digits off the end of a word ("sales2").
func withoutDigits(c []byte) []byte {
	for len(c) > 0 && isDigit(c[len(c)-1]) {
		c = c[:len(c)-1]
	}
	return c
}
