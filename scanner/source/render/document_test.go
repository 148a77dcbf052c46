package render

import (
	"strings"
	"testing"
)

// card defines an element whose shadow tree is of a mode.
func card(name, mode string) string {
	return `customElements.define("` + name + `", class extends HTMLElement { constructor() { super(); this.attachShadow({mode: "` + mode +
		`"}).innerHTML = "<style>:host { display: block; width: 300px; height: 200px }</style><p>in the tree &amp; more <slot name=a>nothing</slot></p>"; } });`
}

// frame puts a frame of some size into the page.
func frame(size, set string) string {
	return `{ const f = document.createElement("iframe"); f.width = f.height = ` + size + `; ` + set + `; document.body.append(f); }`
}

// TestShadowTreesAndFramesAreRead: what a page shows in open shadow trees and in frames
// of its own site is read where it stands; what cannot be read is counted.
func TestShadowTreesAndFramesAreRead(t *testing.T) {
	t.Parallel()
	other := newSite(t, map[string]string{"/frame": "<p>of another site</p>"})
	s := newSite(t, map[string]string{
		"/read": `<!doctype html><body><img name="URL"><img name="documentElement"><img id="third">
			<form><input name="attributes"><input name="childNodes"><input name="localName"></form>
			<x-card><b slot=a>put in</b><i>not shown</i></x-card><p>behind</p>
			<div><template shadowrootmode="open"><p>declared</p></template></div><template><p>kept back</p></template>
			<script>` + card("x-card", "open") + frame("200", `f.src = "/inside"`) + frame("200", `f.srcdoc = "<p>written into it</p>"`) +
			frame("1", `f.src = "`+other.URL+`/frame"`) + `document.getElementById("third").name = "body"</script></body>`,
		"/inside": `<!doctype html><title>t</title><body><p>within the frame</p><script>document.body.append("by its program")</script><iframe src="/deeper"></iframe></body>`,
		"/deeper": `<!doctype html><p>deeper still</p>`,
		"/unread": `<!doctype html><body><y-card></y-card><p>behind</p><script>` + card("y-card", "closed") + frame("200", `f.src = "`+other.URL+`/frame"`) +
			frame("200", `f.src = "/leave"`) + frame("200", `f.sandbox = ""; f.src = "/inside"`) + `</script></body>`,
		"/leave": "->" + other.URL + "/frame",
		"/many":  `<!doctype html><body><p>first</p><script>for (let i = 0; i < 40; i++) ` + frame("200", `f.src = "/deeper?" + i`) + `</script></body>`,
	})
	tests := []struct {
		path      string
		want, not []string
		unread    int
	}{
		{"/read", []string{
			"<p>in the tree &amp; more <slot name=\"a\"><b slot=\"a\">put in</b></slot></p></x-card><p>behind</p>", "<div><p>declared</p></div>",
			"</iframe><div><p>within the frame</p>", "by its program", "<p>deeper still</p>", "</iframe><div><p>written into it</p></div>", `<input name="attributes">`,
		}, []string{"<i>not shown", "<p>of another site"}, 0},
		{"/unread", []string{"<p>behind</p>"}, []string{`more <slot name="a">`, "<p>of another site", "<p>within the frame"}, 4},
		{"/many", []string{"<p>first</p>", "<p>deeper still</p>"}, nil, 40 - maxFrames},
	}
	for _, tt := range tests {
		page, p := s.render(t, tt.path, nil)
		if p != nil {
			t.Fatalf("%s: got problem %+v", tt.path, p)
		}
		_, html, _ := strings.Cut(string(page.HTML), "<body")
		for _, want := range tt.want {
			if !strings.Contains(html, want) {
				t.Errorf("%s: %q is missing from %s", tt.path, want, html)
			}
		}
		for _, not := range tt.not {
			if strings.Contains(html, not) {
				t.Errorf("%s: %q is in %s", tt.path, not, html)
			}
		}
		if page.Unread != tt.unread || page.Truncated != (tt.unread > 0) {
			t.Errorf("%s: got %d places unread, truncated %t; want %d\n%s", tt.path, page.Unread, page.Truncated, tt.unread, html)
		}
	}
	if n := other.count("GET /frame"); n != 0 {
		t.Errorf("another site's frame was asked for %d times", n)
	}
}
