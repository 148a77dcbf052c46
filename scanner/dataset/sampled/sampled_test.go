package sampled_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/read"
	"leadlint/scanner/dataset/sampled"
)

// list is a sink that keeps what it gets.
type list struct {
	mu   sync.Mutex
	rows []string
}

func (l *list) Row(at dataset.Place, cells [][]byte) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.rows = append(l.rows, fmt.Sprintf("%d:%q", at.Line, cells))
}

// table is one in memory, whose records come to the sinks in turns of any lengths.
type table struct {
	rows  int
	lines func(i int) int64
	turns []int
	fail  error
}

func (table) Name() string      { return "people" }
func (table) Columns() []string { return []string{"id"} }
func (table) Sample(context.Context, int) ([][][]byte, error) {
	return nil, errors.New("no sample is asked for")
}

func (t table) Scan(ctx context.Context, sinks []dataset.Sink) (dataset.Stats, error) {
	to := 0
	for i := range t.rows {
		if len(t.turns) > 0 && i%max(1, t.turns[i%len(t.turns)]) == 0 {
			to++
		}
		sinks[to%len(sinks)].Row(dataset.Place{Line: t.lines(i)}, [][]byte{[]byte(fmt.Sprint("id-", i)), nil})
	}
	return dataset.Stats{Rows: int64(t.rows), Skipped: 2}, t.fail
}

func scan(t interface{ Errorf(string, ...any) }, tab dataset.Table, sinks int) ([]string, dataset.Stats, error) {
	var l list
	to := make([]dataset.Sink, sinks)
	for i := range to {
		to[i] = &l
	}
	stats, err := tab.Scan(context.Background(), to)
	if int64(len(l.rows)) != stats.Rows {
		t.Errorf("got %d records, and Stats of %d", len(l.rows), stats.Rows)
	}
	slices.Sort(l.rows)
	return l.rows, stats, err
}

func numbered(i int) int64 { return int64(i + 2) }
func nowhere(int) int64    { return 0 }

// TestDraw states what holds of every sample: its records are the table's, each once;
// they are as many as asked for; and the same with any number of workers, in any order.
func TestDraw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tab := table{rows: rapid.IntRange(0, 3000).Draw(t, "rows"), lines: numbered}
		if rapid.Bool().Draw(t, "without lines") {
			tab.lines = nowhere
		}
		spec := sampled.Spec{Rows: rapid.Int64Range(1, 3500).Draw(t, "n")}
		if rapid.Bool().Draw(t, "share") {
			spec = sampled.Spec{Percent: rapid.Float64Range(0.01, 99.9).Draw(t, "percent")}
		}
		all, _, _ := scan(t, tab, 1)
		one := sampled.Wrap(tab, spec, "a.csv")
		got, stats, err := scan(t, one, 1)
		if err != nil || stats.Skipped != 2 {
			t.Fatalf("got %+v, %v", stats, err)
		}
		if want := (sampled.Drawn{Rows: int64(len(got)), Of: int64(tab.rows)}); one.Drawn() != want {
			t.Fatalf("drawn: got %+v, want %+v", one.Drawn(), want)
		}
		for i, row := range got {
			if _, is := slices.BinarySearch(all, row); !is || i > 0 && row == got[i-1] {
				t.Fatalf("%s is no record of the table, or drawn twice", row)
			}
		}
		if spec.Rows > 0 && int64(len(got)) != min(spec.Rows, int64(tab.rows)) {
			t.Fatalf("got %d of %d, want %d", len(got), tab.rows, spec.Rows)
		}
		if p := spec.Percent / 100; spec.Percent > 0 {
			mean, dev := float64(tab.rows)*p, math.Sqrt(float64(tab.rows)*p*(1-p))
			if d := math.Abs(float64(len(got)) - mean); d > 6*dev+1 {
				t.Fatalf("got %d of %d at %g%%, want about %g", len(got), tab.rows, spec.Percent, mean)
			}
		}
		tab.turns = rapid.SliceOfN(rapid.IntRange(1, 9), 1, 5).Draw(t, "turns")
		again, _, _ := scan(t, sampled.Wrap(tab, spec, "a.csv"), rapid.IntRange(1, 4).Draw(t, "workers"))
		if !slices.Equal(got, again) {
			t.Fatalf("another time others are drawn: got %q, want %q", again, got)
		}
	})
}

// TestDrawsLessOfLess says that a smaller sample is part of a larger one, so that going
// on from one loses nothing of it.
func TestDrawsLessOfLess(t *testing.T) {
	tab := table{rows: 2000, lines: numbered}
	small, _, _ := scan(t, sampled.Wrap(tab, sampled.Spec{Rows: 50}, "a"), 2)
	large, _, _ := scan(t, sampled.Wrap(tab, sampled.Spec{Rows: 500}, "a"), 2)
	for _, row := range small {
		if !slices.Contains(large, row) {
			t.Errorf("%s is in the sample of 50, and not in that of 500", row)
		}
	}
	other, _, _ := scan(t, sampled.Wrap(tab, sampled.Spec{Rows: 500}, "b"), 2)
	if slices.Equal(large, other) {
		t.Error("the same places of two inputs are drawn")
	}
}

// TestFormats draws from real files: what blocks, lines and rows a format has makes no
// difference to what is drawn of it another time.
func TestFormats(t *testing.T) {
	var csv, jsonl, array bytes.Buffer
	csv.WriteString("email,note\n")
	array.WriteByte('[')
	for i := range 20_000 {
		fmt.Fprintf(&csv, "p%d@example.org,\"two\nlines, %d\"\n", i, i)
		fmt.Fprintf(&jsonl, "{\"email\":\"p%d@example.org\",\"note\":null}\n", i)
		if i > 0 {
			array.WriteByte(',')
		}
		fmt.Fprintf(&array, "{\"email\":\"p%d@example.org\",\"tags\":[%d]}", i, i)
	}
	array.WriteByte(']')
	dir := t.TempDir()
	for name, text := range map[string]string{"a.csv": csv.String(), "a.jsonl": jsonl.String(), "a.json": array.String()} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, spec := range []sampled.Spec{{Rows: 400}, {Percent: 2}} {
			var first []string
			for workers := range 4 {
				rows, drawn := draw(t, path, spec, workers+1)
				if drawn.Of != 20_000 || drawn.Rows < 300 || drawn.Rows > 500 {
					t.Fatalf("%s, %v: got %+v", name, spec, drawn)
				}
				if workers == 0 {
					first = rows
				} else if !slices.Equal(first, rows) {
					t.Errorf("%s, %v: %d workers draw others than one", name, spec, workers+1)
				}
			}
			if strings.Contains(first[0], "p0@") && strings.Contains(first[1], "p1@") && strings.Contains(first[2], "p2@") {
				t.Errorf("%s, %v: the first records of the file are drawn", name, spec)
			}
		}
	}
}

func draw(t *testing.T, path string, spec sampled.Spec, workers int) ([]string, sampled.Drawn) {
	t.Helper()
	src, err := read.Open(context.Background(), path, nil, read.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = src.Close() }()
	tab := sampled.Wrap(src.Tables[0], spec, filepath.Base(path))
	rows, _, err := scan(t, tab, workers)
	if err != nil {
		t.Fatal(err)
	}
	return rows, tab.Drawn()
}

func TestWhatEndsEarly(t *testing.T) {
	broken := errors.New("cut off")
	for _, spec := range []sampled.Spec{{Rows: 10}, {Percent: 50}} {
		tab := sampled.Wrap(table{rows: 100, lines: numbered, fail: broken}, spec, "a")
		if _, stats, err := scan(t, tab, 2); !errors.Is(err, broken) || stats.Rows == 0 {
			t.Errorf("%v: got %+v, %v", spec, stats, err)
		}
		if d := tab.Drawn(); d.Of != 0 || d.Rows == 0 || d.Whole() {
			t.Errorf("%v: how many there are is not known: got %+v", spec, d)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := sampled.Wrap(table{rows: 100, lines: numbered}, sampled.Spec{Rows: 10}, "a").Scan(ctx, []dataset.Sink{&list{}}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: got %v", err)
	}
}

// server is a table that draws by itself, as a database does.
type server struct {
	table
	size  int64
	asked *float64
}

func (s server) Estimate() int64         { return s.size }
func (s server) SamplePercent(p float64) { *s.asked = p }
func (s server) Scan(ctx context.Context, sinks []dataset.Sink) (dataset.Stats, error) {
	if *s.asked > 0 {
		s.rows = int(float64(s.rows) * *s.asked / 100)
	}
	return s.table.Scan(ctx, sinks)
}

// around is a table around one that draws by itself.
type around struct{ inner server }

func (a around) Name() string             { return a.inner.Name() }
func (a around) Columns() []string        { return a.inner.Columns() }
func (a around) Estimate() int64          { return a.inner.Estimate() }
func (a around) Sampler() dataset.Sampler { return a.inner }
func (a around) Sample(ctx context.Context, n int) ([][][]byte, error) {
	return a.inner.Sample(ctx, n)
}
func (a around) Scan(ctx context.Context, sinks []dataset.Sink) (dataset.Stats, error) {
	return a.inner.Scan(ctx, sinks)
}

func TestServersDrawByThemselves(t *testing.T) {
	for name, c := range map[string]struct {
		size int64
		spec sampled.Spec
		want sampled.Drawn
		// asked is the least and most that may be asked for.
		asked [2]float64
	}{
		"a share":                          {100_000, sampled.Spec{Percent: 5}, sampled.Drawn{Rows: 500, Of: 100_000, Estimated: true}, [2]float64{5, 5}},
		"a share of who knows":             {0, sampled.Spec{Percent: 5}, sampled.Drawn{Rows: 500}, [2]float64{5, 5}},
		"a number":                         {10_000, sampled.Spec{Rows: 100}, sampled.Drawn{Rows: 100, Of: 10_000, Estimated: true}, [2]float64{1, 3}},
		"a number of who knows":            {0, sampled.Spec{Rows: 100}, sampled.Drawn{Rows: 100, Of: 10_000}, [2]float64{0, 0}},
		"more than there are":              {10_000, sampled.Spec{Rows: 20_000}, sampled.Drawn{Rows: 10_000, Of: 10_000}, [2]float64{0, 0}},
		"an estimate below what was drawn": {10, sampled.Spec{Percent: 50}, sampled.Drawn{Rows: 5000, Of: 5000, Estimated: true}, [2]float64{50, 50}},
	} {
		asked := 0.0
		s := server{table{rows: 10_000, lines: numbered}, c.size, &asked}
		for _, inner := range []dataset.Table{s, around{s}} {
			asked = 0
			tab := sampled.Wrap(inner, c.spec, "db")
			if _, _, err := scan(t, tab, 2); err != nil {
				t.Fatal(err)
			}
			if tab.Drawn() != c.want || asked < c.asked[0] || asked > c.asked[1] {
				t.Errorf("%s: got %+v with %g%% asked, want %+v with %v", name, tab.Drawn(), asked, c.want, c.asked)
			}
		}
	}
}
