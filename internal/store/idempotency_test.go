package store_test

import (
	"context"
	"database/sql"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"clipd/internal/clip"
	"clipd/internal/store"
)

func TestClaim(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		other := w.workspace("other")
		first := store.Claim{WorkspaceID: w.ws.ID, Endpoint: "POST /v3/clips", Key: "order-1", BodyHash: "aa"}
		claim := func(c store.Claim, now time.Time) (response string, replay bool, err error) {
			err = w.InTx(t.Context(), func(tx *sql.Tx) error {
				response, replay, err = w.Claim(t.Context(), tx, c, now)
				if err == nil && !replay {
					return w.Complete(t.Context(), tx, c, "answer at "+now.Format(time.TimeOnly))
				}
				return err
			})
			return response, replay, err
		}
		fresh := func(c store.Claim, now time.Time) {
			t.Helper()
			if response, replay, err := claim(c, now); replay || err != nil || response != "" {
				t.Errorf("got %q, %v, %v of a fresh key", response, replay, err)
			}
		}
		fresh(first, at(0))
		if response, replay, err := claim(first, at(60)); !replay || err != nil || response != "answer at 12:00:00" {
			t.Errorf("got %q, %v, %v of a repetition", response, replay, err)
		}
		changed := first
		changed.BodyHash = "bb"
		_, _, err := claim(changed, at(60))
		wantCode(t, err, clip.Conflict)

		elsewhere, asOther := first, first
		elsewhere.Endpoint, asOther.WorkspaceID = "POST /v3/assets", other.ID
		fresh(elsewhere, at(61))
		fresh(asOther, at(62))

		fresh(changed, noon.Add(store.IdempotencyAge)) // the first is forgotten
		if n := must(w.ExpireIdempotency(t.Context(), at(61).Add(store.IdempotencyAge)))(t); n != 1 {
			t.Errorf("%d answers were forgotten, want that of the other endpoint", n)
		}
	})
}

// A transaction that fails leaves its key free.
func TestClaimOfAFailedRequest(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		c := store.Claim{WorkspaceID: w.ws.ID, Endpoint: "POST /v3/clips", Key: "order-1", BodyHash: "aa"}
		fault := clip.Errorf(clip.Internal, "", "a fault")
		for range 2 {
			err := w.InTx(t.Context(), func(tx *sql.Tx) error {
				_, replay, err := w.Claim(t.Context(), tx, c, noon)
				if err != nil || replay {
					t.Errorf("got %v, %v", replay, err)
				}
				return fault
			})
			if err != error(fault) {
				t.Errorf("got %v", err)
			}
		}
	})
}

// While the first request is at work, another with its key is told so, or, where
// writers wait in turn, gets the first one's answer; there is one job in the end.
func TestClaimAtTheSameTime(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		c := store.Claim{WorkspaceID: w.ws.ID, Endpoint: "POST /v3/clips", Key: "order-1", BodyHash: "aa"}
		var made, replayed, conflicts atomic.Int64
		var group sync.WaitGroup
		for range 40 {
			group.Go(func() {
				var replay bool
				err := w.InTx(t.Context(), func(tx *sql.Tx) (err error) {
					if _, replay, err = w.Claim(t.Context(), tx, c, noon); err != nil || replay {
						return err
					}
					id := store.NewID("clip_")
					if err := w.InsertJob(t.Context(), tx, store.NewJob{ID: id, WorkspaceID: w.ws.ID, CreatedAt: noon}); err != nil {
						return err
					}
					return w.Complete(t.Context(), tx, c, id)
				})
				switch {
				case clip.CodeOf(err) == clip.Conflict && strings.Contains(err.Error(), "request in progress"):
					conflicts.Add(1)
				case err != nil:
					t.Error(err)
				case replay:
					replayed.Add(1)
				default:
					made.Add(1)
				}
			})
		}
		group.Wait()
		t.Logf("%d made, %d replayed, %d told to wait", made.Load(), replayed.Load(), conflicts.Load())
		jobs, _, err := w.ListJobs(t.Context(), w.ws.ID, store.JobFilter{}, nil, 100)
		if err != nil || len(jobs) != 1 || made.Load() != 1 {
			t.Errorf("%d jobs of %d requests, %v", len(jobs), made.Load(), err)
		}
	})
}

func TestClaimDoesNotWait(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		if w.Dialect() == store.SQLite {
			t.Skip("writers wait in turn")
		}
		c := store.Claim{WorkspaceID: w.ws.ID, Endpoint: "POST /v3/clips", Key: "order-1", BodyHash: "aa"}
		w.tx(func(ctx context.Context, tx *sql.Tx) error {
			if _, _, err := w.Claim(ctx, tx, c, noon); err != nil {
				return err
			}
			wantCode(t, w.InTx(ctx, func(second *sql.Tx) error {
				_, _, err := w.Claim(ctx, second, c, noon)
				return err
			}), clip.Conflict)
			return nil
		})
	})
}
