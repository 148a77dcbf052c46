// Package mask makes personal values unreadable before they enter a finding.
// What it gives keeps just enough for the person who holds the data to
// recognise a row. It is the one place where values are masked.
package mask

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// stars stands for what is hidden; its length says nothing of the value's.
const stars = "***"

// Email keeps the first letter of the local part and of the domain, and the
// top-level domain: l***@e***.fr. What is no address is masked as Text.
func Email(s string) string {
	s = strings.TrimSpace(s)
	at := strings.LastIndexByte(s, '@')
	if at <= 0 || at == len(s)-1 {
		return Text(s)
	}
	local, domain := s[:at], strings.ToLower(s[at+1:])
	tld := ""
	if dot := strings.LastIndexByte(domain, '.'); dot > 0 && plainTLD(domain[dot+1:]) {
		tld = domain[dot:]
	}
	return first(local) + stars + "@" + first(domain) + stars + tld
}

// plainTLD says whether a top-level domain is short and made of letters, so
// that it can be shown.
func plainTLD(s string) bool {
	if len(s) < 2 || len(s) > 7 {
		return false
	}
	return strings.IndexFunc(s, func(r rune) bool { return r > 'z' || !unicode.IsLetter(r) }) < 0
}

// Phone keeps the last two digits: ***42. Fewer than six digits show none.
func Phone(s string) string {
	var digits []byte
	for i := range len(s) {
		if '0' <= s[i] && s[i] <= '9' {
			digits = append(digits, s[i])
		}
	}
	if len(digits) < 6 {
		return Text(s)
	}
	return stars + string(digits[len(digits)-2:])
}

// Name keeps the initials: "J. D.". At most three are shown.
func Name(s string) string {
	var out []string
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) }) {
		if f := first(w); f != "" && len(out) < 3 {
			out = append(out, strings.ToUpper(f)+".")
		}
	}
	if out == nil {
		return Text(s)
	}
	return strings.Join(out, " ")
}

// URL keeps the scheme's absence and the host's registrable end only: the
// host's first letter and its top-level domain, and that a path follows.
func URL(s string) string {
	s = strings.TrimSpace(s)
	if i := strings.Index(s, "://"); i >= 0 {
		s = s[i+3:]
	}
	host, path, _ := strings.Cut(s, "/")
	if host == "" || !strings.Contains(host, ".") || strings.ContainsAny(host, "@?# ") {
		return Text(s)
	}
	host = strings.ToLower(strings.TrimPrefix(strings.ToLower(host), "www."))
	tld := ""
	if dot := strings.LastIndexByte(host, '.'); dot > 0 && plainTLD(host[dot+1:]) {
		tld = host[dot:]
	}
	out := first(host) + stars + tld
	if path != "" {
		out += "/" + stars
	}
	return out
}

// Text shows nothing but that there is a value.
func Text(s string) string {
	if strings.TrimSpace(s) == "" {
		return ""
	}
	return stars
}

// first gives the first letter or digit in lower case, a star when there is none.
func first(s string) string {
	for _, r := range s {
		if r == utf8.RuneError {
			break
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return string(unicode.ToLower(r))
		}
	}
	return "*"
}
