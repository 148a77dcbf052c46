package values

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold gives the form in which headers and words of a vocabulary are compared:
// lower case, accents stripped (ß → ss, œ → oe, ø → o), "camelCase" and
// "XMLName" cut into words, every run of other characters one space, none at
// the ends. Tick marks (✓ ✔ ☑ ✗ ✘ ☒) are kept as words of their own. Bytes
// that are not UTF-8 are dropped.
func Fold(s string) string {
	return string(FoldBytes(make([]byte, 0, len(s)+8), []byte(s)))
}

// FoldBytes appends the folded form of src (see Fold) to dst. It allocates
// only when dst is too small.
func FoldBytes(dst, src []byte) []byte { return appendFolded(dst, src, true) }

// appendFolded is FoldBytes, cutting camelCase or not.
func appendFolded(dst, src []byte, camel bool) []byte {
	start := len(dst)
	gap := false
	var prev kind
	for i := 0; i < len(src); {
		var out string
		var k kind
		var r rune
		size := 1
		if b := src[i]; b < utf8.RuneSelf {
			out, k = foldASCII[b].out, foldASCII[b].kind
		} else {
			r, size = utf8.DecodeRune(src[i:])
			if r == utf8.RuneError && size == 1 {
				i++
				continue
			}
			out, k = foldRune(r)
		}
		i += size
		switch k {
		case mark:
			continue
		case other:
			gap = true
			prev = other
			continue
		}
		if splits(prev, k, src[i:], camel) {
			gap = true
		}
		if gap && len(dst) > start {
			dst = append(dst, ' ')
		}
		gap = false
		if out == "" {
			dst = utf8.AppendRune(dst, unicode.ToLower(r))
		} else {
			dst = append(dst, out...)
		}
		prev = k
	}
	return dst
}

// kind is what folding does with a character.
type kind uint8

const (
	other kind = iota
	lower
	upper
	digit
	mark // combining: dropped
	tick // a word of its own
)

// splits says whether a word starts at a character of kind k, given the
// kind before it and what follows.
func splits(prev, k kind, rest []byte, camel bool) bool {
	if prev == tick || k == tick {
		return true
	}
	if k != upper || !camel {
		return false
	}
	if prev == lower {
		return true
	}
	// The last capital of a run starts the next word, if two small letters
	// follow ("IPAddress", but "IDs" and "PDFs" stay whole).
	return prev == upper && len(rest) >= 2 && isLowerASCII(rest[0]) && isLowerASCII(rest[1])
}

func isLowerASCII(b byte) bool { return 'a' <= b && b <= 'z' }

type folded struct {
	out  string
	kind kind
}

// foldASCII is the fold of each ASCII character.
var foldASCII = func() (t [utf8.RuneSelf]folded) {
	const small, digits = "abcdefghijklmnopqrstuvwxyz", "0123456789"
	for i := range 26 {
		t['a'+i] = folded{small[i : i+1], lower}
		t['A'+i] = folded{small[i : i+1], upper}
	}
	for i := range 10 {
		t['0'+i] = folded{digits[i : i+1], digit}
	}
	return t
}()

// foldLatin is the fold of the letters from U+0080 to U+024F.
var foldLatin = func() (t [0x250 - 0x80]folded) {
	special := map[rune]string{
		'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ı': "i", 'ĳ': "ij",
	}
	for i := range t {
		r := rune(0x80 + i)
		if !unicode.IsLetter(r) || r == 'ª' || r == 'º' {
			continue
		}
		k := lower
		if unicode.IsUpper(r) {
			k = upper
		}
		var out string
		for _, c := range stripMarks(unicode.ToLower(r)) {
			if s := special[c]; s != "" {
				out += s
			} else {
				out += string(c)
			}
		}
		t[i] = folded{out, k}
	}
	return t
}()

func stripMarks(r rune) string {
	var out []rune
	for _, c := range norm.NFD.String(string(r)) {
		if !unicode.Is(unicode.Mn, c) {
			out = append(out, c)
		}
	}
	return string(out)
}

// foldRune folds a character beyond ASCII: its folded form, empty when that is
// no more than the small letter.
func foldRune(r rune) (string, kind) {
	if r < 0x250 {
		f := foldLatin[r-0x80]
		return f.out, f.kind
	}
	switch unicode.ToLower(r) {
	case '✓', '✔', '☑':
		return "✓", tick
	case '✗', '✘', '☒':
		return "✗", tick
	case 'ά':
		return "α", lower
	case 'έ':
		return "ε", lower
	case 'ή':
		return "η", lower
	case 'ί', 'ϊ', 'ΐ':
		return "ι", lower
	case 'ό':
		return "ο", lower
	case 'ύ', 'ϋ', 'ΰ':
		return "υ", lower
	case 'ώ':
		return "ω", lower
	}
	if unicode.Is(unicode.Mn, r) || r == '\u200b' || r == '\u200d' || r == '\ufeff' {
		return "", mark
	}
	if unicode.IsLetter(r) || unicode.IsDigit(r) {
		return "", lower
	}
	return "", other
}
