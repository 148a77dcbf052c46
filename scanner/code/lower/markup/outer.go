package markup

import (
	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// element adds an element, inside the condition or loop of its attributes.
func (f *flow) element(n syntax.Node) {
	el, a := f.p.element(n)
	if f.p.dialect.sections && el.Text == "script" && f.p.depth == 0 {
		f.add(el.Kids[attributesOf(el):]...)
		return
	}
	if a == nil {
		a = tagged(el)
	}
	if a == nil {
		f.add(el)
		return
	}
	block := f.p.node(tree.Block, el.Start, el.End, "", el)
	switch {
	case a.role == loops:
		f.add(f.p.node(tree.Loop, el.Start, el.End, "", a.condition, a.variable, block))
	case a.role == opens:
		next := f.p.node(tree.If, el.Start, el.End, "", a.condition, block, nil)
		f.add(next)
		f.chain, f.length = next, 1
	case f.chain == nil || f.length > longest:
		f.add(el)
	case a.condition == nil:
		f.chain.Kids[2], f.chain = block, nil
	default:
		next := f.p.node(tree.If, el.Start, el.End, "", a.condition, block, nil)
		f.chain.Kids[2], f.chain = next, next
		f.length++
	}
}

func attributesOf(el *tree.Node) int {
	n := 0
	for n < len(el.Kids) && (el.Kids[n].Kind == tree.Attribute || el.Kids[n].Kind == tree.Spread) {
		n++
	}
	return n
}

// tagged gives the condition or loop that an element of JSP's standard tags is; its
// attribute is taken out of it.
func tagged(el *tree.Node) *around {
	role, name := opens, "test"
	switch el.Text {
	case "c:if", "c:when":
	case "c:foreach":
		role, name = loops, "items"
	default:
		return nil
	}
	for i, a := range el.Kids {
		if a.Kind == tree.Attribute && a.Text == name && len(a.Kids) > 0 {
			el.Kids = append(el.Kids[:i:i], el.Kids[i+1:]...)
			return &around{role: role, condition: a.Kids[0]}
		}
	}
	return nil
}
