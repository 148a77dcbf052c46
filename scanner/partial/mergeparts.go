package partial

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"leadlint/scanner/engine"
	"leadlint/scanner/finding"
)

// datasetMerger joins what was counted of one dataset.
type datasetMerger struct {
	name, where string
	issues      issueSet
	inputs      sequence[Input, *inputMerger]
	tables      sequence[Table, *tableMerger]
	// holders are the parts that opened an input of it: they all hold all its tables.
	holders []place
}

func (m *datasetMerger) add(d *Dataset, at place) error {
	m.issues.add(d.Issues, larger)
	if len(d.Inputs) > 0 {
		m.holders = append(m.holders, at)
	}
	err := m.inputs.add(d.Inputs, func(in *Input) string { return in.Name }, func(*Input) *inputMerger { return newInputMerger() },
		func(to *inputMerger, in *Input) error { to.add(in, at); return nil })
	if err != nil {
		return err
	}
	return m.tables.add(d.Tables, func(t *Table) string { return t.Name }, func(*Table) *tableMerger { return &tableMerger{shapes: map[string]*shapeMerger{}} },
		func(to *tableMerger, t *Table) error { return to.add(t, at) })
}

func (m *datasetMerger) finish() (*Dataset, []finding.Issue, error) {
	out := &Dataset{Name: m.name, Where: m.where, Issues: m.issues.sorted()}
	var told []finding.Issue
	for _, in := range m.inputs.list() {
		input, issues := in.finish()
		out.Inputs, told = append(out.Inputs, *input), append(told, issues...)
	}
	for _, t := range m.tables.list() {
		table, issues, err := t.finish(m.name, m.holders)
		if err != nil {
			return nil, nil, err
		}
		out.Tables, told = append(out.Tables, *table), append(told, issues...)
	}
	return out, told, nil
}

// inputMerger joins what was read of one input.
type inputMerger struct {
	input Input
	// sums and states are those that parts tell, of which there should be one.
	sums, states map[string]bool
	// ofs are the numbers of parts that it was cut into, 0 for none; reads counts how
	// often each part was read, 0 being the whole.
	ofs   map[int]bool
	reads map[int]int
}

func newInputMerger() *inputMerger {
	return &inputMerger{sums: map[string]bool{}, states: map[string]bool{}, ofs: map[int]bool{}, reads: map[int]int{}}
}

func (m *inputMerger) add(in *Input, at place) {
	if in.SHA256 != "" {
		m.sums[in.SHA256] = true
	}
	if in.State != "" {
		m.states[in.State] = true
	}
	if at.partition == "" { // partitions share no row, and don't know which they have
		m.ofs[in.Of] = true
		for _, n := range in.Parts {
			m.reads[n]++
		}
		if in.Of == 0 {
			m.reads[0]++
		}
	}
	own := &m.input
	rows, bytes := own.Rows+in.Rows, max(own.Bytes, in.Bytes)
	if own.Name == "" || compareInputs(in, own) < 0 {
		own.Input = in.Input
	}
	own.Rows, own.Bytes = rows, bytes
}

// compareInputs orders accounts of one input that should be the same.
func compareInputs(a, b *Input) int {
	return strings.Compare(a.Format+"\x00"+a.Relation+"\x00"+a.Where, b.Format+"\x00"+b.Relation+"\x00"+b.Where)
}

func (m *inputMerger) finish() (*Input, []finding.Issue) {
	var told []finding.Issue
	m.input.SHA256 = ""
	if sums := keys(m.sums); len(sums) > 0 {
		m.input.SHA256 = sums[0]
		if len(sums) > 1 {
			told = append(told, changedInput(m.input.Name))
		}
	}
	if len(m.states) > 1 {
		told = append(told, writtenMeanwhile(m.input.Name))
	}
	ofs := keys(m.ofs)
	if len(ofs) > 1 {
		return &m.input, append(told, cutDifferently(m.input.Name))
	}
	if len(ofs) == 0 || ofs[0] == 0 {
		if m.reads[0] > 1 {
			told = append(told, readAgain(m.input.Name, nil, 0))
		}
		return &m.input, told
	}
	return &m.input, append(told, m.parts(ofs[0])...)
}

// parts tells of the parts that nobody read, or several.
func (m *inputMerger) parts(of int) []finding.Issue {
	var read, missing, again []int
	for n := 1; n <= of; n++ {
		switch {
		case m.reads[n] == 0:
			missing = append(missing, n)
			continue
		case m.reads[n] > 1:
			again = append(again, n)
		}
		read = append(read, n)
	}
	var told []finding.Issue
	if len(again) > 0 {
		told = append(told, readAgain(m.input.Name, again, of))
	}
	if len(missing) > 0 {
		m.input.Parts, m.input.Of = read, of
		told = append(told, notRead(m.input.Name, missing, of))
	}
	return told
}

// tableMerger joins what was counted of one table, by how it was understood.
type tableMerger struct {
	shapes map[string]*shapeMerger
	seen   map[place]bool
}

// shapeMerger joins what was counted of a table by those who understood it in one way.
type shapeMerger struct {
	table  *Table
	issues issueSet
	// wholes are the accounts of what was passed over and met in the whole table.
	wholes map[string]*Table
	joined map[string]*joinedStack
	// account is the JSON form of the mapping that is kept.
	account string
}

func (m *tableMerger) add(t *Table, at place) error {
	if m.seen == nil {
		m.seen = map[place]bool{}
	}
	m.seen[at] = true
	shape, err := t.shape()
	if err != nil {
		return err
	}
	s := m.shapes[shape]
	if s == nil {
		s = &shapeMerger{table: t.blank(), wholes: map[string]*Table{}, joined: map[string]*joinedStack{}}
		m.shapes[shape] = s
	}
	return s.add(t)
}

func (s *shapeMerger) add(t *Table) error {
	if err := s.table.addCounts(t); err != nil {
		return err
	}
	for _, id := range keys(t.Joined) {
		if s.joined[id] == nil {
			s.joined[id] = &joinedStack{}
		}
		if err := s.joined[id].add(t.Joined[id]); err != nil {
			return joinedError(id, err)
		}
	}
	account, err := json.Marshal(t.Mapping)
	if err != nil {
		return fmt.Errorf("merge: %w", err)
	}
	if s.account == "" || string(account) < s.account { // the same for all, but for what was sampled
		s.account, s.table.Mapping = string(account), t.Mapping
	}
	if !t.Whole {
		s.table.Skipped += t.Skipped
		s.issues.add(t.Issues, summed)
		return nil
	}
	var told issueSet
	told.add(t.Issues, summed)
	whole := &Table{Skipped: t.Skipped, Issues: told.sorted()}
	key, err := json.Marshal(whole)
	if err != nil {
		return fmt.Errorf("merge: %w", err)
	}
	s.wholes[string(key)] = whole
	return nil
}

// finish gives the table as most of its rows were understood.
func (m *tableMerger) finish(dataset string, holders []place) (*Table, []finding.Issue, error) {
	var best *shapeMerger
	for _, shape := range keys(m.shapes) {
		if s := m.shapes[shape]; best == nil || s.table.Rows > best.table.Rows {
			best = s
		}
	}
	out, err := best.finish()
	if err != nil {
		return nil, nil, err
	}
	var told []finding.Issue
	if len(m.shapes) > 1 {
		var rows int64
		for _, s := range m.shapes {
			rows += s.table.Rows
		}
		told = append(told, otherShape(dataset, out.Name, rows-out.Rows))
	}
	if len(best.wholes) > 1 {
		told = append(told, changedTable(dataset, out.Name))
	}
	var without []place
	for _, at := range holders {
		if !m.seen[at] {
			without = append(without, at)
		}
	}
	if len(without) > 0 {
		slices.SortFunc(without, func(a, b place) int {
			return cmp.Or(cmp.Compare(a.shard.Index, b.shard.Index), cmp.Compare(a.partition, b.partition))
		})
		told = append(told, missingTable(dataset, out.Name, without))
	}
	return out, told, nil
}

func (s *shapeMerger) finish() (*Table, error) {
	s.table.Issues = s.issues.sorted()
	if len(s.wholes) > 0 {
		whole := s.wholes[keys(s.wholes)[0]]
		s.table.Skipped, s.table.Issues = whole.Skipped, whole.Issues
	}
	for _, id := range keys(s.joined) {
		if s.table.Joined == nil {
			s.table.Joined = map[string]*engine.JoinedRows{}
		}
		rows, err := s.joined[id].finish()
		if err != nil {
			return nil, joinedError(id, err)
		}
		s.table.Joined[id] = rows
	}
	return s.table, nil
}
