package observe

import (
	"strings"

	"leadlint/scanner/code/tree"
)

// controlCall notes calls of form builders as the controls they make: check_box,
// Form::checkbox, $builder->add("newsletter", CheckboxType::class).
func (w *walker) controlCall(c *calling) {
	typ := builtControl(c.name.leaf)
	if c.name.leaf == "add" && len(c.args) > 1 {
		typ = fieldType(c.args[1].node)
	}
	if typ == "" {
		return
	}
	at := -1
	for i := range c.args {
		if c.args[i].v.constant && c.args[i].v.form == ValueText {
			at = i
			break
		}
	}
	if at < 0 {
		return
	}
	nm := w.seen([]byte(c.args[at].v.text))
	about := nm.about | w.o.text(w.at.label).subjects | w.o.text(c.args[at].v.text).subjects
	if about&^AboutThing == 0 && !nm.named {
		return
	}
	f := w.note(KindControl, c.node.Start, c.node.End)
	f.called(nm)
	f.About, f.Type = about, typ
	f.Text = strings.TrimSpace(w.at.label)
	if label := c.args[at].v.text; strings.Contains(label, " ") {
		f.Text = strings.TrimSpace(f.Text + "\n" + label)
	}
	w.builtState(f, c, at)
}

// fieldType reads the type of a field that a form is given: CheckboxType::class.
func fieldType(n *tree.Node) string {
	if n != nil && n.Kind == tree.Member && n.Text == "class" {
		n = n.Kid(0)
	}
	switch {
	case n == nil || !strings.HasSuffix(n.Text, "Type"):
		return ""
	case strings.HasSuffix(n.Text, "CheckboxType"):
		return "checkbox"
	}
	return "text"
}

func builtControl(leaf string) string {
	switch leaf {
	case "check_box", "check_box_tag", "checkbox", "form_checkbox", "checkbox_input", "check_box_for":
		return "checkbox"
	case "j_check_box", "j_checkbox", "check_box_menu_item":
		return "checkbox"
	case "radio_button", "radio_button_tag", "radio", "form_radio":
		return "radio"
	}
	return ""
}

// ticked says whether attributes given to a control tick it: ['checked' => 'checked'].
func ticked(n *tree.Node) bool {
	if n == nil || n.Kind != tree.Object {
		return false
	}
	for _, p := range n.Kids {
		if p != nil && p.Text == "checked" && p.Kid(0) != nil && (p.Kids[0].Kind == tree.String || p.Kids[0].Kind == tree.True) {
			return true
		}
	}
	return false
}

// builtState reads whether a control made by a call is ticked: checked: true, or the
// argument after name and value.
func (w *walker) builtState(f *Fact, c *calling, at int) {
	for i := range c.args {
		a := &c.args[i]
		pairs := []struct {
			key  string
			form Value
			node *tree.Node
		}{{a.key, a.v.form, a.node}}
		if a.node != nil {
			for _, p := range a.node.Kids {
				if p != nil && p.Text != "" && p.Kid(0) != nil && a.v.form == ValueObject {
					pairs = append(pairs, struct {
						key  string
						form Value
						node *tree.Node
					}{p.Text, w.peek(p.Kid(0)).form, p.Kid(0)})
				}
			}
		}
		for _, p := range pairs {
			switch p.key {
			case "checked", "data", "default", "selected":
				f.Value = p.form
			case "attr", "html", "input_html":
				if ticked(p.node) {
					f.Value = ValueTrue
				}
			case "value":
				if p.form == ValueTrue || p.form == ValueFalse {
					f.Value = p.form
				}
			case "required":
				if p.form == ValueTrue {
					f.Options |= OptionRequired
				}
			}
		}
		bare := i == at+2 && a.key == "" && (strings.HasSuffix(c.name.leaf, "_tag") || c.name.leaf == "checkbox" || c.name.leaf == "form_checkbox" || c.name.leaf == "radio")
		made := i == at+1 && a.key == "" && (a.v.form == ValueTrue || a.v.form == ValueFalse) && w.lang == LanguageJava
		if (bare || made) && f.Value == ValueNone {
			f.Value = a.v.form
		}
	}
	if f.Value == ValueTrue {
		f.Options |= OptionChecked
	}
}
