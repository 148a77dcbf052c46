package robots

import "strings"

// pattern is a rule's path in normalised form, cut at its wildcards.
type pattern struct {
	// head is what the path must start with.
	head string
	// rest holds, after a first "*", what must follow in order; an unanchored
	// pattern ends wherever the last of them ends.
	rest string
	// octets is the rule's length: each octet once, however it is written.
	octets int32
	// wild is true when there is at least one "*", end when the pattern ends
	// with "$".
	wild, end bool
}

// newPattern reads the path of a rule, which is not empty.
func newPattern(written string) pattern {
	var p pattern
	if strings.HasSuffix(written, "$") {
		p.end = true
		written = written[:len(written)-1]
	}
	norm, octets := normalise(written, true)
	p.octets = int32(octets)
	if p.end {
		p.octets++
	}
	p.head, p.rest, p.wild = strings.Cut(norm, "*")
	return p
}

// matches tells whether the pattern is found at the start of target, which is
// normalised: its octets "*" and "$" are percent-encoded there, so that those of
// the pattern can only be wildcards. Taking the leftmost place for each part
// finds a match whenever there is one, in one pass.
func (p *pattern) matches(target string) bool {
	if !strings.HasPrefix(target, p.head) {
		return false
	}
	target = target[len(p.head):]
	if !p.wild {
		return !p.end || target == ""
	}
	rest := p.rest
	for {
		part, more, found := strings.Cut(rest, "*")
		if !found {
			return p.last(part, target)
		}
		i := strings.Index(target, part)
		if i < 0 {
			return false
		}
		target, rest = target[i+len(part):], more
	}
}

// last matches the part after the last "*".
func (p *pattern) last(part, target string) bool {
	if p.end {
		return strings.HasSuffix(target, part)
	}
	return strings.Contains(target, part)
}
