package jsonrows

import (
	"encoding/json"
	"strings"
	"testing"
)

// A string ends at its quote and is read past its escapes wherever they stand in the eight
// bytes that are searched at once.
func TestStringsOfEveryLength(t *testing.T) {
	for before := range 20 {
		for _, end := range []string{"", `\"`, `\\`, `\n`, "é", `\u00e9x`, "#", "]", "!"} {
			text := `"` + strings.Repeat("a", before) + end + `b"`
			var want string
			if err := json.Unmarshal([]byte(text), &want); err != nil {
				t.Fatal(err)
			}
			for _, behind := range []string{"", ",", `,"next": "value"}`} {
				s := scanner{data: []byte(text + behind)}
				got, f := s.str()
				if f != nil || string(got) != want || s.pos != len(text) {
					t.Errorf("%s before %q: got %q up to %d (fault %v), want %q up to %d", text, behind, got, s.pos, f, want, len(text))
				}
			}
			s := scanner{data: []byte(text[:len(text)-1])}
			if got, f := s.str(); f == nil {
				t.Errorf("%s without its end: got %q", text[:len(text)-1], got)
			}
		}
	}
}
