package docx_test

import "leadlint/reports/decision"

func said(s string) []decision.Run { return []decision.Run{{Text: s}} }

// example is a document that has every kind of block, style and link.
func example() *decision.Document {
	figures := &decision.Table{Caption: "Figures", Head: []decision.Column{{Text: "Duty"}, {Text: "Breach", Number: true}, {Text: "Open", Number: true}},
		Rows: [][]decision.Cell{{{Text: "A. Legal basis"}, {Text: "3", Number: true}, {Text: "1", Number: true}}}}
	finding := &decision.Section{ID: "finding-1", Role: decision.Result, Number: "B.1", Title: "Contacts of limited visibility", Blocks: []decision.Block{
		&decision.Paragraph{Style: decision.Meta, Runs: []decision.Run{{Text: "VIS-01", Strong: true}, {Text: " · severity: critical"}}},
	}, Sections: []*decision.Section{
		{ID: "finding-1-law", Role: decision.Move, Title: "In law", Blocks: []decision.Block{
			&decision.Paragraph{Number: 1, Runs: []decision.Run{{Text: "See "}, {Text: "SAN-2024-020", Href: "https://cnil.example/fr/node/1?a=1&b=2"}, {Text: " and "}, {Text: "measure 1", Href: "#order-1"}}},
			&decision.Paragraph{Number: 2, Style: decision.Holding, Runs: said("Constituted.")},
			&decision.Paragraph{Number: 7, Style: decision.Measure, Runs: said("A number that leaps.")},
			&decision.Table{Caption: "Examples", Code: true, Head: []decision.Column{{Text: "Key"}, {Text: "Hash"}}, Rows: [][]decision.Cell{
				{{Text: "a1", Keep: true, Sub: "line 3"}, {Text: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", Hash: true}}, {{Text: "short", Strong: true}}}},
		}},
	}}
	return &decision.Document{
		Lang: "en", Kind: "Audit report in the order of a decision", Title: "Audit of <the> & \"database\"",
		Head:    []decision.Pair{{Term: "Controller", Text: said("Prospecta Annuaire SAS")}, {Term: "Scope", Text: []decision.Run{{Text: "All", Emph: true}, {Text: " of it", Small: true}, {Text: "x=1", Code: true}}}},
		Key:     []decision.Pair{{Term: "breaches", Text: said("3")}, {Term: "not shown", Text: said("1")}},
		Lost:    &decision.Alert{Title: "INCOMPLETE", Items: []string{"archive.parquet: not read", "b.csv: not read"}},
		Remarks: []string{"A remark."},
		Sections: []*decision.Section{
			{ID: "facts", Role: decision.Part, Number: "I.", Title: "Facts", Blocks: []decision.Block{
				&decision.Paragraph{Style: decision.Lead, Runs: said("Lead.")}, &decision.Paragraph{Runs: said("Plain.")},
				&decision.Paragraph{Style: decision.Aside, Runs: said("Aside.")}, &decision.Paragraph{Style: decision.Remark, Runs: said("Remark.")},
				&decision.List{Items: []decision.Item{{Runs: said("bullet")}}},
				&decision.List{Ordered: true, Items: []decision.Item{{Runs: said("first")}, {Runs: said("second")}}},
				&decision.Bars{ID: "chart-1", Title: "Outcomes", Text: "What it shows.", Fills: []decision.Fill{{Name: "breach", Text: "Breach"}, {Name: "open", Text: "Open"}},
					Rows: []decision.Bar{{Label: "A. Legal basis", Total: "4", Values: []int64{3, 1}, Shown: []string{"3", "1"}}, {Label: "B. Nothing", Total: "0", Values: []int64{0, 0}, Shown: []string{"0", "0"}}}, Figures: figures},
				&decision.Histogram{ID: "ages-1", Title: "Age", Text: "What it shows.", Axis: "years", Step: 6, Bins: []int64{5, 3, 0, 9}, Shown: []string{"5", "3", "0", "9"},
					Limit: 12, LimitText: "1 year", Fills: []decision.Fill{{Name: "clear", Text: "within"}, {Name: "breach", Text: "beyond"}}},
			}},
			{ID: "reasons", Role: decision.Part, Number: "II.", Title: "Reasons", Sections: []*decision.Section{
				{ID: "duty-legal-basis", Role: decision.Duty, Number: "B.", Title: "On the legal basis", Verdict: &decision.Verdict{Code: "constituted", Lead: "Conclusion:", Text: "breach constituted"}, Sections: []*decision.Section{finding}},
				{ID: "duty-legal_basis", Role: decision.Duty, Number: "C.", Title: "On another", Verdict: &decision.Verdict{Code: "not_shown", Text: "not shown"}},
			}},
			{ID: "measures", Role: decision.Part, Title: "Measures", Blocks: []decision.Block{&decision.List{Operative: true, Items: []decision.Item{
				{ID: "order-1", Runs: said("Delete."), Below: []decision.Run{{Text: "finding", Href: "#finding-1"}, {Text: " nowhere", Href: "#nowhere"}, {Text: " bad", Href: "javascript:alert(1)"}}},
			}}}},
		},
		Foot:  []string{"A technical audit.", "Made by leadlint."},
		Words: decision.Words{Contents: "Contents", Page: "page %[1]s of %[2]s", Author: "leadlint 1", Subject: "Audit report"},
	}
}
