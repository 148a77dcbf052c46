package language_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"leadlint/scanner/notice/language"
)

// body gives the paragraphs of one of the parallel notices.
func body(t testing.TB, lang string) []language.Part {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "..", "fixtures", "notices", "parallel", "complete", lang+".md"))
	if err != nil {
		t.Fatal(err)
	}
	var out []language.Part
	for p := range strings.SplitSeq(string(data), "\n\n") {
		out = append(out, language.Part{Text: strings.Join(strings.Fields(p), " ")})
	}
	return out
}

const menu = "Български Čeština Dansk Deutsch Ελληνικά English Español Eesti Suomi Français Gaeilge Hrvatski Magyar Italiano Lietuvių Latviešu Malti Nederlands Polski Português Română Slovenčina Slovenščina Svenska"

func TestDocument(t *testing.T) {
	d := language.New()
	cases := []struct {
		name  string
		parts []language.Part
		want  []string
	}{
		{"one language", body(t, "en"), []string{"en"}},
		{"half and half", append(body(t, "de"), body(t, "en")...), []string{"de", "en"}},
		{"a menu of languages decides nothing", append([]language.Part{{Text: menu}}, body(t, "en")...), []string{"en"}},
		{"a heading in another language decides nothing", append([]language.Part{{Text: "Politique de confidentialité"}}, body(t, "de")...), []string{"de"}},
		{"what the markup declares does not go against the text", declared(body(t, "de"), "en"), []string{"de"}},
		{"Maltese", body(t, "mt"), []string{"mt"}},
		{"Croatian stands for its group", body(t, "hr"), []string{"hr"}},
		{"nothing", nil, nil},
		{"names and addresses", []language.Part{{Text: "Fernhollow Data Limited, Millrace Quay 4, Ballinasteen, Co. Mayo, +353 20 915 0142, privacy@fernhollow.example, www.fernhollow.example"}}, nil},
		{"a language that is not known", []language.Part{{Text: strings.Repeat("نحن نعالج بياناتك الشخصية وفقا للقانون ولا نشاركها مع أي طرف آخر دون موافقتك. ", 8)}}, nil},
		{"a script without blanks", []language.Part{{Text: strings.Repeat("我们依照法律处理您的个人数据，未经您的同意不会与第三方共享。", 12)}}, nil},
		{"invalid text", []language.Part{{Text: strings.Repeat("\xff\xfe ", 400)}}, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := d.Document(c.parts).Languages(0.1)
			if strings.Join(sorted(got), " ") != strings.Join(c.want, " ") {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func declared(parts []language.Part, lang string) []language.Part {
	for i := range parts {
		parts[i].Declared = lang
	}
	return parts
}

func sorted(list []string) []string {
	out := append([]string(nil), list...)
	for i := range out {
		for j := i; j > 0 && out[j] < out[j-1]; j-- {
			out[j], out[j-1] = out[j-1], out[j]
		}
	}
	return out
}

// TestShares: shares add up to one, and the parts' languages are those of the shares.
func TestShares(t *testing.T) {
	got := language.New().Document(append(body(t, "fr"), body(t, "nl")...))
	sum := 0.0
	known := map[string]bool{}
	for _, s := range got.Shares {
		sum += s.Share
		known[s.Lang] = true
	}
	if sum < 0.999 || sum > 1.001 {
		t.Errorf("got shares that sum to %v", sum)
	}
	for i, l := range got.Parts {
		if l != "" && !known[l] {
			t.Errorf("part %d is in %q, which has no share", i, l)
		}
	}
}

func FuzzDocument(f *testing.F) {
	f.Add("We process your data.", "Wir verarbeiten Ihre Daten.", "en")
	f.Add(menu, "", "xx")
	d := language.New()
	f.Fuzz(func(t *testing.T, a, b, declared string) {
		got := d.Document([]language.Part{{Text: a, Declared: declared}, {Text: b}})
		if len(got.Parts) != 2 {
			t.Fatalf("got %d parts, want 2", len(got.Parts))
		}
		for _, s := range got.Shares {
			if s.Lang == "" || s.Share < 0 || s.Share > 1 {
				t.Fatalf("got share %+v", s)
			}
		}
	})
}
