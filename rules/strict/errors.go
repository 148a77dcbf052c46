package strict

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// limit is the greatest number of problems told of one file.
const limit = 100

// Error is one problem at a place of a file.
type Error struct {
	Pos
	// Msg says what is wrong, lower case, without a final stop.
	Msg string
}

// Errorf makes an Error at a place.
func Errorf(at Pos, format string, args ...any) *Error {
	return &Error{Pos: at, Msg: fmt.Sprintf(format, args...)}
}

// Error gives place and message, and under it the source line with a mark
// under the place where the line is known.
func (e *Error) Error() string {
	head := e.Msg
	if place := e.Pos.String(); place != "" {
		head = place + ": " + e.Msg
	}
	if shown := e.snippet(); shown != "" {
		return head + "\n" + shown
	}
	return head
}

// widest is the number of characters of a source line that are shown.
const widest = 160

// snippet gives the source line and the mark beneath it.
func (e *Error) snippet() string {
	line := []rune(e.text.line(e.Line))
	if e.Line == 0 || e.Col == 0 || len(line) == 0 || e.Col > len(line)+1 {
		return ""
	}
	from, col := 0, e.Col-1
	if len(line) > widest {
		from = max(0, min(col-widest/2, len(line)-widest))
		line = line[from:min(len(line), from+widest)]
		col -= from
	}
	var shown, under strings.Builder
	for i, r := range line {
		if unicode.IsControl(r) && r != '\t' {
			r = unicode.ReplacementChar
		}
		shown.WriteRune(r)
		if i < col {
			under.WriteString(blank(r))
		}
	}
	under.WriteByte('^')
	for i := col + 1; i < min(col+e.mark(), len(line)); i++ {
		under.WriteString(strings.Repeat("~", len(blank(line[i]))))
	}
	number := strconv.Itoa(e.Line)
	gutter := strings.Repeat(" ", len(number))
	return fmt.Sprintf("  %s | %s\n  %s | %s", number, shown.String(), gutter, under.String())
}

// blank is white space as wide as r on a terminal.
func blank(r rune) string {
	switch {
	case r == '\t':
		return "\t"
	case unicode.Is(unicode.Mn, r):
		return ""
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return "  "
	}
	return " "
}

// Errors are the problems of one or more files, sorted by place.
type Errors []*Error

// Error gives one problem after the other.
func (e Errors) Error() string {
	parts := make([]string, len(e))
	for i, one := range e {
		parts[i] = one.Error()
	}
	return strings.Join(parts, "\n")
}

// Unwrap gives the single problems to errors.Is and errors.As.
func (e Errors) Unwrap() []error {
	all := make([]error, len(e))
	for i, one := range e {
		all[i] = one
	}
	return all
}

// Collector gathers problems. The zero Collector is empty and ready.
type Collector struct {
	list Errors
}

// Add notes a problem at a place.
func (c *Collector) Add(at Pos, format string, args ...any) {
	c.list = append(c.list, Errorf(at, format, args...))
}

// AddError notes an error; problems that have places of their own keep them.
// A nil error is passed over.
func (c *Collector) AddError(at Pos, err error) {
	var many Errors
	var one *Error
	switch {
	case err == nil:
	case errors.As(err, &many):
		c.list = append(c.list, many...)
	case errors.As(err, &one):
		c.list = append(c.list, one)
	default:
		c.Add(at, "%s", err)
	}
}

// Len is the number of problems noted.
func (c *Collector) Len() int { return len(c.list) }

// Err gives the problems as Errors, sorted by file and line, without repeats,
// and at most 100 of them with a last one that counts the rest; nil when there
// are none.
func (c *Collector) Err() error {
	if len(c.list) == 0 {
		return nil
	}
	list := slices.Clone(c.list)
	slices.SortStableFunc(list, func(a, b *Error) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col), cmp.Compare(a.Msg, b.Msg))
	})
	list = slices.CompactFunc(list, func(a, b *Error) bool {
		return a.File == b.File && a.Line == b.Line && a.Col == b.Col && a.Msg == b.Msg
	})
	if more := len(list) - limit; more > 0 {
		last := Pos{File: list[limit].File}
		list = append(list[:limit:limit], Errorf(last, "%d more problems are not shown", more))
	}
	return list
}
