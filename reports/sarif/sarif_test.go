package sarif_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	official "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"leadlint/reports/internal/specimen"
	"leadlint/reports/sarif"
	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

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
	for name, r := range map[string]*finding.Report{"code": specimen.Code(), "data": specimen.Breaching(), "incomplete": specimen.Incomplete(), "empty": {}} {
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
		Results []struct {
			RuleID, Level       string
			RuleIndex           int
			BaselineState       string
			Message             struct{ Text string }
			PartialFingerprints map[string]string
			Locations           []struct {
				PhysicalLocation struct {
					ArtifactLocation struct{ URI string }
					Region           struct{ StartLine, StartColumn, EndLine, EndColumn int }
				}
			}
		}
	}
}

func read(t *testing.T, r *finding.Report) log {
	t.Helper()
	var l log
	if err := json.Unmarshal(written(t, r), &l); err != nil {
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
		"BAS-02 warning",
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

// TestCut: more results than services take are cut, the gravest first, and that is told.
func TestCut(t *testing.T) {
	r := specimen.Code()
	robots := &r.Findings[1]
	for i := range sarif.Most {
		p := robots.Places[0]
		p.Line, p.EndLine, p.Fingerprint = 100+i, 100+i, fmt.Sprint("1:", i)
		robots.Places = append(robots.Places, p)
	}
	run := read(t, r).Runs[0]
	if len(run.Results) != sarif.Most || run.Results[0].RuleID != "MIG-02" {
		t.Errorf("%d results, the first of %s", len(run.Results), run.Results[0].RuleID)
	}
	told := run.Invocations[0].ToolExecutionNotifications
	if last := told[len(told)-1].Message.Text; !strings.Contains(last, "6 results are left out") {
		t.Errorf("got %q", last)
	}
}

func TestIncomplete(t *testing.T) {
	in := read(t, specimen.Incomplete()).Runs[0].Invocations[0]
	if in.ExecutionSuccessful || len(in.ToolExecutionNotifications) == 0 || in.ToolExecutionNotifications[0].Level != "error" {
		t.Errorf("a partial run looks whole: %+v", in)
	}
}
