package observe_test

import (
	"strings"
	"testing"
	"time"

	"leadlint/scanner/code/lexicon"
	"leadlint/scanner/code/observe"
)

// TestDeep: texts nested deeply or chained for long are read in little time.
func TestDeep(t *testing.T) {
	o := observe.New(lexicon.New(), wanted{})
	tests := []struct{ name, file, text string }{
		{"elements in attributes", "a.tsx", strings.Repeat("<Checkbox label={", 300) + "email" + strings.Repeat("}/>", 300)},
		{"choices", "a.js", "x = " + strings.Repeat("consent == null ? ", 300) + "1" + strings.Repeat(": true", 300)},
		{"concatenation", "a.js", "x = email" + strings.Repeat(` + "text and text" + email`, 900)},
		{"chain of fallbacks", "a.js", "x = consent" + strings.Repeat(" || consent.x", 900)},
		{"chain of calls", "a.js", "User" + strings.Repeat(".where({email: a})", 400)},
		{"ifs", "a.py", deep(90)},
		{"schemas", "a.js", strings.Repeat("new Schema({email: ", 300) + "1" + strings.Repeat("})", 300)},
		{"functions", "a.js", strings.Repeat("if (!consent) { consent = function () { ", 150) + strings.Repeat("} }", 150)},
		{"elements", "a.html", strings.Repeat("<p><span>email ", 400)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := lowered(t, tt.file, []byte(tt.text))
			begin := time.Now()
			o.Observe(f, tt.file)
			if took := time.Since(begin); took > 10*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}

func deep(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(" ", i) + "if user.consent is None:\n")
	}
	return b.String() + strings.Repeat(" ", n) + "user.consent = True\n"
}
