package engine

import (
	"math"
	"sync/atomic"
)

// Budget bounds the memory that the joined tables of an audit hold together. A
// table that it has no room for goes to disk. A nil Budget is without bound.
type Budget struct {
	limit int64
	used  atomic.Int64
}

// NewBudget makes a budget of so many bytes; none or fewer is without bound.
func NewBudget(bytes int64) *Budget { return &Budget{limit: bytes} }

// Used gives the bytes that tables hold at present.
func (b *Budget) Used() int64 {
	if b == nil {
		return 0
	}
	return b.used.Load()
}

// take reserves bytes and says whether there was room; else nothing is reserved.
func (b *Budget) take(bytes int64) bool {
	if b == nil || b.limit <= 0 {
		return true
	}
	if b.used.Add(bytes) > b.limit-b.workspace() {
		b.used.Add(-bytes)
		return false
	}
	return true
}

func (b *Budget) free(bytes int64) {
	if b != nil && b.limit > 0 {
		b.used.Add(-bytes)
	}
}

// workspace is the part that no table may hold: parts of spilled tables are
// loaded into it, one at a time.
func (b *Budget) workspace() int64 {
	if b == nil || b.limit <= 0 {
		return math.MaxInt64
	}
	return b.limit / 4
}
