// Package ignore reads the lists of files that a project leaves out (.gitignore) and
// tells for a path whether such a list leaves it out, as git does.
package ignore

import (
	"bytes"
	"strings"
)

// Verdict is what a list says of a path.
type Verdict uint8

// The verdicts.
const (
	// Silent: no line of the list is about the path.
	Silent Verdict = iota
	// Ignored: the path is left out.
	Ignored
	// Kept: the path is taken back in (a line with !).
	Kept
)

// List is the lines of one file of patterns. It says nothing of what stands below a
// directory that it leaves out: whoever walks a tree does not enter that. The nil List
// is silent.
type List struct{ lines []line }

// line is one pattern.
type line struct {
	negated  bool
	dirOnly  bool
	prefix   string   // what stands before the segments, see joinedStars
	segments []string // of an anchored pattern
	base     string   // of one without a slash, which the last part of a path must match
}

// Parse reads a file of patterns. Lines that can match nothing are left out.
func Parse(text []byte) *List {
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	l := &List{}
	for s := range strings.SplitSeq(string(text), "\n") {
		if p, ok := parseLine(strings.TrimSuffix(s, "\r")); ok {
			l.lines = append(l.lines, p)
		}
	}
	return l
}

// parseLine reads one line; ok is false for blank lines and comments.
func parseLine(s string) (line, bool) {
	var p line
	if strings.HasPrefix(s, "#") {
		return p, false
	}
	if strings.HasPrefix(s, "!") {
		p.negated, s = true, s[1:]
	}
	s = trimBlanks(s)
	if strings.HasSuffix(s, "/") {
		p.dirOnly, s = true, strings.TrimSuffix(s, "/")
	}
	if s == "" {
		return p, false
	}
	if !strings.Contains(s, "/") {
		p.base = s
		return p, true
	}
	s = strings.TrimPrefix(s, "/")
	for strings.Contains(s, "***") { // more than two stars are as two
		s = strings.ReplaceAll(s, "***", "**")
	}
	p.prefix = joinedStars(s)
	p.segments = strings.Split(s[len(p.prefix):], "/")
	return p, true
}

// joinedStars gives the plain text before a ** that is joined to it (a/b** or b**/c).
// Git compares that text first and sees the ** alone then, so that it reaches over
// slashes although it stands for no whole part of the path.
func joinedStars(s string) string {
	n := strings.IndexAny(s, "*?[\\")
	if n <= 0 || s[n-1] == '/' || !strings.HasPrefix(s[n:], "**") {
		return ""
	}
	if rest := s[n+2:]; rest != "" && rest[0] != '/' {
		return ""
	}
	return s[:n]
}

// trimBlanks takes blanks off the end, but for one that a backslash protects.
func trimBlanks(s string) string {
	end := 0
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s):
			i++
			end = i + 1
		case s[i] != ' ':
			end = i + 1
		}
	}
	return s[:end]
}

// Match tells what the list says of a path, given with slashes from the directory that
// the list is about. The last line that is about the path counts.
func (l *List) Match(path string, dir bool) Verdict {
	if l == nil {
		return Silent
	}
	base := path[strings.LastIndexByte(path, '/')+1:]
	var parts []string
	for i := len(l.lines) - 1; i >= 0; i-- {
		p := &l.lines[i]
		if p.dirOnly && !dir {
			continue
		}
		matched := false
		if p.base != "" {
			matched = glob(p.base, base)
		} else if p.prefix != "" {
			rest, ok := strings.CutPrefix(path, p.prefix)
			matched = ok && globPath(p.segments, strings.Split(rest, "/"))
		} else {
			if parts == nil {
				parts = strings.Split(path, "/")
			}
			matched = globPath(p.segments, parts)
		}
		if matched && p.negated {
			return Kept
		}
		if matched {
			return Ignored
		}
	}
	return Silent
}

// globPath matches the parts of a path; ** stands for any number of them, at the end for
// at least one.
func globPath(pattern, parts []string) bool {
	i, k := 0, 0
	star, from := -1, 0
	for k < len(parts) {
		switch {
		case i < len(pattern) && pattern[i] == "**":
			if i == len(pattern)-1 {
				return true
			}
			star, from = i, k
			i++
		case i < len(pattern) && glob(pattern[i], parts[k]):
			i, k = i+1, k+1
		case star >= 0:
			from++
			i, k = star+1, from
		default:
			return false
		}
	}
	return i == len(pattern)
}

// glob matches one part of a path with * ? [...] and \.
func glob(pattern, s string) bool {
	i, k := 0, 0
	star, from := -1, 0
	for k < len(s) {
		if i < len(pattern) && pattern[i] == '*' {
			star, from = i, k
			i++
			continue
		}
		if n := one(pattern[i:], s[k]); n > 0 {
			i, k = i+n, k+1
			continue
		}
		if star < 0 {
			return false
		}
		from++
		i, k = star+1, from
	}
	for i < len(pattern) && pattern[i] == '*' {
		i++
	}
	return i == len(pattern)
}

// one matches a byte with what a pattern begins with, and gives the length of that; 0 when
// it does not match.
func one(pattern string, c byte) int {
	if pattern == "" {
		return 0
	}
	switch pattern[0] {
	case '?':
		return 1
	case '[':
		return class(pattern, c)
	case '\\':
		if len(pattern) > 1 && pattern[1] == c {
			return 2
		}
		return 0
	}
	if pattern[0] == c {
		return 1
	}
	return 0
}
