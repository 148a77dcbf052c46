package quote_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"leadlint/scanner/notice/document"
	"leadlint/scanner/notice/entity"
	"leadlint/scanner/notice/items"
	"leadlint/scanner/notice/quote"
	"leadlint/scanner/wording"
)

func quoter(t testing.TB, doc *document.Document) *quote.Quoter {
	t.Helper()
	found, err := entity.New()
	if err != nil {
		t.Fatal(err)
	}
	words, err := items.NewReader()
	if err != nil {
		t.Fatal(err)
	}
	return quote.New(wording.NewFolder(), found, doc, words.Known)
}

func TestSentence(t *testing.T) {
	q := quoter(t, nil)
	cases := []struct{ name, lang, in, want string }{
		{"company and address", "en", "Fernhollow Data Ltd is the controller; write to info@fernhollow.example.", "Fernhollow Data Ltd is the controller; write to i***@f***.example."},
		{"person with a title", "de", "Unsere Datenschutzbeauftragte ist Frau Dr. Erika Muster.", "Unsere Datenschutzbeauftragte ist Frau Dr. E. M."},
		{"person without one", "de", "Verantwortlich ist Erika Musterfrau aus Berlin.", "Verantwortlich ist E. M. aus Berlin."},
		{"nouns of a language with capitals", "de", "Wir löschen die Rechnung nach Ablauf der Frist.", "Wir löschen die Rechnung nach Ablauf der Frist."},
		{"person in the middle", "en", "You may ask Jane Example for a copy of your data.", "You may ask J. E. for a copy of your data."},
		{"surname alone", "fr", "Adressez votre demande à Madame Exemple.", "Adressez votre demande à Madame E."},
		{"telephone", "en", "Call us on +44 7700 900123 to object.", "Call us on ***23 to object."},
		{"customer number", "en", "Quote AB12-7734 when you ask for access.", "Quote *** when you ask for access."},
		{"number of an act", "en", "Article 15 of Regulation (EU) 2016/679 gives you the right.", "Article 15 of Regulation (EU) 2016/679 gives you the right."},
		{"authority", "fr", "Vous pouvez introduire une réclamation auprès de la CNIL.", "Vous pouvez introduire une réclamation auprès de la CNIL."},
		{"page", "en", "See www.fernhollow.example/privacy for your rights.", "See f***.example/*** for your rights."},
		{"what acts on a terminal", "en", "You have the right\x1b[31m of access.", "You have the right[31m of access."},
		{"nothing", "en", "", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := q.Sentence(c.in, c.lang); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestHide(t *testing.T) {
	q := quoter(t, nil)
	q.Hide("Password: sunshine")
	for _, s := range []string{"Password: sunshine", "Your details. Password: sunshine", "sunshine"} {
		if got := q.Sentence(s, "en"); strings.Contains(got, "sunshine") {
			t.Errorf("%q: got %q", s, got)
		}
	}
}

func TestLong(t *testing.T) {
	got := quoter(t, nil).Sentence(strings.Repeat("you have the right of access ", 40), "en")
	if n := utf8.RuneCountInString(got); n > quote.Longest || !strings.HasSuffix(got, "…") {
		t.Errorf("got %d runes, %q", n, got)
	}
}

// FuzzSentence: no address and no long number gets through.
func FuzzSentence(f *testing.F) {
	f.Add("Write to ada.example@fernhollow.example or +44 7700 900123.", "en")
	f.Add("Frau Dr. Erika Muster, Tel. 030 23125 000", "de")
	q := quoter(f, nil)
	f.Fuzz(func(t *testing.T, s, lang string) {
		got := q.Sentence(s, lang)
		if !utf8.ValidString(got) && utf8.ValidString(s) {
			t.Errorf("%q: got invalid text %q", s, got)
		}
		if strings.Contains(s, " ada.example@fernhollow.example ") && strings.Contains(got, "ada.example@") {
			t.Errorf("an address got through: %q", got)
		}
	})
}
