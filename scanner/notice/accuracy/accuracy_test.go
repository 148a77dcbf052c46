package accuracy_test

import (
	"bytes"
	"context"
	"fmt"
	"regexp"
	"strconv"
	"testing"
	"testing/fstest"

	"leadlint/scanner/notice/accuracy"
	"leadlint/scanner/notice/accuracy/measure"
	"leadlint/scanner/notice/items"
)

// TestSameInEveryLanguage: notices that say the same get the same answers in every
// language: 95 of 100 at least in each.
func TestSameInEveryLanguage(t *testing.T) {
	var out bytes.Buffer
	args := []string{"-parallel", "../../../fixtures/notices/parallel", "-languages", "../../../fixtures/languages", "-labelled-own", "none", "-slips"}
	if err := measure.Run(context.Background(), args, &out); err != nil {
		t.Fatal(err)
	}
	rows := regexp.MustCompile(`(?m)^\| (..) \| [0-9.]+ \((\d+)/(\d+)\) \|$`).FindAllStringSubmatch(out.String(), -1)
	if len(rows) < 24 {
		t.Fatalf("got %d languages, want 24", len(rows))
	}
	for _, r := range rows {
		right, _ := strconv.Atoi(r[2])
		all, _ := strconv.Atoi(r[3])
		if right*100 < all*95 {
			t.Errorf("%s: got %d of %d answers as wanted, want 95 of 100", r[1], right, all)
		}
	}
	if t.Failed() {
		t.Log(out.String())
	}
}

// TestCount: a label bears a claim out, refutes it, or finds it missing; labels that
// are not counted are not.
func TestCount(t *testing.T) {
	states := map[string]items.State{"stated.md": items.Stated, "denied.md": items.Denied, "none.md": items.NotFound, "unclear.md": items.Unclear, "vague.md": items.Vague}
	folder := fstest.MapFS{}
	labels := "id\tlang\tretention\tsource\n"
	for name := range states {
		folder["txt/"+name] = &fstest.MapFile{Data: []byte("x")}
	}
	for _, l := range []string{"stated\ten\tY\tY", "denied\ten\tN\tS", "none\ten\tY\tN", "unclear\ten\tN\tY", "vague\ten\tP\tP"} {
		labels += l + "\n"
	}
	folder["labels.tsv"] = &fstest.MapFile{Data: []byte(labels)}
	read := func(_ context.Context, name, _ string, _ []byte) (*items.Result, error) {
		return &items.Result{Answers: []items.Answer{{Item: items.Retention, State: states[name]}, {Item: items.Source, State: states[name]}}}, nil
	}
	got, err := accuracy.Labelled(context.Background(), folder, read, "")
	if err != nil {
		t.Fatal(err)
	}
	want := map[items.Item]string{
		// Denied is an answer to everything but the source, where it means the person.
		items.Retention: "{1 1 1} {0 1 2} 2",
		items.Source:    "{1 0 1} {2 0 0} 2",
	}
	for _, r := range got.Rows {
		if said := fmt.Sprint(r.Present, " ", r.Missing, " ", r.Unclear); said != want[r.Item] {
			t.Errorf("%s: got %s, want %s", r.Item, said, want[r.Item])
		}
	}
}
