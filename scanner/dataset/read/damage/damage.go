// Package damage collects what reading met: many occurrences of one kind of
// damage become one issue with the place of the first and a count.
package damage

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"leadlint/scanner/finding"
)

// The severities of finding.Issue.
const (
	// Lost: data in scope were not read.
	Lost = "lost"
	// Warning: read, but repaired or doubtful.
	Warning = "warning"
	// Note: left out by right.
	Note = "note"
)

// maxKinds bounds the distinct messages kept; it is never reached by the fixed
// messages of the readers, only by messages that quote many names.
const maxKinds = 500

// Log collects issues. Its zero value is ready, and it may be used by several
// goroutines: the result does not depend on their order.
type Log struct {
	mu    sync.Mutex
	kinds map[string]*finding.Issue
}

// Add counts one occurrence at a place (1-based; 0 for none).
func (l *Log) Add(severity string, line int64, column int, message finding.Text) {
	l.AddN(severity, line, column, 1, message)
}

// AddN counts n occurrences, the first of them at the given place.
func (l *Log) AddN(severity string, line int64, column int, n int64, message finding.Text) {
	l.mu.Lock()
	defer l.mu.Unlock()
	key := severity + "\x00" + message.EN
	if i := l.kinds[key]; i != nil {
		i.Count += n
		if line != 0 && (i.Line == 0 || line < i.Line || line == i.Line && column < i.Column) {
			i.Line, i.Column = line, column
		}
		return
	}
	if l.kinds == nil {
		l.kinds = map[string]*finding.Issue{}
	}
	if len(l.kinds) >= maxKinds {
		return
	}
	l.kinds[key] = &finding.Issue{Severity: severity, Line: line, Column: column, Count: n, Message: message}
}

// Issues gives what was collected, by line, then by message.
func (l *Log) Issues() []finding.Issue {
	l.mu.Lock()
	defer l.mu.Unlock()
	issues := make([]finding.Issue, 0, len(l.kinds))
	for _, i := range l.kinds {
		issues = append(issues, *i)
	}
	slices.SortFunc(issues, func(a, b finding.Issue) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), strings.Compare(a.Message.EN, b.Message.EN),
			strings.Compare(a.Severity, b.Severity))
	})
	return issues
}

// Text makes a message in the two languages of the reports.
func Text(en, fr string) finding.Text { return finding.Text{EN: en, FR: fr} }

// Names joins headers for a message: quoted, at most ten, then their number.
// Names that look like values (an address or a long number used as a key) are
// counted, not shown.
func Names(names []string) string {
	var shown []string
	for _, n := range names {
		if len(shown) < 10 && Showable(n) {
			shown = append(shown, `"`+n+`"`)
		}
	}
	text := strings.Join(shown, ", ")
	switch rest := len(names) - len(shown); {
	case rest > 0 && text == "":
		return "…"
	case rest > 0:
		return text + ", …"
	}
	return text
}

// Showable says whether a key may be shown in a message: short, printable, and
// not itself a personal value that was used as a key.
func Showable(name string) bool {
	if len(name) > 80 || strings.ContainsRune(name, '@') {
		return false
	}
	digits := 0
	for _, r := range name {
		if r < ' ' || r == 0x7f {
			return false
		}
		if r >= '0' && r <= '9' {
			digits++
		}
	}
	return digits < 6
}
