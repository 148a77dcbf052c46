package identity_test

import (
	"regexp"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"leadlint/reports/internal/identity"
	"leadlint/rules/law"
)

func TestControl(t *testing.T) {
	for code, want := range map[string]string{
		"6": "gdpr-6", "5(1)(e)": "gdpr-5-1-e", "13/14": "gdpr-13-14", "rec. 47": "gdpr-rec-47",
		"CPCE L34-5": "cpce-l34-5", "C. conso L223-1": "c-conso-l223-1", "LIL 82": "lil-82", "": "unnamed", "§": "unnamed",
	} {
		if got := identity.Control(code); got != want {
			t.Errorf("Control(%q) = %q, want %q", code, got, want)
		}
	}
}

func TestControlsDifferAsArticlesDo(t *testing.T) {
	by := map[string]string{}
	for _, a := range law.Articles() {
		id := identity.Control(a.Code)
		if other, ok := by[id]; ok {
			t.Errorf("%q and %q are both %s", a.Code, other, id)
		}
		by[id] = a.Code
	}
}

func TestControlIsAToken(t *testing.T) {
	token := regexp.MustCompile(`^[a-z][a-z0-9-]*$`)
	rapid.Check(t, func(t *rapid.T) {
		if id := identity.Control(rapid.String().Draw(t, "code")); !token.MatchString(id) {
			t.Fatalf("%q is no token", id)
		}
	})
}

func TestELI(t *testing.T) {
	const gdpr = "http://data.europa.eu/eli/reg/2016/679/"
	for code, want := range map[string][]string{
		"6": {gdpr + "art_6/oj"}, "5(1)(e)": {gdpr + "art_5/par_1/pnt_e/oj"}, "7(3)": {gdpr + "art_7/par_3/oj"},
		"13/14": {gdpr + "art_13/oj", gdpr + "art_14/oj"}, "rec. 47": nil, "CPCE L34-5": nil, "": nil, "6/x": nil,
	} {
		if got := identity.ELI(code); !slices.Equal(got, want) {
			t.Errorf("ELI(%q) = %q, want %q", code, got, want)
		}
	}
}

// The hash is that of the empty string; its ni form is in RFC 6920's terms base64url.
func TestFile(t *testing.T) {
	const empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
	if got, want := identity.File(empty), "ni:///sha-256;47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	for _, bad := range []string{"", "abc", "zz", empty[2:]} {
		if got := identity.File(bad); got != "" {
			t.Errorf("File(%q) = %q", bad, got)
		}
	}
}

func TestUUIDs(t *testing.T) {
	a, b := identity.New(), identity.New()
	first := a.UUID("finding", "x")
	if got := b.UUID("finding", "x"); got != first {
		t.Errorf("the same thing has two names: %s, %s", first, got)
	}
	second := a.UUID("finding", "x")
	if second == first || second != b.UUID("finding", "x") {
		t.Errorf("the second of a kind: %s after %s", second, first)
	}
	if a.UUID("finding", "x", "y") == a.UUID("finding", "x\x00") {
		t.Error("keys run together")
	}
	if !regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`).MatchString(first) {
		t.Errorf("%s is no UUID of version 5", first)
	}
}
