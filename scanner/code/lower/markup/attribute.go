package markup

import (
	"html"
	"strings"

	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// around is the condition or loop that the attributes of an element put around it.
type around = meaning

// attributes lowers the attributes in an opening tag, with what the tags of the template
// put in there.
func (p *page) attributes(open syntax.Node) ([]*tree.Node, *around) {
	var out []*tree.Node
	var outer *around
	var conditions []*tree.Node
	start := p.t.Start(open)
	for c := range p.t.NamedChildren(open) {
		if p.t.Kind(c) != "attribute" {
			continue
		}
		out, conditions = p.loose(out, conditions, start, p.t.Start(c))
		start = p.t.End(c)
		a, o := p.attribute(c)
		if o != nil {
			outer = o
		}
		if a == nil {
			continue
		}
		if len(conditions) > 0 {
			under(a, conditions[len(conditions)-1])
		}
		out = append(out, a)
	}
	out, _ = p.loose(out, conditions, start, p.t.End(open))
	return out, outer
}

// under puts an attribute under a condition.
func under(a, condition *tree.Node) {
	budget := longest
	copied := again(condition, &budget)
	if len(a.Kids) == 0 {
		a.Kids = []*tree.Node{copied}
		return
	}
	no := &tree.Node{Kind: tree.Null, Start: a.Start, End: a.Start}
	a.Kids = []*tree.Node{{Kind: tree.Choice, Start: a.Start, End: a.End, Kids: []*tree.Node{copied, a.Kids[0], no}}}
}

// again copies a condition, so that no node stands in the tree twice; what exceeds the
// budget of nodes becomes Other.
func again(n *tree.Node, budget *int) *tree.Node {
	if *budget--; *budget < 0 {
		return &tree.Node{Kind: tree.Other, Start: n.Start, End: n.End}
	}
	out := *n
	out.Kids = nil
	for _, k := range n.Kids {
		if k != nil {
			k = again(k, budget)
		}
		out.Kids = append(out.Kids, k)
	}
	return &out
}

// loose takes the tags that stand between attributes: conditions under which the next
// attributes stand there, and attributes that are put in.
func (p *page) loose(out, conditions []*tree.Node, start, end uint32) ([]*tree.Node, []*tree.Node) {
	from, to := p.between(start, end)
	for i := from; i < to; i++ {
		t, m := &p.tags[i], p.said(i)
		switch m.role {
		case opens:
			conditions = append(conditions, m.condition)
		case turns:
			if n := len(conditions); n > 0 {
				conditions[n-1] = m.condition
				if m.condition == nil {
					conditions[n-1] = p.node(tree.Other, t.start, t.end, "")
				}
			}
		case closes:
			conditions = conditions[:max(len(conditions)-1, 0)]
		case puts:
			for _, n := range m.nodes {
				out = append(out, p.put(t, m, n))
			}
		}
	}
	return out, conditions
}

// put lowers what a tag puts among the attributes: the attribute itself where it can
// be told (checked if x, {name} of Svelte, checked(x) of WordPress), else the expression.
func (p *page) put(t *tag, m *meaning, n *tree.Node) *tree.Node {
	switch {
	case switches(m.word):
		return p.node(tree.Attribute, t.start, t.end, m.word, n)
	case p.dialect.braces && n.Kind == tree.Name:
		return p.node(tree.Attribute, t.start, t.end, strings.ToLower(n.Text), n)
	case n.Kind == tree.Choice || n.Kind == tree.Binary && n.Text == "&&":
		for _, k := range n.Kids {
			if k.Kind == tree.String && switches(strings.TrimSpace(k.Text)) {
				return p.node(tree.Attribute, t.start, t.end, strings.TrimSpace(k.Text), n.Kids[0])
			}
		}
	case n.Kind == tree.Call && n.Kids[0].Kind == tree.Name && switches(n.Kids[0].Text):
		return p.node(tree.Attribute, t.start, t.end, n.Kids[0].Text, n)
	case n.Kind == tree.String && switches(strings.TrimSpace(n.Text)):
		return p.node(tree.Attribute, t.start, t.end, strings.TrimSpace(n.Text))
	}
	return n
}

// switches says whether an attribute is one that needs no value.
func switches(name string) bool {
	switch name {
	case "checked", "selected", "disabled", "readonly", "required", "hidden":
		return true
	}
	return false
}

// attribute lowers one attribute; one that is a condition or loop around its element is
// given as that.
func (p *page) attribute(n syntax.Node) (*tree.Node, *around) {
	name := attributeName(p.t.Text(p.t.ChildOf(n, "attribute_name")))
	from, to, has := p.valueOf(n)
	start, end := p.t.Start(n), p.t.End(n)
	if !has {
		if name == "v-else" {
			return nil, &around{role: turns}
		}
		return p.node(tree.Attribute, start, end, name), nil
	}
	if bound(name) {
		if o := p.outer(name, from, to); o != nil {
			return nil, o
		}
		if value := p.binding(from, to); value != nil {
			return p.node(tree.Attribute, start, end, name, value), nil
		}
		return p.node(tree.Attribute, start, end, name), nil
	}
	return p.node(tree.Attribute, start, end, name, p.value(from, to)), nil
}

// valueOf gives where the value of an attribute stands, without quotes.
func (p *page) valueOf(n syntax.Node) (from, to uint32, has bool) {
	if q := p.t.ChildOf(n, "quoted_attribute_value"); q >= 0 {
		from, to = p.t.Start(q)+1, p.t.End(q)
		if to > from && p.masked[to-1] == p.masked[from-1] {
			to--
		}
		return from, max(from, to), true
	}
	if v := p.t.ChildOf(n, "attribute_value"); v >= 0 {
		return p.t.Start(v), p.t.End(v), true
	}
	return 0, 0, false
}

// value lowers a value: a String, one with kids where tags put something in, or the one
// expression that it is.
func (p *page) value(start, end uint32) *tree.Node {
	from, to := p.between(start, end)
	if from == to {
		return p.node(tree.String, start, end, html.UnescapeString(string(p.masked[start:end])))
	}
	out := p.node(tree.String, start, end, "")
	at := start
	plain := func(end uint32) {
		if at < end {
			out.Kids = append(out.Kids, p.node(tree.String, at, end, html.UnescapeString(string(p.masked[at:end]))))
		}
	}
	for i := from; i < to; i++ {
		plain(p.tags[i].start)
		m := p.said(i)
		budget := longest
		for _, n := range append([]*tree.Node{m.condition, m.variable}, m.nodes...) {
			if n == nil {
				continue
			}
			if p.tags[i].used {
				n = again(n, &budget)
			}
			out.Kids = append(out.Kids, n)
		}
		p.tags[i].used = true
		at = p.tags[i].end
	}
	plain(end)
	if len(out.Kids) == 1 && out.Kids[0].Kind != tree.String {
		return out.Kids[0]
	}
	return out
}
