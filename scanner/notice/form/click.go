package form

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"leadlint/scanner/notice/form/style"
)

// click is one button or link.
type click struct {
	n    *html.Node
	text string
	hits hits
	line int
	link bool      // an anchor, or what acts as one
	sent bool      // it sends the form
	in   *sentence // the sentence it stands in, nil for none
}

// click reads one button or link.
func (r *reading) click(n *html.Node) {
	k := control(n)
	if k != "button" && k != "link" || len(r.clicks) > 200 {
		return
	}
	for i := range r.clicks {
		if r.clicks[i].n == n {
			return
		}
	}
	c := click{n: n, text: r.p.caption(n), line: r.p.t.line[n], link: k == "link" && lower(n, "role") != "button"}
	c.hits = r.p.w.in(c.text, r.words)
	if t := lower(n, "type"); n.DataAtom == atom.Button && t != "button" && t != "reset" || n.DataAtom == atom.Input && (t == "submit" || t == "image") {
		c.sent = within(n, r.g.root) || style.Has(n, "form")
	}
	r.clicks = append(r.clicks, c)
}

// refuses says whether a click goes on without consent.
func (c *click) refuses() bool {
	if c.hits.has(wRefuse) || c.hits.has(wDecline) {
		return true
	}
	return c.in != nil && c.in.hits.has(wDecline) && !c.hits.some(wPolicy, wTerms, wPartnerList, wAccept)
}

// accepts says whether a click goes on with consent.
func (c *click) accepts() bool {
	return !c.refuses() && (c.hits.has(wAccept) && !c.link || c.hits.has(wAccept) && c.in == nil || c.sent) && !c.hits.some(wPolicy, wPartnerList) && (!c.hits.has(wBack) || c.hits.has(wAccept))
}

// known says whether it is told what a click is for.
func (c *click) known() bool {
	return c.sent || c.hits.some(wAccept, wRefuse, wBack, wSubmit, wPolicy, wTerms, wPartnerList, wkLogin, wkContact, wkAccount, wDecline, wObject)
}
