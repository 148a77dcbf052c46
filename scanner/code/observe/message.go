package observe

import (
	"strings"

	"leadlint/scanner/code/tree"
)

// gap stands for what is put into a text where it runs.
const gap = "…"

// interpolated reads a text with expressions in it.
func (w *walker) interpolated(n *tree.Node) val {
	v := val{form: ValueText, constant: true}
	var b, sql strings.Builder
	joined := w.at.joined
	w.at.joined = true
	for _, k := range n.Kids {
		if k != nil && k.Kind == tree.String && len(k.Kids) == 0 {
			b.WriteString(k.Text)
			sql.WriteString(k.Text)
			continue
		}
		x := w.operand(k)
		w.into(&v, &x)
		if x.constant && x.form == ValueText {
			b.WriteString(x.text)
			v.used |= UsedFolding
		} else {
			b.WriteString(gap)
			v.constant = false
		}
		sql.WriteString(blank(k))
	}
	w.at.joined = joined
	v.text = b.String()
	v.joined = !v.constant
	w.whole(n, &v)
	w.sqlIn(n, sql.String())
	return v
}

// blank gives as many zero bytes as an interpolation is long, that offsets stay true.
func blank(n *tree.Node) string {
	const most = 200
	if n == nil || n.End <= n.Start {
		return "\x00"
	}
	return strings.Repeat("\x00", int(min(n.End-n.Start, most)))
}

// into adds a value put into a text.
func (w *walker) into(v, x *val) {
	v.carries |= x.carries
	v.topics |= x.topics
	v.keys |= x.carries
	if !x.constant && !x.joined {
		v.hosts |= x.hosts
	}
	v.used |= x.used
	v.fromNow = v.fromNow || x.fromNow
}

// concatenated reads texts and values put together with + or %.
func (w *walker) concatenated(n *tree.Node, a, b val) val {
	v := val{form: ValueText, constant: a.constant && b.constant && n.Text != "%"}
	v.used = a.used | b.used
	v.text = part(&a) + part(&b)
	if n.Text == "%" {
		v.text = placeholders(a.text)
		v.keys |= b.keys
	}
	for _, x := range []*val{&a, &b} {
		w.into(&v, x)
		if x.joined {
			v.keys |= x.keys
		}
	}
	v.joined = !v.constant
	if v.constant {
		v.used |= UsedFolding
	}
	if len(v.text) > 1<<16 {
		v.text = v.text[:1<<16]
	}
	if !w.at.joined {
		w.whole(n, &v)
		w.sqlIn(n, strings.ReplaceAll(v.text, gap, "\x00"))
	}
	return v
}

// part gives what of a value stands in the text it is put into.
func part(v *val) string {
	if v.constant && textual(v) || v.joined {
		return v.text
	}
	return gap
}

// whole looks a whole text up and notes it as a message where values are put into it.
func (w *walker) whole(n *tree.Node, v *val) {
	t := w.o.text(v.text)
	v.hosts |= t.hosts
	v.interesting = t.any()
	w.fileHosts |= t.hosts
	if w.at.joined || v.constant {
		return
	}
	w.message(n, v)
}

func (w *walker) message(n *tree.Node, v *val) {
	if v.keys == 0 && !v.interesting && v.topics&(AboutLink|AboutSecret) == 0 {
		return
	}
	f := w.note(KindMessage, n.Start, n.End)
	f.About = w.o.text(v.text).subjects
	f.Text, f.Value = v.text, ValueText
	f.Members = v.keys | v.topics&AboutLink
	f.Carries, f.Hosts = v.carries, v.hosts
	f.Callee, f.Does, f.Operation = w.at.callee, w.at.does, w.at.operation
	f.FromNow, f.Used = v.fromNow, v.used
}

// formatted reads calls that put values into a text: Sprintf, "…".format, sprintf.
func (w *walker) formatted(c *calling, v *val) {
	text := ""
	switch {
	case c.name.leaf == "format" && c.receiver.form == ValueText && c.receiver.constant:
		text = placeholders(c.receiver.text)
	case c.does&DoesFormat != 0 || strings.HasSuffix(c.name.leaf, "sprintf") || c.name.leaf == "format" || c.name.leaf == "printf":
		if len(c.args) == 0 || !c.args[0].v.constant {
			return
		}
		text = placeholders(c.args[0].v.text)
	default:
		return
	}
	if !strings.Contains(text, gap) {
		return
	}
	v.form, v.text, v.joined, v.constant = ValueText, text, true, false
	for i := range c.args {
		w.into(v, &c.args[i].v)
	}
	v.clean = false
	old := w.at
	if c.does&^DoesFormat != 0 {
		w.at.callee, w.at.does = c.name.dotted, c.does
	}
	w.whole(c.node, v)
	w.at = old
	w.sqlIn(c.node, strings.ReplaceAll(text, gap, "\x00"))
}

// placeholders writes … for the places of a format that values are put into.
func placeholders(s string) string {
	if !strings.ContainsAny(s, "%{") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		n := placeholder(s[i:])
		if n == 0 {
			b.WriteByte(s[i])
			continue
		}
		b.WriteString(gap)
		i += n - 1
	}
	return b.String()
}

// placeholder gives the length of the placeholder that a text begins with, 0 for none:
// %s, %-10.2f, %(name)s, %1$s, %{name}, {}, {name}, {0:>10}.
func placeholder(s string) int {
	const longest = 60
	if s[0] == '{' {
		end := strings.IndexByte(s, '}')
		if end < 0 || end > longest || strings.ContainsAny(s[1:end], "\"' \n") {
			return 0
		}
		return end + 1
	}
	if s[0] != '%' || len(s) < 2 {
		return 0
	}
	i := 1
	if s[i] == '(' || s[i] == '{' || s[i] == '<' {
		end := strings.IndexAny(s, ")}>")
		if end < 0 || end > longest {
			return 0
		}
		if s[i] == '{' {
			return end + 1
		}
		i = end + 1
	}
	for i < len(s) && i < longest && strings.IndexByte("0123456789$.+-# *", s[i]) >= 0 {
		i++
	}
	if i < len(s) && strings.IndexByte("sdifvqxXeEgGcrutTpw@", s[i]) >= 0 {
		return i + 1
	}
	return 0
}
