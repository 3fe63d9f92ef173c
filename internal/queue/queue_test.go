package queue

import (
	"context"
	"database/sql"
	"errors"
	"log/slog"
	"slices"
	"testing"
	"time"

	"go.uber.org/goleak"

	"clipd/internal/store"
	"clipd/internal/store/storetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	lane     = "lane" // the queue of most tests
	patience = time.Minute
)

type errand struct {
	Name string `json:"name"`
}

func (errand) Kind() string { return "errand" }

type work func(ctx context.Context, name string, a Attempt) error

// open opens a queue that does errands, one at a time. Nothing is worked yet.
func open(t *testing.T, rows *store.Store, worker string, o Options, do work, edits ...func(*Config)) *Queue {
	t.Helper()
	if o.Delay == nil {
		o.Delay = func(int) time.Duration { return 0 }
	}
	c := Config{Store: rows, Handlers: NewHandlers(), Slots: map[string]int{lane: 1}, Host: "test", Log: slog.New(slog.DiscardHandler)}
	Handle(c.Handlers, o, func(ctx context.Context, e errand, a Attempt) error { return do(ctx, e.Name, a) })
	for _, e := range edits {
		e(&c)
	}
	q, err := Open(t.Context(), worker, c)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// start works until the end of the test, or until it is stopped before.
func (q *Queue) start(t *testing.T) *Queue {
	t.Helper()
	if err := q.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { q.stop(t, 0) })
	return q
}

func (q *Queue) stop(t *testing.T, grace time.Duration) {
	t.Helper()
	if err := q.Stop(context.Background(), grace); err != nil {
		t.Error(err)
	}
}

func put(t *testing.T, q *Queue, name string, o Insert) {
	t.Helper()
	if o.Queue == "" {
		o.Queue = lane
	}
	err := q.config.Store.InTx(t.Context(), func(tx *sql.Tx) error { return q.Put(t.Context(), tx, errand{name}, o) })
	if err != nil {
		t.Fatal(err)
	}
}

// next receives what a handler did.
func next[T any](t *testing.T, from <-chan T) T {
	t.Helper()
	select {
	case v := <-from:
		return v
	case <-time.After(patience):
		t.Fatal("nothing was worked")
		panic("unreachable")
	}
}

// each runs a test over both databases.
func each(t *testing.T, test func(t *testing.T, rows *store.Store)) {
	storetest.Each(t, func(t *testing.T, url string) {
		rows, err := store.Open(t.Context(), url)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := rows.Close(); err != nil {
				t.Error(err)
			}
		})
		test(t, rows)
	})
}

func TestTasksAreWorkedByPriority(t *testing.T) {
	each(t, func(t *testing.T, rows *store.Store) {
		done := make(chan string, 8)
		q := open(t, rows, "w", Options{}, func(_ context.Context, name string, _ Attempt) error {
			done <- name
			return nil
		})
		for _, p := range []int{4, 2, 0, 3, 2} {
			put(t, q, string(rune('0'+p)), Insert{Priority: p})
		}
		q.start(t)
		var order []string
		for range 5 {
			order = append(order, next(t, done))
		}
		if !slices.Equal(order, []string{"0", "2", "2", "3", "4"}) {
			t.Errorf("worked in the order %v", order)
		}
	})
}

// A task is there when its transaction is, and not before.
func TestATaskIsPartOfItsTransaction(t *testing.T) {
	each(t, func(t *testing.T, rows *store.Store) {
		done := make(chan string, 8)
		q := open(t, rows, "w", Options{}, func(_ context.Context, name string, _ Attempt) error {
			done <- name
			return nil
		})
		undone := errors.New("undone")
		err := rows.InTx(t.Context(), func(tx *sql.Tx) error {
			return errors.Join(q.Put(t.Context(), tx, errand{"lost"}, Insert{Queue: lane}), undone)
		})
		if !errors.Is(err, undone) {
			t.Fatal(err)
		}
		put(t, q, "kept", Insert{})
		if d := q.depth(t); d != (Depth{Queue: lane, Waiting: 1}) {
			t.Errorf("depth %+v", d)
		}
		q.start(t)
		if name := next(t, done); name != "kept" {
			t.Errorf("worked %s", name)
		}
	})
}

// An error costs an attempt, a pause does not.
func TestAttempts(t *testing.T) {
	each(t, func(t *testing.T, rows *store.Store) {
		type try struct {
			number int
			since  time.Time
		}
		tries := make(chan try, 8)
		outcomes := []error{Later(0), errors.New("first"), Later(0), errors.New("second"), nil}
		var after []int
		o := Options{Timeout: time.Hour, Delay: func(n int) time.Duration {
			after = append(after, n)
			return 0
		}}
		q := open(t, rows, "w", o, func(ctx context.Context, _ string, a Attempt) error {
			if _, limited := ctx.Deadline(); !limited {
				t.Error("no deadline")
			}
			tries <- try{a.Number, a.Since}
			err := outcomes[0]
			outcomes = outcomes[1:]
			return err
		})
		put(t, q, "", Insert{})
		q.start(t)
		first := next(t, tries)
		numbers := []int{first.number}
		for range 4 {
			again := next(t, tries)
			if !again.since.Equal(first.since) {
				t.Errorf("put in at %v, then at %v", first.since, again.since)
			}
			numbers = append(numbers, again.number)
		}
		if !slices.Equal(numbers, []int{1, 1, 2, 2, 3}) {
			t.Errorf("attempts %v", numbers)
		}
		q.stop(t, patience)
		if !slices.Equal(after, []int{1, 2}) {
			t.Errorf("delays after %v", after)
		}
	})
}

// What is put in again and again is there at the start.
func TestPeriodic(t *testing.T) {
	each(t, func(t *testing.T, rows *store.Store) {
		done := make(chan string, 8)
		open(t, rows, "w", Options{}, func(_ context.Context, name string, _ Attempt) error {
			done <- name
			return nil
		}, func(c *Config) { c.Every = []Periodic{{Interval: time.Hour, Args: errand{"sweep"}, Queue: lane}} }).start(t)
		if name := next(t, done); name != "sweep" {
			t.Errorf("worked %s", name)
		}
	})
}
