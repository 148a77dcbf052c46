package register

import (
	"bytes"
	"strings"

	"leadlint/scanner/dataset/values"
)

// logReader finds what stands unmasked in the lines of a log. It counts only
// what leaves little doubt: an address of a person, a telephone number behind a
// word that says so, a secret behind its name, a number with check digits.
type logReader struct {
	email *values.EmailReader
	phone *values.PhoneReader
	ids   *values.Identifiers

	generic, malformed uint8
	// codes of log.content
	none, address, number, password, token, national uint8
	// levels are the codes of log.level by word, in small letters.
	levels map[string]uint8
	// keys are the headers of the columns, folded: a column can be a name itself.
	keys []subject
	// lines are the columns that hold text of the log, as opposed to its level.
	text []bool
	// leveled says that a column holds the level.
	leveled bool
	word    []byte
}

// subject is what a name before a value says that the value is.
type subject uint8

const (
	subjectNone subject = iota
	subjectPhone
	subjectPassword
	subjectToken
	subjectNational
	subjectMessageID
	subjectLevel
)

func newLogReader(b *Binder) *logReader {
	kind := b.schema.Relation("contact").Field("email_kind")
	content := b.rel.Field("content")
	l := &logReader{
		email: b.opt.Readers.email, phone: b.opt.Readers.phone, ids: b.opt.Readers.identifiers, generic: kind.Code("generic"), malformed: kind.Code("malformed"), levels: map[string]uint8{},
		none: content.Code("none"), address: content.Code("email"), number: content.Code("phone"),
		password: content.Code("password"), token: content.Code("token"), national: content.Code("national_id"),
	}
	level := b.rel.Field("level")
	for word, m := range vocabulary().cells["log.level"] {
		l.levels[word] = level.Code(m)
	}
	for _, v := range level.Values {
		l.levels[v] = level.Code(v)
	}
	for i := range b.m.Columns {
		c := &b.m.Columns[i]
		last := c.Header[strings.LastIndexByte(c.Header, '.')+1:] // of a nested key
		l.keys = append(l.keys, subjectOf([]byte(squash(values.Fold(last)))))
		isLevel := c.used() && c.Use.Field == "level"
		l.leveled = l.leveled || isLevel
		l.text = append(l.text, !isLevel)
	}
	return l
}

// subjectOf tells what a name in small letters, without blanks and marks, says.
func subjectOf(word []byte) subject {
	switch string(word) {
	case "phone", "phonenumber", "tel", "telephone", "mobile", "mobilephone", "mobilenumber", "msisdn", "cellphone", "gsm", "portable", "telefon", "telefonnummer", "handy", "handynummer",
		"rufnummer", "telefono", "movil", "cellulare", "telefoon", "telefoonnummer", "mobiel", "smsto", "numerotelephone", "phoneno", "userphone", "customerphone":
		return subjectPhone
	case "password", "passwd", "pwd", "pass", "userpassword", "newpassword", "oldpassword", "currentpassword", "motdepasse", "mdp", "passwort", "kennwort", "contrasena", "clave", "wachtwoord",
		"haslo", "senha", "passphrase", "dbpassword", "plainpassword", "passwordconfirmation", "confirmpassword", "loginpassword":
		return subjectPassword
	case "token", "accesstoken", "refreshtoken", "idtoken", "apikey", "apitoken", "xapikey", "authtoken", "secret", "clientsecret", "secretkey", "sessiontoken", "bearer", "authorization",
		"jwt", "privatekey", "bearertoken", "resettoken", "xauthtoken", "csrftoken", "jeton", "awssecretaccesskey":
		return subjectToken
	case "nif", "nie", "dni", "nir", "codicefiscale", "numerodesecuritesociale", "numsecu", "securitesociale", "nationalid", "ssn", "pesel", "bsn":
		return subjectNational
	case "messageid", "msgid", "inreplyto", "references", "mid":
		return subjectMessageID
	case "level", "severity", "lvl", "loglevel":
		return subjectLevel
	}
	return subjectNone
}

// deriveLog gives the line's level and the gravest of what stands in it.
func (w *Worker) deriveLog(r int, cells [][]byte) {
	l := w.log
	content, level := &w.fields[w.b.content], &w.fields[w.b.level]
	found, lev := uint8(0), uint8(0)
	for i, cell := range cells {
		if len(cell) == 0 || !l.text[i] {
			continue
		}
		if content.used {
			found = max(found, l.cell(l.keys[i], cell))
		}
		if level.used && !l.leveled && lev == 0 {
			lev = l.levelOf(cell)
		}
	}
	if content.used {
		content.codes[r] = max(found, l.none)
	}
	if level.used && lev != 0 && level.codes[r] == 0 {
		level.codes[r] = lev
	}
}

// cell looks through a cell whose header is a name itself.
func (l *logReader) cell(s subject, cell []byte) uint8 {
	if s != subjectNone && s != subjectMessageID && s != subjectLevel {
		if c := l.value(s, cell, true); c != 0 {
			return c
		}
	}
	if s == subjectMessageID {
		return 0
	}
	return l.line(cell)
}

// line gives the code of the gravest thing that stands in a text; 0 for nothing.
func (l *logReader) line(text []byte) uint8 {
	found := l.addresses(text)
	if found == 0 && bytes.Contains(text, []byte("%40")) { // in a URL
		found = l.addresses(bytes.ReplaceAll(text, []byte("%40"), []byte{'@'}))
	}
	for j, b := range text {
		if b != ':' && b != '=' || j < 3 {
			continue
		}
		if s := l.nameBefore(text[:j]); s != subjectNone && s != subjectMessageID && s != subjectLevel {
			found = max(found, l.valueAfter(s, text[j:]))
		}
	}
	found = max(found, l.spoken(text))
	if found < l.national {
		found = max(found, l.numbers(text))
	}
	return found
}

// nameBefore tells what the name that a text ends with says.
func (l *logReader) nameBefore(text []byte) subject {
	end := len(text)
	for end > 0 && (text[end-1] == '"' || text[end-1] == '\'' || text[end-1] == ' ' || text[end-1] == '\\') {
		end--
	}
	from := end
	for from > 0 && end-from < 40 && nameByte(text[from-1]) {
		from--
	}
	if from == end || end-from >= 40 {
		return subjectNone
	}
	l.word = l.word[:0]
	for _, b := range text[from:end] {
		switch {
		case b == '.': // user.password
			l.word = l.word[:0]
		case b == '_' || b == '-':
		case 'A' <= b && b <= 'Z':
			l.word = append(l.word, b|0x20)
		default:
			l.word = append(l.word, b)
		}
	}
	if s := subjectOf(l.word); s != subjectNone {
		return s
	}
	if bytes.HasSuffix(l.word, []byte("motdepasse")) {
		return subjectPassword
	}
	return subjectNone
}

func nameByte(b byte) bool {
	return b|0x20 >= 'a' && b|0x20 <= 'z' || digit(b) || b == '_' || b == '-' || b == '.'
}

// valueAfter reads the value behind a colon or equals sign.
func (l *logReader) valueAfter(s subject, text []byte) uint8 {
	rest, quote, spaced := opening(text)
	end := closing(s, rest, quote)
	value := rest[:end]
	if s == subjectToken {
		value = credentials(value, rest[end:], quote)
	}
	return l.value(s, value, quote != 0 || text[0] == '=' || !spaced)
}

// opening skips what stands between a name and its value: the sign, blanks, a
// quotation mark, perhaps escaped. It gives the mark, and whether blanks stood there.
func opening(text []byte) (rest []byte, quote byte, spaced bool) {
	sign := text[0]
	rest = text[1:]
	if len(rest) > 0 && (rest[0] == '=' || sign == '=' && rest[0] == '>') {
		rest = rest[1:]
	}
	for len(rest) > 0 && rest[0] == ' ' {
		rest, spaced = rest[1:], true
	}
	for len(rest) > 0 && quote == 0 && (rest[0] == '"' || rest[0] == '\'' || rest[0] == '\\') {
		if rest[0] != '\\' {
			quote = rest[0]
		}
		rest = rest[1:]
	}
	return rest, quote, spaced
}

// longestValue is the length to which a value is looked at.
const longestValue = 4096

// closing gives the length of a value.
func closing(s subject, rest []byte, quote byte) int {
	for end, b := range rest[:min(len(rest), longestValue)] {
		switch {
		case quote != 0:
			if b == quote || b == '\\' {
				return end
			}
		case b == ' ' && s != subjectPhone || bytes.IndexByte([]byte(",;&)]}\"'\n\t"), b) >= 0:
			return end
		case s == subjectPhone && !digit(b) && bytes.IndexByte([]byte(" +-.("), b) < 0:
			return end
		}
	}
	return min(len(rest), longestValue)
}

// credentials gives what stands behind the name of a scheme: "Bearer …".
func credentials(value, rest []byte, quote byte) []byte {
	if quote != 0 {
		return bytes.TrimPrefix(value, []byte("Bearer "))
	}
	if !bytes.EqualFold(value, []byte("bearer")) && !bytes.EqualFold(value, []byte("token")) && !bytes.EqualFold(value, []byte("basic")) {
		return value
	}
	next := bytes.TrimLeft(rest, " ")
	if n := bytes.IndexAny(next, " ,;\"'\n\t"); n >= 0 {
		next = next[:n]
	}
	return next
}
