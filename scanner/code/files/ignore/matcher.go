package ignore

import "strings"

// Matcher is a list of patterns that stand for themselves, not in a tree that is walked:
// what lies below a directory that matches, matches too.
type Matcher struct{ list *List }

// New makes a Matcher of patterns, one a line of .gitignore each.
func New(patterns []string) *Matcher {
	return &Matcher{list: Parse([]byte(strings.Join(patterns, "\n")))}
}

// Match says whether a path, or a directory above it, is among what the patterns name.
// What is below a directory that matches cannot be taken back with !, as in git.
func (m *Matcher) Match(path string, dir bool) bool {
	for i := range len(path) {
		if path[i] == '/' && m.list.Match(path[:i], true) == Ignored {
			return true
		}
	}
	return m.list.Match(path, dir) == Ignored
}
