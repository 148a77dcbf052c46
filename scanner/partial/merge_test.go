package partial_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"leadlint/scanner/finding"
	"leadlint/scanner/partial"
)

// TestMergeInAnyOrder holds that what is merged does not depend on the order of the
// partials, and that no row is lost or added.
func TestMergeInAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := shards(t, rapid.IntRange(1, 5).Draw(t, "shards"))
		want, issues, err := partial.Merge(list, names(len(list)))
		if err != nil || len(issues) > 0 {
			t.Fatalf("got %v and %+v, want neither", err, issues)
		}
		got, _, err := partial.Merge(rapid.Permutation(list).Draw(t, "order"), names(len(list)))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(encoded(t, got), encoded(t, want)) {
			t.Fatal("another order gives something else")
		}
		if a, b := rows(want), rows(list...); a != b {
			t.Fatalf("got %d rows, want %d", a, b)
		}
		if want.Shard != (partial.Shard{}) || want.Datasets[0].Inputs[0].Parts != nil || len(want.Datasets) != 2 || len(want.Datasets[0].Tables) != 3 {
			t.Fatalf("got %+v, want the whole", want)
		}
	})
}

// rows sums what is counted in the rows of partials: read, evaluated, filled, met.
func rows(list ...*partial.Partial) [6]int64 {
	var n [6]int64
	for _, p := range list {
		for _, d := range p.Datasets {
			for _, in := range d.Inputs {
				n[0] += in.Rows
			}
			for _, t := range d.Tables {
				n[1] += t.Rows
				n[2] += t.Skipped
				for _, i := range t.Issues {
					n[5] += i.Count
				}
				if t.Person {
					n[3] += t.Count.Rows
					n[4] += t.Tally.Filled[0]
				}
			}
		}
	}
	return n
}

// TestAddInAnyGrouping holds that the parts of a table give one result in whatever groups
// and order they are added.
func TestAddInAnyGrouping(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) partial.Table { return table(t, "a") }), 1, 6).Draw(t, "parts")
		want := added(t, parts)
		parts = rapid.Permutation(parts).Draw(t, "order")
		cut := rapid.IntRange(0, len(parts)).Draw(t, "cut")
		var groups []partial.Table
		for _, g := range [][]partial.Table{parts[:cut], parts[cut:]} {
			if len(g) > 0 {
				groups = append(groups, *added(t, g))
			}
		}
		a, _ := json.Marshal(want)
		b, _ := json.Marshal(added(t, groups))
		if !bytes.Equal(a, b) {
			t.Fatalf("got %s\nwant %s", b, a)
		}
	})
}

// added gives the sum of tables, none of which it changes.
func added(t *rapid.T, list []partial.Table) *partial.Table {
	p := &partial.Partial{Plan: plan(), Datasets: []partial.Dataset{{Tables: []partial.Table{list[0]}}}}
	copied, err := partial.Decode("copy", bytes.NewReader(encoded(t, p)))
	if err != nil {
		t.Fatal(err)
	}
	out := &copied.Datasets[0].Tables[0]
	for i := range list[1:] {
		if err := out.Add(&list[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	out.Issues = sortedIssues(t, out.Issues) // one part alone keeps its own order
	return out
}

func sortedIssues(t *rapid.T, list []finding.Issue) []finding.Issue {
	p := &partial.Partial{Plan: plan(), Datasets: []partial.Dataset{{Tables: []partial.Table{{Issues: list}}}}}
	m, _, err := partial.Merge([]*partial.Partial{p}, names(1))
	if err != nil {
		t.Fatal(err)
	}
	return m.Datasets[0].Tables[0].Issues
}

// TestMergeRefuses lists what can be no one audit.
func TestMergeRefuses(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(p *partial.Partial)
		want   string
	}{
		{"another day", func(p *partial.Partial) { p.Plan.Now = "2026-11-23" }, "the day of the audit (2026-11-22 and 2026-11-23)"},
		{"another leadlint", func(p *partial.Partial) { p.Plan.Tool = "1.2.4" }, "the version of leadlint (1.2.3 and 1.2.4)"},
		{"another rule pack", func(p *partial.Partial) { p.Plan.Packs[0].Version = "2" }, `the rule pack "eu" (versions 1 and 2)`},
		{"a changed rule pack", func(p *partial.Partial) { p.Plan.Packs[0].SHA256 = "cd" }, `the rule pack "eu" (its files)`},
		{"a further rule pack", func(p *partial.Partial) { p.Plan.Packs = append(p.Plan.Packs, finding.Pack{Name: "own"}) }, `the rule pack "own" (applied for one of them only)`},
		{"a changed audit file", func(p *partial.Partial) { p.Plan.Digests["audit file"] = "22" }, "differs: the audit file;"},
		{"a register that the other has not", func(p *partial.Partial) { p.Plan.Digests["register optouts.csv"] = "22" }, "the register optouts.csv (given for one of them only)"},
		{"other rules", func(p *partial.Partial) { p.Plan.Rules[0] = "RET-04" }, "the rules that were counted"},
		{"another number of shards", func(p *partial.Partial) { p.Shard.Of = 4 }, "expected a shard of 2"},
		{"no shard", func(p *partial.Partial) { p.Shard = partial.Shard{} }, "the whole"},
		{"the same shard, counted otherwise", func(p *partial.Partial) { p.Shard.Index = 1 }, "both say that they are shard 1 of 2"},
		{"a partition", func(p *partial.Partial) { p.Shard, p.Partition = partial.Shard{}, "7" }, "expected a shard of 2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			list := two(t)
			c.change(list[1])
			_, _, err := partial.Merge(list, []string{"first.partial", "second.partial"})
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "first.partial") || !strings.Contains(err.Error(), "second.partial") {
				t.Errorf("got %v, want both names and %q", err, c.want)
			}
		})
	}
	if _, _, err := partial.Merge(nil, nil); err == nil {
		t.Error("got no error without partials")
	}
}

// two gives the partials of two shards.
func two(t *testing.T) []*partial.Partial {
	t.Helper()
	return rapid.Custom(func(t *rapid.T) []*partial.Partial { return shards(t, 2) }).Example(6)
}

// TestMergeTells lists what is merged, but not without a word.
func TestMergeTells(t *testing.T) {
	base := func(p *partial.Partial) *partial.Dataset { return &p.Datasets[0] }
	for _, c := range []struct {
		name         string
		change       func(list []*partial.Partial) []*partial.Partial
		input, table string
		want         string
	}{
		{"a missing shard", func(l []*partial.Partial) []*partial.Partial { return l[:1] }, "--shard 2/2", "", "lost: shard 2 of 2 is missing: what it was to read was not read; make it and merge again"},
		{"its parts", func(l []*partial.Partial) []*partial.Partial { return l[:1] }, "base.parquet", "", "lost: of its 2 parts, these were not read: 2"},
		{"a shard twice", func(l []*partial.Partial) []*partial.Partial { return append(l, l[0]) }, "1.partial", "", "warning: was handed over 2 times, also as 3.partial: it was counted once"},
		{"an input that changed", func(l []*partial.Partial) []*partial.Partial { base(l[1]).Inputs[0].SHA256 = "bb"; return l }, "base.parquet", "", "lost: was changed while its parts were read"},
		{"a database that was written to", func(l []*partial.Partial) []*partial.Partial {
			base(l[0]).Inputs[0].State, base(l[1]).Inputs[0].State = "a", "b"
			return l
		}, "base.parquet", "", "warning: was written to between the readings of its parts"},
		{"a part twice", func(l []*partial.Partial) []*partial.Partial { base(l[1]).Inputs[0].Parts = []int{1, 2}; return l }, "base.parquet", "", "lost: its parts 1 of 2 were read several times"},
		{"other parts", func(l []*partial.Partial) []*partial.Partial { base(l[1]).Inputs[0].Of = 3; return l }, "base.parquet", "", "lost: was not cut into the same parts everywhere"},
		{"a whole input twice", func(l []*partial.Partial) []*partial.Partial {
			for _, p := range l {
				base(p).Inputs[0].Parts, base(p).Inputs[0].Of = nil, 0
			}
			return l
		}, "base.parquet", "", "lost: was read as a whole by several parts"},
		{"a table that one lacks", func(l []*partial.Partial) []*partial.Partial { base(l[1]).Tables = base(l[1]).Tables[:1]; return l }, "base.parquet", "b", "lost: was not read by shard 2 of 2"},
		{"columns understood otherwise", func(l []*partial.Partial) []*partial.Partial {
			base(l[0]).Tables[0].Rows = 1000
			base(l[1]).Tables[0].Mapping.Columns[1].Field = "consent_phone"
			return l
		}, "base.parquet", "a", "lost: its columns were not understood in the same way everywhere"},
		{"a whole table that changed", func(l []*partial.Partial) []*partial.Partial {
			for i, p := range l {
				base(p).Tables[0].Whole, base(p).Tables[0].Skipped = true, int64(i)
			}
			return l
		}, "base.parquet", "a", "lost: what had to be passed over or repaired in it differs from part to part"},
	} {
		t.Run(c.name, func(t *testing.T) {
			list := c.change(two(t))
			_, issues, err := partial.Merge(list, names(len(list)))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, i := range issues {
				if i.Input == c.input && i.Table == c.table {
					got = append(got, i.Severity+": "+i.Message.EN)
				}
				if i.Message.FR == "" || i.Count < 1 {
					t.Errorf("%+v has no French text or no count", i)
				}
			}
			if len(got) != 1 || !strings.HasPrefix(got[0], c.want) {
				t.Errorf("got %q of %+v, want %q", got, issues, c.want)
			}
		})
	}
}

// TestMergeCountsWholeTablesOnce holds that what every part tells of a whole table is not
// added up.
func TestMergeCountsWholeTablesOnce(t *testing.T) {
	list := two(t)
	issue := finding.Issue{Severity: "warning", Input: "base.parquet", Table: "a", Line: 7, Count: 2, Message: finding.Text{EN: "x", FR: "y"}}
	for _, p := range list {
		table := &p.Datasets[0].Tables[0]
		table.Whole, table.Skipped, table.Issues = true, 3, []finding.Issue{issue}
	}
	got, issues, err := partial.Merge(list, names(2))
	if err != nil || len(issues) > 0 {
		t.Fatalf("got %v and %+v, want neither", err, issues)
	}
	if a := got.Datasets[0].Tables[0]; a.Skipped != 3 || len(a.Issues) != 1 || a.Issues[0].Count != 2 {
		t.Errorf("got %d skipped and %+v, want 3 and the one issue", a.Skipped, a.Issues)
	}
}

// TestMergeKeepsTheOrderOfFiles holds that files which were dealt out come back in the
// order of the audit.
func TestMergeKeepsTheOrderOfFiles(t *testing.T) {
	list := two(t)
	for i, p := range list {
		p.Datasets[1].Inputs = nil
		for k := range 5 - i {
			p.Datasets[1].Inputs = append(p.Datasets[1].Inputs, partial.Input{Input: finding.Input{Name: fmt.Sprintf("exports/%d.csv", 2*k+i)}})
		}
	}
	got, _, err := partial.Merge(list, names(2))
	if err != nil {
		t.Fatal(err)
	}
	for i, in := range got.Datasets[1].Inputs {
		if want := fmt.Sprintf("exports/%d.csv", i); in.Name != want {
			t.Errorf("got %s, want %s", in.Name, want)
		}
	}
}

// TestMergePartitions holds that partitions, which see the same inputs, are added, and one
// that is handed over twice is counted once.
func TestMergePartitions(t *testing.T) {
	list := two(t)
	for i, p := range list {
		p.Shard, p.Partition = partial.Shard{}, names(2)[i]
		p.Datasets[0].Inputs[0].Parts, p.Datasets[0].Inputs[0].Of = nil, 0
	}
	want := rows(list...)
	got, issues, err := partial.Merge(append(list, list[1]), names(3))
	if err != nil || rows(got) != want {
		t.Fatalf("got %v (%v), want %v", rows(got), err, want)
	}
	if len(issues) != 1 || issues[0].Severity != "warning" {
		t.Errorf("got %+v, want a warning of the partition handed over twice", issues)
	}
}
