package ci_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"leadlint/reports/ci"
	"leadlint/reports/internal/specimen"
	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

var update = flag.Bool("update", false, "write the golden files")

func TestGolden(t *testing.T) {
	formats := map[string]func(io.Writer, *finding.Report, view.Options) error{"github.txt": ci.WriteGitHub, "gitlab.json": ci.WriteGitLab}
	for name, r := range map[string]*finding.Report{"living": specimen.Living(), "incomplete": specimen.Incomplete(), "sampled": specimen.Sampled()} {
		for suffix, write := range formats {
			var got bytes.Buffer
			if err := write(&got, r, view.Options{}); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join("..", "testdata", name+"."+suffix)
			if *update {
				if err := os.WriteFile(path, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got.Bytes(), want) {
				t.Errorf("%s differs from what is written now; look at the difference after -update", path)
			}
		}
	}
}

// TestWhatIsTold: what a waiver covers and what was there before is counted only; lost
// data come first; waived ones are told when asked for.
func TestWhatIsTold(t *testing.T) {
	write := func(r *finding.Report, opt view.Options) string {
		var b bytes.Buffer
		if err := ci.WriteGitHub(&b, r, opt); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	plain, shown := write(specimen.Living(), view.Options{}), write(specimen.Living(), view.Options{Waived: true})
	if strings.Contains(plain, "title=VIS-01") || strings.Contains(plain, "title=RET-02:") || !strings.Contains(plain, "title=NOT-01") || !strings.Contains(plain, "4 results are not shown here") {
		t.Errorf("got %s", plain)
	}
	if !strings.Contains(shown, "title=VIS-01") || strings.Contains(shown, "title=RET-02:") {
		t.Errorf("with what is waived: %s", shown)
	}
	lost := write(specimen.Incomplete(), view.Options{})
	if !strings.HasPrefix(lost, "::error file=archive.parquet,line=1,title=leadlint::") || strings.Contains(lost, "nothing found") {
		t.Errorf("a partial audit is told as %s", lost)
	}
}

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
	for name, r := range map[string]*finding.Report{"code": specimen.Code(), "incomplete": specimen.Incomplete(), "sampled": specimen.Sampled(), "empty": {}} {
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
			if want := map[string]int{"code": 5, "incomplete": 1, "sampled": 4, "empty": 1}[name]; len(list) != want {
				t.Errorf("got %d entries, want %d", len(list), want)
			}
		})
	}
}
