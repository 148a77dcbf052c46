package terminal

import (
	"os"
	"testing"

	"leadlint/reports/internal/specimen"
	"leadlint/reports/view"
)

func TestShow(t *testing.T) {
	for _, lang := range []string{"en", "fr"} {
		for _, w := range []int{80, 120} {
			f, _ := os.Create("/tmp/rshow/" + lang + "." + map[int]string{80: "80", 120: "120"}[w])
			Write(f, specimen.Breaching(), view.Options{Lang: lang, Width: w, Verbose: w == 120})
			f.Close()
		}
	}
}
