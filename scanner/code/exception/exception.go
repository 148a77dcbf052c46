// Package exception reads what is written to leadlint in the comments of code:
//
//	leadlint:ignore COD-01-DISABLED,COD-03 reason="our own site" until=2027-03-31
//
// It excuses the line it stands on, or, where nothing but comments stands there, the
// next line of code below. An exception without a reason or a date excuses nothing.
package exception

import (
	"bytes"
	"regexp"
	"strings"
	"time"
)

// Mark is what begins an exception; a file without it has none.
const Mark = "leadlint:ignore"

// Exception is one comment that excuses a place.
type Exception struct {
	// Line is the line it stands on, Covers the line that it excuses; both 1-based.
	Line, Covers int
	// Rules are the ids named, in the order written.
	Rules []string
	// Reason is empty where none is given.
	Reason string
	// Until is what is written as the date, YYYY-MM-DD where Dated.
	Until string
	// Dated says that Until is a day.
	Dated bool
}

// Holds says whether the exception excuses anything on a day (YYYY-MM-DD): it names
// rules, gives a reason and a date that has not passed.
func (e *Exception) Holds(now string) bool {
	return len(e.Rules) > 0 && e.Reason != "" && e.Dated && now <= e.Until
}

// Names says whether the exception names a rule: by its id, or by the number of the
// catalogue that it implements.
func (e *Exception) Names(id, catalogue string) bool {
	for _, r := range e.Rules {
		if r == id || r == catalogue {
			return true
		}
	}
	return false
}

// Reader finds exceptions.
type Reader struct {
	comment, field *regexp.Regexp
	opens          *regexp.Regexp
}

// NewReader makes a reader; it may be shared.
func NewReader() *Reader {
	const marks = `(?:#|//|--|/\*+|<!--|\{#-?|\{\{!(?:--)?|\{\{--|<%#|<%--|;|^\s*\*)`
	return &Reader{
		comment: regexp.MustCompile(`(?m)` + marks + `\s*` + Mark + `(?:[ \t]+([^\n]*))?`),
		field:   regexp.MustCompile(`(reason|until)=(?:"([^"]*)"|(\S+))`),
		opens:   regexp.MustCompile(`^\s*` + marks),
	}
}

// Find gives the exceptions of a text, in order.
func (r *Reader) Find(src []byte) []Exception {
	if !bytes.Contains(src, []byte(Mark)) {
		return nil
	}
	lines := strings.Split(string(src), "\n")
	var out []Exception
	for i, line := range lines {
		m := r.comment.FindStringSubmatchIndex(line)
		if m == nil {
			continue
		}
		rest := ""
		if m[2] >= 0 {
			rest = line[m[2]:m[3]]
		}
		e := r.parse(rest)
		e.Line, e.Covers = i+1, i+1
		if strings.TrimSpace(line[:m[0]]) == "" {
			e.Covers = r.below(lines, i)
		}
		out = append(out, e)
	}
	return out
}

// below gives the number of the first line of code under a comment.
func (r *Reader) below(lines []string, at int) int {
	for i := at + 1; i < len(lines); i++ {
		if strings.TrimSpace(lines[i]) != "" && !r.opens.MatchString(lines[i]) {
			return i + 1
		}
	}
	return at + 1
}

func (r *Reader) parse(rest string) Exception {
	var e Exception
	for _, m := range r.field.FindAllStringSubmatch(rest, -1) {
		value := strings.TrimSpace(m[2] + m[3])
		switch m[1] {
		case "reason":
			e.Reason = value
		case "until":
			e.Until = value
			_, err := time.Parse(time.DateOnly, value)
			e.Dated = err == nil
		}
	}
	before, _, _ := strings.Cut(r.field.ReplaceAllString(rest, "\x00"), "\x00")
	for _, id := range strings.FieldsFunc(before, func(c rune) bool { return c == ',' || c == ' ' || c == '\t' || c == '\r' }) {
		if !ruleLike(id) {
			break
		}
		e.Rules = append(e.Rules, id)
	}
	return e
}

// ruleLike says whether a word could be the id of a rule; what closes a comment is none.
func ruleLike(s string) bool {
	letters := false
	for _, c := range s {
		switch {
		case 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z':
			letters = true
		case '0' <= c && c <= '9' || c == '-':
		default:
			return false
		}
	}
	return letters
}
