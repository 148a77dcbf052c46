package engine_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"leadlint/scanner/engine"

	"pgregory.net/rapid"
)

// drawPartial draws what a run over some rows can have counted.
func drawPartial(t *rapid.T, groups, rules, samples int, persons bool) *engine.Partial {
	p := &engine.Partial{
		Groups: make([]int64, groups), AgeMonths: make([]int64, engine.AgeSteps),
		Rules: make([]engine.RulePartial, rules), SampleSize: samples,
	}
	count := rapid.Int64Range(0, 1<<40)
	for range rapid.IntRange(0, 6).Draw(t, "filled groups") {
		p.Groups[rapid.IntRange(0, groups-1).Draw(t, "group")] += count.Draw(t, "rows")
	}
	for _, n := range p.Groups {
		p.Rows += n
	}
	p.AgeMonths[rapid.IntRange(0, engine.AgeSteps-1).Draw(t, "step")] = rapid.Int64Range(0, p.Rows).Draw(t, "aged")
	p.Undated = p.Rows - p.AgeMonths[0]
	for _, n := range p.AgeMonths[1:] {
		p.Undated -= n
	}
	p.Future = rapid.Int64Range(0, p.Undated).Draw(t, "future")
	p.Undated -= p.Future
	p.Sketch = drawSketch(t)
	for i := range p.Rules {
		p.Rules[i] = drawRule(t, p, persons)
	}
	return p
}

func drawSketch(t *rapid.T) engine.Sketch {
	var s engine.Sketch
	key := rapid.Uint64().Draw(t, "key")
	for range rapid.SampledFrom([]int{0, 1, 3, 100, 5000, 100000}).Draw(t, "keys") {
		key = key*6364136223846793005 + 1442695040888963407
		s.Add(key)
	}
	return s
}

func drawRule(t *rapid.T, p *engine.Partial, persons bool) engine.RulePartial {
	r := engine.RulePartial{BreachBy: make([]int64, len(p.Groups)), NotShownBy: make([]int64, len(p.Groups))}
	for i, n := range p.Groups {
		r.BreachBy[i] = rapid.Int64Range(0, n).Draw(t, "breach")
		r.NotShownBy[i] = rapid.Int64Range(0, n-r.BreachBy[i]).Draw(t, "not shown")
		r.Breach, r.NotShown = r.Breach+r.BreachBy[i], r.NotShown+r.NotShownBy[i]
	}
	if r.Breach == 0 {
		r.BreachBy = nil
	}
	if r.NotShown == 0 {
		r.NotShownBy = nil
	}
	r.Clear = rapid.Int64Range(0, p.Rows-r.Breach-r.NotShown).Draw(t, "clear")
	if persons {
		s := drawSketch(t)
		r.Persons = &s
	}
	keys := rapid.SliceOfNDistinct(rapid.Uint64(), 0, p.SampleSize, rapid.ID).Draw(t, "sample keys")
	slices.Sort(keys)
	for _, key := range keys {
		r.Samples = append(r.Samples, engine.Sample{
			Key: key, Line: rapid.Int64Range(0, 1<<50).Draw(t, "line"), Input: rapid.String().Draw(t, "input"),
			Values: drawValues(t),
		})
	}
	return r
}

func drawValues(t *rapid.T) (out []engine.Masked) {
	for _, text := range rapid.SliceOfN(rapid.String(), 0, 3).Draw(t, "values") {
		out = append(out, engine.Masked{Field: "email", Value: text})
	}
	return out
}

func encoded(t tester, p *engine.Partial) []byte {
	t.Helper()
	data, err := json.Marshal(p)
	if err != nil {
		t.Fatal("encode:", err)
	}
	return data
}

func decoded(t tester, data []byte) *engine.Partial {
	t.Helper()
	p := new(engine.Partial)
	if err := json.Unmarshal(data, p); err != nil {
		t.Fatal("decode:", err)
	}
	return p
}

// A partial comes back as it was sent, and merges as it would have merged here.
func TestPartialWire(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		groups, rules, samples := rapid.IntRange(1, 300).Draw(t, "groups"), rapid.IntRange(0, 4).Draw(t, "rules"), rapid.IntRange(0, 4).Draw(t, "samples")
		persons := rapid.Bool().Draw(t, "persons")
		a, b := drawPartial(t, groups, rules, samples, persons), drawPartial(t, groups, rules, samples, persons)
		sentA, sentB := decoded(t, encoded(t, a)), decoded(t, encoded(t, b))
		if !reflect.DeepEqual(a, sentA) {
			t.Fatalf("got %+v, want %+v", sentA, a)
		}
		must(t, a.Merge(b))
		must(t, sentA.Merge(sentB))
		if !reflect.DeepEqual(a, sentA) || !bytes.Equal(encoded(t, a), encoded(t, sentA)) {
			t.Fatalf("merged after sending %+v, want %+v", sentA, a)
		}
	})
}

// What no run can have counted is refused: merged, it would give wrong findings.
func TestPartialWireRefuses(t *testing.T) {
	const ages = `"age_months":[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]`
	with := func(rules string) string {
		return `{"rows":5,"group_count":3,"groups":[0,2,2,3],` + ages + `,"sketch":{},"sample_size":1,"rules":` + rules + `}`
	}
	if got := decoded(t, []byte(with(`[{"breach":2,"breach_by":[2,2]},{}]`))); got.Rules[0].BreachBy[2] != 2 || got.Groups[0] != 2 {
		t.Fatalf("got %+v", got)
	}
	for name, data := range map[string]string{
		"no object":               `[]`,
		"groups beyond any batch": strings.Replace(with(`[]`), `"group_count":3`, `"group_count":70000`, 1),
		"no groups":               `{"rows":0,"group_count":0,` + ages + `}`,
		"negative rows":           strings.Replace(with(`[]`), `"rows":5`, `"rows":-5`, 1),
		"rows beyond 2^53":        strings.NewReplacer(`"rows":5`, `"rows":9007199254740993`, `2,2,3`, `2,2,9007199254740991`).Replace(with(`[]`)),
		"groups of other rows":    strings.Replace(with(`[]`), `"rows":5`, `"rows":6`, 1),
		"a group twice":           strings.Replace(with(`[]`), `[0,2,2,3]`, `[0,2,0,3]`, 1),
		"a group too many":        strings.Replace(with(`[]`), `[0,2,2,3]`, `[0,2,3,3]`, 1),
		"a group without count":   strings.Replace(with(`[]`), `[0,2,2,3]`, `[0,2,2]`, 1),
		"steps of age":            strings.Replace(with(`[]`), `[0,0,`, `[0,`, 1),
		"more aged than rows":     strings.Replace(with(`[]`), `[0,0,`, `[3,3,`, 1),
		"too many rules":          with(`[` + strings.Repeat(`{},`, 5000) + `{}]`),
		"rules that are no list":  with(`{}`),
		"outcomes beyond rows":    with(`[{"breach":3,"breach_by":[0,3],"clear":3}]`),
		"groups of no breach":     with(`[{"breach":3,"breach_by":[0,2]}]`),
		"too many samples":        with(`[{"samples":[{"key":"0000000000000001"},{"key":"0000000000000002"}]}]`),
		"samples out of order":    strings.Replace(with(`[{"samples":[{"key":"0000000000000002"},{"key":"0000000000000001"}]}]`), `"sample_size":1`, `"sample_size":2`, 1),
		"a key that is no key":    with(`[{"samples":[{"key":"+00000000000001f"}]}]`),
		"a negative line":         with(`[{"samples":[{"key":"0000000000000001","line":-1}]}]`),
		"a short sketch":          strings.Replace(with(`[]`), `"sketch":{}`, `"sketch":{"dense":"AAAA"}`, 1),
		"a register out of range": strings.Replace(with(`[]`), `"sketch":{}`, `"sketch":{"sparse":"AAD/"}`, 1),
		"a register not there":    strings.Replace(with(`[]`), `"sketch":{}`, `"sketch":{"sparse":"//8B"}`, 1),
	} {
		t.Run(name, func(t *testing.T) {
			if err := json.Unmarshal([]byte(data), new(engine.Partial)); err == nil {
				t.Error("got no error, want one")
			}
		})
	}
}

func FuzzPartialWire(f *testing.F) {
	f.Add([]byte(`{"rows":5,"group_count":3,"groups":[0,2,2,3],"age_months":[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,5],"sketch":{"sparse":"AAEC"},"sample_size":1,"rules":[{"breach":2,"breach_by":[2,2],"persons":{},"samples":[{"key":"000000000000000a","line":7,"input":"a.csv","values":[{"field":"email","value":"a…"}]}]},{}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		p := new(engine.Partial)
		if json.Unmarshal(data, p) != nil {
			return
		}
		again := decoded(t, encoded(t, p))
		if !bytes.Equal(encoded(t, again), encoded(t, p)) {
			t.Fatalf("%s is read back as another", data)
		}
		// Either can be merged, or is refused whole.
		_ = p.Merge(again)
	})
}

func TestMergeRefuses(t *testing.T) {
	of := func(groups, rules, samples int, persons bool) *engine.Partial {
		p := &engine.Partial{Groups: make([]int64, groups), AgeMonths: make([]int64, engine.AgeSteps), Rules: make([]engine.RulePartial, rules), SampleSize: samples}
		for i := range p.Rules {
			p.Rules[i] = engine.RulePartial{BreachBy: make([]int64, groups), NotShownBy: make([]int64, groups)}
			if persons {
				p.Rules[i].Persons = &engine.Sketch{}
			}
		}
		return p
	}
	full := of(2, 2, 3, true)
	full.Rows, full.Groups[0] = 1<<53, 1<<53
	one := of(2, 2, 3, true)
	one.Rows, one.Groups[1] = 1, 1
	for name, c := range map[string][2]*engine.Partial{
		"groups":        {of(2, 2, 3, true), of(3, 2, 3, true)},
		"rules":         {of(2, 2, 3, true), of(2, 1, 3, true)},
		"samples":       {of(2, 2, 3, true), of(2, 2, 4, true)},
		"persons":       {of(2, 2, 3, true), of(2, 2, 3, false)},
		"too many rows": {full, one},
	} {
		t.Run(name, func(t *testing.T) {
			before := encoded(t, c[0])
			if err := c[0].Merge(c[1]); err == nil || !bytes.Equal(before, encoded(t, c[0])) {
				t.Errorf("got %v, want an error and the partial unchanged", err)
			}
		})
	}
}
