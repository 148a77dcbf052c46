package partial

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"leadlint/scanner/dataset/bind"
	"leadlint/scanner/engine"
	"leadlint/scanner/finding"
)

// wire gives the document of a partial, and what stands behind it.
func wire(p *Partial) (*wirePartial, [][]byte, error) {
	out := &wirePartial{Plan: wirePlan{p.Plan.Tool, p.Plan.Now, some(p.Plan.Packs), p.Plan.Digests, some(p.Plan.Rules)}, Partition: p.Partition, Datasets: []wireDataset{}}
	if out.Plan.Digests == nil {
		out.Plan.Digests = map[string]string{}
	}
	if p.Shard != (Shard{}) {
		out.Shard = &wireShard{p.Shard.Index, p.Shard.Of}
	}
	var behind [][]byte
	for i := range p.Datasets {
		d, more, err := wireOf(&p.Datasets[i])
		if err != nil {
			return nil, nil, err
		}
		out.Datasets, behind = append(out.Datasets, *d), append(behind, more...)
	}
	return out, behind, nil
}

// some gives an empty list for none, so that one form stands for both.
func some[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

func wireOf(d *Dataset) (*wireDataset, [][]byte, error) {
	out := &wireDataset{Name: d.Name, Where: d.Where, Inputs: []wireInput{}, Tables: []wireTable{}, Issues: d.Issues}
	for _, in := range d.Inputs {
		out.Inputs = append(out.Inputs, wireInput{in.Input, in.Parts, in.Of, in.State})
	}
	var behind [][]byte
	for i := range d.Tables {
		t := &d.Tables[i]
		w := wireTable{
			Name: t.Name, Mapping: t.Mapping, Person: t.Person, Columns: t.Columns, Known: t.Known, Preferences: t.Preferences, Unread: t.Unread,
			Declared: t.Declared, Rows: t.Rows, Skipped: t.Skipped, Whole: t.Whole, Issues: t.Issues, Met: t.Met,
		}
		w.Mapping.Columns = columnsOf(w.Mapping.Columns)
		if t.Person {
			var err error
			if w.Count, err = json.Marshal(t.Count); err != nil {
				return nil, nil, fmt.Errorf("encode the counts of table %q of %q: %w", t.Name, d.Name, err)
			}
			w.Tally = wireTallyOf(&t.Tally)
		}
		for _, id := range keys(t.Joined) {
			j := t.Joined[id]
			w.Joined = append(w.Joined, wireJoined{ID: id, Rows: j.Rows, Keyless: j.Keyless, Bytes: int64(len(j.Data))})
			behind = append(behind, j.Data)
		}
		out.Tables = append(out.Tables, w)
	}
	return out, behind, nil
}

// columnsOf gives the columns in the form that the schema of findings asks for.
func columnsOf(list []finding.Column) []finding.Column {
	out := slices.Clone(some(list))
	for i := range out {
		out[i].Trace = some(out[i].Trace)
	}
	return out
}

func wireTallyOf(t *bind.Tally) *wireTally {
	out := &wireTally{Filled: some(t.Filled), Fills: some(t.Fills), Conflicts: t.CountryConflicts}
	for _, column := range keys(t.Values) {
		if len(t.Values[column]) == 0 {
			continue
		}
		v := wireValues{Column: column}
		for _, d := range t.Values[column] {
			w := wireDistinct{Text: d.Text, Count: d.Count, Understood: d.Understood, Meaning: d.Meaning, Summed: d.Summed}
			if d.ID != 0 {
				w.ID = fmt.Sprintf("%016x", d.ID)
			}
			v.Cells = append(v.Cells, w)
		}
		out.Values = append(out.Values, v)
	}
	return out
}

// partial gives the partial of a document. What stands behind it is left to the caller.
func (w *wirePartial) partial() (*Partial, error) {
	p := &Partial{Plan: Plan(w.Plan), Partition: w.Partition}
	if w.Shard != nil {
		p.Shard = Shard(*w.Shard)
	}
	sum := 0
	for i := range w.Datasets {
		d, err := w.Datasets[i].dataset(&sum)
		if err != nil {
			return nil, fmt.Errorf("dataset %q: %w", w.Datasets[i].Name, err)
		}
		p.Datasets = append(p.Datasets, *d)
	}
	return p, nil
}

// mostCells bounds the counters that all tables of a partial hold together: some hundred
// tables of persons at least, with the rules and groups in use.
const mostCells = 1 << 29

// cells is the number of counters that the counts of a table take in memory.
func cells(c *engine.Partial) int {
	n := len(c.Groups)
	for i := range c.Rules {
		n += len(c.Rules[i].BreachBy) + len(c.Rules[i].NotShownBy)
	}
	return n
}

func tooMany() error { return errors.New("the counts of so many tables do not fit in memory") }

// dataset gives the dataset, and adds the counters of its tables.
func (w *wireDataset) dataset(sum *int) (*Dataset, error) {
	d := &Dataset{Name: w.Name, Where: w.Where, Issues: w.Issues}
	for _, in := range w.Inputs {
		d.Inputs = append(d.Inputs, Input{in.Input, in.Parts, in.Of, in.State})
	}
	for i := range w.Tables {
		t, err := w.Tables[i].table(sum)
		if err != nil {
			return nil, fmt.Errorf("table %q: %w", w.Tables[i].Name, err)
		}
		d.Tables = append(d.Tables, *t)
	}
	return d, nil
}

func (w *wireTable) table(sum *int) (*Table, error) {
	t := &Table{
		Name: w.Name, Mapping: w.Mapping, Person: w.Person, Columns: w.Columns, Known: w.Known, Preferences: w.Preferences, Unread: w.Unread,
		Declared: w.Declared, Rows: w.Rows, Skipped: w.Skipped, Whole: w.Whole, Issues: w.Issues, Met: w.Met,
	}
	if !w.Person {
		if w.Count != nil || w.Tally != nil {
			return nil, errors.New("counts are given of a table without persons")
		}
		return t, nil
	}
	if w.Count == nil || w.Tally == nil {
		return nil, errors.New("its counts are missing")
	}
	t.Count = &engine.Partial{}
	if err := json.Unmarshal(w.Count, t.Count); err != nil {
		return nil, err
	}
	if *sum += cells(t.Count); *sum > mostCells {
		return nil, tooMany()
	}
	var err error
	if t.Tally, err = w.Tally.tally(); err != nil {
		return nil, err
	}
	for _, j := range w.Joined {
		if t.Joined == nil {
			t.Joined = map[string]*engine.JoinedRows{}
		}
		if t.Joined[j.ID] != nil {
			return nil, fmt.Errorf("the rows that %q joins are given twice", j.ID)
		}
		t.Joined[j.ID] = &engine.JoinedRows{Rows: j.Rows, Keyless: j.Keyless}
	}
	return t, nil
}

func (w *wireTally) tally() (bind.Tally, error) {
	t := bind.Tally{Filled: w.Filled, Fills: w.Fills, CountryConflicts: w.Conflicts, Values: map[int][]bind.Distinct{}}
	for _, v := range w.Values {
		if t.Values[v.Column] != nil {
			return t, fmt.Errorf("the cells of column %d are given twice", v.Column+1)
		}
		for _, c := range v.Cells {
			d := bind.Distinct{Text: c.Text, Count: c.Count, Understood: c.Understood, Meaning: c.Meaning, Summed: c.Summed}
			if c.ID != "" {
				id, err := strconv.ParseUint(c.ID, 16, 64)
				if err != nil {
					return t, fmt.Errorf("a cell of column %d has no hash of 16 hexadecimal digits", v.Column+1)
				}
				d.ID = id
			}
			t.Values[v.Column] = append(t.Values[v.Column], d)
		}
	}
	return t, nil
}
