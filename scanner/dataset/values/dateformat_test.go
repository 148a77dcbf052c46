package values

import "testing"

func TestParseDateFormat(t *testing.T) {
	for _, c := range []struct {
		text string
		want DateFormat
		ok   bool
	}{
		{"DD/MM/YYYY", DateFormat{Order: "DMY"}, true},
		{" yyyy-mm-dd hh:mm ", DateFormat{Order: "YMD"}, true},
		{"MDY", DateFormat{Order: "MDY"}, true},
		{"Serial", DateFormat{Serial: true}, true},
		{"unix", DateFormat{Epoch: "s"}, true},
		{"unix ms", DateFormat{Epoch: "ms"}, true},
		{"", DateFormat{}, false},
		{" \t ", DateFormat{}, false},
		{"YYYY", DateFormat{}, false},
		{"YDM", DateFormat{}, false},
	} {
		t.Run(c.text, func(t *testing.T) {
			got, ok := ParseDateFormat(c.text)
			if got != c.want || ok != c.ok {
				t.Errorf("ParseDateFormat(%q): got %v, %v, want %v, %v", c.text, got, ok, c.want, c.ok)
			}
		})
	}
}
