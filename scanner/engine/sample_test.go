package engine_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"leadlint/rules"
	"leadlint/rules/facts"
	"leadlint/scanner/engine"

	"pgregory.net/rapid"
)

// numbered masks rows as a fixed value each, on lines counted from a start.
type numbered struct {
	values []string
	line   int64
}

func (n *numbered) Mask(row int, _ []int) ([]engine.Masked, int64) {
	return []engine.Masked{{Field: "name", Value: n.values[row]}}, n.line + int64(row)
}

// TestSamples: which rows become samples, and what they show, does not depend on
// the order of the rows, on how they are divided or on how their lines are counted.
func TestSamples(t *testing.T) {
	schema := facts.NewSchema()
	r := ruleOf(t, schema, "contact", "", `true`)
	plan, err := engine.Compile(schema, "contact", []*rules.Rule{r}, engine.Env{Now: 20000}, engine.Options{})
	if err != nil {
		t.Fatal(err)
	}
	cols := make([]facts.Vec, len(schema.Relation("contact").Fields))
	for i := range cols {
		cols[i].Absent = true
	}
	type row struct {
		key   uint64
		value string
	}
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.IntRange(0, 4).Draw(t, "size")
		list := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) row {
			return row{rapid.Uint64Range(0, 8).Draw(t, "key"), fmt.Sprint("v", rapid.IntRange(0, 3).Draw(t, "value"))}
		}), 1, 40).Draw(t, "rows")
		run := func(list []row, line int64) *engine.Partial {
			whole := plan.NewPartial(size)
			for len(list) > 0 {
				n := rapid.IntRange(1, len(list)).Draw(t, "part")
				b, mask, part := &facts.Batch{N: n, Cols: cols}, &numbered{line: line}, plan.NewPartial(size)
				for _, r := range list[:n] {
					b.Key, mask.values = append(b.Key, r.key), append(mask.values, r.value)
				}
				must(t, plan.NewEvaluator().Run(b, part, mask))
				must(t, whole.Merge(part))
				list, line = list[n:], line+int64(n)
			}
			return whole
		}
		got, want := run(rapid.Permutation(list).Draw(t, "order"), 1000), []engine.Sample(nil)
		smallest := map[uint64]string{}
		for _, r := range list {
			if v, ok := smallest[r.key]; !ok || r.value < v {
				smallest[r.key] = r.value
			}
		}
		for key := range uint64(9) {
			if v, ok := smallest[key]; ok && len(want) < size {
				want = append(want, engine.Sample{Key: key, Values: []engine.Masked{{Field: "name", Value: v}}})
			}
		}
		samples := slices.Clone(got.Rules[0].Samples)
		for i := range samples {
			samples[i].Line = 0
		}
		if len(samples)+len(want) > 0 && !reflect.DeepEqual(samples, want) {
			t.Fatalf("got %v, want %v", samples, want)
		}
		if first := run(list, 1).Rules[0].Samples; len(first) != len(samples) {
			t.Fatalf("got %d samples in one order, %d in another", len(first), len(samples))
		}
	})
}

// Of two equal rows, the sample is the one that stands first.
func TestSampleOfEqualRows(t *testing.T) {
	sample := func(input string, line int64) *engine.Partial {
		return &engine.Partial{SampleSize: 1, Rules: []engine.RulePartial{{Samples: []engine.Sample{{Key: 1, Input: input, Line: line, Values: []engine.Masked{{Field: "name", Value: "v"}}}}}}}
	}
	got := sample("b.csv", 2)
	for _, other := range []*engine.Partial{sample("a.csv", 9), sample("a.csv", 7), sample("c.csv", 1), sample("a.csv", 8)} {
		if err := got.Merge(other); err != nil {
			t.Fatal(err)
		}
	}
	if s := got.Rules[0].Samples; len(s) != 1 || s[0].Input != "a.csv" || s[0].Line != 7 {
		t.Errorf("got %v, want line 7 of a.csv", s)
	}
}
