package scanner_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/bits"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"leadlint/rules/facts"
	"leadlint/scanner"
	"leadlint/scanner/dataset"
	"leadlint/scanner/finding"
	"leadlint/scanner/take"
)

// watcher takes everything and keeps it.
type watcher struct {
	needs    take.Needs
	fail     error
	text     bytes.Buffer
	lines    []int64
	skipped  []int64
	breaches map[string]int64
	open     map[string]int64
	cells    []string
	table    *take.Table
	ended    int
	complete bool
	rows     int64
}

func (w *watcher) Table(t *take.Table) (take.Sink, error) {
	w.table, w.breaches, w.open = t, map[string]int64{}, map[string]int64{}
	return w, nil
}

func (w *watcher) Needs() take.Needs { return w.needs }

func (w *watcher) Rows(b *take.Batch) error {
	for i, row := range b.Rows {
		w.lines = append(w.lines, row.Line)
		w.text.Write(row.Raw)
		if w.needs.Cells != nil {
			w.cells = append(w.cells, string(bytes.Join(row.Cells, []byte("|"))))
		}
		for k, o := range b.Outcomes {
			if facts.Has(o.Breach, i) && facts.Has(o.NotShown, i) {
				return fmt.Errorf("rule %s: row %d is both", w.table.Rules[k].ID, i)
			}
		}
	}
	for k, o := range b.Outcomes {
		w.breaches[w.table.Rules[k].ID] += count(o.Breach)
		w.open[w.table.Rules[k].ID] += count(o.NotShown)
	}
	return w.fail
}

func count(set []uint64) (n int64) {
	for _, word := range set {
		n += int64(bits.OnesCount64(word))
	}
	return n
}

func (w *watcher) Skipped(at dataset.Place, raw []byte) error {
	w.skipped = append(w.skipped, at.Line)
	w.text.Write(raw)
	return nil
}

func (w *watcher) End(stats dataset.Stats, complete bool) error {
	w.ended++
	w.rows, w.complete = stats.Rows, complete
	return nil
}

// TestTakersSeeWhatTheReportSays: the findings are the same with takers, and the
// rows that they are handed add up to them, whatever the number of workers.
func TestTakersSeeWhatTheReportSays(t *testing.T) {
	for name, opt := range map[string]scanner.Options{
		"alone":   {Targets: []string{kaspr}, Now: "2026-01-01", Examples: 3},
		"joined":  {AuditFile: joined(t, 5000, rand.New(rand.NewPCG(1, 2))), Now: "2026-01-01", Examples: 3, Key: []byte("k")},
		"on disk": {AuditFile: joined(t, 5000, rand.New(rand.NewPCG(1, 2))), Now: "2026-01-01", Examples: 3, Key: []byte("k"), Memory: 1 << 10},
	} {
		for _, workers := range []int{1, 3} {
			t.Run(fmt.Sprint(name, workers), func(t *testing.T) {
				opt.Workers, opt.Takers = workers, nil
				want := audit(t, opt)
				w := &watcher{needs: take.Needs{Raw: true, Keys: true}}
				opt.Takers = []take.Taker{w}
				got := audit(t, opt)
				for _, f := range got.Findings {
					if f.Subject.Relation == "contact" && f.Outcome != finding.NotAssessed && (w.breaches[f.Rule] != f.Counts.Breach || w.open[f.Rule] != f.Counts.NotShown) {
						t.Errorf("%s: got %d and %d rows, want %d and %d", f.Rule, w.breaches[f.Rule], w.open[f.Rule], f.Counts.Breach, f.Counts.NotShown)
					}
				}
				if w.ended != 1 || !w.complete || int64(len(w.lines)) != w.rows || !slices.IsSorted(w.lines) {
					t.Errorf("got %d ends, complete %v, %d rows of %d, in order: %v", w.ended, w.complete, len(w.lines), w.rows, slices.IsSorted(w.lines))
				}
				if result(t, got) != result(t, want) {
					t.Error("the report differs from that without takers")
				}
			})
		}
	}
}

// TestRawRecords: head, records and tail are the input again, whatever the format,
// also where records are damaged, and for every number of workers.
func TestRawRecords(t *testing.T) {
	var csv, jsonl, array, cards strings.Builder
	csv.WriteString("sep=;\r\nemail;name;notes\r\n")
	for i := range 12000 {
		mail := fmt.Sprintf("ada.%d@nord.example", i)
		fmt.Fprintf(&csv, "%s;\"Ada; \"\"%d\"\"\";\"two\r\nlines\"\r\n", mail, i)
		if i%1000 == 7 {
			csv.WriteString(";;\r\nemail;name;notes\r\n")
		}
		fmt.Fprintf(&jsonl, "{\"email\": \"%s\",\t\"name\":\"Ad\\u00e9 %d\"} \r\n", mail, i)
		if i%1000 == 7 {
			jsonl.WriteString("{\"email\": }\n")
		}
		fmt.Fprintf(&array, ",\n  {\"email\": \"%s\", \"name\":\"Ada %d\"}", mail, i)
		fmt.Fprintf(&cards, "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada %d\r\nEMAIL:%s\r\nNOTE:a\r\n  b\r\nEND:VCARD\r\n", i, mail)
		if i == 700 {
			cards.WriteString("BEGIN:VCARD\r\nFN:Unended\r\n")
		}
	}
	tests := map[string]string{
		"dialect.csv":   csv.String() + "last@nord.example;\"Ada\";x",
		"lines.jsonl":   jsonl.String() + `{"email":"last@nord.example"}`,
		"array.json":    "[" + array.String()[1:] + "\n]\n",
		"wrapped.json":  "{\"data\": {\"contacts\": [" + array.String()[1:] + "\n]\n}\n}\n",
		"cards.vcf":     cards.String(),
		"marked.csv":    "\ufeffemail,name\nada@nord.example,Ada\nbo@nord.example,Bo\n",
		"invalid.csv":   "email,name\n" + strings.Repeat("ada@nord.example,Adé\n", 60) + "bo@nord.example,B\xff\n",
		"onecolumn.csv": "email\nada@nord.example\nbo@nord.example\n",
	}
	for name, text := range tests {
		for _, workers := range []int{1, 4} {
			t.Run(fmt.Sprint(name, workers), func(t *testing.T) {
				path := filepath.Join(t.TempDir(), name)
				if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
				w := &watcher{needs: take.Needs{Raw: true}}
				audit(t, scanner.Options{Targets: []string{path}, Now: "2026-01-01", Workers: workers, Takers: []take.Taker{w}})
				form := w.table.Source.(dataset.Formed).Form()
				body := w.text.String()
				if len(form.Sep) > 0 { // brackets and commas belong to no record
					body = string(form.First) + strings.ReplaceAll(body, "}{", "}"+string(form.Sep)+"{") + string(form.Tail)
				}
				if got := string(form.Mark) + string(form.Head) + body; got != text {
					t.Errorf("got %d bytes, want %d\n%.300q\n%.300q", len(got), len(text), got, text)
				}
			})
		}
	}
}

// TestCellsTaken: formats without text give their cells.
func TestCellsTaken(t *testing.T) {
	w := &watcher{needs: take.Needs{Cells: []int{1, 0, 99}}}
	path := filepath.Join(t.TempDir(), "a.csv")
	if err := os.WriteFile(path, []byte("email,name,x\nada@nord.example,Ada,1\nbo@nord.example,,2\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	audit(t, scanner.Options{Targets: []string{path}, Now: "2026-01-01", Takers: []take.Taker{w}})
	if got := strings.Join(w.cells, "\n"); got != "ada@nord.example|Ada|\nbo@nord.example||" {
		t.Errorf("got %q", got)
	}
}

// TestTakerFails: a file that cannot be written is told, and the audit goes on.
func TestTakerFails(t *testing.T) {
	for _, workers := range []int{1, 4} {
		bad, good := &watcher{fail: errors.New("disk full")}, &watcher{}
		r := audit(t, scanner.Options{Targets: []string{kaspr}, Now: "2026-01-01", Workers: workers, Takers: []take.Taker{bad, good}})
		if r.Coverage.Complete || !strings.Contains(fmt.Sprint(r.Coverage.Issues), "disk full") || bad.complete || bad.ended != 1 {
			t.Errorf("%d workers: got complete %v, issues %v", workers, r.Coverage.Complete, r.Coverage.Issues)
		}
	}
}

// stopper cancels the audit when the first rows come.
type stopper struct {
	watcher
	cancel context.CancelFunc
}

func (s *stopper) Table(t *take.Table) (take.Sink, error) {
	if _, err := s.watcher.Table(t); err != nil {
		return nil, err
	}
	return s, nil
}

func (s *stopper) Rows(b *take.Batch) error {
	s.cancel()
	return s.watcher.Rows(b)
}

// TestTakingIsLetGo: an audit that is interrupted ends at once, whatever lane waits for
// its turn, and those who take rows learn that the table is not complete.
func TestTakingIsLetGo(t *testing.T) {
	var csv strings.Builder
	csv.WriteString("email,name\n")
	for i := range 150_000 {
		fmt.Fprintf(&csv, "ada.%d@nord.example,Ada %d\n", i, i)
	}
	path := filepath.Join(t.TempDir(), "a.csv")
	if err := os.WriteFile(path, []byte(csv.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, workers := range []int{1, 2, 8} {
		ctx, cancel := context.WithCancel(context.Background())
		s := &stopper{watcher: watcher{needs: take.Needs{Raw: true}}, cancel: cancel}
		ended := make(chan *finding.Report)
		go func() {
			r, _ := scanner.Audit(ctx, scanner.Options{Targets: []string{path}, Now: "2026-01-01", Workers: workers, Takers: []take.Taker{s}})
			ended <- r
		}()
		select {
		case r := <-ended:
			if r.Coverage.Complete || s.complete || s.ended != 1 || !slices.IsSorted(s.lines) || len(s.lines) == 150_000 {
				t.Errorf("%d workers: got complete %v, %v, %d ends, %d rows", workers, r.Coverage.Complete, s.complete, s.ended, len(s.lines))
			}
		case <-time.After(20 * time.Second):
			t.Fatalf("%d workers: the audit does not end", workers)
		}
		cancel()
	}
}
