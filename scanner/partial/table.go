package partial

import (
	"encoding/json"
	"errors"
	"fmt"

	"leadlint/scanner/dataset/bind"
	"leadlint/scanner/engine"
	"leadlint/scanner/finding"
)

// Add adds what was counted of further rows of the table. Both have to be understood in
// the same way: where they are not, it fails and t is unchanged. What is told of the
// whole table is kept as t has it. o is not changed.
func (t *Table) Add(o *Table) error {
	if err := t.addCounts(o); err != nil {
		return err
	}
	if !t.Whole {
		t.Skipped += o.Skipped
		var all issueSet
		all.add(t.Issues, summed)
		all.add(o.Issues, summed)
		t.Issues = all.sorted()
	}
	return nil
}

// addCounts adds all but what was passed over and met.
func (t *Table) addCounts(o *Table) error {
	if t.Person != o.Person || t.Person && (len(t.Tally.Filled) != len(o.Tally.Filled) || len(t.Tally.Fills) != len(o.Tally.Fills)) {
		return errors.New("merge: the parts of a table are of different shapes")
	}
	if !t.Person {
		t.Rows += o.Rows
		return nil
	}
	joined, err := addJoined(t.Joined, o.Joined)
	if err != nil {
		return err
	}
	if err := t.Count.Merge(o.Count); err != nil {
		return err
	}
	t.Tally.Merge(o.Tally)
	t.Rows, t.Joined = t.Rows+o.Rows, joined
	for id, met := range o.Met {
		if t.Met == nil {
			t.Met = map[string]bool{}
		}
		t.Met[id] = t.Met[id] || met
	}
	return nil
}

// blank gives the table with nothing counted, which shares nothing that Add changes.
func (t *Table) blank() *Table {
	out := *t
	out.Rows, out.Skipped, out.Issues, out.Met, out.Joined, out.Count = 0, 0, nil, nil, nil, nil
	out.Tally.Filled, out.Tally.Fills = make([]int64, len(t.Tally.Filled)), make([]int64, len(t.Tally.Fills))
	out.Tally.CountryConflicts, out.Tally.Values = 0, nil
	if !t.Person {
		return &out
	}
	out.Tally.Values = map[int][]bind.Distinct{}
	out.Count = &engine.Partial{
		Groups: make([]int64, len(t.Count.Groups)), AgeMonths: make([]int64, len(t.Count.AgeMonths)),
		Rules: make([]engine.RulePartial, len(t.Count.Rules)), SampleSize: t.Count.SampleSize,
	}
	for i := range out.Count.Rules {
		r, from := &out.Count.Rules[i], &t.Count.Rules[i]
		r.BreachBy, r.NotShownBy = make([]int64, len(from.BreachBy)), make([]int64, len(from.NotShownBy))
		if from.Persons != nil {
			r.Persons = &engine.Sketch{}
		}
	}
	return &out
}

// shape says how a table was understood, as far as counts depend on it: those of one
// shape can be added.
func (t *Table) shape() (string, error) {
	type column struct{ Header, Field, State, Format string }
	s := struct {
		Columns        []column
		Person, Whole  bool
		Relation       string
		Fed            map[string][]string
		Known          []string
		Preferences    string
		Declared       []finding.Declared
		Groups, Sample int
		Persons        []bool
	}{Person: t.Person, Whole: t.Whole, Relation: t.Mapping.Relation, Fed: t.Columns, Known: t.Known, Preferences: t.Preferences, Declared: t.Declared}
	for _, c := range t.Mapping.Columns {
		s.Columns = append(s.Columns, column{c.Header, c.Field, c.State, c.Format})
	}
	if t.Count != nil {
		s.Groups, s.Sample = len(t.Count.Groups), t.Count.SampleSize
		for i := range t.Count.Rules {
			s.Persons = append(s.Persons, t.Count.Rules[i].Persons != nil)
		}
	}
	data, err := json.Marshal(s)
	if err != nil {
		return "", fmt.Errorf("merge: %w", err)
	}
	return string(data), nil
}

// addJoined gives the rows that both join.
func addJoined(a, b map[string]*engine.JoinedRows) (map[string]*engine.JoinedRows, error) {
	if len(b) == 0 {
		return a, nil
	}
	out := map[string]*engine.JoinedRows{}
	for id, rows := range a {
		out[id] = rows
	}
	for _, id := range keys(b) {
		own := out[id]
		if own == nil {
			own = &engine.JoinedRows{}
		}
		sum, err := joinRows(own, b[id])
		if err != nil {
			return nil, fmt.Errorf("merge the rows that %q joins: %w", id, err)
		}
		out[id] = sum
	}
	return out, nil
}

func joinRows(a, b *engine.JoinedRows) (*engine.JoinedRows, error) {
	sum := &engine.JoinedRows{Rows: a.Rows + b.Rows, Keyless: a.Keyless + b.Keyless}
	switch {
	case len(a.Data) == 0:
		sum.Data = b.Data
	case len(b.Data) == 0:
		sum.Data = a.Data
	default:
		return nil, errors.New("not joined yet")
	}
	return sum, nil
}
