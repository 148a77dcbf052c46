package engine

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"leadlint/rules/facts"
)

const (
	keysMagic = "leadkeys"
	// keysVersion is that of files of keys; one of another is refused.
	keysVersion = 1
)

// keysHead says what a file of keys holds: everything, or one section, that of the
// slots of a set or that of the words of a filter.
type keysHead struct {
	Version  int           `json:"version"`
	Need     string        `json:"need"`
	All      bool          `json:"all"`
	Filter   bool          `json:"filter"`
	Members  int           `json:"members"`
	Zero     bool          `json:"zero"`
	Sections []sectionHead `json:"sections"`
}

// WriteTo writes the keys, once they are complete, as a file that OpenKeys opens: the
// same bytes for the same keys of one budget, in whatever order they were added. It
// implements io.WriterTo.
func (k *Keys) WriteTo(w io.Writer) (int64, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	head := keysHead{Version: keysVersion, Need: k.id, All: k.all, Filter: k.filter != nil}
	var list []section
	switch {
	case k.all:
	case k.filter != nil:
		list = []section{memorySection(bytesOf(k.filter.words))}
	default:
		set := k.set.canonical()
		head.Members, head.Zero = set.n, set.zero
		list = []section{memorySection(bytesOf(set.slots))}
	}
	head.Sections = headsOf(list)
	n, err := writeMapped(w, keysMagic, &head, list)
	if err != nil {
		return n, fmt.Errorf("join %s: write the keys: %w", k.id, err)
	}
	return n, nil
}

// canonical gives a set of the same members whose slots do not depend on the order
// in which they were added.
func (s *hashSet) canonical() *hashSet {
	members := make([]facts.Hash, 0, s.n)
	s.each(func(h facts.Hash) { members = append(members, h) })
	slices.SortFunc(members, func(a, b facts.Hash) int { return slices.Compare(a[:], b[:]) })
	slots := leastKeys
	for 3*slots < 4*(len(members)+1) {
		slots *= 2
	}
	out := &hashSet{slots: make([]facts.Hash, slots)}
	for _, h := range members {
		out.add(h)
	}
	return out
}

// OpenKeys opens a file that Keys.WriteTo wrote, for TableBuilder.Only: it is mapped
// into memory and only read, so that processes of one machine share it, and has to stay
// as it is until Close. It fails on a file of another version, or one that is damaged.
// Keys that are added to opened ones make every identity count as asked.
func OpenKeys(path string) (*Keys, error) {
	data, unmap, err := mapFile(path)
	if err != nil {
		return nil, fmt.Errorf("join: open the keys: %w", withoutPath(err))
	}
	k, err := openKeys(data)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("join: %w", err), unmap())
	}
	k.unmap = unmap
	return k, nil
}

func openKeys(data []byte) (*Keys, error) {
	text, at, err := readMapped(data, keysMagic, "keys")
	if err != nil {
		return nil, err
	}
	var head keysHead
	if json.Unmarshal(text, &head) != nil {
		return nil, damaged("keys")
	}
	if head.Version != keysVersion {
		return nil, fmt.Errorf("the keys file is of version %d, this program reads %d: write it anew with this program", head.Version, keysVersion)
	}
	sizes := []int64{-1}
	if head.All {
		sizes = nil
	}
	sections, ok := sliceSections(data, at, head.Sections, sizes)
	if !ok || !unchanged(sections, head.Sections) {
		return nil, damaged("keys")
	}
	k := &Keys{id: head.Need, all: head.All}
	switch {
	case head.All:
		return k, nil
	case head.Filter:
		words := viewOf[uint64](sections[0])
		k.filter = &filter{words: words, mask: uint64(len(words))*64 - 1}
		ok = powerOfTwo(len(words))
	default:
		k.set = hashSet{slots: viewOf[facts.Hash](sections[0]), n: head.Members, zero: head.Zero}
		ok = powerOfTwo(len(k.set.slots)) && k.set.room()
	}
	if !ok || len(sections[0])%hashSize != 0 {
		return nil, damaged("keys")
	}
	return k, nil
}

func powerOfTwo(n int) bool { return n > 0 && n&(n-1) == 0 }

// room says whether the set has a free slot, where a search ends.
func (s *hashSet) room() bool { return slices.Contains(s.slots, facts.Hash{}) }
