package quote

import (
	"regexp"
	"strings"

	"leadlint/scanner/mask"
)

// Numbers and addresses that tell who somebody is, in the ways in which a text writes
// them and no other reader looks for them. The expressions are of RE2 and linear.
var (
	account  = regexp.MustCompile(`\b[A-Za-z]{2}\d{2}(?:[ -]?[A-Z]{4})?(?:[ -]?[0-9][A-Za-z0-9]{0,3}){2,8}\b`)
	figures  = regexp.MustCompile(`\d(?:[ .\-/\x{a0}\x{202f}\x{2009}]?\d){6,}[A-Za-z]?\b`)
	insured  = regexp.MustCompile(`\b[A-Za-z]{2}[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-Za-z]\b`)
	fiscal   = regexp.MustCompile(`\b[A-Za-z]{3} ?[A-Za-z]{3} ?\d{2}[A-Za-z]\d{2} ?[A-Za-z]\d{3}[A-Za-z]\b`)
	spelled  = regexp.MustCompile(`(?i)[\p{L}\d._%+-]+\s+(?:at|arobase|arroba|chiocciola|ät|aet)\s+[\p{L}\d.-]+\s+(?:dot|point|punkt|punto|punt|ponto|kropka)\s+\p{L}{2,}`)
	half     = regexp.MustCompile(`(?i)[\p{L}\d]+[._\d][\p{L}\d._]*\s*[\[({<]?\b(?:at|ät)\b[\])}>]?\s*[\p{L}\d-]+\.\p{L}{2,}`)
	handle   = regexp.MustCompile(`(?:^|[\s(:,;/])@[\p{L}\d_.]{2,}`)
	dated    = regexp.MustCompile(`^(?:\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}-\d{2}-\d{2}|(?:19|20)\d\d[/-](?:19|20)\d\d|\d{4}/\d{3,4}|\d{3,4}/\d{4})$`)
	writings = []struct {
		of   *regexp.Regexp
		may  func(string) bool // false where a sentence cannot hold it, which is found out sooner
		show func(string) string
	}{
		{account, numbered, mask.Text}, {insured, numbered, mask.Text}, {fiscal, numbered, mask.Text}, {spelled, saysDot, mask.Text},
		{half, dotted, mask.Text}, {handle, addressed, handled}, {figures, numbered, mask.Phone},
	}
)

// hidden is a part of a sentence with what is shown in its place.
type hidden struct {
	start, end int
	shown      string
}

// codes finds them in a sentence.
func codes(s string) []hidden {
	var out []hidden
	for _, w := range writings {
		if !w.may(s) {
			continue
		}
		for _, at := range w.of.FindAllStringIndex(s, -1) {
			if part := s[at[0]:at[1]]; !dated.MatchString(part) {
				out = append(out, hidden{at[0], at[1], w.show(part)})
			}
		}
	}
	return out
}

func numbered(s string) bool { return strings.ContainsAny(s, "0123456789") }

func addressed(s string) bool { return strings.IndexByte(s, '@') >= 0 }

// dotted says whether a full stop stands within a word.
func dotted(s string) bool {
	for i := range len(s) - 1 {
		if s[i] == '.' && s[i+1] != ' ' {
			return true
		}
	}
	return false
}

// saysDot says whether a word may stand for a full stop.
func saysDot(s string) bool {
	s = strings.ToLower(s)
	return strings.Contains(s, "dot") || strings.Contains(s, "po") || strings.Contains(s, "pun") || strings.Contains(s, "kropka")
}

func handled(s string) string { return s[:strings.IndexByte(s, '@')] + "@" + mask.Text(s) }
