package history

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"leadlint/scanner/finding"
)

// ruleTexts is what a finding says because of its rule alone.
type ruleTexts struct {
	Rule       string              `json:"rule"`
	Articles   finding.Articles    `json:"articles"`
	Precedents []finding.Precedent `json:"precedents"`
	Title      finding.Text        `json:"title"`
	Law        finding.Text        `json:"law"`
	Why        finding.Text        `json:"why"`
	Condition  finding.Text        `json:"condition"`
	Note       *finding.Text       `json:"note"`
	Remedy     finding.Text        `json:"remedy"`
	Evidence   finding.Text        `json:"evidence"`
}

func textsOf(f *finding.Finding) ruleTexts {
	return ruleTexts{f.Rule, f.Articles, f.Precedents, f.Title, f.Law, f.Why, f.Condition, f.Note, f.Remedy, f.Evidence}
}

func (t *ruleTexts) put(f *finding.Finding) {
	f.Articles, f.Precedents, f.Title, f.Law, f.Why = t.Articles, t.Precedents, t.Title, t.Law, t.Why
	f.Condition, f.Note, f.Remedy, f.Evidence = t.Condition, t.Note, t.Remedy, t.Evidence
}

func saysNothing(f *finding.Finding) bool {
	return reflect.DeepEqual(textsOf(f), ruleTexts{Rule: f.Rule})
}

// Split gives the JSON of a report in two parts: what rules say, which is the same from
// audit to audit and makes up most of it, and the rest. The report is left as it is.
func Split(r *finding.Report) (body, texts []byte, err error) {
	rest := *r
	rest.Findings = slices.Clone(r.Findings)
	pool := []ruleTexts{}
	at := map[string]int{}
	bare := map[string]bool{}
	for i := range rest.Findings {
		if f := &rest.Findings[i]; saysNothing(f) {
			bare[f.Rule] = true // it could not be told from one whose texts were taken out
		}
	}
	for i := range rest.Findings {
		f := &rest.Findings[i]
		if bare[f.Rule] {
			continue
		}
		own := textsOf(f)
		k, there := at[f.Rule]
		if !there {
			k = len(pool)
			at[f.Rule] = k
			pool = append(pool, own)
		}
		// A finding that says something else than the first of its rule keeps it.
		if reflect.DeepEqual(pool[k], own) {
			(&ruleTexts{}).put(f)
		}
	}
	if body, err = json.Marshal(&rest); err == nil {
		slices.SortFunc(pool, func(a, b ruleTexts) int { return strings.Compare(a.Rule, b.Rule) })
		texts, err = json.Marshal(pool)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("put the report into the form that is stored: %w", err)
	}
	return body, texts, nil
}

// Texts are what rules say, by rule, ready to be put into reports.
type Texts struct{ by map[string]*ruleTexts }

// ParseTexts reads the part of a report that Split gives as texts.
func ParseTexts(texts []byte) (Texts, error) {
	var pool []ruleTexts
	if err := json.Unmarshal(texts, &pool); err != nil {
		return Texts{}, fmt.Errorf("read what rules said: %w", err)
	}
	out := Texts{map[string]*ruleTexts{}}
	for i := range pool {
		out.by[pool[i].Rule] = &pool[i]
	}
	return out, nil
}

// Join puts a report together again. Reports made with the same texts share their
// lists, which must not be changed.
func Join(body []byte, texts Texts) (*finding.Report, error) {
	var r finding.Report
	if err := json.Unmarshal(body, &r); err != nil {
		return nil, fmt.Errorf("read the report that is kept: %w", err)
	}
	for i := range r.Findings {
		f := &r.Findings[i]
		if t := texts.by[f.Rule]; t != nil && saysNothing(f) {
			t.put(f)
		}
	}
	return &r, nil
}
