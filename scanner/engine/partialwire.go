package engine

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"unicode/utf8"
)

// The wire form of a partial is sparse: of some thousand groups by some hundred
// rules, most counts are zero.
type (
	wirePartial struct {
		Rows       int64     `json:"rows"`
		GroupCount int       `json:"group_count"`
		Groups     []int64   `json:"groups"`
		AgeMonths  []int64   `json:"age_months"`
		Undated    int64     `json:"undated,omitempty"`
		Future     int64     `json:"future,omitempty"`
		Sketch     Sketch    `json:"sketch"`
		SampleSize int       `json:"sample_size"`
		Rules      wireRules `json:"rules"`
	}
	wireRules []wireRule
	wireRule  struct {
		Breach     int64        `json:"breach,omitempty"`
		Clear      int64        `json:"clear,omitempty"`
		NotShown   int64        `json:"not_shown,omitempty"`
		BreachBy   []int64      `json:"breach_by,omitempty"`
		NotShownBy []int64      `json:"not_shown_by,omitempty"`
		Persons    *Sketch      `json:"persons,omitempty"`
		Samples    []wireSample `json:"samples,omitempty"`
	}
	wireSample struct {
		Key    string       `json:"key"`
		Line   int64        `json:"line,omitempty"`
		Input  string       `json:"input,omitempty"`
		Values []wireMasked `json:"values"`
	}
	wireMasked struct {
		Field string `json:"field"`
		Value string `json:"value"`
	}
)

const (
	// mostGroups is the number of groups that a batch can number.
	mostGroups = 1 << 16
	// mostWireRules and mostWireCells bound the memory that a partial from
	// elsewhere can ask for: about 128 MiB, some tens of times what the schema and
	// the rules in use need.
	mostWireRules = 1 << 12
	mostWireCells = 1 << 22
	// mostSamples bounds the number of samples of a rule.
	mostSamples = 1<<31 - 1
)

// MarshalJSON gives the partial as it is kept and sent: the same bytes for the same
// counts. It fails on a partial that UnmarshalJSON would refuse.
func (p *Partial) MarshalJSON() ([]byte, error) {
	if err := p.check(); err != nil {
		return nil, err
	}
	w := wirePartial{
		Rows: p.Rows, GroupCount: len(p.Groups), Groups: sparse(p.Groups), AgeMonths: p.AgeMonths,
		Undated: p.Undated, Future: p.Future, Sketch: p.Sketch, SampleSize: p.SampleSize, Rules: make([]wireRule, len(p.Rules)),
	}
	for i := range p.Rules {
		r := &p.Rules[i]
		w.Rules[i] = wireRule{
			Breach: r.Breach, Clear: r.Clear, NotShown: r.NotShown,
			BreachBy: sparse(r.BreachBy), NotShownBy: sparse(r.NotShownBy), Persons: r.Persons,
		}
		for _, s := range r.Samples {
			out := wireSample{Key: fmt.Sprintf("%016x", s.Key), Line: s.Line, Input: s.Input, Values: make([]wireMasked, len(s.Values))}
			for k, v := range s.Values {
				out.Values[k] = wireMasked(v)
			}
			w.Rules[i].Samples = append(w.Rules[i].Samples, out)
		}
	}
	return json.Marshal(w)
}

// UnmarshalJSON sets the partial to what MarshalJSON gave. It fails, and leaves the
// partial as it was, where the data holds what no run can have counted.
func (p *Partial) UnmarshalJSON(data []byte) error {
	var w wirePartial
	if err := json.Unmarshal(data, &w); err != nil {
		return fmt.Errorf("counts: %w", err)
	}
	if w.GroupCount < 1 || w.GroupCount > mostGroups || len(w.Rules) > mostWireRules || w.GroupCount*len(w.Rules) > mostWireCells {
		return fmt.Errorf("counts: %d groups by %d rules are more than an audit has", w.GroupCount, len(w.Rules))
	}
	out := Partial{
		Rows: w.Rows, AgeMonths: w.AgeMonths, Undated: w.Undated, Future: w.Future,
		Sketch: w.Sketch, SampleSize: w.SampleSize, Rules: make([]RulePartial, len(w.Rules)),
	}
	var err error
	if out.Groups, err = dense(w.Groups, w.GroupCount); err != nil {
		return err
	}
	for i := range w.Rules {
		if out.Rules[i], err = w.Rules[i].rule(w.GroupCount); err != nil {
			return fmt.Errorf("rule %d: %w", i+1, err)
		}
	}
	if err := out.check(); err != nil {
		return err
	}
	*p = out
	return nil
}

// UnmarshalJSON reads the rules one by one, so that no more are held than can be.
func (w *wireRules) UnmarshalJSON(data []byte) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	if open, err := dec.Token(); err != nil || open != json.Delim('[') {
		return errors.New("the rules are no list")
	}
	*w = wireRules{}
	for dec.More() {
		if len(*w) == mostWireRules {
			return errors.New("more rules than an audit has")
		}
		var r wireRule
		if err := dec.Decode(&r); err != nil {
			return err
		}
		*w = append(*w, r)
	}
	return nil
}

func (w *wireRule) rule(groups int) (RulePartial, error) {
	out := RulePartial{Breach: w.Breach, Clear: w.Clear, NotShown: w.NotShown, Persons: w.Persons}
	var err error
	if out.BreachBy, err = denseBy(w.BreachBy, groups); err != nil {
		return out, err
	}
	if out.NotShownBy, err = denseBy(w.NotShownBy, groups); err != nil {
		return out, err
	}
	for _, s := range w.Samples {
		key, err := strconv.ParseUint(s.Key, 16, 64)
		if err != nil || len(s.Key) != 16 {
			return out, errors.New("counts: the key of a sample is not 16 hexadecimal digits")
		}
		sample := Sample{Key: key, Line: s.Line, Input: s.Input}
		for _, v := range s.Values {
			sample.Values = append(sample.Values, Masked(v))
		}
		out.Samples = append(out.Samples, sample)
	}
	return out, nil
}

// sparse lists the counts that are not zero, each after its group.
func sparse(counts []int64) []int64 {
	out := []int64{}
	for i, n := range counts {
		if n != 0 {
			out = append(out, int64(i), n)
		}
	}
	return out
}

// denseBy is dense for counts that are nil where there are none.
func denseBy(list []int64, groups int) ([]int64, error) {
	if len(list) == 0 {
		return nil, nil
	}
	return dense(list, groups)
}

// dense gives the counts of so many groups from what sparse gave.
func dense(list []int64, groups int) ([]int64, error) {
	out, last := make([]int64, groups), int64(-1)
	if len(list)%2 != 0 {
		return nil, errors.New("counts: a group is without its count")
	}
	for i := 0; i < len(list); i += 2 {
		group, n := list[i], list[i+1]
		if group <= last || group >= int64(groups) || n <= 0 {
			return nil, errors.New("counts: the groups are not in order, or a count is not above zero")
		}
		out[group], last = n, group
	}
	return out, nil
}

// check fails where the partial holds what no run can have counted.
func (p *Partial) check() error {
	switch {
	case p.Rows < 0 || p.Rows > mostRows:
		return errors.New("counts: the number of rows is out of range")
	case p.SampleSize < 0 || p.SampleSize > mostSamples:
		return errors.New("counts: the number of samples is out of range")
	case len(p.AgeMonths) != AgeSteps:
		return fmt.Errorf("counts: %d steps of age, want %d", len(p.AgeMonths), AgeSteps)
	case !sums(p.Groups, p.Rows):
		return errors.New("counts: the groups do not sum up to the rows")
	case !within(p.Rows, append(slices.Clone(p.AgeMonths), p.Undated, p.Future)...):
		return errors.New("counts: the ages are those of more rows than were read")
	}
	for i := range p.Rules {
		if err := p.Rules[i].check(p); err != nil {
			return fmt.Errorf("rule %d: %w", i+1, err)
		}
	}
	return nil
}

func (r *RulePartial) check(p *Partial) error {
	switch {
	case !within(p.Rows, r.Breach, r.Clear, r.NotShown):
		return errors.New("counts: the outcomes are those of more rows than were read")
	case !sums(r.BreachBy, r.Breach) || !sums(r.NotShownBy, r.NotShown):
		return errors.New("counts: the groups do not sum up to the outcome")
	case len(r.Samples) > p.SampleSize:
		return errors.New("counts: more samples than were asked for")
	}
	for i := range r.Samples {
		s := &r.Samples[i]
		if i > 0 && s.Key <= r.Samples[i-1].Key || s.Line < 0 || s.Line > mostRows || !utf8.ValidString(s.Input) {
			return errors.New("counts: the samples are not in order")
		}
		for _, v := range s.Values {
			if !utf8.ValidString(v.Field) || !utf8.ValidString(v.Value) {
				return errors.New("counts: a sample is not UTF-8")
			}
		}
	}
	return nil
}

// within says whether the counts are of at most so many rows together.
func within(rows int64, counts ...int64) bool {
	for _, n := range counts {
		if n < 0 || n > rows {
			return false
		}
		rows -= n
	}
	return true
}

// sums says whether the counts sum up to so many rows.
func sums(counts []int64, rows int64) bool {
	for _, n := range counts {
		if n < 0 || n > rows {
			return false
		}
		rows -= n
	}
	return rows == 0
}
