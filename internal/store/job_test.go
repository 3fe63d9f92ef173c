package store_test

import (
	"context"
	"database/sql"
	"testing"

	"github.com/google/go-cmp/cmp"

	"clipd/internal/clip"
	"clipd/internal/store"
)

// sameWords compares sources of transcripts, which hold an unexported field.
var sameWords = cmp.Comparer(func(a, b clip.TranscriptSource) bool { return a == b })

func TestLifeOfAJob(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		ctx := t.Context()
		title, folder, callback := "Q3 \x00 review \xff", "folder\x00", "id"
		request := clip.JobRequest{
			Video:       clip.Video{Type: clip.VideoURL, URL: "https://example.org/talk.mp4"},
			Settings:    clip.Settings{MaxClips: 3, Windows: []clip.Window{{Start: 1.5, End: 9, Label: "日本"}}, Aspect: clip.Vertical, MinLength: 15, MaxLength: 90},
			Title:       &title,
			FolderID:    &folder,
			CallbackURL: "https://example.org/hook",
			CallbackID:  &callback,
			Base:        "https://clips.example.org",
		}
		w.tx(func(ctx context.Context, tx *sql.Tx) error {
			return w.InsertJob(ctx, tx, store.NewJob{ID: "clip_1", WorkspaceID: w.ws.ID, Request: request, Stage: "waiting", CreatedAt: at(0)})
		})
		clean := "Q3 \uFFFD review \uFFFD"
		kept := "Q3 \x00 review \uFFFD" // JSON can have NUL, but only UTF-8
		request.Title = &kept
		want := store.Job{ID: "clip_1", WorkspaceID: w.ws.ID, Request: request, Status: clip.Pending, Stage: "waiting", Warnings: []string{},
			Callback: clip.CallbackNote{State: clip.CallbackWaiting}, CreatedAt: at(0)}
		check := func(after string) {
			t.Helper()
			if diff := cmp.Diff(want, must(w.Job(ctx, w.ws.ID, "clip_1"))(t), sameWords); diff != "" {
				t.Errorf("after %s (-want +got):\n%s", after, diff)
			}
		}
		check("insert")
		if page, _, err := w.ListJobs(ctx, w.ws.ID, store.JobFilter{Folder: &folder}, nil, 10); err != nil || len(page) != 1 || *page[0].Title != clean {
			t.Errorf("the list has %+v, %v", page, err)
		}

		w.admit(store.Limits{Workspace: 1, Total: 1}, at(1))
		want.Status, want.AdmittedAt = clip.Running, at(1)
		check("admit")

		j, ok, err := w.StartPlan(ctx, "clip_1", "worker-1", at(2))
		want.Token, want.Attempts, want.WorkerID, want.StartedAt = 1, 1, "worker-1", at(2)
		if diff := cmp.Diff(want, j, sameWords); !ok || err != nil || diff != "" {
			t.Errorf("taken: %v, %v (-want +got):\n%s", ok, err, diff)
		}
		save := func(stage string, progress float64) {
			t.Helper()
			if ok := must(w.SaveProgress(ctx, j.Ref(), stage, progress))(t); !ok {
				t.Error("the job is not the worker's")
			}
		}
		save("transcribe", 30)
		save("ingest", 10) // a retry begins again; nobody sees it go back
		want.Stage, want.Progress = "transcribe", 30
		check("progress")

		src := w.source("src_1", "aa", at(0))
		w.tx(func(ctx context.Context, tx *sql.Tx) error {
			if ok, err := w.AttachSource(ctx, tx, j.Ref(), src.ID, at(3)); !ok || err != nil {
				t.Errorf("attaching gave %v, %v", ok, err)
			}
			plan := store.Planned{Object: "plan.json", Stage: "render", Progress: 20, SourceDuration: 61.3, Transcript: clip.Transcribed, Warnings: []string{"few \x00 moments"},
				Clips: []store.NewClip{{ID: "c_0", Span: clip.Span{Start: 1.5, End: 9}}}}
			if ok, err := w.StorePlan(ctx, tx, j.Ref(), plan); !ok || err != nil {
				t.Errorf("the plan gave %v, %v", ok, err)
			}
			if ok, err := w.StorePlan(ctx, tx, j.Ref(), plan); ok || err != nil {
				t.Errorf("a second plan gave %v, %v", ok, err)
			}
			return nil
		})
		want.SourceID, want.Attempts, want.Plan, want.Stage, want.SourceDuration, want.Transcript, want.Warnings, want.WorkerID =
			"src_1", 0, "plan.json", "render", 61.3, clip.Transcribed, []string{"few \x00 moments"}, ""
		check("plan")

		w.tx(func(ctx context.Context, tx *sql.Tx) error {
			if ok, err := w.CompleteJob(ctx, tx, "clip_1", "done", []string{"one clip less"}, at(4)); !ok || err != nil {
				t.Errorf("completing gave %v, %v", ok, err)
			}
			return nil
		})
		want.Status, want.Stage, want.Progress, want.FinishedAt, want.Warnings = clip.Completed, "done", 100, at(4), append(want.Warnings, "one clip less")
		want.Callback.State = clip.CallbackSending
		check("complete")

		if ok := must(w.SetCallback(ctx, "clip_1", clip.CallbackNote{State: clip.CallbackSending, Attempts: 1, LastError: "HTTP 500 \x00"}))(t); !ok {
			t.Error("the callback was not being sent")
		}
		want.Callback = clip.CallbackNote{State: clip.CallbackSending, Attempts: 1, LastError: "HTTP 500 \uFFFD"}
		check("callback")

		w.tx(func(ctx context.Context, tx *sql.Tx) error { return w.MarkDeleted(ctx, tx, w.ws.ID, "clip_1", at(5)) })
		_, err = w.Job(ctx, w.ws.ID, "clip_1")
		wantCode(t, err, clip.NotFound)
		if page, _, err := w.ListJobs(ctx, w.ws.ID, store.JobFilter{}, nil, 10); err != nil || len(page) != 0 {
			t.Errorf("the list has %+v, %v", page, err)
		}
		wantCode(t, w.InTx(ctx, func(tx *sql.Tx) error { return w.MarkDeleted(ctx, tx, w.ws.ID, "clip_1", at(6)) }), clip.NotFound)
		if ok := must(w.RemoveJob(ctx, "clip_1"))(t); !ok {
			t.Error("the row was not removed")
		}
		if has := must(w.HasJob(ctx, "clip_1"))(t); has {
			t.Error("the row is still there")
		}
		if clips := must(w.Clips(ctx, "clip_1"))(t); len(clips) != 0 {
			t.Errorf("clips were left: %+v", clips)
		}
	})
}

func TestFailure(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		w.job(w.ws.ID, "clip_1", noon)
		w.admit(store.Limits{Workspace: 1, Total: 1}, at(1))
		j, _, err := w.StartPlan(t.Context(), "clip_1", "worker-1", at(2))
		if err != nil {
			t.Fatal(err)
		}
		w.tx(func(ctx context.Context, tx *sql.Tx) error {
			ok, err := w.FailPlan(ctx, tx, j.Ref(), store.Failure{Code: clip.Unusable, Message: "ffmpeg said \x00\xff"}, at(3))
			if !ok {
				t.Error("the job did not fail")
			}
			return err
		})
		j = w.row("clip_1")
		if j.Status != clip.Failed || j.Failure != (store.Failure{Code: clip.Unusable, Message: "ffmpeg said \uFFFD\uFFFD"}) || !j.FinishedAt.Equal(at(3)) || j.Callback.State != clip.CallbackSending || j.WorkerID != "" {
			t.Errorf("the job is %+v", j)
		}
	})
}

// A job is seen by its workspace alone.
func TestJobsOfOthers(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		other := w.workspace("other")
		w.job(w.ws.ID, "clip_1", noon)
		for _, id := range []string{"clip_1", "clip_none", "clip_\x00", "\xff"} {
			_, err := w.Job(t.Context(), other.ID, id)
			wantCode(t, err, clip.NotFound)
			wantCode(t, w.InTx(t.Context(), func(tx *sql.Tx) error { return w.MarkDeleted(t.Context(), tx, other.ID, id, at(1)) }), clip.NotFound)
		}
		if page, _, err := w.ListJobs(t.Context(), other.ID, store.JobFilter{}, nil, 10); err != nil || len(page) != 0 {
			t.Errorf("got %+v, %v", page, err)
		}
	})
}

// What a worker stores after another was given the job changes nothing.
func TestFencing(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		ctx := t.Context()
		w.job(w.ws.ID, "clip_1", noon)
		w.admit(store.Limits{Workspace: 1, Total: 1}, at(1))
		old, _, err := w.StartPlan(ctx, "clip_1", "worker-1", at(2))
		if err != nil {
			t.Fatal(err)
		}
		now, ok, err := w.StartPlan(ctx, "clip_1", "worker-2", at(3))
		if err != nil || !ok || now.Token <= old.Token || now.Attempts != 2 || !now.StartedAt.Equal(at(2)) {
			t.Fatalf("the second worker got %+v, %v, %v", now, ok, err)
		}
		late := map[string]func(tx *sql.Tx) (bool, error){
			"StorePlan": func(tx *sql.Tx) (bool, error) {
				return w.StorePlan(ctx, tx, old.Ref(), store.Planned{Object: "late", Clips: []store.NewClip{{ID: "c_1"}}})
			},
			"FailPlan":     func(tx *sql.Tx) (bool, error) { return w.FailPlan(ctx, tx, old.Ref(), store.Failure{}, at(4)) },
			"AttachSource": func(tx *sql.Tx) (bool, error) { return w.AttachSource(ctx, tx, old.Ref(), "", at(4)) },
		}
		for name, call := range late {
			w.tx(func(_ context.Context, tx *sql.Tx) error {
				ok, err := call(tx)
				if ok {
					t.Errorf("%s of the old worker counted", name)
				}
				return err
			})
		}
		if ok := must(w.SaveProgress(ctx, old.Ref(), "late", 50))(t); ok {
			t.Error("the progress of the old worker counted")
		}
		if ok := must(w.ReleasePlan(ctx, old.Ref()))(t); ok {
			t.Error("the old worker handed back what it did not have")
		}
		if ok := must(w.ReleasePlan(ctx, now.Ref()))(t); !ok {
			t.Error("the worker could not hand back")
		}
		if ok := must(w.ReleasePlan(ctx, now.Ref()))(t); ok {
			t.Error("the worker handed back twice")
		}
		if j := w.row("clip_1"); j.Attempts != 1 || j.WorkerID != "" || j.Progress != 0 || j.Stage != "waiting" || j.Plan != "" {
			t.Errorf("the job is %+v", j)
		}
	})
}
