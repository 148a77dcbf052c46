package blob

import (
	"context"
	"errors"
	"io"
)

// Pump hands on what next gives until it gives an error, together with which it
// may still give something; io.EOF is the end and no error of Pump. Next runs in
// a goroutine of its own, which a silent pipe may hold up after ctx is done, and
// which closes in at its end. Out has to be received from until Pump returns.
func Pump[T any](ctx context.Context, in io.Closer, next func() (T, error), out chan<- T) error {
	type result struct {
		value T
		err   error
	}
	ready := make(chan result)
	go func() {
		for err := error(nil); err == nil; {
			var value T
			if value, err = next(); err != nil {
				err = errors.Join(err, in.Close())
			}
			select {
			case ready <- result{value, err}:
			case <-ctx.Done():
				if err == nil {
					_ = in.Close() // the reading is given up: its faults are of no matter
				}
				return
			}
		}
	}()
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		select {
		case r := <-ready:
			out <- r.value
			if errors.Is(r.err, io.EOF) {
				return nil
			}
			if r.err != nil {
				return r.err
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
