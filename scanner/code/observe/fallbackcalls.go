package observe

import (
	"strings"

	"leadlint/scanner/code/tree"
)

// subjectOfCall reads d.get("key"), localStorage.getItem("key"), isset($a), trim(a).
func (w *walker) subjectOfCall(n *tree.Node) *name {
	f := n.Kid(0)
	if f == nil {
		return nil
	}
	a := n.Kid(1)
	if a != nil && a.Kind == tree.String && len(a.Kids) == 0 && len(a.Text) < 80 {
		b, _ := appendPath(w.o.path[:0], f.Kid(0))
		if len(b) > 0 {
			b = append(b, '.')
		}
		b = append(b, a.Text...)
		w.o.path = b
		return w.seen(b)
	}
	if f.Kind == tree.Name && a != nil && len(n.Kids) == 2 && (a.Kind == tree.Name || a.Kind == tree.Member || a.Kind == tree.Index) {
		nm := w.path(f)
		if nm.about == 0 {
			return w.path(a)
		}
		return nm
	}
	nm := w.path(f)
	if nm != nil && f.Kind == tree.Member && (optional(nm.leaf) || predicate(nm.leaf) || nm.about == 0) && f.Kid(0) != nil {
		if base := w.subject(f.Kid(0)); base != nil {
			return base
		}
	}
	return nm
}

// predicate says whether a method asks only whether what it is of is there.
func predicate(leaf string) bool {
	switch leaf {
	case "nil?", "blank?", "present?", "empty?", "is_none", "is_empty", "is_present", "is_null", "is_some", "is_not_empty", "exists", "isna":
		return true
	}
	return false
}

func optional(leaf string) bool {
	switch leaf {
	case "or_else", "or_else_get", "unwrap_or", "get", "map", "of_nullable", "get_or_else", "presence", "or", "equals":
		return true
	}
	return false
}

// fallbackCall reads d.get("a", b), fetch(:a, b), getOrDefault, Optional.orElse(b).
func (w *walker) fallbackCall(c *calling) {
	switch c.name.leaf {
	case "get", "fetch", "get_or_default", "pop", "getattr", "getenv", "get_item", "get_bool", "get_boolean", "setdefault", "set_default", "opt_boolean",
		"opt_bool", "input", "dig", "get_value", "config", "env", "boolean", "data_get", "array_get", "get_param", "get_attribute", "get_env", "get_str", "get_string", "query":
		w.keyedDefault(c)
	case "or_else", "or_else_get", "from_ptr_or", "bool_deref", "deref_or", "unwrap_or", "get_or_else", "value_or", "default_if_empty", "default_if_null", "require_non_null_else", "fillna", "defaults_to":
		w.elseDefault(c)
	case "coalesce", "ifnull", "nvl", "if_null", "default_to", "first_non_null", "firstnonnull":
		if len(c.args) > 1 {
			what := w.subject(c.args[0].node)
			if first := c.args[0]; what == nil && first.v.constant && identifier(first.v.text) {
				what = w.seen([]byte(first.v.text)) // Coalesce("newsletter", Value(True))
			}
			last := c.args[len(c.args)-1].v
			for i := len(c.args) - 1; i > 0; i-- {
				if c.args[i].key == "" {
					last = w.wrapped(&c.args[i])
					break
				}
			}
			w.fallback(c.node, what, &last)
		}
	}
}

func (w *walker) keyedDefault(c *calling) {
	at := 0
	if len(c.args) > 1 && !c.args[0].v.constant {
		at = 1 // getattr(user, "consent", True), data_get($a, 'b', true)
	}
	def := -1
	for i := at + 1; i < len(c.args); i++ {
		if key := c.args[i].key; key == "" || key == "default" {
			def = i
			break
		}
	}
	if w.record != nil || def < 0 || at >= len(c.args) || !c.args[at].v.constant && c.args[at].node.Kind != tree.Name {
		return
	}
	d := c.args[def]
	v := d.v
	if d.node.Kind == tree.Function {
		v = w.returned(d.node)
	}
	key := c.args[at].v.text
	if !c.args[at].v.constant {
		key = c.args[at].node.Text
	}
	if v.form == ValueNull || key == "" || strings.ContainsAny(key, ":/ ") || c.name.leaf == "fetch" && w.lang != LanguageRuby {
		return
	}
	prefix := c.name.owner
	if at == 1 {
		if p := w.path(c.args[0].node); p != nil {
			prefix = p.dotted
		}
	}
	if prefix != "" {
		key = prefix + "." + key
	}
	w.fallback(c.node, w.seen([]byte(key)), &v)
}

// returned gives the value of a function that only gives one: () -> true.
func (w *walker) returned(n *tree.Node) val {
	body := n
	for body != nil && (body.Kind == tree.Function || body.Kind == tree.Block || body.Kind == tree.Return) {
		if len(body.Kids) == 0 {
			return val{}
		}
		body = body.Kids[len(body.Kids)-1]
	}
	return w.peek(body)
}

func (w *walker) elseDefault(c *calling) {
	if len(c.args) == 0 {
		return
	}
	callee := c.node.Kid(0)
	what, def := (*name)(nil), c.args[len(c.args)-1]
	if len(c.args) == 2 && (c.name.leaf == "require_non_null_else" || c.name.leaf == "from_ptr_or" || c.name.leaf == "bool_deref" || c.name.leaf == "deref_or") {
		what = w.subject(c.args[0].node)
	} else if callee != nil && callee.Kind == tree.Member {
		what = w.innermost(callee.Kid(0))
	}
	v := def.v
	if def.node.Kind == tree.Function {
		v = w.returned(def.node)
	}
	w.fallback(c.node, what, &v)
}

// innermost gives what an Optional was made of: Optional.ofNullable(consent).
func (w *walker) innermost(n *tree.Node) *name {
	for n != nil && n.Kind == tree.Call {
		f := n.Kid(0)
		if f == nil {
			return nil
		}
		switch snake(f.Text) {
		case "of_nullable", "of", "optional", "from_nullable":
			return w.subject(n.Kid(1))
		case "map", "filter", "flat_map":
			if m := n.Kid(1); m != nil && m.Kind == tree.Member {
				return w.path(m)
			}
			if w.path(f).about == 0 {
				n = f.Kid(0)
				continue
			}
		}
		return w.subject(n)
	}
	return w.subject(n)
}
