package message

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// candidate is what stands behind a label: "Password: …".
type candidate struct {
	token  string
	tied   bool // a colon or the like, or the border of a cell, parts it from the label
	quoted bool
	alone  bool // nothing but the end of the text, or another label, follows
}

// longestSecret is the number of bytes up to which a token may be a password.
const longestSecret = 128

// candidate reads what stands behind a label: in the same text, in the next cell of
// a row, or in the next block.
func (v *reading) candidate(b int, m match) candidate {
	block := &v.doc.Blocks[b]
	if cell, ok := cellAfter(block.Cells, block.Text[m.start:m.end]); ok {
		c, _ := readToken(cell)
		c.tied, c.alone = true, true
		return c
	}
	rest := block.Text[m.end:]
	c, after := v.behind(rest)
	if c.token == "" {
		c, after = v.beyond(block.Text[m.end:max(m.to, m.end)])
	}
	if c.token == "" && strings.Trim(rest, " :=") == "" && b+1 < len(v.doc.Blocks) && v.doc.Blocks[b+1].Text != "" {
		if v.texts[b+1].has("secret") {
			return candidate{}
		}
		c, after = readToken(v.doc.Blocks[b+1].Text)
		c.tied = true
	}
	after = strings.TrimLeft(after, " ,;.)/|·–-")
	next := v.search(ahead(after))
	m2, labelled := next.first("secret", "")
	c.alone = after == "" || labelled && m2.start == 0
	return c
}

// glance is the number of bytes in which a label that follows is looked for.
const glance = 80

// ahead gives the beginning of a text, cut at a blank.
func ahead(s string) string {
	if len(s) <= glance {
		return s
	}
	if i := strings.IndexByte(s[glance:], ' '); i >= 0 {
		return s[:min(glance+i, 4*glance)]
	}
	return s[:glance]
}

// cellAfter gives the text of the cell beside the one that is, or begins with, a
// label.
func cellAfter(cells []string, label string) (string, bool) {
	for i := range len(cells) - 1 {
		if head := strings.Trim(cells[i], " :"); strings.EqualFold(head, strings.Trim(label, " :")) {
			return cells[i+1], true
		}
	}
	return "", false
}

// behind reads the token behind a label: a remark in brackets and a connecting word
// may come first, then a sign.
func (v *reading) behind(rest string) (candidate, string) {
	rest = strings.TrimLeft(rest, " ")
	if inside, ok := strings.CutPrefix(rest, "("); ok {
		if i := strings.IndexByte(inside, ')'); i >= 0 && i < 40 {
			rest = strings.TrimLeft(inside[i+1:], " ")
		}
	}
	tied, linked := false, false
	for range 4 {
		trimmed := strings.TrimLeft(rest, " ")
		if r, size := utf8.DecodeRuneInString(trimmed); strings.ContainsRune(":=»>→", r) && size > 0 {
			tied, rest = true, trimmed[size:]
			continue
		}
		if after, ok := dash(trimmed); ok {
			tied, rest = true, after
			continue
		}
		word, _, _ := strings.Cut(trimmed, " ")
		bare := strings.TrimRight(word, ":=")
		if t := v.search(bare); !tied && bare != "" && t.has("connector") && !linked {
			linked, rest = true, trimmed[len(bare):]
			continue
		}
		break
	}
	if !tied && !linked && !quotedFirst(rest) {
		return bare(rest)
	}
	c, after := readToken(rest)
	c.tied = tied
	c.quoted = c.quoted || linked
	return c, after
}

// bare takes what follows a label without any sign, if it can be nothing but a
// password: a digit, and a sign or a capital letter.
func bare(rest string) (candidate, string) {
	c, after := readToken(rest)
	if !looksSecret(c.token) || !strings.ContainsAny(c.token, "0123456789") ||
		!strings.ContainsAny(c.token, "!#$%&*+?@^~_§=|") && strings.ToLower(c.token) == c.token {
		return candidate{}, rest
	}
	c.quoted = true
	return c, after
}

func quotedFirst(rest string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, " "))
	return strings.ContainsRune("\"'“«„", r)
}

// furthest is how many words may stand between a label and the colon or connecting
// word that belongs to it: "the password for the file attached is: …".
const furthest = 8

// beyond reads a value that stands further on in the label's sentence. Only what
// cannot be a word is taken for one there.
func (v *reading) beyond(sentence string) (candidate, string) {
	at, tied := 0, false
	for range furthest {
		rest := strings.TrimLeft(sentence[at:], " ")
		at = len(sentence) - len(rest)
		word, _, _ := strings.Cut(rest, " ")
		if word == "" || len(word) > longestSecret || strings.HasSuffix(word, ",") {
			break
		}
		at += len(word)
		tied = strings.HasSuffix(word, ":")
		if t := v.search(strings.TrimSuffix(word, ":")); !tied && !t.has("connector") {
			continue
		}
		if c, after := readToken(sentence[at:]); looksSecret(c.token) {
			c.tied = true
			return c, after
		}
	}
	return candidate{}, ""
}

// dash cuts a dash between blanks.
func dash(s string) (string, bool) {
	for _, d := range []string{"- ", "– ", "— "} {
		if after, ok := strings.CutPrefix(s, d); ok {
			return after, true
		}
	}
	return s, false
}

// quotes that may stand around a token, opening and closing.
const quotes = "\"'“”„«»‘’`<>"

// readToken takes the first run without blanks, without quotes around it and the
// stop behind it.
func readToken(s string) (candidate, string) {
	s = strings.TrimLeft(s, " ")
	token, after, _ := strings.Cut(s, " ")
	if len(token) > longestSecret {
		return candidate{}, after
	}
	bare := strings.TrimLeft(token, quotes)
	quoted := len(bare) < len(token)
	bare = strings.TrimRight(bare, ".,;:)")
	bare = strings.TrimRight(bare, quotes)
	return candidate{token: bare, quoted: quoted}, after
}

// isWord says whether a token is a word that stands behind labels without being a
// value, such as "unchanged".
func (v *reading) isWord(token string) bool {
	t := v.search(token)
	return t.has("novalue")
}

// looksSecret says whether a token cannot be a word: it has letters and digits,
// signs within, capitals after small letters, or is a number of four digits or more.
func looksSecret(s string) bool {
	if utf8.RuneCountInString(s) < 4 {
		return false
	}
	var letters, digits, signs, inner int
	last := rune(0)
	for _, r := range s {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r):
			letters++
			if unicode.IsUpper(r) && unicode.IsLower(last) {
				inner++
			}
		case strings.ContainsRune("!#$%&*+?@^~_§=|\\", r):
			signs++
		}
		last = r
	}
	switch {
	case letters > 0 && (digits > 0 || signs > 0 || inner > 0):
		return true
	case letters == 0 && digits >= 4 && digits == utf8.RuneCountInString(s):
		return true
	}
	return digits >= 2 && signs > 0
}

// starred says whether a token hides a value: stars, dots or the letter x.
func starred(s string) bool {
	return len(s) > 1 && strings.Trim(s, "*•●·_-") == "" || len(s) > 3 && strings.Trim(strings.ToLower(s), "x") == ""
}

// placeholder says whether a token is a field that was not filled.
func placeholder(s string) bool {
	return s == "" || strings.ContainsAny(s[:1], "[{<%$") || isField(s) || starred(s)
}
