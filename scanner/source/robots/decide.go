package robots

import "strings"

// robotsPath is always allowed (RFC 9309, 2.2.2).
const robotsPath = "/robots.txt"

// Decide tells whether token may visit path: the path of a URL with its query,
// as it is sent, beginning with "/"; an empty path is "/", and a fragment is
// left out. The groups that name the token, compared without regard to case and
// as a whole, are followed together; the groups of "*" only if there is none
// (RFC 9309, 2.2.1). The matching rule with the most octets decides, and allow
// wins between equal ones (2.2.2).
func (f *File) Decide(token, path string) Decision {
	d := Decision{Allowed: true, Group: f.follows(token)}
	target := normalisePath(path)
	if target == robotsPath || d.Group == "" {
		return d
	}
	best := f.mostSpecific(f.byToken[d.Group], target)
	if best == nil {
		return d
	}
	d.Allowed, d.Line, d.Text = best.allow, int(best.line), clip(best.text)
	return d
}

// mostSpecific gives the rule that decides, nil when none matches.
func (f *File) mostSpecific(groups []int32, target string) *rule {
	var best *rule
	for _, g := range groups {
		rules := f.groups[g].rules
		for i := range rules {
			r := &rules[i]
			if best != nil && !r.beats(best) {
				continue
			}
			if r.pattern.matches(target) {
				best = r
			}
		}
	}
	return best
}

// beats tells whether r, if it matches, decides instead of other. Between rules
// of the same kind and length the one that was found first stays.
func (r *rule) beats(other *rule) bool {
	if r.pattern.octets != other.pattern.octets {
		return r.pattern.octets > other.pattern.octets
	}
	return r.allow && !other.allow
}

// clip gives text within 200 runes.
func clip(text string) string {
	n := 0
	for i := range text {
		if n == maxText {
			return text[:i]
		}
		n++
	}
	return strings.ToValidUTF8(text, "\uFFFD")
}

// lower gives an ASCII name in lower case; tokens hold nothing else.
func lower(s string) string { return strings.ToLower(strings.TrimSpace(s)) }
