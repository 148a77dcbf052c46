package observe

import (
	"maps"
	"slices"
	"strings"

	"golang.org/x/net/html/atom"
)

// paidFor is the value of a page that declares itself not accessible for free.
const paidFor = "not_accessible_for_free"

// maxPeople bounds how many persons are told apart.
const maxPeople = 20_000

// people counts the persons that markup describes. The same person is often
// described twice, by an identifier here and a name there.
type people struct {
	page *page
	seen map[string]int
	n    int
}

// add counts a person unless the identifier, the name or the address is known.
func (q *people) add(id, name, address, where string) {
	keys := []string{}
	if id != "" {
		keys = append(keys, "i"+id)
	}
	if name = q.page.lex.fold.String(name); name != "" {
		keys = append(keys, "n"+name)
	}
	if address != "" {
		keys = append(keys, "u"+address)
	}
	if len(keys) == 0 || q.n >= maxPeople {
		return
	}
	known := false
	for _, k := range keys {
		_, ok := q.seen[k]
		known = known || ok
	}
	if !known {
		q.n++
		if q.n <= 3 {
			q.page.say(Signal{Name: SignalPerson, Strength: Inventory, Where: where})
		}
	}
	for _, k := range keys {
		q.seen[k] = q.n
	}
}

// markup reads JSON-LD, microdata, RDFa and microformats.
func (p *page) markup() {
	q := &people{page: p, seen: map[string]int{}}
	n := 0
	for _, s := range p.parts.scripts {
		if strings.HasPrefix(strings.ToLower(s.get("type")), "application/ld+json") && n < 50 {
			n++
			p.jsonLD(s, q)
		}
	}
	for i, c := range p.parts.items {
		if i == 50_000 {
			break
		}
		p.item(c, q)
	}
	for _, l := range p.parts.anchors {
		if hasWord(l.get("rel"), "me") {
			p.once(SignalRelMe, spot("a[rel=me]", l))
		}
		if isVCard(l) {
			p.once(SignalVCard, spot("a[type=text/vcard]", l))
		}
	}
	p.obs.Counts.Persons = q.n
	if p.obs.Data.ContactPoints > 0 {
		p.once(SignalContactPoint, "page data")
	}
}

// once records an inventory signal the first time.
func (p *page) once(name, where string) {
	for i := range p.obs.Signals {
		if p.obs.Signals[i].Name == name {
			return
		}
	}
	p.say(Signal{Name: name, Strength: Inventory, Where: where})
}

func isVCard(l *node) bool {
	href := strings.ToLower(l.get("href"))
	path, _, _ := strings.Cut(href, "?")
	return strings.HasPrefix(l.get("type"), "text/vcard") || strings.HasSuffix(path, ".vcf") || strings.HasPrefix(href, "data:text/vcard")
}

// data notes a type of linked data.
func (p *page) data(t string) {
	if len(p.obs.Data.Types) < 50 && len(t) < 60 && !slices.Contains(p.obs.Data.Types, t) {
		p.obs.Data.Types = append(p.obs.Data.Types, t)
	}
	if postType(t) {
		p.post = true
	}
}

// profile notes that the page is about one person.
func (p *page) profile(where string) {
	p.obs.Data.Profile = true
	p.once(SignalProfile, where)
}

// item reads one element of microdata, RDFa or a microformat.
func (p *page) item(c *node, q *people) {
	for _, t := range append(strings.Fields(c.get("itemtype")), strings.Fields(c.get("typeof"))...) {
		t = t[strings.LastIndexAny(t, "/:#")+1:]
		p.data(t)
		switch t {
		case "Person":
			q.add(c.get("itemid"), named(c, 0), "", spot("[itemtype=Person]", c))
		case "ProfilePage":
			p.profile(spot("[itemtype=ProfilePage]", c))
		case "ContactPoint":
			p.obs.Data.ContactPoints++
		}
	}
	for _, prop := range strings.Fields(c.get("itemprop")) {
		p.property(c, prop)
	}
	if class := c.get("class"); class != "" {
		p.card(c, class, q)
	}
}

func (p *page) property(c *node, prop string) {
	where := spot("[itemprop="+safeName(prop)+"]", c)
	switch prop {
	case "email":
		p.found.email(strings.TrimPrefix(content(c), "mailto:"), where)
	case "telephone":
		p.found.phone(content(c), where)
	case "isAccessibleForFree":
		if t := itemOf(c); isFalse(content(c)) && pageType(t) {
			p.notFree(where, !postType(t))
		}
	}
}

// itemOf gives the type of the item that a property belongs to.
func itemOf(c *node) string {
	for n := c.parent; n != nil; n = n.parent {
		if t := n.get("itemtype"); t != "" {
			return t[strings.LastIndexAny(t, "/:#")+1:]
		}
	}
	return ""
}

// notFree notes what a page declares itself not to be. Said of an article only,
// it says nothing of a contact point that stands open beside it.
func (p *page) notFree(where string, whole bool) {
	if !p.obs.Data.NotFree {
		p.say(Signal{Name: SignalMembers, Strength: Restriction, Value: paidFor, Where: where})
	}
	p.obs.Data.NotFree, p.wholePaid = true, p.wholePaid || whole
}

// content gives a property's value: an attribute, or the text.
func content(c *node) string {
	for _, k := range []string{"content", "href"} {
		if v := c.get(k); v != "" {
			return v
		}
	}
	return collapse(inner(nil, c, 200, 0))
}

// named gives the first name within an item.
func named(c *node, depth int) string {
	for e := c.first; e != nil && depth < 12; e = e.next {
		for _, prop := range strings.Fields(e.get("itemprop") + " " + e.get("property")) {
			switch prop[strings.LastIndexByte(prop, ':')+1:] {
			case "name", "givenName", "familyName":
				return content(e)
			}
		}
		if s := named(e, depth+1); s != "" {
			return s
		}
	}
	return ""
}

// card reads h-card and hCard. A card whose name is also its organisation's
// describes no person.
func (p *page) card(c *node, class string, q *people) {
	switch {
	case hasWord(class, "h-card"), hasWord(class, "vcard"):
		name, org := cardName(c, 0)
		if hasWord(class, "h-card") && name == "" && !org {
			name = collapse(inner(nil, c, 120, 0))
			if wordsOf(name) > 5 {
				name = ""
			}
		}
		if name != "" && !org {
			q.add("", name, "", spot(".h-card", c))
		}
	case hasWord(class, "p-tel"), hasWord(class, "tel") && within(c, "vcard"):
		p.found.phone(content(c), spot(".p-tel", c))
	case hasWord(class, "u-email"), hasWord(class, "email") && within(c, "vcard"):
		p.found.email(strings.TrimPrefix(content(c), "mailto:"), spot(".u-email", c))
	}
}

func within(c *node, class string) bool {
	for n, i := c.parent, 0; n != nil && i < 15; n, i = n.parent, i+1 {
		if hasWord(n.get("class"), class) {
			return true
		}
	}
	return false
}

func cardName(c *node, depth int) (name string, org bool) {
	for e := c.first; e != nil && depth < 12; e = e.next {
		class := e.get("class")
		if hasWord(class, "p-name") || hasWord(class, "fn") {
			return collapse(inner(nil, e, 200, 0)), hasWord(class, "p-org") || hasWord(class, "org")
		}
		if name, org = cardName(e, depth+1); name != "" {
			return name, org
		}
	}
	return "", false
}

func hasWord(s, w string) bool {
	if !strings.Contains(s, w) {
		return false
	}
	return slices.Contains(strings.Fields(s), w)
}

// safeName keeps a name for a selector when it is a plain word.
func safeName(s string) string {
	if len(s) > 30 || strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_") != "" {
		return "?"
	}
	return s
}

func sortedKeys(m map[string]any) []string { return slices.Sorted(maps.Keys(m)) }

// isLink says whether an element links to somewhere.
func isLink(n *node) bool { return n.atom == atom.A || n.atom == atom.Area }
