package place

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"leadlint/scanner/mask"
)

// Masker makes quotations of code safe to show. It may be shared.
type Masker struct {
	email, account, phone, iban         *regexp.Regexp
	quoted, secret, named, option       *regexp.Regexp
	bearer, query, person, personal, at *regexp.Regexp
}

// NewMasker makes a masker.
func NewMasker() *Masker {
	return &Masker{
		at:       regexp.MustCompile(`(?i)@|%40|[(\[{] ?(?:at|arobase) ?[)\]}]`),
		email:    regexp.MustCompile(`(?i)[\pL\d.!#&*+=?^_~-]+(?:@|%40| ?[(\[{] ?(?:at|arobase) ?[)\]}] ?)[\pL\d](?:[\pL\d.-]*[\pL\d])?(?:\.| ?[(\[{] ?(?:dot|point) ?[)\]}] ?)\pL{2,}`),
		account:  regexp.MustCompile(`://[^/\s:@"']+:[^/\s@"']+@`),
		phone:    regexp.MustCompile(`(?:\+|\b0)\d(?:[ .()/-]?\d){7,13}\b`),
		iban:     regexp.MustCompile(`\b[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){3,7}(?: ?[A-Z\d]{1,3})?\b`),
		quoted:   regexp.MustCompile("\"[^\"\n]*\"|'[^'\n]*'|`[^`\n]*`"),
		secret:   regexp.MustCompile(`[A-Za-z0-9+/_=-]{20,}`),
		named:    regexp.MustCompile(`(?i)passw|passphrase|\bpwd|secret|token|li_at|session_?id|api_?key|mot_?de_?passe|kennwort|contrase|cookie|authorization|credential`),
		option:   regexp.MustCompile(`(?i)((?:passw(?:or)?d|pwd|secret|token|api_?key|li_at|session_?id)\s*[:=]>?\s*)([^\s'"` + "`" + `(){}\[\],;$<>&|]{6,})`),
		bearer:   regexp.MustCompile(`(?i)\b((?:bearer|basic)\s+)([\w+/=.~-]*\d[\w+/=.~-]*)`),
		query:    regexp.MustCompile(`([?&][\w.\[\]-]+=)([^&\s"'<>#` + "`" + `]{6,})`),
		person:   regexp.MustCompile(`\p{Lu}\p{Ll}+(?:[ '-]\p{Lu}(?:\p{Ll}+|\.))+`),
		personal: regexp.MustCompile(`(?i)(?:full|first|last|sur|given|family|contact|person|user|owner|customer|lead|candidate)[ _-]?name|\bpr[eé]nom|\bnom\b|nachname|vorname|apellido`),
	}
}

// longest is the number of characters of a quotation.
const longest = 160

// Excerpt quotes a line of code: trimmed, shortened, with the values masked that
// [Masker.Mask] masks. Signs that could steer a terminal are left out.
func (m *Masker) Excerpt(line string) string { return cut(m.Mask(printable(strings.TrimSpace(line)))) }

// Value quotes a text of code that stands by itself, without the quotation marks that it
// had; about says what is known of it, such as the name that it was given.
func (m *Masker) Value(text, about string) string {
	secret := m.named.MatchString(about) || m.named.MatchString(text)
	masked := m.Mask(printable(strings.ReplaceAll(strings.TrimSpace(text), "\n", " ")))
	if secret {
		masked = tokens(masked, 16)
	}
	words := strings.Split(masked, " ")
	for i, w := range words {
		if secret && len(strings.Fields(w)) == 1 && valueLike(w) || m.secret.FindString(w) == w && keyLike(w) {
			words[i] = "***"
		}
	}
	text = strings.Join(words, " ")
	if m.personal.MatchString(about) {
		text = m.person.ReplaceAllStringFunc(text, mask.Name)
	}
	return cut(text)
}

func cut(text string) string {
	if utf8.RuneCountInString(text) <= longest {
		return text
	}
	return string([]rune(text)[:longest-1]) + "…"
}

// Mask masks the values within a text: addresses, telephone and account numbers, names
// beside them, and what could be a key, a password or the value of a session.
func (m *Masker) Mask(text string) string {
	whole := text
	text = m.account.ReplaceAllString(text, "://***@")
	text = m.query.ReplaceAllStringFunc(text, m.parameter)
	if m.at.MatchString(text) {
		text = m.email.ReplaceAllStringFunc(text, address)
	}
	text = m.iban.ReplaceAllString(text, "***")
	text = m.phone.ReplaceAllStringFunc(text, mask.Phone)
	text = m.bearer.ReplaceAllString(text, "$1***")
	if m.named.MatchString(text) {
		text = m.hide(text)
	}
	text = m.quoted.ReplaceAllStringFunc(text, func(q string) string {
		return m.secret.ReplaceAllStringFunc(q, func(s string) string {
			if !keyLike(s) {
				return s
			}
			return s[:2] + "***"
		})
	})
	if text != whole || m.personal.MatchString(text) {
		text = m.person.ReplaceAllStringFunc(text, mask.Name)
	}
	return text
}

// address masks an e-mail address, however its sign is written.
func address(s string) string {
	if strings.Contains(s, "@") {
		return mask.Email(s)
	}
	return "***"
}

// parameter masks the value of a parameter in an address, unless it is a plain word.
func (m *Masker) parameter(s string) string {
	parts := m.query.FindStringSubmatch(s)
	value := parts[2]
	letters := strings.ContainsFunc(value, unicode.IsLetter)
	digits := strings.ContainsFunc(value, unicode.IsDigit)
	switch {
	case strings.ContainsAny(value, "${("):
		return s
	case letters && digits, m.at.MatchString(value), len(value) >= 9 && digits:
		return parts[1] + "***"
	}
	return s
}

// hide masks, in a line that speaks of a password, session or key, the texts that could be
// its value: words in quotation marks, or after an equals sign or colon, of letters
// beside digits or signs.
func (m *Masker) hide(text string) string {
	text = m.quoted.ReplaceAllStringFunc(text, func(q string) string {
		inner := q[1 : len(q)-1]
		if valueLike(inner) {
			return q[:1] + "***" + q[len(q)-1:]
		}
		return q[:1] + tokens(inner, 16) + q[len(q)-1:]
	})
	text = m.option.ReplaceAllStringFunc(text, func(s string) string {
		parts := m.option.FindStringSubmatch(s)
		if !valueLike(parts[2]) {
			return s
		}
		return parts[1] + "***"
	})
	words := strings.Split(text, " ")
	for i, w := range words {
		if len(w) >= 8 && strings.ContainsAny(w, "!#?*~^+") && !strings.ContainsAny(w, "\"'`()=") && valueLike(w) {
			words[i] = "***"
		}
	}
	return strings.Join(words, " ")
}

// tokens masks the runs of letters and digits in a text that are of some length and hold
// several digits, such as the values of cookies in a header.
func tokens(text string, least int) string {
	var out strings.Builder
	for text != "" {
		n := strings.IndexFunc(text, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) })
		if n < 0 {
			n = len(text)
		}
		if n == 0 {
			_, n = utf8.DecodeRuneInString(text)
			out.WriteString(text[:n])
		} else if digits := strings.Count(strings.Map(digit, text[:n]), "0"); n >= least && digits >= 3 {
			out.WriteString("***")
		} else {
			out.WriteString(text[:n])
		}
		text = text[n:]
	}
	return out.String()
}

// digit maps digits to one of them.
func digit(c rune) rune {
	if unicode.IsDigit(c) {
		return '0'
	}
	return c
}

// valueLike says whether a text could be a password: without blanks, with digits or signs
// among its letters, and neither a path, a placeholder nor the name of something.
func valueLike(s string) bool {
	digits, letters, signs := 0, 0, 0
	for _, c := range s {
		switch {
		case '0' <= c && c <= '9':
			digits++
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', c == '_', c == '-':
			letters++
		case c == '!', c == '#', c == '*', c == '+', c == '=', c == '~', c == '^', c == '?':
			signs++
		case c == ' ', c == '/', c == '$', c == '{', c == '%', c == '<', c == '.', c == ':', c == '(', c == ',':
			return false
		}
	}
	constant := strings.Contains(s, "_") && s == strings.ToUpper(s)
	return len(s) >= 6 && (digits > 0 || signs > 0) && letters > 0 && !constant
}

// keyLike says whether a run of letters and digits could be a key or the value of a
// session rather than words: it mixes digits and letters, and no two signs join it.
func keyLike(s string) bool {
	digits, letters, joins, switches := 0, 0, 0, 0
	last := byte(0)
	for i := range len(s) {
		c := s[i]
		kind := byte('x')
		switch {
		case '0' <= c && c <= '9':
			digits++
			kind = 'd'
		case 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z':
			letters++
			kind = 'l'
		default:
			joins++
		}
		if kind != last {
			switches++
		}
		last = kind
	}
	return letters > 0 && digits >= 3 && switches >= 5 && joins*5 < len(s)
}
