package oracle_test

import (
	"testing"

	"leadlint/rules/condition/oracle"
	"leadlint/rules/facts"
)

type row = map[string]any

func TestEval(t *testing.T) {
	o, err := oracle.New(facts.NewSchema())
	if err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		name, text   string
		row, caseRow row
		want         oracle.Truth
	}{
		{"false and unknown", `contact.opt_out_email && contact.opt_out_sms`, row{"opt_out_email": false}, nil, oracle.False},
		{"unknown and false", `contact.opt_out_sms && contact.opt_out_email`, row{"opt_out_email": false}, nil, oracle.False},
		{"true and unknown", `contact.opt_out_email && contact.opt_out_sms`, row{"opt_out_email": true}, nil, oracle.Unknown},
		{"true or unknown", `contact.opt_out_sms || contact.opt_out_email`, row{"opt_out_email": true}, nil, oracle.True},
		{"false or unknown", `contact.opt_out_sms || contact.opt_out_email`, row{"opt_out_email": false}, nil, oracle.Unknown},
		{"not unknown", `!contact.opt_out_sms`, row{"opt_out_sms": nil}, nil, oracle.Unknown},
		{"known of a value", `known(contact.email)`, row{"email": "a@b.example"}, nil, oracle.True},
		{"known of an empty cell", `known(contact.email)`, row{"email": nil}, nil, oracle.False},
		{"known of no column", `known(contact.email)`, row{}, nil, oracle.False},
		{"recorded of a value", `recorded(contact.email)`, row{"email": "a@b.example"}, nil, oracle.True},
		{"recorded of an empty cell", `recorded(contact.email)`, row{"email": nil}, nil, oracle.False},
		{"recorded of no column", `recorded(contact.email)`, row{}, nil, oracle.Unknown},
		{"known of a cell not understood", `known(contact.country)`, row{"country": oracle.Unread}, nil, oracle.False},
		{"recorded of a cell not understood", `recorded(contact.country)`, row{"country": oracle.Unread}, nil, oracle.Unknown},
		{"value of a cell not understood", `contact.country == "FR"`, row{"country": oracle.Unread}, nil, oracle.Unknown},
		{"in a list, unknown", `contact.country in ["FR", "DE"]`, row{}, nil, oracle.Unknown},
		{"in a list", `contact.country in ["FR", "DE"]`, row{"country": "DE"}, nil, oracle.True},
		{"in a set", `"fr" in contact.languages`, row{"languages": []string{"de", "fr"}}, nil, oracle.True},
		{"in an empty set", `"fr" in contact.languages`, row{"languages": []string{}}, nil, oracle.False},
		{"in an unknown set", `"fr" in contact.languages`, row{"languages": nil}, nil, oracle.Unknown},
		{"enum in a set of the case", `contact.job_function in case.offer_functions`, row{"job_function": "sales"}, row{"offer_functions": []string{"sales"}}, oracle.True},
		{"overlaps", `overlaps(contact.languages, case.notice_languages)`, row{"languages": []string{"fr"}}, row{"notice_languages": []string{"de", "fr"}}, oracle.True},
		{"overlaps with an unknown set", `overlaps(contact.languages, case.notice_languages)`, row{"languages": []string{"fr"}}, row{}, oracle.Unknown},
		{"overlaps with an empty set", `overlaps(contact.languages, case.notice_languages)`, row{"languages": []string{"fr"}}, row{"notice_languages": []string{}}, oracle.False},
		{"sets have no order", `contact.languages == case.notice_languages`, row{"languages": []string{"fr", "de"}}, row{"notice_languages": []string{"de", "fr"}}, oracle.True},
		{"unknown differs from nothing", `contact.source != "x"`, row{}, nil, oracle.Unknown},
		{"end of month", `date("2024-01-31") + period("P1M") == date("2024-02-29")`, nil, nil, oracle.True},
		{"end of month, back", `date("2023-03-31") - period("P1M") == date("2023-02-28")`, nil, nil, oracle.True},
		{"leap day", `date("2024-02-29") + period("P1Y") == date("2025-02-28")`, nil, nil, oracle.True},
		{"months before days", `date("2024-01-30") + period("P1M2D") == date("2024-03-02")`, nil, nil, oracle.True},
		{"period of the case", `contact.collected_at < now - case.retention_period`, row{"collected_at": "2022-12-31"}, row{"retention_period": "P3Y"}, oracle.True},
		{"period of the case, to the day", `contact.collected_at < now - case.retention_period`, row{"collected_at": "2023-01-01"}, row{"retention_period": "P3Y"}, oracle.False},
		{"period unknown", `contact.collected_at < now - case.retention_period`, row{"collected_at": "2023-01-01"}, nil, oracle.Unknown},
		{"text", `contact.email.endsWith(".example") && contact.email.matches("^[a-z]@")`, row{"email": "a@b.example"}, nil, oracle.True},
		{"text unknown", `contact.email.contains("x")`, row{"email": nil}, nil, oracle.Unknown},
		{"number", `3 > contact.orders`, row{"orders": 2}, nil, oracle.True},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := o.Eval("contact", c.text, c.row, c.caseRow, nil, "2026-01-01")
			if err != nil || got != c.want {
				t.Errorf("%s: got %v, %v; want %v", c.text, got, err, c.want)
			}
		})
	}
}
