package form

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"leadlint/scanner/notice/form/style"
)

const maxNames = 500

// partners tells how the partners of a consent are told.
func (r *reading) partners() {
	r.f.Partners = Partners{State: PartnersNotAsked, Line: r.f.Line}
	for i := range r.acts {
		if a := &r.acts[i]; holds(a.Purposes, PartnerMarketing) {
			r.f.Partners = r.partnersOf(a)
			break
		}
	}
	r.listed()
}

// partnersOf looks for the partners of one consent: names at the consent, a list
// in the form, a link, a number, kinds of businesses.
func (r *reading) partnersOf(a *act) Partners {
	out := Partners{State: PartnersUnknown, Text: short(a.label.text), Line: a.Line}
	if out.Text == "" {
		out.Text = a.Text
	}
	text := a.label.text
	for i := range r.said {
		s := &r.said[i]
		if s.hits.has(wPartner) || s.hits.has(wPartnerList) {
			text += ". " + s.text
		}
	}
	link, vague := r.listLink(a)
	if names := r.names(text, link); len(names) > 0 {
		out.State, out.Listed, out.Names = PartnersInPlace, Yes, names
		return out
	}
	if link != nil {
		out.State, out.Link = PartnersLinked, style.Attr(link, "href")
		out.Line = r.p.t.line[link]
		return out
	}
	out.Count = r.p.w.number(text)
	switch {
	case out.Count > 0:
		out.State = PartnersCount
	case r.p.w.in(text, r.words).has(wPartnerSectors):
		out.State = PartnersCategories
	default:
		out.State = PartnersUntold
	}
	if vague || r.f.Partial {
		return out
	}
	out.Listed = No
	return out
}

// listLink finds the link to a list of partners. vague says that a link at the
// consent may lead to one.
func (r *reading) listLink(a *act) (link *html.Node, vague bool) {
	at := map[*html.Node]bool{}
	for _, n := range a.label.nodes {
		if n.DataAtom == atom.A {
			at[n] = true
		}
		if n.Type == html.ElementNode {
			each(n, func(m *html.Node) bool {
				at[m] = at[m] || m.DataAtom == atom.A || control(m) == "link"
				return true
			})
		}
	}
	for i := range r.clicks {
		c := &r.clicks[i]
		inside := at[c.n]
		if c.refuses() && !inside {
			continue
		}
		if c.hits.has(wPartnerList) || c.hits.has(wPartner) && !c.accepts() && !c.hits.has(wPolicy) {
			if link == nil {
				link = c.n
			}
			continue
		}
		vague = vague || inside && !c.hits.has(wTerms)
	}
	return link, vague
}

// names finds names of partners in a text, or in the part of the page that a link
// leads to.
func (r *reading) names(text string, link *html.Node) []string {
	if link != nil {
		if id, ok := strings.CutPrefix(style.Attr(link, "href"), "#"); ok && r.p.ids[id] != nil {
			if got := listOf(r.p.ids[id]); len(got) > 0 {
				return got
			}
		}
	}
	var inPlace []string
	each(r.g.near[len(r.g.near)/2], func(n *html.Node) bool {
		if n.DataAtom == atom.Details && len(inPlace) == 0 && r.p.w.in(textOf(n), r.words).has(wPartner) {
			inPlace = listOf(n)
		}
		if (n.DataAtom == atom.Ul || n.DataAtom == atom.Ol || n.DataAtom == atom.Table) && len(inPlace) == 0 && r.introduced(n) {
			inPlace = listOf(n)
		}
		return len(inPlace) == 0
	})
	if len(inPlace) > 0 {
		return inPlace
	}
	return r.p.w.companies(text)
}

// introduced says whether the text before a list speaks of partners, be it the
// text of the box that the list completes.
func (r *reading) introduced(n *html.Node) bool {
	text := r.p.beside(n, false).text
	for s := n.PrevSibling; s != nil; s = s.PrevSibling {
		if s.Type != html.ElementNode {
			continue
		}
		if asks(s) {
			text = textOf(s)
		}
		break
	}
	return r.p.w.in(text, r.words).some(wPartner, wPartnerList)
}

// listOf gives the entries of a list or table that are names: short and with a
// capital.
func listOf(n *html.Node) []string {
	var out []string
	take := func(m *html.Node) {
		s := textOf(m)
		if first := []rune(s); len(first) > 1 && len(strings.Fields(s)) <= 12 && (unicode.IsUpper(first[0]) || unicode.IsDigit(first[0])) && len(out) < maxNames {
			out = append(out, s)
		}
	}
	each(n, func(m *html.Node) bool {
		if m.DataAtom == atom.Li || m.DataAtom == atom.Td {
			take(m)
			return false
		}
		return true
	})
	if len(out) < 2 {
		return nil
	}
	return out
}

// companies finds at least two names with a legal form, or three and more words
// with capitals in a row of commas or in brackets.
func (w *Words) companies(text string) []string {
	var out []string
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",;:()•·", r) }) {
		for _, name := range w.withForm(part) {
			if len(out) < maxNames && !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	if len(out) >= 2 {
		return out
	}
	for _, list := range enumerations(text) {
		if got := capitals(list); len(got) >= 3 {
			return got
		}
	}
	return nil
}

// enumerations gives what stands in brackets or behind a colon.
func enumerations(text string) []string {
	var out []string
	for i, c := range text {
		switch c {
		case '(':
			if end := strings.IndexByte(text[i:], ')'); end > 0 {
				out = append(out, text[i+1:i+end])
			}
		case ':':
			rest := text[i+1:]
			if end := strings.IndexByte(rest, '.'); end > 0 {
				rest = rest[:end]
			}
			out = append(out, rest)
		}
	}
	return out
}

// capitals gives the entries of an enumeration when all of them are names.
func capitals(list string) []string {
	var out []string
	for _, part := range strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ';' }) {
		part = strings.TrimSpace(part)
		first := []rune(part)
		if len(first) < 2 || !unicode.IsUpper(first[0]) || len(strings.Fields(part)) > 5 {
			return nil
		}
		out = append(out, part)
	}
	return out
}

// company gives the first name with a legal form in a text.
func (w *Words) company(s string) string {
	if all := w.withForm(s); len(all) > 0 {
		return all[0]
	}
	return ""
}

// withForm gives the names with a legal form in a text: the form, and the words
// with capitals before it.
func (w *Words) withForm(s string) []string {
	var out []string
	words := strings.Fields(s)
	for i, word := range words {
		if i == 0 || !w.legal(word) || !capital(words[i-1]) {
			continue
		}
		from := i - 1
		for from > 0 && i-from < 5 && (capital(words[from-1]) || words[from-1] == "&") {
			from--
		}
		out = append(out, strings.Trim(strings.Join(words[from:i+1], " "), ".,;:()»\""))
	}
	return out
}

func capital(word string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(word, "«\"(„“"))
	return unicode.IsUpper(r) || unicode.IsDigit(r)
}

// legal says whether a word is the legal form of a company, written as one.
func (w *Words) legal(word string) bool {
	word = strings.Trim(word, ",;:()»\"")
	low := strings.ToLower(word)
	for _, m := range w.marks["legal_form"] {
		first, _, _ := strings.Cut(m, " ")
		if (low == first || strings.TrimSuffix(low, ".") == first) && capital(word) || low == first && strings.Contains(m, ".") {
			return true
		}
	}
	return false
}

// number gives the count in "47 partners" or the like.
func (w *Words) number(text string) int {
	words := strings.Fields(text)
	for i, word := range words {
		n, err := strconv.Atoi(strings.Trim(word, "().,"))
		if err != nil || n < 2 || n > 100_000 {
			continue
		}
		for _, next := range words[i+1 : min(len(words), i+4)] {
			low := strings.ToLower(next)
			for _, stem := range w.marks["partner_stem"] {
				if strings.HasPrefix(low, stem) {
					return n
				}
			}
		}
	}
	return 0
}
