package engine

import (
	"fmt"
	"math"
	"slices"
	"sync"

	"leadlint/rules"
	"leadlint/rules/expr"
	"leadlint/rules/facts"
)

// Keys are the identities by which the rows of some relations ask a joined table.
// A table that is asked by few of its rows' identities need keep those rows alone
// (see TableBuilder.Only). Up to an eighth of the budget they are exact; beyond it
// some identities that nobody asked for count as asked, never the reverse.
type Keys struct {
	id     string
	askers []asker
	budget *Budget

	mu   sync.Mutex
	held int64
	set  hashSet
	// filter holds the identities once they are too many for the set.
	filter *filter
	// all says that every identity counts as asked.
	all bool
	// unmap gives up the file that the keys lie in; nil where they lie in none.
	unmap func() error
}

// asker is a field whose identities are looked up in the table.
type asker struct {
	relation string
	column   int
}

// NewKeys makes an empty set for the table of a need, which the rules ask. The
// budget may be nil for no bound.
func NewKeys(schema *facts.Schema, list []*rules.Rule, need JoinNeed, b *Budget) (*Keys, error) {
	k := &Keys{id: need.ID(), budget: b}
	for _, r := range list {
		for _, e := range []*expr.Expr{r.Applies, r.Breach} {
			if e == nil {
				continue
			}
			for _, x := range existsIn(e) {
				own, joined := joinRefs(x)
				if x.Relation != need.Relation || joined.Field != need.Key {
					continue
				}
				rel := schema.Relation(own.Relation)
				if rel == nil || rel.Index(own.Field) < 0 {
					return nil, fmt.Errorf("join %s: there is no field %s", k.id, own)
				}
				if a := (asker{own.Relation, rel.Index(own.Field)}); !slices.Contains(k.askers, a) {
					k.askers = append(k.askers, a)
				}
			}
		}
	}
	return k, nil
}

// Askers lists the relations whose rows ask the table, sorted. The keys are
// complete once every batch of each has been added.
func (k *Keys) Askers() []string {
	var out []string
	for _, a := range k.askers {
		out = append(out, a.relation)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Add takes the identities by which the rows of a batch of the relation ask. It is
// safe for several goroutines. Where the batch was read without its identities,
// every identity counts as asked from then on.
func (k *Keys) Add(relation string, b *facts.Batch) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.unmap != nil {
		k.everything()
		return
	}
	for _, a := range k.askers {
		if a.relation != relation || b.N == 0 || b.Cols[a.column].Absent {
			continue
		}
		v := &b.Cols[a.column]
		if v.KeyAt == nil {
			k.everything()
			return
		}
		for _, h := range v.Keys[v.KeyAt[0]:v.KeyAt[b.N]] {
			k.add(h)
		}
	}
}

func (k *Keys) add(h facts.Hash) {
	switch {
	case k.all:
		return
	case k.filter != nil:
		k.filter.add(h)
		return
	case k.set.full() && !k.grow():
		k.loosen()
		k.add(h)
		return
	}
	k.set.add(h)
}

// leastKeys is the number of slots that a set begins with.
const leastKeys = 256

// share is the part of the budget that keys may take.
func (k *Keys) share() int64 {
	if k.budget == nil || k.budget.limit <= 0 {
		return math.MaxInt64
	}
	return k.budget.limit / 8
}

// grow doubles the set, and says whether there was room.
func (k *Keys) grow() bool {
	slots := max(leastKeys, 2*len(k.set.slots))
	bytes := int64(slots) * hashSize
	if bytes > k.share() || !k.budget.take(bytes) {
		return false
	}
	k.set.resize(slots)
	k.budget.free(k.held)
	k.held = bytes
	return true
}

// loosen puts a filter in the place of the set, as large as there is room for.
func (k *Keys) loosen() {
	bytes := int64(leastFilter)
	for bytes <= k.share()/2 {
		bytes *= 2
	}
	for ; bytes >= leastFilter; bytes /= 2 {
		if k.budget.take(bytes) {
			k.filter = makeFilter(bytes)
			k.set.each(k.filter.add)
			k.set = hashSet{}
			k.budget.free(k.held)
			k.held = bytes
			return
		}
	}
	k.everything()
}

func (k *Keys) everything() {
	k.all, k.set, k.filter = true, hashSet{}, nil
	k.budget.free(k.held)
	k.held = 0
}

// Has says whether some row asks for the identity. It must not be called while
// identities are added.
func (k *Keys) Has(h facts.Hash) bool {
	switch {
	case k.all:
		return true
	case k.filter != nil:
		return k.filter.has(h)
	}
	return k.set.has(h)
}

// any says whether some row asks for one of the identities.
func (k *Keys) any(list []facts.Hash) bool { return slices.ContainsFunc(list, k.Has) }

// Close gives back the memory of the keys, which must not be used after it. It can
// fail only for keys from a file.
func (k *Keys) Close() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.everything()
	if k.unmap == nil {
		return nil
	}
	unmap := k.unmap
	k.unmap = nil
	return unmap()
}

// hashSize is the size of an identity in bytes.
const hashSize = 16

// hashSet is a set of identities by open addressing. The zero value is empty, and
// has to be resized before it is added to.
type hashSet struct {
	slots []facts.Hash
	n     int
	// zero says that the hash that marks an empty slot is a member.
	zero bool
}

// full says whether the set has to grow before more is added.
func (s *hashSet) full() bool { return 4*(s.n+1) > 3*len(s.slots) }

func (s *hashSet) add(h facts.Hash) {
	if h == (facts.Hash{}) {
		s.zero = true
		return
	}
	if at := s.at(h); s.slots[at] != h {
		s.slots[at] = h
		s.n++
	}
}

// at gives the slot of a hash, or the free one where it belongs.
func (s *hashSet) at(h facts.Hash) int {
	at := int(mix(h)>>32) & (len(s.slots) - 1)
	for s.slots[at] != h && s.slots[at] != (facts.Hash{}) {
		at = (at + 1) & (len(s.slots) - 1)
	}
	return at
}

func (s *hashSet) has(h facts.Hash) bool {
	if h == (facts.Hash{}) {
		return s.zero
	}
	return len(s.slots) > 0 && s.slots[s.at(h)] == h
}

// resize gives the set so many slots, a power of two.
func (s *hashSet) resize(slots int) {
	old := *s
	s.slots, s.n, s.zero = make([]facts.Hash, slots), 0, false
	old.each(s.add)
}

// each visits the members, in no order that is told.
func (s *hashSet) each(visit func(facts.Hash)) {
	if s.zero {
		visit(facts.Hash{})
	}
	for _, h := range s.slots {
		if h != (facts.Hash{}) {
			visit(h)
		}
	}
}
