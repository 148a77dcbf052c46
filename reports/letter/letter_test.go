package letter_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"leadlint/reports/decision"
	"leadlint/reports/internal/specimen"
	"leadlint/reports/l10n"
	"leadlint/reports/letter"
	"leadlint/reports/markdown"
	"leadlint/rules/facts"
	"leadlint/scanner/finding"
)

var update = flag.Bool("update", false, "write the golden letters")

// dataset is the first one of a report.
func dataset(r *finding.Report) string { return letter.Datasets(r)[0] }

func compose(t *testing.T, r *finding.Report, lang string) *decision.Document {
	t.Helper()
	d, err := letter.New(l10n.New(lang), r, letter.Options{Vendor: "Fournisseur Exemple SARL", Dataset: dataset(r), By: "2026-12-06"})
	if err != nil {
		t.Fatalf("New: %v", err)
	}
	return d
}

func written(t *testing.T, d *decision.Document) string {
	t.Helper()
	var b bytes.Buffer
	if err := markdown.Render(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestGolden(t *testing.T) {
	for name, r := range map[string]*finding.Report{"breaching": specimen.Breaching(), "incomplete": specimen.Incomplete()} {
		for _, lang := range []string{"en", "fr"} {
			t.Run(name+"."+lang, func(t *testing.T) {
				got := written(t, compose(t, r, lang))
				path := filepath.Join("testdata", name+"."+lang+".md")
				if *update {
					if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				if got != string(want) {
					t.Errorf("the letter differs from %s; run with -update and look at the difference", path)
				}
			})
		}
	}
}

func TestWhatTheFileShowsIsNotAsked(t *testing.T) {
	r := specimen.Breaching()
	name := dataset(r)
	var rows int64
	for _, in := range r.Inputs {
		if in.Name == name {
			rows += in.Rows
		}
	}
	// A file whose every column is there and filled, and on which no rule speaks.
	columns := []finding.Column{}
	for _, f := range []string{"source", "collected_at", "visibility", "lawful_basis", "consent", "notice_at", "opt_out_all", "last_inbound_at", "match_basis"} {
		columns = append(columns, finding.Column{Header: f, Field: f, State: "used", Filled: rows})
	}
	r.Mapping = []finding.Table{{Dataset: name, Relation: "contact", Columns: columns}}
	r.Findings = nil
	got := written(t, compose(t, r, "en"))
	if !strings.Contains(got, "found nothing that the file leaves open") || strings.Contains(got, "Why we ask") {
		t.Errorf("a file that shows everything is asked about:\n%s", got)
	}
	if !strings.Contains(got, "1. Your role") || !strings.Contains(got, "2. Your suppliers and transfers") {
		t.Error("the questions on the supplier's role are missing")
	}
	// One column that is not filled throughout is asked about, and no other.
	columns[0].Filled = rows - 1
	got = written(t, compose(t, r, "en"))
	if !strings.Contains(got, "1. Source of each record") || strings.Contains(got, "Date of collection") {
		t.Errorf("not the source alone is asked about:\n%s", got)
	}
}

func TestOwnBreachesAreNotTold(t *testing.T) {
	r := specimen.Breaching()
	for _, lang := range []string{"en", "fr"} {
		got := strings.ToLower(written(t, compose(t, r, lang)))
		for _, word := range []string{"in breach", "manquement"} {
			if strings.Contains(got, word) {
				t.Errorf("%s: the letter speaks of a breach (%q)", lang, word)
			}
		}
	}
}

func TestDatasetMustBeTold(t *testing.T) {
	r := specimen.Breaching()
	p := l10n.New("en")
	second := r.Inputs[0]
	second.Name, second.Relation = "second.csv", "contact"
	r.Inputs = append(r.Inputs, second)
	for _, tt := range []struct{ name, dataset, want string }{
		{"several", "", "name the one that was supplied"},
		{"unknown", "third.csv", "expected one of"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := letter.New(p, r, letter.Options{Dataset: tt.dataset, By: "2026-12-06"})
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got error %v, want %q", err, tt.want)
			}
		})
	}
}

func TestTopicsNameFieldsThatThereAre(t *testing.T) {
	rel := facts.NewSchema().Relation("contact")
	for _, f := range letter.Fields() {
		if rel.Field(f) == nil {
			t.Errorf("a topic names the field %q, which contact does not have", f)
		}
	}
}
