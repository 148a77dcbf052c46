package partial

import (
	"cmp"
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

// list gives what was made, in the order of the longest list; what it lacks stands behind
// what it follows in another. It does not depend on which list was added first.
func (s *sequence[E, M]) list() []M {
	slices.SortFunc(s.orders, func(a, b []nth) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), slices.CompareFunc(a, b, func(x, y nth) int {
			return cmp.Or(cmp.Compare(x.key, y.key), cmp.Compare(x.n, y.n))
		}))
	})
	var order []nth
	for _, o := range s.orders {
		for i, k := range o {
			switch {
			case slices.Contains(order, k):
			case i == 0:
				order = slices.Insert(order, 0, k)
			default:
				order = slices.Insert(order, slices.Index(order, o[i-1])+1, k)
			}
		}
	}
	out := make([]M, len(order))
	for i, k := range order {
		out[i] = s.of[k]
	}
	return out
}
