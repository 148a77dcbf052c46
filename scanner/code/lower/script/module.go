package script

import (
	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// imported appends the Import of an import statement, or the Assign of import a = b.c.
func (l *lowerer) imported(out []*tree.Node, n syntax.Node) []*tree.Node {
	if l.t.Kind(n) == "import_alias" {
		target, value := l.need(n, l.firstNamed(n)), l.need(n, l.lastNamed(n))
		alias := l.Node(tree.Assign, n, "=", target, value)
		alias.Flag |= tree.Constant
		return append(out, alias)
	}
	source := l.t.Child(n, "source")
	var names []tree.ImportedName
	for c := range l.t.NamedChildren(n) {
		switch l.t.Kind(c) {
		case "import_clause":
			names = l.clause(names, c)
		case "import_require_clause":
			source = l.t.Child(c, "source")
			names = append(names, tree.ImportedName{As: l.Text(l.firstNamed(c))})
		}
	}
	node := l.Node(tree.Import, n, l.quoted(source))
	node.Names = names
	return append(out, node)
}

func (l *lowerer) clause(names []tree.ImportedName, n syntax.Node) []tree.ImportedName {
	for c := range l.t.NamedChildren(n) {
		switch l.t.Kind(c) {
		case "identifier":
			names = append(names, tree.ImportedName{Name: "default", As: l.Text(c)})
		case "namespace_import":
			names = append(names, tree.ImportedName{As: l.Text(l.firstNamed(c))})
		case "named_imports":
			for s := range l.t.NamedChildren(c) {
				names = append(names, l.specifier(s))
			}
		}
	}
	return names
}

// specifier gives what { name as alias } takes.
func (l *lowerer) specifier(n syntax.Node) tree.ImportedName {
	name, _ := l.key(l.t.Child(n, "name"))
	as := name
	if alias := l.t.Child(n, "alias"); alias >= 0 {
		as, _ = l.key(alias)
	}
	return tree.ImportedName{Name: name, As: as}
}

// exported appends what is exported: the declaration, the value of a default, or the
// Import of what another module has. Names exported again by themselves say nothing.
func (l *lowerer) exported(out []*tree.Node, n syntax.Node) []*tree.Node {
	if source := l.t.Child(n, "source"); source >= 0 {
		node := l.Node(tree.Import, n, l.quoted(source))
		for c := range l.t.NamedChildren(n) {
			if l.t.Kind(c) == "export_clause" {
				for s := range l.t.NamedChildren(c) {
					node.Names = append(node.Names, tree.ImportedName{Name: l.specifier(s).Name})
				}
			}
		}
		if node.Names == nil {
			node.Names = []tree.ImportedName{{Name: "*"}}
		}
		return append(out, node)
	}
	var decorators []*tree.Node
	for c := range l.t.NamedChildren(n) {
		switch l.t.Kind(c) {
		case "decorator":
			decorators = append(decorators, l.decorator(c))
		case "export_clause", "namespace_export":
		default:
			before := len(out)
			out = l.statement(out, c)
			if len(decorators) > 0 && len(out) > before && out[before].Kind == tree.Class {
				out[before].Kids = append(decorators, out[before].Kids...)
			}
		}
	}
	return out
}
