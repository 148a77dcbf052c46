package observe

import (
	"strings"

	"leadlint/scanner/code/tree"
)

// exits says whether a block surely leaves what it stands in.
func exits(n *tree.Node) bool {
	if n == nil {
		return false
	}
	if n.Kind == tree.Return {
		return true
	}
	if n.Kind == tree.If {
		return exits(n.Kid(1)) && exits(n.Kid(2))
	}
	if n.Kind == tree.Call {
		return leaves(n)
	}
	if n.Kind != tree.Block || len(n.Kids) == 0 {
		return false
	}
	return exits(n.Kids[len(n.Kids)-1])
}

// leaves says whether a call does not come back: raise, exit, panic, an error made to
// be thrown.
func leaves(n *tree.Node) bool {
	f := n.Kid(0)
	if f == nil {
		return false
	}
	leaf := snake(f.Text)
	if n.Flag&tree.New != 0 || f.Kind == tree.Name && strings.HasSuffix(f.Text, "Error") {
		return strings.HasSuffix(leaf, "error") || strings.HasSuffix(leaf, "exception")
	}
	switch leaf {
	case "raise", "throw", "exit", "panic", "abort", "die", "fail", "fatal", "fatalf", "next", "redirect", "not_found":
		return f.Kind == tree.Name || leaf == "exit" || leaf == "fatal" || leaf == "fatalf"
	}
	return false
}

// tellsMissing says whether a condition, where it holds (or, without holds, where it
// does not), tells that something is missing or empty.
func tellsMissing(n *tree.Node, holds bool, depth int) bool {
	if n == nil || depth > 50 {
		return false
	}
	depth++
	switch n.Kind {
	case tree.Unary:
		if n.Text == "!" {
			return tellsMissing(n.Kid(0), !holds, depth)
		}
	case tree.Binary:
		return binaryMissing(n, holds, depth)
	case tree.Call:
		return callMissing(n, holds)
	case tree.Name, tree.Member, tree.Index:
		return bareMissing(n, holds)
	case tree.Assign: // if x := f(); or a condition that assigns
		return tellsMissing(n.Kid(1), holds, depth)
	case tree.Block, tree.Other:
		if len(n.Kids) > 0 {
			return tellsMissing(n.Kids[len(n.Kids)-1], holds, depth)
		}
	}
	return false
}

func bareMissing(n *tree.Node, holds bool) bool {
	if isNew(snake(n.Text)) {
		return holds
	}
	if n.Kind == tree.Member {
		switch snake(n.Text) {
		case "length", "size", "count":
			return !holds
		case "blank?", "nil?", "empty?", "is_empty", "is_null", "is_none":
			return holds
		}
	}
	return !holds
}

func binaryMissing(n *tree.Node, holds bool, depth int) bool {
	a, b := n.Kid(0), n.Kid(1)
	switch n.Text {
	case "&&", "||":
		x, y := tellsMissing(a, holds, depth), tellsMissing(b, holds, depth)
		if (n.Text == "&&") == holds {
			return x || y
		}
		return x && y
	case "==", "is":
		return holds && nothing(a, b) || !holds && something(a, b)
	case "!=", "is not":
		return !holds && nothing(a, b) || holds && something(a, b)
	case "not in":
		return holds
	case "in":
		return !holds
	case "<":
		return holds && number(b) == "1"
	case ">":
		return !holds && number(b) == "0"
	case ">=":
		return !holds && number(b) == "1"
	case "<=":
		return holds && number(b) == "0"
	}
	return false
}

func number(n *tree.Node) string {
	if n != nil && n.Kind == tree.Number {
		return n.Text
	}
	return ""
}

// nothing says whether one side is what stands for nothing being there.
func nothing(a, b *tree.Node) bool {
	for _, n := range []*tree.Node{a, b} {
		if absent(n) || n != nil && n.Kind == tree.String && n.Text == "undefined" || counted(a) && number(n) == "0" {
			return true
		}
	}
	return false
}

func counted(n *tree.Node) bool {
	if n != nil && n.Kind == tree.Call {
		if leaf := n.Kid(0); leaf != nil {
			n = leaf
		}
	}
	if n == nil {
		return false
	}
	switch n.Text {
	case "len", "length", "size", "count", "Count", "Len":
		return true
	}
	return false
}

// isNew says whether a name asks whether a record was not stored before.
func isNew(leaf string) bool {
	switch leaf {
	case "is_new", "new_record?", "new_record", "is_new_record", "adding", "was_recently_created", "is_creating":
		return true
	}
	return false
}

// something says whether one side is true, so that what is unlike it may be missing.
func something(a, b *tree.Node) bool {
	return a != nil && a.Kind == tree.True || b != nil && b.Kind == tree.True
}

func callMissing(n *tree.Node, holds bool) bool {
	f := n.Kid(0)
	if f == nil {
		return false
	}
	if isNew(snake(f.Text)) {
		return holds
	}
	switch snake(f.Text) {
	case "empty", "empty?", "is_empty", "is_null", "is_none", "is_nil", "nil?", "blank?", "isnull", "isna", "is_undefined", "zero?", "is_blank", "is_zero":
		return holds
	case "isset", "present?", "any?", "is_present", "is_not_null", "has_key", "key?", "contains_key", "include?", "includes", "has", "contains", "exists", "exists?", "is_not_empty", "array_key_exists", "filled":
		return !holds
	}
	return !holds
}

// either gives what holds of a value that is one of two.
func either(a, b val) val {
	v := val{form: ValueExpression, typ: a.typ}
	v.carries, v.topics, v.hosts = a.carries|b.carries, a.topics|b.topics, a.hosts|b.hosts
	v.keys = a.keys | b.keys
	v.fromNow = a.fromNow || b.fromNow
	v.used = a.used | b.used
	v.clean = a.clean && b.clean
	v.where = a.where | b.where
	v.interesting = a.interesting || b.interesting
	if !a.days.Known {
		v.days = b.days
	} else if !b.days.Known || b.days == a.days {
		v.days = a.days
	}
	return v
}
