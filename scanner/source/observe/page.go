package observe

import (
	"bytes"
	"mime"
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/net/html/atom"
)

// page is one page while it is read.
type page struct {
	in    Input
	lex   *Lexicon
	root  *node
	body  *node
	html  bool
	plain bool // text without markup
	text  *text
	base  *url.URL
	title string
	post  bool
	// wholePaid says that more than an article is declared not to be free.
	wholePaid bool
	parts     elements
	obs       *Observation
	found     *found
}

// elements are the elements that several readings need, in page order.
type elements struct {
	meta, links, scripts, forms, inputs, anchors, images, frames []*node
	items                                                        []*node // with itemtype, typeof or class
	heading                                                      *node
}

// Page reads one page. It never fails: what cannot be read is not Assessed.
// The lexicon must not be nil.
func Page(in Input, lex *Lexicon) *Observation {
	p := open(in, lex)
	p.status()
	p.robotsHeaders()
	switch {
	case p.html:
		p.metas()
		p.markup()
		p.contacts()
		p.protections()
		p.link()
		p.form()
	case p.plain:
		p.contacts()
	}
	p.mining()
	p.judgeAccess()
	p.state(p.text)
	p.conclude()
	return p.obs
}

// open parses what is there to parse.
func open(in Input, lex *Lexicon) *page {
	if in.FinalURL == "" {
		in.FinalURL = in.URL
	}
	if in.Header == nil {
		in.Header = http.Header{}
	}
	p := &page{in: in, lex: lex, obs: &Observation{Access: Open}}
	p.found = newFound(p)
	p.base, _ = url.Parse(in.FinalURL)
	if p.base == nil {
		p.base = &url.URL{}
	}
	kind := mediaType(in)
	p.html = kind == "text/html" || kind == "application/xhtml+xml"
	body := in.Body
	if !p.html {
		body = nil
		if p.plain = kind == "text/plain"; p.plain {
			body = escape(in.Body)
		}
	}
	p.root, p.obs.Truncated = plant(body)
	unseen(p.root)
	p.collect(p.root, 0)
	p.obs.Lang = primary(p.lang())
	p.post = p.isPost()
	p.text = read(p.root, lex)
	p.obs.Truncated = p.obs.Truncated || p.text.full
	return p
}

// mediaType gives the type that a page says it has, or that its first bytes
// show when it says none.
func mediaType(in Input) string {
	s := in.ContentType
	if s == "" {
		s = in.Header.Get("Content-Type")
	}
	if s == "" {
		s = http.DetectContentType(in.Body[:min(len(in.Body), 512)])
	}
	m, _, err := mime.ParseMediaType(s)
	if err != nil && m == "" {
		m, _, _ = strings.Cut(strings.ToLower(s), ";")
	}
	return strings.TrimSpace(m)
}

// escape makes plain text readable as HTML, one paragraph a line.
func escape(b []byte) []byte {
	if len(b) > maxBody {
		b = b[:maxBody]
	}
	b = bytes.ReplaceAll(b, []byte("&"), []byte("&amp;"))
	b = bytes.ReplaceAll(b, []byte("<"), []byte("&lt;"))
	return bytes.ReplaceAll(b, []byte("\n\n"), []byte("\n<p>"))
}

func (p *page) collect(n *node, depth int) {
	for c := n.first; c != nil; c = c.next {
		if c.name == "" {
			continue
		}
		p.sort(c)
		if c.atom != atom.Template && c.atom != atom.Svg {
			p.collect(c, depth+1)
		}
	}
}

func (p *page) sort(c *node) {
	e := &p.parts
	switch c.atom {
	case atom.Meta:
		e.meta = append(e.meta, c)
	case atom.Link:
		e.links = append(e.links, c)
	case atom.Script:
		e.scripts = append(e.scripts, c)
	case atom.Form:
		e.forms = append(e.forms, c)
	case atom.Input:
		e.inputs = append(e.inputs, c)
	case atom.A, atom.Area:
		e.anchors = append(e.anchors, c)
	case atom.Img:
		e.images = append(e.images, c)
	case atom.Iframe:
		e.frames = append(e.frames, c)
	case atom.H1:
		if e.heading == nil {
			e.heading = c
		}
	case atom.Title:
		if p.title == "" {
			p.title = collapse(inner(nil, c, 500, 0))
		}
	case atom.Body:
		if p.body == nil {
			p.body = c
		}
	case atom.Base:
		if u, err := url.Parse(c.get("href")); err == nil && c.get("href") != "" {
			p.base = p.base.ResolveReference(u)
		}
	}
	for i := range c.attr {
		switch c.attr[i].Key {
		case "itemtype", "itemprop", "typeof", "class":
			e.items = append(e.items, c)
			return
		}
	}
}

// lang gives the language that the page declares.
func (p *page) lang() string {
	for c := p.root.first; c != nil; c = c.next {
		if c.atom == atom.Html {
			return c.get("lang")
		}
	}
	return p.in.Header.Get("Content-Language")
}

func primary(s string) string {
	s, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(s)), "-")
	s, _, _ = strings.Cut(s, ",")
	if len(s) < 2 || len(s) > 3 || strings.Trim(s, "abcdefghijklmnopqrstuvwxyz") != "" {
		return ""
	}
	return s
}

// isPost says whether the page is an article about something, by its markup.
func (p *page) isPost() bool {
	for _, m := range p.parts.meta {
		if m.get("property") == "article:published_time" {
			return true
		}
	}
	if p.body != nil && byName(strings.ToLower(p.body.get("class")), p.lex)&inPost != 0 {
		return true
	}
	return false
}

// say records a signal.
func (p *page) say(s Signal) { p.obs.Signals = append(p.obs.Signals, s) }
