package terminal

import (
	"strings"
	"unicode/utf8"

	"github.com/olekukonko/tablewriter/pkg/twwidth"
)

// width gives the columns that s takes on a terminal. Characters of ambiguous
// width count as one, whatever the locale, so that a report is the same
// everywhere.
func width(s string) int {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return twwidth.WidthWithOptions(s, twwidth.Options{})
		}
	}
	return len(s)
}

// wrap breaks s into lines of at most limit columns, at spaces where it can; a
// word longer than half a line after a hyphen or another mark, else anywhere. The id
// of a rule stays whole where a line can hold it, to be found and copied.
func wrap(s string, limit int) []string {
	limit = max(limit, 1)
	var lines []string
	line, used := "", 0
	for _, word := range strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\n' }) {
		for word != "" {
			gap := min(used, 1)
			n := width(word)
			if used+gap+n <= limit {
				line, used = line+strings.Repeat(" ", gap)+word, used+gap+n
				break
			}
			head := ""
			if used == 0 || n > limit/2 && !(n <= limit && isID(word)) {
				head = breakWord(word, limit-used-gap, used == 0)
			}
			if head == "" {
				lines = append(lines, line)
				line, used = "", 0
				continue
			}
			lines = append(lines, line+strings.Repeat(" ", gap)+head)
			line, used = "", 0
			word = word[len(head):]
		}
	}
	if line != "" || len(lines) == 0 {
		lines = append(lines, line)
	}
	return lines
}

// isID says whether a word is the id of a rule, with or without a mark behind it.
func isID(word string) bool {
	letters, digits := 0, 0
	for _, r := range strings.TrimRight(word, ".,;:") {
		switch {
		case r >= 'A' && r <= 'Z':
			letters++
		case r >= '0' && r <= '9':
			digits++
		case r != '-':
			return false
		}
	}
	return letters > 0 && digits > 0
}

// breakWord gives the longest part of word that fits into room and ends after a
// mark; when there is none and the line is still empty, as much as fits, but at
// least one character.
func breakWord(word string, room int, empty bool) string {
	fits, marked, used := 0, 0, 0
	for i := 0; i < len(word); {
		r, size := utf8.DecodeRuneInString(word[i:])
		used += width(word[i : i+size])
		if used > room {
			break
		}
		i += size
		fits = i
		if i > 3 && strings.ContainsRune("-_/.,;:", r) {
			marked = i
		}
	}
	switch {
	case marked > 0 && (!empty || marked*2 > fits):
		return word[:marked]
	case !empty:
		return ""
	case fits == 0:
		_, size := utf8.DecodeRuneInString(word)
		return word[:size]
	}
	return word[:fits]
}

// folded gives s with its typographic signs in ASCII.
func folded(s string) string {
	return strings.NewReplacer(
		"\u00a0", " ", "\u202f", " ", "\u00ad", "", "…", "...", "→", "->", "›", ">", "·", "-", "–", "-", "—", "-",
		"“", `"`, "”", `"`, "‘", "'", "’", "'", "«", `"`, "»", `"`, "×", "x", "≥", ">=", "•", "*", "€", "EUR",
	).Replace(s)
}
