package specimen

import "leadlint/scanner/finding"

func mapping() []finding.Table {
	return []finding.Table{
		{Dataset: enrichment, Relation: "contact", Preset: "kaspr", PresetEvidence: "5 of 8 tell-tale headers", Columns: []finding.Column{
			{Header: "Email pro", Field: "email_work", Confidence: 0.98, State: "used", By: "header", Filled: 4_500_120, Distinct: -1,
				Trace: []string{"header is a synonym of email_work", "98 % of the values are e-mail addresses"}},
			{Header: "Visibilité", Field: "visibility", Confidence: 0.95, State: "used", By: "values", Filled: 4_000_373, Distinct: 6,
				Values: []finding.Value{
					{Value: "relations de 1er niveau", Count: 990_100, Meaning: "first_degree"},
					{Value: "1er et 2e niveaux", Count: 280_560, Meaning: "first_and_second"},
					{Value: "moi uniquement", Count: 23_000, Meaning: "only_me"},
					{Value: "tout le monde", Count: 2_706_713, Meaning: "everyone_platform"},
					{Value: "", Count: 812_004, Meaning: "unknown"},
					{Value: "réseau étendu", Count: 14, Meaning: "not_understood"},
				}},
			{Header: "Collecté", Field: "collected_at", Confidence: 0.71, State: "flagged", By: "values", Filled: 4_812_377, Distinct: -1, Format: "DD/MM/YYYY",
				Trace: []string{"all days are 12 or less: the order of day and month was taken from the other columns"}},
			{Header: "Source", Field: "source_type", Confidence: 0.9, State: "used", By: "header", Filled: 4_812_377, Distinct: 3,
				Values: []finding.Value{
					{Value: "linkedin", Count: 4_300_000, Meaning: "social_platform"},
					{Value: "extension", Count: 450_000, Meaning: "extension_sync"},
					{Value: "whois", Count: 62_377, Meaning: "public_register"},
				}},
			{Header: "zz_score", State: "not_understood", Confidence: 0.1, By: "values", Filled: 4_812_377, Distinct: 101},
			{Header: "Company Size", Field: "company_size", State: "ignored", Confidence: 0.99, By: "header", Filled: 3_000_000, Distinct: 8},
		}},
		{Dataset: crm, Table: "Contacts", Relation: "contact", MappingFile: "crm.mapping.yaml", Columns: []finding.Column{
			{Header: "Opt-in", Field: "consent_email", Confidence: 1, State: "used", By: "mapping", Filled: 18_039, Distinct: 2,
				Values: []finding.Value{{Value: "oui", Count: 18_038, Meaning: "given"}, {Value: "retiré", Count: 1, Meaning: "withdrawn"}, {Value: "", Count: 201, Meaning: "unknown"}}},
		}},
	}
}

func statistics() []finding.Statistics {
	return []finding.Statistics{
		{
			Dataset: enrichment, Records: 4_812_377, Persons: 4_640_118,
			AgeMonths: []int64{310_220, 402_118, 620_044, 588_310, 540_009, 610_222, 480_771, 390_650, 300_118, 210_004, 180_300, 130_101},
			Undated:   49_510, RetentionMonths: 36,
			Countries: []finding.Count{{Name: "FR", Count: 2_110_004}, {Name: "DE", Count: 840_118}, {Name: "PL", Count: 420_009}, {Name: "ES", Count: 400_118},
				{Name: "IT", Count: 320_800}, {Name: "NL", Count: 210_990}, {Name: "BE", Count: 190_006}, {Name: "unknown", Count: 320_332}},
			SourceTypes: []finding.Count{{Name: "social_platform", Count: 4_300_000}, {Name: "extension_sync", Count: 450_000}, {Name: "public_register", Count: 62_377}},
			CountryNotice: []finding.CountryNotice{
				{Country: "FR", Languages: []string{"fr"}, Served: 120_002, NotServed: 190_110, Unknown: 1_799_892},
				{Country: "DE", Languages: []string{"de"}, Served: 0, NotServed: 99_118, Unknown: 741_000},
				{Country: "PL", Languages: []string{"pl"}, NotServed: 40_009, Unknown: 380_000},
				{Country: "ES", Languages: []string{"es", "ca", "eu", "gl"}, NotServed: 20_118, Unknown: 380_000},
				{Country: "IT", Languages: []string{"it"}, NotServed: 15_800, Unknown: 305_000},
				{Country: "NL", Languages: []string{"nl"}, NotServed: 10_990, Unknown: 200_000},
				{Country: "BE", Languages: []string{"nl", "fr", "de"}, Served: 12_000, NotServed: 4_257, Unknown: 173_749},
			},
		},
		{
			Dataset: crm, Table: "Contacts", Records: 18_240, Persons: 18_100,
			AgeMonths: []int64{4_000, 3_120, 2_800, 2_100, 1_800, 1_500, 1_100, 800, 500, 320, 200}, RetentionMonths: 24, RetentionDeclared: true,
			Countries:   []finding.Count{{Name: "FR", Count: 18_240}},
			SourceTypes: []finding.Count{{Name: "direct_form", Count: 10_040}, {Name: "event", Count: 5_000}, {Name: "unknown", Count: 3_200}},
		},
	}
}

func exposure() *finding.Exposure {
	return &finding.Exposure{
		Turnover: 3_000_000, Band: "high", Tier: "83(5)", Maximum: 20_000_000, Low: 12_000, High: 400_000, Verified: false,
		Precedents: []finding.Precedent{decision()},
		Caveat: text("An order of magnitude from the starting points of the EDPB's Guidelines 04/2022, before the facts of the case are weighed; never a prediction.",
			"Un ordre de grandeur tiré des points de départ des lignes directrices 04/2022 du CEPD, avant l'appréciation des circonstances ; jamais une prédiction."),
	}
}

// relations says which registers the audit had.
func relations() []finding.Scope {
	return []finding.Scope{
		{Relation: "contact", Label: text("contact record", "fiche de contact"), Supplied: true, Inputs: []string{enrichment, crm}, Rows: 4_830_617,
			Assessed: []string{"NOT-01", "RET-03", "VIS-01"}, Idle: []string{"EPR-06"}, NotAssessed: []string{"RTS-03"}, Waits: []finding.Wait{{Relation: "suppression", Rules: []string{"RTS-03"}}}},
		{Relation: "suppression", Label: text("objection or erasure entry", "inscription d'opposition ou d'effacement"),
			NotAssessed: []string{"RET-10"}, Joins: []string{"MIG-04", "RTS-03"},
			Needs: &finding.Text{EN: "no list of objections is named in the audit file", FR: "le fichier d'audit ne désigne aucune liste d'opposition"}},
	}
}
