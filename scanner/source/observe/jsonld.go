package observe

import (
	"encoding/json"
	"strings"
)

// Bounds on the data in scripts.
const (
	maxJSON      = 1 << 20
	maxJSONNodes = 50_000
	maxJSONDepth = 64
)

// LinkedData is what JSON-LD, microdata and RDFa on a page describe.
type LinkedData struct {
	// Types are the schema.org types in order of first appearance.
	Types []string
	// ContactPoints is how many contact points are described.
	ContactPoints int
	// Profile says that the page is about one person, by its own markup.
	Profile bool
	// NotFree says that the page declares itself not accessible for free.
	NotFree bool
	// Selectors are the parts of the page that NotFree is said of; none means
	// the page as a whole. At most ten.
	Selectors []string
	// Broken is how many blocks of JSON-LD could not be read.
	Broken int
}

// jsonLD reads one script of JSON-LD.
func (p *page) jsonLD(s *node, people *people) {
	src := ""
	if s.first != nil {
		src = strings.TrimSpace(s.first.text)
	}
	for _, cut := range []string{"<!--", "//<![CDATA[", "<![CDATA["} {
		src = strings.TrimSpace(strings.TrimPrefix(src, cut))
	}
	for _, cut := range []string{"-->", "//]]>", "]]>", ";"} {
		src = strings.TrimSpace(strings.TrimSuffix(src, cut))
	}
	if src == "" {
		return
	}
	var v any
	if len(src) > maxJSON || tooDeep(src) || json.Unmarshal([]byte(src), &v) != nil {
		p.obs.Data.Broken++
		p.say(Signal{Name: SignalBrokenData, Strength: Inventory, Where: spot("script[type=application/ld+json]", s)})
		return
	}
	w := &ldWalk{page: p, people: people, where: spot("script[type=application/ld+json]", s)}
	w.value(v, "", 0)
}

// tooDeep says whether brackets nest deeper than any page's data need. It
// counts those in strings too, which only makes it stricter.
func tooDeep(s string) bool {
	depth := 0
	for i := range len(s) {
		switch s[i] {
		case '[', '{':
			if depth++; depth > 500 {
				return true
			}
		case ']', '}':
			depth--
		}
	}
	return false
}

// ldWalk visits the objects of one script.
type ldWalk struct {
	page   *page
	people *people
	where  string
	nodes  int
}

func (w *ldWalk) value(v any, key string, depth int) {
	if w.nodes++; w.nodes > maxJSONNodes || depth > maxJSONDepth {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			w.value(e, key, depth+1)
		}
	case map[string]any:
		w.object(v, key, depth)
	}
}

func (w *ldWalk) object(o map[string]any, key string, depth int) {
	types := typesOf(o["@type"])
	for _, t := range types {
		w.page.data(t)
		switch t {
		case "Person":
			w.people.add(str(o["@id"]), str(o["name"])+" "+str(o["givenName"])+" "+str(o["familyName"]), str(o["url"]), w.where)
		case "ProfilePage":
			w.page.profile(w.where)
		case "ContactPoint":
			w.page.obs.Data.ContactPoints++
		}
	}
	w.free(o, types)
	for _, k := range sortedKeys(o) {
		switch k {
		case "email":
			each(o[k], func(s string) { w.page.found.email(strings.TrimPrefix(s, "mailto:"), w.where) })
		case "telephone", "faxNumber":
			if k == "telephone" {
				each(o[k], func(s string) { w.page.found.phone(s, w.where) })
			}
		default:
			w.value(o[k], k, depth+1)
		}
	}
}

// free reads isAccessibleForFree on what is a page or a part of one. On a
// museum or a course it speaks of the entrance fee.
func (w *ldWalk) free(o map[string]any, types []string) {
	v, ok := o["isAccessibleForFree"]
	if !ok || !isFalse(v) {
		return
	}
	page, whole := false, false
	for _, t := range types {
		page = page || pageType(t)
		whole = whole || pageType(t) && !postType(t)
	}
	if !page {
		return
	}
	d := &w.page.obs.Data
	w.page.notFree(w.where, whole)
	for _, part := range list(o["hasPart"]) {
		if m, ok := part.(map[string]any); ok && isFalse(m["isAccessibleForFree"]) {
			for _, s := range list(m["cssSelector"]) {
				if sel := str(s); sel != "" && len(sel) < 100 && len(d.Selectors) < 10 {
					d.Selectors = append(d.Selectors, sel)
				}
			}
		}
	}
}

// pageType says whether a type is a page or what a page shows as its contents.
func pageType(t string) bool {
	switch t {
	case "WebPage", "ProfilePage", "AboutPage", "ContactPage", "CollectionPage", "ItemPage", "WebPageElement", "WebContent",
		"Person", "Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "BlogPosting",
		"Blog", "SocialMediaPosting", "DiscussionForumPosting", "TechArticle", "ScholarlyArticle", "Comment", "QAPage":
		return true
	}
	return false
}

func isFalse(v any) bool {
	switch v := v.(type) {
	case bool:
		return !v
	case string:
		return strings.EqualFold(v[strings.LastIndexByte(v, '/')+1:], "false")
	}
	return false
}

// typesOf gives the types of an object without the vocabulary's address.
func typesOf(v any) []string {
	var out []string
	for _, e := range list(v) {
		if s, ok := e.(string); ok && s != "" && len(out) < 8 {
			if t := s[strings.LastIndexAny(s, "/:#")+1:]; t != "" {
				out = append(out, t)
			}
		}
	}
	return out
}

func list(v any) []any {
	if l, ok := v.([]any); ok {
		return l
	}
	if v == nil {
		return nil
	}
	return []any{v}
}

func each(v any, f func(string)) {
	for _, e := range list(v) {
		if s, ok := e.(string); ok {
			f(s)
		}
	}
}

func str(v any) string {
	s, _ := v.(string)
	return s
}
