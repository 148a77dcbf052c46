package html_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"leadlint/reports/html"
	"leadlint/reports/internal/specimen"
	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

var update = flag.Bool("update", false, "write the golden files")

func write(t testing.TB, r *finding.Report, lang string) string {
	t.Helper()
	var b bytes.Buffer
	if err := html.Write(&b, r, view.Options{Lang: lang}); err != nil {
		t.Fatalf("Write: %v", err)
	}
	return b.String()
}

func TestGolden(t *testing.T) {
	for _, lang := range []string{"en", "fr"} {
		for name, r := range map[string]*finding.Report{"breaching": specimen.Breaching(), "incomplete": specimen.Incomplete(), "living": specimen.Living(), "code": specimen.Code(), "sampled": specimen.Sampled()} {
			t.Run(name+"."+lang, func(t *testing.T) {
				got := write(t, r, lang)
				path := filepath.Join("..", "testdata", name+"."+lang+".html")
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
	}
}

func TestNothingIsLeftUnworded(t *testing.T) {
	for _, lang := range []string{"en", "fr"} {
		one := specimen.Breaching()
		one.Inputs, one.Packs = one.Inputs[:1], one.Packs[:1]
		one.Coverage.Rows, one.Coverage.Skipped, one.Coverage.Persons = 1, 1, 1
		got := write(t, specimen.Breaching(), lang) + write(t, one, lang)
		for _, bad := range []string{"%!", "%s", "<no value>", "ZgotmplZ", "doc.col.", "chart.", "conclusion."} {
			if strings.Contains(strings.ReplaceAll(got, "svg.chart", ""), bad) && !onlyInStyle(got, bad) {
				t.Errorf("%s: the document holds %q", lang, bad)
			}
		}
	}
}

func onlyInStyle(doc, s string) bool {
	_, rest, _ := strings.Cut(doc, "</style>")
	return !strings.Contains(rest, s)
}

func TestOrderIsThatOfADecision(t *testing.T) {
	got := write(t, specimen.Breaching(), "fr")
	last := -1
	for _, id := range []string{
		"visas", "facts", "reasons", "duty-legal_basis", "duty-retention", "duty-transparency", "duty-rights", "duty-prospecting",
		"duty-governance", "clear", "ask", "measures", "exposure", "annexes",
	} {
		at := strings.Index(got, `id="`+id+`"`)
		if at <= last {
			t.Errorf("%q stands at %d, not after %d", id, at, last)
		}
		last = at
	}
}

func TestNoExposureWithoutTurnover(t *testing.T) {
	r := specimen.Breaching()
	if got := write(t, r, "en"); !strings.Contains(got, "Unverified:") || !strings.Contains(got, "never a prediction") {
		t.Error("the exposure lacks its caveat or its mark")
	}
	r.Exposure = nil
	if strings.Contains(write(t, r, "en"), `id="exposure"`) {
		t.Error("an exposure is shown though there is none")
	}
}

func TestHostileTextsStayText(t *testing.T) {
	for _, lang := range []string{"en", "fr"} {
		got := write(t, specimen.Hostile(), lang)
		if !utf8.ValidString(got) {
			t.Error("not UTF-8")
		}
		for _, bad := range []string{"\x1b", "\x00", "\u202e", "\u2066", "\u009b", `href="javascript:`} {
			if strings.Contains(got, bad) {
				t.Errorf("the document holds %q", bad)
			}
		}
		if n := strings.Count(got, "{display:none}"); n > 0 && strings.Contains(got, "<style>body{display:none}") {
			t.Error("a text became a style sheet")
		}
		if len(got) > 3<<20 {
			t.Errorf("the document has %d bytes: long texts are not cut", len(got))
		}
		checkStructure(t, got)
	}
}

func TestEmptyReport(t *testing.T) {
	checkStructure(t, write(t, &finding.Report{}, "en"))
	checkStructure(t, write(t, nil, "fr"))
}

func TestThreeHundredFindingsAreQuick(t *testing.T) {
	r := specimen.Large(300)
	start := time.Now()
	first := write(t, r, "en")
	if d := time.Since(start); d > 3*time.Second {
		t.Errorf("took %v", d)
	}
	if first != write(t, r, "en") {
		t.Error("the same report is written in two ways")
	}
	checkStructure(t, first)
}

func BenchmarkWrite300(b *testing.B) {
	r := specimen.Large(300)
	for b.Loop() {
		write(b, r, "en")
	}
}

// TestLettersFromRightToLeftTurnNothingElse checks that a name in such letters stands in
// an element of its own, and that other names do not.
func TestLettersFromRightToLeftTurnNothingElse(t *testing.T) {
	r := specimen.Breaching()
	r.Controller.Title, r.Controller.Name = "ביקורת 12", "Prospecta"
	got := write(t, r, "en")
	if !strings.Contains(got, "<h1><bdi>ביקורת 12</bdi></h1>") {
		t.Error("the title can turn the text around it")
	}
	if strings.Count(got, "<bdi>") != 1 {
		t.Errorf("got %d elements that keep a direction apart, want 1", strings.Count(got, "<bdi>"))
	}
}

func TestOnlyAddressesOfTheWebAreLinks(t *testing.T) {
	r := specimen.Breaching()
	r.Findings[0].Precedents[0].URL = "ftp://example.org/decision"
	if strings.Contains(write(t, r, "en"), "ftp://") {
		t.Error("an address that is not of the web became a link")
	}
}
