package markdown

import (
	"slices"
	"strings"

	"leadlint/reports/decision"
)

// inline sets runs in one line.
func (m *writer) inline(runs []decision.Run, inCell bool) string {
	runs = slices.DeleteFunc(slices.Clone(runs), func(r decision.Run) bool { return spaced(r.Text) == "" })
	texts := make([]string, len(runs))
	for i, r := range runs {
		texts[i] = spaced(r.Text)
	}
	var b strings.Builder
	for i, r := range runs {
		before, after := strings.Join(texts[:i], ""), strings.Join(texts[i+1:], "")
		text := within(before, texts[i], after)
		if last := lastRune(b.String()); r.Code && plain(texts[i]) != "" && (last == 0 || last == ' ' || last == '(') {
			// Right behind a word, a span with an address in it is one address for some.
			text = edged(texts[i], code(texts[i], inCell))
		}
		if lastRune(b.String()) == '`' {
			// Two spans of code without anything between them would not be two.
			if rest, ok := strings.CutPrefix(text, "`@`"); ok {
				text = `\@` + rest
			}
		}
		if bare, ok := strings.CutSuffix(text, "!"); ok && i+1 < len(runs) && runs[i+1].Href != "" {
			// An exclamation mark makes an image of the link after it.
			text = bare + `\!`
		}
		b.WriteString(m.marked(r, text, lastRune(b.String()), first(runs, i+1, after)))
	}
	return opening(plain(b.String()))
}

// edged gives inner the spaces that s begins and ends with.
func edged(s, inner string) string {
	if strings.HasPrefix(s, " ") {
		inner = " " + inner
	}
	if strings.HasSuffix(s, " ") {
		inner += " "
	}
	return inner
}

// first gives the rune that a line will go on with: a space, the marker of what is set
// apart, or a letter for all else, behind which fewest markers close.
func first(runs []decision.Run, i int, after string) rune {
	switch {
	case i >= len(runs):
		return 0
	case strings.HasPrefix(after, " "):
		return ' '
	case runs[i].Strong || runs[i].Emph:
		return '*'
	}
	return 'x'
}

// marked sets a text apart and links it, with the spaces at its ends outside.
func (m *writer) marked(r decision.Run, text string, before, after rune) string {
	inner := strings.Trim(text, " ")
	if inner == "" {
		return text
	}
	if strings.HasPrefix(text, " ") {
		before = ' '
	}
	if strings.HasSuffix(text, " ") {
		after = ' '
	}
	if id, ok := strings.CutPrefix(r.Href, "#"); ok {
		inner = m.to(id, inner)
	} else if address := target(r.Href); address != "" {
		inner = "[" + inner + "](" + address + ")"
	}
	switch {
	case r.Strong && r.Emph:
		inner = emphasis("***", inner, before, after)
	case r.Strong:
		inner = emphasis("**", inner, before, after)
	case r.Emph:
		inner = emphasis("*", inner, before, after)
	}
	return edged(text, inner)
}
