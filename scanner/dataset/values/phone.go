package values

import (
	"bytes"

	"leadlint/rules/facts"
)

// PhoneReader understands telephone numbers by their calling prefix. It is
// read-only after NewPhoneReader, so workers may share one.
type PhoneReader struct {
	// decided holds the country of every prefix, by its digits; prefixes that
	// several countries share are there with 0.
	decided map[string]uint8
	// lengths has a bit for each length of the prefixes that start with two digits.
	lengths [100]uint16
	// calling is the country of numbers that begin with three digits, 0 where
	// these do not decide it.
	calling [1000]uint8
	// plans is indexed by country code.
	plans []plan
}

// plan is how a country's national numbers become international ones.
type plan struct {
	calling, trunk string
}

// NewPhoneReader makes a reader that gives the codes of contact.country.
func NewPhoneReader(schema *facts.Schema) *PhoneReader {
	country := schema.Relation("contact").Field("country")
	r := &PhoneReader{decided: make(map[string]uint8), plans: make([]plan, len(country.Values)+1)}
	for _, row := range rows("calling.tsv", 3) {
		code := country.Code(row[1])
		r.add(row[0], code)
		if code != 0 && r.plans[code].calling == "" && len(row[0]) <= 3 {
			r.plans[code] = plan{row[0], dash(row[2])}
		}
	}
	for _, row := range rows("nanp.tsv", 2) {
		for _, area := range terms(row[1]) {
			r.add("1"+area, country.Code(row[0]))
			if code := country.Code(row[0]); code != 0 {
				r.plans[code] = plan{"1", "1"}
			}
		}
	}
	r.states(country)
	r.short()
	return r
}

// short fills calling: three digits decide unless longer prefixes begin with them.
func (r *PhoneReader) short() {
	longer := map[string]bool{}
	for prefix := range r.decided {
		if len(prefix) > 3 {
			longer[prefix[:3]] = true
		}
	}
	for n := range r.calling {
		digits := string([]byte{byte('0' + n/100), byte('0' + n/10%10), byte('0' + n%10)})
		if longer[digits] {
			continue
		}
		for size := 3; size > 0; size-- {
			if code, ok := r.decided[digits[:size]]; ok {
				r.calling[n] = code
				break
			}
		}
	}
}

// states adds the area codes of the United States: all others of +1, and the
// plans of the countries that share a prefix.
func (r *PhoneReader) states(country *facts.Field) {
	us := country.Code("US")
	var area [4]byte
	area[0] = '1'
	for n := 201; n <= 989; n++ {
		area[1], area[2], area[3] = byte('0'+n/100), byte('0'+n/10%10), byte('0'+n%10)
		if _, ok := r.decided[string(area[:])]; !ok && area[2] != '9' {
			r.add(string(area[:]), us)
		}
	}
	for _, p := range [...]struct{ country, calling, trunk string }{
		{"US", "1", "1"}, {"GB", "44", "0"}, {"GG", "44", "0"}, {"JE", "44", "0"}, {"IM", "44", "0"}, {"IT", "39", ""}, {"VA", "39", ""},
		{"NO", "47", ""}, {"SJ", "47", ""}, {"FI", "358", "0"}, {"AX", "358", "0"}, {"RU", "7", "8"}, {"KZ", "7", "8"}, {"RE", "262", "0"},
		{"YT", "262", "0"}, {"GP", "590", "0"}, {"MF", "590", "0"}, {"BL", "590", "0"}, {"AU", "61", "0"}, {"CX", "61", "0"}, {"CC", "61", "0"},
		{"CW", "599", ""}, {"BQ", "599", ""}, {"EH", "212", "0"},
	} {
		r.plans[country.Code(p.country)] = plan{p.calling, p.trunk}
	}
}

func dash(s string) string {
	if s == "-" {
		return ""
	}
	return s
}

func (r *PhoneReader) add(prefix string, code uint8) {
	r.decided[prefix] = code
	n := int(prefix[0]-'0') * 10
	if len(prefix) > 1 {
		r.lengths[n+int(prefix[1]-'0')] |= 1 << len(prefix)
		return
	}
	for i := range 10 {
		r.lengths[n+i] |= 1 << 1
	}
}

// Country gives the code of contact.country that an international number (+…
// or 00…) points to: the place of its longest known prefix. It is 0 for
// national numbers, for prefixes that several countries share, and for numbers
// of no place (toll-free, satellite).
func (r *PhoneReader) Country(cell []byte) uint8 {
	if code, sure := r.quick(cell); sure {
		return code
	}
	return r.country(cell)
}

// quick answers for a number written as + and digits with blanks, points or
// dashes between them, whose calling code alone decides; sure is false for
// every other cell. A test holds it to country.
func (r *PhoneReader) quick(cell []byte) (code uint8, sure bool) {
	if len(cell) < 8 || len(cell) > 24 || cell[0] != '+' {
		return 0, false
	}
	n, prefix := 0, 0
	for _, b := range cell[1:] {
		if d := b - '0'; d <= 9 {
			if n < 3 {
				prefix = prefix*10 + int(d)
			}
			n++
		} else if b != ' ' && b != '.' && b != '-' {
			return 0, false
		}
	}
	if n < 7 || n > 17 {
		return 0, false
	}
	code = r.calling[prefix]
	return code, code != 0
}

// country is Country in full.
func (r *PhoneReader) country(cell []byte) uint8 {
	var buf [32]byte
	digits, international := dial(buf[:0], cell)
	if !international || len(digits) < 7 {
		return 0
	}
	lengths := r.lengths[int(digits[0]-'0')*10+int(digits[1]-'0')]
	for n := 7; n > 0; n-- {
		if lengths&(1<<n) == 0 {
			continue
		}
		if code, ok := r.decided[string(digits[:n])]; ok {
			return code
		}
	}
	return 0
}

// Normalise appends to dst the number in the form that keys are made of: + and
// digits (E.164), without punctuation, "(0)", an apostrophe before it or an
// extension after it. A national number is read as one of defaultCountry (a
// code of contact.country); when that is 0 its digits alone are appended. Of
// several numbers in the cell the first counts. Nothing is appended when the
// cell holds no number.
func (r *PhoneReader) Normalise(dst, cell []byte, defaultCountry uint8) []byte {
	var buf [32]byte
	digits, international := dial(buf[:0], cell)
	if len(digits) < 5 {
		return dst
	}
	if international {
		digits = r.dropTrunk(digits)
		return append(append(dst, '+'), digits...)
	}
	if int(defaultCountry) >= len(r.plans) || r.plans[defaultCountry].calling == "" {
		return append(dst, digits...)
	}
	p := r.plans[defaultCountry]
	if p.trunk != "" && bytes.HasPrefix(digits, []byte(p.trunk)) {
		digits = digits[len(p.trunk):]
	} else if bytes.HasPrefix(digits, []byte(p.calling)) && len(digits) >= len(p.calling)+8 && p.trunk == "0" {
		return append(append(dst, '+'), digits...) // 33612345678: the + was lost
	}
	return append(append(append(dst, '+'), p.calling...), digits...)
}

// dropTrunk removes the trunk prefix 0 that some leave after +33, +44 or +49.
func (r *PhoneReader) dropTrunk(digits []byte) []byte {
	for n := 2; n <= 3 && n < len(digits); n++ {
		if digits[n] != '0' {
			continue
		}
		code, ok := r.decided[string(digits[:n])]
		if string(digits[:n]) == "44" || (ok && code != 0 && r.plans[code].trunk == "0") {
			return append(digits[:n], digits[n+1:]...)
		}
	}
	return digits
}

// dial appends the digits of the cell's first number to dst, without what
// follows it, and says whether it was written internationally; the + or 00 is
// left out. Nothing is appended when the cell holds no number.
func dial(dst, cell []byte) (digits []byte, international bool) {
	c := trimQuotes(cell)
	if len(c) > 4 && c[3] == ':' && equalFold(c[:3], "tel") {
		c = trim(c[4:])
	}
	for i := 0; i < len(c); i++ {
		switch b := c[i]; {
		case isDigit(b):
			if len(dst) == 17 {
				return nil, false
			}
			dst = append(dst, b)
		case b == '+' && len(dst) == 0:
			international = true
		case b == '(' && len(dst) > 0 && i+2 < len(c) && c[i+1] == '0' && c[i+2] == ')':
			i += 2
		case b == ';' || b == ',' || b == '|' || b == '\n' || b == '#':
			return finish(dst, international)
		case isLetter(b):
			if len(dst) >= 7 && !scientific(c, i) {
				return finish(dst, international) // an extension, or a word about the number
			}
			return nil, false
		}
	}
	return finish(dst, international)
}

// scientific says whether the letter at i is the exponent mark of a number that
// a spreadsheet has spoilt (3.36E+10).
func scientific(c []byte, i int) bool {
	return i > 0 && i+1 < len(c) && c[i]|0x20 == 'e' && isDigit(c[i-1]) && (c[i+1] == '+' || isDigit(c[i+1]))
}

func finish(digits []byte, international bool) ([]byte, bool) {
	if !international && len(digits) > 8 && digits[0] == '0' && digits[1] == '0' {
		return digits[2:], true
	}
	return digits, international
}
