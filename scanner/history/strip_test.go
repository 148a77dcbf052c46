package history_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"leadlint/scanner/finding"
	"leadlint/scanner/history"
	"leadlint/scanner/history/internal/sample"
)

// kept lists the fields of text that a history keeps, by their paths or the start of
// them. A field that is added to the model belongs here or among sample.Personal.
func kept() []string {
	return []string{
		"Schema", "Tool.", "Now", "Controller.", "Packs.", "Inputs.", "Coverage.Issues.", "Coverage.Sample.",
		"Findings.Rule", "Findings.Pack", "Findings.Outcome", "Findings.Kind", "Findings.Severity", "Findings.Articles.", "Findings.Precedents.",
		"Findings.Title.", "Findings.Law.", "Findings.Why.", "Findings.Condition.", "Findings.Note.", "Findings.Remedy.", "Findings.Evidence.", "Findings.Reason.",
		"Findings.Within", "Findings.Due", "Findings.Needs", "Findings.Fingerprint", "Findings.State", "Findings.Waived.", "Findings.Groups.", "Findings.Declared.",
		"Findings.Subject.Relation", "Findings.Subject.Dataset", "Findings.Subject.Table", "Findings.Subject.Fields", "Findings.Subject.Missing",
		"Findings.Places.File", "Findings.Places.Outcome", "Findings.Places.Language", "Findings.Places.Part", "Findings.Places.Function",
		"Findings.Places.State", "Findings.Places.Waived.", "Findings.Places.Fingerprint",
		"Mapping.Dataset", "Mapping.Table", "Mapping.Relation", "Mapping.Preset", "Mapping.PresetEvidence", "Mapping.MappingFile",
		"Mapping.Columns.Field", "Mapping.Columns.State", "Mapping.Columns.By", "Mapping.Columns.Format", "Mapping.Columns.Values.Meaning",
		"Statistics.", "Relations.",
		"Sources.Role", "Sources.From", "Sources.VisitedAt", "Sources.Access", "Sources.Robots", "Sources.KeptOut", "Sources.KeptOutBy.Robot",
		"Sources.Signals.Name", "Sources.Signals.Strength", "Sources.Signals.Lang",
		"Notices.Name", "Notices.Place", "Notices.Format", "Notices.SHA256", "Notices.Languages.", "Notices.Problem.",
		"Notices.Items.Item", "Notices.Items.State", "Notices.Items.Rule", "Notices.Items.Why", "Notices.Items.At.Lang",
		"Notices.Message.Kind", "Notices.Message.Points.Name", "Notices.Message.Points.Answer", "Notices.Message.Points.Detail", "Notices.Message.Points.At.Lang",
		"Forms.From", "Forms.Kind", "Forms.Fields", "Forms.Boxes.State", "Forms.Boxes.Required", "Forms.Boxes.Purposes", "Forms.Boxes.Channels",
		"Forms.Points.Name", "Forms.Points.Answer", "Forms.Points.Detail", "Forms.Points.At.Lang",
		"Code.", "NoticeReach.", "Waivers.", "Comparison.", "Changes.", "Exposure.", "Notes.",
		"Record.", // told when the audit is shown
	}
}

// TestEveryFieldIsDecided fails when a field of text was added to the model and nobody
// has said whether a history may keep it.
func TestEveryFieldIsDecided(t *testing.T) {
	for path := range leaves(reflect.TypeFor[finding.Report](), "", map[string]bool{}) {
		if sample.Personal()[path] {
			continue
		}
		known := false
		for _, k := range kept() {
			known = known || path == k || strings.HasSuffix(k, ".") && strings.HasPrefix(path, k)
		}
		if !known {
			t.Errorf("%s: say in sample.Personal or here whether it may be kept; if not, drop it in Strip", path)
		}
	}
}

func leaves(typ reflect.Type, path string, into map[string]bool) map[string]bool {
	for typ.Kind() == reflect.Slice || typ.Kind() == reflect.Pointer {
		typ = typ.Elem()
	}
	switch typ.Kind() {
	case reflect.String:
		into[path] = true
	case reflect.Struct:
		for i := range typ.NumField() {
			leaves(typ.Field(i).Type, strings.TrimPrefix(path+"."+typ.Field(i).Name, "."), into)
		}
	}
	return into
}

// TestStrip says that what is personal goes, that nothing else does, and that the report
// itself stays whole.
func TestStrip(t *testing.T) {
	r := sample.Full(func(path string) string { return "<" + path + ">" })
	r.Coverage.Issues[1].Input = r.Sources[0].Address
	before, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	out, err := history.Strip(r)
	if err != nil {
		t.Fatal(err)
	}
	if after, _ := json.Marshal(r); string(after) != string(before) {
		t.Error("the report was changed")
	}
	text, err := json.Marshal(out)
	if err != nil {
		t.Fatal(err)
	}
	got := strings.NewReplacer(`\u003c`, "<", `\u003e`, ">").Replace(string(text))
	for path := range leaves(reflect.TypeFor[finding.Report](), "", map[string]bool{}) {
		is, want := strings.Contains(got, "<"+path+">"), !sample.Personal()[path] && !strings.HasPrefix(path, "Record.")
		if is != want {
			t.Errorf("%s: kept: got %v, want %v", path, is, want)
		}
	}
	if i := out.Coverage.Issues[1]; i.Input != history.Dropped || strings.Contains(i.Message.EN, "<") {
		t.Errorf("what is told under the address of a page: got %+v", i)
	}
}

// TestStripNames says that the name of a column stays when it is known as such, and goes
// when it could be the first person of a file without a row of names.
func TestStripNames(t *testing.T) {
	r := &finding.Report{
		Mapping: []finding.Table{{Dataset: "a.csv", Columns: []finding.Column{
			{Header: "E-mail", Field: "email", By: "header", Values: []finding.Value{}},
			{Header: "Ada", By: "values"}, {Header: "Ada Example", By: "values"}, {Header: "Status", By: "mapping", Values: []finding.Value{
				{Value: "oui", Meaning: "given", Count: 3}, {Value: "Ja", Meaning: "given", Count: 2}, {Value: "n***", Meaning: "not_understood", Count: 1},
			}},
		}}},
		Findings: []finding.Finding{{Subject: finding.Subject{Dataset: "a.csv", Columns: []string{"E-mail", "Ada Example"}}}},
		Coverage: finding.Coverage{Issues: []finding.Issue{{Input: "a.csv", Message: finding.Text{EN: `column "Ada Example" is odd`, FR: "la colonne « Ada Example »"}}}},
	}
	out, err := history.Strip(r)
	if err != nil {
		t.Fatal(err)
	}
	var headers []string
	for _, c := range out.Mapping[0].Columns {
		headers = append(headers, c.Header)
	}
	if got, want := strings.Join(headers, "|"), "E-mail|…|…|Status"; got != want {
		t.Errorf("headers: got %s, want %s", got, want)
	}
	if got := out.Findings[0].Subject.Columns; got[0] != "E-mail" || got[1] != history.Dropped {
		t.Errorf("columns of the finding: got %v", got)
	}
	if m := out.Coverage.Issues[0].Message; m.EN != `column "…" is odd` || m.FR != "la colonne « … »" {
		t.Errorf("message: got %+v", m)
	}
	if v := out.Mapping[0].Columns[3].Values; len(v) != 2 || v[0] != (finding.Value{Value: "…", Meaning: "given", Count: 5}) {
		t.Errorf("values: got %+v", v)
	}
}

// TestSplitAndJoin says that the two parts of a report give it again.
func TestSplitAndJoin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawn(t)
		want, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		body, texts, err := history.Split(r)
		if err != nil {
			t.Fatal(err)
		}
		said, err := history.ParseTexts(texts)
		if err != nil {
			t.Fatal(err)
		}
		back, err := history.Join(body, said)
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := json.Marshal(back); string(got) != string(want) {
			t.Errorf("got %s, want %s", got, want)
		}
		if now, _ := json.Marshal(r); string(now) != string(want) {
			t.Error("the report was changed")
		}
	})
}

// drawn gives a report with some findings of some rules, whose texts may differ.
func drawn(t *rapid.T) *finding.Report {
	r := sample.Report("2026-11-20", rapid.SampledFrom([]string{"a.csv", "b.csv"}).Draw(t, "file"), 0, 10)
	for i := range rapid.IntRange(0, 6).Draw(t, "findings") {
		f := finding.Finding{
			Rule: rapid.SampledFrom([]string{"A", "B"}).Draw(t, "rule"), Outcome: rapid.SampledFrom([]finding.Outcome{finding.Breach, finding.Clear, finding.NotShown}).Draw(t, "outcome"),
			Kind: "breach", Title: finding.Text{EN: rapid.SampledFrom([]string{"", "x", "é"}).Draw(t, "title")}, Fingerprint: fmt.Sprint(i % 4),
		}
		r.Findings = append(r.Findings, f)
	}
	r.Coverage.Complete = rapid.Bool().Draw(t, "complete")
	return r
}

func TestEntryAndScope(t *testing.T) {
	r := sample.Report("2026-11-20", "data/leads.csv", 2, 50)
	r.Findings[0].Kind = "evidence_gap"
	r.Findings[1].Waived = &finding.Waived{}
	r.Findings[2].Kind = "gate"
	r.Findings[3].Outcome = finding.NotShown
	e := history.EntryOf(r)
	if e.Breaches != 1 || e.Marked != 1 || e.Waived != 1 || e.NotShown != 1 || e.Clear != 0 || e.Title != "leads.csv" || e.Rows != 50 {
		t.Errorf("got %+v", e)
	}
	moved := sample.Report("2027-01-01", "/elsewhere/leads.csv", 1, 3)
	if history.ScopeOf(moved) != e.Scope {
		t.Error("the same file in another folder is another scope")
	}
	renamed := sample.Report("2027-01-01", "other.csv", 1, 3)
	if history.ScopeOf(renamed) == e.Scope {
		t.Error("another file is the same scope")
	}
	r.Controller.Reference, renamed.Controller.Reference = "EX-1", "EX-1"
	if history.ScopeOf(renamed) != history.ScopeOf(r) || history.EntryOf(r).Title != "EX-1" {
		t.Error("one case is two scopes")
	}
}
