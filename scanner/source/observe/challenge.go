package observe

import (
	"encoding/json"
	"net/http"
	"strings"

	"golang.org/x/net/html/atom"
)

// challenge says whether the answer asks a visitor to prove to be human. A
// captcha within a form and the scripts that protection services put into
// ordinary pages do not make one.
func (p *page) challenge() bool {
	sure, hint := p.challengeMarks()
	where := sure
	if where == "" && hint != "" && p.bare() {
		where = hint
	}
	if where == "" {
		return false
	}
	p.say(Signal{Name: SignalChallenge, Strength: Refusal, Where: where})
	return true
}

// bare says whether the page shows next to nothing of its own.
func (p *page) bare() bool {
	switch p.in.Status {
	case http.StatusAccepted, http.StatusForbidden, http.StatusTooManyRequests, http.StatusServiceUnavailable, http.StatusMethodNotAllowed:
		return p.text.words < someWords
	}
	if p.text.words >= 80 {
		return false
	}
	for i, f := range p.parts.forms {
		if i == 50 {
			break
		}
		var n fieldsOf
		if fieldsIn(f, false, &n); n.text+n.email+n.area > 1 || n.search > 0 {
			return false
		}
	}
	return true
}

// challengeMarks looks for the marks of protection services: sure ones, and
// ones that ordinary pages have too.
func (p *page) challengeMarks() (sure, hint string) {
	note := func(m mark, where string) {
		if m.name == "sure" && sure == "" {
			sure = where
		}
		if hint == "" {
			hint = where
		}
	}
	title := p.lex.fold.String(p.title)
	for _, m := range p.lex.marks["challenge"] {
		switch m.kind {
		case "header":
			name, value, _ := strings.Cut(m.text, "=")
			if v := p.in.Header.Get(name); v != "" && strings.Contains(strings.ToLower(v), value) {
				note(m, "header "+http.CanonicalHeaderKey(name))
			}
		case "title":
			if title != "" && strings.HasPrefix(title, p.lex.fold.String(m.text)) {
				note(m, "title")
			}
		}
	}
	for i, s := range p.parts.scripts {
		if i == 300 {
			break
		}
		p.challengeScript(s, note)
	}
	p.each(p.root, func(c *node) {
		for _, k := range []string{"class", "id"} {
			v := c.get(k)
			if v == "" {
				continue
			}
			for _, m := range p.lex.marks["challenge"] {
				if m.kind == "element" && strings.Contains(strings.ToLower(v), m.text) {
					note(m, spot("["+k+"]", c))
				}
			}
		}
	})
	return sure, hint
}

func (p *page) challengeScript(s *node, note func(mark, string)) {
	src := strings.ToLower(s.get("src"))
	body := ""
	if s.first != nil {
		body = strings.ToLower(s.first.text[:min(len(s.first.text), 20_000)])
	}
	for _, m := range p.lex.marks["challenge"] {
		if m.kind == "script" && (strings.Contains(src, m.text) || strings.Contains(body, m.text)) {
			note(m, spot("script", s))
		}
	}
}

// shell says whether the page shows nothing without running its programs.
func (p *page) shell() bool {
	if !p.html || p.text.visible() >= shellChars {
		return false
	}
	scripts, root := false, false
	for _, s := range p.parts.scripts {
		t := s.get("type")
		scripts = scripts || (s.has("src") || s.first != nil) && (t == "" || t == "module" || strings.Contains(t, "javascript"))
	}
	asks := false
	p.each(p.root, func(c *node) {
		id := strings.ToLower(c.get("id"))
		for _, m := range p.lex.marks["shell"] {
			if m.kind == "id" && c.atom == atom.Div && id == m.text || m.kind == "element" && c.name == m.text {
				root = true
			}
		}
		if c.atom == atom.Noscript {
			e, _ := p.lex.search("needs_script", collapse(inner(nil, c, 1000, 0)))
			asks = asks || e != nil
		}
	})
	return scripts && (root || asks || p.text.visible() == 0)
}

// visible counts the characters that a reader without programs sees, what is
// said to readers without programs left out.
func (t *text) visible() int {
	n := 0
	for i := range t.blocks {
		if t.blocks[i].where&inNoscript == 0 {
			n += len(t.blocks[i].text)
		}
	}
	return n
}

// secondLook reads the texts that a shell brings with it as data. What is
// found there counts; what is not found there tells nothing.
func (p *page) secondLook() {
	for _, s := range p.parts.scripts {
		id := s.get("id")
		if s.first == nil || id != "__NEXT_DATA__" && id != "__NUXT_DATA__" && s.get("type") != "application/json" || len(s.first.text) > maxJSON || tooDeep(s.first.text) {
			continue
		}
		var v any
		if json.Unmarshal([]byte(s.first.text), &v) != nil {
			continue
		}
		more := newText(p.lex)
		more.strings(v, s, 0)
		more.seek()
		p.state(more)
		for i := range more.blocks {
			p.plainEmails(&more.blocks[i])
		}
	}
}

// strings takes every text in a shell's data as a block of its own.
func (t *text) strings(v any, s *node, depth int) {
	if depth > maxJSONDepth || t.full {
		return
	}
	switch v := v.(type) {
	case string:
		if !strings.Contains(v, " ") && !strings.Contains(v, "@") || len(v) < 6 {
			return
		}
		if t.planted < maxPlanted && strings.Contains(v, "<") {
			t.planted++
			root, _ := plant([]byte(v))
			v = string(inner(nil, root, 100_000, 0))
		}
		if c := collapse([]byte(v)); c != "" {
			t.block(block{text: c, node: s, line: s.line, where: inData, lead: -1})
		}
	case []any:
		for _, e := range v {
			t.strings(e, s, depth+1)
		}
	case map[string]any:
		for _, k := range sortedKeys(v) {
			t.strings(v[k], s, depth+1)
		}
	}
}
