package values

// The classes of byte in an ordinary address.
const (
	ordinaryNone uint8 = iota
	ordinaryLetter
	ordinaryDigit
	ordinaryDot
	ordinaryDash
	ordinaryOther // in the local part only
	ordinaryAt
)

var ordinaryClass = func() (t [256]uint8) {
	for b := byte('a'); b <= 'z'; b++ {
		t[b] = ordinaryLetter
	}
	for b := byte('0'); b <= '9'; b++ {
		t[b] = ordinaryDigit
	}
	t['.'], t['-'], t['@'] = ordinaryDot, ordinaryDash, ordinaryAt
	t['_'], t['+'] = ordinaryOther, ordinaryOther
	return t
}()

// ordinaryAfter has a bit for each class of byte that may not follow another in a domain.
var ordinaryAfter = [8]uint8{
	ordinaryLetter: 1<<ordinaryNone | 1<<ordinaryOther | 1<<ordinaryAt,
	ordinaryDigit:  1<<ordinaryNone | 1<<ordinaryOther | 1<<ordinaryAt,
	ordinaryDot:    1<<ordinaryNone | 1<<ordinaryOther | 1<<ordinaryAt | 1<<ordinaryDot | 1<<ordinaryDash,
	ordinaryDash:   1<<ordinaryNone | 1<<ordinaryOther | 1<<ordinaryAt | 1<<ordinaryDot,
}

// ordinaryDomain is the length of domains up to which none of their labels can be too long.
const ordinaryDomain = 63

// ordinary gives the position of the @ in a cell that is nothing but a
// well-formed address in lower-case ASCII with a domain of no great length, as nearly all
// are, and -1 for every other cell, well-formed or not. It passes over the cell once, and
// over the domain without asking what each byte is; a test holds it to bareAddress and shape.
func ordinary(cell []byte) int {
	n := len(cell)
	if n < 6 {
		return -1
	}
	at, before := 0, ordinaryDot
	for ; at < n; at++ {
		c := ordinaryClass[cell[at]]
		if c == ordinaryAt {
			break
		}
		if c == ordinaryNone || c == ordinaryDot && before == ordinaryDot {
			return -1
		}
		before = c
	}
	domain := n - at - 1
	if at == 0 || at > 64 || domain < 4 || domain > ordinaryDomain || before == ordinaryDot {
		return -1
	}
	before = ordinaryDot
	wrong := uint8(0)
	for _, b := range cell[at+1:] {
		c := ordinaryClass[b]
		wrong |= ordinaryAfter[before&7] >> (c & 7)
		before = c
	}
	if wrong&1 != 0 || before == ordinaryDash || !ordinaryEnd(cell[at+1:]) {
		return -1
	}
	return at
}

// ordinaryEnd says whether a domain of ordinary bytes has a dot, with two bytes or more
// behind the last of which one is a letter.
func ordinaryEnd(domain []byte) bool {
	letters := false
	for i := len(domain) - 1; i > 0; i-- {
		switch ordinaryClass[domain[i]] {
		case ordinaryDot:
			return letters && len(domain)-1-i >= 2
		case ordinaryLetter:
			letters = true
		}
	}
	return false
}
