package queue

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/riverqueue/river/rivertype"

	"clipd/internal/store"
)

// What a worker has that is not seen any more is done by another, with what it
// was given and in its turn; what a living one has is left alone.
func TestRescue(t *testing.T) {
	each(t, func(t *testing.T, rows *store.Store) {
		begun, end := make(chan string, 1), make(chan error)
		dead := open(t, rows, "dead", Options{}, func(_ context.Context, name string, _ Attempt) error {
			begun <- name
			return <-end
		}).start(t)
		put(t, dead, "orphan", Insert{Priority: 3})
		next(t, begun)

		type taken struct {
			name   string
			number int
		}
		done := make(chan taken, 2)
		living := open(t, rows, "living", Options{}, func(_ context.Context, name string, a Attempt) error {
			done <- taken{name, a.Number}
			return nil
		}).start(t)
		if err := living.rescue(t.Context(), time.Now()); err != nil {
			t.Fatal(err)
		}
		if d := living.depth(t); d != (Depth{Queue: lane, Running: 1}) {
			t.Errorf("a living worker's task was taken: %+v", d)
		}

		if err := living.rescue(t.Context(), time.Now().Add(Lease+heartbeat)); err != nil {
			t.Fatal(err)
		}
		if got := next(t, done); got != (taken{"orphan", 1}) {
			t.Errorf("rescued %+v", got)
		}
		// Whatever the dead one says when it comes back changes nothing.
		end <- errors.New("late")
		dead.stop(t, patience)
		living.stop(t, patience)
		if d, err := living.Depths(t.Context()); err != nil || len(d) != 0 {
			t.Errorf("left are %v, %v", d, err)
		}
		if len(done) > 0 {
			t.Errorf("done again: %v", <-done)
		}
	})
}

// Of many that look at once one takes a task.
func TestRescueAtOnce(t *testing.T) {
	each(t, func(t *testing.T, rows *store.Store) {
		begun, end := make(chan bool, 1), make(chan bool)
		dead := open(t, rows, "dead", Options{}, func(context.Context, string, Attempt) error {
			begun <- true
			<-end
			return nil
		}).start(t)
		put(t, dead, "orphan", Insert{Queue: lane})
		next(t, begun)
		t.Cleanup(func() { close(end) })

		others := []*Queue{}
		for _, name := range []string{"a", "b", "c", "d"} {
			others = append(others, open(t, rows, name, Options{}, func(context.Context, string, Attempt) error { return nil }))
		}
		errs := make(chan error)
		late := time.Now().Add(Lease + heartbeat)
		for _, q := range others {
			go func() { errs <- q.rescue(t.Context(), late) }()
		}
		for range others {
			if err := next(t, errs); err != nil {
				t.Error(err)
			}
		}
		if d := dead.depth(t); d != (Depth{Queue: lane, Waiting: 1}) {
			t.Errorf("depth %+v", d)
		}
	})
}

// A worker takes its own task up when it does not work on it any more and could
// not say so for a time.
func TestLost(t *testing.T) {
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	q := &Queue{worker: "me", config: Config{Handlers: NewHandlers()}}
	q.config.Handlers.atWork.Store(int64(1), nil)
	for _, tt := range []struct {
		name   string
		id     int64
		worker string
		ago    time.Duration
		lost   bool
	}{
		{"forgotten", 2, "me", unsaid + time.Second, true},
		{"being said", 2, "me", unsaid - time.Second, false},
		{"at work", 1, "me", time.Hour, false},
		{"another's", 2, "you", time.Hour, false},
	} {
		at := now.Add(-tt.ago)
		if q.lost(&rivertype.JobRow{ID: tt.id, AttemptedBy: []string{"x", tt.worker}, AttemptedAt: &at}, now) != tt.lost {
			t.Errorf("%s: lost is %v", tt.name, !tt.lost)
		}
	}
	if q.lost(&rivertype.JobRow{ID: 2, AttemptedBy: []string{"me"}}, now) {
		t.Error("what was never begun is lost")
	}
}
