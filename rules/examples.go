package rules

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"leadlint/rules/expr"
	"leadlint/rules/facts"
	"leadlint/rules/strict"
)

// The outcomes that an example may want.
const (
	// WantBreach, WantClear and WantNotShown are outcomes of a row examined.
	WantBreach   = "breach"
	WantClear    = "clear"
	WantNotShown = "not_shown"
	// WantNotExamined says that the rule does not apply to the row.
	WantNotExamined = "not_examined"
)

func wants() []string { return []string{WantBreach, WantClear, WantNotShown, WantNotExamined} }

// tests checks a rule's examples against the schema.
func (l *loader) tests(p *Pack, r *Rule, y *ruleYAML) {
	seen := map[string]bool{}
	for i := range y.Tests {
		t := l.test(r, &y.Tests[i])
		seen[t.Want] = true
		r.Tests = append(r.Tests, t)
	}
	var missing []string
	if !seen[WantBreach] {
		missing = append(missing, "a breach")
	}
	if !seen[WantClear] && !seen[WantNotShown] {
		missing = append(missing, "clear or not_shown")
	}
	if len(missing) == 0 {
		return
	}
	msg := fmt.Sprintf("rule %s has no test that wants %s", r.ID, strings.Join(missing, ", nor one that wants "))
	if l.own {
		l.problems.Add(y.ID.Pos, "%s", msg)
	} else {
		p.Warnings = append(p.Warnings, y.ID.Pos.Where()+": "+msg)
	}
}

func (l *loader) test(r *Rule, y *testYAML) Test {
	t := Test{Facts: map[string]map[string]any{}, Line: y.at.Line}
	for i := range y.entries {
		e := &y.entries[i]
		switch e.Key {
		case "name":
			t.Name = e.Value.text
		case "now":
			t.Now = e.Value.text
			if _, err := time.Parse(time.DateOnly, t.Now); err != nil {
				l.problems.Add(e.Value.Pos(), "expected a date YYYY-MM-DD, found %q", t.Now)
			}
		case "want":
			t.Want = e.Value.text
			if !slices.Contains(wants(), t.Want) {
				l.problems.Add(e.Value.Pos(), "unknown outcome %q%s", t.Want, strict.Suggest(t.Want, wants()))
			}
		default:
			l.testFacts(r, &t, e)
		}
	}
	if t.Want == "" {
		l.problems.Add(y.at, "the test does not say what it wants: add want, one of %s", strings.Join(wants(), ", "))
	}
	return t
}

// testFacts checks the facts of one relation: one row of the rule's own and of
// case, any number of rows of those that it joins.
func (l *loader) testFacts(r *Rule, t *Test, e *strict.Entry[testEntry]) {
	relation := l.schema.Relation(e.Key)
	joined := slices.Contains(r.Joins(), e.Key)
	switch {
	case relation == nil:
		keys := append([]string{r.On, "case", "name", "now", "want"}, r.Joins()...)
		l.problems.Add(e.Pos, "unknown key %q in a test%s", e.Key, strict.Suggest(e.Key, keys))
	case e.Key == r.On || e.Key == "case":
		if !e.Value.IsSection() {
			l.problems.Add(e.Value.Pos(), "expected the fields of %s, such as {%s: ...}", e.Key, relation.Fields[0].Name)
			return
		}
		t.Facts[e.Key] = l.testRow(relation, &e.Value.rows[0])
	case compiled(r) && !joined:
		l.problems.Add(e.Pos, "the rule asks for no rows of %q: leave them out of the test, or write exists(%s, ...) in the rule", e.Key, e.Key)
	case !e.Value.IsSection() && !e.Value.IsList():
		l.problems.Add(e.Value.Pos(), "expected rows of %s, such as [{%s: ...}], or [] when it was supplied and is empty", e.Key, relation.Fields[0].Name)
	default:
		rows := make([]map[string]any, len(e.Value.rows))
		for i := range rows {
			rows[i] = l.testRow(relation, &e.Value.rows[i])
		}
		if t.Joined == nil {
			t.Joined = map[string][]map[string]any{}
		}
		t.Joined[e.Key] = rows
	}
}

// compiled says that the conditions of a rule are sound.
func compiled(r *Rule) bool {
	return r.Breach != nil && (r.Applies != nil || r.AppliesText == "")
}

// testRow checks the facts of one row.
func (l *loader) testRow(relation *facts.Relation, r *testRow) map[string]any {
	row := map[string]any{}
	for _, c := range r.cells {
		f := relation.Field(c.Key)
		if f == nil {
			l.problems.Add(c.Pos, "%s has no field %q%s", relation.Name, c.Key, strict.Suggest(c.Key, fieldNames(relation)))
			continue
		}
		if relation.State != nil && f.Name == facts.LatestField {
			l.problems.Add(c.Pos, "%s is worked out from %s of the rows given; leave it out", c.Key, relation.State.Date)
			continue
		}
		v, problem := testFact(f, c.Value.value)
		if problem != "" {
			l.problems.Add(c.Value.Pos(), "%s", problem)
		}
		row[c.Key] = v
	}
	return row
}

func fieldNames(r *facts.Relation) []string {
	out := make([]string, len(r.Fields))
	for i := range r.Fields {
		out[i] = r.Fields[i].Name
	}
	return out
}

// testFact checks a fact against its field; a list comes back as []string. The
// second result says what is wrong, if anything.
func testFact(f *facts.Field, value any) (any, string) {
	if value == nil {
		return nil, ""
	}
	ok := false
	expected := map[facts.Type]string{
		facts.Text: "a text; write it in quotes", facts.Enum: "one of its values", facts.Bool: "true or false", facts.Date: "a date YYYY-MM-DD",
		facts.Int: "a whole number", facts.Set: "a list of its values", facts.Period: "a period such as P3Y",
		facts.Key: "a text that stands for the identity, or a list of such texts"}[f.Type]
	switch v := value.(type) {
	case string:
		switch f.Type {
		case facts.Text, facts.Key:
			if ok = strings.TrimSpace(v) != ""; !ok {
				expected = "a text; an empty cell is written null"
			}
		case facts.Enum:
			if ok = f.Code(v) != 0; !ok {
				return nil, fmt.Sprintf("unknown value of %s %q%s", f.Name, v, strict.Suggest(v, f.Values))
			}
		case facts.Date:
			_, err := time.Parse(time.DateOnly, v)
			ok = err == nil
		case facts.Period:
			_, err := expr.ParsePeriod(v)
			ok = err == nil
		}
	case bool:
		ok = f.Type == facts.Bool
	case int:
		ok = f.Type == facts.Int
	case []any:
		switch f.Type {
		case facts.Set:
			return testSet(f, v)
		case facts.Key:
			return testKey(f, v)
		}
	}
	if !ok {
		return nil, fmt.Sprintf("%s is %s: expected %s", f.Name, f.Type, expected)
	}
	return value, ""
}

func testSet(f *facts.Field, list []any) (any, string) {
	members := make([]string, len(list))
	for i, m := range list {
		name, _ := m.(string)
		if !slices.Contains(f.Values, name) {
			return nil, fmt.Sprintf("unknown value of %s \"%v\"%s", f.Name, m, strict.Suggest(name, f.Values))
		}
		members[i] = name
	}
	return members, ""
}

func testKey(f *facts.Field, list []any) (any, string) {
	texts := make([]string, len(list))
	for i, m := range list {
		if texts[i], _ = m.(string); strings.TrimSpace(texts[i]) == "" {
			return nil, fmt.Sprintf("%s is key: expected a list of texts, found \"%v\" in it", f.Name, m)
		}
	}
	if len(texts) == 0 {
		return nil, f.Name + " is key: an empty list is no identity; a row without one is written null"
	}
	return texts, ""
}
