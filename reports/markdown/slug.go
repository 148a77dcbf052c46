package markdown

import (
	"strconv"
	"strings"
	"unicode"

	"leadlint/reports/decision"
)

// slugs gives the anchors that GitHub and GitLab both make of the heads of a document: in
// lower case, with hyphens for spaces, without other signs, and with a number from the
// second head of a name on. Where the two differ a section has none: GitLab makes one
// hyphen of several, and puts a word before what is all digits.
func slugs(d *decision.Document) map[string]string {
	out, seen := map[string]string{}, map[string]int{}
	numbered := func(title string) string {
		slug := slug(title)
		n := seen[slug]
		seen[slug]++
		if n > 0 {
			slug += "-" + strconv.Itoa(n)
		}
		return slug
	}
	numbered(d.Title)
	d.Walk(func(s *decision.Section, _ int) {
		slug := numbered(s.Number + " " + s.Title)
		if !strings.Contains(slug, "--") && strings.ContainsFunc(slug, unicode.IsLetter) {
			out[s.ID] = slug
		}
	})
	return out
}

func slug(title string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			return unicode.ToLower(r)
		}
		return -1
	}, plain(title))
}
