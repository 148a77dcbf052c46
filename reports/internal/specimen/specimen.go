// Package specimen builds invented reports for the tests of the formats. No
// person, company or file in them exists.
package specimen

import (
	"fmt"
	"strings"

	"leadlint/scanner/finding"
)

// Breaching gives the report of an audit that found breaches of several duties
// in two files of a contact-enrichment business.
func Breaching() *finding.Report {
	r := head("Prospecta Annuaire SAS", "LL-2026-017")
	r.Controller.Title = "Audit of the enrichment database and of the sales team's contact list"
	r.Controller.Scope = "The records sold through the browser extension, and the contacts of the sales team, as exported on 3 January 2026."
	r.Inputs = []finding.Input{
		{Name: "enrichment-export.csv.gz", Format: "CSV (gzip)", SHA256: hash("enrichment"), Bytes: 1_483_902_114, Rows: 4_812_377, Relation: "contact"},
		{Name: "crm-contacts.xlsx", Format: "XLSX", SHA256: hash("crm"), Bytes: 2_310_400, Rows: 18_240, Relation: "contact"},
	}
	r.Coverage = finding.Coverage{
		Complete: true, Rows: 4_830_617, Skipped: 42, Persons: 4_655_203,
		Issues: []finding.Issue{
			{Severity: "warning", Input: "enrichment-export.csv.gz", Line: 88_213, Column: 212, Count: 42,
				Message: text("a record has 27 fields where the header has 26; it was passed over: quote the field that holds a comma", "un enregistrement a 27 champs alors que l'en-tête en a 26 ; il a été écarté : mettre entre guillemets le champ qui contient une virgule")},
			{Severity: "note", Input: "crm-contacts.xlsx", Table: "Pivot", Count: 1,
				Message: text("the sheet has no column about persons and was left out", "la feuille n'a aucune colonne relative à des personnes et a été laissée de côté")},
		},
	}
	r.Findings = append(append(breaches(), marked()...), others()...)
	r.Mapping = mapping()
	r.Statistics = statistics()
	r.Relations = relations()
	r.Changes = []finding.Change{{TakenAt: "2025-01-31", Inputs: []string{"enrichment-2025-01.csv.gz"}, Rows: 4_511_020, Kept: 4_402_118,
		New: 428_499, Gone: 108_902, Unknown: 12, CollectedMoved: 3, ExpiryMoved: 2_118_003}}
	r.Exposure = exposure()
	return r
}

// Incomplete gives the report of an audit that found nothing amiss but could
// not read one of its two files.
func Incomplete() *finding.Report {
	r := head("", "")
	r.Inputs = []finding.Input{
		{Name: "newsletter.csv", Format: "CSV", SHA256: hash("newsletter"), Bytes: 48_211, Rows: 512, Relation: "contact"},
		{Name: "archive.parquet", Format: "Parquet", Bytes: 9_120, Rows: 0, Relation: "contact"},
	}
	r.Coverage = finding.Coverage{
		Complete: false, Rows: 512, Persons: 511,
		Issues: []finding.Issue{{Severity: "lost", Input: "archive.parquet", Count: 1,
			Message: text("the file ends in the middle of a row group: fetch it again", "le fichier s'interrompt au milieu d'un groupe de lignes : le récupérer de nouveau")}},
	}
	r.Findings = clears()
	r.Mapping = []finding.Table{{Dataset: "newsletter.csv", Relation: "contact", Columns: []finding.Column{
		{Header: "E-mail", Field: "email", Confidence: 0.99, State: "used", By: "header", Filled: 512, Distinct: 511},
		{Header: "Inscrit le", Field: "collected_at", Confidence: 0.93, State: "used", By: "header", Filled: 512, Distinct: 204, Format: "DD/MM/YYYY"},
	}}}
	return r
}

// Hostile gives a report whose every text tries to do harm where it is shown.
func Hostile() *finding.Report {
	r := Breaching()
	evil := []string{
		`<script>alert("x")</script>`, `"><img src=x onerror=alert(1)>`, "=HYPERLINK(\"http://evil.example\")",
		"\x1b[2J\x1b[31mred\x1b]0;title\x07", "abc\u202egnp.exe\u2066", "bad\xff\xfeutf8", "\x00nul\u009b31m",
		"line one\r\nline two\u2028line three", "{{.Report}}</style><style>body{display:none}", "javascript:alert(1)",
	}
	n := 0
	Strings(r, func(s string) string {
		n++
		if n%3 == 0 && !fixed(s) {
			return evil[n/3%len(evil)] + s
		}
		return s
	})
	r.Findings[0].Precedents[0].URL = "javascript:alert(1)"
	r.Mapping[0].Columns[0].Header = strings.Repeat("long header\x1b ", 10<<20/13)
	r.Findings[1].Title.EN = strings.Repeat("unbroken", 10<<20/8)
	return r
}

// Large gives a report of n fired findings.
func Large(n int) *finding.Report {
	r := Breaching()
	few := r.Findings
	r.Findings = make([]finding.Finding, n)
	for i := range r.Findings {
		f := few[i%len(few)]
		f.Rule = fmt.Sprintf("%s-%03d", f.Rule, i)
		f.Fingerprint = fmt.Sprintf("1:%032x", i)
		r.Findings[i] = f
	}
	return r
}
