package database

import (
	"maps"
	"slices"
	"sync"
)

// Moments has the tables of a database read as they were at one moment, however many
// inputs of a run are of it: contacts, and the registers that they are held against. A
// server that can hands out the moment that a first connection holds; of others it is
// noted that they were read at several moments. A nil Moments holds none.
type Moments struct {
	mu  sync.Mutex
	all map[string]*held
}

// held is what is known of one database.
type held struct {
	// id is the name of the moment that is held, empty for none; release ends the hold.
	id      string
	release func()
	// state is what a database told of its state when it was opened first.
	state string
	// tried says that a hold was, opened that the database was opened; apart, that it was
	// read at several moments, or may have been.
	tried, opened, apart bool
}

// NewMoments makes one for a run, which closes it.
func NewMoments() *Moments { return &Moments{all: map[string]*held{}} }

func (m *Moments) of(name string) *held {
	if m.all[name] == nil {
		m.all[name] = &held{}
	}
	return m.all[name]
}

// Hold gives the moment that is held of the database of that name; the first time it has
// hold begin one, whose id is handed on to all. It is empty, and no error, where nothing is
// held, because m is nil or the hold was lost.
func (m *Moments) Hold(name string, hold func() (id string, release func(), err error)) (string, error) {
	if m == nil {
		return "", nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	one := m.of(name)
	if one.tried {
		return one.id, nil
	}
	id, release, err := hold()
	if err != nil {
		return "", err
	}
	one.tried, one.id, one.release = true, id, release
	return id, nil
}

// Lose gives up the moment that is held of a database: what is read from now on is read at
// moments of its own.
func (m *Moments) Lose(name string) {
	if m == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	one := m.of(name)
	one.apart = true
	one.end()
}

// Opened notes that a database was opened of which no moment is held. State is the same as
// long as nothing was written to it; empty where that cannot be told.
func (m *Moments) Opened(name, state string) {
	if m == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	one := m.of(name)
	one.apart = one.apart || one.opened && (state == "" || state != one.state)
	one.opened, one.state = true, state
}

// Apart lists the databases that were not, or may not have been, read at one moment.
func (m *Moments) Apart() []string {
	if m == nil {
		return nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.DeleteFunc(slices.Sorted(maps.Keys(m.all)), func(name string) bool { return !m.all[name].apart })
}

// Close ends all holds.
func (m *Moments) Close() {
	if m == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, one := range m.all {
		one.end()
	}
}

func (h *held) end() {
	if h.release != nil {
		h.release()
	}
	h.id, h.release = "", nil
}
