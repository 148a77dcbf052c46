package view_test

import (
	"reflect"
	"slices"
	"testing"

	"leadlint/reports/internal/specimen"
	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

func TestGroups(t *testing.T) {
	c := view.New(specimen.Breaching())
	tests := []struct {
		name     string
		findings []*finding.Finding
		want     []string
	}{
		{"breaches", c.Breaches, []string{"VIS-01", "RET-02", "NOT-01", "ACC-03", "EPR-05", "NOT-06"}},
		{"marked", c.Marked, []string{"BAS-05", "VIS-03", "MIN-07"}},
		{"not shown", c.NotShown, []string{"VIS-02", "RET-03"}},
		{"gates", c.Gates, []string{"GAT-01"}},
		{"not assessed", c.NotAssessed, []string{"ACC-01", "RET-10", "RTS-02", "SEC-11"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, f := range tt.findings {
				got = append(got, f.Rule)
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func TestEveryFindingIsInOneGroup(t *testing.T) {
	r := specimen.Large(90)
	c := view.New(r)
	n := len(c.Breaches) + len(c.Marked) + len(c.NotShown) + len(c.Clear) + len(c.NotAssessed) + len(c.Gates)
	if n != len(r.Findings) {
		t.Errorf("got %d findings in groups, want %d", n, len(r.Findings))
	}
	inSections := 0
	for _, s := range c.Sections() {
		inSections += len(s.Fired) + len(s.NotShown) + len(s.Clear) + len(s.NotAssessed)
	}
	if want := n - len(c.Gates); inSections != want {
		t.Errorf("got %d findings in sections, want %d", inSections, want)
	}
}

func TestOrders(t *testing.T) {
	r := specimen.Breaching()
	r.Findings = append(r.Findings, r.Findings[0])
	orders := view.New(r).Orders()
	if got, want := len(orders), 9; got != want {
		t.Fatalf("got %d measures, want %d: the same measure is to be there once", got, want)
	}
	due := ""
	for i, o := range orders {
		if i > 0 && o.Required && !orders[i-1].Required {
			t.Error("a required measure follows a recommended one")
		}
		if i > 0 && o.Required == orders[i-1].Required && o.Due < due {
			t.Errorf("measure %d is due on %s, before the one above it", i+1, o.Due)
		}
		due = o.Due
	}
}

func TestConclusions(t *testing.T) {
	want := map[string]view.Conclusion{
		"legal_basis": view.Constituted, "retention": view.Constituted, "data_quality": view.NotShown, "transparency": view.Constituted,
		"rights": view.Constituted, "prospecting": view.Constituted, "governance": view.NotConstituted,
	}
	for _, s := range view.New(specimen.Breaching()).Sections() {
		if got := s.Conclusion; got != want[string(s.Duty)] {
			t.Errorf("%s: got %q, want %q", s.Duty, got, want[string(s.Duty)])
		}
	}
}

func TestRequestsAreAskedForOnce(t *testing.T) {
	var got []string
	for _, q := range view.New(specimen.Breaching()).Requests() {
		got = append(got, q.Text.EN)
	}
	if slices.Contains(got, "") || len(got) != 4 {
		t.Errorf("got %q, want four requests", got)
	}
}

func TestSafeLeavesTheReportAsItIs(t *testing.T) {
	r := specimen.Hostile()
	before := specimen.Hostile()
	s := view.Safe(r)
	if !reflect.DeepEqual(r, before) {
		t.Error("the report was changed")
	}
	specimen.Strings(s, func(string) string { return "x" })
	if !reflect.DeepEqual(r, before) {
		t.Error("the copy shares its texts with the report")
	}
	if !reflect.DeepEqual(view.Safe(specimen.Breaching()), specimen.Breaching()) {
		t.Error("harmless texts were changed")
	}
}
