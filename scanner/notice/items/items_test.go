package items_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"leadlint/scanner/notice/document"
	"leadlint/scanner/notice/items"
)

func reader(t testing.TB) *items.Reader {
	t.Helper()
	r, err := items.NewReader()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// read reads Markdown that is all in one language.
func read(t testing.TB, r *items.Reader, lang, name, text string) *items.Result {
	t.Helper()
	doc, err := document.Read(context.Background(), name, []byte(text), document.Options{})
	if err != nil {
		t.Fatal(err)
	}
	langs := make([]string, len(doc.Blocks))
	for i := range langs {
		langs[i] = lang
	}
	got, err := r.Read(doc, langs, false)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// one is one case of a table's file of cases.
type one struct {
	line int
	want map[items.Item][]string
	text string
}

// TestCases holds every language's table to the cases beside it.
func TestCases(t *testing.T) {
	r := reader(t)
	for _, lang := range r.Languages() {
		t.Run(lang, func(t *testing.T) {
			name := filepath.Join("lexicon", lang+".cases.md")
			for _, c := range cases(t, name) {
				got := read(t, r, lang, "case.md", c.text)
				for _, item := range append(items.All(), items.Grounds()...) {
					want, ok := c.want[item]
					if a := got.Of(item); ok && !among(want, string(a.State)) {
						t.Errorf("%s:%d: %s: got %s by %s, want %s", name, c.line, item, a.State, a.Rule, strings.Join(want, " or "))
					}
				}
			}
		})
	}
}

func among(list []string, s string) bool {
	for _, l := range list {
		if l == s {
			return true
		}
	}
	return false
}

func cases(t *testing.T, name string) []one {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatalf("a table without cases: %v", err)
	}
	var out []one
	for i, line := range strings.Split(string(data), "\n") {
		if head, ok := strings.CutPrefix(line, "=== "); ok {
			want, err := wants(head)
			if err != nil {
				t.Fatalf("%s:%d: %v", name, i+1, err)
			}
			out = append(out, one{line: i + 1, want: want})
		} else if len(out) > 0 {
			out[len(out)-1].text += line + "\n"
		}
	}
	return out
}

func wants(head string) (map[items.Item][]string, error) {
	out := map[items.Item][]string{}
	for part := range strings.SplitSeq(head, ",") {
		item, state, ok := strings.Cut(part, ":")
		if !ok {
			return nil, fmt.Errorf("%q is not item: state", part)
		}
		var states []string
		for s := range strings.SplitSeq(state, "|") {
			if s = strings.TrimSpace(s); s == "-" {
				s = string(items.NotFound)
			}
			states = append(states, s)
		}
		out[items.Item(strings.TrimSpace(item))] = states
	}
	return out, nil
}
