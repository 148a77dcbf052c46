package robots

import "time"

// MaxBytes is how much of a file is read: 512 KiB. RFC 9309, 2.5, asks for at
// least 500 KiB. What lies beyond is left out from the last whole line on.
const MaxBytes = 512 << 10

// maxSignals bounds what a hostile file can make a reader of signals look at.
const maxSignals = 1000

// maxText is the greatest number of runes of a line that is given back.
const maxText = 200

// File is a robots.txt file that was read. It is never changed after Parse and
// may be used by several goroutines.
type File struct {
	// Usable is false when the body is no robots.txt at all but a page in HTML
	// or XML, as walls and soft errors answer. It then holds no rules.
	Usable bool
	// Lines is the number of lines that were read.
	Lines int
	// Skipped is the number of lines that hold something but could not be
	// understood: no field name, a rule before any user-agent line, a path that
	// starts with neither "/" nor "*", a user-agent without a name.
	Skipped int
	// Other is the number of lines of the form "name: value" that RFC 9309 does
	// not define, such as Sitemap or Crawl-delay.
	Other int
	// Truncated is true when the body was longer than MaxBytes.
	Truncated bool

	groups  []group
	byToken map[string][]int32
	named   []string
	signals []Signal
}

// group is a set of user-agent lines with the rules below them.
type group struct{ rules []rule }

// rule is one allow or disallow line that holds a path.
type rule struct {
	pattern pattern
	text    string
	line    int32
	allow   bool
}

// Decision is what a file says of one path to one crawler.
type Decision struct {
	// Allowed is true unless a disallow rule is the most specific one.
	Allowed bool
	// Line is the number of the deciding line, counted from 1; 0 when no rule
	// matches and the path is allowed for want of one.
	Line int
	// Text is the deciding line as written without surrounding space, at most
	// 200 runes; empty when Line is 0.
	Text string
	// Group names the group that was followed: the token in lower case, "*", or
	// empty when the file has no group for the crawler.
	Group string
}

// Signal is a line that says something RFC 9309 does not define but readers of
// a source want to know: Content-Signal, Content-Usage, Crawl-delay, License.
type Signal struct {
	// Name is the field name in its usual form, such as "Content-Signal".
	Name string
	// Value is what follows the colon, without comment, at most 200 runes.
	Value string
	// Text is the line as written, at most 200 runes.
	Text string
	// Line is its number, counted from 1.
	Line int
	// Group holds the names of the user-agent lines above it, in lower case and
	// in their order; nil when there is none. A line between two user-agent lines
	// belongs to those before it.
	Group []string

	delay time.Duration
}

// Signals gives the lines named in the comment of Signal, in the file's order,
// at most the first 1,000. The slice is the caller's own; nil when there is none.
func (f *File) Signals() []Signal {
	return append([]Signal(nil), f.signals...)
}

// Named gives the names of all user-agent lines in lower case, each once, in
// the order of their first line; "*" is one of them if it is there.
func (f *File) Named() []string {
	return append([]string(nil), f.named...)
}

// Names tells whether the file has a group for exactly this token, compared
// without regard to case. "*" asks for the group of all others.
func (f *File) Names(token string) bool {
	_, ok := f.byToken[lower(token)]
	return ok
}

// Delay gives the longest Crawl-delay in the groups that token has to follow,
// 0 when there is none. RFC 9309 does not define the line: it is read as
// seconds, fractions allowed, and anything that is no number from 0 to one
// day is left out.
func (f *File) Delay(token string) time.Duration {
	name := f.follows(token)
	var longest time.Duration
	for i := range f.signals {
		s := &f.signals[i]
		if s.delay > longest && contains(s.Group, name) {
			longest = s.delay
		}
	}
	return longest
}

// follows gives the name of the groups that hold for token: the token itself
// in lower case, "*", or "" when there is neither.
func (f *File) follows(token string) string {
	name := lower(token)
	if _, ok := f.byToken[name]; ok && name != "" {
		return name
	}
	if _, ok := f.byToken["*"]; ok {
		return "*"
	}
	return ""
}

func contains(names []string, name string) bool {
	for _, n := range names {
		if n == name {
			return true
		}
	}
	return false
}
