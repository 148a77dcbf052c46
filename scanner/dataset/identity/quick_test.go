package identity

import (
	"testing"

	"leadlint/rules/facts"
	"leadlint/scanner/dataset/values"

	"pgregory.net/rapid"
)

// TestQuick: the short ways give what the long ways give, or nothing.
func TestQuick(t *testing.T) {
	phones := values.NewPhoneReader(facts.NewSchema())
	phone := rapid.StringMatching(`\+?[0-9][0-9 .()/-]{5,22}[0-9]`)
	url := rapid.StringMatching(`(https?://)?(www\.)?(www\.)?(fr\.)?linkedin\.com/(in|company|pub)/[a-zA-Z0-9/%_-]{0,12}[/?#]?`)
	taken := 0
	rapid.Check(t, func(t *rapid.T) {
		cell := []byte(phone.Draw(t, "phone"))
		if got := quickPhone(nil, cell); len(got) > 0 {
			taken++
			if want := phones.Normalise(nil, cell, 0); string(got) != string(want) {
				t.Fatalf("%q: got %q, want %q", cell, got, want)
			}
		}
		cell = []byte(url.Draw(t, "url"))
		if got := quickPage(nil, cell); len(got) > 0 {
			taken++
			var want []byte
			if values.ProfileURL(cell) {
				want = page(nil, cell)
			}
			if string(got) != string(want) {
				t.Fatalf("%q: got %q, want %q", cell, got, want)
			}
		}
	})
	if taken == 0 {
		t.Error("no short way was taken")
	}
}
