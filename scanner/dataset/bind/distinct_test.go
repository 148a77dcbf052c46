package bind_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"leadlint/rules/facts"
	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/bind"
	"leadlint/scanner/dataset/recognise"

	"pgregory.net/rapid"
)

// tallied gives what workers count of the columns when the rows are dealt out to them
// one by one.
func tallied(t rapid.TB, columns []string, rows [][][]byte, workers int) bind.Tally {
	m := &recognise.Mapping{}
	for _, c := range columns {
		m.Columns = append(m.Columns, recognise.Column{Header: c, Field: c, State: recognise.Used})
	}
	b := bind.New(facts.NewSchema(), m, rows[:min(len(rows), 100)], bind.Options{Key: [2]uint64{1, 2}})
	lanes := make([]*bind.Worker, workers)
	for i := range lanes {
		lanes[i] = b.NewWorker(func(*facts.Batch) error { return nil })
	}
	for i, row := range rows {
		lanes[i%workers].Row(dataset.Place{Line: int64(i + 2)}, row)
	}
	var out bind.Tally
	for i, w := range lanes {
		if err := w.Finish(); err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			out = w.Tally()
		} else {
			out.Merge(w.Tally())
		}
	}
	return out
}

// TestTallyHoldsNoRawCell puts a person's data where a word was expected.
func TestTallyHoldsNoRawCell(t *testing.T) {
	raw := []string{"Canary Nightingale", "canary@nightingale.example", "yes, says Canary Nightingale of Nightingale Ltd, by telephone"}
	rows := [][][]byte{{[]byte("yes")}, {[]byte("yes")}, {nil}}
	for _, r := range raw {
		rows = append(rows, [][]byte{[]byte(r)})
	}
	got := tallied(t, []string{"consent_email"}, rows, 1)
	list := got.Values[0]
	if text := fmt.Sprintf("%+v", list); strings.Contains(strings.ToLower(text), "nightingale") {
		t.Errorf("a raw cell is in the tally: %s", text)
	}
	if n := bind.Kinds(list); n != 5 {
		t.Errorf("got %d distinct cells, want 5 although three look alike: %+v", n, list)
	}
	if kinds, unread := bind.Unread(list); kinds != 3 || unread != 3 {
		t.Errorf("got %d distinct cells in %d rows not understood, want 3 in 3", kinds, unread)
	}
	if shown := bind.Shown(list); shown[0].Value != "yes" || shown[0].Count != 2 || len(shown) != 3 {
		t.Errorf("got %+v, want yes, what is masked in one line, and the empty cell", shown)
	}
}

// TestTallyOfManyCells has more distinct cells than are told apart: what is counted
// must not depend on which of them a worker met first.
func TestTallyOfManyCells(t *testing.T) {
	var rows [][][]byte
	for i := range 9000 {
		cell := fmt.Sprintf("canary %d", i%8000)
		if i%3 == 0 {
			cell = "yes"
		}
		rows = append(rows, [][]byte{[]byte(cell)})
	}
	want := tallied(t, []string{"consent_email"}, rows, 1).Values[0]
	if kinds, unread := bind.Unread(want); kinds != -1 || unread != 6000 || bind.Kinds(want) != -1 {
		t.Errorf("got %d kinds in %d rows, want -1 in 6000", kinds, unread)
	}
	slices.Reverse(rows)
	for _, workers := range []int{1, 2, 7} {
		if got := tallied(t, []string{"consent_email"}, rows, workers).Values[0]; !slices.Equal(got, want) {
			t.Errorf("%d workers: got %+v, want %+v", workers, got, want)
		}
	}
}

// TestMergeDistinct holds that cells give one result in whatever groups and order they
// are merged.
func TestMergeDistinct(t *testing.T) {
	words := []string{"yes", "no", "Only me", "\xffyes", "\xfeyes", "", "a name that is longer than what is shown of one"}
	rapid.Check(t, func(t *rapid.T) {
		var cells []bind.Distinct
		for range rapid.IntRange(0, 30).Draw(t, "cells") {
			i := rapid.IntRange(0, len(words)-1).Draw(t, "cell")
			cells = append(cells, bind.NewDistinct([2]uint64{3, 4}, words[i], rapid.Int64Range(1, 3).Draw(t, "count"), i%2 == 0, "true"))
		}
		if rapid.IntRange(0, 9).Draw(t, "summed") == 0 {
			cells = append(cells, bind.Distinct{Text: "…", Count: 7, Understood: true, Meaning: "true", Summed: true})
		}
		want := bind.MergeDistinct(nil, slices.Clone(cells))
		var groups [3][]bind.Distinct
		for _, d := range rapid.Permutation(cells).Draw(t, "order") {
			g := rapid.IntRange(0, 2).Draw(t, "group")
			groups[g] = bind.MergeDistinct(groups[g], []bind.Distinct{d})
		}
		got := bind.MergeDistinct(groups[2], bind.MergeDistinct(groups[0], groups[1]))
		if !slices.Equal(got, want) {
			t.Fatalf("got %+v, want %+v", got, want)
		}
		var n int64
		for _, d := range got {
			n += d.Count
		}
		for _, d := range cells {
			n -= d.Count
		}
		if n != 0 {
			t.Fatalf("%d rows too many in %+v", n, got)
		}
	})
}
