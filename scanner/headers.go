package scanner

import (
	"strings"
	"unicode"

	"leadlint/scanner/mask"
)

// manyDigits is the number of digits from which a header without letters is
// taken for a telephone number or an identifier.
const manyDigits = 7

// shownHeaders gives the headers as they may be shown. In a file without a
// header row, or JSON whose keys are persons, a header can itself be personal:
// one with the form of an e-mail address or a number is masked.
func shownHeaders(headers []string) []string {
	out := make([]string, len(headers))
	for i, h := range headers {
		out[i] = h
		digits, letters := 0, 0
		for _, r := range h {
			switch {
			case unicode.IsDigit(r):
				digits++
			case unicode.IsLetter(r):
				letters++
			}
		}
		switch {
		case strings.Contains(h, "@") && letters > 1:
			out[i] = mask.Email(h)
		case digits >= manyDigits && letters == 0:
			out[i] = mask.Phone(h)
		}
	}
	return out
}
