package blob

import "context"

// Await runs f, which may be stuck in reading a silent pipe, and gives its
// result, or ctx.Err() as soon as ctx is done. In that case f goes on by itself
// until its read returns, and late, if not nil, is called with what it gave.
func Await[T any](ctx context.Context, f func() (T, error), late func(T)) (T, error) {
	type result struct {
		value T
		err   error
	}
	done := make(chan result, 1)
	go func() {
		value, err := f()
		done <- result{value, err}
	}()
	select {
	case r := <-done:
		return r.value, r.err
	case <-ctx.Done():
	}
	if late != nil {
		go func() {
			if r := <-done; r.err == nil {
				late(r.value)
			}
		}()
	}
	var none T
	return none, ctx.Err()
}
