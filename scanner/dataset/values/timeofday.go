package values

// isTime says whether c is a time of day: hours and minutes, perhaps seconds
// and a fraction, perhaps AM or PM, perhaps a zone. 24:00 is one.
func isTime(c []byte) bool {
	h, c, ok := upTo2Digits(c)
	if !ok || h > 24 {
		return false
	}
	if len(c) == 0 || (c[0] != ':' && c[0] != 'h' && c[0] != '.') {
		return false
	}
	m, c, ok := upTo2Digits(c[1:])
	if !ok || m > 59 {
		return false
	}
	if len(c) > 0 && (c[0] == ':' || c[0] == '.') {
		var s int
		s, c, ok = upTo2Digits(c[1:])
		if !ok || s > 60 {
			return false
		}
		c = skipFraction(c)
	}
	return isZone(skipHalfDay(c))
}

func upTo2Digits(c []byte) (int, []byte, bool) {
	n := 0
	i := 0
	for i < len(c) && i < 2 && isDigit(c[i]) {
		n = n*10 + int(c[i]-'0')
		i++
	}
	return n, c[i:], i > 0
}

func isDigit(b byte) bool { return b-'0' <= 9 }

func isLetter(b byte) bool { return (b|0x20)-'a' < 26 }

func skipFraction(c []byte) []byte {
	if len(c) > 1 && (c[0] == '.' || c[0] == ',') && isDigit(c[1]) {
		c = c[1:]
		for len(c) > 0 && isDigit(c[0]) {
			c = c[1:]
		}
	}
	return c
}

// skipHalfDay skips AM and PM, also "a.m.", with a space or a narrow space before.
func skipHalfDay(c []byte) []byte {
	t := trim(c)
	if len(t) < 2 || (t[0]|0x20 != 'a' && t[0]|0x20 != 'p') {
		return c
	}
	rest := t[1:]
	if rest[0] == '.' {
		rest = rest[1:]
	}
	if len(rest) == 0 || rest[0]|0x20 != 'm' {
		return c
	}
	rest = rest[1:]
	if len(rest) > 0 && rest[0] == '.' {
		rest = rest[1:]
	}
	if len(rest) > 0 && isLetter(rest[0]) {
		return c
	}
	return rest
}

// isZone says whether c is nothing or a time zone: Z, +02:00, UTC, GMT+2, CEST,
// with or without a name in brackets.
func isZone(c []byte) bool {
	c = trim(c)
	if n := len(c); n > 0 && (c[n-1] == ')' || c[n-1] == ']') {
		open := byte('(')
		if c[n-1] == ']' {
			open = '['
		}
		i := n - 1
		for i >= 0 && c[i] != open {
			i--
		}
		if i < 0 {
			return false
		}
		c = trim(c[:i])
	}
	letters := 0
	for len(c) > 0 && isLetter(c[0]) {
		letters++
		c = c[1:]
	}
	if letters > 5 || letters == 2 {
		return false
	}
	if len(c) == 0 {
		return true
	}
	return isOffset(trim(c))
}

func isOffset(c []byte) bool {
	if len(c) < 2 || (c[0] != '+' && c[0] != '-') {
		return false
	}
	digits := 0
	for i, b := range c[1:] {
		switch {
		case isDigit(b):
			digits++
		case b == ':' && (i == 2 || i == 5):
		default:
			return false
		}
	}
	return digits >= 1 && digits <= 6
}
