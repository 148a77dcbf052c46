package form

import (
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"leadlint/scanner/notice/form/style"
)

// page is one page while it is read.
type page struct {
	opt     Options
	w       *Words
	t       *tree
	look    *style.Engine
	sheets  int // style sheets that were not read
	scripts int // programs that were not read
	shell   bool
	lang    string // declared or given

	ids    map[string]*html.Node
	labels map[string][]*html.Node
	forms  []*html.Node
	loose  []*html.Node                // controls outside of forms
	owned  map[*html.Node][]*html.Node // form -> controls
	spread map[*html.Node]int          // element -> forms and loose groups in it
	ticks  []tick
	match  map[string][]*style.Selector // of the programs' selectors
	steps  int                          // comparisons of programs' selectors left
	given  int                          // controls given to forms
	policy *html.Node                   // a link to the privacy notice anywhere
}

// open reads a page and sorts what stands in it.
func open(body []byte, opt Options) (*page, error) {
	p := &page{
		opt: opt.withDefaults(), w: opt.Words, ids: map[string]*html.Node{}, labels: map[string][]*html.Node{},
		owned: map[*html.Node][]*html.Node{}, spread: map[*html.Node]int{}, match: map[string][]*style.Selector{}, steps: maxSteps,
	}
	if p.w == nil {
		var err error
		if p.w, err = LoadWords(); err != nil {
			return nil, err
		}
	}
	p.t = plant(body, p.opt.MaxBytes)
	goquery.NewDocumentFromNode(p.t.root).Find("html, form, script, label[for], [id]").Each(func(_ int, s *goquery.Selection) {
		if s.Parent().Closest("template, noscript").Length() == 0 {
			p.note(s.Get(0))
		}
	})
	p.look, p.sheets = style.New(p.t.root, p.opt.Sheet, p.harmless)
	p.own()
	return p, nil
}

// note takes one element of the page in.
func (p *page) note(n *html.Node) {
	if id := style.Attr(n, "id"); id != "" && p.ids[id] == nil {
		p.ids[id] = n
	}
	switch n.DataAtom {
	case atom.Html:
		p.lang = primary(style.Attr(n, "lang"))
		if p.lang == "" {
			p.lang = primary(style.Attr(n, "xml:lang"))
		}
	case atom.Label:
		if id := style.Attr(n, "for"); id != "" {
			p.labels[id] = append(p.labels[id], n)
		}
	case atom.Form:
		p.forms = append(p.forms, n)
	case atom.Script:
		p.program(n)
	}
}

// program reads a program, or counts it when it lies elsewhere.
func (p *page) program(n *html.Node) {
	if src := lower(n, "src"); src != "" {
		for _, m := range p.w.marks["script"] {
			if strings.Contains(src, m) {
				return
			}
		}
		p.scripts++
		return
	}
	switch t := lower(n, "type"); t {
	case "", "text/javascript", "module", "application/javascript":
		if len(p.ticks) < maxTicks {
			got := ticks(textOfScript(n))
			p.ticks = append(p.ticks, got[:min(len(got), maxTicks)]...)
		}
	}
}

func textOfScript(n *html.Node) string {
	if n.FirstChild == nil {
		return ""
	}
	return n.FirstChild.Data
}

// harmless says that a style sheet changes no button.
func (p *page) harmless(href string) bool {
	href = strings.ToLower(href)
	for _, m := range p.w.marks["sheet"] {
		if strings.Contains(href, m) {
			return true
		}
	}
	return false
}

// primary gives the primary subtag of a language tag.
func primary(tag string) string {
	tag, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(tag)), "-")
	tag, _, _ = strings.Cut(tag, "_")
	if tag == "no" || tag == "nn" {
		return "nb"
	}
	return tag
}

// own gives every control to its form.
func (p *page) own() {
	words := 0
	var waiting *html.Node // an element whose inside is taken as one control
	for n := next(p.t.root, p.t.root, true); n != nil; {
		inside := n.Type != html.ElementNode || !quiet(n)
		if n.Type == html.TextNode && words < 400 && !mute(n.Parent) {
			words += len(strings.TrimSpace(n.Data))
		}
		if n.Type == html.ElementNode && inside {
			if k := control(n); k != "" && (waiting == nil || !within(n, waiting)) {
				if wraps(n, k) {
					k = ""
				} else if k == "box" || k == "field" {
					waiting = n
				}
				p.give(n, k)
			}
		}
		n = next(n, p.t.root, inside)
	}
	p.shell = words < 200 && (p.scripts > 0) && len(p.forms) == 0
	for _, f := range p.forms {
		p.count(f)
	}
}

// count notes a form with all it stands in.
func (p *page) count(n *html.Node) {
	for ; n != nil; n = n.Parent {
		p.spread[n]++
	}
}

// quiet says that nothing in an element is shown or asked.
func quiet(n *html.Node) bool {
	return n.DataAtom == atom.Script || n.DataAtom == atom.Style || n.DataAtom == atom.Template || n.DataAtom == atom.Noscript || n.DataAtom == atom.Head
}

// wraps says that an element of a program's own holds the real control.
func wraps(n *html.Node, kind string) bool {
	if n.DataAtom == atom.Input || kind == "link" || kind == "button" || kind == "list" {
		return false
	}
	found := false
	seen := 0
	each(n, func(m *html.Node) bool {
		if seen++; m.DataAtom == atom.Input || m.DataAtom == atom.Textarea {
			found = true
		}
		return !found && seen < 50
	})
	return found
}

// give puts a control with its form.
func (p *page) give(n *html.Node, kind string) {
	if kind == "" {
		return
	}
	f := around(n, func(m *html.Node) bool { return m.DataAtom == atom.Form })
	if id := style.Attr(n, "form"); id != "" && p.ids[id] != nil && p.ids[id].DataAtom == atom.Form {
		f = p.ids[id]
	}
	if kind == "link" && p.policy == nil && p.w.isPolicy(n, anyLanguage) {
		p.policy = n
	}
	if f == nil {
		p.loose = append(p.loose, n)
		return
	}
	if p.given++; len(p.owned[f]) < maxControls && p.given < allControls {
		p.owned[f] = append(p.owned[f], n)
	} else {
		p.t.cut = true
	}
}

// isPolicy says whether a link leads to a privacy notice.
func (w *Words) isPolicy(n *html.Node, lang string) bool {
	if w.in(textOf(n)+" "+style.Attr(n, "title"), lang).has(wPolicy) {
		return true
	}
	href := lower(n, "href")
	for _, m := range w.marks["policy_path"] {
		if strings.Contains(href, m) {
			return true
		}
	}
	return false
}
