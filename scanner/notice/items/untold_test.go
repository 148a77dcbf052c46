package items_test

import (
	"strings"
	"testing"

	"leadlint/scanner/notice/document"
	"leadlint/scanner/notice/items"
)

// TestUntold: where much of a text is in letters that no table reads, silence says
// nothing; a name in such letters changes nothing.
func TestUntold(t *testing.T) {
	r, err := items.NewReader()
	if err != nil {
		t.Fatal(err)
	}
	english := "The legal basis is your consent. We keep your data for two years."
	for _, c := range []struct {
		name, other string
		want        items.State
	}{
		{"Arabic", "نحن نستخدم عنوان بريدك الإلكتروني لإرسال النشرة الإخبارية إليك.", items.Unclear},
		{"Hebrew", "אנו משתמשים בכתובת הדואר האלקטרוני שלך כדי לשלוח לך עלון.", items.Unclear},
		{"no language", strings.Repeat("w", 400), items.Unclear},
		{"a name", "מרי", items.NotFound},
		{"an address", "12 Mill Lane, Ballyfern", items.NotFound},
	} {
		doc := &document.Document{Blocks: []document.Block{
			{Kind: document.Paragraph, Text: english, Head: -1, Lead: -1}, {Kind: document.Paragraph, Text: c.other, Head: -1, Lead: -1},
		}}
		got, err := r.Read(doc, []string{"en", ""}, false)
		if err != nil {
			t.Fatal(err)
		}
		if a := got.Of(items.Portability); a.State != c.want {
			t.Errorf("%s: portability is %s, want %s", c.name, a.State, c.want)
		}
	}
}
