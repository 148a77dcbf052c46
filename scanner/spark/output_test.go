package spark

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"leadlint/scanner/partial"
	"leadlint/scanner/spark/rows"
)

// part is what a partition counted: no rows, but those said.
func part(t testing.TB, partition string, read, skipped int64) string {
	t.Helper()
	var out bytes.Buffer
	p := &partial.Partial{Plan: partial.Plan{Tool: "1", Now: "2026-11-22"}, Partition: partition,
		Datasets: []partial.Dataset{{Name: "leads", Tables: []partial.Table{{Rows: read, Skipped: skipped}}}}}
	if err := WritePart(&out, p); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestOutput(t *testing.T) {
	count := func(n string) string { return CountMark + n + "\n" }
	tests := []struct {
		name, in string
		parts    int
		missing  string // empty: nothing is
		fault    string
	}{
		{name: "whole", in: "something else\n" + part(t, "10", 3, 0) + part(t, "2", 4, 1) + count("8"), parts: 2},
		{name: "no rows", in: count("0")},
		{name: "a part is lost", in: part(t, "0", 3, 0) + count("8"), parts: 1, missing: "Spark counts 8 rows and 3 were examined"},
		{name: "the end is lost", in: part(t, "0", 3, 0), parts: 1, missing: "did not tell how many rows"},
		{name: "nothing", missing: "did not tell how many rows"},
		{name: "a part twice", in: part(t, "0", 3, 0) + part(t, "0", 3, 0), fault: "0 was counted twice"},
		{name: "a part cut short", in: part(t, "0", 3, 0)[:60] + "\n" + count("3"), fault: "out.txt"},
		{name: "no number", in: count("many"), fault: "the count of the rows is none"},
		{name: "two counts", in: count("1") + count("1"), fault: "two of them"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			out, err := ReadOutput("out.txt", strings.NewReader(tt.in))
			if tt.fault != "" {
				if err == nil || !strings.Contains(err.Error(), tt.fault) {
					t.Errorf("got %v, want %q", err, tt.fault)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			issues := out.Missing(0)
			if told := len(issues) == 1 && issues[0].Severity == "lost" && strings.Contains(issues[0].Message.EN, tt.missing); len(out.Parts) != tt.parts || told != (tt.missing != "") {
				t.Errorf("got %d parts, %v, want %d, %q", len(out.Parts), issues, tt.parts, tt.missing)
			}
			if tt.parts == 2 && (out.Parts[0].Partition != "2" || out.Parts[1].Partition != "10") {
				t.Errorf("got %s before %s, want them by their numbers", out.Parts[0].Partition, out.Parts[1].Partition)
			}
		})
	}
}

func TestRowsThatTheFilesStateAndSparkDoesNotRead(t *testing.T) {
	out, err := ReadOutput("out.txt", strings.NewReader(part(t, "0", 3, 0)+CountMark+"3\n"))
	if err != nil {
		t.Fatal(err)
	}
	if issues := out.Missing(5); len(issues) != 1 || issues[0].Count != 2 || issues[0].Severity != "lost" {
		t.Errorf("got %v, want 2 rows told as lost", issues)
	}
}

func TestPlanFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "plan.bin")
	want := &Plan{Tool: "1.2", Dataset: "leads", Columns: []rows.Column{{Name: "email"}, {Name: "score", Kind: rows.Float64}}, Counting: []byte("counting")}
	if err := WritePlan(path, want); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("got %v, %v, want a file of its owner alone", info.Mode(), err)
	}
	if got, err := ReadPlan(path, "1.2"); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v, want %+v", got, err, want)
	}
	if _, err := ReadPlan(path, "1.3"); err == nil || !strings.Contains(err.Error(), "made by leadlint 1.2 and this is 1.3") {
		t.Errorf("another version: got %v", err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, bad := range map[string][]byte{"cut": data[:len(data)-1], "altered": append(bytes.Clone(data[:40]), append([]byte{data[40] ^ 1}, data[41:]...)...), "none": []byte("plan"), "empty": nil} {
		if err := os.WriteFile(path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := ReadPlan(path, "1.2"); err == nil {
			t.Errorf("%s: got no error", name)
		}
	}
}

func FuzzReadOutput(f *testing.F) {
	f.Add([]byte(part(f, "3", 1, 0) + CountMark + "1\n"))
	f.Add([]byte(PartialMark + "AAAA\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		out, err := ReadOutput("out.txt", bytes.NewReader(data))
		if err == nil && out.Rows < 0 && len(out.Missing(0)) == 0 {
			t.Error("without a count of the rows nothing is told to be missing")
		}
	})
}
