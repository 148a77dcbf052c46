package markdown

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// escape gives a text that begins a line, such that GitHub-flavoured Markdown shows it as
// it is: nothing in it becomes markup, an entity, raw HTML, an address to click on, or the
// mention of a user.
func escape(s string) string { return opening(within("", plain(s), "")) }

// inside is escape for a text that begins no line, such as that of a cell or head.
func inside(s string) string { return within("", plain(s), "") }

// within is escape for a text between others in a line.
func within(before, s, after string) string {
	var b strings.Builder
	runes := []rune(before + s + after)
	from := utf8.RuneCountInString(before)
	for i := from; i < from+utf8.RuneCountInString(s); i++ {
		r := runes[i]
		prev, next := around(runes, i)
		switch {
		case r == '@' && !word(prev) && word(next):
			// A backslash does not keep a platform from telling the user of that name.
			b.WriteString("`@`")
			continue
		case r == '|' && prev == '\\':
			// Two backslashes and a bar are one of either in a line, but end a cell.
			b.WriteString("&#124;")
			continue
		case special(r, prev, next) || address(runes, i):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// plain makes one space of all white space that Markdown takes for markup, and none of
// that at the ends; no-break spaces are text.
func plain(s string) string { return strings.Trim(spaced(s), " ") }

// spaced is plain that keeps one space at either end.
func spaced(s string) string {
	var b strings.Builder
	last := rune(0)
	for _, r := range strings.ToValidUTF8(s, "\uFFFD") {
		if unicode.IsControl(r) || r == 0x2028 || r == 0x2029 {
			r = ' '
		}
		if r != ' ' || last != ' ' {
			b.WriteRune(r)
		}
		last = r
	}
	return b.String()
}

func around(runes []rune, i int) (prev, next rune) {
	if i > 0 {
		prev = runes[i-1]
	}
	if i+1 < len(runes) {
		next = runes[i+1]
	}
	return prev, next
}

func word(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }

// special says whether a character is markup where it stands.
func special(r, prev, next rune) bool {
	switch r {
	case '\\', '`', '*', '[', ']', '<', '>', '|', '~', '$':
		return true
	case '_':
		return !word(prev) || !word(next) || prev == '_' || next == '_'
	case '#':
		return !word(prev)
	case '&':
		return next == '#' || unicode.IsLetter(next)
	case '@':
		return true
	}
	return false
}

// address says whether what marks an address to be linked stands at i: the colon of
// "http://", the point of "www.".
func address(runes []rune, i int) bool {
	switch runes[i] {
	case ':':
		return i+1 < len(runes) && runes[i+1] == '/'
	case '.':
		return i >= 3 && strings.EqualFold(string(runes[i-3:i]), "www")
	}
	return false
}

// opening escapes what only counts as markup at the start of a line.
func opening(s string) string {
	if s == "" {
		return ""
	}
	if strings.ContainsRune("+-=:", rune(s[0])) {
		return `\` + s
	}
	if n := digits(s); n > 0 && n < len(s) && (s[n] == '.' || s[n] == ')') {
		return s[:n] + `\` + s[n:]
	}
	return s
}

func digits(s string) int {
	return len(s) - len(strings.TrimLeft(s, "0123456789"))
}

// code sets a text in letters of fixed width, as it is; in a cell, a bar within it is
// escaped, and a text that cannot be told apart from an escaped bar is set as text.
func code(s string, inCell bool) string {
	s = plain(s)
	if s == "" {
		return ""
	}
	if inCell && strings.Contains(s, `\|`) {
		return inside(s)
	}
	if inCell {
		s = strings.ReplaceAll(s, "|", `\|`)
	}
	fence := "`"
	for strings.Contains(s, fence) {
		fence += "`"
	}
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") {
		s = " " + s + " "
	}
	return fence + s + fence
}

// target gives the address of a link with http or https; what is none gives "".
func target(href string) string {
	u, err := url.Parse(href)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return ""
	}
	s := u.String()
	if strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return ""
	}
	return strings.NewReplacer("(", "%28", ")", "%29", "|", "%7C", `\`, "%5C", "`", "%60", "<", "%3C", ">", "%3E", "&", "&amp;", "*", "%2A", "[", "%5B", "]", "%5D", `"`, "%22").Replace(s)
}

// flank says whether a marker of emphasis between these two runes opens, and whether it
// closes (CommonMark 0.31, section 6.2); 0 stands for the start or end of the line.
func flank(before, after rune) (opens, closes bool) {
	space := func(r rune) bool { return r == 0 || unicode.IsSpace(r) }
	mark := func(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }
	opens = !space(after) && (!mark(after) || space(before) || mark(before))
	closes = !space(before) && (!mark(before) || space(after) || mark(after))
	return opens, closes
}

// emphasis sets a text that Markdown takes already apart, between what stands before and
// after it in the line; where a marker would be shown there, the text stays as it is.
func emphasis(marker, text string, before, after rune) string {
	opens, _ := flank(before, firstRune(text))
	_, closes := flank(lastRune(text), after)
	if text == "" || !opens || !closes || before == '*' || after == '*' {
		return text
	}
	return marker + text + marker
}

func strong(text string) string { return emphasis("**", text, 0, 0) }

func leaning(text string) string { return emphasis("*", text, 0, 0) }

func firstRune(s string) rune {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return 0
	}
	return r
}

func lastRune(s string) rune {
	r, n := utf8.DecodeLastRuneInString(s)
	if n == 0 {
		return 0
	}
	return r
}
