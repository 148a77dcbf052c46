package values

import (
	"testing"

	"leadlint/rules/facts"
)

func TestNationalID(t *testing.T) {
	tests := []struct{ cell, want string }{
		{"255081416802538", "nir"}, {"2 55 08 14 168 025 38", "nir"}, {"255081416802539", ""}, {"955081416802538", ""},
		{"12345678Z", "nif"}, {"12345678-Z", "nif"}, {"12345678A", ""},
		{"X1234567L", "nie"}, {"X1234567A", ""},
		{"RSSMRA85T10A562S", "codice_fiscale"}, {"rssmra85t10a562s", "codice_fiscale"}, {"RSSMRA85T10A562T", ""},
		{"44051401359", ""}, {"111222333", ""}, {"", ""}, {"Anne", ""}, {"0639980001", ""},
	}
	r, id := NewIdentifiers(facts.NewSchema()), contact(t, "national_id")
	for _, tt := range tests {
		if got := named(id, r.NationalID([]byte(tt.cell))); got != tt.want {
			t.Errorf("NationalID(%q) = %q, want %q", tt.cell, got, tt.want)
		}
	}
	in := []struct{ kind, cell, want string }{
		{"pesel", "44051401359", "pesel"}, {"pesel", "44051401358", "other"}, {"other", "44051401359", "pesel"},
		{"bsn", "111222333", "bsn"}, {"bsn", "111222334", "other"}, {"other", "111222333", "other"},
		{"nif", "12345678Z", "nif"}, {"nif", "12345678A", "other"}, {"nir", "255081416802538", "nir"},
		{"other", "AB123456C", "other"}, {"other", "***456", ""}, {"other", "pending", ""}, {"other", "", ""}, {"other", "n/a", ""},
	}
	for _, tt := range in {
		if got := named(id, r.NationalIDIn(tt.kind, []byte(tt.cell))); got != tt.want {
			t.Errorf("NationalIDIn(%q, %q) = %q, want %q", tt.kind, tt.cell, got, tt.want)
		}
	}
}

func TestNIRInCorsica(t *testing.T) {
	for _, tt := range []struct {
		number string
		plain  int64 // with the place as a number
	}{{"185012A004001", 1850119004001}, {"185012B004001", 1850118004001}} {
		key := 97 - tt.plain%97
		cell := append([]byte(tt.number), byte('0'+key/10), byte('0'+key%10))
		if !isNIR(cell) {
			t.Errorf("isNIR(%s) = false, want true", cell)
		}
	}
}

func TestCredential(t *testing.T) {
	tests := []struct{ cell, want string }{
		{"hunter2", "cleartext"}, {"Summer-2024!", "cleartext"}, {"123456", "cleartext"},
		{"5d41402abc4b2a76b9719d911017c592", "md5"}, {"aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d", "sha1"},
		{"2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", ""},
		{"$2b$12$abcdefghijklmnopqrstuv", "salted_hash"}, {"$argon2id$v=19$m=65536", "salted_hash"}, {"pbkdf2_sha256$600000$x$y", "salted_hash"}, {"{SSHA}abc", "salted_hash"},
		{"", ""}, {"********", ""}, {"••••••", ""}, {"[hidden]", ""}, {"null", ""},
	}
	r, field := NewIdentifiers(facts.NewSchema()), contact(t, "credential")
	for _, tt := range tests {
		if got := named(field, r.Credential([]byte(tt.cell))); got != tt.want {
			t.Errorf("Credential(%q) = %q, want %q", tt.cell, got, tt.want)
		}
	}
}

func TestIBAN(t *testing.T) {
	for s, want := range map[string]bool{
		"GB82 WEST 1234 5698 7654 32": true, "DE89370400440532013000": true, "fr1420041010050500013m02606": true,
		"GB82 WEST 1234 5698 7654 33": false, "DE8937": false, "": false, "Anne Lefevre Industries": false, "0123456789012345": false,
	} {
		if got := IBAN([]byte(s)); got != want {
			t.Errorf("IBAN(%q) = %v, want %v", s, got, want)
		}
	}
}

func TestURLHost(t *testing.T) {
	for s, want := range map[string]string{
		"https://www.lefevre.example/team?x=1": "www.lefevre.example", "lefevre.example": "lefevre.example", "//lefevre.example/x": "lefevre.example",
		"http://user:pw@lefevre.example:8080/": "lefevre.example", "lefevre.example:443": "lefevre.example", "'https://lefevre.example'": "lefevre.example",
		"anne@lefevre.example": "", "Lefevre": "", "": "", "1.5": "", "15.04.2021": "", "Lefevre S.A.": "", "http://localhost/": "",
	} {
		if got := string(URLHost([]byte(s))); got != want {
			t.Errorf("URLHost(%q) = %q, want %q", s, got, want)
		}
	}
}

func TestProfileURL(t *testing.T) {
	for s, want := range map[string]bool{
		"https://www.linkedin.com/in/anne-lefevre/": true, "fr.linkedin.com/in/anne": true, "https://www.xing.com/profile/Anne_Lefevre": true, "https://x.com/anne": true, "github.com/anne": true,
		"https://www.linkedin.com/company/lefevre": false, "https://www.linkedin.com/": false, "https://www.linkedin.com/in/": false, "https://x.com/search?q=a": false, "https://github.com/anne/repo": false,
		"https://lefevre.example/in/anne": false, "https://notlinkedin.com/in/anne": false, "": false,
	} {
		if got := ProfileURL([]byte(s)); got != want {
			t.Errorf("ProfileURL(%q) = %v, want %v", s, got, want)
		}
	}
}

func TestSpecialHeader(t *testing.T) {
	for header, want := range map[string]string{
		"Religion": "religion", "État de santé": "health", "Trade Union Membership": "union", "Ethnicity": "ethnicity", "politicalParty": "politics", "Behinderung": "health",
		"Sexual orientation": "sex_life", "Casier judiciaire": "criminal", "DNA": "genetic", "Face embedding": "biometric",
		"Health insurance company": "", "Email": "", "Industry": "", "Union": "", "": "",
	} {
		if got, ok := SpecialHeader(Fold(header)); got != want || ok != (want != "") {
			t.Errorf("SpecialHeader(%q) = %q, %v, want %q", header, got, ok, want)
		}
	}
	special := contact(t, "special_category")
	for header, value := range specialHeaders() {
		if special.Code(value) == 0 {
			t.Errorf("special.tsv: %q is %q, which is no special category", header, value)
		}
	}
	id := contact(t, "national_id")
	for header, value := range nationalHeaders() {
		if id.Code(value) == 0 {
			t.Errorf("national.tsv: %q is %q, which is no kind of identifier", header, value)
		}
	}
}

func FuzzIdentifiers(f *testing.F) {
	f.Add([]byte("RSSMRA85T10A562S"))
	f.Add([]byte("GB82 WEST 1234 5698 7654 32"))
	r := NewIdentifiers(facts.NewSchema())
	f.Fuzz(func(_ *testing.T, cell []byte) {
		r.NationalID(cell)
		r.NationalIDIn("pesel", cell)
		r.NationalIDIn("bsn", cell)
		r.Credential(cell)
		IBAN(cell)
		URLHost(cell)
		ProfileURL(cell)
	})
}

func BenchmarkNationalID(b *testing.B) {
	r, c := NewIdentifiers(facts.NewSchema()), []byte("RSSMRA85T10A562S")
	b.ReportAllocs()
	for b.Loop() {
		r.NationalID(c)
	}
}

func BenchmarkIBAN(b *testing.B) {
	c := []byte("GB82 WEST 1234 5698 7654 32")
	b.ReportAllocs()
	for b.Loop() {
		IBAN(c)
	}
}
