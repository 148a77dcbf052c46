package partial

import (
	"cmp"
	"maps"
	"slices"
)

// sequence joins lists: elements of one key, and of one place among those of the key in
// their lists, become one M.
type sequence[E, M any] struct {
	of map[nth]M
	// orders are the orders that the lists had, each once.
	orders [][]nth
}

// nth is a key, and how many elements before it in its list have it too.
type nth struct {
	key string
	n   int
}

// add adds the elements of a list: fresh makes an M for what was not met before, to adds
// an element to its M.
func (s *sequence[E, M]) add(list []E, key func(*E) string, fresh func(*E) M, to func(M, *E) error) error {
	if s.of == nil {
		s.of = map[nth]M{}
	}
	seen := map[string]int{}
	order := make([]nth, len(list))
	for i := range list {
		k := key(&list[i])
		order[i] = nth{k, seen[k]}
		seen[k]++
		m, ok := s.of[order[i]]
		if !ok {
			m = fresh(&list[i])
			s.of[order[i]] = m
		}
		if err := to(m, &list[i]); err != nil {
			return err
		}
	}
	if !slices.ContainsFunc(s.orders, func(o []nth) bool { return slices.Equal(o, order) }) {
		s.orders = append(s.orders, order)
	}
	return nil
}

// list gives what was made. Where no list has all, and each is in the order of its keys,
// as files that were dealt out are, so is the whole; else it is in the order of the
// longest list, and what that lacks stands behind what it follows in another. The order
// does not depend on which list was added first.
func (s *sequence[E, M]) list() []M {
	slices.SortFunc(s.orders, func(a, b []nth) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), slices.CompareFunc(a, b, compareNth))
	})
	order := s.order()
	out := make([]M, len(order))
	for i, k := range order {
		out[i] = s.of[k]
	}
	return out
}

// order gives all keys once.
func (s *sequence[E, M]) order() []nth {
	unsorted := func(o []nth) bool { return !slices.IsSortedFunc(o, compareNth) }
	if len(s.orders) > 1 && len(s.orders[0]) < len(s.of) && !slices.ContainsFunc(s.orders, unsorted) {
		return slices.SortedFunc(maps.Keys(s.of), compareNth)
	}
	var order []nth
	there := map[nth]bool{}
	for _, o := range s.orders {
		for i, k := range o {
			switch {
			case there[k]:
				continue
			case i == 0:
				order = slices.Insert(order, 0, k)
			case order[len(order)-1] == o[i-1]:
				order = append(order, k)
			default:
				order = slices.Insert(order, slices.Index(order, o[i-1])+1, k)
			}
			there[k] = true
		}
	}
	return order
}

func compareNth(a, b nth) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.n, b.n)) }
