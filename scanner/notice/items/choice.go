package items

import "slices"

// choice is a set of wordings, any one of which will do.
type choice struct {
	ids    []int32 // sorted
	traces uint64  // of all of them
}

func newChoice(ids []int32) choice {
	c := choice{ids: slices.Clone(ids)}
	slices.Sort(c.ids)
	c.ids = slices.Clip(slices.Compact(c.ids))
	for _, id := range c.ids {
		c.traces |= trace(id)
	}
	return c
}

// trace is one bit for a wording, which several share: two sets whose traces have no
// bit in common have no wording in common.
func trace(id int32) uint64 { return 1 << (uint32(id) % 64) }

// in says whether one of the wordings is in a sentence.
func (c *choice) in(s *sentence) bool {
	if c.traces&s.traces == 0 {
		return false
	}
	for i := range s.hits {
		if c.has(s.hits[i].id) {
			return true
		}
	}
	return false
}

// found appends the places of the wordings in a sentence.
func (c *choice) found(to []hit, s *sentence) []hit {
	if c.traces&s.traces == 0 {
		return to
	}
	for _, h := range s.hits {
		if c.has(h.id) {
			to = append(to, h)
		}
	}
	return to
}

func (c *choice) has(id int32) bool {
	if c.traces&trace(id) == 0 {
		return false
	}
	low, high := 0, len(c.ids) // slices.BinarySearch takes twice the time
	for low < high {
		if mid := (low + high) / 2; c.ids[mid] < id {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low < len(c.ids) && c.ids[low] == id
}
