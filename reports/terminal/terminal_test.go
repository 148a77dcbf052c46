package terminal_test

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/olekukonko/tablewriter/pkg/twwidth"

	"leadlint/reports/internal/specimen"
	"leadlint/reports/terminal"
	"leadlint/reports/view"
	"leadlint/rules"
	"leadlint/scanner/finding"
)

var update = flag.Bool("update", false, "write the golden files")

func write(t testing.TB, r *finding.Report, opt view.Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := terminal.Write(&b, r, opt); err != nil {
		t.Fatalf("Write: %v", err)
	}
	return b.String()
}

func TestGolden(t *testing.T) {
	for _, lang := range []string{"en", "fr"} {
		for _, width := range []int{80, 120} {
			breaching := view.Options{Lang: lang, Width: width, Verbose: width == 120}
			golden(t, fmt.Sprintf("breaching.%s.%d.txt", lang, width), write(t, specimen.Breaching(), breaching))
			incomplete := view.Options{Lang: lang, Width: width, ASCII: width == 80}
			golden(t, fmt.Sprintf("incomplete.%s.%d.txt", lang, width), write(t, specimen.Incomplete(), incomplete))
			golden(t, fmt.Sprintf("sampled.%s.%d.txt", lang, width), write(t, specimen.Sampled(), breaching))
		}
	}
}

func TestGoldenLists(t *testing.T) {
	pack := specimen.Pack()
	lists := map[string]func(io.Writer, view.Options) error{
		"explain":    func(w io.Writer, o view.Options) error { return terminal.Explain(w, pack.Rules[0], o) },
		"gate":       func(w io.Writer, o view.Options) error { return terminal.Explain(w, pack.Rules[1], o) },
		"conditions": func(w io.Writer, o view.Options) error { return terminal.Conditions(w, pack.Rules[1], o) },
		"rules":      func(w io.Writer, o view.Options) error { return terminal.RuleList(w, []*rules.Pack{pack}, o) },
		"columns":    func(w io.Writer, o view.Options) error { return terminal.Columns(w, specimen.Breaching(), o) },
	}
	for name, list := range lists {
		for _, lang := range []string{"en", "fr"} {
			var b bytes.Buffer
			if err := list(&b, view.Options{Lang: lang, Width: 100}); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			golden(t, fmt.Sprintf("%s.%s.txt", name, lang), b.String())
		}
	}
}

func golden(t *testing.T, name, got string) {
	t.Run(name, func(t *testing.T) {
		path := filepath.Join("..", "testdata", name)
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s differs from what is written now; look at the difference after -update", path)
		}
	})
}

func TestNoLineIsWiderThanThePage(t *testing.T) {
	reports := map[string]*finding.Report{
		"breaching": specimen.Breaching(), "incomplete": specimen.Incomplete(), "sampled": specimen.Sampled(), "hostile": specimen.Hostile(), "empty": {},
	}
	for name, r := range reports {
		for _, width := range []int{0, 10, 60, 80, 120, 200} {
			for _, ascii := range []bool{false, true} {
				opt := view.Options{Lang: "fr", Width: width, ASCII: ascii, Verbose: true, Colour: width == 80}
				limit := max(width, 60)
				if width == 0 {
					limit = 100
				}
				for _, line := range strings.Split(write(t, r, opt), "\n") {
					if n := twwidth.WidthWithOptions(line, twwidth.Options{}); n > limit {
						t.Errorf("%s at %d (ASCII %v): a line of %d columns: %.160q", name, width, ascii, n, line)
					}
				}
			}
		}
	}
}

func TestHostileTextsDoNothing(t *testing.T) {
	got := write(t, specimen.Hostile(), view.Options{Width: 80, Verbose: true})
	if !utf8.ValidString(got) {
		t.Error("not UTF-8")
	}
	for _, r := range got {
		if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r) && r != 0xAD && r != 0x200C && r != 0x200D) {
			t.Fatalf("the output holds %U", r)
		}
	}
}

func TestColourAddsOnlyColour(t *testing.T) {
	plain := write(t, specimen.Breaching(), view.Options{Width: 80})
	coloured := write(t, specimen.Breaching(), view.Options{Width: 80, Colour: true})
	if strings.Contains(plain, "\x1b") {
		t.Error("colour without being asked for")
	}
	if !strings.Contains(coloured, "\x1b[1;31m") {
		t.Error("no colour though it was asked for")
	}
	if got := twwidth.Filter().ReplaceAllString(coloured, ""); got != plain {
		t.Error("the coloured report says something else")
	}
}

func TestIncompleteIsSaidAtBothEnds(t *testing.T) {
	got := write(t, specimen.Incomplete(), view.Options{Width: 100})
	first, last := strings.Index(got, "INCOMPLETE"), strings.LastIndex(got, "INCOMPLETE")
	if first < 0 || first == last {
		t.Fatal("want the warning at the top and at the bottom")
	}
	if strings.Index(got, "Examined and not retained") < first || strings.Index(got, "Exit code") > last {
		t.Error("the warning does not stand at the ends")
	}
}

func TestSamplesOnlyWhenAskedFor(t *testing.T) {
	const masked = "l***@e***.example"
	if strings.Contains(write(t, specimen.Breaching(), view.Options{}), masked) {
		t.Error("samples in the short form")
	}
	if !strings.Contains(write(t, specimen.Breaching(), view.Options{Verbose: true, Width: 120}), masked) {
		t.Error("no samples in the detailed form")
	}
}

func TestASCII(t *testing.T) {
	r := specimen.Breaching()
	specimen.Strings(r, func(s string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) && r > 0x7f {
				return 'e'
			}
			return r
		}, s)
	})
	for i, b := range []byte(write(t, r, view.Options{ASCII: true})) {
		if b > 0x7f {
			t.Fatalf("byte %d is %#x, beyond ASCII", i, b)
		}
	}
}

func TestThreeHundredFindingsAreQuick(t *testing.T) {
	r := specimen.Large(300)
	start := time.Now()
	first := write(t, r, view.Options{Width: 100, Verbose: true})
	if d := time.Since(start); d > 3*time.Second {
		t.Errorf("took %v", d)
	}
	if first != write(t, r, view.Options{Width: 100, Verbose: true}) {
		t.Error("the same report is written in two ways")
	}
}

func BenchmarkWrite300(b *testing.B) {
	r := specimen.Large(300)
	for b.Loop() {
		write(b, r, view.Options{Width: 100})
	}
}

// TestScope: the table of relations is written when it is asked for, and only
// then; the registers that are missing are named in any case.
func TestScope(t *testing.T) {
	for _, scoped := range []bool{false, true} {
		var b strings.Builder
		if err := terminal.Write(&b, specimen.Breaching(), view.Options{Scope: scoped}); err != nil {
			t.Fatal(err)
		}
		got := b.String()
		if strings.Contains(got, "Which registers were there") != scoped {
			t.Errorf("asked for the table: %t; it is there: %t", scoped, !scoped)
		}
		if !strings.Contains(got, "objection or erasure entry (") {
			t.Errorf("scope %t: the missing register is not named", scoped)
		}
	}
}
