package message

import "strings"

// entity gives the first place of a block that is a company with its legal form or
// a postal address.
func (v *reading) entity(b int, want string) (from, to int, ok bool) {
	return 0, 0, false
}

// addressIn says which kind of address stands in a part of a block; "" for none.
func (v *reading) addressIn(b, from, to int) string {
	if emailIn(v.doc.Blocks[b].Text[from:to]) != "" {
		return byAddress
	}
	for i := range v.links {
		if k := &v.links[i]; k.block == b && k.at >= from && k.at < to && isMail(k.target) && reachOf(k.target) == live {
			return byMailto
		}
	}
	return ""
}

// mailed says whether a text is one address and nothing else.
func mailed(s string) bool { return emailIn(s) == strings.TrimSpace(s) && s != "" }
