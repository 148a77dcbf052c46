// Package place says where in a file something stands, and shows it without what could
// be somebody's: a report quotes code, and code can hold addresses, numbers and the
// values of sessions.
package place

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"leadlint/scanner/mask"
)

// Lines finds the line and column of an offset.
type Lines struct {
	src    []byte
	starts []uint32
}

// NewLines indexes the lines of a text.
func NewLines(src []byte) *Lines {
	l := &Lines{src: src, starts: []uint32{0}}
	for i, c := range src {
		if c == '\n' {
			l.starts = append(l.starts, uint32(i)+1)
		}
	}
	return l
}

// Count gives the number of lines; what follows the last line break counts if there is
// anything.
func (l *Lines) Count() int {
	if l.starts[len(l.starts)-1] == uint32(len(l.src)) {
		return len(l.starts) - 1
	}
	return len(l.starts)
}

// At gives the line and column, both 1-based, of an offset; columns count characters.
func (l *Lines) At(offset uint32) (line, column int) {
	offset = min(offset, uint32(len(l.src)))
	line = sort.Search(len(l.starts), func(i int) bool { return l.starts[i] > offset })
	return line, utf8.RuneCount(l.src[l.starts[line-1]:offset]) + 1
}

// Line gives the text of a line without its end.
func (l *Lines) Line(line int) string {
	from, to := l.starts[line-1], uint32(len(l.src))
	if line < len(l.starts) {
		to = l.starts[line] - 1
	}
	return strings.TrimRight(string(l.src[from:to]), "\r\n")
}

// Masker makes quotations of code safe to show. It may be shared.
type Masker struct {
	email, phone, quoted, secret, named, option *regexp.Regexp
}

// NewMasker makes a masker.
func NewMasker() *Masker {
	return &Masker{
		email:  regexp.MustCompile(`[\pL\d.!#&'*+=?^_~-]+@[\pL\d](?:[\pL\d.-]*[\pL\d])?\.\pL{2,}`),
		phone:  regexp.MustCompile(`(?:\+|\b0)\d(?:[ .()/-]?\d){7,13}\b`),
		quoted: regexp.MustCompile("\"[^\"\n]*\"|'[^'\n]*'|`[^`\n]*`"),
		secret: regexp.MustCompile(`[A-Za-z0-9+/_=-]{20,}`),
		named:  regexp.MustCompile(`(?i)passw|passphrase|\bpwd|secret|token|li_at|session_?id|api_?key|mot_?de_?passe|kennwort|contrase`),
		option: regexp.MustCompile(`(?i)((?:passw(?:or)?d|pwd|secret|token|api_?key|li_at|session_?id)\s*[:=]>?\s*)([^\s'"` + "`" + `(){}\[\],;$<>&|]{6,})`),
	}
}

// longest is the number of characters of a quotation.
const longest = 160

// Excerpt quotes a line of code: trimmed, shortened, with addresses, telephone numbers
// and whatever inside quotation marks could be a key masked. Signs that could steer a
// terminal are left out.
func (m *Masker) Excerpt(line string) string {
	line = m.Mask(printable(strings.TrimSpace(line)))
	if utf8.RuneCountInString(line) <= longest {
		return line
	}
	return string([]rune(line)[:longest-1]) + "…"
}

// Mask masks the values within a text.
func (m *Masker) Mask(text string) string {
	if strings.Contains(text, "@") {
		text = m.email.ReplaceAllStringFunc(text, mask.Email)
	}
	text = m.phone.ReplaceAllStringFunc(text, mask.Phone)
	if m.named.MatchString(text) {
		text = m.hide(text)
	}
	return m.quoted.ReplaceAllStringFunc(text, func(q string) string {
		return m.secret.ReplaceAllStringFunc(q, func(s string) string {
			if !keyLike(s) {
				return s
			}
			return s[:2] + "***"
		})
	})
}

// hide masks, in a line that speaks of a password, session or key, the texts that could be
// its value: a word in quotation marks, or after an equals sign or colon, of letters
// beside digits or signs.
func (m *Masker) hide(text string) string {
	text = m.quoted.ReplaceAllStringFunc(text, func(q string) string {
		inner := q[1 : len(q)-1]
		if !valueLike(inner) {
			return q
		}
		return q[:1] + "***" + q[len(q)-1:]
	})
	return m.option.ReplaceAllStringFunc(text, func(s string) string {
		parts := m.option.FindStringSubmatch(s)
		if !valueLike(parts[2]) {
			return s
		}
		return parts[1] + "***"
	})
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

func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return ' '
		case r < ' ', r == 0x7f, r == utf8.RuneError, 0x80 <= r && r < 0xa0,
			0x200b <= r && r <= 0x200f, 0x202a <= r && r <= 0x202e, 0x2066 <= r && r <= 0x2069, r == 0xfeff:
			return -1
		}
		return r
	}, s)
}

// Version is raised when the recipe of fingerprints changes.
const Version = "1"

// Prints makes the fingerprints of places. Two places of one rule with the same text in
// one file are told apart by their order, so a print stays while lines move about.
type Prints struct{ met map[[3]string]int }

// NewPrints makes an empty set.
func NewPrints() *Prints { return &Prints{met: map[[3]string]int{}} }

// Of gives the fingerprint of the next place of a rule in a file with a text.
func (p *Prints) Of(rule, file, text string) string {
	text = strings.Join(strings.Fields(text), " ")
	key := [3]string{rule, file, text}
	n := p.met[key]
	p.met[key]++
	sum := sha256.Sum256([]byte(strings.Join(append(key[:], strconv.Itoa(n)), "\x00")))
	return Version + ":" + hex.EncodeToString(sum[:16])
}
