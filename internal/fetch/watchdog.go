package fetch

import (
	"context"
	"errors"
	"sync/atomic"
	"time"
)

var errStalled = errors.New("the server sends nothing, or next to nothing")

// enoughBytes is what must come in each period of [Client.Patience]; less is a
// server that keeps a connection open for nothing.
const enoughBytes = 16 << 10

// watch returns a context that ends with errStalled when fewer than enoughBytes
// were counted in a period, and the counter. stop must be called.
func watch(ctx context.Context, period time.Duration) (watched context.Context, count func(n int), stop func()) {
	watched, cancel := context.WithCancelCause(ctx)
	var got atomic.Int64
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		tick := time.NewTicker(period)
		defer tick.Stop()
		for {
			select {
			case <-watched.Done():
				return
			case <-tick.C:
				if got.Swap(0) < enoughBytes {
					cancel(errStalled)
					return
				}
			}
		}
	}()
	return watched, func(n int) { got.Add(int64(n)) }, func() { cancel(nil); <-ended }
}
