// Package pattern matches the regular expressions of rules quickly where few texts
// match: what every match must hold is looked for first.
package pattern

import (
	"regexp"
	"regexp/syntax"
	"strings"
)

// Pattern is an RE2 expression with the texts one of which is in everything it matches.
// It may be shared.
type Pattern struct {
	re *regexp.Regexp
	// literals are in small letters; nil where there are none that tell anything.
	literals []string
}

// New compiles an expression.
func New(text string) (*Pattern, error) {
	re, err := regexp.Compile(text)
	if err != nil {
		return nil, err
	}
	return &Pattern{re: re, literals: Required(text)}, nil
}

// Match says whether the expression matches a text.
func (p *Pattern) Match(s string) bool { return p.MatchFolded(s, Fold(s)) }

// Fold readies a text for MatchFolded: in small letters, empty where it is not ASCII.
// Beyond ASCII, letters that fold into ASCII ones would escape the look for literals.
func Fold(s string) string {
	if !plain(s) {
		return ""
	}
	return strings.ToLower(s)
}

// MatchFolded is Match for many patterns on one text, which is folded once.
func (p *Pattern) MatchFolded(s, folded string) bool {
	return (p.literals == nil || folded == "" || p.possible(folded)) && p.re.MatchString(s)
}

// possible says whether a folded text holds what every match must.
func (p *Pattern) possible(folded string) bool {
	for _, l := range p.literals {
		if strings.Contains(folded, l) {
			return true
		}
	}
	return false
}

// plain says whether a text is ASCII.
func plain(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// Required gives texts, in small letters, one of which is in everything that an
// expression matches, whatever the case of letters; nil where none tells anything, as
// when they would be of one or two letters. The expression of an error has none.
func Required(text string) []string {
	re, err := syntax.Parse(text, syntax.Perl)
	if err != nil {
		return nil
	}
	return required(re.Simplify())
}
