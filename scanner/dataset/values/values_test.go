package values

import (
	"testing"

	"leadlint/rules/facts"
)

// contact gives a field of the relation contact.
func contact(t testing.TB, name string) *facts.Field {
	t.Helper()
	f := facts.NewSchema().Relation("contact").Field(name)
	if f == nil {
		t.Fatalf("no field %q", name)
	}
	return f
}

// named gives the value that a code of a field stands for, "" for 0.
func named(f *facts.Field, code uint8) string {
	if code == 0 {
		return ""
	}
	return f.Values[code-1]
}

func TestFold(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", ""},
		{"E-Mail", "e mail"},
		{"firstName", "first name"},
		{"HasOptedOutOfEmail", "has opted out of email"},
		{"IPAddress", "ip address"},
		{"GDPRConsent", "gdpr consent"},
		{"hs_email_optout", "hs email optout"},
		{"IDs", "ids"},
		{"  Prénom  ", "prenom"},
		{"STRASSE / Straße", "strasse strasse"},
		{"Œuvre & cœur", "oeuvre coeur"},
		{"Ærø", "aero"},
		{"Łódź", "lodz"},
		{"Número de teléfono nº 2", "numero de telefono n 2"},
		{"e\u0301te\u0301", "ete"},
		{"✓", "✓"},
		{"☑ yes", "✓ yes"},
		{"Ελλάδα", "ελλαδα"},
		{"Россия", "россия"},
		{"a\xffb", "ab"},
		{"?!", ""},
		{"Phone 2", "phone 2"},
		{"address1", "address1"},
	}
	for _, tt := range tests {
		if got := Fold(tt.in); got != tt.want {
			t.Errorf("Fold(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func FuzzFold(f *testing.F) {
	f.Add("HasOptedOut")
	f.Add("Œuvre ✓ Łódź")
	f.Fuzz(func(t *testing.T, s string) {
		once := Fold(s)
		if twice := Fold(once); twice != once {
			t.Errorf("Fold(%q) = %q, folded again %q", s, once, twice)
		}
	})
}

func TestEmpty(t *testing.T) {
	for _, s := range []string{"", " ", "\u00a0", "-", "--", "—", "?", "...", "n/a", "N/A", "NA", "#N/A", "null", "NULL", "(null)", "(empty)", "[]", "unknown", "Non renseigné", "k.A.", "keine Angabe", "desconocido", "''"} {
		if !Empty([]byte(s)) {
			t.Errorf("Empty(%q) = false, want true", s)
		}
	}
	for _, s := range []string{"none", "aucun", "0", "no", "x", "✓", "+", "*", "Nancy", "Unknown Pleasures Ltd", "N", "brak"} {
		if Empty([]byte(s)) {
			t.Errorf("Empty(%q) = true, want false", s)
		}
	}
}

func BenchmarkEmpty(b *testing.B) {
	for name, cell := range map[string]string{"filled": "Lefevre Industries", "null": "null", "blank": ""} {
		b.Run(name, func(b *testing.B) {
			c := []byte(cell)
			b.ReportAllocs()
			for b.Loop() {
				Empty(c)
			}
		})
	}
}

func BenchmarkFold(b *testing.B) {
	var buf [64]byte
	c := []byte("Hors-connexion Été")
	b.ReportAllocs()
	for b.Loop() {
		FoldBytes(buf[:0], c)
	}
}
