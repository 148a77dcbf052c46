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
	rapid.Check(t, func(t *rapid.T) {
		cell := []byte(phone.Draw(t, "phone"))
		if got := quickPhone(nil, cell); len(got) > 0 {
			if want := phones.Normalise(nil, cell, 0); string(got) != string(want) {
				t.Fatalf("%q: got %q, want %q", cell, got, want)
			}
		}
		cell = []byte(url.Draw(t, "url"))
		if got := quickPage(nil, cell); len(got) > 0 {
			var want []byte
			if values.ProfileURL(cell) {
				want = page(nil, cell)
			}
			if string(got) != string(want) {
				t.Fatalf("%q: got %q, want %q", cell, got, want)
			}
		}
	})
}

// TestQuickTaken: cells in their usual spelling do go the short way, without
// which TestQuick would hold nothing.
func TestQuickTaken(t *testing.T) {
	if got := quickPhone(nil, []byte("+33 6 39 98 12 34")); len(got) == 0 {
		t.Error("an international number did not go the short way")
	}
	if got := quickPage(nil, []byte("https://www.linkedin.com/in/jane-example")); len(got) == 0 {
		t.Error("a profile address did not go the short way")
	}
}
