package partial_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"leadlint/scanner/dataset/bind"
	"leadlint/scanner/engine"
	"leadlint/scanner/finding"
	"leadlint/scanner/partial"
)

const (
	groups  = 5
	samples = 3
)

// plan is that of all partials of these tests.
func plan() partial.Plan {
	return partial.Plan{
		Tool: "1.2.3", Now: "2026-11-22", Packs: []finding.Pack{{Name: "eu", Version: "1", Rules: 2, SHA256: hash("eu")}},
		Digests: map[string]string{"audit file": "00ff", "options": "11"}, Rules: []string{"RET-03", "VIS-01"},
	}
}

// mapping is how the tables of these tests are understood.
func mapping() finding.Table {
	return finding.Table{Dataset: "leads.csv", Relation: "contact", Columns: []finding.Column{
		{Header: "E-mail", Field: "email_work", Confidence: 0.99, State: "used", By: "header", Trace: []string{"header"}, Filled: -1, Distinct: -1},
		{Header: "Consent", Field: "consent_email", Confidence: 0.8, State: "used", By: "values", Trace: []string{}, Filled: -1, Distinct: 2,
			Values: []finding.Value{{Value: "yes", Count: 3, Meaning: "given"}}},
	}}
}

// count gives what the engine might have counted of some rows.
func count(t *rapid.T, rows int64) *engine.Partial {
	p := &engine.Partial{
		Rows: rows, Groups: make([]int64, groups), AgeMonths: make([]int64, engine.AgeSteps), Rules: make([]engine.RulePartial, 2), SampleSize: samples,
	}
	p.Groups[rapid.IntRange(0, groups-1).Draw(t, "group")] = rows
	p.AgeMonths[rapid.IntRange(0, engine.AgeSteps-1).Draw(t, "age")] = rows / 2
	p.Undated = rows - rows/2
	for i := range rows {
		p.Sketch.Add(uint64(i) * 0x9e3779b97f4a7c15)
	}
	for i := range p.Rules {
		r := &p.Rules[i]
		r.BreachBy, r.NotShownBy = make([]int64, groups), make([]int64, groups)
		r.Breach = rapid.Int64Range(0, rows).Draw(t, "breach")
		r.BreachBy[rapid.IntRange(0, groups-1).Draw(t, "group")] = r.Breach
		r.Clear = rows - r.Breach
		keys := rapid.SliceOfNDistinct(rapid.Uint64Range(1, 9), 0, min(samples, int(r.Breach)), rapid.ID).Draw(t, "samples")
		slices.Sort(keys)
		for _, key := range keys {
			r.Samples = append(r.Samples, engine.Sample{Key: key << 60, Line: rapid.Int64Range(0, 3).Draw(t, "line"),
				Values: []engine.Masked{{Field: "email", Value: rapid.SampledFrom([]string{"a***@e***.example", "b***@e***.example"}).Draw(t, "value")}}})
		}
	}
	return p
}

// table gives what might have been counted of some rows of a table.
func table(t *rapid.T, name string) partial.Table {
	rows := rapid.Int64Range(0, 40).Draw(t, "rows")
	out := partial.Table{
		Name: name, Mapping: mapping(), Person: true, Columns: map[string][]string{"email": {"E-mail"}}, Known: []string{"objections"}, Preferences: "per_channel",
		Declared: []finding.Declared{{Field: "contact.source", Value: "stated", Where: "audit.yaml:3"}}, Count: count(t, rows), Rows: rows,
		Skipped: rapid.Int64Range(0, 2).Draw(t, "skipped"),
		Met:     map[string]bool{"suppression by person": rapid.Bool().Draw(t, "met")},
	}
	out.Tally = bind.Tally{Filled: []int64{rows, rows / 2}, Fills: []int64{rows}, CountryConflicts: rapid.Int64Range(0, 2).Draw(t, "conflicts"), Values: map[int][]bind.Distinct{}}
	for range rapid.IntRange(0, 4).Draw(t, "cells") {
		cell := rapid.SampledFrom([]string{"yes", "no", "", "Canary Nightingale", "\xff"}).Draw(t, "cell")
		d := bind.NewDistinct([2]uint64{7, 8}, cell, rapid.Int64Range(1, 5).Draw(t, "count"), cell != "Canary Nightingale", "given")
		out.Tally.Values[1] = bind.MergeDistinct(out.Tally.Values[1], []bind.Distinct{d})
	}
	for range rapid.IntRange(0, 2).Draw(t, "issues") {
		out.Issues = append(out.Issues, finding.Issue{
			Severity: rapid.SampledFrom([]string{"lost", "warning"}).Draw(t, "severity"), Input: "leads.csv", Table: name, Line: rapid.Int64Range(0, 9).Draw(t, "line"),
			Count: rapid.Int64Range(1, 3).Draw(t, "count"), Message: finding.Text{EN: "a row is too long", FR: "une ligne est trop longue"},
		})
	}
	return out
}

// shards gives the partials of n shards of one audit, in order: of a database in parts, of
// which all read all tables, and of files that are dealt out.
func shards(t *rapid.T, n int) []*partial.Partial {
	var out []*partial.Partial
	for i := 1; i <= n; i++ {
		p := &partial.Partial{Plan: plan(), Shard: partial.Shard{Index: i, Of: n}}
		base := partial.Dataset{Name: "base.parquet", Inputs: []partial.Input{{Input: finding.Input{Name: "base.parquet", Format: "parquet", SHA256: hash("base"), Bytes: 9, Relation: "contact"}, Parts: []int{i}, Of: n}}}
		base.Tables = []partial.Table{table(t, "a"), table(t, "b"), {Name: "codes", Mapping: mapping()}}
		for _, table := range base.Tables {
			base.Inputs[0].Rows += table.Rows
		}
		files := partial.Dataset{Name: "exports", Where: "audit.yaml:9"}
		if n == 1 || i%2 == 0 {
			name := fmt.Sprintf("exports/%d.csv", i)
			files.Tables = []partial.Table{table(t, "")}
			files.Inputs = []partial.Input{{Input: finding.Input{Name: name, Format: "csv", SHA256: hash(name), Rows: files.Tables[0].Rows, Relation: "contact"}}}
		}
		p.Datasets = []partial.Dataset{base, files}
		out = append(out, p)
	}
	return out
}

// hash gives a hash as those of contents are written.
func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// names gives names to partials.
func names(n int) []string {
	var out []string
	for i := range n {
		out = append(out, fmt.Sprintf("%d.partial", i+1))
	}
	return out
}

// encoded gives the bytes of a partial.
func encoded(t rapid.TB, p *partial.Partial) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := partial.Encode(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// one gives a partial for tests that need one alone.
func one(t *testing.T) *partial.Partial {
	t.Helper()
	return rapid.Custom(func(t *rapid.T) *partial.Partial { return shards(t, 2)[1] }).Example(4)
}
