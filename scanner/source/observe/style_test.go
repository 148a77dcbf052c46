package observe

import (
	"strings"
	"testing"
)

func TestHiddenByStyleSheet(t *testing.T) {
	lex, err := LoadLexicon()
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		css, class string
		hidden     bool
	}{
		"a class":             {`.trap{display:none}`, "note trap", true},
		"spaced":              {"p {color: red}\n.trap , .b {\n  display : none !important;\n}", "trap", true},
		"visibility":          {`.trap{visibility:hidden}`, "trap", true},
		"in a comment":        {`/* .trap{display:none} */`, "trap", false},
		"shown again":         {`.tab{display:none} .tab.open{display:block}`, "tab open", false},
		"shown by a parent":   {`.tab{display:none} #all .tab{display:block}`, "tab", false},
		"in print":            {`@media print{.tab{display:none}}`, "tab", false},
		"shown on a screen":   {`.tab{display:none} @media (min-width:600px){.tab{display:block}}`, "tab", false},
		"only within another": {`.menu .trap{display:none}`, "trap", false},
		"another class":       {`.trap{display:none}`, "trapeze", false},
		"colour":              {`.trap{color:none}`, "trap", false},
		"unfinished":          {`.trap{display:none`, "trap", false},
		"stray brace":         {`} .trap{display:none}`, "trap", true},
	} {
		t.Run(name, func(t *testing.T) {
			body := "<html lang=en><head><style>" + c.css + "</style></head><body><p>Open daily.</p><p class=\"" + c.class + "\">No sales calls, please.</p></body></html>"
			o := Page(Input{URL: "https://site.example/", Status: 200, ContentType: "text/html", Body: []byte(body)}, lex)
			if got := !o.Has(SignalCanvassing); got != c.hidden {
				t.Errorf("got hidden %v, want %v", got, c.hidden)
			}
		})
	}
}

// TestStyleSheetOfAnySize holds that a hostile sheet costs no more than it is
// long.
func TestStyleSheetOfAnySize(t *testing.T) {
	for _, css := range []string{strings.Repeat("{", 1<<18), strings.Repeat("/*", 1<<17), strings.Repeat("a{}", 1<<17), strings.Repeat(".", 1<<18), strings.Repeat("@media x{", 1<<15) + ".a{display:none}"} {
		if off := switchedOff(css); len(off) > 0 {
			t.Errorf("got %d hidden classes, want none", len(off))
		}
	}
}
