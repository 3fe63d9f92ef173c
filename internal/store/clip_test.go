package store_test

import (
	"context"
	"database/sql"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"clipd/internal/clip"
	"clipd/internal/store"
)

// take gives a clip to a worker.
func (w world) take(jobID string, position int, worker string) store.Clip {
	w.t.Helper()
	c, ok, err := w.StartClip(w.t.Context(), jobID, position, worker)
	if err != nil || !ok {
		w.t.Fatalf("clip %d of %s was not taken: %v, %v", position, jobID, ok, err)
	}
	return c
}

func TestLifeOfAClip(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		ctx := t.Context()
		w.planned("clip_1", 2)
		planned := must(w.Clips(ctx, "clip_1"))(t)
		want := store.Clip{JobID: "clip_1", Position: 1, ID: planned[1].ID, State: clip.ClipPending, Span: clip.Span{Start: 10, End: 19.5}, Warnings: []string{}}
		check := func(after string) {
			t.Helper()
			if diff := cmp.Diff(want, must(w.Clips(ctx, "clip_1"))(t)[1]); diff != "" {
				t.Errorf("after %s (-want +got):\n%s", after, diff)
			}
		}
		check("plan")
		first := w.take("clip_1", 1, "worker-1")
		want.State, want.Token, want.WorkerID, want.Attempts = clip.ClipRunning, 1, "worker-1", 1
		check("start")
		for _, percent := range []float64{30.5, 10, -1} {
			if ok := must(w.SaveClipProgress(ctx, first.Ref(), percent))(t); !ok {
				t.Error("the clip is not the worker's")
			}
		}
		want.Progress = 30.5
		check("progress")
		if ok := must(w.ReleaseClip(ctx, first.Ref()))(t); !ok {
			t.Error("the clip could not be handed back")
		}
		want.State, want.WorkerID, want.Attempts = clip.ClipPending, "", 0
		check("handing back")

		lost := w.take("clip_1", 1, "worker-1")
		now := w.take("clip_1", 1, "worker-2")
		if now.Token <= lost.Token || now.Attempts != 2 {
			t.Errorf("the second worker got %+v", now)
		}
		made := clip.Clip{ID: want.ID, Label: "日本", URL: "a.mp4", Start: 10, End: 19.5, Duration: 9.5, Aspect: clip.Square, Transcript: "so \x00 it is"}
		w.tx(func(ctx context.Context, tx *sql.Tx) error {
			if ok, err := w.FinishClip(ctx, tx, lost.Ref(), clip.Clip{}, nil); ok || err != nil {
				t.Errorf("the lost worker finished: %v, %v", ok, err)
			}
			if ok, err := w.FailClip(ctx, tx, lost.Ref(), store.Failure{Message: "late"}); ok || err != nil {
				t.Errorf("the lost worker failed: %v, %v", ok, err)
			}
			if ok, err := w.FinishClip(ctx, tx, now.Ref(), made, []string{"dark"}); !ok || err != nil {
				t.Errorf("got %v, %v", ok, err)
			}
			if ok, err := w.FinishClip(ctx, tx, now.Ref(), made, nil); ok || err != nil {
				t.Errorf("finished twice: %v, %v", ok, err)
			}
			clips, left, err := w.LockedClips(ctx, tx, "clip_1")
			if len(clips) != 2 || left != 1 {
				t.Errorf("%d of %d clips are open", left, len(clips))
			}
			return err
		})
		want.State, want.Token, want.Attempts, want.Progress, want.Clip, want.Warnings = clip.ClipDone, now.Token, 2, 100, made, []string{"dark"}
		check("finish")
		if _, ok, err := w.StartClip(ctx, "clip_1", 1, "worker-3"); ok || err != nil {
			t.Errorf("a finished clip was taken: %v, %v", ok, err)
		}

		failing := w.take("clip_1", 0, "worker-1")
		w.tx(func(ctx context.Context, tx *sql.Tx) error {
			ok, err := w.FailClip(ctx, tx, failing.Ref(), store.Failure{Code: clip.Unusable, Message: "ffmpeg ended \x00"})
			if !ok {
				t.Error("the clip did not fail")
			}
			return err
		})
		if c := must(w.Clips(ctx, "clip_1"))(t)[0]; c.State != clip.ClipFailed || c.Failure != (store.Failure{Code: clip.Unusable, Message: "ffmpeg ended \uFFFD"}) || c.WorkerID != "" {
			t.Errorf("the clip is %+v", c)
		}
	})
}

// Of many last clips that end at once exactly one completes the job.
func TestLastClipAtTheSameTime(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		const clips = 10
		w.planned("clip_1", clips)
		var completed, last atomic.Int64
		var group sync.WaitGroup
		for i := range clips {
			c := w.take("clip_1", i, "worker-1")
			group.Go(func() {
				err := w.InTx(t.Context(), func(tx *sql.Tx) error {
					var ok bool
					var err error
					if i%3 == 0 {
						ok, err = w.FailClip(t.Context(), tx, c.Ref(), store.Failure{Message: "no"})
					} else {
						ok, err = w.FinishClip(t.Context(), tx, c.Ref(), clip.Clip{ID: c.ID}, nil)
					}
					if err != nil || !ok {
						t.Errorf("clip %d: %v, %v", i, ok, err)
						return err
					}
					_, left, err := w.LockedClips(t.Context(), tx, "clip_1")
					if err != nil || left > 0 {
						return err
					}
					last.Add(1)
					done, err := w.CompleteJob(t.Context(), tx, "clip_1", "done", nil, at(9))
					if done {
						completed.Add(1)
					}
					return err
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		if j := w.row("clip_1"); last.Load() != 1 || completed.Load() != 1 || j.Status != clip.Completed {
			t.Errorf("%d were last, %d completed the job, which is %s", last.Load(), completed.Load(), j.Status)
		}
	})
}

// Deleting a job takes its clips from the workers, whatever they do meanwhile.
func TestDeleteWhileClipsEnd(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		const clips = 8
		w.planned("clip_1", clips)
		var group sync.WaitGroup
		for i := range clips {
			c := w.take("clip_1", i, "worker-1")
			group.Go(func() {
				err := w.InTx(t.Context(), func(tx *sql.Tx) error {
					_, err := w.FinishClip(t.Context(), tx, c.Ref(), clip.Clip{ID: c.ID}, nil)
					return err
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		group.Go(func() {
			if err := w.InTx(t.Context(), func(tx *sql.Tx) error { return w.MarkDeleted(t.Context(), tx, w.ws.ID, "clip_1", at(9)) }); err != nil {
				t.Error(err)
			}
			if ok, err := w.RemoveJob(t.Context(), "clip_1"); !ok || err != nil {
				t.Errorf("removing gave %v, %v", ok, err)
			}
		})
		group.Wait()
		if clips := must(w.Clips(t.Context(), "clip_1"))(t); len(clips) != 0 {
			t.Errorf("clips were left: %+v", clips)
		}
		if _, ok, err := w.StartClip(t.Context(), "clip_1", 0, "worker-2"); ok || err != nil {
			t.Errorf("a clip of no job was taken: %v, %v", ok, err)
		}
	})
}
