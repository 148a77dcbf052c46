package reports_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"leadlint/reports"
	"leadlint/reports/internal/specimen"
	"leadlint/scanner/finding"
)

// TestEveryFormatSaysSample says that no format lets a sample pass for the whole: each
// names it as such, with how much was read of how much.
func TestEveryFormatSaysSample(t *testing.T) {
	words := map[string]string{"en": "sample", "fr": "échantillon"}
	for _, f := range reports.Formats() {
		for lang, word := range words {
			var b bytes.Buffer
			if err := f.Write(&b, specimen.Sampled(), reports.Options{Lang: lang}); err != nil {
				t.Fatal(err)
			}
			inspect(t, f, b.Bytes())
			got := strings.ToLower(content(t, b.Bytes()))
			if !strings.Contains(got, word) {
				t.Errorf("%s, %s: the word %q is nowhere", f.Name, lang, word)
			}
			if !strings.Contains(digits(got), "4812377") && !strings.Contains(digits(got), "4812408") {
				t.Errorf("%s, %s: nothing says of how many records", f.Name, lang)
			}
		}
	}
}

// digits takes out what groups digits.
func digits(s string) string {
	return regexp.MustCompile(`[,\s\x{a0}\x{202f}]`).ReplaceAllString(s, "")
}

// TestNothingFoundInASample says that a sample in which nothing was found claims neither
// that there are no breaches nor that anything is in order.
func TestNothingFoundInASample(t *testing.T) {
	claims := map[string]*regexp.Regexp{
		"en": regexp.MustCompile(`(?i)\b0 (breaches|other findings)|examined and fine|everything (with)?in (the stated )?scope was read\.|nothing was found in what was examined|not constituted, on what`),
		"fr": regexp.MustCompile(`(?i)\b0 (manquement|autre constat)|examinés? et conforme|a été lu\.$|rien n'a été (constaté|relevé) dans ce qui a été examiné|non constitué, au vu`),
	}
	for _, f := range reports.Formats() {
		for lang, claim := range claims {
			r := specimen.Sampled()
			kept := r.Findings[:0]
			for _, one := range r.Findings {
				if one.Outcome == finding.Clear {
					kept = append(kept, one)
				}
			}
			r.Findings, r.Exposure = kept, nil
			var b bytes.Buffer
			if err := f.Write(&b, r, reports.Options{Lang: lang}); err != nil {
				t.Fatal(err)
			}
			if found := claim.FindString(content(t, b.Bytes())); found != "" {
				t.Errorf("%s, %s: %q says more than a sample can", f.Name, lang, found)
			}
		}
	}
}

// TestTitlesSaySample says that the document of a case with a title of its own is told to
// be on a sample too.
func TestTitlesSaySample(t *testing.T) {
	for _, name := range []string{"terminal", "html", "docx", "pdf", "markdown", "summary", "oscal", "dpv"} {
		r := specimen.Sampled()
		r.Controller.Title = "Audit of the base"
		var b bytes.Buffer
		if err := reports.Write(name, &b, r, reports.Options{}); err != nil {
			t.Fatal(err)
		}
		if got := content(t, b.Bytes()); !strings.Contains(got, "Audit of the base (sample)") && !strings.Contains(got, `Audit of the base \(sample\)`) {
			t.Errorf("%s: the title does not say that this is a sample", name)
		}
	}
}
