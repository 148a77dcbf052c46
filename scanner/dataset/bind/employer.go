package bind

import (
	"bytes"

	"leadlint/scanner/dataset/values"
)

// sameSite says whether two hosts are of one site: equal, or one below the other.
func sameSite(a, b []byte) bool {
	a, b = bytes.ToLower(a), bytes.ToLower(b)
	a, b = bytes.TrimPrefix(a, []byte("www.")), bytes.TrimPrefix(b, []byte("www."))
	below := func(x, y []byte) bool {
		return len(x) > len(y) && bytes.HasSuffix(x, y) && x[len(x)-len(y)-1] == '.'
	}
	return len(a) > 0 && len(b) > 0 && (bytes.Equal(a, b) || below(a, b) || below(b, a))
}

// named says whether a domain carries a company's name: its label is the name
// without spaces, or begins with the name's first word of five letters or more.
func named(domain, company []byte) bool {
	if len(domain) == 0 || len(company) == 0 {
		return false
	}
	folded := values.FoldBytes(nil, company)
	label, _, _ := bytes.Cut(bytes.ToLower(domain), []byte("."))
	label = bytes.ReplaceAll(label, []byte("-"), nil)
	if len(label) < 3 || len(folded) == 0 {
		return false
	}
	if bytes.Equal(label, bytes.ReplaceAll(folded, []byte(" "), nil)) {
		return true
	}
	word, _, _ := bytes.Cut(folded, []byte(" "))
	return len(word) >= 5 && bytes.HasPrefix(label, word)
}
