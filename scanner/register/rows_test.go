package register_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"leadlint/rules/facts"
	"leadlint/scanner/dataset"
	"leadlint/scanner/register"
)

func TestRows(t *testing.T) {
	tests := []struct {
		name string
		spec register.Spec
		rows []map[string]any
		want []string
	}{
		{"incident with times", register.Spec{Relation: "incident"}, []map[string]any{
			{"reference": "V-1", "aware_at": "2026-03-01T10:00", "authority_told_at": "2026-03-06T09:00", "risk": "high"},
			{"aware_at": time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC), "authority_told_at": time.Date(2026, 3, 5, 0, 0, 0, 0, time.UTC)},
			{"aware_at": "2026-03-01", "authority_told_at": "2026-03-04"},
			{},
		}, []string{
			"reference=*** risk=high aware_at=2026-03-01 authority_told_at=2026-03-06 hours_to_authority=119",
			"aware_at=2026-03-01 authority_told_at=2026-03-05 hours_to_authority=73",
			"aware_at=2026-03-01 authority_told_at=2026-03-04",
			"",
		}},
		{"keys by their form", register.Spec{Relation: "suppression", Facts: map[string]any{"kind": "objection"}}, []map[string]any{
			{"person": "a@moon.example", "recorded_at": "2026-01-13"},
			{"person": []any{"+33639981234", "P-17"}, "kind": "erasure"},
			{"person": "5f1d7a84db00d2fce00b31a7fc73224f0a1b2c3d4e5f60718293a4b5c6d7e8f9"},
			{"person": nil},
		}, []string{
			"person=1 kind=objection recorded_at=2026-01-13 form=clear",
			"person=2 kind=erasure form=clear",
			"person=1 kind=objection form=fingerprint",
			"kind=objection",
		}},
		{"sets, numbers and texts", register.Spec{Relation: "notice"}, []map[string]any{
			{"name": "N", "direct": true, "lacks": []any{"source", "rights"}, "vague": []string{}},
		}, []string{"name=*** direct=true lacks={rights,source} vague={}"}},
		{"adequacy follows the country", register.Spec{Relation: "recipient"}, []map[string]any{{"name": "Cloud", "country": "IN"}},
			[]string{"name=*** country=IN adequacy=not_adequate"}},
		{"contact-shaped relations", register.Spec{Relation: "snapshot"}, []map[string]any{{"person": "a@moon.example", "taken_at": "2025-01-31", "opt_out_email": false}},
			[]string{"person=1 taken_at=2025-01-31 opt_out_email=false"}},
		{"no rows", register.Spec{Relation: "send"}, nil, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b, err := register.Rows(schema, tt.spec, tt.rows, register.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if got := shown(schema.Relation(tt.spec.Relation), b); !slices.Equal(got, tt.want) {
				t.Errorf("rows are %q, want %q", got, tt.want)
			}
		})
	}
}

func TestRowsErrors(t *testing.T) {
	_, err := register.Rows(schema, register.Spec{Relation: "incident", Where: "leadlint.yaml:9"}, []map[string]any{
		{"risk": "Ada Moon's password"}, {"aware": "2026-01-13"}, {"aware_at": "soon"},
	}, register.Options{})
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{"leadlint.yaml:9: ", "row 1: risk: expected one of unlikely, risk, high", `row 2: unknown field "aware" of incident; the nearest is "aware_at"`, "row 3: aware_at: expected a date"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("error is %q, want %q in it", err, want)
		}
	}
	if strings.Contains(err.Error(), "Moon") {
		t.Errorf("error %q shows a value", err)
	}
}

// TestSameKeys says that a person written out and one read from a table are one.
func TestSameKeys(t *testing.T) {
	opt := register.Options{Key: [2]uint64{1, 2}}
	written, err := register.Rows(schema, register.Spec{Relation: "suppression", IDs: "crm"}, []map[string]any{
		{"person": []string{"Ada@Moon.example", "+33 6 39 98 12 34", "C-17"}},
	}, opt)
	if err != nil {
		t.Fatal(err)
	}
	m, rows := recognised(t, register.Spec{Relation: "send", IDs: "crm"}, "email|phone|contact id|campaign|sent at\nada@moon.example|0033639981234|C-17|Hiver d'été|2026-01-13")
	var keys, campaign []facts.Hash
	w := register.NewBinder(schema, m, opt).NewWorker(func(b *facts.Batch) error {
		rel := schema.Relation("send")
		keys = slices.Clone(b.Cols[rel.Index("person")].RowKeys(0))
		campaign = slices.Clone(b.Cols[rel.Index("campaign")].RowKeys(0))
		return nil
	})
	w.Row(dataset.Place{Line: 2}, rows[0])
	if err := w.Finish(); err != nil {
		t.Fatal(err)
	}
	if want := written.Cols[0].RowKeys(0); len(keys) != 3 || !slices.Equal(keys, want) {
		t.Errorf("keys are %v, want %v", keys, want)
	}
	other, err := register.Rows(schema, register.Spec{Relation: "send"}, []map[string]any{{"campaign": "HIVER D'ETE"}}, opt)
	if err != nil {
		t.Fatal(err)
	}
	if want := other.Cols[schema.Relation("send").Index("campaign")].RowKeys(0); len(campaign) != 1 || !slices.Equal(campaign, want) {
		t.Errorf("keys of the campaign are %v, want %v", campaign, want)
	}
}
