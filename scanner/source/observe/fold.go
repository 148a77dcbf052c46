package observe

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// folder brings words to the form in which they are compared: lower case,
// Latin letters without marks, words parted by one blank, nothing else.
type folder struct {
	latin [0x250 - 0x80]string
}

// newFolder works out the letters beyond ASCII once.
func newFolder() *folder {
	f := &folder{}
	for i := range f.latin {
		f.latin[i] = plain(rune(i + 0x80))
	}
	return f
}

// plain gives a letter's folded form, empty when it only parts words.
func plain(r rune) string {
	switch r {
	case 'ß':
		return "ss"
	case 'ł', 'Ł':
		return "l"
	case 'ø', 'Ø':
		return "o"
	case 'æ', 'Æ':
		return "ae"
	case 'œ', 'Œ':
		return "oe"
	case 'đ', 'Đ':
		return "d"
	case 'ı':
		return "i"
	case 'ª', 'º':
		return ""
	}
	if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
		return ""
	}
	base, _ := utf8.DecodeRuneInString(norm.NFD.String(string(unicode.ToLower(r))))
	return string(base)
}

// append folds s behind dst. dst must end in a blank or be empty; so does what
// is given back, when s has a word.
func (f *folder) append(dst []byte, s string) []byte {
	word := false
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			i++
			switch {
			case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
				dst, word = append(dst, c), true
			case 'A' <= c && c <= 'Z':
				dst, word = append(dst, c+'a'-'A'), true
			case word:
				dst, word = append(dst, ' '), false
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		n := len(dst)
		if dst = f.beyond(dst, r); len(dst) > n {
			word = true
		} else if word && !silent(r) {
			dst, word = append(dst, ' '), false
		}
	}
	if word {
		dst = append(dst, ' ')
	}
	return dst
}

// beyond appends a letter that is not ASCII.
func (f *folder) beyond(dst []byte, r rune) []byte {
	if r < 0x250 {
		return append(dst, f.latin[r-0x80]...)
	}
	if r == utf8.RuneError || !unicode.IsLetter(r) && !unicode.IsDigit(r) {
		return dst
	}
	return utf8.AppendRune(dst, unicode.ToLower(r))
}

// silent says whether a character stands inside words without parting them.
func silent(r rune) bool {
	return r == '\u00ad' || r == '\u200b' || r == '\u200c' || r == '\u200d' || r == '\ufeff' || 0x300 <= r && r <= 0x36f
}

// string folds a whole text, without a blank at its end.
func (f *folder) string(s string) string {
	b := f.append(nil, s)
	if len(b) > 0 {
		b = b[:len(b)-1]
	}
	return string(b)
}
