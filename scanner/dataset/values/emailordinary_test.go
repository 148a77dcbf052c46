package values

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"leadlint/rules/facts"
)

// TestOrdinaryAgreesWithShape: what the short way takes for an address, the
// long way does too, with the same place of the @ and nothing to cut off.
func TestOrdinaryAgreesWithShape(t *testing.T) {
	long := func(cell []byte) int {
		if string(bareAddress(cell)) != string(cell) {
			return -1
		}
		return shape(cell)
	}
	rapid.Check(t, func(t *rapid.T) {
		cell := []byte(rapid.StringMatching(`[a-zA-Z0-9._+\-]{0,12}@?[a-z0-9.\-@ ]{0,14}(\.[a-z0-9\-]{0,4})?`).Draw(t, "cell"))
		got := ordinary(cell)
		want := long(cell)
		if got >= 0 && got != want {
			t.Fatalf("%q: the short way finds %d, the long way %d", cell, got, want)
		}
	})
	for _, s := range []string{"lea.durand@aubrac.example", "l_d+x@a-b.co.uk", "1@a.fr", "info@m6.fr"} {
		if got, want := ordinary([]byte(s)), long([]byte(s)); got < 0 || got != want {
			t.Errorf("%q: got %d, want %d", s, got, want)
		}
	}
	for _, s := range []string{"", "a@b", "a@b.", "a@.fr", "a..b@c.fr", ".a@c.fr", "a.@c.fr", "a@b..fr", "a@-b.fr", "a@b-.fr", "a@b.fr-", "a@b.1", "a@b@c.fr", "A@b.fr", "a b@c.fr", "a@b.f"} {
		if got := ordinary([]byte(s)); got >= 0 {
			t.Errorf("%q is taken for an ordinary address", s)
		}
	}
}

// Addresses of long domains are judged the long way, with the same result.
func TestLongDomains(t *testing.T) {
	r := NewEmailReader(facts.NewSchema())
	for domain, want := range map[string]uint8{
		strings.Repeat("b", 55) + ".example": r.professional,
		strings.Repeat("b", 63) + ".example": r.professional,
		strings.Repeat("b", 64) + ".example": r.malformed,
	} {
		cell := []byte("lea.durand@" + domain)
		if got := r.Kind(cell); got != want {
			t.Errorf("a domain of %d bytes: got kind %d, want %d", len(domain), got, want)
		}
		if got := string(r.Normalise(nil, cell)); (got == string(cell)) != (want == r.professional) {
			t.Errorf("a domain of %d bytes: normalised %q", len(domain), got)
		}
	}
}
