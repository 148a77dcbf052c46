package values

// Looks says whether a cell has the form of a telephone number: 7 to 15 digits
// with the punctuation of numbers, perhaps an extension. Dates, decimal
// numbers, network addresses and bare numbers that may as well be Unix times or
// counts are left out.
func (r *PhoneReader) Looks(cell []byte) bool {
	c := trimQuotes(cell)
	if len(c) < 7 || len(c) > 40 {
		return false
	}
	if d, ok := isoDay(c); ok && d != 0 {
		return false
	}
	digits, dots, slashes, colons, marks := 0, 0, 0, 0, 0
	for i, b := range c {
		switch {
		case isDigit(b):
			digits++
			continue
		case b == '.':
			dots++
		case b == '/':
			slashes++
		case b == ':':
			colons++
		case b == '+':
			if i > 0 && c[0] != '(' && !equalFold(c[:min(4, len(c))], "tel:") {
				return false
			}
			marks++
			continue
		case b == ' ' || b == '-' || b == '(' || b == ')' || b == 0xc2 || b == 0xa0:
		case isLetter(b):
			if digits >= 7 && !scientific(c, i) {
				return extension(c[i:])
			}
			if i < 4 && equalFold(c[:min(4, len(c))], "tel:") {
				continue
			}
			return false
		default:
			return false
		}
		marks++
	}
	if digits < 7 || digits > 15 || colons > 1 || slashes > 1 || dots == 1 || dots == 3 && digits > 7 && c[0] != '0' && c[0] != '+' {
		return false
	}
	if marks > 0 {
		return dots != 2 && !(slashes == 0 && digits == 8 && dateMarks(c))
	}
	return bareNumberLooks(c, digits)
}

// dateMarks knows 15-04-2021 and 2021-4-15, which have two hyphens and eight digits or fewer.
func dateMarks(c []byte) bool {
	return len(c) == 10 && c[2] == c[5] && !isDigit(c[2])
}

// bareNumberLooks judges digits without any mark.
func bareNumberLooks(c []byte, digits int) bool {
	if c[0] == '0' {
		return digits >= 9 && digits <= 15
	}
	return digits >= 10 && digits <= 12 && c[0] != '1'
}

// extension knows what may follow a number.
func extension(c []byte) bool {
	n := 0
	for n < len(c) && isLetter(c[n]) {
		n++
	}
	switch {
	case equalFold(c[:n], "x"), equalFold(c[:n], "ext"), equalFold(c[:n], "extension"), equalFold(c[:n], "poste"),
		equalFold(c[:n], "int"), equalFold(c[:n], "durchwahl"), equalFold(c[:n], "p"):
		return true
	}
	return false
}
