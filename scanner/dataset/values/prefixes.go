package values

import "unicode/utf8"

// prefixes is a set of words known by their first three letters or digits, for
// passing over nearly all others without looking them up.
type prefixes struct {
	bits [1 << 15 / 64]uint64
}

// add notes a word, folded.
func (p *prefixes) add(word string) {
	key, _ := prefixKey([]byte(word))
	p.bits[key/64] |= 1 << (key % 64)
}

// may says whether cell may, once folded, be one of the words; it is true for
// cells whose first letters are not ASCII.
func (p *prefixes) may(cell []byte) bool {
	key, ok := prefixKey(cell)
	return !ok || p.bits[key/64]&(1<<(key%64)) != 0
}

// prefixKey is the first three letters or digits in five bits each. It is false
// when another alphabet stands among them.
func prefixKey(cell []byte) (key uint16, ok bool) {
	n := 0
	for _, b := range cell {
		if c := lexiconASCII[b]; c != 0 {
			key = key<<5 | uint16(c&31)
			if n++; n == 3 {
				break
			}
		} else if b >= utf8.RuneSelf {
			return 0, false
		}
	}
	return key, n > 0
}
