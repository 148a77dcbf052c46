package partial

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"

	"leadlint/scanner/finding"
)

// Merger joins the partials of one audit, one after another, in whatever order they
// come. It keeps none of them.
type Merger struct {
	plan Plan
	// first is the name of the first partial; empty before there is one.
	first string
	// of is the number of shards, 0 where the partials are no shards.
	of int
	// seen are the parts that were added, by what they say to be.
	seen     map[place]*source
	datasets sequence[Dataset, *datasetMerger]
	err      error
}

// place is what a partial says to be: the whole, a shard, or a partition.
type place struct {
	shard     Shard
	partition string
}

func (p place) String() string {
	switch {
	case p.shard != Shard{}:
		return fmt.Sprintf("shard %d of %d", p.shard.Index, p.shard.Of)
	case p.partition != "":
		return fmt.Sprintf("the partition %q", p.partition)
	}
	return "the whole"
}

// source is a partial that was added, by its names and the hash of its content.
type source struct {
	names []string
	sum   [sha256.Size]byte
}

// NewMerger makes a merger without partials.
func NewMerger() *Merger { return &Merger{seen: map[place]*source{}} }

// Add adds a partial. It fails where the partial cannot belong to those before it: then
// nothing that is merged would be true, and the merger gives that error only. The names
// of partials are for messages.
func (m *Merger) Add(p *Partial, name string) error {
	if m.err == nil {
		m.err = m.add(p, name)
	}
	return m.err
}

func (m *Merger) add(p *Partial, name string) error {
	if err := p.check(); err != nil {
		return fmt.Errorf("partial %q: %w", name, err)
	}
	if len(m.seen) == 0 {
		m.plan, m.first, m.of = p.Plan, name, p.Shard.Of
	} else if err := SamePlan(m.plan, fmt.Sprintf("partial %q", m.first), p.Plan, fmt.Sprintf("partial %q", name)); err != nil {
		return err
	}
	at := place{p.Shard, p.Partition}
	again, err := m.place(at, p, name)
	if err != nil || again {
		return err
	}
	return m.datasets.add(p.Datasets, func(d *Dataset) string { return d.Name + "\x00" + d.Where },
		func(d *Dataset) *datasetMerger { return &datasetMerger{name: d.Name, where: d.Where} },
		func(to *datasetMerger, d *Dataset) error { return to.add(d, at) })
}

// place notes what a partial is of the whole; again says that it was added already.
func (m *Merger) place(at place, p *Partial, name string) (again bool, err error) {
	if at.shard.Of != m.of {
		return false, fmt.Errorf("partials %q and %q are not of one audit: expected %s, and %s is %s", m.first, name, m.cut(), name, at)
	}
	sum, err := digest(p)
	if err != nil {
		return false, err
	}
	one, ok := m.seen[at]
	switch {
	case !ok && at == (place{}) && len(m.seen) > 0, !ok && len(m.seen) > 0 && m.whole():
		return false, fmt.Errorf("partials %q and %q cannot be merged: one of them is the whole of the audit", m.first, name)
	case !ok:
		m.seen[at] = &source{[]string{name}, sum}
		return false, nil
	case one.sum == sum:
		one.names = append(one.names, name)
		return true, nil
	}
	return false, fmt.Errorf("partials %q and %q both say that they are %s, and counted different things: leave out the one that is not of this run", one.names[0], name, at)
}

// cut says into how many shards the partials before are cut.
func (m *Merger) cut() string {
	if m.of == 0 {
		return "no shard"
	}
	return fmt.Sprintf("a shard of %d", m.of)
}

// whole says that the one partial before is the whole.
func (m *Merger) whole() bool { _, ok := m.seen[place{}]; return ok }

// digest gives the hash of what a partial holds.
func digest(p *Partial) (sum [sha256.Size]byte, err error) {
	document, behind, err := content(p)
	if err != nil {
		return sum, err
	}
	h := sha256.New()
	h.Write(document)
	for _, b := range behind {
		h.Write(b)
	}
	return [sha256.Size]byte(h.Sum(nil)), nil
}

// Finish gives what was merged, and what is to be told in the coverage: an issue that is
// "lost" says that the whole is not whole. The order of the datasets is that of the
// audit, their issues name their input. Without partials, or after an error of Add, it
// fails. The merger must not be used after it.
func (m *Merger) Finish() (*Partial, []finding.Issue, error) {
	if m.err != nil {
		return nil, nil, m.err
	}
	if len(m.seen) == 0 {
		return nil, nil, errors.New("there is no partial to be merged")
	}
	out := &Partial{Plan: m.plan}
	var issues issueSet
	issues.add(m.twice(), larger)
	if missing := m.missing(); len(missing) > 0 {
		issues.add([]finding.Issue{missingShards(missing, m.of)}, larger)
	}
	for _, d := range m.datasets.list() {
		dataset, told, err := d.finish()
		if err != nil {
			return nil, nil, err
		}
		out.Datasets = append(out.Datasets, *dataset)
		issues.add(told, larger)
	}
	return out, issues.sorted(), nil
}

// twice tells of the partials that were added under several names.
func (m *Merger) twice() []finding.Issue {
	var out []finding.Issue
	for _, one := range m.seen {
		if len(one.names) > 1 {
			slices.Sort(one.names)
			out = append(out, countedOnce(one.names))
		}
	}
	return out
}

// missing lists the shards that were not added.
func (m *Merger) missing() []int {
	var out []int
	for i := 1; i <= m.of; i++ {
		if _, ok := m.seen[place{shard: Shard{i, m.of}}]; !ok {
			out = append(out, i)
		}
	}
	return out
}

// Merge joins partials as a Merger does: names are theirs, for messages. The result does
// not depend on their order.
func Merge(list []*Partial, names []string) (*Partial, []finding.Issue, error) {
	m := NewMerger()
	for i, p := range list {
		if err := m.Add(p, names[i]); err != nil {
			return nil, nil, err
		}
	}
	return m.Finish()
}
