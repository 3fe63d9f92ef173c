package queue

import (
	"context"
	"errors"
	"testing"
	"time"

	"clipd/internal/store"
)

// What is not done within the grace time is handed back, and another takes it as
// if it had not been begun.
func TestStopHandsBack(t *testing.T) {
	each(t, func(t *testing.T, rows *store.Store) {
		begun, causes := make(chan int), make(chan error, 1)
		first := open(t, rows, "first", Options{}, func(ctx context.Context, _ string, a Attempt) error {
			begun <- a.Number
			<-ctx.Done()
			causes <- context.Cause(ctx)
			return ctx.Err()
		}).start(t)
		put(t, first, "long", Insert{})
		next(t, begun)
		first.stop(t, 10*time.Millisecond)
		if err := next(t, causes); !errors.Is(err, ErrStopping) {
			t.Errorf("it ended because of %v", err)
		}
		if d := first.depth(t); d != (Depth{Queue: lane, Waiting: 1}) {
			t.Errorf("depth %+v", d)
		}
		if w, err := rows.Workers(t.Context(), time.Time{}); err != nil || len(w) != 0 {
			t.Errorf("workers %v, %v", w, err)
		}

		numbers := make(chan int, 1)
		open(t, rows, "second", Options{}, func(_ context.Context, _ string, a Attempt) error {
			numbers <- a.Number
			return nil
		}).start(t)
		if n := next(t, numbers); n != 1 {
			t.Errorf("the next attempt is number %d", n)
		}
	})
}

// What ends within the grace time is done.
func TestStopWaits(t *testing.T) {
	each(t, func(t *testing.T, rows *store.Store) {
		begun, end := make(chan bool), make(chan bool)
		q := open(t, rows, "w", Options{}, func(ctx context.Context, _ string, _ Attempt) error {
			begun <- true
			<-end
			return context.Cause(ctx)
		}).start(t)
		put(t, q, "short", Insert{})
		put(t, q, "waiting", Insert{})
		next(t, begun)
		go func() { end <- true }()
		q.stop(t, patience)
		if d := q.depth(t); d != (Depth{Queue: lane, Waiting: 1}) {
			t.Errorf("depth %+v", d)
		}
	})
}

// A queue that was not started, or is stopped, can be stopped.
func TestStopTwice(t *testing.T) {
	each(t, func(t *testing.T, rows *store.Store) {
		q := open(t, rows, "w", Options{}, func(context.Context, string, Attempt) error { return nil })
		q.stop(t, 0)
		q.start(t)
		q.stop(t, 0)
		q.stop(t, 0)
	})
}
