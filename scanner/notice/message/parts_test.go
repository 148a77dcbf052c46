package message

import (
	"strings"
	"testing"

	"leadlint/scanner/notice/document"
)

func TestReachOf(t *testing.T) {
	cases := []struct {
		target string
		want   reach
	}{
		{"https://a.example/u/1", live}, {"mailto:stop@a.example", live}, {"/unsubscribe", live}, {"www.a.example/u", live},
		{"", dead}, {" ", dead}, {"#", dead}, {"#top", dead}, {"javascript:void(0)", dead}, {"http://", dead},
		{"https://", dead}, {"mailto:", dead}, {"mailto:?subject=stop", dead}, {"about:blank", dead}, {"https://url", dead},
		{"{{unsubscribe}}", merged}, {"*|UNSUB|*", merged}, {"%%unsubscribe_url%%", merged}, {"%unsubscribe%", merged},
		{"[unsubscribe]", merged}, {"[[link]]", merged}, {"<%= url %>", merged}, {"http://{{url}}", merged}, {"${u}", merged},
	}
	for _, c := range cases {
		t.Run(c.target, func(t *testing.T) {
			if got := reachOf(c.target); got != c.want {
				t.Errorf("got %d, want %d", got, c.want)
			}
		})
	}
}

func TestLooksSecret(t *testing.T) {
	for _, s := range []string{"kR7!mossbank", "482913", "Vq8-tarn-Ligue", "aB3dEf", "winter#tree", "12-34!", "camelCase"} {
		if !looksSecret(s) {
			t.Errorf("%q: got no secret, want one", s)
		}
	}
	for _, s := range []string{"sunshine", "Sunshine", "SMS", "unchanged", "8-20", "30.11.2026", "ab1", "", "--", "well-known"} {
		if looksSecret(s) {
			t.Errorf("%q: got a secret, want none", s)
		}
	}
}

func TestVeil(t *testing.T) {
	cases := []struct{ name, html, want string }{
		{"plain", `<a href="u">x</a>`, ""},
		{"display none above", `<div style="display:none"><p><a href="u">x</a></p></div>`, "hidden"},
		{"visibility", `<a style="visibility: hidden" href="u">x</a>`, "hidden"},
		{"attribute", `<div hidden><a href="u">x</a></div>`, "hidden"},
		{"opacity", `<a style="opacity:0.01" href="u">x</a>`, "hidden"},
		{"one pixel", `<td style="font-size:1px"><a href="u">x</a></td>`, "tiny"},
		{"size nought, important", `<a style="font-size:0 !important" href="u">x</a>`, "tiny"},
		{"size of its own", `<td style="font-size:0"><a style="font-size:12px" href="u">x</a></td>`, ""},
		{"size relative", `<a style="font-size:0.8em" href="u">x</a>`, ""},
		{"white on white", `<td bgcolor="#FFFFFF"><a style="color:#fefefe" href="u">x</a></td>`, "same_colour"},
		{"white on a ground that is not told", `<a style="color:#ffffff" href="u">x</a>`, ""},
		{"style on the only child", `<td bgcolor="#fff"><a href="u"><span style="color:white">x</span></a></td>`, "same_colour"},
		{"grey on white", `<td bgcolor="#fff"><a style="color:#767676" href="u">x</a></td>`, ""},
		{"rgb", `<td style="background:rgb(0,0,0)"><a style="color:rgb(1, 1, 1)" href="u">x</a></td>`, "same_colour"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := readStyles([]byte("<table><tr>" + c.html + "</tr></table>"))
			if got := s.veilOf("x", "u"); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestDomains(t *testing.T) {
	cases := []struct{ email, domain, organisation, name string }{
		{"a@Mail.Acme.example", "mail.acme.example", "acme.example", "acme"},
		{"a@acme.co.uk", "acme.co.uk", "acme.co.uk", "acme"},
		{"a@b@acme.example", "acme.example", "acme.example", "acme"},
		{"a@192.0.2.7", "192.0.2.7", "192.0.2.7", "192"},
		{"a@example", "example", "example", "example"},
		{"nobody", "", "", ""},
		{"a@", "", "", ""},
	}
	for _, c := range cases {
		t.Run(c.email, func(t *testing.T) {
			d := domainOf(c.email)
			if d != c.domain || organisation(d) != c.organisation || nameOf(d) != c.name {
				t.Errorf("got %q, %q, %q, want %q, %q, %q", d, organisation(d), nameOf(d), c.domain, c.organisation, c.name)
			}
		})
	}
}

func TestSentences(t *testing.T) {
	cases := []struct {
		name, text string
		want       []string
	}{
		{"two", "Stop now. Write to us.", []string{"Stop now. ", "Write to us."}},
		{"shortening of one letter", "Encina, S. L. Logroño", []string{"Encina, S. L. Logroño"}},
		{"a number behind", "See art. 21 of it.", []string{"See art. 21 of it."}},
		{"marks", "Really? yes! now", []string{"Really? ", "yes! ", "now"}},
		{"nothing", "", []string{""}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			from := 0
			var got []string
			for _, end := range sentences(c.text) {
				got = append(got, c.text[from:end])
				from = end
			}
			if strings.Join(got, "|") != strings.Join(c.want, "|") {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// TestCells: a label in one cell has its value in the next.
func TestCells(t *testing.T) {
	doc := &document.Document{Format: document.FormatHTML, Blocks: []document.Block{
		{Kind: document.Row, Text: "Password · Amber-77fox", Cells: []string{"Password", "Amber-77fox"}, Lead: -1, Head: -1},
	}}
	m := newReader(t).Read(doc, Options{Languages: []string{"en"}})
	if m.Secrets.Password.Answer != Yes {
		t.Errorf("got %s %s, want yes", m.Secrets.Password.Answer, m.Secrets.Password.Detail)
	}
}

func TestLanguages(t *testing.T) {
	got := strings.Join(newReader(t).Languages(), " ")
	if want := "cs da de en es fi fr it nl pl pt ro sv"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func newReader(t testing.TB) *Reader {
	t.Helper()
	r, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return r
}
