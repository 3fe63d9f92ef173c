package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"testing"

	"clipd/internal/store"
	"clipd/internal/store/storetest"
)

// Two transactions that wait for each other are both done in the end.
func TestDeadlockIsTriedAgain(t *testing.T) {
	w := world{Store: open(t, storetest.Postgres(t)), t: t}
	w.ws = w.workspace("default")
	w.job(w.ws.ID, "clip_1", noon)
	w.job(w.ws.ID, "clip_2", noon)
	var group, both sync.WaitGroup
	both.Add(2)
	for _, order := range [][]string{{"clip_1", "clip_2"}, {"clip_2", "clip_1"}} {
		group.Go(func() {
			var once sync.Once
			err := w.InTx(t.Context(), func(tx *sql.Tx) error {
				if _, err := w.LockJob(t.Context(), tx, order[0]); err != nil {
					return err
				}
				once.Do(func() { both.Done(); both.Wait() })
				_, err := w.LockJob(t.Context(), tx, order[1])
				return err
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
}

// Other processes, such as `clipd keys`, write beside the one that serves.
func TestTwoProcessesWriteOneFile(t *testing.T) {
	url := storetest.SQLite(t)
	var group sync.WaitGroup
	for i, s := range []*store.Store{open(t, url), open(t, url)} {
		w := world{Store: s, t: t}
		ws := w.workspace(fmt.Sprint("of ", i))
		for j := range 2 {
			group.Go(func() {
				for k := range 20 {
					err := s.InTx(t.Context(), func(tx *sql.Tx) error {
						return s.InsertJob(t.Context(), tx, store.NewJob{ID: fmt.Sprint("clip_", i, j, k), WorkspaceID: ws.ID, CreatedAt: noon})
					})
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
	}
	group.Wait()
}

func TestFailedWorkChangesNothing(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		fault := errors.New("a fault")
		err := w.InTx(t.Context(), func(tx *sql.Tx) error {
			if err := w.InsertJob(t.Context(), tx, store.NewJob{ID: "clip_1", WorkspaceID: w.ws.ID, CreatedAt: noon}); err != nil {
				return err
			}
			return fault
		})
		if !errors.Is(err, fault) {
			t.Errorf("got %v", err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		err = w.InTx(ctx, func(tx *sql.Tx) error {
			if err := w.InsertJob(ctx, tx, store.NewJob{ID: "clip_1", WorkspaceID: w.ws.ID, CreatedAt: noon}); err != nil {
				return err
			}
			cancel()
			return nil
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		if has := must(w.HasJob(t.Context(), "clip_1"))(t); has {
			t.Error("the job was kept")
		}
	})
}
