package tmpl_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
	"pgregory.net/rapid"

	"leadlint/reports/internal/specimen"
	"leadlint/reports/tmpl"
	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

func render(t testing.TB, name, source, lang string, r *finding.Report) string {
	t.Helper()
	parsed, err := tmpl.Parse(name, source, lang)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := tmpl.Write(&b, r, view.Options{Lang: lang, Template: parsed}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestTemplates(t *testing.T) {
	tests := []struct{ name, file, source, lang, want string }{
		{"fields of the model", "a.txt", `{{.Now}} {{.Tool.Name}} {{range .Packs}}{{.Name}};{{end}}`, "en", "2026-01-05 leadlint gdpr;eprivacy-fr;"},
		{"words", "a.txt", `{{with index .Breaches 0}}{{text .Title}} {{date $.Now}} {{int .Counts.Breach}} {{share .Counts.Breach .Counts.Examined}} {{articles .Articles.Primary}} {{code "severity" .Severity}}{{end}}`, "fr",
			"Coordonnée prise sur un profil à audience restreinte 5\u00a0janvier 2026 1\u202f293\u202f660 26,9\u202f% Art. 6 du RGPD critique"},
		{"the other language", "a.txt", `{{with index .Breaches 0}}{{in "en" .Title}}{{end}}`, "fr", "Contact point taken from an audience-restricted profile"},
		{"an optional text that is missing", "a.txt", `[{{with index .Breaches 1}}{{text .Note}}{{end}}]`, "en", "[]"},
		{"waivers", "a.txt", `{{with waiver (index .Breaches 0)}}{{.Owner}} until {{.Expires}}{{end}} {{counting (index .Breaches 0)}}`, "en", "head of data until 2026-03-31 false"},
		{"arithmetic", "a.txt", `{{add (len .Breaches) 1}} {{len .Counting}}`, "en", "7 4"},
		{"json", "a.txt", `{{json .Tool}} {{json .Notes}}`, "en", `{"name":"leadlint","version":"0.1.0"} []`},
		{"csv", "a.txt", `{{csv "a,b" "=1+1" 12 "say \"x\""}}`, "en", `"a,b",'=1+1,12,"say ""x"""`},
		{"xml", "a.txt", `{{xml "<a b=\"]]>"}}`, "en", `&lt;a b=&#34;]]&gt;`},
		{"markdown", "a.txt", `{{md "[x](http://a.example) | *b* <i>"}}`, "en", `\[x\]\(http\://a.example\) \| \*b\* \<i\>`},
		{"a text file escapes nothing by itself", "a.txt", `{{"<b>"}}`, "en", "<b>"},
		{"a page escapes", "a.html.tmpl", `<p title="{{"\"<b>"}}">{{"<b>"}}</p>`, "en", `<p title="&#34;&lt;b&gt;">&lt;b&gt;</p>`},
		{"a page lets no address act", "A.HTML", `<a href="{{"javascript:alert(1)"}}">x</a>`, "en", `<a href="#ZgotmplZ">x</a>`},
		{"what was not read", "a.txt", `{{range .Issues}}{{.Severity}} {{end}}{{.Coverage.Complete}}`, "en", "warning note true"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := render(t, tt.file, tt.source, tt.lang, specimen.Living()); got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

// TestWrongTemplates: what is wrong is told with file and line before there is a report.
func TestWrongTemplates(t *testing.T) {
	tests := []struct{ name, file, source, want string }{
		{"not closed", "dir/report.txt", "a\n{{range .Findings}}", "dir/report.txt:2: unexpected EOF"},
		{"no such function", "report.txt", "\n\n{{readFile `/etc/passwd`}}", `report.txt:3: function "readFile" not defined`},
		{"no environment", "report.txt", `{{env "HOME"}}`, `report.txt:1: function "env" not defined`},
		{"no such field", "report.txt", "\n{{.Finding}}", "report.txt:2:2: executing \"report.txt\" at <.Finding>: can't evaluate field Finding in type *tmpl.Data"},
		{"no such field in a list", "report.txt", "{{range .Findings}}\n{{.Titel}}{{end}}", "can't evaluate field Titel in type finding.Finding"},
		{"no such field below a condition", "report.txt", "{{range .Breaches}}{{if .Due}}{{.Subject.Rows}}{{end}}{{end}}", "can't evaluate field Rows in type finding.Subject"},
		{"endless", "report.txt", `{{define "a"}}{{template "a"}}{{end}}{{template "a"}}`, "exceeded maximum template depth"},
		{"a page with an open attribute", "report.html", "<p>\n<a href=\"{{.Now}}", "report.html"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := tmpl.Parse(tt.file, tt.source, "en")
			if err == nil {
				t.Fatal("no error")
			}
			if !strings.Contains(err.Error(), tt.want) || strings.HasPrefix(err.Error(), "template:") || strings.HasPrefix(err.Error(), "html/template:") {
				t.Errorf("got %q, want %q in it", err, tt.want)
			}
		})
	}
}

// TestFailingTemplate: a template that fails on a report is an error, and nothing is
// written.
func TestFailingTemplate(t *testing.T) {
	parsed, err := tmpl.Parse("a.txt", "before {{index .Findings 99}}", "en")
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	err = tmpl.Write(&b, specimen.Living(), view.Options{Template: parsed})
	if err == nil || !strings.Contains(err.Error(), "a.txt:1") || b.Len() > 0 {
		t.Errorf("got %v after %q", err, b.String())
	}
}

// TestOwn: without a template, a line for what counts and for what was not read.
func TestOwn(t *testing.T) {
	for name, tt := range map[string]struct {
		r    *finding.Report
		want string
	}{
		"code": {specimen.Code(), "migrate/a b#1.py:40:1: critical: A missing value read as consent [see 7(1)] [MIG-02]\ndata/leads.csv: high: Kept too long [RET-03]\n" +
			"settings.py:12:1: high: Collector set to pass over robots.txt [COD-01-DISABLED]\ncase: medium: No assessment [BAS-02]\n" +
			"run.py:9:1: medium: Personal data in a log [SEC-01-LOG]\n"},
		"sampled": {specimen.Sampled(), "enrichment-export.csv.gz: critical: Contact point taken from an audience-restricted profile [VIS-01]\n" +
			"fair.csv: high: Expiry renewed by an update of the profile [RET-02]\n" +
			"enrichment-export.csv.gz: high: Consumer e-mail without consent [EPR-05]\n" +
			"enrichment-export.csv.gz: sample: only a sample was read: 1,000 of 4,812,377 records, drawn at random\n" +
			"SAMPLE: only some of the records of persons were read. Their numbers are those of the sample; what it does not show may be found in the rest.\n"},
		"incomplete": {specimen.Incomplete(), "archive.parquet: not read: the file ends in the middle of a row group: fetch it again\nthe audit is incomplete: not everything in scope was read\n"},
		"unanswered": {&finding.Report{Coverage: finding.Coverage{Complete: true}, Findings: []finding.Finding{{Rule: "A-1", Kind: "breach", Outcome: finding.NotAssessed}}},
			"no rule could be applied to what was supplied: nothing can be concluded\n"},
		"waived": {&finding.Report{Coverage: finding.Coverage{Complete: true}, Findings: []finding.Finding{
			{Rule: "A-1", Kind: "breach", Outcome: finding.Breach, Title: finding.Text{EN: "Kept"}, Subject: finding.Subject{Dataset: "a.csv"}, Waived: &finding.Waived{Expires: "2026-03-31"}}}},
			"a.csv: waived: Kept [A-1]\nno finding counts\n"},
		"clear": {&finding.Report{Coverage: finding.Coverage{Complete: true}}, "nothing found in what was examined\n"},
	} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			if err := tmpl.Write(&b, tt.r, view.Options{}); err != nil {
				t.Fatal(err)
			}
			if b.String() != tt.want {
				t.Errorf("got\n%s\nwant\n%s", b.String(), tt.want)
			}
		})
	}
}

// TestMarkdownIsText: what md escapes is read back by a parser of Markdown as one
// paragraph of that text and nothing else.
func TestMarkdownIsText(t *testing.T) {
	parser := goldmark.New(goldmark.WithExtensions(extension.GFM)).Parser()
	parsed, err := tmpl.Parse("a.txt", `{{range .Notes}}{{md .EN}}{{end}}`, "en")
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		said := rapid.StringMatching("[a-z<>\\[\\]()*_`#|~&!:/.@=+\\\\0-9-]{1,20}( [a-z<>\\[\\]()*_`#|~&!:/.@+\\\\-]{1,9}){0,3}").Draw(t, "text")
		var b bytes.Buffer
		if err := tmpl.Write(&b, &finding.Report{Notes: []finding.Text{{EN: said}}}, view.Options{Template: parsed}); err != nil {
			t.Fatal(err)
		}
		source := b.Bytes()
		root := parser.Parse(text.NewReader(source))
		err := ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			switch n.Kind() {
			case ast.KindDocument, ast.KindParagraph, ast.KindText:
			default:
				t.Errorf("%q became %s by %q", said, n.Kind(), source)
			}
			return ast.WalkContinue, nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
