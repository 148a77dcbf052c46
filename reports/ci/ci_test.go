package ci_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"leadlint/reports/ci"
	"leadlint/reports/internal/specimen"
	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

func TestGitHub(t *testing.T) {
	var b bytes.Buffer
	if err := ci.WriteGitHub(&b, specimen.Code(), view.Options{}); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(b.String()), "\n")
	want := []string{
		"::error file=services/scraper/migrate/a b#1.py,line=40,endLine=40,col=1,endColumn=35,title=MIG-02::A missing value",
		"::error file=data/leads.csv,line=1,title=RET-03::Kept too long",
		"::warning file=services/scraper/settings.py,line=12,",
		"::warning file=leadlint.yaml,line=1,title=BAS-02::No assessment.",
		"::warning file=services/scraper/run.py,line=9,",
		"::notice title=leadlint::1 result is not shown here",
	}
	if len(lines) != len(want) {
		t.Fatalf("got %d lines:\n%s", len(lines), b.String())
	}
	for i := range want {
		if !strings.HasPrefix(lines[i], want[i]) {
			t.Errorf("line %d: got %s, want %s…", i+1, lines[i], want[i])
		}
	}
}

// TestGitHubEscapes: nothing of a report can end a command or begin another.
func TestGitHubEscapes(t *testing.T) {
	r := specimen.Code()
	r.Findings[0].Title = finding.Text{EN: "a%0A::error::b\n::set-output name=x::y", FR: "x"}
	r.Findings[0].Places[0].File = "a,line=1::b\nc.py"
	var b bytes.Buffer
	if err := ci.WriteGitHub(&b, r, view.Options{}); err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(b.String(), "\n")
	if !strings.Contains(first, "a%250A") || !strings.Contains(first, "file=services/scraper/a%2Cline=1%3A%3Ab") || strings.Count(b.String(), "\n") != 6 {
		t.Errorf("got %s", b.String())
	}
}

func TestGitHubMany(t *testing.T) {
	r := specimen.Code()
	for range 20 {
		r.Findings[1].Places = append(r.Findings[1].Places, r.Findings[1].Places[0])
	}
	var b bytes.Buffer
	if err := ci.WriteGitHub(&b, r, view.Options{}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "13 annotations more than GitHub shows") {
		t.Errorf("what GitHub does not show is not told:\n%s", b.String())
	}
}

func TestGitLab(t *testing.T) {
	for name, r := range map[string]*finding.Report{"code": specimen.Code(), "incomplete": specimen.Incomplete(), "empty": {}} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			if err := ci.WriteGitLab(&b, r, view.Options{}); err != nil {
				t.Fatal(err)
			}
			var list []struct {
				Description, Check, Fingerprint, Severity string
				Location                                  struct {
					Path  string
					Lines struct{ Begin int }
				}
			}
			if err := json.Unmarshal(b.Bytes(), &list); err != nil {
				t.Fatal(err)
			}
			seen := map[string]bool{}
			for _, i := range list {
				if i.Description == "" || i.Location.Path == "" || i.Location.Lines.Begin < 1 || seen[i.Fingerprint] {
					t.Errorf("not an entry: %+v", i)
				}
				seen[i.Fingerprint] = true
			}
			if want := map[string]int{"code": 5, "incomplete": 1, "empty": 1}[name]; len(list) != want {
				t.Errorf("got %d entries, want %d", len(list), want)
			}
		})
	}
}
