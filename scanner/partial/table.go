package partial

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"

	"leadlint/scanner/dataset/bind"
	"leadlint/scanner/engine"
	"leadlint/scanner/finding"
)

// Add adds what was counted of further rows of the table. Both have to be understood in
// the same way: where they are not, it fails and t is unchanged. What is told of the
// whole table is kept as t has it. o is not changed.
func (t *Table) Add(o *Table) error {
	joined, err := addJoined(t.Joined, o.Joined)
	if err != nil {
		return err
	}
	if err := t.addCounts(o); err != nil {
		return err
	}
	t.Joined = joined
	if !t.Whole {
		t.Skipped += o.Skipped
		var all issueSet
		all.add(t.Issues, summed)
		all.add(o.Issues, summed)
		t.Issues = all.sorted()
	}
	return nil
}

// addCounts adds all but what is joined, and what was passed over and met.
func (t *Table) addCounts(o *Table) error {
	if t.Person != o.Person || t.Person && (len(t.Tally.Filled) != len(o.Tally.Filled) || len(t.Tally.Fills) != len(o.Tally.Fills)) {
		return errors.New("merge: the parts of a table are of different shapes")
	}
	if !t.Person {
		t.Rows += o.Rows
		return nil
	}
	if err := t.Count.Merge(o.Count); err != nil {
		return err
	}
	t.Tally.Merge(o.Tally)
	t.Rows += o.Rows
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
		Unread         []int
		Declared       []finding.Declared
		Groups, Sample int
		Persons        []bool
	}{Person: t.Person, Whole: t.Whole, Relation: t.Mapping.Relation, Fed: t.Columns, Known: t.Known, Preferences: t.Preferences, Unread: t.Unread, Declared: t.Declared}
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
	out := maps.Clone(a)
	if out == nil {
		out = map[string]*engine.JoinedRows{}
	}
	for _, id := range keys(b) {
		var s joinedStack
		for _, rows := range []*engine.JoinedRows{a[id], b[id]} {
			if err := s.add(rows); err != nil {
				return nil, joinedError(id, err)
			}
		}
		var err error
		if out[id], err = s.finish(); err != nil {
			return nil, joinedError(id, err)
		}
	}
	return out, nil
}

func joinedError(id string, err error) error {
	return fmt.Errorf("merge the rows that %q joins: %w", id, err)
}

// joinedStack joins rows of many parts: each part of the stack is of twice as many as the
// one above it at least, so that no row is gone through more often than need be.
type joinedStack struct {
	rows []*engine.JoinedRows
	// of counts how many were added to each.
	of []int
}

// add adds rows, which it does not change; nil are none.
func (s *joinedStack) add(rows *engine.JoinedRows) error {
	if rows == nil {
		return nil
	}
	own := *rows
	s.rows, s.of = append(s.rows, &own), append(s.of, 1)
	for n := len(s.of); n > 1 && s.of[n-2] <= s.of[n-1]; n = len(s.of) {
		if err := s.fold(); err != nil {
			return err
		}
	}
	return nil
}

// fold joins the upper two.
func (s *joinedStack) fold() error {
	n := len(s.rows)
	if err := s.rows[n-2].Merge(s.rows[n-1]); err != nil {
		return err
	}
	s.of[n-2] += s.of[n-1]
	s.rows, s.of = s.rows[:n-1], s.of[:n-1]
	return nil
}

// finish gives all rows; there has to be one at least.
func (s *joinedStack) finish() (*engine.JoinedRows, error) {
	for len(s.rows) > 1 {
		if err := s.fold(); err != nil {
			return nil, err
		}
	}
	return s.rows[0], nil
}
