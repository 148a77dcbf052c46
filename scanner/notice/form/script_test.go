package form

import (
	"fmt"
	"slices"
	"testing"
)

// TestTicks checks what programs are seen to do with boxes.
func TestTicks(t *testing.T) {
	for _, c := range []struct {
		name, src string
		want      []string
	}{
		{"at once", `document.getElementById("a").checked = true;`, []string{"id a yes sure"}},
		{"by selector", `document.querySelector('input[name=a]').checked=!0`, []string{"selector input[name=a] yes sure"}},
		{"through a variable", `const b = document.getElementById('a'); b.checked = true`, []string{"id a yes sure"}},
		{"when loaded", `window.addEventListener("load", () => { document.getElementById("a").checked = true })`, []string{"id a yes sure"}},
		{"in a function called at once", `(function () { document.getElementById("a").checked = true })()`, []string{"id a yes sure"}},
		{"jQuery", `$(function () { $("#a").prop("checked", true); $("#b").attr('checked', 'checked') })`, []string{"selector #a yes sure", "selector #b yes sure"}},
		{"when loaded, by name", `window.onload = function () { document.forms.f.optin.checked = true }`, []string{"name optin yes sure"}},
		{"every box", `document.querySelectorAll("input[type=checkbox]").forEach(b => { b.checked = true })`, []string{"selector input[type=checkbox] yes sure"}},
		{"on a click", `document.getElementById("all").addEventListener("click", function () { document.getElementById("a").checked = true })`, []string{"id a yes"}},
		{"on a condition", `if (country === "FR") { document.getElementById("a").checked = true }`, []string{"id a yes"}},
		{"in a named function", `function all() { document.getElementById("a").checked = true }`, []string{"id a yes"}},
		{"emptied", `document.getElementById("a").checked = false`, []string{"id a no sure"}},
		{"by a value", `document.getElementById("a").checked = settings.offers`, []string{"id a unknown sure"}},
		{"asked", `form.onsubmit = function () { if (!document.getElementById("a").checked) { return false } }`, []string{"id a asks"}},
		{"in a string and a comment", `// a.checked = true` + "\n" + `var s = "a.checked = true"; var r = /'/; var q = "checked"`, nil},
		{"damaged", `document.getElementById("a").checked = true; ((( "`, []string{"id a yes sure"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, x := range ticks(c.src) {
				s := fmt.Sprintf("%s %s %s", x.by, x.target, x.value)
				if x.reads {
					s = fmt.Sprintf("%s %s asks", x.by, x.target)
				} else if x.sure {
					s += " sure"
				}
				got = append(got, s)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
