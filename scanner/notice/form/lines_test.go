package form

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestLines checks that answers point to the line of the text they rest on.
func TestLines(t *testing.T) {
	w := words(t)
	for name, get := range map[string]func(*Form) (string, int){
		"fr-account-preticked-partners": func(f *Form) (string, int) { return f.Preticked.Text, f.Preticked.Line },
		"fr-contest-no-way-out":         func(f *Form) (string, int) { return f.Silent.Text, f.Silent.Line },
		"it-concorso-rifiuto-piccolo":   func(f *Form) (string, int) { return f.Refusal.Refuse, f.Refusal.Line },
		"es-baja-solo-por-carta":        func(f *Form) (string, int) { return f.Withdrawal.Text, f.Withdrawal.Line },
		"en-kids-club-no-age":           func(f *Form) (string, int) { return f.OpenToMinors.Text, f.OpenToMinors.Line },
		"nl-account-aangevinkt":         func(f *Form) (string, int) { return f.Notice.Text, f.Notice.Line },
	} {
		t.Run(name, func(t *testing.T) {
			body, err := os.ReadFile(filepath.Join(folder, name, "form.html"))
			if err != nil {
				t.Fatal(err)
			}
			text, line := get(&Read(body, Options{Words: w})[0])
			lines := strings.Split(string(body), "\n")
			if line < 1 || line > len(lines) || text == "" {
				t.Fatalf("got line %d and a text of %d bytes", line, len(text))
			}
			start := text[:min(len(text), 12)]
			if !strings.Contains(lines[line-1], start) {
				t.Errorf("line %d does not hold the text that decides", line)
			}
		})
	}
}

// TestTruncated checks that a page shown without its sheets is not judged by its
// looks, and that nothing is missing on it.
func TestTruncated(t *testing.T) {
	measured := `{"Elements":[{"Key":"0","Shown":true,"Filled":true,"Size":20,"Weight":400,"Fade":1,"Background":[0,0,0,1],"Colour":[1,1,1,1],"Box":[0,0,200,50]},
		{"Key":"1","Shown":true,"Size":9,"Weight":400,"Fade":1,"Background":[1,1,1,1],"Colour":[0.8,0.8,0.8,1],"Box":[0,60,40,10]}],"Missing":["%s"]}`
	computed := func(missing string) Computed {
		c, err := ReadComputed([]byte(strings.ReplaceAll(measured, "%s", missing)))
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	page := `<!doctype html><html lang=en><link rel=stylesheet href=/a.css><form><h1>Enter to win</h1><input type=email name=email>
<p>By taking part you agree to receive offers from our partners.</p>
<button data-leadlint-key=0>Take part</button> <a href=/n data-leadlint-key=1>Take part without offers</a></form></html>`
	w := words(t)
	got := Read([]byte(page), Options{Words: w, Computed: computed("https://fonts.googleapis.com/css2")})
	if got[0].Refusal.State != RefusalWeaker || got[0].Notice.Answer != No {
		t.Errorf("shown whole: got refusal %s, notice %s", got[0].Refusal.State, got[0].Notice.Answer)
	}
	got = Read([]byte(page), Options{Words: w, Computed: computed("/a.css"), Truncated: true})
	if got[0].Refusal.State != RefusalUnknown || got[0].Notice.Answer != Unknown || !got[0].Partial {
		t.Errorf("truncated: got refusal %s, notice %s", got[0].Refusal.State, got[0].Notice.Answer)
	}
}
