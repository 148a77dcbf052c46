package condition_test

import (
	"errors"
	"strings"
	"testing"

	"leadlint/rules/condition"
	"leadlint/rules/facts"
)

func compiler(t testing.TB) *condition.Compiler {
	t.Helper()
	c, err := condition.New(facts.NewSchema())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestAccepted(t *testing.T) {
	c := compiler(t)
	cases := []struct{ text, want string }{
		{`contact.opt_out_email == contact.soft_opt_in`, `eq(contact.opt_out_email, contact.soft_opt_in)`},
		{`true == false`, `eq(true, false)`},
		{`date("2024-01-01") < now && 1 < 2 && "a" != "b"`, `and(and(gt(now, day(19723)), lt(1, 2)), ne("a", "b"))`},
		{`"FR" == contact.country && 3 <= contact.orders && now > contact.collected_at`, `and(and(eq(contact.country, "FR"), ge(contact.orders, 3)), gt(now, contact.collected_at))`},
		{`contact.source_type == "social_platform" && (known(contact.email) || known(contact.phone))`, `and(eq(contact.source_type, "social_platform"), or(known(contact.email), known(contact.phone)))`},
		{`contact.visibility in ["only_me", "first_degree"] && contact.opt_out_email`, `and(in(contact.visibility, "only_me", "first_degree"), contact.opt_out_email)`},
		{`now - case.retention_period >= contact.collected_at`, `ge(sub(now, case.retention_period), contact.collected_at)`},
		{`date("2024-02-29") + period("P1Y") < now`, `lt(add(day(19782), period(P1Y)), now)`},
		{`contact.collected_at + period("P1M") + period("P2W") <= now`, `le(add(add(contact.collected_at, period(P1M)), period(P14D)), now)`},
		{`"fr" in contact.languages || !overlaps(contact.languages, contact.notice_languages)`, `or(has(contact.languages, "fr"), not(overlaps(contact.languages, contact.notice_languages)))`},
		{`contact.job_function in case.offer_functions`, `in_set(contact.job_function, case.offer_functions)`},
		{`recorded(contact.consent_source) && !known(case.retention_period)`, `and(recorded(contact.consent_source), not(known(case.retention_period)))`},
		{`contact.email.matches("(?i)^info@") || contact.email.endsWith(".example")`, `or(matches(contact.email, "(?i)^info@"), ends_with(contact.email, ".example"))`},
		{`contact.source in ["été", "日本"] // comment`, `in(contact.source, "été", "日本")`},
		{`contact.orders in [1, -2, 3]`, `in(contact.orders, 1, -2, 3)`},
		{`contact.languages != case.notice_languages`, `ne(contact.languages, case.notice_languages)`},
		{`contact.opt_out_email != true`, `ne(contact.opt_out_email, true)`},
		{"known(contact.email)\n  && known(contact.phone)", `and(known(contact.email), known(contact.phone))`},
	}
	for _, k := range cases {
		t.Run(k.text, func(t *testing.T) {
			got, err := c.Compile("contact", k.text)
			if err != nil {
				t.Fatal(err)
			}
			if got.String() != k.want {
				t.Errorf("got  %s\nwant %s", got, k.want)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	c := compiler(t)
	cases := []struct{ text, want string }{
		{`contact.email`,
			`1:1: contact.email is a text, not true or false; compare it, or write known(contact.email)`},
		{`contact.collected_at`,
			`1:1: contact.collected_at is a date, not true or false; compare it, or write known(contact.collected_at)`},
		{`"a"`,
			`1:1: expected something true or false, got a text`},
		{`1`,
			`1:1: expected something true or false, got a number`},
		{`period("P1Y")`,
			`1:1: expected something true or false, got a period`},
		{`now`,
			`1:1: expected something true or false, got a date`},
		{`now - period("P1Y")`,
			`1:1: expected something true or false, got a date`},
		{`!contact.email`,
			`1:2: contact.email is a text, not true or false; compare it, or write known(contact.email)`},
		{`contact.collected_at - now > 3`,
			`1:22: dates are not subtracted; write the later date as date + period and compare`},
		{`contact.collected_at < "2024-01-01"`,
			`1:22: contact.collected_at (a date) is compared with the text "2024-01-01"; write date("2026-01-31")`},
		{`contact.opt_out_email == "true"`,
			`1:23: contact.opt_out_email (true or false) is compared with the text "true"; write true or false without quotes`},
		{`contact.orders == "3"`,
			`1:16: contact.orders (a number) is compared with the text "3"; write the number without quotes`},
		{`contact.languages == "fr"`,
			`1:19: contact.languages (a set) is compared with the text "fr"; write "fr" in contact.languages`},
		{`contact.country < "FR"`,
			`1:17: contact.country (one of fixed values) has no order; only dates and numbers do; use == or in`},
		{`contact.opt_out_email < true`,
			`1:23: contact.opt_out_email (true or false) has no order; only dates and numbers do; use == or in`},
		{`contact.source == ""`,
			`1:19: an empty cell is unknown, never an empty text; write known(contact.source) or !known(contact.source)`},
		{`contact.source == null`,
			`1:19: there is no null: write known(field) or !known(field)`},
		{`contact.country == contact.visibility`,
			`1:17: contact.country and contact.visibility have different values and cannot be compared`},
		{`contact.country == contact.source`,
			`1:17: contact.country (one of fixed values) is compared with contact.source (a text); both sides must be of one type`},
		{`known(contact.email) == true`,
			`1:1: a condition is not compared; join conditions with &&, || and !`},
		{`contact.languages == contact.channel`,
			`1:19: contact.languages and contact.channel have different values and cannot be compared`},
		{`case.retention_period == case.retention_period`,
			`1:23: periods are not compared; compare dates, such as contact.collected_at <= now - period("P3Y")`},
		{`case.retention_period > now`,
			`1:23: case.retention_period (a period) is compared with a date; write a date, such as now - period("P3Y")`},
		{`case.retention_period > period("P1Y")`,
			`1:23: periods are not compared; compare dates, such as contact.collected_at <= now - period("P3Y")`},
		{`period("P1Y") + now < now`,
			`1:15: write the date first: date + period`},
		{`period("P1Y") + period("P1Y") == now`,
			`1:15: periods are not added; add them one after the other to a date`},
		{`contact.orders + 1 > 2`,
			`1:16: there is no arithmetic with numbers; compare a field with a constant`},
		{`contact.source + "x" == "y"`,
			`1:16: texts are not joined; use matches or several conditions`},
		{`now - contact.orders < now`,
			`1:5: + and - take a date and a period, such as now - period("P3Y"), got a date and contact.orders (a number)`},
		{`contact.country in []`,
			`1:20: the list is empty`},
		{`contact.country in ["FR", "FR"]`,
			`1:27: "FR" stands twice in the list`},
		{`contact.country in ["FR", contact.source]`,
			`1:27: a list holds constants only`},
		{`contact.opt_out_email in [true]`,
			`1:1: expected a field of texts, numbers or fixed values before in [...], got contact.opt_out_email (true or false)`},
		{`contact.collected_at in [now]`,
			`1:1: expected a field of texts, numbers or fixed values before in [...], got contact.collected_at (a date)`},
		{`"FR" in ["FR"]`,
			`1:1: expected a field of texts, numbers or fixed values before in [...], got the text "FR"`},
		{`contact.orders in [1, "2"]`,
			`1:23: contact.orders (a number) is compared with the text "2"; write the number without quotes`},
		{`contact.source in [""]`,
			`1:20: an empty cell is unknown, never an empty text; write !known(contact.source)`},
		{`contact.languages in ["fr"]`,
			`1:1: expected a field of texts, numbers or fixed values before in [...], got contact.languages (a set); write "value" in contact.languages, once for each value`},
		{`contact.email in contact.languages`,
			`1:1: only a text in quotes or a field of fixed values can be a member of contact.languages, got contact.email (a text)`},
		{`contact.languages in contact.languages`,
			`1:19: a set is not a member of a set; write overlaps(contact.languages, contact.languages)`},
		{`"xx" in contact.languages`,
			`1:1: unknown value of contact.languages "xx"`},
		{`"fr" in contact.email`,
			`1:9: expected a list [...] or a set field after in, got contact.email (a text)`},
		{`"fr" in now`,
			`1:9: expected a list [...] or a set field after in, got a date`},
		{`3 in contact.languages`,
			`1:1: only a text in quotes or a field of fixed values can be a member of contact.languages, got the number 3`},
		{`known("x")`,
			`1:7: known takes a field, written relation.field`},
		{`known(contact.email == "x")`,
			`1:7: known takes a field, written relation.field`},
		{`known()`,
			`1:1: known takes 1 argument, got 0: known(relation.field)`},
		{`known(contact.email, contact.phone)`,
			`1:1: known takes 1 argument, got 2: known(relation.field)`},
		{`known(now)`,
			`1:7: known takes a field, written relation.field`},
		{`known(email)`,
			`1:7: unknown name "email"; write contact.email`},
		{`recorded(x)`,
			`1:10: unknown name "x"; expected now or a field, written relation.field; text stands in quotes`},
		{`period(3) == now`,
			`1:8: period takes a constant text: period("P3Y")`},
		{`date(contact.source) < now`,
			`1:6: date takes a constant text: date("2026-01-31")`},
		{`date("2024-02-30") < now`,
			`1:6: "2024-02-30" is not a date; expected YYYY-MM-DD`},
		{`date("01/02/2024") < now`,
			`1:6: "01/02/2024" is not a date; expected YYYY-MM-DD`},
		{`now - period("3Y") < now`,
			`1:14: "3Y" is not a period: expected a form such as "P3Y", "P6M" or "P30D"`},
		{`now - period("PT5H") < now`,
			`1:14: "PT5H" is not a period: expected a whole number followed by Y, M, W or D`},
		{`now - period("P5D3Y") < now`,
			`1:14: "P5D3Y" is not a period: after a number comes Y, M, W or D, each once and in this order`},
		{`now - period("P1.5Y") < now`,
			`1:14: "P1.5Y" is not a period: after a number comes Y, M, W or D, each once and in this order`},
		{`now - period("P9999999999999999999Y") < now`,
			`1:14: "P9999999999999999999Y" is not a period: it is longer than a thousand years`},
		{`overlaps(contact.languages, ["fr"])`,
			`1:29: overlaps takes two set fields; for constants write "value" in field, once for each`},
		{`overlaps(contact.languages, contact.channel)`,
			`1:9: contact.languages and contact.channel have different values and cannot overlap`},
		{`overlaps(contact.email, contact.channel)`,
			`1:10: overlaps takes two set fields, got contact.email (a text)`},
		{`overlaps(contact.channel)`,
			`1:1: overlaps takes 2 arguments, got 1: overlaps(set, set)`},
		{`contact.country.startsWith("F")`,
			`1:1: startsWith tests a text field, got contact.country (one of fixed values)`},
		{`startsWith(contact.email, "x")`,
			`1:1: startsWith is called on a text field: relation.field.startsWith("...")`},
		{`contact.email.known()`,
			`1:20: known is not called on a value; write known(...)`},
		{`contact.email.contains(contact.source)`,
			`1:24: contains takes a constant text`},
		{`contact.email.contains("")`,
			`1:24: every text passes contains(""); write known(contact.email)`},
		{`contact.email.matches("(?=x)")`,
			"1:23: not an RE2 expression: invalid or unsupported Perl syntax: `(?=`"},
		{`contact.email.startsWith("a", "b")`,
			`1:1: startsWith takes 1 argument, got 2: relation.field.startsWith("...")`},
		{`has(contact.email)`,
			`1:1: has() is not part of the rule language: write known(field)`},
		{`size(contact.languages) > 1`,
			`1:1: size() is not part of the rule language: sets are not counted; use in or overlaps(a, b)`},
		{`now - duration("3h") < now`,
			`1:7: duration() is not part of the rule language: write period("P3Y"): calendar periods in years, months, weeks and days`},
		{`timestamp("2024-01-01T00:00:00Z") < now`,
			`1:1: timestamp() is not part of the rule language: write date("2026-01-31")`},
		{`contact.collected_at.getFullYear() > 2020`,
			`1:33: getFullYear() is not part of the rule language: compare dates with date("2026-01-31") or now - period("P3Y")`},
		{`string(contact.orders) == "x"`,
			`1:1: string() is not part of the rule language: values are not converted; fields have their types already`},
		{`contact.email.lowerAscii() == "x"`,
			`1:25: lowerAscii() is not part of the rule language: texts are tested as they are; use matches with (?i) to ignore case`},
		{`contact`,
			`1:1: "contact" is a relation; name one of its fields: contact.field`},
		{`case`,
			`1:1: "case" is a relation; name one of its fields: case.field`},
		{`today > now`,
			`1:1: unknown name "today"; there are now, known(field) and relation.field`},
		{`foo`,
			`1:1: unknown name "foo"; expected now or a field, written relation.field; text stands in quotes`},
		{`email == "x"`,
			`1:1: unknown name "email"; write contact.email`},
		{`retention_period`,
			`1:1: unknown name "retention_period"; write case.retention_period`},
		{`activity.purpose == "x"`,
			`1:1: a rule on contact reads contact and case; activity cannot be joined with it`},
		{`contacts.email == "x"`,
			`1:1: unknown relation "contacts"; did you mean "contact"?`},
		{`x.y.z`,
			`1:1: fields are written relation.field, with one point`},
		{`contact.languages[0] == "fr"`,
			`1:18: there is no indexing; fields are written relation.field`},
		{`{"a": 1}.a == 1`,
			`1:1: fields are written relation.field, with one point`},
		{`[1] == [1]`,
			"1:1: a list stands only on the right of in: field in [...]\n1:8: a list stands only on the right of in: field in [...]"},
		{`contact{email: "x"}`,
			`1:8: maps and messages are not part of the rule language`},
		{`1.5 > 2.0`,
			"1:1: only whole numbers are known here\n1:7: only whole numbers are known here"},
		{`1u == 1u`,
			"1:1: write the number without u\n1:7: write the number without u"},
		{`b"x" == b"x"`,
			"1:1: bytes are not part of the rule language\n1:9: bytes are not part of the rule language"},
		{`contact.orders * 2 > 3`,
			`1:16: there is no arithmetic with numbers; compare a field with a constant`},
		{`contact.orders % 2 == 1`,
			`1:16: there is no arithmetic with numbers; compare a field with a constant`},
		{`contact.orders == -9223372036854775808`,
			`1:19: the number is too small`},
		{`contact.email.x`,
			`1:1: fields are written relation.field, with one point`},
		{`contact.?email == "x"`,
			`1:8: "." is not expected here`},
		{`contact.email ?? "x"`,
			`1:16: "?" is not expected here`},
		{"contact.`email` == \"x\"",
			`1:8: write the field's name without back quotes`},
		{`.contact.email == "a"`,
			`1:2: write contact without a point before it`},
		{`a && && b`,
			`1:6: a condition is missing before &&`},
		{`contact.opt_out_email & contact.opt_out_sms`,
			`1:23: write && for and`},
		{`contact.opt_out_email | contact.opt_out_sms`,
			`1:23: write || for or`},
		{`contact.opt_out_email || || true`,
			`1:26: a condition is missing before ||`},
		{`contact.country in ("FR", "DE")`,
			`1:25: "," is not expected here; a list is written ["a", "b"]`},
		{`contact.country in ["FR" "DE"]`,
			`1:26: a text is not expected here; a comma or an operator is missing before it`},
		{`contact.country is null`,
			`1:17: write == for equal, or known(field)`},
		{`contact.country == "FR" or true`,
			`1:25: write || for or`},
		{`IF x`,
			`1:4: "x" is not expected here`},
		{`contact.source == “x”`,
			`1:19: texts stand in plain quotes: "..."`},
		{`contact.country === "FR"`,
			`1:19: write == for equal`},
		{`((true)`,
			`1:8: the condition ends too early: expected a field, a value or a closing bracket`},
		{`true)`,
			`1:5: ")" is not expected here`},
		{`true;`,
			`1:5: ";" is not expected here`},
		{`// nothing`,
			`1:11: the condition ends too early: expected a field, a value or a closing bracket`},
		{`contact.email.all(x, x > 1)`,
			`1:18: all() is not part of the rule language: write exists(relation, condition) or none(relation, condition)`},
		{`for`,
			`1:1: "for" is not expected here`},
		{`contact.for == 1`,
			`1:9: contact has no field "for"; docs/rules.md lists its fields`},
		{`contact.orders => 2`,
			`1:16: write >= for at least`},
		{`contact.orders =< 2`,
			`1:16: write <= for at most`},
		{"contact.source == \"a\nb\"",
			`1:19: the string has no closing quote on this line, or an unknown escape after \`},
		{`"a" < "b"`,
			`1:5: the text "a" has no order; only dates and numbers do; use == or in`},
	}
	for _, k := range cases {
		t.Run(k.text, func(t *testing.T) {
			got, err := c.Compile("contact", k.text)
			if err == nil {
				t.Fatalf("accepted as %s", got)
			}
			if err.Error() != k.want {
				t.Errorf("got\n%s\nwant\n%s", err, k.want)
			}
		})
	}
}

// Other relations, hostile sizes, places on later lines and beside wide
// characters.
func TestRefusedOtherwise(t *testing.T) {
	c := compiler(t)
	cases := []struct{ name, relation, text, want string }{
		{"unknown relation", "contac", "true", `1:1: unknown relation "contac"; did you mean "contact"?`},
		{"relation of another rule", "recipient", `contact.email == "x"`, "1:1: a rule on recipient reads recipient and case; contact cannot be joined with it"},
		{"rule on case", "case", `contact.email == "x"`, "1:1: a rule on case reads case; contact cannot be joined with it"},
		{"empty", "contact", " \n", "1:1: the condition is empty; leave the key out instead"},
		{"not UTF-8", "contact", "known(contact.email) \xff", "1:1: the condition must be valid UTF-8 of at most 8192 characters"},
		{"long", "contact", strings.Repeat(" ", 9000) + "true", "1:1: the condition must be valid UTF-8 of at most 8192 characters"},
		{"deep", "contact", strings.Repeat("(", 500) + "true" + strings.Repeat(")", 500), "1:1: the condition is nested too deeply: at most 60 levels"},
		{"later line", "contact", "true &&\n  contact.visibilty == \"x\" &&\n\n  foo(now)", "2:11: contact has no field \"visibilty\"; did you mean \"visibility\"?\n4:3: unknown function \"foo\"; expected one of known, recorded, exists, none, period, date, overlaps, startsWith, endsWith, contains, matches"},
		{"wide characters", "contact", `"日本é" == contact.sorce`, `1:18: contact has no field "sorce"; did you mean "source"?`},
	}
	for _, k := range cases {
		t.Run(k.name, func(t *testing.T) {
			_, err := c.Compile(k.relation, k.text)
			if err == nil || err.Error() != k.want {
				t.Errorf("got\n%v\nwant\n%s", err, k.want)
			}
		})
	}
}

func TestOffset(t *testing.T) {
	_, err := compiler(t).Compile("contact", "\"日本é\" == contact.source &&\n contact.sorce == \"é\"")
	var all condition.Errors
	if !errors.As(err, &all) || len(all) != 1 {
		t.Fatalf("got %v, want one error", err)
	}
	if got, want := all[0].Offset, strings.Index("\"日本é\" == contact.source &&\n contact.sorce == \"é\"", "sorce"); got != want {
		t.Errorf("offset: got %d, want %d", got, want)
	}
}

func FuzzCompile(f *testing.F) {
	for _, seed := range []string{
		`contact.source_type == "x" && (known(contact.email) || !recorded(contact.phone))`,
		`now - case.retention_period >= contact.collected_at`, `"fr" in contact.languages`, `overlaps(contact.languages, [])`,
		`exists(suppression, suppression.person == contact.person && suppression.recorded_at < contact.collected_at)`,
		`none(preference, contact.person == preference.person && preference.latest && exists(send, true)) || exists(x)`, `exists(disclosure, disclosure.recipient == "a")`,
		`contact.email.matches("[") ? 1 : 2`, `x.y.z["a"].b{c: 1}`, "\"日\n本\" == 'a' // c", `[1].map(x, x)`, `b"a" + r'\x'`, "contact.`email`", "\"\"\"a\"\"\"",
	} {
		f.Add(seed)
	}
	c := compiler(f)
	f.Fuzz(func(t *testing.T, text string) {
		e, err := c.Compile("contact", text)
		if err == nil {
			if e == nil || e.Type != facts.Bool {
				t.Fatalf("%q: neither a condition nor an error", text)
			}
			return
		}
		var all condition.Errors
		if !errors.As(err, &all) || len(all) == 0 {
			t.Fatalf("%q: error without a place: %v", text, err)
		}
		for _, one := range all {
			if one.Line < 1 || one.Col < 1 || one.Offset < 0 || one.Offset > len(text) || one.Msg == "" {
				t.Errorf("%q: place %d:%d, offset %d, message %q", text, one.Line, one.Col, one.Offset, one.Msg)
			}
		}
	})
}

func BenchmarkCompile(b *testing.B) {
	c := compiler(b)
	for b.Loop() {
		if _, err := c.Compile("contact", `contact.source_type == "social_platform" && (known(contact.email) || known(contact.phone))`); err != nil {
			b.Fatal(err)
		}
	}
}
