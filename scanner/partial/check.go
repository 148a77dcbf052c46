package partial

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"

	"leadlint/scanner/finding"
)

// mostShards is the greatest number of shards, and of parts of an input.
const mostShards = 1 << 20

// mostColumns is the greatest number of columns of a table.
const mostColumns = 1 << 20

// keys gives the keys of a map in their order.
func keys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }

// check fails on what cannot have been counted: a partial may come from anywhere.
func (p *Partial) check() error {
	if s := p.Shard; s != (Shard{}) && (s.Of < 1 || s.Of > mostShards || s.Index < 1 || s.Index > s.Of) {
		return fmt.Errorf("there is no shard %d of %d", s.Index, s.Of)
	}
	if p.Shard != (Shard{}) && p.Partition != "" {
		return errors.New("it is both a shard and a partition")
	}
	if p.Plan.Now == "" || p.Plan.Tool == "" {
		return errors.New("the plan is missing")
	}
	for i := range p.Datasets {
		if err := p.Datasets[i].check(len(p.Plan.Rules)); err != nil {
			return fmt.Errorf("dataset %q: %w", p.Datasets[i].Name, err)
		}
	}
	return nil
}

func (d *Dataset) check(rules int) error {
	for i := range d.Inputs {
		if err := d.Inputs[i].check(); err != nil {
			return fmt.Errorf("input %q: %w", d.Inputs[i].Name, err)
		}
	}
	for i := range d.Tables {
		if err := d.Tables[i].check(rules); err != nil {
			return fmt.Errorf("table %q: %w", d.Tables[i].Name, err)
		}
	}
	return checkIssues(d.Issues)
}

func (in *Input) check() error {
	if in.Rows < 0 || in.Bytes < 0 {
		return errors.New("a number is negative")
	}
	if in.Of < 0 || in.Of > mostShards || in.Of == 0 && len(in.Parts) > 0 {
		return fmt.Errorf("there is no input in %d parts", in.Of)
	}
	last := 0
	for _, n := range in.Parts {
		if n <= last || n > in.Of {
			return fmt.Errorf("its parts are not numbers from 1 to %d in ascending order", in.Of)
		}
		last = n
	}
	return nil
}

func (t *Table) check(rules int) error {
	if t.Rows < 0 || t.Skipped < 0 {
		return errors.New("a number is negative")
	}
	if len(t.Mapping.Columns) > mostColumns {
		return errors.New("it has too many columns")
	}
	if err := checkIssues(t.Issues); err != nil || !t.Person {
		return err
	}
	if t.Count == nil {
		return errors.New("its counts are missing")
	}
	if len(t.Count.Rules) != rules {
		return fmt.Errorf("it counts %d rules, the plan has %d", len(t.Count.Rules), rules)
	}
	if t.Count.Rows > t.Rows {
		return errors.New("more rows are counted than were read")
	}
	return t.checkTally()
}

func (t *Table) checkTally() error {
	c := &t.Tally
	if len(c.Filled) != len(t.Mapping.Columns) || len(c.Fills) != len(t.Declared) {
		return errors.New("its tally is not of its columns")
	}
	negative := func(n int64) bool { return n < 0 }
	if slices.ContainsFunc(c.Filled, negative) || slices.ContainsFunc(c.Fills, negative) || c.CountryConflicts < 0 {
		return errors.New("a number is negative")
	}
	for column, cells := range c.Values {
		if column < 0 || column >= len(c.Filled) {
			return fmt.Errorf("it has no column %d", column+1)
		}
		for _, d := range cells {
			if d.Count < 0 {
				return errors.New("a number is negative")
			}
		}
	}
	for id, j := range t.Joined {
		if j == nil || j.Rows < 0 || j.Keyless < 0 || j.Keyless > j.Rows {
			return fmt.Errorf("the rows that %q joins do not add up", id)
		}
	}
	return nil
}

func checkIssues(list []finding.Issue) error {
	for _, i := range list {
		if i.Count < 0 || i.Line < 0 || i.Column < 0 {
			return errors.New("a number is negative")
		}
		if i.Severity != "lost" && i.Severity != "warning" && i.Severity != "note" {
			return fmt.Errorf("an issue has the severity %q", i.Severity)
		}
	}
	return nil
}
