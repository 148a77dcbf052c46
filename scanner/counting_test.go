package scanner_test

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/gob"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"leadlint/scanner"
	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/read"
	"leadlint/scanner/dataset/share"
	"leadlint/scanner/finding"
	"leadlint/scanner/partial"

	_ "github.com/mattn/go-sqlite3"
)

// counted are audits whose contacts are held against registers in every way: none, some,
// and ones that ask the contacts in turn.
func countedAudits(t *testing.T) map[string]scanner.Options {
	return map[string]scanner.Options{
		"alone":     {AuditFile: "../fixtures/kaspr/leadlint.yaml", Version: "test", Examples: 5, Workers: 2, Key: []byte("secret")},
		"registers": {AuditFile: joined(t, 5000, rand.New(rand.NewPCG(1, 2))), Now: "2026-01-01", Version: "test", Examples: 3, Workers: 2, Key: []byte("k")},
		"no key":    {AuditFile: joined(t, 3000, rand.New(rand.NewPCG(3, 4))), Now: "2026-01-01", Version: "test", Examples: 3, Workers: 1},
	}
}

// told is what a report says apart from how it came about.
func told(t *testing.T, r *finding.Report) string {
	t.Helper()
	data, err := json.MarshalIndent(r, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestShardsGiveTheSameReport(t *testing.T) {
	for name, opt := range countedAudits(t) {
		t.Run(name, func(t *testing.T) {
			want := told(t, audit(t, opt))
			merger := partial.NewMerger()
			for _, i := range []int{2, 3, 1} {
				o := opt
				o.Shard = partial.Shard{Index: i, Of: 3}
				p, report, err := scanner.Count(t.Context(), o)
				if err != nil || !report.Coverage.Complete {
					t.Fatalf("shard %d: %v, coverage %+v", i, err, report.Coverage)
				}
				path := filepath.Join(t.TempDir(), "partial")
				if err := partial.WriteFile(path, p); err != nil {
					t.Fatal(err)
				}
				if p, err = partial.ReadFile(path); err != nil {
					t.Fatal(err)
				}
				if err := merger.Add(p, path); err != nil {
					t.Fatal(err)
				}
			}
			whole, issues, err := merger.Finish()
			if err != nil || len(issues) > 0 {
				t.Fatalf("merge: %v, %v", err, issues)
			}
			opt.Counted = whole
			if got := told(t, audit(t, opt)); got != want {
				t.Errorf("the merged report differs: %s", whereTheyDiffer(got, want))
			}
		})
	}
}

// whereTheyDiffer gives the lines around the first difference of two texts.
func whereTheyDiffer(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			from := max(0, i-6)
			return "\ngot:\n" + strings.Join(g[from:min(len(g), i+4)], "\n") + "\nwant:\n" + strings.Join(w[from:min(len(w), i+4)], "\n")
		}
	}
	return "one is longer"
}

// parts counts tables elsewhere: in three parts, under a plan that was sent.
type parts struct{ t *testing.T }

func (p parts) Open(ctx context.Context, target string) (*dataset.Source, error) {
	return read.Open(ctx, target, nil, read.Options{})
}

func (p parts) Count(ctx context.Context, target string, table dataset.Table, plan *scanner.TablePlan) ([]*partial.Table, dataset.Stats, error) {
	dir := p.t.TempDir()
	if err := plan.WriteJoins(dir); err != nil {
		return nil, dataset.Stats{}, err
	}
	var wire bytes.Buffer
	if err := gob.NewEncoder(&wire).Encode(plan); err != nil {
		return nil, dataset.Stats{}, err
	}
	var out []*partial.Table
	for i := range 3 {
		var sent scanner.TablePlan
		if err := gob.NewDecoder(bytes.NewReader(wire.Bytes())).Decode(&sent); err != nil {
			return nil, dataset.Stats{}, err
		}
		src, err := read.Open(ctx, target, nil, read.Options{})
		if err != nil {
			return nil, dataset.Stats{}, err
		}
		part, _ := share.Of(src.Tables[0], i, 3)
		count, err := scanner.CountPart(ctx, &sent, dir, part, sent.Plan.Tool)
		if err != nil {
			return nil, dataset.Stats{}, err
		}
		if i > 0 {
			count.Skipped, count.Issues = 0, nil // told of the whole file by each
		}
		out = append(out, count)
		src.Close()
	}
	return out, dataset.Stats{}, nil
}

func TestCountedElsewhereGivesTheSameReport(t *testing.T) {
	for name, opt := range countedAudits(t) {
		t.Run(name, func(t *testing.T) {
			want := audit(t, opt)
			opt.Elsewhere = parts{t}
			got := audit(t, opt)
			for i := range got.Inputs {
				got.Inputs[i].Bytes, got.Inputs[i].SHA256 = want.Inputs[i].Bytes, want.Inputs[i].SHA256
			}
			if g, w := told(t, got), told(t, want); g != w {
				t.Errorf("the report differs: %s", whereTheyDiffer(g, w))
			}
		})
	}
}

// A dataset of several files gives the findings of one.
func TestFilesOfOneShapeAreOneDataset(t *testing.T) {
	data, err := os.ReadFile(kaspr)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(data), "\n")
	dir := t.TempDir()
	for i := range 4 {
		rows := lines[1+i*len(lines[1:])/4 : 1+(i+1)*len(lines[1:])/4]
		if err := os.WriteFile(filepath.Join(dir, string(rune('a'+i))+".csv"), []byte(lines[0]+strings.Join(rows, "")), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	one := audit(t, scanner.Options{Targets: []string{kaspr}, Now: "2026-11-22", Examples: 5, Workers: 2})
	many := audit(t, scanner.Options{Targets: []string{filepath.Join(dir, "*.csv")}, Now: "2026-11-22", Examples: 5, Workers: 2})
	if len(many.Inputs) != 4 || many.Coverage.Rows != one.Coverage.Rows {
		t.Fatalf("got %d inputs of %d rows, want 4 of %d", len(many.Inputs), many.Coverage.Rows, one.Coverage.Rows)
	}
	for i := range many.Findings {
		f, w := many.Findings[i], one.Findings[i]
		for k := range f.Samples {
			if f.Samples[k].Input == "" && f.Subject.Relation == "contact" {
				t.Errorf("%s: an example does not say which file it stands in", f.Rule)
			}
			f.Samples[k].Input, f.Samples[k].Line = "", w.Samples[k].Line
		}
		f.Subject.Dataset, f.Fingerprint = w.Subject.Dataset, w.Fingerprint
		a, _ := json.Marshal(f)
		b, _ := json.Marshal(w)
		if !bytes.Equal(a, b) {
			t.Errorf("finding %d differs:\ngot  %s\nwant %s", i, a, b)
		}
	}
}

// What was chosen of a database belongs to those who counted it: a merge is not told again,
// and parts of different choices do not go together.
func TestShardsOfChosenTables(t *testing.T) {
	file := filepath.Join(t.TempDir(), "leads.db")
	db, err := sql.Open("sqlite3", file)
	if err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{"CREATE TABLE contacts (id INTEGER PRIMARY KEY, email TEXT, first_name TEXT)", "CREATE TABLE prospects (id INTEGER PRIMARY KEY, email TEXT, first_name TEXT)",
		"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i < 300) INSERT INTO contacts SELECT i, i || '@north.example', 'Ada' FROM n",
		"INSERT INTO prospects SELECT id, 'p' || email, first_name FROM contacts"} {
		if _, err := db.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	opt := scanner.Options{Targets: []string{file}, Now: "2026-01-01", Version: "test", Examples: 3, Workers: 1}
	part := func(index int, tables ...string) *partial.Partial {
		t.Helper()
		o := opt
		o.Shard, o.Database.Tables = partial.Shard{Index: index, Of: 2}, tables
		p, _, err := scanner.Count(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	whole, issues, err := partial.Merge([]*partial.Partial{part(1, "contacts"), part(2, "contacts")}, []string{"1", "2"})
	if err != nil || len(issues) > 0 {
		t.Fatalf("merge: %v, %v", err, issues)
	}
	alone := opt
	alone.Database.Tables = []string{"contacts"}
	merged := opt
	merged.Targets, merged.Counted = nil, whole
	if got, want := told(t, audit(t, merged)), told(t, audit(t, alone)); got != want {
		t.Errorf("the merged report differs: %s", whereTheyDiffer(got, want))
	}
	if _, _, err := partial.Merge([]*partial.Partial{part(1, "contacts"), part(2)}, []string{"1", "2"}); err == nil || !strings.Contains(err.Error(), "choice of tables") {
		t.Errorf("parts of different choices: got %v, want an error that says so", err)
	}
}
