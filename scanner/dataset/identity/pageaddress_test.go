package identity_test

import (
	"testing"

	"leadlint/scanner/dataset/identity"
)

func TestAppendPage(t *testing.T) {
	same := [][]string{
		{"https://www.Orvalie.example/equipe/", "http://orvalie.example/equipe", "HTTPS://orvalie.example:443/equipe#team", "http://orvalie.example:80/equipe//"},
		{"https://orvalie.example", "https://orvalie.example/", "http://www.orvalie.example/#top", "https://user@orvalie.example./"},
		{"https://orvalie.example/p?id=7", "https://orvalie.example/p/?id=7"},
		{"https://orvalie.example/P?id=7"},
		{"https://orvalie.example/p?id=8"},
		{"https://orvalie.example:8443/p"},
		{"https://other.example/p"},
	}
	seen := map[string]int{}
	for i, group := range same {
		var first string
		for j, url := range group {
			got := string(identity.AppendPage(nil, []byte(url)))
			if got == "" {
				t.Errorf("%q: got nothing", url)
			}
			if j == 0 {
				first = got
			}
			if got != first {
				t.Errorf("%q: got %q, want %q as of %q", url, got, first, group[0])
			}
		}
		if other, twice := seen[first]; twice {
			t.Errorf("%q and %q have one form, %q", group[0], same[other][0], first)
		}
		seen[first] = i
	}
	for _, none := range []string{"", "orvalie.example/p", "ftp://orvalie.example/p", "mailto:a@orvalie.example", "https://", "https://localhost/p", "javascript:alert(1)", "n/a"} {
		if got := identity.AppendPage(nil, []byte(none)); len(got) > 0 {
			t.Errorf("%q: got %q, want nothing", none, got)
		}
	}
}
