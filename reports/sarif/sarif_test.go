package sarif_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	official "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"leadlint/reports/internal/specimen"
	"leadlint/reports/sarif"
	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

var update = flag.Bool("update", false, "write the golden files")

func TestGolden(t *testing.T) {
	for name, r := range map[string]*finding.Report{"living": specimen.Living(), "code": specimen.Code(), "incomplete": specimen.Incomplete(), "sampled": specimen.Sampled()} {
		got, path := written(t, r), filepath.Join("..", "testdata", name+".sarif")
		if *update {
			if err := os.WriteFile(path, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s differs from what is written now; look at the difference after -update", path)
		}
	}
}

func written(t *testing.T, r *finding.Report) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := sarif.Write(&b, r, view.Options{}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestSchema: what is written is SARIF 2.1.0 by the official schema, and by a library
// that reads it; the schema is one that refuses.
func TestSchema(t *testing.T) {
	schema := officialSchema(t)
	check := func(t *testing.T, data []byte) error {
		t.Helper()
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		return schema.Validate(doc)
	}
	for name, r := range map[string]*finding.Report{"code": specimen.Code(), "data": specimen.Breaching(), "living": specimen.Living(), "incomplete": specimen.Incomplete(), "sampled": specimen.Sampled(), "empty": {}} {
		t.Run(name, func(t *testing.T) {
			data := written(t, r)
			if err := check(t, data); err != nil {
				t.Error(err)
			}
			if _, err := official.FromBytes(data, official.WithStrictValidation()); err != nil {
				t.Error(err)
			}
		})
	}
	broken := bytes.ReplaceAll(written(t, specimen.Code()), []byte(`"message": {`), []byte(`"massage": {`))
	if check(t, broken) == nil {
		t.Error("a result without a message passes the schema")
	}
}

// log is what the tests ask of a file.
type log struct {
	Runs []struct {
		Tool struct {
			Driver struct {
				Rules []struct {
					ID         string
					Properties struct {
						Tags     []string
						Problem  string `json:"problem.severity"`
						Security string `json:"security-severity"`
					}
				}
			}
		}
		Invocations []struct {
			ExecutionSuccessful        bool
			ToolExecutionNotifications []struct {
				Level   string
				Message struct{ Text string }
			}
		}
		Properties struct {
			Complete                      bool
			Findings, Waived, Joined, Cut int
		}
		Results []struct {
			RuleID, Level       string
			RuleIndex           int
			BaselineState       string
			OccurrenceCount     int
			Suppressions        []struct{ Kind, Status, Justification string }
			Message             struct{ Text string }
			PartialFingerprints map[string]string
			Locations           []struct {
				PhysicalLocation struct {
					ArtifactLocation struct{ URI string }
					Region           struct{ StartLine, StartColumn, EndLine, EndColumn int }
				}
				LogicalLocations []struct{ FullyQualifiedName, Kind string }
			}
		}
	}
}

func read(t *testing.T, r *finding.Report) log {
	t.Helper()
	return readWith(t, r, view.Options{})
}

func readWith(t *testing.T, r *finding.Report, opt view.Options) log {
	t.Helper()
	var b bytes.Buffer
	if err := sarif.Write(&b, r, opt); err != nil {
		t.Fatal(err)
	}
	var l log
	if err := json.Unmarshal(b.Bytes(), &l); err != nil {
		t.Fatal(err)
	}
	return l
}

func TestResults(t *testing.T) {
	run := read(t, specimen.Code()).Runs[0]
	var got []string
	for _, r := range run.Results {
		at := ""
		if len(r.Locations) > 0 {
			p := r.Locations[0].PhysicalLocation
			at = fmt.Sprintf("%s:%d", p.ArtifactLocation.URI, p.Region.StartLine)
		}
		got = append(got, strings.TrimSpace(fmt.Sprint(r.RuleID, " ", r.Level, " ", r.BaselineState, " ", at)))
		if run.Tool.Driver.Rules[r.RuleIndex].ID != r.RuleID || r.PartialFingerprints["leadlint/v1"] == "" {
			t.Errorf("%s: index or fingerprint is wrong", r.RuleID)
		}
	}
	want := []string{
		"MIG-02 error new services/scraper/migrate/a%20b%231.py:40",
		"RET-03 error  data/leads.csv:1",
		"COD-01-DISABLED warning new services/scraper/settings.py:12",
		"BAS-02 warning  leadlint.yaml:1",
		"SEC-01-LOG warning new services/scraper/run.py:9",
		"COD-01-DISABLED note unchanged services/scraper/tests/settings.py:3",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for _, r := range run.Tool.Driver.Rules {
		if (r.Properties.Security != "") != (r.ID == "SEC-01-LOG") {
			t.Errorf("%s: security-severity %q", r.ID, r.Properties.Security)
		}
	}
	if m := run.Results[0].Message.Text; !strings.Contains(m, `consent \[see 7(1)\].`) {
		t.Errorf("a text is open to be read as a link: %s", m)
	}
}

// many gives a report with n places more of one rule, each in the file that name gives.
func many(n int, name func(i int) string) *finding.Report {
	r := specimen.Code()
	robots := &r.Findings[1]
	for i := range n {
		p := robots.Places[0]
		p.File, p.Line, p.EndLine, p.Fingerprint = name(i), 100+i, 100+i, fmt.Sprintf("1:%032x", i)
		robots.Places = append(robots.Places, p)
	}
	return r
}

// TestJoined: where there are more places than services take, those of a rule in a file
// become one result, and that is told.
func TestJoined(t *testing.T) {
	run := read(t, many(sarif.Most, func(int) string { return "settings.py" })).Runs[0]
	if len(run.Results) != 6 || run.Properties.Joined != sarif.Most || run.Properties.Cut != 0 {
		t.Fatalf("%d results, %+v", len(run.Results), run.Properties)
	}
	if r := run.Results[2]; r.OccurrenceCount != sarif.Most+1 || !strings.Contains(r.Message.Text, "5,000 further places") {
		t.Errorf("what is joined is not told: %+v", r)
	}
	told := run.Invocations[0].ToolExecutionNotifications
	if last := told[len(told)-1]; !strings.Contains(last.Message.Text, "5,000 results were joined") {
		t.Errorf("got %q", last.Message.Text)
	}
}

// TestCut: where joining is not enough, the least grave are cut, and that is told.
func TestCut(t *testing.T) {
	run := read(t, many(sarif.Most, func(i int) string { return fmt.Sprintf("spider%d.py", i) })).Runs[0]
	if len(run.Results) != sarif.Most || run.Results[0].RuleID != "MIG-02" || run.Properties.Cut != 6 {
		t.Errorf("%d results, the first of %s, %+v", len(run.Results), run.Results[0].RuleID, run.Properties)
	}
	told := run.Invocations[0].ToolExecutionNotifications
	if last := told[len(told)-1].Message.Text; !strings.Contains(last, "6 results are left out") {
		t.Errorf("got %q", last)
	}
}

// TestDatasets: a finding on a dataset stands where the audit file names it, and says
// which table and columns it is about.
func TestDatasets(t *testing.T) {
	for _, r := range read(t, specimen.Living()).Runs[0].Results {
		if len(r.Locations) != 1 {
			t.Fatalf("%s has %d locations", r.RuleID, len(r.Locations))
		}
		if r.RuleID == "BAS-05" { // rests on what the audit file declares
			if at := r.Locations[0].PhysicalLocation; at.ArtifactLocation.URI != "leadlint.yaml" || at.Region.StartLine != 17 {
				t.Errorf("%s stands at %+v", r.RuleID, at)
			}
			continue
		}
		at := r.Locations[0]
		if at.PhysicalLocation.ArtifactLocation.URI != "audits/leadlint.yaml" || at.PhysicalLocation.Region.StartLine < 14 {
			t.Errorf("%s stands at %+v", r.RuleID, at.PhysicalLocation)
		}
		if l := at.LogicalLocations; len(l) < 2 || l[0].Kind != "resource" || l[1].Kind != "member" || !strings.HasPrefix(l[1].FullyQualifiedName, l[0].FullyQualifiedName+".") {
			t.Errorf("%s is about %+v", r.RuleID, l)
		}
	}
	without := specimen.Living()
	for i := range without.Inputs {
		without.Inputs[i].Where = ""
	}
	for _, r := range read(t, without).Runs[0].Results {
		if r.RuleID == "BAS-05" {
			continue
		}
		at := r.Locations[0].PhysicalLocation
		if at.ArtifactLocation.URI != r.Locations[0].LogicalLocations[0].FullyQualifiedName && !strings.HasPrefix(r.Locations[0].LogicalLocations[0].FullyQualifiedName, at.ArtifactLocation.URI+"/") || at.Region.StartLine != 1 {
			t.Errorf("%s without an audit file stands at %+v", r.RuleID, at)
		}
	}
}

// TestWaived: what is waived is left out and counted, or shown as suppressed when asked.
func TestWaived(t *testing.T) {
	suppressed := func(l log) (n int) {
		for _, r := range l.Runs[0].Results {
			for _, s := range r.Suppressions {
				n++
				if s.Kind != "external" || s.Status != "accepted" || !strings.Contains(s.Justification, "migration of March") {
					t.Errorf("%s: %+v", r.RuleID, s)
				}
			}
		}
		return n
	}
	hidden, shown := read(t, specimen.Living()), readWith(t, specimen.Living(), view.Options{Waived: true})
	if n := suppressed(hidden); n != 0 || hidden.Runs[0].Properties.Waived != 1 {
		t.Errorf("%d suppressed results, %+v", n, hidden.Runs[0].Properties)
	}
	if n := suppressed(shown); n != 1 || len(shown.Runs[0].Results) != len(hidden.Runs[0].Results)+1 {
		t.Errorf("%d suppressed results of %d", n, len(shown.Runs[0].Results))
	}
	states := map[string]int{}
	for _, r := range shown.Runs[0].Results {
		states[r.BaselineState]++
	}
	if states["new"] == 0 || states["unchanged"] == 0 || states[""] != 0 {
		t.Errorf("states beside the earlier audit: %v", states)
	}
}

func TestIncomplete(t *testing.T) {
	in := read(t, specimen.Incomplete()).Runs[0].Invocations[0]
	if in.ExecutionSuccessful || len(in.ToolExecutionNotifications) == 0 || in.ToolExecutionNotifications[0].Level != "error" {
		t.Errorf("a partial run looks whole: %+v", in)
	}
}
