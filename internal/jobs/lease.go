package jobs

import (
	"context"
	"sync"
	"time"
)

// saveEvery is how often the progress of a task is saved, and how soon a task
// notices that its job was deleted.
const saveEvery = 2 * time.Second

// lease saves progress beside the work, by a function that tells whether the row
// is still ours. When it is not, the context ends with [errLost]. Call the
// function returned when the work is over. A database that does not answer ends
// nothing: what is stored at the end decides.
func (s *Service) lease(ctx context.Context, save func(context.Context) (ours bool, err error)) (context.Context, func()) {
	ctx, cancel := context.WithCancelCause(ctx)
	var beside sync.WaitGroup
	beside.Go(func() {
		tick := time.NewTicker(saveEvery)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			ours, err := save(ctx)
			if err != nil && ctx.Err() == nil {
				s.log.WarnContext(ctx, "saving progress failed", "error", err)
			}
			if err == nil && !ours {
				cancel(errLost)
			}
		}
	})
	return ctx, func() {
		cancel(nil)
		beside.Wait()
	}
}
