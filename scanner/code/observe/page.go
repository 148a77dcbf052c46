package observe

import (
	"path"
	"strings"

	"leadlint/scanner/code/tree"
)

// page gathers what a template shows.
type page struct {
	members, carries uint64
	text             strings.Builder
	variables        bool
	start, end       uint32
	elements         int
}

// element walks an element of a page.
func (w *walker) element(n *tree.Node) {
	old := w.at
	w.page.elements++
	w.at.callee, w.at.does, w.at.keys, w.at.owner, w.at.hint = "", 0, "", "", ""
	attrs := attributes(n)
	if conditional(attrs) {
		w.at.guards |= AboutConsent
	}
	switch n.Text {
	case "label":
		var b strings.Builder
		contentText(&b, n, 0)
		w.at.label = b.String()
	case "script", "iframe", "img", "link", "form", "a", "Script":
		w.elementFact(n, attrs)
	}
	if typ := controlType(n, attrs); typ != "" {
		w.control(n, attrs, typ)
	}
	for i, k := range n.Kids {
		w.content(n, i, k)
	}
	w.at = old
}

// content walks what an element holds; text before and after a control is its label.
func (w *walker) content(n *tree.Node, i int, k *tree.Node) {
	if k == nil {
		return
	}
	if k.Kind == tree.String && len(k.Kids) == 0 {
		if w.lang == LanguageHtml {
			w.visible(k)
		}
		return
	}
	if w.lang == LanguageHtml && k.Kind != tree.Attribute && k.Kind != tree.Element && n.Text != "script" && n.Text != "style" {
		w.inserted(k)
	}
	if k.Kind != tree.Element || w.at.label != "" {
		w.expr(k)
		return
	}
	if !hasText(k) { // what has text of its own is not named by what stands beside it
		w.at.label = beside(n, i)
	}
	w.expr(k)
	w.at.label = ""
}

func hasText(n *tree.Node) bool {
	var b strings.Builder
	contentText(&b, n, 0)
	return strings.TrimSpace(b.String()) != ""
}

// beside gives the text next to an element: what follows it up to the next control, or
// what stands before it where no other control can claim that.
func beside(n *tree.Node, i int) string {
	var b strings.Builder
	for j := i + 1; j < len(n.Kids) && j <= i+2; j++ {
		k := n.Kids[j]
		if k == nil || k.Kind == tree.Element && !inline(k.Text) {
			break
		}
		contentText(&b, k, 0)
	}
	if b.Len() > 0 || i == 0 {
		return b.String()
	}
	k := n.Kids[i-1]
	if k == nil || k.Kind != tree.String && (k.Kind != tree.Element || !inline(k.Text)) {
		return ""
	}
	if i > 1 && n.Kids[i-2] != nil && n.Kids[i-2].Kind == tree.Element && !inline(n.Kids[i-2].Text) {
		return ""
	}
	contentText(&b, k, 0)
	return b.String()
}

// inline says whether an element can be text beside a control.
func inline(tag string) bool {
	switch tag {
	case "label", "span", "b", "strong", "em", "i", "small", "p", "a", "abbr":
		return true
	}
	return false
}

func attributes(n *tree.Node) map[string]*tree.Node {
	var out map[string]*tree.Node
	for _, k := range n.Kids {
		if k != nil && k.Kind == tree.Attribute {
			if out == nil {
				out = make(map[string]*tree.Node)
			}
			if _, twice := out[k.Text]; !twice {
				out[k.Text] = k
			}
		}
	}
	return out
}

// conditional says whether an element waits for consent by its attributes.
func conditional(attrs map[string]*tree.Node) bool {
	if t := attrs["type"]; t != nil && t.Kid(0) != nil && t.Kids[0].Text == "text/plain" {
		return true
	}
	for _, a := range []string{"data-category", "data-cookieconsent", "data-cookiecategory", "data-consent", "data-usercentrics", "data-cookie-consent", "data-purpose"} {
		if attrs[a] != nil {
			return true
		}
	}
	if c := attrs["class"]; c != nil && c.Kid(0) != nil {
		return strings.Contains(c.Kids[0].Text, "optanon-category") || strings.Contains(c.Kids[0].Text, "cmplz")
	}
	return false
}

func (w *walker) elementFact(n *tree.Node, attrs map[string]*tree.Node) {
	var address *tree.Node
	for _, a := range []string{"src", "href", "action", ":src", "data-src", ":href"} {
		if attrs[a] != nil {
			address = attrs[a].Kid(0)
			break
		}
	}
	if address == nil {
		return
	}
	v := w.peek(address)
	var does uint64
	if n.Text == "script" || n.Text == "Script" || n.Text == "iframe" {
		does = DoesLoadScript
		if n.Text != "iframe" {
			w.doing(does)
		} else {
			does = 0
		}
	}
	if v.hosts == 0 && !v.interesting && v.carries == 0 {
		return
	}
	w.fileHosts |= v.hosts
	f := w.note(KindElement, n.Start, openEnd(n))
	f.Name, f.Leaf, f.Does = n.Text, strings.ToLower(n.Text), does
	w.put(f, &v)
}

// openEnd gives the end of an element's attributes.
func openEnd(n *tree.Node) uint32 {
	end := n.Start
	for _, k := range n.Kids {
		if k != nil && k.Kind == tree.Attribute {
			end = max(end, k.End)
		}
	}
	if end == n.Start {
		return n.End
	}
	return end
}

// attribute walks the value of an attribute.
func (w *walker) attribute(n *tree.Node) {
	value := n.Kid(0)
	if value == nil {
		return
	}
	if value.Kind == tree.String && len(value.Kids) == 0 {
		switch n.Text {
		case "src", "href", "action", "class", "id", "name", "type", "style", "for", "value", "placeholder", "label", "content":
			w.str(value)
			return
		}
	}
	old := w.at
	w.at.hint = strings.TrimLeft(n.Text, ":@")
	v := w.expr(value)
	w.at = old
	if n.Text == "href" {
		w.page.members |= (v.carries | v.topics) & AboutLink
	}
}

// visible adds constant text that a template shows.
func (w *walker) visible(k *tree.Node) {
	const most = 20_000
	t := w.o.text(k.Text)
	w.fileHosts |= t.hosts
	if w.page.text.Len() < most {
		w.page.text.WriteString(k.Text)
		w.page.text.WriteByte(' ')
	}
}

// inserted adds what a template puts into its text.
func (w *walker) inserted(k *tree.Node) {
	switch k.Kind {
	case tree.Name, tree.Member, tree.Index, tree.Call, tree.Choice, tree.Binary, tree.String:
	default:
		return
	}
	v := w.peek(k)
	if r := root(k); r != nil && (r.Text == "form" || strings.HasSuffix(r.Text, "_form") || strings.HasSuffix(r.Text, "Form")) && k.Kind != tree.Name {
		return // a field to be filled in
	}
	w.page.variables = true
	w.page.members |= v.carries | v.topics&(AboutLink|AboutSecret|AboutPassword|AboutCredential|AboutSession)
	w.page.carries |= v.carries
	w.page.text.WriteString(gap + " ")
	if w.page.end == 0 {
		w.page.start = k.Start
	}
	w.page.end = k.End
}

// finishPage notes the message that a template file is.
func (w *walker) finishPage() {
	p := &w.page
	if w.lang != LanguageHtml || !p.variables {
		return
	}
	text := strings.TrimSpace(p.text.String())
	t := w.o.text(text)
	if p.members == 0 && !t.any() {
		return
	}
	f := w.note(KindMessage, p.start, p.end)
	f.Name = path.Base(w.filePath)
	nm := w.o.name([]byte(strings.SplitN(f.Name, ".", 2)[0]))
	f.Leaf, f.About = nm.leaf, nm.about|t.subjects
	f.Text, f.Value = text, ValueText
	f.Members, f.Carries, f.Hosts = p.members, p.carries, t.hosts
}
