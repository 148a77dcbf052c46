package strict

import "testing"

func TestNearest(t *testing.T) {
	known := []string{"purposes", "field", "false", "id", "controller_country"}
	for name, want := range map[string]string{
		"purposs": "purposes", "feild": "field", "FIELD": "field", "ids": "id", "controler_contry": "controller_country",
		"zebra": "", "x": "", "": "",
	} {
		if got := Nearest(name, known); got != want {
			t.Errorf("nearest to %q: got %q, want %q", name, got, want)
		}
	}
}

func TestSuggest(t *testing.T) {
	for _, c := range []struct {
		name  string
		known []string
		want  string
	}{
		{"rde", []string{"red", "green"}, "; expected one of red, green"},
		{"gren", []string{"red", "green"}, `; did you mean "green"?`},
		{"blue", []string{"red"}, "; the only one known is red"},
		{"blue", nil, ""},
		{"blue", []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m"}, ""},
	} {
		if got := Suggest(c.name, c.known); got != c.want {
			t.Errorf("suggestion for %q among %q: got %q, want %q", c.name, c.known, got, c.want)
		}
	}
}
