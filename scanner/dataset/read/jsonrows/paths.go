package jsonrows

import "slices"

const (
	// maxColumns bounds the paths read as columns; objects with values used as
	// keys would otherwise give a column a record.
	maxColumns = 4096
	// indexFrom is the number of keys from which a map finds them.
	indexFrom = 12
	// nearby is how many keys in a row a record may leave out before the next is looked for.
	nearby = 4
)

// node is one path of keys.
type node struct {
	key  string
	path string
	kids []*node
	// index finds a kid by key; nil for small nodes.
	index map[string]int
	// column is the number of the path's column, -1 when it has none.
	column int
	// order is when the path was first met.
	order int
	// scalar: a value was met here; empty: null, [] or {} was.
	scalar, empty bool
}

// child finds the kid of a key and its place; guess is the place of the kid
// that followed the last one in earlier records.
func (n *node) child(key []byte, guess int) (*node, int) {
	for i := guess; i < len(n.kids) && i < guess+nearby; i++ {
		if n.kids[i].key == string(key) {
			return n.kids[i], i
		}
	}
	if n.index != nil {
		if i, ok := n.index[string(key)]; ok {
			return n.kids[i], i
		}
		return nil, guess
	}
	for i, kid := range n.kids {
		if kid.key == string(key) {
			return kid, i
		}
	}
	return nil, guess
}

// below joins a key to the path of n.
func (n *node) below(key []byte) string {
	if n.path == "" {
		return string(key)
	}
	return n.path + "." + string(key)
}

// tree is the paths met in a sample.
type tree struct {
	root  node
	count int
	// full is set when there were more paths than maxColumns.
	full bool
}

// add gives the kid of a key, making it if there is room.
func (t *tree) add(n *node, key []byte, guess int) (*node, int) {
	if kid, i := n.child(key, guess); kid != nil {
		return kid, i
	}
	if t.count >= maxColumns {
		t.full = true
		return nil, guess
	}
	kid := &node{key: string(key), path: n.below(key), column: -1, order: t.count}
	t.count++
	n.kids = append(n.kids, kid)
	if n.index != nil {
		n.index[kid.key] = len(n.kids) - 1
	} else if len(n.kids) >= indexFrom {
		n.index = make(map[string]int, 2*indexFrom)
		for i, k := range n.kids {
			n.index[k.key] = i
		}
	}
	return kid, len(n.kids) - 1
}

// columns numbers the paths that hold values, in the order in which they were
// met, and gives their names. A path met only as null or empty is a column too:
// its header says something.
func (t *tree) columns() []string {
	var named []*node
	var walk func(n *node)
	walk = func(n *node) {
		for _, kid := range n.kids {
			if kid.scalar || kid.empty && len(kid.kids) == 0 {
				named = append(named, kid)
			}
			walk(kid)
		}
	}
	walk(&t.root)
	slices.SortFunc(named, func(a, b *node) int { return a.order - b.order })
	names := make([]string, len(named))
	for i, n := range named {
		n.column, names[i] = i, n.path
	}
	return names
}
