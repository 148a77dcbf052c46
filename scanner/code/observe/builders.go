package observe

import "strings"

// controlCall notes calls of form builders as the controls they make: check_box,
// Form::checkbox, $builder->add("newsletter", CheckboxType::class).
func (w *walker) controlCall(c *calling) {
	typ := builtControl(c.name.leaf)
	if c.name.leaf == "add" && len(c.args) > 1 && strings.HasSuffix(c.args[1].node.Text, "Type") {
		typ = "checkbox"
		if c.args[1].node.Text != "CheckboxType" {
			typ = "text"
		}
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
	about := nm.about | w.o.text(w.at.label).subjects
	if about&^AboutThing == 0 && !nm.named {
		return
	}
	f := w.note(KindControl, c.node.Start, c.node.End)
	f.called(nm)
	f.About, f.Type = about, typ
	f.Text = strings.TrimSpace(w.at.label)
	w.builtState(f, c, at)
}

func builtControl(leaf string) string {
	switch leaf {
	case "check_box", "check_box_tag", "checkbox", "form_checkbox", "checkbox_input", "check_box_for":
		return "checkbox"
	case "radio_button", "radio_button_tag", "radio", "form_radio":
		return "radio"
	}
	return ""
}

// builtState reads whether a control made by a call is ticked: checked: true, or the
// argument after name and value.
func (w *walker) builtState(f *Fact, c *calling, at int) {
	for i := range c.args {
		a := &c.args[i]
		pairs := []struct {
			key  string
			form Value
		}{{a.key, a.v.form}}
		if a.node != nil {
			for _, p := range a.node.Kids {
				if p != nil && p.Text != "" && p.Kid(0) != nil && a.v.form == ValueObject {
					pairs = append(pairs, struct {
						key  string
						form Value
					}{p.Text, w.peek(p.Kid(0)).form})
				}
			}
		}
		for _, p := range pairs {
			switch p.key {
			case "checked", "data", "default", "selected":
				f.Value = p.form
			case "required":
				if p.form == ValueTrue {
					f.Options |= OptionRequired
				}
			}
		}
		bare := i == at+2 && a.key == "" && (strings.HasSuffix(c.name.leaf, "_tag") || c.name.leaf == "checkbox" || c.name.leaf == "form_checkbox" || c.name.leaf == "radio")
		if bare && f.Value == ValueNone {
			f.Value = a.v.form
		}
	}
	if f.Value == ValueTrue {
		f.Options |= OptionChecked
	}
}
