package markdown_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"leadlint/reports/decision"
	"leadlint/reports/internal/specimen"
	"leadlint/reports/l10n"
	"leadlint/reports/markdown"
	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

func render(t failer, d *decision.Document) []byte {
	var b bytes.Buffer
	if err := markdown.Render(&b, d); err != nil {
		t.Fatalf("%v", err)
	}
	return b.Bytes()
}

// TestReports: of a report of any kind every cell is shown, and nothing is linked but
// what the document links.
func TestReports(t *testing.T) {
	for name, r := range map[string]*finding.Report{
		"breaching": specimen.Breaching(), "incomplete": specimen.Incomplete(), "sampled": specimen.Sampled(), "code": specimen.Code(), "hostile": specimen.Hostile(), "empty": {}, "nil": nil,
	} {
		for _, lang := range []string{"en", "fr"} {
			t.Run(name+" "+lang, func(t *testing.T) {
				d := decision.New(l10n.New(lang), view.New(r))
				s := read(t, render(t, d))
				checkElements(t, s)
				checkLinks(t, s, d)
				has(t, s, expected(d))
			})
		}
	}
}

// checkLinks: links lead to heads, or where the document says.
func checkLinks(t failer, s shown, d *decision.Document) {
	allowed := map[string]bool{}
	d.Walk(func(s *decision.Section, _ int) {
		for _, b := range s.Blocks {
			switch b := b.(type) {
			case *decision.Paragraph:
				for _, r := range b.Runs {
					allowed[r.Href] = true
				}
			case *decision.List:
				for _, it := range b.Items {
					for _, r := range append(slices.Clone(it.Runs), it.Below...) {
						allowed[r.Href] = true
					}
				}
			}
		}
	})
	for _, l := range s.links {
		plain := strings.NewReplacer("%28", "(", "%29", ")").Replace(l)
		if !strings.HasPrefix(l, "#") && !allowed[plain] {
			t.Errorf("a link to %q, which the document does not have", l)
		}
	}
}

// expected lists the heads, paragraphs and cells of a document in order.
func expected(d *decision.Document) []string {
	var out []string
	d.Walk(func(s *decision.Section, _ int) {
		out = append(out, flat(s.Number+" "+s.Title))
		for _, b := range s.Blocks {
			switch b := b.(type) {
			case *decision.Paragraph:
				out = append(out, flat(number(b.Number)+said(b.Runs)))
			case *decision.List:
				for _, it := range b.Items {
					text := flat(said(it.Runs))
					if len(it.Below) > 0 {
						text += " / " + flat(said(it.Below))
					}
					out = append(out, text)
				}
			case *decision.Table:
				out = append(out, cells(b)...)
			case *decision.Bars:
				out = append(out, cells(b.Figures)...)
			case *decision.Histogram:
				out = append(out, cells(b.Figures)...)
			}
		}
	})
	return out
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return l10n.New("en").Int(int64(n)) + ". "
}

func said(runs []decision.Run) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.Text)
	}
	return b.String()
}

func cells(t *decision.Table) []string {
	var out []string
	for _, h := range t.Head {
		out = append(out, flat(h.Text))
	}
	for _, r := range t.Rows {
		for _, c := range r {
			text := flat(c.Text)
			if sub := flat(c.Sub); sub != "" {
				text = strings.TrimPrefix(text+" / "+sub, " / ")
			}
			out = append(out, text)
		}
	}
	return out
}

// hostile draws texts that are rich in markup.
func hostile() *rapid.Generator[string] {
	return rapid.OneOf(rapid.String(), rapid.StringMatching(`[ -~]{0,30}`), rapid.StringMatching("[*_`|\\\\<>&#\\[\\]()!:/. a1@w-]{0,24}"),
		rapid.SampledFrom([]string{"http://evil.example/x", "www.evil.example", "a@evil.example", "@team", "[x](javascript:alert(1))", "![x](http://evil.example)",
			"<script>alert(1)</script>", "<!-- x", "&lt;", "&#x40;team", "1. x", "- [ ] x", "# x", "===", "| a | b |", `\|`, "``` x", "~~x~~", "$x$", ":---", "> x", "+ x", "x #", "\\", "ftp://evil.example", "mailto:a@evil.example"}))
}

// TestWhateverTheTextsSay: every text is shown as it is, wherever it stands.
func TestWhateverTheTextsSay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := hostile().Draw(t, "a"), hostile().Draw(t, "b"), hostile().Draw(t, "c")
		set := rapid.IntRange(0, 63).Draw(t, "set")
		runs := []decision.Run{{Text: a, Strong: set&1 > 0, Emph: set&2 > 0}, {Text: b, Code: set&4 > 0, Strong: set&8 > 0}, {Text: "x" + c, Href: "https://cnil.example/a?b=(c)&d", Emph: set&16 > 0}}
		d := &decision.Document{Lang: "en", Title: "T", Sections: []*decision.Section{{ID: "s", Number: "I.", Title: "x" + a, Blocks: []decision.Block{
			&decision.Paragraph{Number: 3, Runs: runs},
			&decision.Paragraph{Style: decision.Measure, Runs: runs},
			&decision.List{Items: []decision.Item{{Runs: runs}, {Runs: runs[2:], Below: []decision.Run{{Text: "x" + b}}}}},
			&decision.List{Items: []decision.Item{{Runs: runs[2:]}}},
			&decision.List{Ordered: true, Items: []decision.Item{{Runs: runs}}},
			&decision.Table{Code: set&32 > 0, Head: []decision.Column{{Text: a}, {Text: "x" + b, Number: true}}, Rows: [][]decision.Cell{
				{{Text: a, Strong: set&1 > 0}, {Text: b, Sub: c}}, {{Text: c, Hash: true}}, {{Text: a, Sub: b}, {Text: c}}}},
		}}}}
		for _, b := range d.Sections[0].Blocks {
			if table, ok := b.(*decision.Table); ok {
				table.Rows[1] = append(table.Rows[1], decision.Cell{})
			}
		}
		source := render(t, d)
		s := read(t, source)
		checkElements(t, s)
		checkLinks(t, s, d)
		has(t, s, slices.DeleteFunc(expected(d), func(s string) bool { return s == "" }))
		if t.Failed() {
			t.Logf("%s", source)
		}
	})
}
