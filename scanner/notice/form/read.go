package form

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"leadlint/scanner/notice/form/style"
)

// Read reads the forms of a page in UTF-8, in its order. It needs nothing but its
// arguments and changes none of them. A page without forms gives none. Words that
// cannot be loaded give none either: give [Options.Words] to know why.
func Read(body []byte, opt Options) []Form {
	p, err := open(body, opt)
	if err != nil {
		return nil
	}
	var out []Form
	for _, g := range p.groups() {
		if f, ok := p.form(g); ok {
			out = append(out, f)
		}
	}
	for i := range out {
		out[i].Partial = out[i].Partial || p.t.cut
	}
	return out
}

// reading is one form while it is read.
type reading struct {
	p       *page
	g       *group
	f       Form
	lang    string
	words   string // the language whose words are looked for
	stars   bool   // the form says what its stars mean
	stuck   bool   // it cannot be sent as it opens
	taken   map[*html.Node]bool
	said    []sentence
	boxHits []boxed
	asked   []asked
	clicks  []click
	acts    []act
	bare    bool // what a box stands for cannot be told
	// settings says that the form shows choices made before.
	settings bool
}

// form reads one form. ok is false for what is none after all.
func (p *page) form(g *group) (Form, bool) {
	r := &reading{p: p, g: g, taken: map[*html.Node]bool{}}
	r.f = Form{
		ID: style.Attr(g.root, "id"), Line: p.t.line[g.root], Partial: p.t.cut || p.shell || p.opt.Truncated, Rendered: p.opt.Computed != nil,
		OtherSheets: p.sheets, OtherScripts: p.scripts, Purposes: -1,
	}
	r.language()
	r.controls()
	r.sentences()
	r.kind()
	if len(r.f.Fields) == 0 && len(r.f.Boxes) == 0 && len(r.f.Choices) == 0 && len(r.clicks) == 0 {
		return Form{}, false
	}
	r.consents()
	if !r.f.Judged && g.root.DataAtom != atom.Form && len(r.f.Fields) == 0 {
		return Form{}, false
	}
	if !r.f.Judged {
		return r.f, true
	}
	if r.words == "" {
		r.unread()
		return r.f, true
	}
	r.judgeConsents()
	r.refusal()
	r.partners()
	r.controller()
	r.notice()
	r.later()
	r.age()
	r.identity()
	return r.f, true
}

// unread answers for a form in a language without words.
func (r *reading) unread() {
	j := Judgement{Reason: "language", Line: r.f.Line}
	for _, to := range []*Judgement{
		&r.f.Preticked, &r.f.Bundled, &r.f.Required, &r.f.PartnerRequired, &r.f.Silent, &r.f.ControllerListed, &r.f.Controller, &r.f.Notice,
		&r.f.Objection, &r.f.Withdrawal, &r.f.AgeAsked, &r.f.OpenToMinors, &r.f.Identity, &r.f.IdentityAsked,
	} {
		*to = j
	}
	r.f.Refusal = Refusal{State: RefusalUnknown, Reasons: []string{"language"}, Line: r.f.Line}
	r.f.Partners = Partners{State: PartnersUnknown, Line: r.f.Line}
	r.fieldAge()
	r.controller()
}

// language tells the language of the form.
func (r *reading) language() {
	var b strings.Builder
	for _, n := range r.g.near {
		b.WriteString(textOf(n) + " ")
	}
	for _, n := range r.g.controls {
		if b.Len() > maxNear*3 {
			break
		}
		b.WriteString(style.Attr(n, "placeholder") + " " + style.Attr(n, "value") + " ")
	}
	declared := r.p.opt.Lang
	if up := around(r.g.root, func(m *html.Node) bool { return style.Has(m, "lang") }); up != nil && declared == "" {
		declared = primary(style.Attr(up, "lang"))
	}
	text := b.String()
	r.lang = r.p.w.language(text, declared)
	r.f.Lang = r.lang
	if r.f.Covered = r.p.w.covered[r.lang]; r.f.Covered {
		r.words = r.lang
	}
	r.stars = r.p.w.in(text, r.words).has(wStarMeans)
}

// controls reads what the form asks and offers.
func (r *reading) controls() {
	for _, n := range r.g.controls {
		if control(n) == "button" && style.Has(n, "disabled") && lower(n, "type") != "button" {
			r.stuck = true
		}
	}
	for _, n := range r.g.controls {
		switch control(n) {
		case "field":
			r.addField(n)
		case "list":
			if !r.empty(n) {
				r.addField(n)
			}
		case "box":
			b := r.box(n)
			r.bare = r.bare || b.Label == ""
			r.f.Boxes = append(r.f.Boxes, b)
		}
	}
	r.choices(r.g.controls)
	for _, n := range r.g.controls {
		r.click(n)
	}
	for _, n := range r.g.outer {
		r.click(n)
	}
}

// empty says that a list offers nothing.
func (r *reading) empty(n *html.Node) bool { return next(n, n, true) == nil }

func (r *reading) addField(n *html.Node) {
	if f, ok := r.field(n); ok {
		r.f.Fields = append(r.f.Fields, f)
	}
}

// sentences reads the text of the form and around it, without the texts of its
// boxes.
func (r *reading) sentences() {
	skip := func(n *html.Node) bool {
		return r.taken[n] || n.Type == html.ElementNode && (n.DataAtom == atom.Form && n != r.g.root && !within(r.g.root, n) || apart(n) && !within(r.g.root, n))
	}
	for _, n := range r.g.near {
		for _, s := range sentences(r.p.t, n, &r.p.w.split, skip) {
			if len(r.said) == 500 {
				r.f.Partial = true
				return
			}
			s.hits = r.p.w.in(s.text, r.words)
			r.said = append(r.said, s)
		}
	}
	for i := range r.clicks {
		c := &r.clicks[i]
		for j := range r.said {
			for _, l := range r.said[j].links {
				if l == c.n && !r.said[j].onlyLinks() {
					c.in = &r.said[j]
				}
			}
		}
	}
}
