package specimen

import (
	"fmt"

	"leadlint/scanner/finding"
)

// Code gives the report of an audit of an invented collector, in two folders, with a
// baseline: breaches, indicators, notes, places not shown, and a finding on a dataset.
func Code() *finding.Report {
	r := head("Prospecta Annuaire SAS", "LL-2026-031")
	r.Inputs = []finding.Input{{Name: "scraper", Format: "code", Relation: "code", Bytes: 48_112, Rows: 912, SHA256: hash("scraper")}}
	r.Coverage = finding.Coverage{Complete: true, Issues: []finding.Issue{{Severity: "warning", Input: "scraper", Count: 2,
		Message: text("files in python hold passages that were not understood; what stands around them was read", "des fichiers en python comportent des passages qui n'ont pas été compris ; ce qui les entoure a été lu")}}}
	r.Code = []finding.Code{{Name: "scraper", Path: "services/scraper", Files: 41, Parsed: 17, Bytes: 48_112, Facts: 912,
		Languages: []finding.CodeLanguage{{Language: "python", Files: 38, Lines: 5_120, Recovered: 2}, {Language: "sql", Files: 3, Lines: 88}},
		Skipped:   []finding.CodeSkipped{{Reason: "vendored", Files: 212, Example: "vendor/x.js"}}, Features: []string{"collects_persons"},
		Suppressed: []finding.Suppressed{{Rule: "COD-01-DISABLED", File: "own.py", Line: 4, Reason: "our own site", Until: "2027-03-31", Fingerprint: "1:" + hash("own")[:32]}},
		Diff:       &finding.CodeDiff{Base: "origin/main", Files: 3, Outside: 5},
		Baseline:   &finding.CodeBaseline{File: ".leadlint-baseline.json", New: 2, Known: 1, Fixed: []finding.FixedPlace{{Rule: "COD-04", File: "old.py", Fingerprint: "1:" + hash("old")[:32]}}}}}

	robots := onCode(rule("COD-01-DISABLED", "indicator", "high", []string{"6(1)(f)"},
		text("Collector set to pass over robots.txt", "Collecteur réglé pour ignorer robots.txt"), text("Collection has to be fair.", "La collecte doit être loyale.")),
		place("settings.py", 12, "ROBOTSTXT_OBEY = False", finding.PlaceNew), place("tests/settings.py", 3, "ROBOTSTXT_OBEY = False", finding.PlaceKnown))
	robots.Places[1].Part, robots.Places[1].Note = "test", true
	consent := onCode(rule("MIG-02", "breach", "critical", []string{"24"},
		text("A missing value read as consent [see 7(1)]", "Une valeur absente lue comme un consentement"), text("Silence is no consent.", "Le silence ne vaut pas consentement.")),
		place("migrate/a b#1.py", 40, "consent = row.get(\"consent\", True)", finding.PlaceNew))
	consent.Places[0].Used = []string{"folding", "def_use"}
	open := onCode(rule("RET-08-CODE", "indicator", "low", []string{"5(1)(e)"}, text("No deletion", "Pas de suppression"), text("Storage ends.", "La conservation a un terme.")),
		place("models.py", 7, "class Lead(Base):", ""))
	open.Outcome, open.Places[0].Outcome = finding.NotShown, finding.NotShown
	open.Counts = finding.Counts{Examined: 1, NotShown: 1}
	logs := onCode(rule("SEC-01-LOG", "indicator", "medium", []string{"32"},
		text("Personal data in a log", "Données personnelles dans un journal"), text("Logs spread.", "Les journaux se diffusent.")),
		place("run.py", 9, "log.info(\"%s\", lead.email)", finding.PlaceNew))
	data := on(rule("RET-03", "breach", "high", []string{"5(1)(e)"}, text("Kept too long", "Conservé trop longtemps"), text("Three years.", "Trois ans.")),
		"data/leads.csv", 12, 0, 88, []string{"last_subject_contact_at"}, []string{"Last"})
	declared := rule("BAS-02", "evidence_gap", "medium", []string{"6(1)(f)"}, text("No assessment", "Pas d'analyse"), text("Weigh.", "Mettre en balance."))
	declared.Counts = finding.Counts{Examined: 1, Breach: 1}
	declared.Subject = finding.Subject{Relation: "case", Fields: []string{"legal_basis"}}
	r.Findings = []finding.Finding{consent, robots, logs, data, declared, open}
	return r
}

func onCode(f finding.Finding, places ...finding.Place) finding.Finding {
	f.Pack = "code"
	f.Subject = finding.Subject{Relation: "code", Dataset: "scraper", Fields: []string{"code.kind"}}
	f.Counts = finding.Counts{Examined: int64(len(places)) + 3, Breach: int64(len(places)), Clear: 3}
	f.Why = text("It matters for fairness.", "Cela importe pour la loyauté.")
	f.Evidence = text("A written permission of the site.", "Une autorisation écrite du site.")
	f.Remedy = text("Obey robots.txt.", "Respecter robots.txt.")
	f.Within, f.Due = "P1M", "2026-02-05"
	f.Places = places
	return f
}

func place(file string, line int, excerpt, state string) finding.Place {
	return finding.Place{File: file, Line: line, Column: 1, EndLine: line, EndColumn: len(excerpt) + 1, Outcome: finding.Breach,
		Language: "python", Part: "production", Excerpt: excerpt, Facts: []finding.SampleValue{{Field: "kind", Value: "assign"}},
		State: state, Fingerprint: "1:" + hash(fmt.Sprint(file, line, excerpt))[:32]}
}
