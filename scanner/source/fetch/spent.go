package fetch

import (
	"errors"
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// errBudget stops a connection when the run has received all it may.
var errBudget = errors.New("the budget of bytes is used up")

// spent counts what the run has used of its budget.
type spent struct {
	budget Budget
	now    func() time.Time
	pages  atomic.Int64
	bytes  atomic.Int64

	mu sync.Mutex
	// used is the time of earlier visits, since when the present ones began; zero while
	// nothing is visited.
	used  time.Duration
	since time.Time
}

// wake lets the time run, if it does not.
func (s *spent) wake() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.since.IsZero() {
		s.since = s.now()
	}
}

// rest stops the time until the next visit.
func (s *spent) rest() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.since.IsZero() {
		s.used, s.since = s.used+s.now().Sub(s.since), time.Time{}
	}
}

// page takes one request from the budget; false when there is none left.
func (s *spent) page() bool {
	return s.pages.Add(1) <= int64(s.budget.Pages)
}

// timeLeft is what remains of the run's time.
func (s *spent) timeLeft() time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	left := s.budget.Time - s.used
	if !s.since.IsZero() {
		left -= s.now().Sub(s.since)
	}
	return left
}

// out tells whether time or bytes are used up.
func (s *spent) out() bool {
	return s.timeLeft() <= 0 || s.bytes.Load() >= s.budget.Bytes
}

// countedConn counts what is received, headers and what is packed included.
type countedConn struct {
	net.Conn
	spent *spent
}

// Read reads no more than the run has left.
func (c *countedConn) Read(p []byte) (int, error) {
	left := c.spent.budget.Bytes - c.spent.bytes.Load()
	if left <= 0 {
		return 0, errBudget
	}
	if int64(len(p)) > left {
		p = p[:left]
	}
	n, err := c.Conn.Read(p)
	c.spent.bytes.Add(int64(n))
	return n, err
}
