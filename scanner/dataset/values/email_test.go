package values

import (
	"bytes"
	"testing"

	"leadlint/rules/facts"
)

func TestEmailKind(t *testing.T) {
	const generic, named_, personal, disposable, malformed = "generic", "professional_named", "personal", "disposable", "malformed"
	tests := []struct{ cell, want string }{
		{"anne.lefevre@lefevre-industries.example", named_},
		{"Anne Lefèvre <anne@lefevre.example>", named_},
		{"mailto:Anne.Lefevre@Lefevre.example?subject=x", named_},
		{"a@b.example; c@gmail.com", named_},
		{"anne+leads@lefevre.example", named_},
		{"o'hara@lefevre.example", named_},
		{"anne@mail.lefevre.co.uk", named_},
		{"anne@xn--lefvre-6ua.example", named_},
		{"anne@lefèvre.example", named_},
		{"ANNE@GMAIL.COM", personal},
		{"anne.lefevre@orange.fr", personal},
		{"anne@web.de", personal},
		{"info@gmail.com", personal},
		{"x123@yopmail.com", disposable},
		{"info@lefevre.example", generic},
		{"INFO@lefevre.example", generic},
		{"info.paris@lefevre.example", generic},
		{"contact-fr@lefevre.example", generic},
		{"no-reply@lefevre.example", generic},
		{"noreply@lefevre.example", generic},
		{"sales@lefevre.example", generic},
		{"sales2@lefevre.example", generic},
		{"sales-fr@lefevre.example", generic},
		{"press.office@lefevre.example", generic},
		{"rh@lefevre.example", generic},
		{"vertrieb@lefevre.example", generic},
		{"ksiegowosc@lefevre.example", generic},
		{"dpo@lefevre.example", generic},
		{"kontakt+web@lefevre.example", generic},
		// persons
		{"sales.martin@lefevre.example", named_},
		{"martin.sales@lefevre.example", named_},
		{"j.sales@lefevre.example", named_},
		{"al.martin@lefevre.example", named_},
		{"infante@lefevre.example", named_},
		{"serviceman@lefevre.example", named_},
		{"itoh@lefevre.example", named_},
		{"ceo@lefevre.example", named_},
		// not well formed
		{"anne", malformed},
		{"anne@", malformed},
		{"@lefevre.example", malformed},
		{"anne@@lefevre.example", malformed},
		{"anne@lefevre", malformed},
		{"anne@lefevre..example", malformed},
		{"anne.@lefevre.example", malformed},
		{".anne@lefevre.example", malformed},
		{"anne lefevre@lefevre.example", malformed},
		{"anne@lefevre.123", malformed},
		{"anne@-lefevre.example", malformed},
		{"anne@lefevre.e", malformed},
		{"anne@lefevre .example", malformed},
		// nothing to judge
		{"", ""},
		{"n/a", ""},
		{"true", ""},
		{"j***@lefevre.example", ""},
		{"a…@lefevre.example", ""},
		{"5d41402abc4b2a76b9719d911017c592", ""},
		{"email_not_unlocked@domain.com", ""},
	}
	r, kind := NewEmailReader(facts.NewSchema()), contact(t, "email_kind")
	for _, tt := range tests {
		t.Run(tt.cell, func(t *testing.T) {
			if got := named(kind, r.Kind([]byte(tt.cell))); got != tt.want {
				t.Errorf("Kind(%q) = %q, want %q", tt.cell, got, tt.want)
			}
		})
	}
}

func TestEmailNormalise(t *testing.T) {
	tests := []struct{ cell, want, domain string }{
		{" Anne.Lefevre+x@Lefevre.Example ", "anne.lefevre+x@lefevre.example", "Lefevre.Example"},
		{"Anne <ANNE@lefevre.example>", "anne@lefevre.example", "lefevre.example"},
		{"mailto:anne@lefevre.example", "anne@lefevre.example", "lefevre.example"},
		{"'anne@lefevre.example", "anne@lefevre.example", "lefevre.example"},
		{"anne@lefevre.example, bob@lefevre.example", "anne@lefevre.example", "lefevre.example"},
		{"ÉLISE@lefevre.example", "élise@lefevre.example", "lefevre.example"},
		{"anne@", "", ""},
		{"", "", ""},
	}
	r := NewEmailReader(facts.NewSchema())
	for _, tt := range tests {
		if got := string(r.Normalise(nil, []byte(tt.cell))); got != tt.want {
			t.Errorf("Normalise(%q) = %q, want %q", tt.cell, got, tt.want)
		}
		if got := string(r.Domain([]byte(tt.cell))); got != tt.domain {
			t.Errorf("Domain(%q) = %q, want %q", tt.cell, got, tt.domain)
		}
		if got := r.Valid([]byte(tt.cell)); got != (tt.want != "") {
			t.Errorf("Valid(%q) = %v, want %v", tt.cell, got, tt.want != "")
		}
	}
}

func FuzzEmail(f *testing.F) {
	for _, s := range []string{"anne@lefevre.example", "Anne <a@b.example>", "a@@b", "mailto:x@y.example?z", "<", "<@>"} {
		f.Add([]byte(s))
	}
	r := NewEmailReader(facts.NewSchema())
	f.Fuzz(func(t *testing.T, cell []byte) {
		r.Kind(cell)
		key := r.Normalise(nil, cell)
		if again := r.Normalise(nil, key); !bytes.Equal(again, key) {
			t.Errorf("Normalise(%q) = %q, normalised again %q", cell, key, again)
		}
	})
}

func BenchmarkEmailKind(b *testing.B) {
	r := NewEmailReader(facts.NewSchema())
	for _, cell := range []string{"anne.lefevre@lefevre-industries.example", "anne.lefevre@gmail.com", "info@lefevre.example"} {
		b.Run(cell, func(b *testing.B) {
			c := []byte(cell)
			b.ReportAllocs()
			for b.Loop() {
				r.Kind(c)
			}
		})
	}
}

func BenchmarkEmailNormalise(b *testing.B) {
	r := NewEmailReader(facts.NewSchema())
	var buf [64]byte
	c := []byte("Anne.Lefevre@lefevre-industries.example")
	b.ReportAllocs()
	for b.Loop() {
		r.Normalise(buf[:0], c)
	}
}
