package engine_test

import (
	"fmt"
	"slices"
	"strings"

	"leadlint/rules/condition/oracle"
	"leadlint/rules/facts"

	"pgregory.net/rapid"
)

// naive gives each row's value by a double loop, with CEL's interpreter. Where
// rows without an identity are what leaves it open, a second value is right
// too: the one without those rows that cannot meet the condition.
func (c *joinCase) naive(t *rapid.T) [][2]oracle.Truth {
	judge, err := oracle.New(pairSchema(c.schema, c.relation))
	if err != nil {
		t.Fatal(err)
	}
	over, err := judge.Condition("pair", c.text)
	if err != nil {
		t.Fatal(err)
	}
	applies, err := judge.Condition("pair", c.applies)
	must(t, err)
	beside, err := judge.Condition("pair", c.beside)
	must(t, err)
	out := make([][2]oracle.Truth, len(c.own))
	for i, own := range c.own {
		a, b := c.eval(t, applies, own, nil, nil), c.eval(t, beside, own, nil, nil)
		for k := range out[i] {
			out[i][k] = ruled(a, b, c.naiveRow(t, over, own, k == 1))
		}
	}
	return out
}

// ruled gives the outcome of a rule: true for a breach, unknown where it is
// not shown, false for a row that is clear or not examined.
func ruled(applies, beside, exists oracle.Truth) oracle.Truth {
	switch {
	case applies == oracle.False:
		return oracle.False
	case applies == oracle.True && beside == oracle.True:
		return exists
	case applies == oracle.True && (beside == oracle.False || exists == oracle.False):
		return oracle.False
	}
	return oracle.Unknown
}

func (c *joinCase) naiveRow(t *rapid.T, over *oracle.Condition, own map[string]any, precise bool) oracle.Truth {
	mine := own["person"].([]string)
	switch {
	case len(c.joined) == 0:
		return oracle.False
	case len(mine) == 0:
		return oracle.Unknown
	}
	comparable := slices.ContainsFunc(c.joined, func(r map[string]any) bool {
		return slices.ContainsFunc(r["person"].([]string), func(key string) bool {
			return slices.ContainsFunc(mine, func(k string) bool { return kindOf(k) == kindOf(key) })
		})
	})
	answer := oracle.False
	if !comparable {
		answer = oracle.Unknown
	}
	for at, row := range c.joined {
		theirs := row["person"].([]string)
		if len(theirs) == 0 && (!precise || c.eval(t, over, own, row, nil) != oracle.False) {
			answer = oracle.Unknown
		}
		for _, key := range mine {
			others := otherKinds(mine, theirs)
			if !slices.Contains(theirs, key) || kindOf(key) == "phone" && others != "" && others != "id" {
				continue
			}
			doubtful := kindOf(key) == "phone" && others == "id"
			var latest any
			if st := c.schema.Relation(c.relation).State; st != nil {
				latest = naiveLatest(c.joined, at, key, st)
			}
			switch c.eval(t, over, own, row, latest) {
			case oracle.True:
				if !doubtful {
					return oracle.True
				}
				answer = oracle.Unknown
			case oracle.Unknown:
				answer = oracle.Unknown
			}
		}
	}
	return answer
}

// eval gives the condition's value for a pair.
func (c *joinCase) eval(t *rapid.T, over *oracle.Condition, own, row map[string]any, latest any) oracle.Truth {
	pair := map[string]any{"joined_latest": latest}
	for name, v := range own {
		pair["own_"+name] = v
	}
	for name, v := range row {
		pair["joined_"+name] = v
	}
	got, err := over.Eval(pair, map[string]any{}, c.now)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func kindOf(key string) string {
	kind, _, named := strings.Cut(key, ":")
	if !named {
		return "email"
	}
	return kind
}

// otherKinds lists the kinds of identity, telephones apart, that both have.
func otherKinds(a, b []string) string {
	var out []string
	for _, x := range a {
		for _, y := range b {
			if kind := kindOf(x); kind == kindOf(y) && kind != "phone" && !slices.Contains(out, kind) {
				out = append(out, kind)
			}
		}
	}
	return strings.Join(out, " ")
}

// naiveLatest says whether a row is the latest among those of an identity:
// true, false or nil, which the oracle takes for unknown.
func naiveLatest(rows rowsOf, at int, key string, st *facts.State) any {
	row := rows[at]
	date := func(r map[string]any) string { s, _ := r[st.Date].(string); return s }
	value := func(r map[string]any) string { return fmt.Sprint(r[st.Value]) }
	var rivals rowsOf // of the same By
	var perhaps rowsOf
	for i, r := range rows {
		switch {
		case i == at || !slices.Contains(r["person"].([]string), key):
		case st.By == "" || r[st.By] == row[st.By]:
			rivals = append(rivals, r)
		case r[st.By] == nil || row[st.By] == nil:
			perhaps = append(perhaps, r)
		}
	}
	older := func(a, b map[string]any) bool { return date(a) != "" && date(b) != "" && date(a) < date(b) }
	for _, r := range rivals {
		if older(row, r) {
			return false
		}
	}
	group := append(slices.Clone(rivals), row)
	for _, r := range group {
		beaten := slices.ContainsFunc(group, func(o map[string]any) bool { return older(r, o) })
		if !beaten && value(r) != value(row) {
			return nil
		}
	}
	for _, r := range perhaps {
		if !older(r, row) && value(r) != value(row) {
			return nil
		}
	}
	return true
}
