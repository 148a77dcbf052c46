package lexicon

import "sync"

// memoLimit bounds a memo; a full one is begun anew, since names come in runs.
const memoLimit = 1 << 16

// memo remembers answers.
type memo struct {
	mu    sync.RWMutex
	known map[string]uint64
}

func (m *memo) get(key string, answer func() uint64) uint64 {
	m.mu.RLock()
	set, ok := m.known[key]
	m.mu.RUnlock()
	if ok {
		return set
	}
	set = answer()
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.known == nil || len(m.known) >= memoLimit {
		m.known = make(map[string]uint64)
	}
	m.known[key] = set
	return set
}
