package observe

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// Bounds on the style sheets of one page.
const (
	maxStyle = 256 << 10
	maxRules = 5_000
)

// unseen notes which elements the page's own style sheets keep from a reader's
// eyes: those with a class or identifier for which the only thing said of its
// display is that there is none. A class that another rule shows again, as
// that of a tab or a menu, hides nothing.
func unseen(root *node) {
	var css strings.Builder
	sheets(root, &css)
	if css.Len() == 0 {
		return
	}
	if off := switchedOff(css.String()); len(off) > 0 {
		conceal(root, off)
	}
}

func sheets(n *node, css *strings.Builder) {
	for c := n.first; c != nil && css.Len() < maxStyle; c = c.next {
		if c.atom == atom.Style {
			if m := strings.ToLower(c.get("media")); m == "" || m == "all" || m == "screen" {
				css.WriteString(string(inner(nil, c, maxStyle, 0)) + "\n")
			}
			continue
		}
		if c.name != "" {
			sheets(c, css)
		}
	}
}

// switchedOff gives the classes (.name) and identifiers (#name) that are
// hidden by a rule of their own and mentioned by no rule that shows them, nor
// by one for a medium.
func switchedOff(css string) map[string]bool {
	off, shown := map[string]bool{}, map[string]bool{}
	rules(uncommented(css), func(selectors, body string, medium bool) {
		display, hides := displays(body)
		for s := range strings.SplitSeq(selectors, ",") {
			s = strings.TrimSpace(s)
			if hides && !medium && simple(s) {
				off[s] = true
			} else if display || medium {
				for _, name := range mentioned(s) {
					shown[name] = true
				}
			}
		}
	})
	for name := range shown {
		delete(off, name)
	}
	return off
}

// displays says whether declarations decide how something is displayed, and
// whether they hide it.
func displays(body string) (decides, hides bool) {
	body = strings.ToLower(strings.Join(strings.Fields(body), ""))
	for d := range strings.SplitSeq(body, ";") {
		key, value, _ := strings.Cut(d, ":")
		if key != "display" && key != "visibility" {
			continue
		}
		value = strings.TrimSuffix(value, "!important")
		decides, hides = true, value == "none" || value == "hidden"
	}
	return decides, hides
}

// simple says whether a selector is one class or one identifier.
func simple(s string) bool {
	return len(s) > 1 && (s[0] == '.' || s[0] == '#') && strings.IndexFunc(s[1:], func(r rune) bool { return !nameRune(r) }) < 0
}

func nameRune(r rune) bool {
	return r == '-' || r == '_' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || r >= 0x80
}

// mentioned gives the classes and identifiers of a selector.
func mentioned(s string) []string {
	var out []string
	for i := 0; i < len(s); i++ {
		if s[i] != '.' && s[i] != '#' {
			continue
		}
		end := i + 1
		for end < len(s) && nameRune(rune(s[end])) {
			end++
		}
		if end > i+1 {
			out = append(out, s[i:end])
		}
	}
	return out
}

// rules calls f for each rule; medium says that it holds only under a
// condition, such as in print.
func rules(css string, f func(selectors, body string, medium bool)) {
	depth, start := 0, 0
	var heads []string
	for i, n := 0, 0; i < len(css) && n < maxRules; i++ {
		switch css[i] {
		case '{':
			heads = append(heads, css[start:i])
			depth, start = depth+1, i+1
		case '}':
			if depth == 0 {
				start = i + 1
				continue
			}
			head := strings.TrimSpace(heads[depth-1])
			if !strings.HasPrefix(head, "@") {
				f(head, css[start:i], depth > 1)
				n++
			}
			heads = heads[:depth-1]
			depth, start = depth-1, i+1
		case ';':
			if depth == 0 {
				start = i + 1 // @import, @charset
			}
		}
		if depth > 20 {
			return
		}
	}
}

func uncommented(css string) string {
	var b strings.Builder
	for {
		before, after, ok := strings.Cut(css, "/*")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		if _, css, ok = strings.Cut(after, "*/"); !ok {
			return b.String()
		}
	}
}

func conceal(n *node, off map[string]bool) {
	for c := n.first; c != nil; c = c.next {
		if c.name == "" {
			continue
		}
		if id := c.get("id"); id != "" && off["#"+id] {
			c.unseen = true
		}
		for class := range strings.FieldsSeq(c.get("class")) {
			c.unseen = c.unseen || off["."+class]
		}
		conceal(c, off)
	}
}
