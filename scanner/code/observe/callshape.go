package observe

import (
	"strings"

	"leadlint/scanner/code/tree"
)

// expiring notes an index by which a store drops rows of a certain age.
func (w *walker) expiring(c *calling) {
	switch c.name.leaf {
	case "index", "create_index", "ensure_index", "add_index":
	default:
		return
	}
	for i := range c.args {
		a := &c.args[i]
		if w.mute == 0 && (a.v.keys&AboutExpiry != 0 || strings.HasPrefix(a.key, "expire")) {
			table := c.table
			if table == "" {
				table = strings.TrimSuffix(lastPart(c.name.owner), "Schema")
			}
			w.deletions = append(w.deletions, Deletion{Table: table, ByDate: true})
			return
		}
	}
}

// fileMode gives the rights that a file is written with: {mode: 0o600}.
func fileMode(n *tree.Node) *tree.Node {
	if n == nil || n.Kind != tree.Object {
		return nil
	}
	for _, p := range n.Kids {
		if p != nil && p.Kind == tree.Pair && p.Text == "mode" && p.Kid(0) != nil && p.Kids[0].Kind == tree.Number {
			return p.Kids[0]
		}
	}
	return nil
}

// nameAt gives where the name of a method begins that is called on what a call gives.
func nameAt(n *tree.Node) uint32 {
	f := n.Kid(0)
	if f == nil || f.Kind != tree.Member || f.Kid(0) == nil || f.Kids[0].Kind != tree.Call || f.End < uint32(len(f.Text)) {
		return 0
	}
	if at := f.End - uint32(len(f.Text)); at >= f.Kids[0].End {
		return at
	}
	return 0
}

// setter notes x.setExpiresAt(v), in Java and PHP, and x.set("expires_at", v) as the
// assignments that they are.
func (w *walker) setter(n *tree.Node, c *calling) {
	var nm *name
	var v *val
	switch {
	case setsKey(c):
		nm, v = w.seen([]byte(c.args[0].v.text)), &c.args[1].v
	case (w.lang == LanguageJava || w.lang == LanguagePhp) && len(c.args) == 1 && strings.HasPrefix(c.name.leaf, "set_") && c.name.noun&^AboutThing != 0:
		last := afterVerb(lastPart(c.name.dotted))
		dotted := strings.ToLower(last[:1]) + last[1:]
		if c.name.owner != "" {
			dotted = c.name.owner + "." + dotted
		}
		nm, v = w.o.name([]byte(dotted)), &c.args[0].v
	default:
		return
	}
	if nm.about&^AboutThing == 0 && !nm.named {
		return
	}
	f := w.note(KindAssign, n.Start, n.End)
	f.called(nm)
	if f.Owner == "" {
		f.Owner, f.OwnerAbout = c.name.owner, c.name.ownerAbout
	}
	w.put(f, v)
	f.Members = v.keys
	w.handled(v.carries, nm.about)
}

// setsKey says whether a call sets what stands under a key: settings.set("KEY", value).
// What gives a cookie or header to a client is told by the call alone.
func setsKey(c *calling) bool {
	switch c.name.leaf {
	case "set", "put", "update", "config", "set_option", "set_property", "set_config", "set_setting", "set_default", "set_preference", "set_attribute", "set_value", "offset_set", "store":
	default:
		return false
	}
	return len(c.args) > 1 && c.args[0].v.constant && c.args[0].key == "" && c.args[1].key == "" && keyWord(c.args[0].v.text) &&
		c.name.owner != "" && c.does&(DoesSetCookie|DoesSetHeader|DoesRequest|DoesLog|DoesRoute) == 0
}

// keyWord says whether a text is made like the name of a setting or column.
func keyWord(s string) bool {
	for i := range len(s) {
		c := s[i] | 0x20
		if !(c >= 'a' && c <= 'z' || s[i] >= '0' && s[i] <= '9' || s[i] == '_' || s[i] == '.' || s[i] == '-') {
			return false
		}
	}
	return len(s) > 1 && len(s) < 80
}

// shown gives what the row of a call shows of its arguments.
func (w *walker) shown(c *calling) val {
	var v val
	var texts strings.Builder
	for i := range c.args {
		a := &c.args[i].v
		v = join(v, *a)
		if a.constant || a.form == ValueList || a.joined {
			addLine(&texts, a.text)
		}
		if !v.number.Known {
			v.number = a.number
		}
		if mode := fileMode(c.args[i].node); mode != nil && !v.number.Known {
			v.number = w.numeral(mode).number
		}
		if key := c.args[i].key; key != "" {
			v.keys |= w.o.name([]byte(key)).about
		}
	}
	if c.receiver.selector != "" && c.does&DoesTypeText != 0 {
		addLine(&texts, c.receiver.selector)
	}
	if c.receiver.pattern != "" {
		addLine(&texts, c.receiver.pattern)
	}
	v.form = ValueNone
	if len(c.args) > 0 {
		v.form = c.args[0].v.form
	}
	v.text = texts.String()
	return v
}
