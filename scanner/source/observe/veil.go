package observe

import (
	"bytes"
	"strings"

	"golang.org/x/net/html/atom"
)

// veilSign stands where the source wrote the sign @ as a character reference.
// Such an address is noticed and never put together.
const veilSign = '\uE0A0'

// references are the ways in which HTML can write @.
func references() []string {
	return []string{"&#64;", "&#064;", "&#x40;", "&#X40;", "&commat;", "&#0064;", "&#x0040;"}
}

func hasAtReference(raw []byte) bool {
	if bytes.IndexByte(raw, '&') < 0 {
		return false
	}
	for _, r := range references() {
		if bytes.Contains(raw, []byte(r)) {
			return true
		}
	}
	return false
}

// veilAt replaces the references by a sign of our own before any other
// reference is resolved.
func veilAt(s string) string {
	for _, r := range references() {
		s = strings.ReplaceAll(s, r, string(veilSign))
	}
	return s
}

// veilHref forgets the address of a link that was written in references.
func veilHref(n *node) bool {
	if n.atom != atom.A && n.atom != atom.Area {
		return false
	}
	for i := range n.attr {
		if n.attr[i].Key == "href" && strings.HasPrefix(strings.ToLower(strings.TrimSpace(n.attr[i].Val)), "mailto:") && strings.Contains(n.attr[i].Val, "@") {
			n.attr[i].Val = "mailto:"
			return true
		}
	}
	return false
}
