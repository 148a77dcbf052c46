package observe

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// Naming is whether a page names a company.
type Naming struct {
	// Answer is "yes", "no" or "unknown"; unknown when the page could not be
	// read or the company's name is too short to be told from other words.
	Answer string
	// Where is the place of the first mention.
	Where string
}

// Names says whether a list of partners names a controller. The name counts
// with or without its legal form, whole words, in text, the alternative text of
// images and the choices of forms. A name of one word must stand with a capital.
func Names(in Input, controller string, lex *Lexicon) Naming {
	p := open(in, lex)
	p.status()
	p.judgeAccess()
	full := lex.fold.String(controller)
	core := lex.withoutForm(full)
	short := len(core) < 4
	if short && core == full {
		return Naming{Answer: "unknown"}
	}
	if short {
		core = full
	}
	if where := p.names(core); where != "" {
		return Naming{Answer: "yes", Where: where}
	}
	if p.obs.Access != Open || p.obs.Truncated || p.text.words+p.links() < 5 || short {
		return Naming{Answer: "unknown"}
	}
	return Naming{Answer: "no"}
}

// links counts the words of links, which a list may consist of.
func (p *page) links() int {
	n := 0
	for _, a := range p.text.anchors {
		n += wordsOf(a.text)
	}
	return n
}

// withoutForm drops legal forms from both ends of a folded name.
func (l *Lexicon) withoutForm(name string) string {
	for again := true; again; {
		again = false
		for _, m := range l.marks["legal_form"] {
			form := l.fold.String(m.text)
			if s, ok := strings.CutSuffix(name, " "+form); ok && s != "" {
				name, again = s, true
			}
			if s, ok := strings.CutPrefix(name, form+" "); ok && s != "" {
				name, again = s, true
			}
		}
	}
	return name
}

// names gives the first place that has the name.
func (p *page) names(core string) string {
	for i := range p.text.blocks {
		b := &p.text.blocks[i]
		if p.lex.mentions(b.text, core) {
			return b.at()
		}
	}
	for _, img := range p.parts.images {
		if alt := img.get("alt"); alt != "" && p.lex.mentions(alt, core) {
			return spot("img[alt]", img)
		}
	}
	for _, a := range p.text.anchors {
		if p.lex.mentions(a.text, core) {
			return spot("a", a.node)
		}
	}
	where := ""
	p.each(p.root, func(c *node) {
		if where == "" && c.atom == atom.Input && p.lex.mentions(c.get("value"), core) {
			where = spot("input", c)
		}
	})
	return where
}

// mentions looks for whole words. A single word that also is an ordinary one
// must not be found in the middle of a sentence about something else, so its
// first letter must be a capital or a digit.
func (l *Lexicon) mentions(s, core string) bool {
	folded := " " + l.fold.String(s) + " "
	want := " " + core + " "
	if !strings.Contains(folded, want) {
		return false
	}
	if strings.Contains(core, " ") {
		return true
	}
	at := l.fold.Align(s)
	for from := 0; ; {
		i := strings.Index(folded[from:], want)
		if i < 0 {
			return false
		}
		if c := s[at[from+i]]; c < 'a' || c > 'z' {
			return true
		}
		from += i + 1
	}
}
