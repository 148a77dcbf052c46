package observe

import "leadlint/scanner/code/tree"

// handedOn gives what a function that is an argument of a call is called with: what a
// promise comes to (p.then(v => …)), or what a call answers by calling back
// (chrome.cookies.get(query, cookie => …)). Nil where that is not known.
func (w *walker) handedOn(c *calling) *val {
	if w.lang != LanguageJavascript && w.lang != LanguageTypescript {
		return nil
	}
	switch {
	case c.name.leaf == "then" && len(c.args) == 0:
		v := c.receiver
		return &v
	case c.does&DoesReadCookie != 0:
		return &val{form: ValueVariable, carries: AboutCookie, topics: AboutCookie}
	}
	return nil
}

// takes gives a parameter what the function is called with, beside what its name says.
func (w *walker) takes(param *tree.Node, handed *val) {
	if handed == nil {
		return
	}
	if param.Text == "" {
		for _, k := range param.Kids {
			w.bind(k, handed)
		}
		return
	}
	v := w.scope.get([]byte(param.Text))
	if v == nil {
		return
	}
	took := *v
	took.carries |= handed.carries
	took.topics |= handed.topics
	took.keys |= handed.keys
	took.answer, took.content = handed.answer, handed.content
	took.used |= UsedProvenance
	w.scope.set(param.Text, &took)
}

// givenBack gives where what a function of the file gives back comes from.
func (w *walker) givenBack(c *calling) uint64 {
	f := c.node.Kid(0)
	if f == nil || f.Kind != tree.Name || w.scope.get([]byte(f.Text)) != nil && w.file.gives[f.Text] == 0 {
		return 0
	}
	return w.file.gives[f.Text]
}

// gives notes functions that read cookies and give back more than whether there are any.
func (s *surveyor) gives(n *tree.Node, name string) {
	if name == "" || s.w.lang != LanguageJavascript && s.w.lang != LanguageTypescript {
		return
	}
	g := giving{s: s}
	for _, k := range n.Kids {
		g.visit(k, 0)
	}
	if g.reads && g.value {
		s.info.gives[name] |= AboutCookie
	}
}

// giving is what is known of what a function does: reads says that it reads cookies,
// value that it gives back something other than yes or no.
type giving struct {
	s            *surveyor
	reads, value bool
}

func (g *giving) visit(n *tree.Node, depth int) {
	if n == nil || depth > deepest {
		return
	}
	switch n.Kind {
	case tree.Call:
		b, _ := appendPath(nil, n.Kid(0))
		if g.s.w.o.roles(g.s.w.language, string(b))&DoesReadCookie != 0 {
			g.reads = true
		}
	case tree.Return:
		g.value = g.value || more(n.Kid(0))
	}
	for _, k := range n.Kids {
		g.visit(k, depth+1)
	}
}

// more says whether a value may be other than yes, no, a number or nothing.
func more(n *tree.Node) bool {
	if n == nil {
		return false
	}
	switch n.Kind {
	case tree.Null, tree.True, tree.False, tree.Number, tree.String:
		return false
	case tree.Unary:
		return n.Text != "!" && more(n.Kid(0))
	case tree.Call:
		f := n.Kid(0)
		if f != nil && f.Kind == tree.Name && f.Text == "Boolean" {
			return false
		}
		return f == nil || f.Kind != tree.Member || !cleans(snake(f.Text), 0)
	case tree.Member:
		return n.Text != "length" && n.Text != "size"
	case tree.Binary:
		switch n.Text {
		case "==", "!=", "<", ">", "<=", ">=", "in", "is", "is not", "not in":
			return false
		}
	}
	return true
}

// firstAndLast takes the parameters first and last for names of a person where the domain
// of an address stands beside them.
func (w *walker) firstAndLast(n *tree.Node) {
	var first, last, domain bool
	for _, k := range n.Kids {
		if k == nil || k.Kind != tree.Param {
			continue
		}
		first = first || k.Text == "first"
		last = last || k.Text == "last"
		domain = domain || k.Text == "domain" || k.Text == "company" || k.Text == "host" || k.Text == "org"
	}
	if !first || !last || !domain {
		return
	}
	for _, text := range []string{"first", "last"} {
		if v := w.scope.get([]byte(text)); v != nil {
			named := *v
			named.carries |= AboutPersonal | AboutPersonName
			w.scope.set(text, &named)
		}
	}
}
