package values

// scan takes a written date apart: at most three numbers, at most one month's
// name, weekday names and small words skipped, a time of day and zone checked.
// It is false when anything else stands in the cell.
func (p *dateParts) scan(c []byte, months map[string]int) bool {
	var sep byte
	for len(c) > 0 {
		switch b := c[0]; {
		case isDigit(b):
			if n, ok := timeLength(c); ok {
				return p.afterTime(c[n:])
			}
			n, digits := 0, 0
			for len(c) > 0 && isDigit(c[0]) && digits < 5 {
				n = n*10 + int(c[0]-'0')
				digits++
				c = c[1:]
			}
			if p.count == 3 || digits > 4 {
				return false
			}
			p.n[p.count], p.digits[p.count], p.sep[p.count] = n, digits, sep
			p.count++
			sep = 0
		case isLetter(b) || b >= 0x80:
			var ok bool
			if c, ok = p.word(c, months); !ok {
				return false
			}
			sep = ' '
		case b == '/' || b == '-' || b == '.' || b == ' ' || b == ',' || b == '\'' || b == '\t':
			if sep == 0 || sep == ' ' {
				sep = b
			}
			c = c[1:]
		default:
			return false
		}
	}
	return p.count > 0
}

// timeLength gives the length of the hours, minutes and seconds that c starts
// with.
func timeLength(c []byte) (int, bool) {
	h, rest, ok := upTo2Digits(c)
	if !ok || h > 24 || len(rest) < 2 || (rest[0] != ':' && rest[0] != 'h') || !isDigit(rest[1]) {
		return 0, false
	}
	m, rest, ok := upTo2Digits(rest[1:])
	if !ok || m > 59 {
		return 0, false
	}
	if len(rest) > 1 && rest[0] == ':' {
		s, after, ok := upTo2Digits(rest[1:])
		if !ok || s > 60 {
			return 0, false
		}
		rest = skipFraction(after)
	}
	return len(c) - len(skipHalfDay(rest)), true
}

// afterTime takes what follows a time of day: a zone, and in the form of C's
// ctime ("Apr 15 00:03:00 UTC 2021") the year.
func (p *dateParts) afterTime(c []byte) bool {
	c = trim(c)
	if n := len(c); n >= 4 && p.count == 1 && p.month > 0 && p.digits[0] <= 2 {
		year, digits, ok := bareNumber(c[n-4:])
		if ok && digits == 4 && (n == 4 || c[n-5] == ' ') {
			p.n[1], p.digits[1] = int(year), 4
			p.count++
			c = c[:n-4]
		}
	}
	return p.count > 0 && isZone(c)
}

// word takes a word off c: a month's name, or one that says nothing.
func (p *dateParts) word(c []byte, months map[string]int) ([]byte, bool) {
	n := 0
	for n < len(c) && (isLetter(c[n]) || c[n] >= 0x80) {
		n++
	}
	var buf [64]byte
	if n > 24 {
		return nil, false
	}
	w := FoldBytes(buf[:0], c[:n])
	rest := c[n:]
	if m, ok := months[string(w)]; ok {
		if p.month != 0 && p.month != m {
			return nil, false
		}
		if p.month == 0 {
			p.month = m
		}
		return rest, true
	}
	switch string(w) {
	case "st", "nd", "rd", "th", "er", "re", "e", "o", "de", "del", "of", "le", "el", "den", "di", "at", "a", "um", "om", "alle", "as",
		"the", "r", "t", "il", "ore", "uhr", "kl", "on", "do", "les", "las",
		"mon", "monday", "tue", "tues", "tuesday", "wed", "wednesday", "thu", "thur", "thurs", "thursday", "fri", "friday", "sat", "saturday", "sun", "sunday",
		"lun", "lundi", "mardi", "mer", "mercredi", "jeu", "jeudi", "ven", "vendredi", "sam", "samedi", "dimanche",
		"mo", "montag", "dienstag", "mi", "mittwoch", "donnerstag", "fr", "freitag", "sa", "samstag", "sonnabend", "so", "sonntag",
		"lunes", "martes", "mie", "miercoles", "jue", "jueves", "vie", "viernes", "sab", "sabado", "dom", "domingo",
		"lunedi", "martedi", "mercoledi", "gio", "giovedi", "venerdi", "sabato", "domenica",
		"maandag", "dinsdag", "wo", "woensdag", "donderdag", "vr", "vrijdag", "za", "zaterdag", "zo", "zondag",
		"poniedzialek", "wtorek", "sroda", "czwartek", "piatek", "sobota", "niedziela",
		"segunda", "terca", "quarta", "quinta", "sexta", "feira":
		return rest, true
	}
	return nil, false
}
