package scanner

import "testing"

func TestShownHeaders(t *testing.T) {
	for in, want := range map[string]string{
		"E-mail": "E-mail", "Phone 2": "Phone 2", "E-mail 1 - Value": "E-mail 1 - Value", "@": "@", "2024": "2024",
		"lea.durand@aubrac.example": "l***@a***.example", "+33 6 39 98 00 42": "***42", "users.lea@aubrac.example.name": "u***@a***.name",
	} {
		if got := shownHeaders([]string{in})[0]; got != want {
			t.Errorf("%q is shown as %q, want %q", in, got, want)
		}
	}
}
