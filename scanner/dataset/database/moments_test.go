package database

import (
	"errors"
	"strings"
	"testing"
)

func TestMomentsHoldOne(t *testing.T) {
	m := NewMoments()
	taken, ended := 0, 0
	hold := func() (string, func(), error) { taken++; return "7-1", func() { ended++ }, nil }
	for range 3 {
		if id, err := m.Hold("crm", hold); id != "7-1" || err != nil {
			t.Fatalf("got %q, %v, want the moment held first", id, err)
		}
	}
	if other, _ := m.Hold("other", func() (string, func(), error) { return "", nil, nil }); other != "" {
		t.Errorf("a database that holds none: got %q", other)
	}
	if taken != 1 || len(m.Apart()) != 0 {
		t.Errorf("got %d holds and %v apart, want one and none", taken, m.Apart())
	}
	m.Lose("crm")
	if id, _ := m.Hold("crm", hold); id != "" || ended != 1 {
		t.Errorf("after the loss: got %q, ended %d times, want none, once", id, ended)
	}
	if got := strings.Join(m.Apart(), " "); got != "crm" {
		t.Errorf("apart: got %s, want crm", got)
	}
	m.Close()
	if ended != 1 {
		t.Errorf("ended %d times, want once", ended)
	}
}

func TestMomentsOfThoseThatHoldNone(t *testing.T) {
	for _, tt := range []struct {
		name   string
		states []string
		apart  bool
	}{
		{"opened once", []string{""}, false}, {"opened twice, state not known", []string{"", ""}, true},
		{"unchanged", []string{"a", "a", "a"}, false}, {"changed", []string{"a", "a", "b"}, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := NewMoments()
			for _, s := range tt.states {
				m.Opened("leads.db", s)
			}
			if got := len(m.Apart()) > 0; got != tt.apart {
				t.Errorf("apart: got %v, want %v", got, tt.apart)
			}
		})
	}
}

func TestNoMoments(t *testing.T) {
	var m *Moments
	m.Opened("a", "")
	m.Lose("a")
	if id, err := m.Hold("a", func() (string, func(), error) { return "1", nil, errors.New("asked") }); id != "" || err != nil || m.Apart() != nil {
		t.Errorf("got %q, %v, %v, want nothing", id, err, m.Apart())
	}
	m.Close()
}

// A hold that could not be begun is tried again by the next who wants it.
func TestMomentsAfterAnError(t *testing.T) {
	m := NewMoments()
	if _, err := m.Hold("a", func() (string, func(), error) { return "", nil, errors.New("cancelled") }); err == nil {
		t.Error("got no error")
	}
	if id, err := m.Hold("a", func() (string, func(), error) { return "2", func() {}, nil }); id != "2" || err != nil {
		t.Errorf("got %q, %v, want 2", id, err)
	}
}
