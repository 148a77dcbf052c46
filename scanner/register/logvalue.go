package register

import (
	"bytes"

	"leadlint/scanner/dataset/values"
)

// value says whether a value is what its name says, and unmasked. sure is false
// where the name and value may be words of a sentence.
func (l *logReader) value(s subject, v []byte, sure bool) uint8 {
	v = bytes.TrimSpace(v)
	if len(v) < 3 || masked(v) {
		return 0
	}
	switch s {
	case subjectPhone:
		if digits(v) >= 8 && l.phone.Looks(v) {
			return l.number
		}
	case subjectPassword:
		if l.ids.Credential(v) == 0 || stated(v) || !sure && !mixed(v) || bytes.ContainsRune(v, ' ') && !sure {
			return 0
		}
		return l.password
	case subjectToken:
		if len(v) >= 16 && mixed(v) && bytes.IndexByte(v, ' ') < 0 {
			return l.token
		}
	case subjectNational:
		if l.ids.NationalID(v) != 0 {
			return l.national
		}
	}
	return 0
}

// masked says whether a value is held back: stars, dots, x's, or a word or mark
// that stands for one.
func masked(v []byte) bool {
	if bytes.Contains(v, []byte("**")) || bytes.Contains(v, []byte("••")) || bytes.Contains(v, []byte("...")) || bytes.Contains(v, []byte("…")) {
		return true
	}
	same := bytes.IndexFunc(v, func(r rune) bool {
		return r != 'x' && r != 'X' && r != '*' && r != '#' && r != '-' && r != '.' && r != '_' && r != '•'
	}) < 0
	if same || bytes.Contains(v, []byte("xxx")) || bytes.Contains(v, []byte("XXX")) {
		return true
	}
	switch v[0] {
	case '$', '%', '{', '<', '[', '(': // ${password}, %s, {}, <hidden>, [redacted]
		return true
	}
	return false
}

// stated are words that stand behind "password:" or "password=" in messages.
func stated(v []byte) bool {
	switch values.Fold(string(v)) {
	case "null", "nil", "none", "undefined", "true", "false", "yes", "no", "ok", "empty", "blank", "missing", "required", "invalid", "incorrect", "wrong", "expired", "changed", "reset",
		"updated", "set", "unset", "hidden", "redacted", "filtered", "masked", "removed", "protected", "encrypted", "secret", "password", "string", "failed", "failure", "success", "succeeded",
		"not set", "provided", "not provided", "mismatch", "weak", "strong", "must", "too", "the", "for", "and", "user", "field", "text", "file", "forgot", "forgotten", "vide", "oublie", "requis",
		"obligatoire", "incorrecte", "invalide", "modifie", "masque", "cache", "falsch", "leer", "erforderlich", "incorrecta", "requerida", "obbligatoria", "errata", "obbligatorio", "n a", "na":
		return true
	}
	return false
}

// mixed says whether a value has digits and letters both.
func mixed(v []byte) bool {
	d := digits(v)
	return d > 0 && bytes.IndexFunc(v, letter) >= 0
}

func digits(v []byte) int {
	n := 0
	for _, b := range v {
		if digit(b) {
			n++
		}
	}
	return n
}

// addresses gives the code of an e-mail address of a person that stands in a text.
func (l *logReader) addresses(text []byte) uint8 {
	for from := 0; ; {
		at := bytes.IndexByte(text[from:], '@')
		if at < 0 {
			return 0
		}
		at += from
		from = at + 1
		a, b := at, at+1
		for a > 0 && at-a < 64 && localByte(text[a-1]) {
			a--
		}
		for b < len(text) && b-at < 255 && (nameByte(text[b]) && text[b] != '_') {
			b++
		}
		domain := bytes.TrimRight(text[at+1:b], ".-")
		if a == at || at-a >= 64 || !publicDomain(domain) || l.skip(text, a, at, b) {
			continue
		}
		address := text[a : at+1+len(domain)]
		if kind := l.email.Kind(address); kind != 0 && kind != l.generic && kind != l.malformed {
			return l.address
		}
	}
}

// skip says whether what looks like an address is none of a person: the
// identifier of a message, a login at a host, part of a URL, or masked.
func (l *logReader) skip(text []byte, a, at, b int) bool {
	local := text[a:at]
	if bytes.IndexByte(local, '*') >= 0 || masked(local) || digits(local) > 8 && len(local) > 16 || len(local) > 40 {
		return true
	}
	if a > 0 && (text[a-1] == '*' || text[a-1] == '/' || text[a-1] == ':' && a > 1 && text[a-2] == '/') {
		return true
	}
	if b < len(text) && (text[b] == '*' || text[b] == ':' && b+1 < len(text) && text[b+1] != ' ' && !digit(text[b+1]) && bytes.EqualFold(local, []byte("git"))) {
		return true
	}
	if a > 0 && text[a-1] == '<' || a > 0 && (text[a-1] == '=' || text[a-1] == ' ' || text[a-1] == '"') {
		before := text[:a]
		before = bytes.TrimRight(before, "< \"'=:")
		if l.nameBefore(before) == subjectMessageID {
			return true
		}
	}
	return false
}

func localByte(b byte) bool {
	return b|0x20 >= 'a' && b|0x20 <= 'z' || digit(b) || b == '.' || b == '_' || b == '-' || b == '+' || b == '%' || b == '*' || b >= 0x80
}

// publicDomain says whether a domain is one that mail goes to, not a host within
// a network or a file.
func publicDomain(domain []byte) bool {
	dot := bytes.LastIndexByte(domain, '.')
	if dot <= 0 || dot == len(domain)-1 {
		return false
	}
	for _, b := range domain[dot+1:] {
		if digit(b) || b == '-' {
			return false
		}
	}
	switch string(bytes.ToLower(domain[dot+1:])) {
	case "local", "internal", "lan", "localdomain", "localhost", "svc", "cluster", "corp", "home", "arpa", "png", "jpg", "jpeg", "gif", "svg", "webp", "js", "css", "json", "xml", "html",
		"txt", "log", "java", "go", "py", "rb", "php", "ts", "exe", "dll", "jar", "zip", "csv", "class", "service", "target", "socket", "intra", "invalid":
		return false
	}
	return true
}

// spoken finds numbers behind words without a sign between: "phone +33 …".
func (l *logReader) spoken(text []byte) uint8 {
	for from := 0; from < len(text); {
		plus := bytes.IndexByte(text[from:], '+')
		if plus < 0 {
			return 0
		}
		plus += from
		from = plus + 1
		if l.international(text, plus) {
			return l.number
		}
		if plus == 0 || text[plus-1] != ' ' || from >= len(text) || !digit(text[from]) || l.nameBefore(text[:plus]) != subjectPhone {
			continue
		}
		end := from
		for end < len(text) && (digit(text[end]) || text[end] == ' ' || text[end] == '.' || text[end] == '-') {
			end++
		}
		if c := l.value(subjectPhone, text[plus:end], true); c != 0 {
			return c
		}
	}
	return 0
}

// international says whether a telephone number of a known country, written
// without blanks, starts at the sign: so long a number with a sign before it is
// hardly ever a count or a time.
func (l *logReader) international(text []byte, plus int) bool {
	const least, most, american = 11, 15, 11
	end := plus + 1
	for end < len(text) && digit(text[end]) {
		end++
	}
	number := text[plus:end]
	n := len(number) - 1
	if n < least || n > most || plus > 0 && alnum(text[plus-1]) || end < len(text) && (alnum(text[end]) || text[end] == '.' || text[end] == '*') {
		return false
	}
	if number[1] == '1' && (n != american || number[2] < '2') {
		return false
	}
	return l.phone.Country(number) != 0
}

// numbers finds numbers whose check digits leave little to chance, that stand by
// themselves. Those of nine places count behind their name only.
func (l *logReader) numbers(text []byte) uint8 {
	for i := 0; i < len(text); {
		if !alnum(text[i]) {
			i++
			continue
		}
		j := i
		for j < len(text) && alnum(text[j]) {
			j++
		}
		if n := j - i; (n == 15 || n == 16) && (i == 0 || apart(text[i-1])) && (j == len(text) || apart(text[j])) && digits(text[i:j]) >= 7 && l.ids.NationalID(text[i:j]) != 0 {
			return l.national
		}
		i = j
	}
	return 0
}

func alnum(b byte) bool { return digit(b) || b|0x20 >= 'a' && b|0x20 <= 'z' || b >= 0x80 }

// apart says whether a character sets words apart, as against "-" and "_" within one.
func apart(b byte) bool { return b != '-' && b != '_' && b != '.' && b != '/' && b != '+' }

// levelOf reads the level that a line states: by name ("level=info", "level":
// "info"), or as a word in capitals or brackets near its start.
func (l *logReader) levelOf(text []byte) uint8 {
	head := text[:min(len(text), 160)]
	words := 0
	for i := 0; i < len(head) && words < 8; {
		if !alnum(head[i]) {
			i++
			continue
		}
		j := i
		upper := true
		for j < len(head) && alnum(head[j]) {
			upper = upper && head[j] <= 'Z'
			j++
		}
		words++
		bracket := i > 0 && j < len(head) && (head[i-1] == '[' && head[j] == ']' || head[i-1] == '<' && head[j] == '>')
		if j-i >= 3 && j-i <= 13 {
			c := l.levelWord(head[i:j])
			if c != 0 && (upper || bracket || i > 1 && l.nameBefore(bytes.TrimRight(head[:i], "\"'=: ")) == subjectLevel) {
				return c
			}
		}
		i = j
	}
	if i := bytes.Index(text, []byte(`"level"`)); i >= 0 && i+9 < len(text) {
		rest := bytes.TrimLeft(text[i+7:], " :\"")
		if n := bytes.IndexByte(rest, '"'); n > 0 && n < 14 {
			return l.levelWord(rest[:n])
		}
	}
	return 0
}

// levelWord gives the code of the level that a word names, 0 for none.
func (l *logReader) levelWord(word []byte) uint8 {
	l.word = l.word[:0]
	for _, b := range word {
		if 'A' <= b && b <= 'Z' {
			b |= 0x20
		}
		l.word = append(l.word, b)
	}
	return l.levels[string(l.word)]
}
