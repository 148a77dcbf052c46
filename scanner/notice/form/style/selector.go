package style

import "strings"

// add takes a selector with its declarations in.
func (e *Engine) add(text string, c context, decls []declaration) {
	text = strings.TrimSpace(text)
	if text == "" || inert(text) {
		return
	}
	maybe := c.maybe
	sel, ok := Compile(text)
	if !ok {
		// What cannot be matched here is left away, and what is left may match.
		plain, some := simplified(text)
		if !some {
			return
		}
		maybe = true
		if sel, ok = Compile(plain); !ok {
			plain = "*"
			if sel, ok = Compile(plain); !ok {
				return
			}
		}
		text = plain
	}
	e.rules = append(e.rules, rule{sel: sel, spec: sel.spec, layer: c.layer, order: len(e.rules), maybe: maybe, decls: decls})
	kind := key(text)
	e.index[kind] = append(e.index[kind], len(e.rules)-1)
}

// inert says that a selector is for a state that the page is not in when it
// opens, or for something that is no element of it.
func inert(text string) bool {
	low := strings.ToLower(text)
	for _, s := range []string{":hover", ":active", ":focus", ":visited", ":target", "::", ":before", ":after", ":first-line", ":first-letter", ":placeholder-shown", ":autofill", ":-webkit", ":-moz", ":-ms", ":user-invalid", ":invalid", ":popover-open", ":fullscreen"} {
		i := strings.Index(low, s)
		if i < 0 {
			continue
		}
		if !strings.Contains(low[:i], ":not(") && !strings.Contains(low[:i], ":is(") && !strings.Contains(low[:i], ":where(") {
			return true
		}
	}
	return false
}

// simplified leaves away the pseudo-classes of a selector. ok is false when
// nothing is left to match by.
func simplified(text string) (string, bool) {
	var b strings.Builder
	depth := 0
	skipping := false
	for _, r := range text {
		switch {
		case r == '(':
			depth++
		case r == ')':
			depth--
		case depth > 0:
		case r == ':':
			skipping = true
		case strings.ContainsRune(" >+~.#[", r):
			skipping = false
			b.WriteRune(r)
		case !skipping:
			b.WriteRune(r)
		}
	}
	out := strings.TrimSpace(b.String())
	if out == "" {
		return "*", true
	}
	return out, !strings.ContainsAny(out, "|/\\{}")
}

// key gives what an element must have for a selector to match: its last part's
// id, class or name, "*" when that cannot be told.
func key(text string) string {
	depth := 0
	from := 0
	for i := range len(text) {
		switch text[i] {
		case '(', '[':
			depth++
		case ')', ']':
			depth--
		case ' ', '>', '+', '~':
			if depth == 0 {
				from = i + 1
			}
		}
	}
	last := text[from:]
	if strings.ContainsAny(last, "\\(") {
		return "*"
	}
	if i := strings.IndexByte(last, '#'); i >= 0 {
		return "#" + ident(last[i+1:])
	}
	if i := strings.IndexByte(last, '['); i >= 0 {
		last = last[:i]
	}
	if i := strings.IndexByte(last, '.'); i >= 0 {
		return "." + ident(last[i+1:])
	}
	if name := strings.ToLower(ident(last)); name != "" {
		return name
	}
	return "*"
}

func ident(s string) string {
	if i := strings.IndexAny(s, "#.[:> +~*&"); i >= 0 {
		return s[:i]
	}
	return s
}
