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

// ordinary gives the position of the @ in a cell that is nothing but a
// well-formed address in lower-case ASCII, as nearly all are, and -1 for every
// other cell, well-formed or not. It passes over the cell once; a test holds it
// to bareAddress and shape.
func ordinary(cell []byte) int {
	n := len(cell)
	if n < 6 || n > 254 {
		return -1
	}
	i, before := 0, ordinaryDot
	for ; i < n; i++ {
		c := ordinaryClass[cell[i]]
		if c == ordinaryAt {
			break
		}
		if c == ordinaryNone || c == ordinaryDot && before == ordinaryDot {
			return -1
		}
		before = c
	}
	at := i
	if at == n || at == 0 || at > 64 || before == ordinaryDot {
		return -1
	}
	label, labels, letters := 0, 1, false
	before = ordinaryDot
	for _, b := range cell[at+1:] {
		c := ordinaryClass[b]
		switch c {
		case ordinaryLetter:
			letters = true
		case ordinaryDigit:
		case ordinaryDash:
			if label == 0 {
				return -1
			}
		case ordinaryDot:
			if label == 0 || before == ordinaryDash {
				return -1
			}
			label, letters = -1, false
			labels++
		default:
			return -1
		}
		label++
		before = c
		if label > 63 {
			return -1
		}
	}
	if labels < 2 || label < 2 || !letters || before == ordinaryDash {
		return -1
	}
	return at
}
