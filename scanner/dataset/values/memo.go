package values

// memo remembers what short cells mean, so that the few hundred spellings that
// recur in millions of rows are worked out once. It belongs to one worker and
// starts afresh when full, which bounds its memory.
type memo[V any] struct {
	known map[string]V
}

const (
	memoEntries = 1 << 14
	memoKey     = 96
)

func newMemo[V any]() memo[V] { return memo[V]{known: make(map[string]V)} }

func (m *memo[V]) get(cell []byte) (V, bool) {
	v, ok := m.known[string(cell)]
	return v, ok
}

// put remembers v for cell and gives it back.
func (m *memo[V]) put(cell []byte, v V) V {
	if len(cell) > memoKey {
		return v
	}
	if len(m.known) >= memoEntries {
		clear(m.known)
	}
	m.known[string(cell)] = v
	return v
}
