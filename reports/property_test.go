package reports_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/olekukonko/tablewriter/pkg/twwidth"
	"pgregory.net/rapid"

	"leadlint/reports"
	"leadlint/reports/internal/specimen"
)

// TestWhateverTheTextsSay puts arbitrary texts everywhere in a report: what is written in
// each format is sound, and no line of the terminal is too wide. The formats that are slow
// to write take part now and then.
func TestWhateverTheTextsSay(t *testing.T) {
	slow := []string{"pdf", "docx", "xlsx"}
	rapid.Check(t, func(t *rapid.T) {
		pool := rapid.SliceOfN(rapid.OneOf(rapid.String(), rapid.StringMatching(`[<>"'&{}=\\/ -~]{0,60}`)), 3, 12).Draw(t, "texts")
		width := rapid.IntRange(60, 160).Draw(t, "width")
		now := rapid.IntRange(0, 9).Draw(t, "slow ones when 0")
		r, n := specimen.Incomplete(), 0
		if now == 0 {
			r = whole()
		}
		specimen.Strings(r, func(string) string { n++; return pool[n%len(pool)] })
		opt := reports.Options{Width: width, Verbose: true, ASCII: n%2 == 0}
		for _, f := range reports.Formats() {
			if now > 0 && slices.Contains(slow, f.Name) {
				continue
			}
			var b bytes.Buffer
			if err := f.Write(&b, r, opt); err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
			if inspect(t, f, b.Bytes()); t.Failed() {
				t.Fatalf("in %s", f.Name)
			}
			if f.Name == "terminal" {
				inspectLines(t, b.String(), width)
			}
		}
	})
}

func inspectLines(t failer, text string, width int) {
	t.Helper()
	for _, line := range strings.Split(text, "\n") {
		if w := twwidth.WidthWithOptions(line, twwidth.Options{}); w > width {
			t.Errorf("a line of %d columns where %d are allowed: %q", w, width, line)
		}
		if strings.ContainsFunc(line, unicode.IsControl) {
			t.Errorf("a control character in %q", line)
		}
	}
}
