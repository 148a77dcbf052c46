package observe_test

import (
	"testing"

	"leadlint/scanner/source/observe"
)

func TestWhichContactPointIsLimited(t *testing.T) {
	lex := lexicon(t)
	for name, c := range map[string]struct {
		lang, body string
		want       observe.Limited
	}{
		"e-mail":             {"en", `<p>E-mail: a***@quill.example, visible to my connections</p><p>Phone: 01632 960 101</p>`, observe.Limited{Email: true}},
		"number":             {"fr", `<p>Téléphone : 06 39 98 00 01 (visible par vous uniquement)</p><p>E-mail : ada@quill.example</p>`, observe.Limited{Phone: true}},
		"number in a table":  {"de", `<table><tr><td>E-Mail</td><td>ada@quill.example</td></tr><tr><td>Handy</td><td>sichtbar für: nur mich</td></tr></table>`, observe.Limited{Phone: true}},
		"label above":        {"en", `<div><h3>Mobile</h3><p>Visible to: my connections</p></div>`, observe.Limited{Phone: true}},
		"each by itself":     {"nl", `<p>E-mail: zichtbaar voor directe connecties</p><p>Telefoon: alleen zichtbaar voor mij</p>`, observe.Limited{Email: true, Phone: true}},
		"contact details":    {"en", `<p>Contact info: visible to my connections</p>`, observe.Limited{Email: true, Phone: true}},
		"both in one":        {"es", `<p>Correo y teléfono: visible solo para contactos directos</p>`, observe.Limited{Email: true, Phone: true}},
		"shown to everybody": {"en", `<p>E-mail: ada@quill.example, visible to all members</p>`, observe.Limited{}},
		"settings, no limit": {"en", `<p>E-mail: choose who can see it</p>`, observe.Limited{}},
	} {
		t.Run(name, func(t *testing.T) {
			o := observe.Page(page(`<html lang=`+c.lang+`><body>`+c.body+`</body></html>`), lex)
			if o.Limited != c.want {
				t.Errorf("got %+v, want %+v: %+v", o.Limited, c.want, o.Signals)
			}
		})
	}
}
