package values

import (
	"testing"

	"leadlint/rules/facts"
)

func TestPhoneCountry(t *testing.T) {
	tests := []struct{ cell, want string }{
		{"+33 6 39 98 00 01", "FR"},
		{"0033639980001", "FR"},
		{"+33 (0)6 39 98 00 01", "FR"},
		{"tel:+33639980001", "FR"},
		{"'+44 7700 900123", "GB"},
		{"+44 7781 123456", "GG"},
		{"+44 1534 123456", "JE"},
		{"+44 7624 123456", "IM"},
		{"+44 20 7946 0123", "GB"},
		{"+44 800 123456", ""},
		{"+49 30 23125 000", "DE"},
		{"+1 212 555 0123", "US"},
		{"+1 (204) 555-0123", "CA"},
		{"+1 809 555 0123", "DO"},
		{"+1 800 555 0123", ""},
		{"+7 701 123 45 67", "KZ"},
		{"+7 495 123 45 67", "RU"},
		{"+39 06 123456", "IT"},
		{"+39 06 698 12345", "VA"},
		{"+39 351 123 4567", "IT"},
		{"+47 22 12 34 56", "NO"},
		{"+47 79 12 34 56", "SJ"},
		{"+358 18 12345", "AX"},
		{"+358 40 1234567", "FI"},
		{"+262 692 12 34 56", "RE"},
		{"+262 639 12 34 56", "YT"},
		{"+590 590 12 34 56", ""},
		{"+61 2 5550 1234", "AU"},
		{"+61 8 9162 1234", "CC"},
		{"+420 601 123 456", "CZ"},
		{"+383 44 123 456", "XK"},
		{"+882 16 123456", ""},
		{"06 39 98 00 01", ""},
		{"3.36399E+10", ""},
		{"+33", ""},
		{"", ""},
		{"true", ""},
	}
	r, country := NewPhoneReader(facts.NewSchema()), contact(t, "country")
	for _, tt := range tests {
		if got := named(country, r.Country([]byte(tt.cell))); got != tt.want {
			t.Errorf("Country(%q) = %q, want %q", tt.cell, got, tt.want)
		}
	}
}

func TestPhoneNormalise(t *testing.T) {
	tests := []struct{ cell, country, want string }{
		{"+33 6 39 98 00 01", "", "+33639980001"},
		{"0033 6 39 98 00 01", "", "+33639980001"},
		{"+33 (0)6 39 98 00 01", "", "+33639980001"},
		{"+33 06 39 98 00 01", "", "+33639980001"},
		{"06.39.98.00.01", "FR", "+33639980001"},
		{"33639980001", "FR", "+33639980001"},
		{"06 39 98 00 01", "", "0639980001"},
		{"'+44 7700 900123", "", "+447700900123"},
		{"07700 900123", "GB", "+447700900123"},
		{"030/23125-000", "DE", "+493023125000"},
		{"06 123456", "IT", "+3906123456"},
		{"(212) 555-0123", "US", "+12125550123"},
		{"1-212-555-0123", "US", "+12125550123"},
		{"+33 1 99 00 12 34 ext. 12", "", "+33199001234"},
		{"+33 1 99 00 12 34 x12", "", "+33199001234"},
		{"+33 1 99 00 12 34 poste 12", "", "+33199001234"},
		{"+33 1 99 00 12 34; +33 6 39 98 00 01", "", "+33199001234"},
		{"tel:+33-1-99-00-12-34", "", "+33199001234"},
		{"3.36E+10", "FR", ""},
		{"unknown", "FR", ""},
		{"12", "FR", ""},
		{"", "FR", ""},
	}
	r, country := NewPhoneReader(facts.NewSchema()), contact(t, "country")
	for _, tt := range tests {
		if got := string(r.Normalise(nil, []byte(tt.cell), country.Code(tt.country))); got != tt.want {
			t.Errorf("Normalise(%q, %q) = %q, want %q", tt.cell, tt.country, got, tt.want)
		}
	}
}

func TestPhoneLooks(t *testing.T) {
	r := NewPhoneReader(facts.NewSchema())
	for _, s := range []string{"+33 6 39 98 00 01", "06.39.98.00.01", "0639980001", "(212) 555-0123", "+1-212-555-0123", "030/23125000", "33639980001", "tel:+33639980001", "'+44 7700 900123", "+33 1 99 00 12 34 ext 12", "01 99 00 12 34"} {
		if !r.Looks([]byte(s)) {
			t.Errorf("Looks(%q) = false, want true", s)
		}
	}
	for _, s := range []string{"", "2021-04-15", "15/04/2021", "15-04-2021", "15.04.2021", "2021-04-15 10:15:00", "192.168.10.12", "1234.56", "1618444800", "1618444800000", "12345", "75001", "Anne", "a1234567", "3.36E+10", "true", "1,234,567.00", "44301"} {
		if r.Looks([]byte(s)) {
			t.Errorf("Looks(%q) = true, want false", s)
		}
	}
}

func FuzzPhone(f *testing.F) {
	for _, s := range []string{"+33 6 39 98 00 01", "(0)", "+", "00", "tel:+1"} {
		f.Add([]byte(s), uint8(3))
	}
	r := NewPhoneReader(facts.NewSchema())
	f.Fuzz(func(t *testing.T, cell []byte, country uint8) {
		r.Country(cell)
		r.Looks(cell)
		r.Normalise(nil, cell, country)
	})
}

func BenchmarkPhoneCountry(b *testing.B) {
	r, c := NewPhoneReader(facts.NewSchema()), []byte("+33 6 39 98 00 01")
	b.ReportAllocs()
	for b.Loop() {
		r.Country(c)
	}
}
