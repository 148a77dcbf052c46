package wording

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// alphabets is the end of the scripts whose letters are worked out once: Latin,
// Greek and Cyrillic.
const alphabets = 0x530

// Folder brings words to the form in which they are compared: lower case,
// letters without their marks, words parted by one blank, nothing else. It is
// never changed after it is built and may be shared.
type Folder struct {
	plain [alphabets - 0x80]string
}

// NewFolder works out the letters beyond ASCII.
func NewFolder() *Folder {
	f := &Folder{}
	for i := range f.plain {
		f.plain[i] = plain(rune(i + 0x80))
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
	case 'ς':
		return "σ"
	case 'ª', 'º':
		return ""
	}
	if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
		return ""
	}
	base, _ := utf8.DecodeRuneInString(norm.NFD.String(string(unicode.ToLower(r))))
	return string(base)
}

// Append folds s behind dst. dst must end in a blank or be empty; so does what
// is given back, when s has a word.
func (f *Folder) Append(dst []byte, s string) []byte {
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
func (f *Folder) beyond(dst []byte, r rune) []byte {
	switch {
	case r < alphabets:
		return append(dst, f.plain[r-0x80]...)
	case 0x1e00 <= r && r < 0x2000:
		return append(dst, plain(r)...)
	case r == utf8.RuneError || !unicode.IsLetter(r) && !unicode.IsDigit(r):
		return dst
	}
	return utf8.AppendRune(dst, unicode.ToLower(r))
}

// silent says whether a character stands inside words without parting them.
func silent(r rune) bool {
	return r == '\u00ad' || r == '\u200b' || r == '\u200c' || r == '\u200d' || r == '\ufeff' || 0x300 <= r && r <= 0x36f
}

// String folds a whole text, without a blank at its end.
func (f *Folder) String(s string) string {
	b := f.Append(nil, s)
	if len(b) > 0 {
		b = b[:len(b)-1]
	}
	return string(b)
}

// Align gives, for each byte of what [Folder.Append] makes of s, the byte of s
// that it is from, and at last the length of s.
func (f *Folder) Align(s string) []int32 {
	at := make([]int32, 0, len(s)+1)
	word := false
	var buf []byte
	for i, r := range s {
		size := 0
		if r < utf8.RuneSelf {
			if 'a' <= r|0x20 && r|0x20 <= 'z' || '0' <= r && r <= '9' {
				size = 1
			}
		} else {
			buf = f.beyond(buf[:0], r)
			size = len(buf)
		}
		switch {
		case size > 0:
			word = true
			for range size {
				at = append(at, int32(i))
			}
		case word && !silent(r):
			at, word = append(at, int32(i)), false
		}
	}
	return append(at, int32(len(s)))
}
