package jobs

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// Progress is saved as time goes by, whatever the database says of it, and work
// ends when its row is another's.
func TestLease(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &Service{log: slog.New(slog.DiscardHandler)}
		var saved atomic.Int32
		var ours atomic.Bool
		ours.Store(true)
		ctx, done := s.lease(t.Context(), func(context.Context) (bool, error) {
			if saved.Add(1) == 2 {
				return false, errors.New("the database is away")
			}
			return ours.Load(), nil
		})
		defer done()
		<-time.After(3*saveEvery + saveEvery/2)
		synctest.Wait()
		if n := saved.Load(); n != 3 || ctx.Err() != nil {
			t.Errorf("saved %d times, %v", n, ctx.Err())
		}
		ours.Store(false)
		<-ctx.Done()
		if cause := context.Cause(ctx); !errors.Is(cause, errLost) {
			t.Errorf("the work ends because of %v", cause)
		}
		if err := lostOr(ctx, context.Canceled); !errors.Is(err, errLost) {
			t.Errorf("its error is %v", err)
		}
	})
}

// Nothing goes on beside work that is over.
func TestLeaseEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &Service{log: slog.New(slog.DiscardHandler)}
		saved := 0
		ctx, done := s.lease(t.Context(), func(context.Context) (bool, error) {
			saved++
			return true, nil
		})
		done()
		<-time.After(time.Hour)
		if saved != 0 || errors.Is(context.Cause(ctx), errLost) {
			t.Errorf("saved %d times, %v", saved, context.Cause(ctx))
		}
		failed := errors.New("failed")
		if err := lostOr(ctx, failed); !errors.Is(err, failed) || lostOr(ctx, nil) != nil {
			t.Errorf("an error became %v", err)
		}
	})
}
