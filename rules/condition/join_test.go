package condition_test

import (
	"slices"
	"testing"

	"leadlint/rules/expr"
)

func TestJoinAccepted(t *testing.T) {
	c := compiler(t)
	cases := []struct{ name, on, text, want string }{
		{"the key alone", "contact", `exists(suppression, suppression.person == contact.person)`,
			`exists(suppression; same(contact.person, suppression.person), true)`},
		{"the key after the rest, its sides swapped", "contact", `exists(suppression, suppression.kind == "erasure" && contact.person == suppression.person)`,
			`exists(suppression; same(contact.person, suppression.person), eq(suppression.kind, "erasure"))`},
		{"none", "send", `none(preference, preference.person == send.person)`,
			`not(exists(preference; same(send.person, preference.person), true))`},
		{"fields of the row, of the case and now", "contact",
			`exists(suppression, suppression.person == contact.person && suppression.recorded_at < contact.collected_at && (known(case.migration_at) || suppression.lifted_at > now))`,
			`exists(suppression; same(contact.person, suppression.person), and(lt(suppression.recorded_at, contact.collected_at), or(known(case.migration_at), gt(suppression.lifted_at, now))))`},
		{"a longer chain keeps its order", "contact",
			`exists(send, known(send.sent_at) && send.person == contact.person && send.first && !send.notice_included && send.sent_at < now)`,
			`exists(send; same(contact.person, send.person), and(and(and(known(send.sent_at), send.first), not(send.notice_included)), lt(send.sent_at, now)))`},
		{"texts that join", "send", `exists(supplier, supplier.name == send.supplier && supplier.defect_known_at < send.sent_at)`,
			`exists(supplier; same(send.supplier, supplier.name), lt(supplier.defect_known_at, send.sent_at))`},
		{"further equalities of identities", "disclosure", `exists(send, send.person == disclosure.person && (send.supplier == disclosure.recipient || send.campaign != disclosure.recipient))`,
			`exists(send; same(disclosure.person, send.person), or(same(disclosure.recipient, send.supplier), not(same(disclosure.recipient, send.campaign))))`},
		{"enums of which one has more values", "send", `exists(suppression, suppression.person == send.person && (suppression.channel == send.channel || suppression.channel == "all"))`,
			`exists(suppression; same(send.person, suppression.person), or(eq(suppression.channel, send.channel), eq(suppression.channel, "all")))`},
		{"the state in force", "subscription", `exists(preference, preference.person == subscription.person && preference.latest && preference.value != "given")`,
			`exists(preference; same(subscription.person, preference.person), and(preference.latest, ne(preference.value, "given")))`},
		{"presence of joined fields", "contact", `exists(disclosure, disclosure.person == contact.person && known(disclosure.fields) && !recorded(disclosure.recipient))`,
			`exists(disclosure; same(contact.person, disclosure.person), and(known(disclosure.fields), not(recorded(disclosure.recipient))))`},
		{"texts of the row", "contact", `exists(copy, copy.person == contact.person && contact.email.endsWith(".example"))`,
			`exists(copy; same(contact.person, copy.person), ends_with(contact.email, ".example"))`},
		{"an identity known or recorded", "contact", `known(contact.person) && !recorded(contact.person)`,
			`and(known(contact.person), not(recorded(contact.person)))`},
		{"several, of several relations", "contact",
			`exists(suppression, suppression.person == contact.person) && none(request, request.person == contact.person) || contact.archived`,
			`or(and(exists(suppression; same(contact.person, suppression.person), true), not(exists(request; same(contact.person, request.person), true))), contact.archived)`},
	}
	for _, k := range cases {
		t.Run(k.name, func(t *testing.T) {
			got, err := c.Compile(k.on, k.text)
			if err != nil {
				t.Fatal(err)
			}
			if got.String() != k.want {
				t.Errorf("got  %s\nwant %s", got, k.want)
			}
		})
	}
}

func TestJoinRefused(t *testing.T) {
	c := compiler(t)
	cases := []struct{ name, on, text, want string }{
		{"one argument", "contact", `exists(suppression)`,
			`1:1: exists takes 2 arguments, got 1: exists(relation, condition)`},
		{"no argument", "contact", `known(contact.email) && none()`,
			`1:25: none takes 2 arguments, got 0: none(relation, condition)`},
		{"three arguments", "contact", `exists(suppression, true, true)`,
			`1:1: exists takes 2 arguments, got 3: exists(relation, condition)`},
		{"a relation in quotes", "contact", `exists("suppression", true)`,
			`1:8: exists takes the name of a relation, without quotes, and a condition: exists(relation, condition)`},
		{"a field for a relation", "contact", `exists(suppression.person, true)`,
			`1:8: exists takes the name of a relation and a condition: exists(suppression, ...)`},
		{"a condition for a relation", "contact", `none(suppression.person == contact.person, true)`,
			`1:6: none takes the name of a relation, without quotes, and a condition: none(relation, condition)`},
		{"unknown relation", "contact", `exists(supression, supression.person == contact.person)`,
			`1:8: unknown relation "supression"; did you mean "suppression"?`},
		{"itself", "contact", `exists(contact, contact.person == contact.person)`,
			`1:8: contact cannot be joined with itself; exists reads another relation`},
		{"the case", "contact", `exists(case, case.dpia)`,
			`1:8: case has one row, the same for all: read its fields without exists`},
		{"a relation that has no key", "contact", `exists(statistic, statistic.identifier == "email")`,
			`1:8: no field of statistic joins with one of contact, which joins with preference, preference_before, subscription, send, call, disclosure, suppression, copy, snapshot, version, request, page`},
		{"a relation of other keys", "supplier", `exists(contact, contact.person == supplier.name)`,
			`1:8: no field of contact joins with one of supplier, which joins with activity, recipient, send, call, disclosure, request, incident, form, notice`},
		{"a rule whose relation has no key", "case", `exists(suppression, suppression.kind == "erasure")`,
			`1:8: case has no field that joins, so a rule on it reads no other relation`},
		{"no key equality", "contact", `exists(suppression, suppression.kind == "erasure")`,
			`1:8: nothing says which rows of suppression belong to the row of contact: join an equality of their keys with &&, such as suppression.person == contact.person`},
		{"key equality in an alternative", "contact", `exists(suppression, suppression.person == contact.person || suppression.kind == "erasure")`,
			`1:8: nothing says which rows of suppression belong to the row of contact: join an equality of their keys with &&, such as suppression.person == contact.person`},
		{"key inequality", "contact", `exists(suppression, suppression.person != contact.person)`,
			`1:8: nothing says which rows of suppression belong to the row of contact: join an equality of their keys with &&, such as suppression.person == contact.person`},
		{"a person and a name", "contact", `exists(disclosure, disclosure.recipient == contact.person)`,
			`1:41: contact.person (an identity) and disclosure.recipient (a text) do not join: a person is never equal to a name or reference`},
		{"own field that does not join", "contact", `exists(disclosure, disclosure.recipient == contact.source)`,
			`1:41: contact.source does not join; of contact, these do: contact.person, contact.source_page`},
		{"joined field that does not join", "send", `exists(disclosure, disclosure.fields == send.supplier)`,
			`1:38: disclosure.fields does not join; of disclosure, these do: disclosure.person, disclosure.recipient`},
		{"two fields of the joined relation", "contact", `exists(disclosure, disclosure.recipient == disclosure.fields)`,
			`1:41: disclosure.recipient and disclosure.fields do not join: one side is a field of contact, the other one of disclosure`},
		{"two fields of the row", "contact", `exists(disclosure, contact.person == contact.person)`,
			`1:35: contact.person and contact.person do not join: one side is a field of contact, the other one of disclosure`},
		{"nested", "contact", `exists(suppression, suppression.person == contact.person && none(request, request.person == contact.person))`,
			`1:61: none stands inside exists: one relation is joined at a time; write two conditions side by side, joined with &&`},
		{"latest outside", "preference", `preference.latest`,
			`1:1: preference.latest is known only where preference is joined, inside exists(preference, ...)`},
		{"latest of the own relation inside", "preference", `exists(send, send.person == preference.person && preference.latest)`,
			`1:50: preference.latest is known only where preference is joined, inside exists(preference, ...)`},
		{"latest asked for", "snapshot", `known(snapshot.latest)`,
			`1:7: snapshot.latest is known only where snapshot is joined, inside exists(snapshot, ...)`},
		{"content of a joined text", "contact", `exists(disclosure, disclosure.person == contact.person && disclosure.recipient == "x")`,
			`1:80: the content of disclosure.recipient is not read inside exists; write known(disclosure.recipient), or compare it with a field of contact that joins`},
		{"content of a joined text, swapped", "contact", `exists(disclosure, disclosure.person == contact.person && "x" != disclosure.recipient)`,
			`1:63: the content of disclosure.recipient is not read inside exists; write known(disclosure.recipient), or compare it with a field of contact that joins`},
		{"a joined text in a list", "contact", `exists(disclosure, disclosure.person == contact.person && disclosure.recipient in ["x"])`,
			`1:59: the content of disclosure.recipient is not read inside exists; write known(disclosure.recipient), or compare it with a field of contact that joins`},
		{"a joined text searched", "contact", `exists(disclosure, disclosure.person == contact.person && disclosure.fields.contains("e-mail"))`,
			`1:59: the content of disclosure.fields is not read inside exists; write known(disclosure.fields), or compare it with a field of contact that joins`},
		{"a third relation", "contact", `exists(suppression, suppression.person == contact.person && send.sent_at > suppression.recorded_at)`,
			`1:61: inside exists(suppression, ...) a rule on contact reads suppression, contact and case, not send`},
		{"a joined relation outside", "contact", `suppression.kind == "erasure"`,
			`1:1: a rule on contact reads contact and case; rows of suppression are asked for with exists(suppression, suppression.person == contact.person && ...)`},
		{"a bare field of the joined relation", "contact", `exists(suppression, person == contact.person)`,
			`1:21: unknown name "person"; write suppression.person`},
		{"unknown field of the joined relation", "contact", `exists(suppression, suppression.persn == contact.person)`,
			`1:33: suppression has no field "persn"; did you mean "person"?`},
		{"the rest is no condition", "contact", `exists(suppression, suppression.person == contact.person && suppression.kind)`,
			`1:61: suppression.kind is one of fixed values, not true or false; compare it, or write known(suppression.kind)`},
		{"an identity outside exists", "contact", `contact.person == contact.person`,
			`1:16: contact.person is compared with a field of another relation, inside exists(relation, ...)`},
		{"an identity and a text", "contact", `contact.person == "a@b.example"`,
			`1:16: contact.person holds keyed hashes, not values: it is compared with a field of another relation only, inside exists(relation, ...)`},
		{"an identity in order", "contact", `exists(suppression, suppression.person < contact.person)`,
			`1:40: identities have no order; compare them with ==`},
		{"an identity in a list", "contact", `contact.person in ["a@b.example"]`,
			`1:1: expected a field of texts, numbers or fixed values before in [...], got contact.person (an identity)`},
		{"an identity searched", "contact", `contact.person.contains("@")`,
			`1:1: contains tests a text field, got contact.person (an identity)`},
		{"an identity for a condition", "contact", `contact.person`,
			`1:1: contact.person is an identity, not true or false; compare it, or write known(contact.person)`},
		{"called on a value", "contact", `suppression.exists(suppression.person == contact.person)`,
			`1:19: exists is not called on a value; write exists(...)`},
		{"compared", "contact", `exists(suppression, suppression.person == contact.person) == true`,
			`1:1: a condition is not compared; join conditions with &&, || and !`},
		{"several faults", "contact", "exists(suppression,\n  suppression.kind == \"errasure\" &&\n  suppression.recorded_at < contact.colected_at)",
			"2:23: unknown value of suppression.kind \"errasure\"; did you mean \"erasure\"?\n3:37: contact has no field \"colected_at\"; did you mean \"collected_at\"?"},
	}
	for _, k := range cases {
		t.Run(k.name, func(t *testing.T) {
			got, err := c.Compile(k.on, k.text)
			if err == nil {
				t.Fatalf("accepted as %s", got)
			}
			if err.Error() != k.want {
				t.Errorf("got\n%s\nwant\n%s", err, k.want)
			}
		})
	}
}

// The fields of a condition are those of exists, too.
func TestJoinRefs(t *testing.T) {
	e, err := compiler(t).Compile("contact", `contact.archived && none(suppression, suppression.person == contact.person && suppression.recorded_at < contact.collected_at)`)
	if err != nil {
		t.Fatal(err)
	}
	want := []expr.Ref{
		{Relation: "contact", Field: "archived"}, {Relation: "contact", Field: "person"}, {Relation: "suppression", Field: "person"},
		{Relation: "suppression", Field: "recorded_at"}, {Relation: "contact", Field: "collected_at"},
	}
	if got := e.Refs(); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
