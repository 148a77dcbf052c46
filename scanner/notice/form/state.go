package form

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"leadlint/scanner/notice/form/style"
)

// ticked says whether a box is ticked when the form opens, and what says so.
func (r *reading) ticked(n *html.Node) (Answer, string) {
	if e, ok := r.computed(n); ok && e.Checked != Unknown {
		return e.Checked, "browser"
	}
	a, why := written(n)
	for i := range r.p.ticks {
		t := &r.p.ticks[i]
		if t.reads || !r.p.hit(t, n) {
			continue
		}
		switch {
		case t.value == a && a != Unknown:
		case t.sure && t.value == Yes:
			a, why = Yes, "program_ticks"
		default:
			if a == No || t.sure {
				a, why = Unknown, "program_may_change"
			}
		}
	}
	return a, why
}

// written says what the markup says of a box's state.
func written(n *html.Node) (Answer, string) {
	native := n.DataAtom == atom.Input
	for _, key := range []string{"v-model", "ng-model", "data-ng-model", "x-model", "[(ngmodel)]", "formcontrolname", "[formcontrol]", "bind:checked", "wire:model"} {
		if style.Has(n, key) {
			return Unknown, "bound_to_program"
		}
	}
	for _, key := range []string{":checked", "v-bind:checked", "[checked]", "ng-checked", "data-ng-checked", "x-bind:checked", "defaultchecked", "default-checked", "data-checked", "data-default-checked", "data-default", "data-initial"} {
		if !style.Has(n, key) {
			continue
		}
		if a := literal(style.Attr(n, key)); a != Unknown || !strings.HasPrefix(key, "data-default") && key != "data-initial" {
			return a, strings.Trim(strings.ReplaceAll(key, ":", "_"), "[]()_") + "_attribute"
		}
	}
	if strings.Contains(lower(n, "data-bind"), "checked:") {
		return Unknown, "bound_to_program"
	}
	if style.Has(n, "checked") {
		v := strings.TrimSpace(style.Attr(n, "checked"))
		if strings.HasPrefix(v, "{") || !native && v != "" {
			return literal(v), "checked_attribute"
		}
		return Yes, "checked_attribute"
	}
	switch state := lower(n, "data-state"); state {
	case "checked", "on":
		return Yes, "data_state_attribute"
	case "unchecked", "off":
		return No, "data_state_attribute"
	}
	switch aria := lower(n, "aria-checked"); {
	case aria == "true" && !native:
		return Yes, "aria_checked"
	case aria == "false" && !native:
		return No, "aria_checked"
	case aria == "true":
		return Unknown, "aria_checked"
	}
	if native {
		return No, "not_checked"
	}
	return Unknown, "own_element"
}

// literal reads a truth value as markup of programs writes it.
func literal(v string) Answer {
	switch strings.ToLower(strings.Trim(v, "{}'\" ")) {
	case "true", "checked", "1", "on", "yes", "!0", "":
		return Yes
	case "false", "0", "off", "no", "unchecked", "!1":
		return No
	}
	return Unknown
}

// hit says whether what a program does is done to n.
func (p *page) hit(t *tick, n *html.Node) bool {
	switch t.by {
	case "id":
		return style.Attr(n, "id") == t.target
	case "name":
		return t.target != "" && (style.Attr(n, "name") == t.target || style.Attr(n, "id") == t.target)
	}
	sel, ok := p.match[t.target]
	if !ok {
		for _, one := range strings.Split(t.target, ",") {
			if s, ok := style.Compile(one); ok {
				sel = append(sel, s)
			}
		}
		p.match[t.target] = sel
	}
	for _, s := range sel {
		if s.Match(n, &p.steps) {
			return true
		}
	}
	return false
}

// read says whether a program asks for the state of a box.
func (p *page) read(n *html.Node) bool {
	for i := range p.ticks {
		if t := &p.ticks[i]; t.reads && p.hit(t, n) {
			return true
		}
	}
	return false
}

// chosen gives what is chosen in a list: the text of the answer, and how sure.
func (r *reading) chosen(n *html.Node) (string, Answer) {
	var first, marked *html.Node
	index := -1
	if e, ok := r.computed(n); ok {
		index = e.Selected
	}
	at := 0
	var wanted *html.Node
	each(n, func(o *html.Node) bool {
		if o.DataAtom != atom.Option {
			return true
		}
		if first == nil {
			first = o
		}
		if style.Has(o, "selected") {
			marked = o
		}
		if at == index {
			wanted = o
		}
		at++
		return false
	})
	switch {
	case wanted != nil:
		return textOf(wanted), Yes
	case style.Has(n, "v-model") || style.Has(n, "ng-model") || style.Has(n, "[(ngmodel)]") || style.Has(n, "x-model"):
		return "", Unknown
	case marked != nil:
		return textOf(marked), Yes
	case first != nil && !style.Has(n, "multiple"):
		return textOf(first), Yes
	}
	return "", No
}
