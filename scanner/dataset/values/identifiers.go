package values

import (
	"bytes"

	"leadlint/rules/facts"
)

// Identifiers tells national identification numbers and stored passwords by
// their form. It is read-only after NewIdentifiers, so workers may share one.
type Identifiers struct {
	nir, nif, nie, pesel, fiscal, bsn, some uint8
	clear, md5, sha1, salted                uint8
}

// NewIdentifiers makes a reader that gives the codes of contact.national_id and
// contact.credential.
func NewIdentifiers(schema *facts.Schema) *Identifiers {
	contact := schema.Relation("contact")
	id, password := contact.Field("national_id"), contact.Field("credential")
	return &Identifiers{
		nir: id.Code("nir"), nif: id.Code("nif"), nie: id.Code("nie"), pesel: id.Code("pesel"),
		fiscal: id.Code("codice_fiscale"), bsn: id.Code("bsn"), some: id.Code("other"),
		clear: password.Code("cleartext"), md5: password.Code("md5"), sha1: password.Code("sha1"), salted: password.Code("salted_hash"),
	}
}

// NationalID gives the code of contact.national_id of a cell in any column,
// where only forms count whose check character leaves little to chance: the
// French NIR with its key, the Spanish NIF and NIE, the Italian codice fiscale.
// It is 0 for anything else.
func (r *Identifiers) NationalID(cell []byte) uint8 {
	var buf [20]byte
	c, ok := compact(buf[:0], cell)
	if !ok {
		return 0
	}
	switch {
	case len(c) == 15 && isNIR(c):
		return r.nir
	case len(c) == 9 && isDigit(c[0]) && isNIF(c):
		return r.nif
	case len(c) == 9 && isNIF(c):
		return r.nie
	case len(c) == 16 && isCodiceFiscale(c):
		return r.fiscal
	}
	return 0
}

// NationalIDIn gives the code of contact.national_id of a cell in a column that
// says it holds such numbers. kind is the value of the field that the column's
// header names ("pesel"), or "other" when it names none. Numbers of digits only
// (PESEL, BSN) count here when their check digits fit. Any other cell with at
// least six digits is "other", and one with fewer is 0.
func (r *Identifiers) NationalIDIn(kind string, cell []byte) uint8 {
	if Empty(cell) {
		return 0
	}
	if code := r.NationalID(cell); code != 0 {
		return code
	}
	var buf [20]byte
	c, ok := compact(buf[:0], cell)
	if ok && (kind == "pesel" || kind == "other") && isPESEL(c) {
		return r.pesel
	}
	if ok && kind == "bsn" && isBSN(c) {
		return r.bsn
	}
	digits := 0
	for _, b := range cell {
		if isDigit(b) {
			digits++
		}
	}
	if digits >= 6 && len(cell) <= 40 && bytes.IndexByte(cell, '*') < 0 {
		return r.some
	}
	return 0
}

// compact appends the letters (as capitals) and digits of a cell to dst. It is
// false when the cell holds other characters than those, blanks, dots and
// hyphens, or more than 16 of them.
func compact(dst, cell []byte) ([]byte, bool) {
	for _, b := range trimQuotes(cell) {
		switch {
		case isDigit(b), b-'A' < 26:
		case isLetter(b):
			b -= 0x20
		case b == ' ' || b == '.' || b == '-':
			continue
		default:
			return nil, false
		}
		if len(dst) == 16 {
			return nil, false
		}
		dst = append(dst, b)
	}
	return dst, true
}

// isNIR checks a French social security number: sex, year, month, place (2A and
// 2B in Corsica), order, and the key, which is 97 less the rest modulo 97.
func isNIR(c []byte) bool {
	if c[0] != '1' && c[0] != '2' {
		return false
	}
	var n int64
	for i, b := range c[:13] {
		switch {
		case isDigit(b):
		case i == 6 && (b == 'A' || b == 'B') && c[5] == '2':
			b = '0'
		default:
			return false
		}
		n = n*10 + int64(b-'0')
	}
	switch c[6] {
	case 'A':
		n -= 1_000_000
	case 'B':
		n -= 2_000_000
	}
	if !isDigit(c[13]) || !isDigit(c[14]) {
		return false
	}
	month := int(c[3]-'0')*10 + int(c[4]-'0')
	if (month < 1 || month > 12) && (month < 20 || month > 42) && (month < 50 || month > 99) {
		return false
	}
	return int64(c[13]-'0')*10+int64(c[14]-'0') == 97-n%97
}

// isNIF checks a Spanish NIF (8 digits and a letter) or NIE (X, Y or Z, 7
// digits and a letter): the letter stands for the number modulo 23.
func isNIF(c []byte) bool {
	n := 0
	for i, b := range c[:8] {
		switch {
		case isDigit(b):
			b -= '0'
		case i == 0 && b >= 'X' && b <= 'Z':
			b -= 'X'
		default:
			return false
		}
		n = n*10 + int(b)
	}
	return c[8] == "TRWAGMYFPDXBNJZSQVHLCKE"[n%23]
}

// isPESEL checks a Polish number: a possible date of birth and a weighted sum.
func isPESEL(c []byte) bool {
	if len(c) != 11 || !allDigits(c) {
		return false
	}
	sum := 0
	for i, w := range [...]int{1, 3, 7, 9, 1, 3, 7, 9, 1, 3} {
		sum += w * int(c[i]-'0')
	}
	month := (int(c[2]-'0')*10 + int(c[3]-'0')) % 20
	day := int(c[4]-'0')*10 + int(c[5]-'0')
	return (10-sum%10)%10 == int(c[10]-'0') && month >= 1 && month <= 12 && day >= 1 && day <= 31
}

// isBSN checks a Dutch number by the eleven test.
func isBSN(c []byte) bool {
	if len(c) != 9 || !allDigits(c) {
		return false
	}
	sum := -int(c[8] - '0')
	for i := range 8 {
		sum += (9 - i) * int(c[i]-'0')
	}
	return sum != 0 && sum%11 == 0
}

// isCodiceFiscale checks an Italian tax code: six letters, year, month letter,
// day, place, and the check letter over fifteen places.
func isCodiceFiscale(c []byte) bool {
	const form = "LLLLLLDDLDDLDDDL" // digits may be replaced by letters against homonyms
	for i := range form {
		digit := isDigit(c[i]) || bytes.IndexByte([]byte("LMNPQRSTUV"), c[i]) >= 0
		if form[i] == 'L' && isDigit(c[i]) || form[i] == 'D' && !digit {
			return false
		}
	}
	if bytes.IndexByte([]byte("ABCDEHLMPRST"), c[8]) < 0 {
		return false
	}
	odd := [26]int{1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23}
	sum := 0
	for i, b := range c[:15] {
		v := int(b - 'A')
		if isDigit(b) {
			v = int(b - '0')
		}
		if i%2 == 0 {
			v = odd[v]
		}
		sum += v
	}
	return c[15] == byte('A'+sum%26)
}
