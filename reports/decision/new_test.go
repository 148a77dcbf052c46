package decision_test

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"leadlint/reports/decision"
	"leadlint/reports/internal/specimen"
	"leadlint/reports/l10n"
	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

func write(r *finding.Report, lang string) *decision.Document {
	return decision.New(l10n.New(lang), view.New(r))
}

// specimens are the reports that every document is tested with, by name.
func specimens() map[string]*finding.Report {
	return map[string]*finding.Report{
		"breaching": specimen.Breaching(), "incomplete": specimen.Incomplete(), "living": specimen.Living(),
		"code": specimen.Code(), "large": specimen.Large(70), "hostile": specimen.Hostile(), "empty": {}, "none": nil,
	}
}

func TestEveryDocumentIsWellMade(t *testing.T) {
	for name, r := range specimens() {
		for _, lang := range []string{"en", "fr"} {
			t.Run(name+"."+lang, func(t *testing.T) { check(t, write(r, lang)) })
		}
	}
}

// tester is a test or a property of one.
type tester interface {
	Helper()
	Errorf(string, ...any)
}

// check checks what renderers rely on.
func check(t tester, d *decision.Document) {
	t.Helper()
	texts(d, func(where, text string) {
		if strings.TrimSpace(text) == "" {
			t.Errorf("%s: an empty text", where)
		}
	})
	checkAnchors(t, d)
	number := 0
	d.Walk(func(s *decision.Section, _ int) {
		for _, b := range s.Blocks {
			switch b := b.(type) {
			case *decision.Paragraph:
				if b.Number == 0 {
					continue
				}
				if number++; b.Number != number {
					t.Errorf("paragraph %d follows paragraph %d", b.Number, number-1)
					number = b.Number
				}
			case *decision.Table:
				checkTable(t, s.ID, b)
			case *decision.Bars:
				checkTable(t, s.ID, b.Figures)
				for _, r := range b.Rows {
					if len(r.Values) != len(b.Fills) || len(r.Shown) != len(b.Fills) {
						t.Errorf("%s: a bar has %d values and %d texts for %d fills", b.ID, len(r.Values), len(r.Shown), len(b.Fills))
					}
				}
			case *decision.Histogram:
				checkTable(t, s.ID, b.Figures)
				if len(b.Shown) != len(b.Bins) || len(b.Labels) != len(b.Bins) {
					t.Errorf("%s: %d texts and %d labels for %d bins", b.ID, len(b.Shown), len(b.Labels), len(b.Bins))
				}
			}
		}
	})
}

func checkTable(t tester, at string, table *decision.Table) {
	t.Helper()
	if len(table.Rows) == 0 {
		t.Errorf("%s: the table %q has no rows", at, table.Caption)
	}
	for _, row := range table.Rows {
		if len(row) != len(table.Head) {
			t.Errorf("%s: a row of %q has %d cells, its head %d", at, table.Caption, len(row), len(table.Head))
		}
	}
}

var anchor = regexp.MustCompile(`^[a-z][a-z0-9_-]*$`)

func checkAnchors(t tester, d *decision.Document) {
	t.Helper()
	seen := map[string]bool{}
	add := func(id string) {
		if !anchor.MatchString(id) {
			t.Errorf("%q can be no anchor", id)
		}
		if seen[id] {
			t.Errorf("the anchor %q is there twice", id)
		}
		seen[id] = true
	}
	var links []string
	linked := func(runs []decision.Run) {
		for _, r := range runs {
			if id, ok := strings.CutPrefix(r.Href, "#"); ok {
				links = append(links, id)
			} else if r.Href != "" && !strings.HasPrefix(r.Href, "https://") && !strings.HasPrefix(r.Href, "http://") {
				t.Errorf("a link to %q", r.Href)
			}
		}
	}
	d.Walk(func(s *decision.Section, _ int) {
		add(s.ID)
		for _, b := range s.Blocks {
			switch b := b.(type) {
			case *decision.Paragraph:
				linked(b.Runs)
			case *decision.List:
				for _, it := range b.Items {
					if it.ID != "" {
						add(it.ID)
					}
					linked(it.Runs)
					linked(it.Below)
				}
			case *decision.Bars:
				add(b.ID)
			case *decision.Histogram:
				add(b.ID)
			}
		}
	})
	for _, id := range links {
		if !seen[id] {
			t.Errorf("nothing has the anchor %q that a link points to", id)
		}
	}
}

func TestEveryFindingAppears(t *testing.T) {
	for name, r := range specimens() {
		t.Run(name, func(t *testing.T) {
			c := view.New(r)
			d := decision.New(l10n.New("en"), c)
			var titles []string
			d.Walk(func(s *decision.Section, _ int) {
				if s.Role == decision.Result {
					titles = append(titles, s.Title)
					if len(s.Sections) != 4 {
						t.Errorf("%s has %d moves, want four", s.ID, len(s.Sections))
					}
				}
			})
			if len(titles) != len(c.Fired()) {
				t.Errorf("got %d findings in the reasons, want %d", len(titles), len(c.Fired()))
			}
			for _, f := range c.Fired() {
				if !slices.Contains(titles, f.Title.EN) {
					t.Errorf("%s is not among the reasons", f.Rule)
				}
			}
			for id, group := range map[string][]*finding.Finding{"reasons": c.NotShown, "clear": c.Clear, "gates": c.Gates, "annex-rules": slices.Concat(c.Fired(), c.NotShown, c.Clear, c.NotAssessed, c.Gates)} {
				for _, f := range group {
					if !strings.Contains(within(find(d, id)), f.Rule) {
						t.Errorf("%s is not in the part %q", f.Rule, id)
					}
				}
			}
		})
	}
}

// TestWhateverAReportHolds checks documents of reports with texts and parts missing at
// random: each is well made.
func TestWhateverAReportHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pool := rapid.SliceOfN(rapid.OneOf(rapid.Just(""), rapid.String(), rapid.StringMatching(`[a-z%<&#"]{1,20}`)), 3, 9).Draw(t, "texts")
		r, n := some(t), 0
		specimen.Strings(r, func(s string) string {
			if n++; rapid.IntRange(0, 3).Draw(t, "keep") > 0 {
				return s
			}
			return pool[n%len(pool)]
		})
		check(t, write(r, rapid.SampledFrom([]string{"en", "fr"}).Draw(t, "lang")))
	})
}

// TestBothLanguagesHaveTheSameShape checks that a report says the same in both
// languages, but for its words.
func TestBothLanguagesHaveTheSameShape(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := some(t)
		if en, fr := shape(write(r, "en")), shape(write(r, "fr")); en != fr {
			t.Errorf("in English:\n%s\nin French:\n%s", en, fr)
		}
	})
}

// some draws a report: a specimen with some of its findings, with other outcomes and
// without some of its parts.
func some(t *rapid.T) *finding.Report {
	r := rapid.SampledFrom([]func() *finding.Report{specimen.Breaching, specimen.Incomplete, specimen.Living, specimen.Code}).Draw(t, "specimen")()
	outcomes := []finding.Outcome{finding.Breach, finding.NotShown, finding.Clear, finding.NotAssessed}
	var kept []finding.Finding
	for _, f := range r.Findings {
		if rapid.Bool().Draw(t, "finding") {
			f.Outcome = rapid.SampledFrom(append(outcomes, f.Outcome)).Draw(t, "outcome")
			f.Counts.Breach = rapid.SampledFrom([]int64{0, 1, 2, 1_000_000}).Draw(t, "breach")
			kept = append(kept, f)
		}
	}
	r.Findings = kept
	v := reflect.ValueOf(r).Elem()
	for i := range v.NumField() {
		if v.Type().Field(i).Name != "Findings" && rapid.IntRange(0, 4).Draw(t, "part") == 0 {
			v.Field(i).SetZero()
		}
	}
	return r
}

func TestComposingChangesNothing(t *testing.T) {
	c, before := view.New(specimen.Living()), view.New(specimen.Living())
	first := decision.New(l10n.New("fr"), c)
	if !reflect.DeepEqual(c.Report, before.Report) {
		t.Error("the report was changed")
	}
	if !reflect.DeepEqual(first, decision.New(l10n.New("fr"), c)) {
		t.Error("the same case gives two documents")
	}
}
