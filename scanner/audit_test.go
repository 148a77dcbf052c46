package scanner_test

import (
	"bytes"
	"context"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"leadlint/scanner"
	"leadlint/scanner/finding"
)

const kaspr = "../fixtures/kaspr/contacts.csv"

// result is a report without what may differ between two orders of the same
// rows: the input's hash, lines, and the notes on where things stood.
func result(t interface{ Fatal(...any) }, r *finding.Report) string {
	for i := range r.Inputs {
		r.Inputs[i].SHA256 = ""
	}
	for i := range r.Findings {
		for j := range r.Findings[i].Samples {
			r.Findings[i].Samples[j].Line = 0
		}
	}
	out, err := json.MarshalIndent(r, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func audit(t interface{ Fatal(...any) }, opt scanner.Options) *finding.Report {
	r, err := scanner.Audit(context.Background(), opt)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestOrderAndWorkersChangeNothing shuffles the records of a file and varies
// the number of workers.
func TestOrderAndWorkersChangeNothing(t *testing.T) {
	data, err := os.ReadFile(kaspr)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")
	name := filepath.Join(t.TempDir(), "contacts.csv")
	write := func(rows []string) {
		if err := os.WriteFile(name, []byte(lines[0]+"\n"+strings.Join(rows, "\n")+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	options := func(workers int) scanner.Options {
		return scanner.Options{Targets: []string{name}, AuditFile: "../fixtures/kaspr/leadlint.yaml", Now: "2026-11-22", Examples: 5, Workers: workers, Key: []byte("secret")}
	}
	write(lines[1:])
	want := result(t, audit(t, options(1)))
	for seed := range uint64(24) {
		random := rand.New(rand.NewPCG(seed, 1))
		rows := append([]string(nil), lines[1:]...)
		random.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		write(rows)
		if got := result(t, audit(t, options(1+random.IntN(4)))); got != want {
			t.Fatalf("another order or number of workers (seed %d) gives another result:\n%s", seed, firstDifference(got, want))
		}
	}
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return "got  " + g[i] + "\nwant " + w[i]
		}
	}
	return "one is longer"
}

// TestSameInputSameReport runs the same audit twice.
func TestSameInputSameReport(t *testing.T) {
	opt := scanner.Options{AuditFile: "../fixtures/kaspr/leadlint.yaml", Examples: 5, Workers: 2}
	a, err := json.Marshal(audit(t, opt))
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(audit(t, opt))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a, b) {
		t.Error("two runs over the same input differ")
	}
}

// TestKeysAreHiddenWithoutASecret: a hash whose key is known could be reversed
// by guessing, so it is not shown.
func TestKeysAreHiddenWithoutASecret(t *testing.T) {
	for _, f := range audit(t, scanner.Options{Targets: []string{kaspr}, Now: "2026-11-22", Examples: 3}).Findings {
		for _, s := range f.Samples {
			if f.Subject.Relation == "contact" && s.Key != "" {
				t.Fatalf("%s shows the hash %s although no key was given", f.Rule, s.Key)
			}
		}
	}
}

// TestCancelled: an interrupted run ends soon, tells what it covered and is
// never complete.
func TestCancelled(t *testing.T) {
	name := filepath.Join(t.TempDir(), "contacts.csv")
	row := "lea.durand@exemple.example,Léa,Durand,FR,2020-01-01,LinkedIn\n"
	data := "email,first name,last name,country,collected at,source\n" + strings.Repeat(row, 1_000_000)
	if err := os.WriteFile(name, []byte(data), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	var start time.Time
	r, err := scanner.Audit(ctx, scanner.Options{Targets: []string{name, kaspr}, Now: "2026-11-22", Progress: func(scanner.Progress) {
		if start.IsZero() {
			start = time.Now()
			cancel()
		}
	}})
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("it took %s to stop", took)
	}
	if err == nil || r == nil {
		t.Fatalf("got report %v and error %v, want both", r != nil, err)
	}
	if r.Coverage.Complete {
		t.Error("an interrupted run passes for a complete one")
	}
	if r.Coverage.Rows == 0 || r.Coverage.Rows >= 1_000_000 {
		t.Errorf("coverage tells %d rows", r.Coverage.Rows)
	}
	told := 0
	for _, i := range r.Coverage.Issues {
		if i.Severity == "lost" {
			told++
		}
	}
	if told < 2 {
		t.Errorf("%d inputs are told as not covered, want both", told)
	}
}

// TestInputsAreNotChanged audits copies and compares them afterwards.
func TestInputsAreNotChanged(t *testing.T) {
	dir := t.TempDir()
	data, err := os.ReadFile(kaspr)
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, "contacts.csv")
	if err := os.WriteFile(name, data, 0o400); err != nil {
		t.Fatal(err)
	}
	audit(t, scanner.Options{Targets: []string{name}, Now: "2026-11-22", Workers: 2})
	after, err := os.ReadFile(name)
	if err != nil || !bytes.Equal(after, data) {
		t.Errorf("the input changed (%v)", err)
	}
	if files, _ := os.ReadDir(dir); len(files) != 1 {
		t.Errorf("the run left %d files beside the input", len(files)-1)
	}
}
