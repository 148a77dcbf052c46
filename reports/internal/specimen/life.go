package specimen

import "leadlint/scanner/finding"

// Living gives the report of Breaching as that of an audit with a file of waivers, held
// against an earlier audit and kept in a history, whose audit file names its datasets. Its
// first finding is waived, the second was there before, the third is back.
func Living() *finding.Report {
	r := Breaching()
	r.Controller.Auditor, r.Controller.Role = "Cabinet Exemple", "data protection officer"
	for i := range r.Inputs {
		r.Inputs[i].Where = []string{"audits/leadlint.yaml:14", "audits/leadlint.yaml:19"}[i%2]
	}
	states := []string{finding.StateNew, finding.StateSame, finding.StateReopened}
	for i := range r.Findings {
		if r.Findings[i].Outcome == finding.Breach {
			r.Findings[i].State = states[i%3]
		}
	}
	terms := finding.Waived{Reason: "the records are deleted with the migration of March", Owner: "head of data",
		Approved: "2026-01-02", Expires: "2026-03-31", Where: "audits/leadlint-waivers.yaml:4"}
	first := &r.Findings[0]
	first.Waived = &terms
	past := terms
	past.Expires, past.Where = "2026-01-04", "audits/leadlint-waivers.yaml:12"
	r.Waivers = []finding.Waiver{
		{Rule: first.Rule, Subject: []finding.SampleValue{{Field: "dataset", Value: first.Subject.Dataset}}, Terms: terms, State: finding.WaiverActive, Findings: 1},
		{Rule: "RET-03", Subject: []finding.SampleValue{{Field: "dataset", Value: crm}}, Terms: past, State: finding.WaiverExpired},
	}
	r.Comparison = &finding.Comparison{With: "2025-12-01-1", Now: "2025-12-01", New: 2, Same: 2, Reopened: 2,
		Fixed: []finding.Fixed{
			{Rule: "SEC-04", Title: text("Passwords in clear", "Mots de passe en clair"), Dataset: crm, Severity: "critical", Fingerprint: "1:" + hash("SEC-04")[:32], Outcome: finding.Clear},
			{Rule: "RTS-03", Title: text("Objection not carried out", "Opposition sans suite"), Severity: "high", Fingerprint: "1:" + hash("RTS-03")[:32], Outcome: finding.NotAssessed},
		},
		Rules: []finding.Trend{{Rule: first.Rule, Fingerprint: first.Fingerprint, Before: 1_400_000, After: first.Counts.Breach}}}
	r.Record = &finding.Record{Audit: "2026-01-05-1", Events: 7, Head: hash("head"), Key: "leadlint+5c1d0f3a"}
	return r
}
