package values

import (
	"testing"

	"leadlint/rules/facts"

	"pgregory.net/rapid"
)

// TestQuickAgrees holds the short way of telling a number's country to the full one.
func TestQuickAgrees(t *testing.T) {
	r := NewPhoneReader(facts.NewSchema())
	decided := 0
	rapid.Check(t, func(t *rapid.T) {
		cell := []byte(rapid.StringMatching(`\+[0-9]{1,3}[ .\-]?[0-9]{5,13}[0-9 .\-x(]{0,3}`).Draw(t, "cell"))
		if code, sure := r.quick(cell); sure {
			decided++
			if want := r.country(cell); code != want {
				t.Fatalf("%q: the short way gives %d, the full one %d", cell, code, want)
			}
		}
	})
	if decided == 0 {
		t.Error("the short way never decided")
	}
	if code, sure := r.quick([]byte("+33 6 39 98 00 01")); !sure || code != r.country([]byte("+33 6 39 98 00 01")) {
		t.Error("the short way does not know a French mobile")
	}
}
