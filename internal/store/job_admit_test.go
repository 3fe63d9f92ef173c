package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"clipd/internal/clip"
	"clipd/internal/store"
)

func TestWorkspacesTakeTurns(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		a, b, c := w.ws, w.workspace("b"), w.workspace("c")
		second := 0
		add := func(ws store.Workspace, ids ...string) {
			for _, id := range ids {
				w.job(ws.ID, id, at(second))
				second++
			}
		}
		admit := func(workspace, total int, want ...string) {
			t.Helper()
			if got := w.admit(store.Limits{Workspace: workspace, Total: total}, at(100)); !slices.Equal(got, want) {
				t.Errorf("admitted %v, want %v", got, want)
			}
		}
		end := func(id string) {
			w.tx(func(ctx context.Context, tx *sql.Tx) error {
				_, err := w.FailJob(ctx, tx, id, store.Failure{}, at(200))
				return err
			})
		}
		add(a, "a1", "a2", "a3", "a4")
		admit(9, 0)
		admit(0, 9)
		admit(2, 1, "a1")
		add(b, "b1", "b2", "b3")
		add(c, "c1")
		admit(2, 4, "b1", "c1", "a2") // a has one running: its next waits for theirs
		admit(2, 4)
		admit(2, 9, "b2")
		end("a1")
		end("b1")
		admit(2, 9, "a3", "b3") // the same turn: the one that waits longest goes first
		admit(1, 9)
		admit(9, 9, "a4")
		loads, oldest, err := w.Unfinished(t.Context())
		want := map[string]store.Load{a.ID: {Running: 3}, b.ID: {Running: 2}, c.ID: {Running: 1}}
		if diff := cmp.Diff(want, loads); err != nil || !oldest.IsZero() || diff != "" {
			t.Errorf("oldest %v, %v (-want +got):\n%s", oldest, err, diff)
		}
	})
}

func TestLoad(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		other := w.workspace("other")
		for i := range 4 {
			w.job(w.ws.ID, fmt.Sprint("clip_", i), at(i))
		}
		w.job(other.ID, "clip_other", at(9))
		w.admit(store.Limits{Workspace: 1, Total: 1}, at(10))
		w.tx(func(ctx context.Context, tx *sql.Tx) error { return w.MarkDeleted(ctx, tx, w.ws.ID, "clip_1", at(11)) })
		w.tx(func(ctx context.Context, tx *sql.Tx) error {
			if load, err := w.LockWorkspace(ctx, tx, w.ws.ID); err != nil || load != (store.Load{Pending: 2, Running: 1}) {
				t.Errorf("got %+v, %v", load, err)
			}
			return nil
		})
		loads, oldest, err := w.Unfinished(t.Context())
		want := map[string]store.Load{w.ws.ID: {Pending: 2, Running: 1}, other.ID: {Pending: 1}}
		if diff := cmp.Diff(want, loads); err != nil || !oldest.Equal(at(2)) || diff != "" {
			t.Errorf("oldest %v, %v (-want +got):\n%s", oldest, err, diff)
		}
		// A deleted job is not taken.
		if _, ok, err := w.StartPlan(t.Context(), "clip_1", "worker-1", at(12)); ok || err != nil {
			t.Errorf("got %v, %v", ok, err)
		}
	})
}

// However many admit at once, no job is admitted twice and no limit is passed.
func TestAdmitAtTheSameTime(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		other := w.workspace("other")
		for i := range 15 {
			w.job(w.ws.ID, fmt.Sprint("clip_a", i), at(i))
			w.job(other.ID, fmt.Sprint("clip_b", i), at(i))
		}
		var group sync.WaitGroup
		var mu sync.Mutex
		times := map[string]int{}
		for range 12 {
			group.Go(func() {
				var admitted []store.Job
				err := w.InTx(t.Context(), func(tx *sql.Tx) (err error) {
					admitted, err = w.Admit(t.Context(), tx, store.Limits{Workspace: 6, Total: 10}, at(100))
					return err
				})
				if err != nil {
					t.Error(err)
				}
				mu.Lock()
				defer mu.Unlock()
				for _, j := range admitted {
					times[j.ID]++
				}
			})
		}
		group.Wait()
		for id, n := range times {
			if n != 1 {
				t.Errorf("%s was admitted %d times", id, n)
			}
		}
		loads, _, err := w.Unfinished(t.Context())
		want := map[string]store.Load{w.ws.ID: {Pending: 10, Running: 5}, other.ID: {Pending: 10, Running: 5}}
		if diff := cmp.Diff(want, loads); err != nil || len(times) != 10 || diff != "" {
			t.Errorf("%d admitted, %v (-want +got):\n%s", len(times), err, diff)
		}
	})
}

// However many create at once, a limit of waiting jobs is kept to.
func TestLimitOfWaitingJobs(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		const limit = 5
		var group sync.WaitGroup
		for range 20 {
			group.Go(func() {
				err := w.InTx(t.Context(), func(tx *sql.Tx) error {
					load, err := w.LockWorkspace(t.Context(), tx, w.ws.ID)
					if err != nil || load.Pending >= limit {
						return err
					}
					return w.InsertJob(t.Context(), tx, store.NewJob{ID: store.NewID("clip_"), WorkspaceID: w.ws.ID, CreatedAt: noon})
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		if jobs := w.walk(store.JobFilter{Status: clip.Pending}, 100, func() {}); len(jobs) != limit {
			t.Errorf("%d jobs wait", len(jobs))
		}
	})
}

// Who accepts a job holds its workspace and then admits; who ends one holds the
// job and then admits. None waits for another in a circle, which PostgreSQL would
// only find after a second.
func TestAcceptWhileJobsEnd(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		limits := store.Limits{Workspace: 3, Total: 100}
		var begun atomic.Int64
		admit := func(tx *sql.Tx) error {
			jobs, err := w.Admit(t.Context(), tx, limits, at(1))
			for _, j := range jobs {
				_, loaded := w.Load(t.Context(), tx, j.WorkspaceID)
				err = errors.Join(err, loaded)
			}
			return err
		}
		for i := range 10 {
			w.job(w.ws.ID, fmt.Sprint("clip_", i), at(i))
		}
		w.tx(func(_ context.Context, tx *sql.Tx) error { return admit(tx) })
		var group sync.WaitGroup
		for i := range 10 {
			group.Go(func() {
				err := w.InTx(t.Context(), func(tx *sql.Tx) error {
					begun.Add(1)
					if _, err := w.LockWorkspace(t.Context(), tx, w.ws.ID); err != nil {
						return err
					}
					if err := w.InsertJob(t.Context(), tx, store.NewJob{ID: fmt.Sprint("clip_new_", i), WorkspaceID: w.ws.ID, CreatedAt: at(50)}); err != nil {
						return err
					}
					return admit(tx)
				})
				if err != nil {
					t.Error(err)
				}
			})
			group.Go(func() {
				err := w.InTx(t.Context(), func(tx *sql.Tx) error {
					begun.Add(1)
					if _, err := w.FailJob(t.Context(), tx, fmt.Sprint("clip_", i), store.Failure{}, at(60)); err != nil {
						return err
					}
					return admit(tx)
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		loads, _, err := w.Unfinished(t.Context())
		if load := loads[w.ws.ID]; err != nil || load.Running != limits.Workspace {
			t.Errorf("%+v are left, %v", loads, err)
		}
		if n := begun.Load(); n != 20 {
			t.Errorf("%d transactions were begun for 20: some were in each other's way", n)
		}
	})
}
