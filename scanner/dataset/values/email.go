package values

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"leadlint/rules/facts"
)

// EmailReader tells kinds of e-mail address apart. It is read-only after
// NewEmailReader, so workers may share one.
type EmailReader struct {
	malformed, generic, personal, disposable, professional uint8

	domains map[string]uint8 // free-mail and disposable domains
	// known has a bit for each of them, by domainKey, to pass over the others.
	known  [1 << 12 / 64]uint64
	locals map[string]localKind
	starts prefixes // of locals
}

// localKind is what a word means in the part before the @.
type localKind uint8

const (
	// localAlone is a department ("sales"): a role address when nothing but
	// such words stands there, for "sales.martin" is a person.
	localAlone localKind = iota + 1
	// localFirst is a desk ("info"): a role address whatever follows it
	// ("info.paris").
	localFirst
)

// NewEmailReader makes a reader that gives the codes of contact.email_kind.
func NewEmailReader(schema *facts.Schema) *EmailReader {
	kind := schema.Relation("contact").Field("email_kind")
	r := &EmailReader{
		malformed: kind.Code("malformed"), generic: kind.Code("generic"), personal: kind.Code("personal"),
		disposable: kind.Code("disposable"), professional: kind.Code("professional_named"),
		domains: make(map[string]uint8), locals: make(map[string]localKind),
	}
	for _, row := range rows("domains.tsv", 2) {
		class := r.personal
		if row[0] == "disposable" {
			class = r.disposable
		}
		for _, d := range terms(row[1]) {
			r.domains[d] = class
			key := domainKey([]byte(d))
			r.known[key/64] |= 1 << (key % 64)
		}
	}
	for _, row := range rows("generic.tsv", 2) {
		class := localAlone
		if row[0] == "first" {
			class = localFirst
		}
		for _, w := range terms(row[1]) {
			r.locals[w] = class
			r.starts.add(w)
		}
	}
	return r
}

// domainKey mixes a domain's length and first letters into twelve bits.
func domainKey(d []byte) uint32 {
	h := uint32(len(d)) * 0x9e3779b1
	for _, b := range d[:min(4, len(d))] {
		h = (h ^ uint32(b)) * 16777619
	}
	return h >> 20
}

// Kind gives the code of contact.email_kind. It is 0 for an empty cell and for
// one that holds no address to judge: masked or hashed ones, "true" where a
// vendor keeps the address back, placeholders. A cell with several addresses is
// judged by the first. An address at a free-mail service is personal whatever
// stands before the @.
func (r *EmailReader) Kind(cell []byte) uint8 {
	if at := ordinary(cell); at >= 0 {
		return r.kindOf(cell[:at], cell[at+1:])
	}
	addr := bareAddress(cell)
	at := shape(addr)
	if at < 0 {
		if Empty(addr) || notAnAddress(addr) {
			return 0
		}
		return r.malformed
	}
	var buf [256]byte
	return r.kindOf(addr[:at], lowerASCII(buf[:0], addr[at+1:]))
}

// Read gives the kind of a cell that is nothing but an address in its normal
// form (see Normalise), as nearly all are; plain is false for every other cell.
func (r *EmailReader) Read(cell []byte) (kind uint8, plain bool) {
	at := ordinary(cell)
	if at < 0 {
		return 0, false
	}
	return r.kindOf(cell[:at], cell[at+1:]), true
}

// kindOf gives the kind of a well-formed address; domain is in lower case.
func (r *EmailReader) kindOf(local, domain []byte) uint8 {
	if key := domainKey(domain); r.known[key/64]&(1<<(key%64)) != 0 {
		if class, ok := r.domains[string(domain)]; ok {
			return class
		}
	}
	if withheld(local) {
		return 0
	}
	if r.isRole(local) {
		return r.generic
	}
	return r.professional
}

// Domain gives the part after the @ as written, a slice of cell; nil when the
// cell holds no well-formed address.
func (r *EmailReader) Domain(cell []byte) []byte {
	if at := ordinary(cell); at >= 0 {
		return cell[at+1:]
	}
	addr := bareAddress(cell)
	if at := shape(addr); at >= 0 {
		return addr[at+1:]
	}
	return nil
}

// Valid says whether the cell holds an address of ordinary form: local part,
// one @, a domain with a dot. Whether it exists is not asked.
func (r *EmailReader) Valid(cell []byte) bool { return shape(bareAddress(cell)) >= 0 }

// Normalise appends the address to dst in the form that keys are made of: bare
// (without "mailto:", a name or brackets) and in lower case. Tags (+x) and dots
// stay. Nothing is appended when the cell holds no well-formed address.
func (r *EmailReader) Normalise(dst, cell []byte) []byte {
	if ordinary(cell) >= 0 {
		return append(dst, cell...)
	}
	addr := bareAddress(cell)
	if shape(addr) < 0 {
		return dst
	}
	if isPlain(addr) {
		return lowerASCII(dst, addr)
	}
	for i := 0; i < len(addr); {
		r, size := rune(addr[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(addr[i:])
		}
		if r == utf8.RuneError && size == 1 {
			dst = append(dst, addr[i])
		} else {
			dst = utf8.AppendRune(dst, unicode.ToLower(r))
		}
		i += size
	}
	return dst
}

// bareAddress gives the address within a cell: the first of several, without
// blanks, quotes, "mailto:" and the name before <…>.
func bareAddress(cell []byte) []byte {
	if isPlain(cell) {
		return cell
	}
	c := trimQuotes(cell)
	if open := bytes.IndexByte(c, '<'); open >= 0 {
		if end := bytes.IndexByte(c[open:], '>'); end > 0 {
			c = trimQuotes(c[open+1 : open+end])
		}
	}
	if len(c) > 7 && c[6] == ':' && (c[0]|0x20) == 'm' && equalFold(c[:6], "mailto") {
		c = trimQuotes(c[7:])
		if q := bytes.IndexByte(c, '?'); q >= 0 {
			c = trimQuotes(c[:q])
		}
	}
	if at := bytes.IndexByte(c, '@'); at > 0 {
		for i := at; i < len(c); i++ {
			if c[i] == ';' || c[i] == ',' || c[i] == ' ' || c[i] == '|' || c[i] == '\n' || c[i] == '\r' {
				if i+1 < len(c) && bytes.IndexByte(c[i:], '@') < 0 && c[i] == ' ' {
					break // a blank within an address is a fault, not a list
				}
				return trimQuotes(c[:i])
			}
		}
	}
	return c
}

// isPlain says whether a cell holds nothing but what an address may consist of.
func isPlain(cell []byte) bool {
	for _, b := range cell {
		if !plainByte[b] {
			return false
		}
	}
	return true
}

// plainByte holds the characters of nearly all addresses.
var plainByte = func() (t [256]bool) {
	for i := range 128 {
		t[i] = isLetter(byte(i)) || isDigit(byte(i))
	}
	for _, b := range ".-_+@" {
		t[byte(b)] = true
	}
	return t
}()

// shape gives the position of the @ in a well-formed address, -1 in anything else.
func shape(c []byte) int {
	at := bytes.IndexByte(c, '@')
	if at < 1 || at > 64 || len(c) > 254 {
		return -1
	}
	dot := true // a dot may not come first, nor after another
	for _, b := range c[:at] {
		if b == '.' {
			if dot {
				return -1
			}
			dot = true
			continue
		}
		if !localByte[b] {
			return -1
		}
		dot = false
	}
	if dot || !isDomain(c[at+1:]) {
		return -1
	}
	return at
}

// localByte holds the bytes of an unquoted local part, dots left out.
var localByte = func() (t [256]bool) {
	for i := range t {
		b := byte(i)
		t[i] = isLetter(b) || isDigit(b) || b >= 0x80
	}
	for _, b := range "!#$%&'+-/=?^_`{|}~" {
		t[byte(b)] = true
	}
	return t
}()

// isDomain says whether d is a name of at least two labels whose last is no number.
func isDomain(d []byte) bool {
	label, labels, letters := 0, 1, false
	for i, b := range d {
		switch {
		case b == '.':
			if label == 0 || d[i-1] == '-' {
				return false
			}
			label, letters = 0, false
			labels++
			continue
		case b == '-':
			if label == 0 {
				return false
			}
		case isLetter(b) || b >= 0x80:
			letters = true
		case !isDigit(b):
			return false
		}
		label++
		if label > 63 {
			return false
		}
	}
	return labels > 1 && label > 1 && letters && d[len(d)-1] != '-'
}

// notAnAddress knows cells that hold something in place of an address: a mask,
// a hash, a flag.
func notAnAddress(c []byte) bool {
	if bytes.IndexByte(c, '*') >= 0 || bytes.Contains(c, []byte("•")) || bytes.Contains(c, []byte("...")) || bytes.Contains(c, []byte("…")) {
		return true
	}
	if isHex(c) && (len(c) == 32 || len(c) == 40 || len(c) == 64) {
		return true
	}
	for _, flag := range [...]string{"true", "false", "yes", "no", "none", "hidden", "locked", "masked", "redacted", "aucun", "aucune", "keine", "ninguno"} {
		if equalFold(c, flag) {
			return true
		}
	}
	return false
}

// withheld knows the local parts that vendors write while an address is not paid for.
func withheld(local []byte) bool {
	if c := local[0] | 0x20; c < 0x80 && c != 'e' && c != 'n' && isPlain(local) {
		return false
	}
	if bytes.Contains(local, []byte("…")) || bytes.Contains(local, []byte("•")) {
		return true
	}
	return equalFold(local, "email_not_unlocked") || equalFold(local, "not_unlocked") || equalFold(local, "noemail") || equalFold(local, "no-email")
}

func isHex(c []byte) bool {
	for _, b := range c {
		if !isDigit(b) && ((b|0x20) < 'a' || (b|0x20) > 'f') {
			return false
		}
	}
	return len(c) > 0
}

func lowerASCII(dst, c []byte) []byte {
	for _, b := range c {
		if b-'A' < 26 {
			b |= 0x20
		}
		dst = append(dst, b)
	}
	return dst
}

// equalFold compares c with s, which is ASCII in lower case.
func equalFold(c []byte, s string) bool {
	if len(c) != len(s) {
		return false
	}
	for i, b := range c {
		if b-'A' < 26 {
			b |= 0x20
		}
		if b != s[i] {
			return false
		}
	}
	return true
}
