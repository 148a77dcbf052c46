package specimen

import "leadlint/scanner/finding"

// Sampled gives the report of an audit of a thousand records out of some millions, drawn
// at random: breaches, what was not shown, what was found in none of the sample, and a
// table that was small enough to be read whole.
func Sampled() *finding.Report {
	r := head("Prospecta Annuaire SAS", "LL-2026-044")
	r.Inputs = []finding.Input{
		{Name: enrichment, Format: "csv+gzip", SHA256: hash("enrichment"), Bytes: 1_483_902_114, Rows: 1000, Relation: "contact"},
		{Name: "fair.csv", Format: "csv", SHA256: hash("fair"), Bytes: 2_114, Rows: 31, Relation: "contact"},
	}
	r.Coverage = finding.Coverage{Rows: 1031, Persons: 1029, Skipped: 42, Issues: []finding.Issue{
		{Severity: "sample", Input: enrichment, Count: 1,
			Message: text("only a sample was read: 1,000 of 4,812,377 records, drawn at random", "seul un échantillon a été lu : 1\u202f000 fiches sur 4\u202f812\u202f377, tirées au hasard")},
		{Severity: "warning", Input: enrichment, Line: 88_213, Column: 212, Count: 42,
			Message: text("a record has 27 fields where the header has 26; it was passed over", "un enregistrement a 27 champs alors que l'en-tête en a 26 ; il a été écarté")},
	}, Sample: &finding.Sampled{Spec: "1000", Rows: 1031, Of: 4_812_408,
		Method: text("each record drawn at random by a fixed hash; registers were read whole", "chaque fiche est tirée au hasard au moyen d'une empreinte fixe ; les registres ont été lus en entier"),
		Tables: []finding.SampledTable{{Dataset: enrichment, Rows: 1000, Of: 4_812_377}, {Dataset: "fair.csv", Rows: 31, Of: 31}}}}

	breach := restricted()
	breach.Counts = finding.Counts{Examined: 1000, Breach: 269, NotShown: 169, Clear: 562}
	breach.Groups = []finding.Group{{SourceType: "social_platform", Country: "FR", Breach: 146, NotShown: 84}, {SourceType: "social_platform", Country: "DE", Breach: 123, NotShown: 85}}
	rare := lapsed()
	rare.Subject.Dataset, rare.Subject.Table = enrichment, ""
	rare.Counts = finding.Counts{Examined: 997, Breach: 1, Clear: 996}
	rare.Groups, rare.Samples = nil, nil
	open := uninformed()
	open.Outcome = finding.NotShown
	open.Counts = finding.Counts{Examined: 1000, NotShown: 1000}
	open.Subject.Missing = []string{"notified_at"}
	whole := renewed()
	whole.Subject.Dataset, whole.Fingerprint = "fair.csv", "1:"+hash("fair.csv")[:32]
	whole.Counts = finding.Counts{Examined: 31, Breach: 4, Clear: 27}
	r.Findings = []finding.Finding{breach, rare, whole, open}
	for i, c := range clears()[:3] {
		c.Subject.Dataset = enrichment
		c.Counts = finding.Counts{Examined: []int64{1000, 1000, 12}[i]}
		c.Counts.Clear = c.Counts.Examined
		r.Findings = append(r.Findings, c)
	}
	for i := range r.Findings {
		if f := &r.Findings[i]; f.Subject.Dataset == enrichment {
			f.Interval = finding.IntervalOf(f)
		}
	}
	r.Mapping = mapping()[:1]
	for i := range r.Mapping[0].Columns {
		c := &r.Mapping[0].Columns[i]
		c.Filled /= 4812
		for k := range c.Values {
			c.Values[k].Count /= 4812
		}
	}
	r.Statistics = []finding.Statistics{{Dataset: enrichment, Records: 1000, Persons: 998, AgeMonths: []int64{64, 83, 129, 122, 112, 127, 100, 81, 62, 44, 37, 27},
		Undated: 12, RetentionMonths: 36, Countries: []finding.Count{{Name: "FR", Count: 620}, {Name: "DE", Count: 380}},
		SourceTypes: []finding.Count{{Name: "social_platform", Count: 894}, {Name: "extension_sync", Count: 106}}}}
	r.Relations = relations()
	r.Exposure = exposure()
	return r
}
