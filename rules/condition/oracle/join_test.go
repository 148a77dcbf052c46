package oracle_test

import (
	"testing"

	"leadlint/rules/condition/oracle"
	"leadlint/rules/facts"
)

func TestEvalJoined(t *testing.T) {
	o, err := oracle.New(facts.NewSchema())
	if err != nil {
		t.Fatal(err)
	}
	const (
		erased = `exists(suppression, suppression.person == contact.person && suppression.kind == "erasure")`
		none   = `none(suppression, suppression.person == contact.person && suppression.kind == "erasure")`
		latest = `exists(preference, preference.person == contact.person && preference.latest && preference.value == "refused")`
	)
	entries := func(rows ...row) oracle.Tables { return oracle.Tables{"suppression": rows} }
	choices := func(rows ...row) oracle.Tables { return oracle.Tables{"preference": rows} }
	choice := func(day, channel, value any) row {
		return row{"person": "a@x.example", "changed_at": day, "channel": channel, "value": value}
	}
	a := row{"person": "a@x.example"}
	cases := []struct {
		name, text string
		row        row
		tables     oracle.Tables
		want       oracle.Truth
	}{
		{"not supplied", erased, a, nil, oracle.Unknown},
		{"supplied and empty", erased, a, entries(), oracle.False},
		{"supplied and empty, none", none, a, entries(), oracle.True},
		{"supplied and empty, a row without a key", erased, row{}, entries(), oracle.False},
		{"a match", erased, a, entries(row{"person": "a@x.example", "kind": "erasure"}), oracle.True},
		{"a match, none", none, a, entries(row{"person": "a@x.example", "kind": "erasure"}), oracle.False},
		{"another kind", erased, a, entries(row{"person": "a@x.example", "kind": "objection"}), oracle.False},
		{"an unknown kind", erased, a, entries(row{"person": "a@x.example", "kind": nil}), oracle.Unknown},
		{"an unknown kind of another person", erased, a, entries(row{"person": "b@x.example", "kind": nil}), oracle.False},
		{"entries of nobody only", erased, a, entries(row{"person": nil, "kind": "objection"}), oracle.Unknown},
		{"an entry of nobody", erased, a, entries(row{"person": "b@x.example"}, row{"person": nil, "kind": "erasure"}), oracle.Unknown},
		{"an entry of nobody, of another kind", erased, a, entries(row{"person": "b@x.example"}, row{"person": nil, "kind": "objection"}), oracle.False},
		{"identities of another sort only", erased, a, entries(row{"person": "+33639980001", "kind": "objection"}), oracle.Unknown},
		{"an entry of nobody beside a match", erased, a, entries(row{"person": nil}, row{"person": "a@x.example", "kind": "erasure"}), oracle.True},
		{"a row of nobody", erased, row{"person": nil}, entries(row{"person": "a@x.example", "kind": "objection"}), oracle.Unknown},
		{"a key that was not understood", erased, row{"person": oracle.Unread}, entries(row{"person": "a@x.example", "kind": "erasure"}), oracle.Unknown},
		{"one identity of several", erased, row{"person": []string{"crm-1", "a@x.example"}}, entries(row{"person": []string{"a@x.example", "+33639980001"}, "kind": "erasure"}), oracle.True},
		{"a shared number", erased, row{"person": "+33639980001"}, entries(row{"person": []string{"a@x.example", "+33639980001"}, "kind": "erasure"}), oracle.True},
		{"a shared number, addresses that differ", erased, row{"person": []string{"b@x.example", "+33639980001"}}, entries(row{"person": []string{"a@x.example", "+33639980001"}, "kind": "erasure"}), oracle.False},
		{"a shared number, other identities of two kinds", erased, row{"person": []string{"crm-1", "+33639980001"}}, entries(row{"person": []string{"a@x.example", "+33639980001"}, "kind": "erasure"}), oracle.True},
		{"a shared number, identifiers that differ", erased, row{"person": []string{"crm-1", "+33639980001"}}, entries(row{"person": []string{"crm-2", "+33639980001"}, "kind": "erasure"}), oracle.Unknown},
		{"a shared number, identifiers and addresses that differ", erased, row{"person": []string{"crm-1", "b@x.example", "+33639980001"}}, entries(row{"person": []string{"crm-2", "a@x.example", "+33639980001"}, "kind": "erasure"}), oracle.False},
		{"two of them", erased + " && !" + latest, a, oracle.Tables{"suppression": {{"person": "a@x.example", "kind": "erasure"}}, "preference": {}}, oracle.True},
		{"the only state, without a date", latest, a, choices(choice(nil, "email", "refused")), oracle.True},
		{"refused last", latest, a, choices(choice("2024-01-01", "email", "given"), choice("2025-01-01", "email", "refused")), oracle.True},
		{"refused before", latest, a, choices(choice("2025-01-01", "email", "given"), choice("2024-01-01", "email", "refused")), oracle.False},
		{"refused on another channel", latest, a, choices(choice("2025-01-01", "sms", "given"), choice("2024-01-01", "email", "refused")), oracle.True},
		{"two of one day", latest, a, choices(choice("2025-01-01", "email", "given"), choice("2025-01-01", "email", "refused")), oracle.Unknown},
		{"two of one day that agree", latest, a, choices(choice("2025-01-01", "email", "refused"), choice("2025-01-01", "email", "refused")), oracle.True},
		{"one without a date", latest, a, choices(choice(nil, "email", "given"), choice("2025-01-01", "email", "refused")), oracle.Unknown},
		{"a later one of an unknown channel", latest, a, choices(choice("2025-06-01", nil, "given"), choice("2025-01-01", "email", "refused")), oracle.Unknown},
		{"an earlier one of an unknown channel", latest, a, choices(choice("2024-06-01", nil, "given"), choice("2025-01-01", "email", "refused")), oracle.True},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := o.Eval("contact", c.text, c.row, nil, c.tables, "2026-01-01")
			if err != nil || got != c.want {
				t.Errorf("got %v, %v; want %v", got, err, c.want)
			}
		})
	}
}

func TestJoinsRefused(t *testing.T) {
	o, err := oracle.New(facts.NewSchema())
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{
		`exists(suppression)`,
		`exists("suppression", true)`,
		`exists(suppression, suppression.kind == "erasure")`,
		`exists(suppression, suppression.person == contact.email)`,
	} {
		if _, err := o.Condition("contact", text); err == nil {
			t.Errorf("%s: accepted", text)
		}
	}
}
