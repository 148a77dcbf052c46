package entity

import (
	_ "embed"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"leadlint/scanner/wording"
)

//go:embed hosts.tsv
var hostLines string

// hostTable knows top-level domains and the words by which addresses are veiled.
type hostTable struct {
	top map[string]bool
	at  map[string]bool
	dot map[string]bool
}

func (h *hostTable) read(fold *wording.Folder) error {
	h.top, h.at, h.dot = map[string]bool{}, map[string]bool{}, map[string]bool{}
	sets := map[string]map[string]bool{"top": h.top, "at": h.at, "dot": h.dot}
	return wording.Lines(hostLines, func(n int, cells []string) error {
		if len(cells) != 2 || sets[cells[0]] == nil {
			return fmt.Errorf("hosts.tsv:%d must have a kind (top, at, dot) and words", n)
		}
		for w := range strings.FieldsSeq(cells[1]) {
			if cells[0] != "top" {
				w = fold.String(w)
			}
			sets[cells[0]][w] = true
		}
		return nil
	})
}

// find looks for e-mail and web addresses.
func (h *hostTable) find(t *text) {
	s := t.s
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '@':
			if start, end, ok := h.email(s, i, i+1); ok && t.free(start, end) {
				t.add(Email, start, end, "")
				i = end - 1
			}
		case '[', '(', '{', '<':
			if start, end, ok := h.veiled(t, i); ok && t.free(start, end) {
				t.add(Email, start, end, "")
				i = end - 1
			}
		case ':':
			if strings.HasPrefix(s[i:], "://") {
				if start, end, ok := scheme(s, i); ok && t.free(start, end) {
					t.add(URL, start, end, "")
					i = end - 1
				}
			}
		}
	}
	for i := range t.tokens {
		if end, ok := h.domain(t, i); ok {
			t.add(URL, int(t.tokens[i].start), end, "")
		}
	}
}

const maxLocal, maxHost, maxURL = 64, 253, 2000

// email takes the local part before byte left and the host from byte right on.
func (h *hostTable) email(s string, left, right int) (start, end int, ok bool) {
	start, ok = local(s, left)
	end, labels := h.host(s, right)
	return start, end, ok && labels >= 2
}

// local reads the local part of an address that ends before byte left.
func local(s string, left int) (start int, ok bool) {
	start = left
	for start > 0 && left-start < maxLocal {
		r, size := utf8.DecodeLastRuneInString(s[:start])
		if !isLocal(r) {
			break
		}
		start -= size
	}
	for start < left && !isName(s[start]) {
		start++
	}
	return start, start < left && isName(s[left-1])
}

func isLocal(r rune) bool {
	if r < utf8.RuneSelf {
		return isName(byte(r)) || strings.IndexByte(".-+%'&", byte(r)) >= 0
	}
	return r != utf8.RuneError && unicode.IsLetter(r)
}

// isName says whether a byte may begin or end a local part.
func isName(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_' || c >= utf8.RuneSelf
}

// host reads a host from byte i on: its end and the number of its labels, 0 when
// the last is none of letters.
func (h *hostTable) host(s string, i int) (end, labels int) {
	start := i
	for i < len(s) && i-start < maxHost {
		from := i
		for i < len(s) {
			r, size := utf8.DecodeRuneInString(s[i:])
			if !(partOfWord(r, false) || r == '-' && i > from) {
				break
			}
			i += size
		}
		for i > from && s[i-1] == '-' {
			i--
		}
		if i == from {
			break
		}
		if end, labels = i, labels+1; !topLike(s[from:i]) && (i >= len(s) || s[i] != '.') {
			return end, 0
		}
		if i >= len(s) || s[i] != '.' {
			break
		}
		i++
	}
	if labels < 2 || !topLike(s[strings.LastIndexByte(s[:end], '.')+1:end]) {
		return end, 0
	}
	return end, labels
}

// topLike says whether a label can be a top-level domain.
func topLike(label string) bool {
	if strings.HasPrefix(label, "xn--") {
		return true
	}
	for _, r := range label {
		if !unicode.IsLetter(r) {
			return false
		}
	}
	return utf8.RuneCountInString(label) >= 2
}

// veiled reads "name [at] host" where a bracket opens at byte i.
func (h *hostTable) veiled(t *text, i int) (start, end int, ok bool) {
	s := t.s
	right, ok := h.bracketed(t, i, h.at)
	if !ok {
		return 0, 0, false
	}
	left := len(strings.TrimRight(s[max(0, i-4):i], " \u00a0")) + max(0, i-4)
	right = blanks(s, right)
	if start, end, ok = h.email(s, left, right); ok {
		return start, end, true
	}
	return h.veiledHost(t, left, right)
}

// veiledHost reads a host whose dots are words too: "host [dot] example".
func (h *hostTable) veiledHost(t *text, left, right int) (start, end int, ok bool) {
	s := t.s
	k := t.at(right)
	for labels := 0; labels < 6 && k < len(t.tokens); labels++ {
		end = int(t.tokens[k].end)
		open := blanks(s, end)
		next, dotted := h.bracketed(t, open, h.dot)
		if !dotted {
			start, ok = local(s, left)
			return start, end, ok && labels > 0 && topLike(t.raw(k))
		}
		k = t.at(blanks(s, next))
	}
	return 0, 0, false
}

// bracketed says whether a bracket opens at byte i and holds one word of the set,
// and where it ends.
func (h *hostTable) bracketed(t *text, i int, set map[string]bool) (end int, ok bool) {
	s := t.s
	if i >= len(s) || strings.IndexByte("[({<", s[i]) < 0 {
		return 0, false
	}
	from := blanks(s, i+1)
	if from < len(s) && (s[from] == '@' && set["at"] || s[from] == '.' && set["dot"]) {
		end = blanks(s, from+1)
		return end + 1, end < len(s) && strings.IndexByte("])}>", s[end]) >= 0
	}
	k := t.at(from)
	if k >= len(t.tokens) || int(t.tokens[k].start) != from || !set[string(t.word(k))] {
		return 0, false
	}
	end = blanks(s, int(t.tokens[k].end))
	return end + 1, end < len(s) && strings.IndexByte("])}>", s[end]) >= 0
}

// scheme reads a web address whose "://" is at byte i.
func scheme(s string, i int) (start, end int, ok bool) {
	start = i
	for start > 0 && i-start < 8 && 'a' <= s[start-1]|0x20 && s[start-1]|0x20 <= 'z' {
		start--
	}
	if start == i {
		return 0, 0, false
	}
	end = urlEnd(s, i+3)
	return start, end, end > i+3
}

// urlEnd gives the end of a web address: the next blank or quote, without the
// punctuation that closes the sentence.
func urlEnd(s string, i int) int {
	from, depth := i, 0
	for i < len(s) && i-from < maxURL {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == '(' {
			depth++
		}
		if r == ')' {
			depth--
		}
		if depth < 0 || r == utf8.RuneError || unicode.IsSpace(r) || strings.ContainsRune("<>\"«»“”„[]{}|`", r) {
			break
		}
		i += size
	}
	for i > from {
		r, size := utf8.DecodeLastRuneInString(s[:i])
		if !strings.ContainsRune(".,;:!?'’)…·", r) || r == ')' && depth == 0 {
			break
		}
		if i -= size; r == ')' {
			depth++
		}
	}
	return i
}

// domain reads a web address without a scheme that begins at token i.
func (h *hostTable) domain(t *text, i int) (end int, ok bool) {
	s, k := t.s, &t.tokens[i]
	if k.used || int(k.end) >= len(s) || s[k.end] != '.' && s[k.end] != '-' {
		return 0, false
	}
	if k.start > 0 && strings.IndexByte("@-._/+'&", s[k.start-1]) >= 0 {
		return 0, false
	}
	end, labels := h.host(s, int(k.start))
	if labels < 2 || !t.free(int(k.start), end) {
		return 0, false
	}
	dot := strings.LastIndexByte(s[:end], '.')
	www := strings.EqualFold(t.raw(i), "www") && labels > 2
	if !www && (!h.top[s[dot+1:end]] || dot-int(k.start) < 2) {
		return 0, false
	}
	if end < len(s) && s[end] == '@' {
		return 0, false
	}
	if end < len(s) && strings.IndexByte("/?#:", s[end]) >= 0 {
		if path := urlEnd(s, end); path > end+1 {
			end = path
		}
	}
	return end, true
}
