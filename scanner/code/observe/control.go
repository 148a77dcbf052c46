package observe

import (
	"strings"

	"leadlint/scanner/code/tree"
)

// controlType gives the kind of a control of a form, empty for other elements.
func controlType(n *tree.Node, attrs map[string]*tree.Node) string {
	tag := strings.ToLower(n.Text)
	if t := attrs["type"]; t != nil && t.Kid(0) != nil && t.Kids[0].Kind == tree.String && t.Kids[0].Text != "" && (tag == "input" || strings.Contains(tag, "input") || strings.Contains(tag, "field")) {
		return strings.ToLower(t.Kids[0].Text)
	}
	switch {
	case tag == "input":
		return "text"
	case tag == "select", tag == "textarea":
		return tag
	case strings.HasSuffix(tag, "checkbox"), strings.HasSuffix(tag, "switch") && tag != "switch" && upper(n.Text[0]), n.Text == "Switch" && (attrs["checked"] != nil || attrs["defaultchecked"] != nil), strings.HasSuffix(tag, "toggle") && upper(n.Text[0]):
		return "checkbox"
	case strings.HasSuffix(tag, "radio"):
		return "radio"
	}
	return ""
}

// control notes a control of a form.
func (w *walker) control(n *tree.Node, attrs map[string]*tree.Node, typ string) {
	if w.mute > 0 {
		return
	}
	var about uint64
	var text strings.Builder
	called := ""
	for _, a := range []string{"name", "id", "v-model", "formcontrolname", "label", "aria-label", "placeholder", "value", "for", ":name", ":label"} {
		at := attrs[a]
		if at == nil || at.Kid(0) == nil {
			continue
		}
		v := w.peek(at.Kids[0])
		about |= v.topics
		if !v.constant || v.text == "" {
			if nm := w.subject(at.Kids[0]); nm != nil && called == "" && a != "value" {
				called = nm.dotted
			}
			continue
		}
		switch a {
		case "name", "id", "formcontrolname":
			if called == "" {
				called = v.text
			}
			about |= w.seen([]byte(v.text)).about
			if label := w.file.labels[v.text]; label != "" && a == "id" {
				addLine(&text, strings.TrimSpace(label))
			}
		case "value":
			if typ != "hidden" && typ != "submit" {
				about |= w.o.name([]byte(v.text)).about
			}
		default:
			addLine(&text, v.text)
		}
	}
	var inside strings.Builder
	contentText(&inside, n, 0)
	for _, label := range []string{w.at.label, inside.String()} {
		if label = strings.TrimSpace(label); !strings.Contains(text.String(), label) {
			addLine(&text, label)
		}
	}
	for line := range strings.SplitSeq(text.String(), "\n") {
		about |= w.o.text(line).subjects
	}
	nm := w.o.name([]byte(called))
	if about == 0 && !nm.named && !w.o.text(text.String()).any() {
		return
	}
	w.fileAbout |= about
	f := w.note(KindControl, n.Start, openEnd(n))
	f.called(nm)
	f.About, f.Type, f.Text = about, typ, text.String()
	w.state(f, attrs, typ)
}

// state reads whether a control is ticked, required or hidden from the start.
func (w *walker) state(f *Fact, attrs map[string]*tree.Node, typ string) {
	for _, a := range []string{"checked", "defaultchecked", ":checked", "[checked]", ":default-checked", "default-value", ":value", "defaultvalue", "v-model", "selected", "defaultselected"} {
		at := attrs[a]
		if at == nil || f.Value != ValueNone {
			continue
		}
		if a == ":value" && typ != "checkbox" {
			continue
		}
		if at.Kid(0) == nil {
			f.Value = ValueTrue
			f.Options |= OptionChecked
			continue
		}
		v := w.peek(at.Kids[0])
		f.Value = v.form
		if v.constant && at.Kids[0].Kind == tree.String {
			f.Value = ValueTrue // checked="" and checked="false" tick the box too
			if a != "checked" && a != "defaultchecked" {
				f.Value = formOfText(v.text)
			}
		}
		if at.Kids[0].Kind == tree.Other && len(at.Kids[0].Kids) == 0 {
			f.Value = ValueVariable
		}
		if f.Value == ValueTrue || w.startsTrue(at.Kids[0]) {
			f.Options |= OptionChecked
		}
		f.Used |= v.used
	}
	if at := attrs["required"]; at != nil && (at.Kid(0) == nil || at.Kids[0].Kind == tree.True || at.Kids[0].Kind == tree.String) || attrs["aria-required"] != nil && attrs["aria-required"].Kid(0) != nil && attrs["aria-required"].Kids[0].Text == "true" {
		f.Options |= OptionRequired
	}
	if typ == "hidden" || attrs["hidden"] != nil {
		f.Options |= OptionHidden
		w.hiddenValue(f, attrs)
	}
}

// hiddenValue reads what a hidden control sends.
func (w *walker) hiddenValue(f *Fact, attrs map[string]*tree.Node) {
	at := attrs["value"]
	if at == nil || at.Kid(0) == nil {
		return
	}
	v := w.peek(at.Kids[0])
	f.Value = v.form
	if v.constant {
		f.Value = formOfText(v.text)
	}
}

// startsTrue says whether a control is bound to state that begins as true.
func (w *walker) startsTrue(n *tree.Node) bool {
	if n == nil || n.Kind != tree.Name && n.Kind != tree.Member {
		return false
	}
	return w.file.begins[n.Text]
}

// formField notes a field of a form class as a control.
func (w *walker) formField(k *tree.Node, column string, value *tree.Node, c *spec) {
	nm := w.seen([]byte(column))
	about := nm.about
	f := Fact{}
	var text strings.Builder
	for _, a := range c.node.Kids[1:] {
		if a == nil || a.Kind == tree.String {
			w.label(&about, &text, a)
			continue
		}
		if a.Kind != tree.Pair || a.Kid(0) == nil {
			continue
		}
		switch a.Text {
		case "label", "help_text":
			w.label(&about, &text, a.Kids[0])
		case "initial", "default", "checked":
			v := w.defaultValue(a.Kids[0])
			f.Value = v.form
			if v.form == ValueTrue {
				f.Options |= OptionChecked
			}
		case "required":
			if a.Kids[0].Kind == tree.True {
				f.Options |= OptionRequired
			}
		}
	}
	if about == 0 && !nm.named {
		return
	}
	out := w.note(KindControl, k.Start, k.End)
	out.called(nm)
	out.About, out.Value, out.Options, out.Text = about, f.Value, f.Options, text.String()
	out.Type = controlOfField(c.typ)
	if w.at.class != nil {
		out.Owner = w.at.class.name
		out.OwnerAbout = w.o.name([]byte(out.Owner)).about
	}
}

func (w *walker) label(about *uint64, text *strings.Builder, n *tree.Node) {
	for n != nil && n.Kind == tree.Call {
		n = n.Kid(1)
	}
	if n != nil && n.Kind == tree.String && len(n.Kids) == 0 {
		*about |= w.o.text(n.Text).subjects
		addLine(text, n.Text)
	}
}

func controlOfField(typ string) string {
	switch last := lastPart(typ); last {
	case "booleanfield", "nullbooleanfield":
		return "checkbox"
	case "emailfield":
		return "email"
	case "passwordfield":
		return "password"
	case "choicefield", "selectfield", "modelchoicefield":
		return "select"
	case "radiofield":
		return "radio"
	case "hiddenfield":
		return "hidden"
	}
	return "text"
}
