package values

import "bytes"

// Credential gives the code of contact.credential for a cell of a column of
// passwords, by its form: md5 (32 hexadecimal digits), sha1 (40), salted_hash
// (bcrypt, Argon2, scrypt, PBKDF2, crypt), else cleartext. It is 0, unknown,
// for an empty or masked cell and for unsalted hashes of other lengths.
func (r *Identifiers) Credential(cell []byte) uint8 {
	c := trim(cell)
	if Empty(c) || isMask(c) {
		return 0
	}
	for _, p := range [...]string{"$2a$", "$2b$", "$2x$", "$2y$", "$argon2", "$scrypt$", "$pbkdf2", "$5$", "$6$", "$y$", "$7$", "$1$", "$P$", "$H$", "$S$", "pbkdf2_", "pbkdf2:", "scrypt:", "argon2", "bcrypt", "{SSHA", "{ARGON2", "{BCRYPT", "{PBKDF2", "{CRYPT}$"} {
		if bytes.HasPrefix(c, []byte(p)) {
			return r.salted
		}
	}
	bare := c
	for _, p := range [...]string{"{MD5}", "md5:", "0x", "{SHA}", "sha1:"} {
		bare = bytes.TrimPrefix(bare, []byte(p))
	}
	if isHex(bare) {
		switch len(bare) {
		case 32:
			return r.md5
		case 40:
			return r.sha1
		case 48, 56, 64, 96, 128:
			return 0
		}
	}
	return r.clear
}

// isMask knows cells that show that a secret is held back.
func isMask(c []byte) bool {
	for i := 0; i < len(c); i++ {
		switch {
		case c[i] == '*' || c[i] == '.' || c[i] == 'x' || c[i] == 'X' || c[i] == '#':
		case c[i] == 0xe2 && i+2 < len(c) && (c[i+1] == 0x80 || c[i+1] == 0x97): // • and ●
			i += 2
		default:
			return equalFold(c, "[hidden]") || equalFold(c, "hidden") || equalFold(c, "[redacted]") || equalFold(c, "redacted") || equalFold(c, "[filtered]") || equalFold(c, "<hidden>")
		}
	}
	return true
}

// IBAN says whether a cell holds an international bank account number (ISO
// 13616): two letters, check digits, 11 to 30 more places, and the remainder 1
// modulo 97. Blanks may group it.
func IBAN(cell []byte) bool {
	c := trimQuotes(cell)
	if len(c) < 15 || len(c) > 48 || !isLetter(c[0]) || !isLetter(c[1]) || !isDigit(c[2]) {
		return false
	}
	var buf [40]byte
	n := 0
	for _, b := range c {
		if b == ' ' || b == '-' {
			continue
		}
		if !isDigit(b) && !isLetter(b) || n == 34 {
			return false
		}
		buf[n] = b
		n++
	}
	if n < 15 || !isDigit(buf[3]) {
		return false
	}
	rest := 0
	for i := range n {
		b := buf[(i+4)%n]
		if isDigit(b) {
			rest = (rest*10 + int(b-'0')) % 97
		} else {
			rest = (rest*100 + int((b|0x20)-'a') + 10) % 97
		}
	}
	return rest == 1
}
