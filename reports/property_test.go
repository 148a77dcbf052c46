package reports_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode"

	"github.com/olekukonko/tablewriter/pkg/twwidth"
	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"leadlint/reports"
	"leadlint/reports/internal/specimen"
)

// TestWhateverTheTextsSay puts arbitrary texts everywhere in a report: no line
// of the terminal is too wide or acts on it, the document gets no element that
// acts, and the JSON is JSON.
func TestWhateverTheTextsSay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pool := rapid.SliceOfN(rapid.OneOf(rapid.String(), rapid.StringMatching(`[<>"'&{}=\\/ -~]{0,60}`)), 3, 12).Draw(t, "texts")
		width := rapid.IntRange(60, 160).Draw(t, "width")
		r, n := specimen.Incomplete(), 0
		specimen.Strings(r, func(string) string { n++; return pool[n%len(pool)] })
		opt := reports.Options{Width: width, Verbose: true, ASCII: n%2 == 0}

		written := map[string]string{}
		for _, f := range reports.Formats() {
			var b bytes.Buffer
			if err := f.Write(&b, r, opt); err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
			written[f.Name] = b.String()
		}
		for _, line := range strings.Split(written["terminal"], "\n") {
			if w := twwidth.WidthWithOptions(line, twwidth.Options{}); w > width {
				t.Errorf("a line of %d columns where %d are allowed: %q", w, width, line)
			}
			if strings.ContainsFunc(line, unicode.IsControl) {
				t.Errorf("a control character in %q", line)
			}
		}
		if !json.Valid([]byte(written["json"])) {
			t.Error("not JSON")
		}
		root, err := html.Parse(strings.NewReader(written["html"]))
		if err != nil {
			t.Fatal(err)
		}
		for e := range root.Descendants() {
			switch e.Data {
			case "script", "iframe", "img", "object", "form":
				if e.Type == html.ElementNode {
					t.Errorf("a text became <%s>", e.Data)
				}
			}
		}
	})
}
