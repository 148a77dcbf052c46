package html

import (
	"os"
	"testing"

	"leadlint/reports/internal/specimen"
	"leadlint/reports/view"
)

func TestShow(t *testing.T) {
	for _, lang := range []string{"en", "fr"} {
		f, _ := os.Create("/tmp/rshow/" + lang + ".html")
		if err := Write(f, specimen.Breaching(), view.Options{Lang: lang}); err != nil {
			t.Fatal(err)
		}
		f.Close()
		f, _ = os.Create("/tmp/rshow/inc." + lang + ".html")
		if err := Write(f, specimen.Incomplete(), view.Options{Lang: lang}); err != nil {
			t.Fatal(err)
		}
		f.Close()
	}
}
