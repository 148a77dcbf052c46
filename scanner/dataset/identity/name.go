package identity

import (
	"bytes"

	"leadlint/rules/facts"
	"leadlint/scanner/dataset/values"
)

// Name appends the key of a name (of a recipient, a supplier) or a reference:
// see AppendName for what does not count. An empty cell gives nothing.
func (h *Hasher) Name(dst []facts.Hash, cell []byte) []facts.Hash {
	if values.Empty(cell) {
		return dst
	}
	h.word = lower(h.word[:0], cell)
	if h.buf = appendName(h.buf[:0], h.word); len(h.buf) == 0 {
		return dst
	}
	return h.put(dst, facts.KindName, h.buf)
}

// AppendName appends a name in the form in which names are compared: case,
// accents, blanks and punctuation do not count, nor does a company's legal form
// before or behind it ("SARL Durand", "Durand S.à r.l."). A name that is nothing
// but a legal form and numbers ("SA-12") stays whole.
func AppendName(dst, name []byte) []byte {
	if values.Empty(name) {
		return dst
	}
	return appendName(dst, lower(nil, name))
}

// appendName appends the folded form of a name that is in lower case, which
// keeps a fold from cutting it at capitals.
func appendName(dst, name []byte) []byte {
	start := len(dst)
	dst = values.FoldBytes(dst, name)
	folded := dst[start:]
	from, to := 0, len(folded)
	for {
		n := leading(folded[from:to])
		if n == 0 || !letters(folded[from+n:to]) {
			break
		}
		from += n
	}
	for {
		n := trailing(folded[from:to])
		if n == 0 || !letters(folded[from:to-n]) {
			break
		}
		to -= n
	}
	n := 0
	for _, b := range folded[from:to] {
		if b != ' ' {
			folded[n] = b
			n++
		}
	}
	return dst[:start+n]
}

// longestForm is the number of letters that a spaced legal form may have ("s a r l").
const longestForm = 5

// leading gives the length of a legal form at the start, with the blank behind it.
func leading(c []byte) int {
	if end := bytes.IndexByte(c, ' '); end > 0 && before[string(c[:end])] {
		return end + 1
	}
	var word [longestForm]byte
	n := 0
	for k := 0; k < longestForm && 2*k+1 < len(c) && c[2*k+1] == ' '; k++ {
		word[k] = c[2*k]
		if k > 0 && before[string(word[:k+1])] {
			n = 2*k + 2
		}
	}
	return n
}

// trailing gives the length of a legal form at the end, with the blank before
// it; of several that fit ("A.S.", "S.A.S.") the longest.
func trailing(c []byte) int {
	if i := bytes.LastIndexByte(c, ' '); i > 0 && forms[string(c[i+1:])] {
		return len(c) - i
	}
	var word [longestForm]byte
	n := 0
	for k := 0; k < longestForm && len(c) > 2*k+1 && c[len(c)-2*k-2] == ' '; k++ {
		word[longestForm-1-k] = c[len(c)-2*k-1]
		if k > 0 && forms[string(word[longestForm-1-k:])] {
			n = 2*k + 2
		}
	}
	return n
}

func letters(c []byte) bool {
	for _, b := range c {
		if b != ' ' && b-'0' > 9 {
			return true
		}
	}
	return false
}

// before are the legal forms that also stand before a name, folded; forms are
// all those that stand behind it.
var (
	before = words("sa", "sas", "sasu", "sarl", "eurl", "sci", "snc", "scop", "selarl", "scs", "sca", "gie")
	forms  = words("sa", "sas", "sasu", "sarl", "eurl", "sci", "snc", "scop", "selarl", "scs", "sca", "gie",
		"spa", "srl", "srls", "sl", "slu", "sau", "gmbh", "ag", "kg", "ohg", "ug", "ev", "mbh", "se",
		"ltd", "limited", "plc", "llp", "llc", "inc", "incorporated", "corp", "corporation", "co",
		"bv", "nv", "bvba", "sprl", "vof", "ab", "oy", "oyj", "as", "asa", "aps", "lda", "ltda", "sro", "kft", "doo", "dac", "pty")
)

func words(list ...string) map[string]bool {
	m := make(map[string]bool, len(list))
	for _, w := range list {
		m[w] = true
	}
	return m
}
