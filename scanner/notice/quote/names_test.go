package quote_test

import (
	"strings"
	"testing"

	"leadlint/scanner/notice/document"
)

// TestNoName holds the quoting to sentences of several languages in which a person is
// named, called or numbered: none of the canaries may be read in what is shown.
func TestNoName(t *testing.T) {
	canaries := []string{
		"quintavia", "zwolfert", "quinn", "sunnyday", "baker", "ζωλφερτ", "зволферт", "زولفرتون", "זוולפרטון", "山田", "王小明", "ზვოლფერტონი", "สมชาย",
		"3000 6000", "85 05 78", "12 34 56", "12345678", "RSSMRA", "900123",
	}
	q := quoter(t, nil)
	for _, c := range []struct{ lang, in, want string }{
		{"en", "Quintavia is our data protection officer.", "Q. is our data protection officer."},
		{"en", "Please contact Mr. John Baker for access.", "Please contact Mr. J. B. for access."},
		{"en", "Data protection officer: Q. ZWOLFERT", ""},
		{"en", "Data protection officer: QUINN ZWOLFERT", ""},
		{"en", "Data protection officer: quintavia zwolferton", ""},
		{"en", "You may write to our DPO, van der Zwolferton.", "You may write to our DPO, van der Z."},
		{"en", "Write to quintavia.zwolferton AT mail DOT example to object.", "Write to *** to object."},
		{"en", "Write to quintavia (at) zwolferton (dot) example.", "Write to ***."},
		{"en", "Write to quintavia_z at zwolferton.example.", ""},
		{"en", "The controller is Quintavia Baker, 14 Zwolferton Lane, QX1 2ZZ Quaggleham.", ""},
		{"en", "The account is FR76 3000 6000 0112 3456 7890 189.", "The account is ***."},
		{"en", "Your number 1 85 05 78 006 084 36 is kept.", "Your number ***36 is kept."},
		{"en", "Your number QQ 12 34 56 C is kept.", "Your number *** is kept."},
		{"en", "Your number RSSMRA85T10A562S is kept.", "Your number *** is kept."},
		{"en", "Your number 12345678Z is kept.", ""},
		{"en", "Your user name is qzwolferton and your password is Sunnyday.", ""},
		{"en", "Login: qzwolferton", "Login: Q."},
		{"en", "Follow @zwolferton.", "Follow @***"},
		{"en", "Unsubscribe: https://u.example/stop?e=quintavia%40zwolferton.example", ""},
		{"en", "Hi quintavia,", "Hi Q.,"},
		{"en", "Dear Mr Zwolferton, we found your address.", "Dear Mr Z., we found your address."},
		{"fr", "M. Zwolferton est notre délégué.", "M. Z. est notre délégué."},
		{"fr", "Quintavia Zwolferton, entrepreneur individuel, 12 rue Zwolferton, 75011 Paris.", ""},
		{"de", "Datenschutzbeauftragter: Zwolferton", "Datenschutzbeauftragter: Z."},
		{"de", "Sie erreichen Zwolferton unter 0151 23456789.", ""},
		{"de", "Quintin Zwolferton e.K., Zwolfertonstraße 12, 10115 Berlin", "Q. Z. e.K., ***"},
		{"es", "El delegado es D. Quintin Baker Perez.", "El delegado es D. Q. B. P."},
		{"it", "Il responsabile è l'avv. Zwolferton.", "Il responsabile è l'avv. Z."},
		{"pl", "Inspektorem jest pan Kwintyn Zwolfert.", ""},
		{"el", "Υπεύθυνος προστασίας δεδομένων είναι ο κ. Ζωλφερτόπουλος.", ""},
		{"bg", "Длъжностно лице е Квинтин Зволфертонов.", ""},
		{"ar", "مسؤول حماية البيانات هو زولفرتون", "***"},
		{"he", "ממונה הגנת הפרטיות הוא זוולפרטון.", ""},
		{"", "データ保護責任者は山田太郎です。", ""},
		{"", "数据保护官是王小明，电话 13800138000。", ""},
		{"", "მონაცემთა დაცვის ოფიცერია ზვოლფერტონი.", ""},
		{"", "เจ้าหน้าที่คุ้มครองข้อมูลคือ สมชาย ใจดี", ""},
	} {
		got := q.Sentence(c.in, c.lang)
		for _, canary := range canaries {
			if strings.Contains(strings.ToLower(got), strings.ToLower(canary)) {
				t.Errorf("%q shows %q: got %q", c.in, canary, got)
			}
		}
		if c.want != "" && got != c.want {
			t.Errorf("%q: got %q, want %q", c.in, got, c.want)
		}
	}
}

// TestEvidenceStays: what is no person's stays readable.
func TestEvidenceStays(t *testing.T) {
	q := quoter(t, nil)
	for _, c := range []struct{ lang, in string }{
		{"en", "The controller is Fernhollow Data Ltd, which is registered in Ireland."},
		{"en", "You have the right to lodge a complaint with the Data Protection Commission."},
		{"en", "We keep your data for 24 months, until 25.05.2018 or for as long as Article 6(1)(f) GDPR requires."},
		{"en", "Contact us if you wish to object: we will answer within one month."},
		{"fr", "Vous pouvez introduire une réclamation auprès de la CNIL."},
		{"de", "Sie haben das Recht auf Auskunft, Berichtigung und Löschung (Art. 15 bis 17 DSGVO)."},
	} {
		if got := q.Sentence(c.in, c.lang); got != c.in {
			t.Errorf("got %q, want %q", got, c.in)
		}
	}
}

// TestWordsOfDocument: a user name in small letters does not make the name a common
// word, and a name met in the middle is one at the beginning too.
func TestWordsOfDocument(t *testing.T) {
	doc := &document.Document{Blocks: []document.Block{
		{Text: "Login: zwolferton"}, {Text: "Hi quintavia,"}, {Text: "Ask our colleague Quintavia about it."},
	}}
	q := quoter(t, doc)
	if got, want := q.Sentence("Please ask Zwolferton.", "en"), "Please ask Z."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := q.Sentence("Quintavia handles your requests.", "en"), "Q. handles your requests."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
