package oscal_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"leadlint/reports/internal/specimen"
	"leadlint/rules"
	"leadlint/scanner/finding"
)

// document is the part of the results that the tests read.
type document struct {
	AR struct {
		UUID    string
		Results []struct {
			Props        []struct{ Name, Value string }
			Remarks      string
			Observations []struct {
				UUID, Title string
				Methods     []string
				Evidence    []struct{ Description string } `json:"relevant-evidence"`
			}
			Risks []struct {
				UUID, Title, Status, Deadline string
				Log                           struct {
					Entries []struct{ Description, End string }
				} `json:"risk-log"`
			}
			Findings []struct {
				UUID, Title, Description string
				Target                   struct {
					ID     string `json:"target-id"`
					Status struct{ State, Reason string }
				}
			}
		}
	} `json:"assessment-results"`
}

func read(t *testing.T, r *finding.Report) document {
	t.Helper()
	var d document
	if err := json.Unmarshal(written(t, r, "en"), &d); err != nil {
		t.Fatal(err)
	}
	return d
}

// one gives a report with findings on one article.
func one(complete bool, findings ...finding.Finding) *finding.Report {
	for i := range findings {
		findings[i].Rule, findings[i].Severity = "X-0"+string(rune('1'+i)), "high"
		findings[i].Articles.Primary = []string{"5(1)(e)"}
		findings[i].Fingerprint = "1:" + findings[i].Rule
	}
	return &finding.Report{Now: "2026-01-05", Coverage: finding.Coverage{Complete: complete}, Findings: findings}
}

func TestConclusions(t *testing.T) {
	breach := finding.Finding{Kind: "breach", Outcome: finding.Breach}
	waived := breach
	waived.Waived = &finding.Waived{Reason: "because", Owner: "me", Approved: "2026-01-01", Expires: "2026-02-01"}
	gap := finding.Finding{Kind: "evidence_gap", Outcome: finding.Breach}
	open := finding.Finding{Kind: "breach", Outcome: finding.NotShown}
	clear := finding.Finding{Kind: "breach", Outcome: finding.Clear}
	tests := []struct {
		name string
		r    *finding.Report
		want string
	}{
		{"breach", one(true, breach, clear), "not-satisfied fail"},
		{"waived breach", one(true, waived, clear), "not-satisfied fail"},
		{"proof lacking", one(true, gap, clear), "not-satisfied other"},
		{"not shown", one(true, open, clear), "not-satisfied other"},
		{"clear", one(true, clear), "satisfied pass"},
		{"clear in a partial run", one(false, clear), "not-satisfied other"},
	}
	for _, tt := range tests {
		got := read(t, tt.r).AR.Results[0].Findings
		if len(got) != 1 || got[0].Target.ID != "gdpr-5-1-e_obj" {
			t.Errorf("%s: %+v", tt.name, got)
			continue
		}
		if s := got[0].Target.Status; s.State+" "+s.Reason != tt.want {
			t.Errorf("%s: got %s %s, want %s", tt.name, s.State, s.Reason, tt.want)
		}
	}
}

func TestNotAssessedIsNoFinding(t *testing.T) {
	needs := finding.Finding{Kind: "breach", Outcome: finding.NotAssessed, Needs: []string{"send"}}
	res := read(t, one(true, needs)).AR.Results[0]
	if len(res.Findings)+len(res.Observations)+len(res.Risks) != 0 || !strings.Contains(res.Remarks, "X-01") {
		t.Errorf("what was not assessed is found or not told: %+v", res)
	}
	res = read(t, one(true, finding.Finding{Kind: "breach", Outcome: finding.Clear}, needs)).AR.Results[0]
	if d := res.Findings[0].Description; !strings.Contains(d, "Not assessed: X-02") {
		t.Errorf("a satisfied article hides what was not assessed: %s", d)
	}
}

func TestPartialRun(t *testing.T) {
	res := read(t, specimen.Incomplete()).AR.Results[0]
	for _, f := range res.Findings {
		if f.Target.Status.State == "satisfied" {
			t.Errorf("%s is satisfied in a partial run", f.Title)
		}
	}
	if first := res.Observations[0]; len(first.Evidence) != 1 || !strings.Contains(first.Evidence[0].Description, "archive.parquet") {
		t.Errorf("what was lost is not observed: %+v", first)
	}
	if !slices.Contains(res.Props, struct{ Name, Value string }{"coverage-complete", "false"}) {
		t.Error("no property says that the run is partial")
	}
}

func TestLifeOfRisks(t *testing.T) {
	res := read(t, specimen.Living()).AR.Results[0]
	count := map[string]int{}
	for _, r := range res.Risks {
		count[r.Status]++
		if r.Status == "deviation-approved" && (len(r.Log.Entries) != 1 || r.Log.Entries[0].End != "2026-03-31T00:00:00Z") {
			t.Errorf("%s is accepted without end: %+v", r.Title, r.Log)
		}
	}
	if count["deviation-approved"] != 1 || count["closed"] != 1 || count["investigating"] != 1 || count["open"] != 8 {
		t.Errorf("got %v", count)
	}
}

// TestIdsLast: a later run on other data speaks of the same risks, in another document.
func TestIdsLast(t *testing.T) {
	first, later := specimen.Breaching(), specimen.Breaching()
	later.Now = "2026-02-05"
	later.Findings[0].Counts.Breach--
	a, b := read(t, first).AR, read(t, later).AR
	if a.UUID == b.UUID {
		t.Error("two documents have one id")
	}
	for i, r := range a.Results[0].Risks {
		if other := b.Results[0].Risks[i]; other.UUID != r.UUID || other.Title != r.Title {
			t.Errorf("%s has another id", r.Title)
		}
	}
	if again := read(t, specimen.Breaching()).AR; again.UUID != a.UUID {
		t.Error("the same document has two ids")
	}
}

// TestCatalogResolves: every article that a rule cites is a control, and every rule is an
// objective under each article that it counts under.
func TestCatalogResolves(t *testing.T) {
	packs, err := rules.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	text := string(catalogue(t, packs, "en"))
	for _, p := range packs {
		for _, r := range p.Rules {
			got := strings.Count(text, `_obj.`+strings.ToLower(r.ID)+`"`)
			if got != len(r.Articles.Primary) {
				t.Errorf("%s is an objective %d times, want %d", r.ID, got, len(r.Articles.Primary))
			}
		}
	}
}
