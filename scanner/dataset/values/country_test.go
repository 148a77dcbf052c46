package values

import (
	"slices"
	"strings"
	"testing"

	"leadlint/rules/facts"
)

func TestCountryCode(t *testing.T) {
	tests := []struct{ cell, want string }{
		{"FR", "FR"}, {"fr", "FR"}, {" FR ", "FR"}, {"FRA", "FR"}, {"deu", "DE"},
		{"France", "FR"}, {"Frankreich", "FR"}, {"Francia", "FR"}, {"Francja", "FR"}, {"FRANÇA", "FR"},
		{"Deutschland", "DE"}, {"Allemagne", "DE"}, {"Alemania", "DE"}, {"Niemcy", "DE"}, {"Tyskland", "DE"},
		{"Pays-Bas", "NL"}, {"Holland", "NL"}, {"The Netherlands", "NL"}, {"Niederlande", "NL"},
		{"UK", "GB"}, {"United Kingdom", "GB"}, {"Royaume-Uni", "GB"}, {"England", "GB"}, {"Großbritannien", "GB"},
		{"USA", "US"}, {"États-Unis", "US"}, {"EE. UU.", "US"}, {"United States", "US"},
		{"Tchéquie", "CZ"}, {"Czech Republic", "CZ"}, {"Česko", "CZ"},
		{"Bosnia", "BA"}, {"Côte d’Ivoire", "CI"}, {"Cote d'Ivoire", "CI"},
		{"Österreich", "AT"}, {"EL", "GR"}, {"Grèce", "GR"}, {"XK", "XK"}, {"Kosovo", "XK"},
		{"NA", "NA"}, {"Namibia", "NA"}, {"Georgia", "GE"}, {"Ireland", "IE"},
		{"France (FR)", "FR"}, {"FR - France", "FR"},
		{"Korea", ""}, {"Congo", ""}, {"France/Germany", ""}, {"Paris", ""}, {"", ""}, {"33", ""}, {"ZZ", ""}, {"EU", ""}, {"Europe", ""},
	}
	c, field := NewCountries(facts.NewSchema()), contact(t, "country")
	for _, tt := range tests {
		for range 2 {
			if got := named(field, c.Code([]byte(tt.cell))); got != tt.want {
				t.Errorf("Code(%q) = %q, want %q", tt.cell, got, tt.want)
			}
		}
	}
}

func TestFromPlace(t *testing.T) {
	tests := []struct{ cell, want string }{
		{"Greater Paris Area, France", "FR"},
		{"Greater Paris Metropolitan Area", "FR"},
		{"Ville de Paris, Île-de-France, France", "FR"},
		{"Lyon, Auvergne-Rhône-Alpes, France", "FR"},
		{"Lyon, Auvergne-Rhône-Alpes", "FR"},
		{"Lyon et périphérie", "FR"},
		{"Berlin, Germany", "DE"},
		{"Greater Munich Metropolitan Area", "DE"},
		{"Berlin, Deutschland", "DE"},
		{"Germany", "DE"},
		{"Austin, TX, United States", "US"},
		{"Los Angeles, CA, US", "US"},
		{"Paris, FR", ""}, // Fribourg has the same letters
		{"Vienna, AT", "AT"},
		{"Wilmington, DE", ""},
		{"Los Angeles, CA", ""},
		{"Atlanta, Georgia", ""},
		{"Tbilisi, Georgia", ""},
		{"Paris", ""},
		{"Paris, Texas", ""},
		{"Remote", ""},
		{"", ""},
	}
	c, field := NewCountries(facts.NewSchema()), contact(t, "country")
	for _, tt := range tests {
		if got := named(field, c.FromPlace([]byte(tt.cell))); got != tt.want {
			t.Errorf("FromPlace(%q) = %q, want %q", tt.cell, got, tt.want)
		}
	}
}

func TestFromDomainAndProfile(t *testing.T) {
	c, field := NewCountries(facts.NewSchema()), contact(t, "country")
	for in, want := range map[string]string{
		"lefevre.fr": "FR", "LEFEVRE.FR": "FR", "lefevre.co.uk": "GB", "lefevre.de.": "DE",
		"lefevre.eu": "", "lefevre.com": "", "lefevre.io": "", "lefevre.co": "", "lefevre.ai": "", "lefevre.me": "", "lefevre.tv": "", "fr": "", "": "",
	} {
		if got := named(field, c.FromDomain([]byte(in))); got != want {
			t.Errorf("FromDomain(%q) = %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{
		"https://fr.linkedin.com/in/anne": "FR", "uk.linkedin.com/in/anne": "GB", "https://www.linkedin.com/in/anne": "",
		"https://linkedin.com/in/anne": "", "https://fr.example.com/in/anne": "", "": "",
	} {
		if got := named(field, c.FromProfileURL([]byte(in))); got != want {
			t.Errorf("FromProfileURL(%q) = %q, want %q", in, got, want)
		}
	}
}

// members lists a set of languages.
func members(f *facts.Field, bits uint64) string {
	if bits&facts.SetKnown == 0 {
		return "unknown"
	}
	var out []string
	for i, v := range f.Values {
		if bits&(1<<uint(i)) != 0 {
			out = append(out, v)
		}
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

func TestLanguages(t *testing.T) {
	c, country, languages := NewCountries(facts.NewSchema()), contact(t, "country"), contact(t, "languages")
	for code, want := range map[string]string{
		"FR": "fr", "BE": "de fr nl", "CH": "de fr it rm", "LU": "de fr lb", "FI": "fi sv", "IE": "en ga", "MT": "en mt", "CY": "el",
		"ES": "ca es eu gl", "NO": "nb nn", "AT": "de", "IT": "de it", "GB": "cy en", "US": "en", "CA": "en fr", "BR": "pt", "AQ": "unknown",
	} {
		if got := members(languages, c.Languages(country.Code(code))); got != want {
			t.Errorf("Languages(%s) = %s, want %s", code, got, want)
		}
	}
	for _, eu := range strings.Fields("AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO GB CH") {
		if c.Languages(country.Code(eu)) == 0 {
			t.Errorf("Languages(%s) = unknown", eu)
		}
	}
	if got := c.Languages(0); got != 0 {
		t.Errorf("Languages(0) = %x, want 0", got)
	}
}

func TestLanguageBits(t *testing.T) {
	tests := []struct{ cell, want string }{
		{"fr", "fr"}, {"FR", "fr"}, {"fr-FR", "fr"}, {"en_US", "en"}, {"fra", "fr"}, {"ger", "de"},
		{"French", "fr"}, {"français", "fr"}, {"Deutsch", "de"}, {"allemand", "de"}, {"Español", "es"}, {"Nederlands", "nl"}, {"polski", "pl"},
		{"FR, EN", "en fr"}, {"fr;de", "de fr"}, {"French and English", "en fr"}, {`["fr","en"]`, "en fr"}, {"French (native), English (B2)", "en fr"},
		{"no", "nb nn"}, {"Norwegian", "nb nn"}, {"English (UK)", "en"},
		{"French, Klingon", "unknown"}, {"", "unknown"}, {"n/a", "unknown"}, {"xx", "unknown"}, {"other", "unknown"},
	}
	c, languages := NewCountries(facts.NewSchema()), contact(t, "languages")
	for _, tt := range tests {
		if got := members(languages, c.LanguageBits([]byte(tt.cell))); got != tt.want {
			t.Errorf("LanguageBits(%q) = %s, want %s", tt.cell, got, tt.want)
		}
	}
}

func FuzzCountry(f *testing.F) {
	for _, s := range []string{"FR", "Berlin, Germany", "France (FR)", ",", "French and English", "[a|b]"} {
		f.Add([]byte(s))
	}
	c := NewCountries(facts.NewSchema())
	f.Fuzz(func(_ *testing.T, cell []byte) {
		c.Code(cell)
		c.FromPlace(cell)
		c.FromDomain(cell)
		c.FromProfileURL(cell)
		c.LanguageBits(cell)
		ProfileURL(cell)
	})
}

func BenchmarkCountryCode(b *testing.B) {
	c := NewCountries(facts.NewSchema())
	for _, cell := range []string{"FR", "Deutschland"} {
		b.Run(cell, func(b *testing.B) {
			x := []byte(cell)
			b.ReportAllocs()
			for b.Loop() {
				c.Code(x)
			}
		})
	}
}

func BenchmarkFromDomain(b *testing.B) {
	c, x := NewCountries(facts.NewSchema()), []byte("lefevre-industries.fr")
	b.ReportAllocs()
	for b.Loop() {
		c.FromDomain(x)
	}
}

// The names are learnt once a worker, at the first cell that is no code.
func BenchmarkLearnNames(b *testing.B) {
	schema := facts.NewSchema()
	for b.Loop() {
		c := NewCountries(schema)
		c.learnNames()
		c.learnLanguages()
	}
}
